package speech

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

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
