package speech

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// Quotations finds the quotations of a text: curly, straight, single and
// nested marks and guillemets, but neither apostrophes nor primes. A quotation
// that is not closed in its paragraph ends there; where the next paragraph
// opens or closes the same kind of mark, it goes on.
type Quotations struct {
	naming map[string]bool // words after which a short quotation is a name
}

// NewQuotations makes the component from the vocabulary of speech.
func NewQuotations(v *vocabulary.Speech) *Quotations {
	q := &Quotations{naming: map[string]bool{}}
	for _, w := range v.Naming {
		q.naming[w] = true
	}
	return q
}

// Name gives "quotations".
func (*Quotations) Name() string { return "quotations" }

// Needs gives the layers that must be there: tokens, of which only the paragraphs are used.
func (*Quotations) Needs() language.Layer { return language.Tokens }

// Gives gives the layer that is there afterwards.
func (*Quotations) Gives() language.Layer { return language.Quotations }

// Apply fills in the quotations of the analysis, in the order of the text.
func (q *Quotations) Apply(a *language.Analysis) error {
	p := pairing{text: a.Text}
	for i := range a.Paragraphs {
		p.paragraph(a.Paragraphs[i].Span)
	}
	a.Quotations = p.finish()
	for i := range a.Quotations {
		a.Quotations[i].Scare = q.scare(a.Text, a.Quotations[i])
	}
	return nil
}

// family is a kind of quotation mark; a quotation opens and closes with marks of one family.
type family uint8

const (
	curly     family = iota // “ ”, and „ “
	straight                // "
	guillemet               // « », ‹ ›
	single                  // ‘ ’ and '
)

// mark is a character (or two) that can be a quotation mark, with what its
// glyph and its neighbours allow it to be.
type mark struct {
	start, end    int
	family        family
	glyphOpens    bool // the glyph is an opening one
	glyphCloses   bool
	opens, closes bool // the neighbours allow it to open, to close
	strong        bool // of a single mark: closes and cannot well be an apostrophe
}

// open is a quotation whose end has not been reached.
type open struct {
	quotation int
	family    family
	until     int // where its closing mark stands, for single marks that are paired ahead; 0 otherwise
}

// maxNesting bounds how many quotations can be open at once; print knows three levels.
const maxNesting = 4

// pairing pairs the marks of a text, paragraph by paragraph.
type pairing struct {
	text    string
	found   []language.Quotation
	dropped []bool // quotations that turned out not to be any
	marks   []mark // of the paragraph, reused
	stack   []open
	// A quotation that the last paragraph left open, and the paragraphs since,
	// which belong to it if a closing mark without an opening one turns up.
	pending       int
	pendingFamily family
	between       []demarche.Span
}

// maxBetween bounds how many paragraphs without marks can lie inside one quotation.
const maxBetween = 6

func (p *pairing) paragraph(span demarche.Span) {
	if p.found == nil {
		p.pending = language.None
	}
	p.marks = appendMarks(p.marks[:0], p.text, span)
	p.stack = p.stack[:0]
	began := len(p.found)
	for i := range p.marks {
		p.take(i, span, began)
	}
	p.flatten(span)
	p.leave(span, began)
}

// take decides what mark i of the paragraph is.
func (p *pairing) take(i int, span demarche.Span, began int) {
	m := p.marks[i]
	if m.family == single {
		p.takeSingle(i)
		return
	}
	at := p.openOf(m.family)
	switch {
	case at >= 0 && p.shuts(m, at):
		p.close(at, m)
	case at < 0 && m.closes && !m.opens && p.other(m) >= 0:
		p.close(p.other(m), m) // opened with a curly and closed with a straight mark, or the reverse
	case p.begins(m):
		if at >= 0 && m.family == straight {
			p.endBefore(at, m.start) // straight marks do not nest: the earlier one was never closed
		}
		p.open(m, span)
	case len(p.stack) == 0 && len(p.found) == began && p.pending >= 0 && m.family == p.pendingFamily && !p.prime(m):
		p.closePending(m, span)
	}
}

// shuts reports whether m closes the quotation at that height of the stack.
func (p *pairing) shuts(m mark, at int) bool {
	switch {
	case p.prime(m) && m.family == straight && p.feet(m):
		return false
	case m.glyphCloses && !m.glyphOpens:
		return true
	case m.glyphOpens && !m.glyphCloses:
		// “ as a closing mark: after „, or typed by mistake.
		return m.closes && !m.opens || p.low(at) && m.closes
	default:
		return m.closes || !m.opens
	}
}

// begins reports whether m opens a quotation.
func (p *pairing) begins(m mark) bool {
	switch {
	case m.glyphCloses && !m.glyphOpens:
		return m.opens && !m.closes && p.openOf(m.family) < 0
	case m.glyphOpens && !m.glyphCloses:
		return m.opens || !m.closes
	default:
		return m.opens || !m.closes && !p.prime(m)
	}
}

