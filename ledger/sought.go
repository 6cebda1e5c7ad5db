package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// Term is one thing to look for: words that follow each other, folded.
type Term struct {
	Words     []string
	Beginning bool // of the last word only the beginning is given
}

// mostSoughtWords is how many words one search can look for.
const mostSoughtWords = 32

// ParseSearch takes apart what a user writes to look for: words, of which all
// must be there, beginnings of words with a star after them, phrases in
// quotation marks. Whatever else stands there only divides words. It fails
// where there is no word, or more than can be sought.
func ParseSearch(written string) ([]Term, error) {
	fail := func(hint, format string, args ...any) ([]Term, error) {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "search", Detail: fmt.Sprintf(format, args...), Hint: hint}
	}
	if n := utf8.RuneCountInString(written); n > demarche.MostSearch {
		return fail("look for the rarest of the words", "%d characters are too many to look for; at most %d", n, demarche.MostSearch)
	}
	var terms []Term
	words := 0
	for _, part := range quoted(strings.ToValidUTF8(written, " ")) {
		t, ok := newTerm(part)
		if !ok {
			continue
		}
		if last := t.Words[len(t.Words)-1]; t.Beginning && utf8.RuneCountInString(last) < 2 && !unspaced([]rune(last)[0]) {
			return fail("give two letters at least, as in re*", "too many words begin with %q", last)
		}
		if !slices.ContainsFunc(terms, t.same) {
			terms, words = append(terms, t), words+len(t.Words)
		}
	}
	switch {
	case len(terms) == 0:
		return fail("write words, a phrase in quotation marks, or the beginning of a word with a star: refus*", "there is no word to look for")
	case words > mostSoughtWords:
		return fail("look for the rarest of them", "%d words are too many to look for; at most %d", words, mostSoughtWords)
	}
	return terms, nil
}

// quotationMarks begin and end phrases.
const quotationMarks = "\"“”„«»"

// quoted divides what is written into phrases without their quotation marks,
// and what stands between white space outside of them. A phrase that is not
// ended goes on to the end.
func quoted(written string) []string {
	var parts []string
	for i, part := range strings.Split(strings.Map(oneMark, written), `"`) {
		if i%2 == 1 {
			parts = append(parts, part)
		} else {
			parts = append(parts, strings.Fields(part)...)
		}
	}
	return parts
}

func oneMark(r rune) rune {
	if strings.ContainsRune(quotationMarks, r) {
		return '"'
	}
	return r
}

// newTerm makes a term of a phrase or of what stands between white space;
// false if there is no word in it.
func newTerm(part string) (Term, bool) {
	part = strings.TrimRightFunc(part, unicode.IsSpace)
	var t Term
	for _, w := range Words(part) {
		t.Words = append(t.Words, w.Folded)
	}
	t.Beginning = strings.HasSuffix(part, "*")
	return t, len(t.Words) > 0
}

func (t Term) same(o Term) bool { return t.Beginning == o.Beginning && slices.Equal(t.Words, o.Words) }

// In gives where the term stands among words, each place as one span.
func (t Term) In(words []Word) []demarche.Span {
	var spans []demarche.Span
	for i := 0; i+len(t.Words) <= len(words); i++ {
		if t.at(words[i:]) {
			spans = append(spans, demarche.Span{Start: words[i].Span.Start, End: words[i+len(t.Words)-1].Span.End})
		}
	}
	return spans
}

func (t Term) at(words []Word) bool {
	last := len(t.Words) - 1
	for i, w := range t.Words {
		if got := words[i].Folded; got != w && (i < last || !t.Beginning || !strings.HasPrefix(got, w)) {
			return false
		}
	}
	return true
}

// snippetLength is about how long a snippet is, in bytes.
const snippetLength = 260

// hit is a place of a term in a text.
type hit struct {
	demarche.Span
	term int
}

