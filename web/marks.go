package web

import (
	"cmp"
	"slices"
	"strings"

	"demarche"
)

// mark is one piece of evidence of one record, placed in the text.
type mark struct {
	Record int // index of the record in the reading
	Nth    int // index of the evidence in the record
	Span   demarche.Span
}

// piece is a run of text that the same marks cover from end to end.
type piece struct {
	Text   string
	Covers []int  // indexes of the records whose evidence covers it, ascending
	Ends   []mark // evidence that ends with this piece, in the order of the records
}

// paragraph is a line of the text, cut into pieces.
type paragraph struct {
	Span   demarche.Span
	Pieces []piece
}

// place finds the evidence of the records in the text. Evidence that carries
// offsets is taken at its word only if the text agrees; evidence without (the
// plain strings of annotated reports) is looked for. What cannot be found is
// returned as lost, never dropped in silence.
func place(text string, records demarche.Records) (marks, lost []mark) {
	points := demarche.CodePoints(text)
	for i, r := range records {
		for n, s := range r.Shared().Evidence {
			m := mark{Record: i, Nth: n}
			span, err := points.Span(s.Start, s.End)
			if err != nil || span.Len() == 0 || span.Of(text) != s.Exact {
				at := max(0, strings.Index(text, s.Exact))
				span = demarche.Span{Start: at, End: min(len(text), at+len(s.Exact))}
			}
			m.Span = trimmed(text, span)
			if span.Of(text) != s.Exact || m.Span.Len() == 0 {
				lost = append(lost, m)
				continue
			}
			marks = append(marks, m)
		}
	}
	return marks, lost
}

// trimmed takes the line ends off both sides of a span, so that every mark
// begins and ends inside a paragraph.
func trimmed(text string, s demarche.Span) demarche.Span {
	words := strings.TrimLeft(s.Of(text), "\r\n")
	s.Start = s.End - len(words)
	s.End = s.Start + len(strings.TrimRight(words, "\r\n"))
	return s
}

// cut divides the text into its lines, and each line into pieces at the places
// where a mark begins or ends. Marks may overlap in any way. The texts of all
// pieces, joined with the line ends between them, are the text again.
func cut(text string, marks []mark) []paragraph {
	byStart := slices.Clone(marks)
	slices.SortStableFunc(byStart, func(a, b mark) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	var out []paragraph
	var open []mark // the marks that reach into the place being looked at
	next, at := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		p := paragraph{Span: demarche.Span{Start: at, End: at + len(line)}}
		for at < p.Span.End {
			for next < len(byStart) && byStart[next].Span.Start <= at {
				open = append(open, byStart[next])
				next++
			}
			open = slices.DeleteFunc(open, func(m mark) bool { return m.Span.End <= at })
			end := p.Span.End
			if next < len(byStart) {
				end = min(end, byStart[next].Span.Start)
			}
			for _, m := range open {
				end = min(end, m.Span.End)
			}
			p.Pieces = append(p.Pieces, newPiece(text[at:end], end, open))
			at = end
		}
		out = append(out, p)
		at++ // the line end
	}
	return out
}

func newPiece(text string, end int, open []mark) piece {
	p := piece{Text: text}
	for _, m := range open {
		p.Covers = append(p.Covers, m.Record)
		if m.Span.End == end {
			p.Ends = append(p.Ends, m)
		}
	}
	slices.Sort(p.Covers)
	p.Covers = slices.Compact(p.Covers)
	slices.SortStableFunc(p.Ends, func(a, b mark) int { return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(a.Nth, b.Nth)) })
	return p
}