// low reports whether the quotation at that height of the stack began with „.
func (p *pairing) low(at int) bool {
	return strings.HasPrefix(p.text[p.found[p.stack[at].quotation].Start:], "„")
}

// prime reports whether a straight mark follows a digit: 12" may be inches.
func (p *pairing) prime(m mark) bool {
	return m.start > 0 && isDigit(p.text[m.start-1])
}

// feet reports whether the mark follows feet and inches: 6'2".
func (p *pairing) feet(m mark) bool {
	i := m.start
	for i > 0 && isDigit(p.text[i-1]) && m.start-i < 3 {
		i--
	}
	before := p.text[:i]
	return strings.HasSuffix(before, "'") || strings.HasSuffix(before, "’") || strings.HasSuffix(before, "′")
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// openOf gives the height of the innermost open quotation of the family, or -1.
func (p *pairing) openOf(f family) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].family == f {
			return i
		}
	}
	return -1
}

// other gives the height of an open quotation with which a double mark of the other shape can be paired, or -1.
func (p *pairing) other(m mark) int {
	switch m.family {
	case curly:
		return p.openOf(straight)
	case straight:
		return p.openOf(curly)
	}
	return -1
}

func (p *pairing) open(m mark, span demarche.Span) {
	if p.stack = p.expired(m.start); len(p.stack) == maxNesting {
		p.endBefore(0, m.start)
	}
	continues := language.None
	if p.pending >= 0 && len(p.stack) == 0 && m.family == p.pendingFamily && len(p.between) == 0 && p.leads(m, span) {
		continues = p.pending
	}
	p.pending, p.between = language.None, p.between[:0]
	p.stack = append(p.stack, open{quotation: len(p.found), family: m.family})
	p.found = append(p.found, language.Quotation{
		Span:      demarche.Span{Start: m.start, End: m.end},
		Inner:     demarche.Span{Start: m.end, End: m.end},
		Depth:     len(p.stack) - 1,
		Continues: continues,
	})
	p.dropped = append(p.dropped, false)
}

// expired gives the stack without the single quotations that end before byte at.
func (p *pairing) expired(at int) []open {
	s := p.stack
	for len(s) > 0 && s[len(s)-1].until > 0 && s[len(s)-1].until <= at {
		s = s[:len(s)-1]
	}
	return s
}

// leads reports whether the mark is the first thing in its paragraph.
func (p *pairing) leads(m mark, span demarche.Span) bool {
	return strings.TrimFunc(p.text[span.Start:m.start], func(r rune) bool { return unicode.IsSpace(r) || isFormat(r) }) == ""
}

// close ends the quotation at that height of the stack with the mark, and what is still open inside it before it.
func (p *pairing) close(at int, m mark) {
	for i := len(p.stack) - 1; i > at; i-- {
		if p.stack[i].until == 0 {
			p.end(p.stack[i].quotation, m.start, m.start)
		}
	}
	q := p.stack[at].quotation
	p.end(q, m.start, m.end)
	p.found[q].Closed = true
	p.stack = p.stack[:at]
}

// endBefore ends the quotation at that height of the stack, and what is open inside it, before a byte.
func (p *pairing) endBefore(at, before int) {
	for i := at; i < len(p.stack); i++ {
		if p.stack[i].until == 0 {
			p.end(p.stack[i].quotation, before, before)
		}
	}
	p.stack = p.stack[:at]
}

// end sets the end of quotation q: inner at its inside, outer with the mark.
func (p *pairing) end(q, inner, outer int) {
	f := &p.found[q]
	f.Inner = trim(p.text, demarche.Span{Start: f.Inner.Start, End: inner})
	f.End = outer
	if inner == outer {
		f.End = max(f.Inner.End, f.Start)
	}
	if f.Inner.Len() == 0 {
		p.dropped[q] = true
	}
}

// flatten ends what the paragraph left open. An outer quotation that holds an
// inner one of the same marks and is not closed was more likely never closed
// than nested, unless the next paragraph goes on with it; it then ends where
// the inner one begins.
func (p *pairing) flatten(span demarche.Span) {
	p.stack = p.expired(span.End)
	if len(p.stack) == 0 {
		return
	}
	outer := p.stack[0]
	limit := span.End
	if outer.family != single && !p.goesOn(span, outer.family) {
		for q := outer.quotation + 1; q < len(p.found); q++ {
			if !p.dropped[q] && p.sameMarks(q, outer.quotation) {
				limit = p.found[q].Start
				break
			}
		}
	}
	if limit < span.End {
		for q := outer.quotation + 1; q < len(p.found); q++ {
			if p.found[q].Start >= limit {
				p.found[q].Depth = max(0, p.found[q].Depth-1)
			}
		}
		p.end(outer.quotation, limit, limit)
		p.stack = slices.Delete(p.stack, 0, 1)
		p.flatten(span)
		return
	}
	p.endBefore(1, span.End)
}