// Snippet gives the part of a text in which most of the terms stand, of all of
// the text or of some passages of it.
func Snippet(text string, passages []demarche.Span, terms []Term) demarche.Snippet {
	words := wordsOf(text, passages)
	var hits []hit
	for n, t := range terms {
		for _, s := range t.In(words) {
			if len(passages) == 0 || slices.ContainsFunc(passages, func(p demarche.Span) bool { return p.Contains(s) }) {
				hits = append(hits, hit{s, n})
			}
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	part := window(text, words, passages, hits)
	points := demarche.CodePoints(text)
	s := demarche.Snippet{Exact: part.Of(text), Start: points.Point(part.Start), End: points.Point(part.End), Marks: []demarche.Stretch{}}
	end := part.Start
	for _, h := range hits {
		if part.Contains(h.Span) && h.Start >= end { // of two that overlap the first is marked
			s.Marks = append(s.Marks, demarche.Stretch{Start: points.Point(h.Start), End: points.Point(h.End)})
			end = h.End
		}
	}
	return s
}

// wordsOf gives the words of a text that may lie in passages, all if there are
// none: a search shows many entries, each a sentence of a long report.
func wordsOf(text string, passages []demarche.Span) []Word {
	if len(passages) == 0 {
		return Words(text)
	}
	var parts []demarche.Span
	for _, p := range slices.SortedFunc(slices.Values(passages), func(a, b demarche.Span) int { return cmp.Compare(a.Start, b.Start) }) {
		p = widened(text, p)
		if n := len(parts); n > 0 && p.Start <= parts[n-1].End {
			parts[n-1].End = max(parts[n-1].End, p.End)
		} else {
			parts = append(parts, p)
		}
	}
	var words []Word
	for _, p := range parts {
		for _, w := range Words(p.Of(text)) {
			w.Span.Start, w.Span.End = w.Span.Start+p.Start, w.Span.End+p.Start
			words = append(words, w)
		}
	}
	return words
}

// widened gives a passage up to the spaces around it, so that no word is cut.
func widened(text string, p demarche.Span) demarche.Span {
	const spaces = " \n"
	p.Start = strings.LastIndexAny(text[:p.Start], spaces) + 1
	if n := strings.IndexAny(text[p.End:], spaces); n >= 0 {
		p.End += n
	} else {
		p.End = len(text)
	}
	return p
}

// window chooses the part of the text to show.
func window(text string, words []Word, passages []demarche.Span, hits []hit) demarche.Span {
	if len(passages) > 0 {
		best, most := passages[0], 0
		for _, p := range passages {
			if n := distinct(hits, p); n > most {
				best, most = p, n
			}
		}
		if best.Len() <= 3*snippetLength {
			return best
		}
		return within(words, best, hits)
	}
	return within(words, demarche.Span{Start: 0, End: len(text)}, hits)
}

// within chooses the part of a passage in which most terms stand, from word to word.
func within(words []Word, passage demarche.Span, hits []hit) demarche.Span {
	best, most := demarche.Span{Start: passage.Start, End: min(passage.End, passage.Start+snippetLength)}, 0
	for _, h := range hits {
		if !passage.Contains(h.Span) {
			continue
		}
		start := max(passage.Start, h.Start-snippetLength/4)
		part := demarche.Span{Start: start, End: max(h.End, min(passage.End, start+snippetLength))}
		if n := distinct(hits, part); n > most {
			best, most = part, n
		}
	}
	// The ends move to those of words, so that no word is cut in two.
	out := demarche.Span{Start: best.End, End: best.Start}
	for _, w := range words {
		if best.Contains(w.Span) {
			out.Start, out.End = min(out.Start, w.Span.Start), max(out.End, w.Span.End)
		}
	}
	if out.End <= out.Start { // no words at all, or one that is longer than that
		return demarche.Span{Start: passage.Start, End: passage.Start}
	}
	first, last := ends(words, passage)
	if out.Start == first { // quotation marks and stops at the ends belong to it
		out.Start = passage.Start
	}
	if out.End == last {
		out.End = passage.End
	}
	return out
}

// ends gives where the first word of a passage begins and the last one ends.
func ends(words []Word, passage demarche.Span) (first, last int) {
	first, last = passage.End, passage.Start
	for _, w := range words {
		if passage.Contains(w.Span) {
			first, last = min(first, w.Span.Start), max(last, w.Span.End)
		}
	}
	return first, last
}

// distinct counts the terms that stand in a part.
func distinct(hits []hit, part demarche.Span) int {
	seen := map[int]bool{}
	for _, h := range hits {
		if part.Contains(h.Span) {
			seen[h.term] = true
		}
	}
	return len(seen)
}
