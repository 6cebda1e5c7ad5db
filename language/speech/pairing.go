package speech

import (
	"strings"
	"unicode"

	"demarche"
	"demarche/language"
)

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