// sameMarks reports whether two quotations open with the same character.
func (p *pairing) sameMarks(q, r int) bool {
	a, _ := utf8.DecodeRuneInString(p.text[p.found[q].Start:])
	b, _ := utf8.DecodeRuneInString(p.text[p.found[r].Start:])
	return a == b
}

// goesOn reports whether the text after the paragraph begins with a mark of the family.
func (p *pairing) goesOn(span demarche.Span, f family) bool {
	rest := p.text[span.End:]
	for i, r := range rest {
		if i > 64 {
			return false
		}
		if unicode.IsSpace(r) || isFormat(r) {
			continue
		}
		g, ok := glyphs[r]
		return ok && g.family == f && (g.opens || f == straight)
	}
	return false
}

// leave remembers or forgets what the paragraph leaves open.
func (p *pairing) leave(span demarche.Span, began int) {
	if len(p.stack) > 0 {
		q := p.stack[0]
		p.end(q.quotation, span.End, span.End)
		p.pending, p.pendingFamily, p.between = q.quotation, q.family, p.between[:0]
		if p.dropped[q.quotation] {
			p.pending = language.None
		}
		return
	}
	if len(p.found) > began || len(p.between) == maxBetween {
		p.pending, p.between = language.None, p.between[:0]
	} else if p.pending >= 0 {
		p.between = append(p.between, span)
	}
}

// closePending ends a quotation that an earlier paragraph left open and whose
// paragraphs do not open with a mark: the ones between belong to it whole.
func (p *pairing) closePending(m mark, span demarche.Span) {
	last := p.pending
	for _, b := range append(p.between, demarche.Span{Start: span.Start, End: m.start}) {
		inner := trim(p.text, b)
		if inner.Len() == 0 {
			continue
		}
		p.found = append(p.found, language.Quotation{Span: inner, Inner: inner, Continues: last})
		p.dropped = append(p.dropped, false)
		last = len(p.found) - 1
	}
	p.found[last].End, p.found[last].Closed = m.end, true
	p.pending, p.between = language.None, p.between[:0]
}

// takeSingle decides what a single mark is: an opening one if a closing one
// can be found for it, otherwise an apostrophe.
func (p *pairing) takeSingle(i int) {
	m := p.marks[i]
	p.stack = p.expired(m.start)
	if at := p.openOf(single); at >= 0 {
		if p.stack[at].until > 0 {
			return // inside, or its closing mark itself
		}
		if m.closes && m.strong {
			p.close(at, m)
		}
		return
	}
	if !m.opens || m.glyphCloses && !m.glyphOpens || len(p.stack) == maxNesting {
		return
	}
	end := p.closing(i)
	if end < 0 {
		return
	}
	c := p.marks[end]
	p.stack = append(p.stack, open{quotation: len(p.found), family: single, until: c.end})
	f := language.Quotation{
		Span:      demarche.Span{Start: m.start, End: c.end},
		Inner:     trim(p.text, demarche.Span{Start: m.end, End: c.start}),
		Depth:     len(p.stack) - 1,
		Closed:    true,
		Continues: language.None,
	}
	p.found = append(p.found, f)
	p.dropped = append(p.dropped, f.Inner.Len() == 0)
	if p.pending >= 0 && len(p.stack) == 1 {
		p.pending, p.between = language.None, p.between[:0]
	}
}

// closing gives the mark that closes the single quotation that mark i opens,
// or -1. The first that cannot well be an apostrophe is preferred, then the
// first plural possessive ("the states'") before the next opening one. Inside
// double marks the search ends with them.
func (p *pairing) closing(i int) int {
	weak := -1
	for j := i + 1; j < len(p.marks); j++ {
		m := p.marks[j]
		switch {
		case m.family != single:
			if at := p.openOf(m.family); at >= 0 {
				return weak
			}
		case m.closes && m.strong:
			return j
		case m.closes && weak < 0:
			weak = j
		case m.opens:
			return weak
		}
	}
	return weak
}

// finish gives what was found, without what was dropped.
func (p *pairing) finish() []language.Quotation {
	at := make([]int, len(p.found)) // new place of each
	n := 0
	for i := range p.found {
		at[i] = n
		if !p.dropped[i] {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]language.Quotation, 0, n)
	for i, q := range p.found {
		if p.dropped[i] {
			continue
		}
		if q.Continues >= 0 {
			if p.dropped[q.Continues] {
				q.Continues = language.None
			} else {
				q.Continues = at[q.Continues]
			}
		}
		out = append(out, q)
	}
	return out
}

// trim takes white space off both ends of a span.
func trim(text string, s demarche.Span) demarche.Span {
	if s.End <= s.Start {
		return demarche.Span{Start: s.Start, End: s.Start}
	}
	t := text[s.Start:s.End]
	left := strings.TrimLeftFunc(t, unicode.IsSpace)
	start := s.Start + len(t) - len(left)
	return demarche.Span{Start: start, End: start + len(strings.TrimRightFunc(left, unicode.IsSpace))}
}
