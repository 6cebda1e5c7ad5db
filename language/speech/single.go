package speech

import (
	"demarche"
	"demarche/language"
)

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
