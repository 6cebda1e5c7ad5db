package answers_test

import (
	"context"
	"slices"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

// TestPartsOfPromisesAreThePromises asks for parts, again and again while
// reports come, and compares them with the whole list, asked anew.
func TestPartsOfPromisesAreThePromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, ctx := chronicle(t), context.Background()
		more := s.entries[len(s.entries)/2:]
		s.entries = s.entries[:len(s.entries)/2]
		a := s.answers()
		for range 2 {
			for _, f := range []demarche.Filter{{}, {State: "COL"}, {State: "USA"}, {State: "MEX", Since: "2025-01-26"}} {
				want, err := s.answers().Promises(ctx, f)
				if err != nil {
					t.Fatal(err)
				}
				newestFirst(want.Open)
				newestFirst(want.Closed)
				open, closed := []answers.Promise{}, []answers.Promise{}
				for offset := 0; offset <= len(want.Open); offset += 2 {
					part, err := a.PromisesPart(ctx, f, offset, 2)
					if err != nil {
						t.Fatal(err)
					}
					if part.Became.Open() != len(want.Open) || part.Became.CarriedOut+part.Became.Reversed != len(want.Closed) {
						t.Fatalf("%+v of %d open and %d closed", part.Became, len(want.Open), len(want.Closed))
					}
					open, closed = append(open, part.Open...), append(closed[:0], part.Closed...)
				}
				if got, want := text(t, answers.PromiseList{Open: open, Closed: closed}), text(t, answers.PromiseList{Open: append([]answers.Promise{}, want.Open...), Closed: append([]answers.Promise{}, want.Closed...)}); got != want {
					t.Fatalf("%+v:\n%s\nnot\n%s", f, got, want)
				}
			}
			s.entries = append(s.entries, more...)
			for _, e := range more {
				s.log = append(s.log, e.Document)
			}
		}
	})
}

// newestFirst puts promises the newest first, those that have no day last.
func newestFirst(ps []answers.Promise) {
	slices.Reverse(ps)
	slices.SortStableFunc(ps, func(x, y answers.Promise) int {
		switch {
		case x.Day.Known() == y.Day.Known():
			return 0
		case x.Day.Known():
			return -1
		}
		return 1
	})
}
