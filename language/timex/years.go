package timex

import (
	"strconv"

	"demarche/language/lex"
)

// plainYear reads a year in four digits.
func plainYear(l *lex.Lexeme) (int, bool) {
	if l.Kind != lex.Digits || len(l.Text) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(l.Text)
	return y, err == nil && y >= 1600 && y <= 2199
}

func (f *finder) yearAt(i int) (int, bool) {
	if i < 0 || i >= len(f.l) {
		return 0, false
	}
	if i+1 < len(f.l) && !f.l[i+1].Space && f.l[i+1].Kind == lex.Word { // 1990s
		return 0, false
	}
	return plainYear(&f.l[i])
}

// years recognises "2025", "2020-24", "2024/25", "2020 and 2024" after "between".
func (f *finder) years(i int) (expression, bool) {
	y, ok := f.yearAt(i)
	if !ok || i > 0 && (currencySign(f.word(i-1)) || f.l[i-1].Kind == lex.Word && !f.l[i].Space) {
		return expression{}, false
	}
	e := expression{year: y, next: i + 1}
	if i+2 < len(f.l) && !f.l[i+1].Space && !f.l[i+2].Space && (f.l[i+1].Dash() || f.l[i+1].Text == "/") && f.l[i+2].Kind == lex.Digits {
		switch end := f.l[i+2]; len(end.Text) {
		case 2:
			n, _ := strconv.Atoi(end.Text)
			if n = y - y%100 + n; n > y {
				e.endYear, e.next = n, i+3
				return e, true
			}
		case 4:
			if n, ok := plainYear(&end); ok && n > y {
				e.endYear, e.next = n, i+3
				return e, true
			}
		}
		return expression{}, false
	}
	if j, ok := f.separator(i+1, f.rangeBefore(i)); ok && (f.rangeBefore(i) || f.l[i+1].Dash()) {
		if n, ok := f.yearAt(j); ok && n > y {
			e.endYear, e.next = n, j+1
			return e, true
		}
	}
	if f.word(i+1) == "fiscal" || f.word(i+1) == "financial" {
		if f.word(i+2) == "year" {
			e.next = i + 3
		}
		return e, true
	}
	return e, f.yearContext(i)
}

func currencySign(w string) bool { return w == "$" || w == "€" || w == "£" || w == "¥" }

// yearWords stand before a year in running text.
var yearWords = map[string]bool{
	"in": true, "since": true, "until": true, "till": true, "by": true, "of": true, "from": true, "to": true, "through": true, "during": true,
	"between": true, "before": true, "after": true, "early": true, "late": true, "mid": true, "the": true, "for": true, "and": true, "or": true,
	"a": true, "its": true, "his": true, "her": true, "their": true, "our": true, "s": true, "throughout": true, "around": true, "year": true, "than": true, "at": true, "as": true,
	"spring": true, "summer": true, "autumn": true, "winter": true, "fall": true, "on": true, "with": true, "over": true, "versus": true,
}

// yearContext tells a year in four digits from a count of things.
func (f *finder) yearContext(i int) bool {
	next := i + 1
	if next < len(f.l) {
		if n := &f.l[next]; n.Text == "%" || n.Kind == lex.Word && (n.Lower == "percent" || n.Lower == "million" || n.Lower == "billion" || n.Lower == "km" || n.Lower == "miles") {
			return false
		}
	}
	before := f.word(i - 1)
	if _, ok := f.yearAt(i - 2); ok && (before == "," || before == "and" || before == "or") { // "in 2017, 2018 and 2020"
		return !f.countsNoun(next)
	}
	switch before {
	case "in", "since", "until", "till", "during", "throughout", "early", "late", "mid", "year":
		return !(before == "in" && f.countsPeople(next))
	case "least":
		return f.word(i-3) == "since" || f.word(i-3) == "until"
	case "about", "some", "nearly", "almost", "up", "only", "roughly", "approximately":
		return false
	}
	if f.countsNoun(next) {
		return false
	}
	if y, _ := f.yearAt(i); (y < 1900 || y > 2100) && !(before == "of" && i > 1 && f.l[i-2].Capital()) { // "the Aliens Act of 1798"
		return false
	}
	if i == 0 {
		return next >= len(f.l) || f.l[next].Kind == lex.Sign
	}
	return yearWords[before] || f.l[i-1].Text == "(" || f.l[i-1].Text == "," && (next >= len(f.l) || f.l[next].Kind == lex.Sign)
}

func (f *finder) countsPeople(i int) bool {
	w := f.word(i)
	return w == "people" || w == "men" || w == "women" || w == "children" || w == "cases"
}

// decade recognises "1990s".
func (f *finder) decade(i int) (expression, bool) {
	if _, ok := plainYear(&f.l[i]); ok && i+1 < len(f.l) && !f.l[i+1].Space && f.l[i+1].Lower == "s" {
		return expression{kind: vague, next: i + 2}, true
	}
	return expression{}, false
}

// fiscal recognises "fiscal year 2024", "fiscal 2024", "financial year
// 2024/25", "FY2024"; such a year stands for the calendar year of its name.
func (f *finder) fiscal(i int) (expression, bool) {
	j := i + 1
	if f.word(j) == "year" {
		j++
	}
	if y, ok := f.yearAt(j); ok {
		e := expression{year: y, next: j + 1}
		if r, ok := f.years(j); ok {
			e.endYear, e.next = r.endYear, r.next
		}
		return e, true
	}
	return expression{}, false
}
