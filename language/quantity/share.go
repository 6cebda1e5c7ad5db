package quantity

import (
	"math"

	"demarche/language"
	"demarche/language/lex"
)

// parts are the names of the parts that a whole is cut into, and their number.
var parts = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
	"sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}

// timeWords are wholes whose parts are times, not shares of those counted.
var timeWords = map[string]bool{
	"hour": true, "day": true, "week": true, "month": true, "year": true, "decade": true, "century": true, "minute": true, "night": true,
	"term": true, "season": true, "time": true, "way": true,
}

// share reads a fraction of a whole as percent: "half of the 261", "half the
// passengers", "a third of them", "two-thirds of its citizens". Percents are
// rounded, with Approx where that changes them.
func (r *reader) share(i int) (number, bool) {
	count, at := 1.0, i
	if r.word(i) == "a" || r.word(i) == "an" {
		at++
	} else if n, ok := lex.Number(r.l, i); ok && !n.Vague && n.Words && n.Next == i+1 && n.Value >= 1 && n.Value < 10 {
		count, at = n.Value, n.Next
		if at < len(r.l) && r.l[at].Dash() {
			at++
		}
	}
	whole, ok := parts[r.word(at)]
	half := r.word(at) == "half"
	if !ok || count >= whole || at == i && (!half || orderedHalf[r.word(i-1)]) || !r.hasWhole(at+1, half) || r.inTime(r.l[at].Span) {
		return number{}, false
	}
	exact := 100 * count / whole
	n := number{core: i, next: at + 1}
	n.Kind, n.Value = language.Percent, math.Round(exact)
	n.Approx = n.Value != exact
	return n, true
}

// orderedHalf are words that make a half one of two named parts: "the second half of".
var orderedHalf = map[string]bool{"first": true, "second": true, "other": true, "latter": true, "last": true, "top": true, "bottom": true, "the": true, "northern": true, "southern": true, "eastern": true, "western": true, "better": true}

// hasWhole reports whether the whole of a share stands at lexeme i, "of" and
// its noun, and not a time. Half can do without "of" before a determiner.
func (r *reader) hasWhole(i int, half bool) bool {
	switch r.word(i) {
	case "of":
		i++
	case "the", "its", "their", "his", "her", "our", "those", "these":
		if !half {
			return false
		}
	default:
		return false
	}
	if i >= len(r.l) || r.inTime(r.l[i].Span) {
		return false
	}
	switch r.word(i) {
	case "it", "this", "that", "what", "which": // one thing, whose parts are no number of people
		return false
	}
	for k := i; k < i+3; k++ {
		if timeWords[r.word(k)] {
			return false
		}
	}
	return true
}
