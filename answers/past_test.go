package answers_test

import (
	"context"
	"slices"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

// boardDays are days before, between and after what histories tell.
func boardDays() []demarche.Date {
	return []demarche.Date{"2023-12-31", "2024-12-31", "2025-01-24", "2025-01-25", "2025-01-26", "2025-01-27", "2025-01-28", "2025-01-31", "2025-02-28"}
}

// TestTheRememberedPastIsTheOneAnew asks one who remembers where states stood,
// while reports come, are judged and read again, and one who never was asked.
func TestTheRememberedPastIsTheOneAnew(t *testing.T) {
	states := []demarche.State{"COL", "MEX"}
	rapid.Check(t, func(t *rapid.T) {
		s, ctx := &shelf{}, context.Background()
		s.grow(t, rapid.IntRange(0, 4).Draw(t, "reports"), states...)
		a := s.answers()
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			if rapid.Bool().Draw(t, "recall") {
				if err := a.Recall(ctx); err != nil {
					t.Fatal(err)
				}
			}
			agree(t, a, s)
			switch what := rapid.IntRange(0, 2).Draw(t, "then"); {
			case what == 0 || len(s.entries) == 0:
				s.grow(t, rapid.IntRange(1, 2).Draw(t, "more reports"), states...)
			case what == 1:
				e := rapid.SampledFrom(s.entries).Draw(t, "judged")
				s.review(e.Record.Shared().ID, rapid.SampledFrom([]demarche.ReviewStatus{demarche.Rejected, demarche.Accepted}).Draw(t, "judgement"))
				s.log = append(s.log, e.Document)
			default:
				e := rapid.SampledFrom(s.entries).Draw(t, "gone")
				s.readAgain(e.Document, func(o demarche.Entry) bool { return o.Record.Shared().ID == e.Record.Shared().ID })
			}
		}
		agree(t, a, s)
	})
}

// agree compares what is remembered with the slower questions, asked anew.
func agree(t *rapid.T, a *answers.Answers, s *shelf) {
	ctx, anew := context.Background(), s.answers()
	for _, day := range boardDays() {
		standings, err := anew.Standings(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]answers.Board, len(standings))
		for i, st := range standings {
			want[i] = answers.NewBoard(st)
		}
		if got, err := a.Boards(ctx, day); err != nil || asJSON(t, got) != asJSON(t, want) {
			t.Fatalf("on %s (%v):\n%s\nnot\n%s", day, err, asJSON(t, got), asJSON(t, want))
		}
		for i, st := range standings {
			board, rows, err := a.BoardOn(ctx, st.State, day)
			if err != nil || asJSON(t, board) != asJSON(t, want[i]) || asJSON(t, rows) != asJSON(t, st.Rows) {
				t.Fatalf("%s on %s (%v):\n%s\n%s\nnot\n%s\n%s", st.State, day, err, asJSON(t, board), asJSON(t, rows), asJSON(t, want[i]), asJSON(t, st.Rows))
			}
		}
		for _, since := range []demarche.Date{"2024-01-01", "2025-01-26", day} {
			changes, err := anew.ChangesWithin(ctx, since, day, true)
			if err != nil {
				t.Fatal(err)
			}
			slices.Reverse(changes)
			for _, most := range []int{1, 3, 99} {
				got, total, err := a.Recent(ctx, since, day, most)
				if err != nil || total != len(changes) || asJSON(t, got) != asJSON(t, changes[:min(most, len(changes))]) {
					t.Fatalf("from %s to %s %d of %d changes (%v):\n%s\nnot of %d\n%s", since, day, most, total, err, asJSON(t, got), len(changes), asJSON(t, changes))
				}
			}
		}
	}
}
