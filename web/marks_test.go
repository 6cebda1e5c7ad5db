package web

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"demarche"
)

func gapWith(evidence ...demarche.Selector) *demarche.Gap {
	return &demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap, Evidence: evidence}, Type: demarche.Declined, Who: "USA"}
}

func joined(ps []paragraph) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		for _, pc := range p.Pieces {
			lines[i] += pc.Text
		}
	}
	return strings.Join(lines, "\n")
}

func TestPlaceTrustsOffsetsOnlyIfTheTextAgrees(t *testing.T) {
	text := "Sí. No. No."
	marks, lost := place(text, demarche.Records{
		gapWith(demarche.Selector{Exact: "No.", Start: 8, End: 11}),  // the second one, in code points
		gapWith(demarche.Selector{Exact: "No."}),                     // no offsets: the first one
		gapWith(demarche.Selector{Exact: "Sí.", Start: 1, End: 4}),   // wrong offsets: looked for
		gapWith(demarche.Selector{Exact: "Nie", Start: 0, End: 900}), // nowhere
		gapWith(demarche.Selector{}),                                 // nothing
	})
	want := []mark{{0, 0, demarche.Span{Start: 9, End: 12}}, {1, 0, demarche.Span{Start: 5, End: 8}}, {2, 0, demarche.Span{Start: 0, End: 4}}}
	if !reflect.DeepEqual(marks, want) {
		t.Errorf("marks are %v, not %v", marks, want)
	}
	if len(lost) != 2 || lost[0].Record != 3 || lost[1].Record != 4 {
		t.Errorf("lost are %v, not the evidence of records 3 and 4", lost)
	}
}

func TestCutHandlesOverlapNestingAndLineEnds(t *testing.T) {
	text := "abcdef\n\nghi"
	at := func(r, a, b int) mark { return mark{Record: r, Span: demarche.Span{Start: a, End: b}} }
	ps := cut(text, []mark{at(0, 0, 4), at(1, 2, 9), at(2, 2, 4), at(2, 9, 11)})
	type flat struct {
		text   string
		covers []int
		ends   int
	}
	var got []flat
	for _, p := range ps {
		for _, pc := range p.Pieces {
			got = append(got, flat{pc.Text, pc.Covers, len(pc.Ends)})
		}
	}
	want := []flat{
		{"ab", []int{0}, 0}, {"cd", []int{0, 1, 2}, 2}, {"ef", []int{1}, 0},
		{"g", []int{1}, 1}, {"hi", []int{2}, 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pieces are %v, not %v", got, want)
	}
	if len(ps) != 3 || joined(ps) != text {
		t.Errorf("%d paragraphs give %q, not %q", len(ps), joined(ps), text)
	}
}

func FuzzCutKeepsTheTextAndEveryMark(f *testing.F) {
	f.Add("One.\nTwo <b>three</b>.", 0, 5, 2, 9)
	f.Add("é\r\n\n\nü", 0, 2, 1, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var marks []mark
		for i, s := range []demarche.Span{{Start: a, End: b}, {Start: c, End: d}, {Start: a, End: d}} {
			if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
				continue
			}
			marks = append(marks, mark{Record: i, Span: s})
		}
		ps := cut(text, marks)
		if joined(ps) != text {
			t.Fatalf("pieces give %q, not %q", joined(ps), text)
		}
		covered := map[int]int{}
		for _, p := range ps {
			for _, pc := range p.Pieces {
				if pc.Text == "" {
					t.Fatal("an empty piece")
				}
				for _, r := range pc.Covers {
					covered[r] += len(pc.Text)
				}
			}
		}
		for _, m := range marks {
			if want := m.Span.Len() - strings.Count(m.Span.Of(text), "\n"); covered[m.Record] != want {
				t.Fatalf("mark %v covers %d bytes, not %d", m, covered[m.Record], want)
			}
		}
	})
}
