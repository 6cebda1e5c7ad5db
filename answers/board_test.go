package answers_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/events"

	"pgregory.net/rapid"
)

// What the first page asks must be what the slower questions answer, whatever was said.
func TestTheBoardAgreesWithTheLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		a, ctx := s.answers(), context.Background()
		all, err := a.Changes(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, on := range []demarche.Date{"2025-01-24", "2025-01-25", "2025-01-26", "2025-01-27", "2025-01-31"} {
			for _, since := range []demarche.Date{"2024-01-01", "2025-01-26", on} {
				want := slices.DeleteFunc(slices.Clone(all), func(c answers.Change) bool { return c.Date < since || c.Date > on })
				got, err := a.ChangesWithin(ctx, since, on, false)
				if err != nil || asJSON(t, got) != asJSON(t, want) {
					t.Fatalf("from %s to %s (%v):\n%s\nnot\n%s", since, on, err, asJSON(t, got), asJSON(t, want))
				}
			}
			want := slices.DeleteFunc(slices.Clone(all), func(c answers.Change) bool { return c.State != "COL" || c.Date > on })
			if got, err := a.ChangesOf(ctx, answers.ChangesAsked{State: "COL", Until: on}); err != nil || asJSON(t, got) != asJSON(t, append([]answers.Change{}, want...)) {
				t.Fatalf("of Colombia until %s (%v):\n%s\nnot\n%s", on, err, asJSON(t, got), asJSON(t, want))
			}
			matrix, err := a.Matrix(ctx, on)
			if err != nil {
				t.Fatal(err)
			}
			for i := range matrix {
				for j := range matrix[i].Rows {
					matrix[i].Rows[j].Corroboration = events.Witnesses{}
				}
			}
			if got, err := a.Standings(ctx, on); err != nil || asJSON(t, got) != asJSON(t, matrix) {
				t.Fatalf("on %s (%v):\n%s\nnot\n%s", on, err, asJSON(t, got), asJSON(t, matrix))
			}
		}
	})
}

// Turns are those that the rows of each day tell. What has no day turns on none.
func TestTurnsAreThoseOfTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := history(t)
		a, ctx := s.answers(), context.Background()
		if dated, err := a.AllDated(ctx); err != nil || !dated {
			t.Skip("not all have a day", err)
		}
		for _, since := range []demarche.Date{"", "2025-01-25", "2025-01-27"} {
			want, err := a.WalkedTurns(ctx, since)
			if err != nil {
				t.Fatal(err)
			}
			got, err := a.Turns(ctx, "", since)
			if err != nil || asJSON(t, got) != asJSON(t, want) {
				t.Fatalf("since %s (%v):\n%s\nnot\n%s", since, err, asJSON(t, got), asJSON(t, want))
			}
		}
	})
}

func TestOpenQuestionsAreTheNewestGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		a, ctx := s.answers(), context.Background()
		if rapid.Bool().Draw(t, "what can answer is remembered") {
			a.WarmQuestions(ctx)
		}
		for _, on := range []demarche.Date{"2025-01-26", "2025-01-28", "2025-02-28"} {
			gaps, err := a.Gaps(ctx, demarche.Filter{Until: on})
			if err != nil {
				t.Fatal(err)
			}
			gaps = slices.DeleteFunc(gaps, func(g answers.Item) bool { return !g.Day.Known() || g.Day > on })
			slices.Reverse(gaps)
			all, err := a.Gaps(ctx, demarche.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			gaps = append(gaps, slices.DeleteFunc(all, func(g answers.Item) bool { return g.Day.Known() })...)
			for _, most := range []int{1, 2, 9} {
				got, err := a.OpenQuestions(ctx, rapid.SampledFrom([]demarche.State{"", "COL"}).Draw(t, "about"), on, most)
				want := gaps[:min(most, len(gaps))]
				if err != nil || !slices.EqualFunc(got, want, func(x, y answers.Item) bool { return x.Day == y.Day }) {
					t.Fatalf("by %s (%v):\n%s\nnot\n%s", on, err, asJSON(t, got), asJSON(t, want))
				}
				for _, g := range got {
					if !slices.ContainsFunc(gaps, func(o answers.Item) bool { return o.ID() == g.ID() }) {
						t.Fatalf("by %s %s is not open", on, g.ID())
					}
				}
			}
		}
	})
}

func TestQuestionsOfNoDayAreOpenSinceTheLedgerHasThem(t *testing.T) {
	s := &shelf{}
	s.telling(t, "a", "2025-02-01", silent, gap("COL", "whether the ferries would carry returned families"))
	s.telling(t, "b", "", "The terms were not told.", gap("COL", "the terms"))
	s.telling(t, "c", "", "The number was not told.", gap("COL", "the number"))
	for i := range s.entries {
		s.entries[i].Kept = time.Date(2025, 2, 10, 12, 0, 0, 0, time.UTC)
	}
	a := s.answers()
	for _, tt := range []struct {
		on    demarche.Date
		most  int
		about string
	}{
		{"2025-02-28", 9, "whether the ferries would carry returned families, the terms, the number"},
		{"2025-02-28", 2, "whether the ferries would carry returned families, the terms"},
		{"2025-02-09", 9, "whether the ferries would carry returned families"},
		{"2025-01-01", 9, ""},
	} {
		for _, state := range []demarche.State{"", "COL"} {
			open, err := a.OpenQuestions(t.Context(), state, tt.on, tt.most)
			var about []string
			for _, g := range open {
				about = append(about, string(g.Record.(*demarche.Gap).About))
			}
			if got := strings.Join(about, ", "); err != nil || got != tt.about {
				t.Errorf("on %s, %d at most of %q: %q, not %q (%v)", tt.on, tt.most, state, got, tt.about, err)
			}
		}
	}
}

func TestTheBoardTakesInWhatComes(t *testing.T) {
	s := &shelf{}
	s.telling(t, "a", "2025-02-01", silent, gap("COL", "whether the ferries would carry returned families"))
	a := s.answers()
	a.WarmQuestions(t.Context())
	check := func(what string, open int, extent answers.Extent, busy []answers.DayCount) {
		t.Helper()
		questions, err := a.OpenQuestions(t.Context(), "COL", "2025-03-01", 5)
		if err != nil || len(questions) != open {
			t.Errorf("%s: %d questions are open, not %d (%v)", what, len(questions), open, err)
		}
		if got, err := a.Extent(t.Context()); err != nil || got != extent {
			t.Errorf("%s: the extent is %v, not %v (%v)", what, got, extent, err)
		}
		if got, err := a.Busy(t.Context()); err != nil || !slices.Equal(got, busy) {
			t.Errorf("%s: the days are %v, not %v (%v)", what, got, busy, err)
		}
	}
	check("at first", 1, answers.Extent{Reports: 1, Newest: "2025-02-01"}, nil)
	s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families"), position("COL", accept, own, anyMeans, "2025-02-02"), position("COL", refuse, own, military, "2025-02-02"))
	s.telling(t, "c", "2025-02-04", "A minister spoke in February.", position("COL", refuse, own, anyMeans, "2025-02"))
	a.WarmQuestions(t.Context())
	check("after an answer", 0, answers.Extent{Reports: 3, Newest: "2025-02-04"}, []answers.DayCount{{Day: "2025-02-02", Entries: 2}})
}

func TestFirstStancesAreToldIfAskedFor(t *testing.T) {
	s := &shelf{}
	for i, p := range []*demarche.Position{position("COL", accept, own, military, "2025-01-20"), position("COL", refuse, own, military, "2025-01-24"), position("COL", refuse, third, anyMeans, "2025-01-24")} {
		if err := s.tryAdd(string(rune('a'+i)), p.Date, p); err != nil {
			t.Fatal(err)
		}
	}
	for first, want := range map[bool][]demarche.Stance{false: {accept}, true: {"", accept, ""}} {
		got, err := s.answers().ChangesWithin(t.Context(), "2025-01-01", "2025-01-31", first)
		before := []demarche.Stance{}
		for _, c := range got {
			before = append(before, c.Before)
		}
		if err != nil || !slices.Equal(before, want) {
			t.Errorf("first %t: the stances before are %q, not %q (%v)", first, before, want, err)
		}
	}
	if got, err := s.answers().LastChanges(t.Context(), "2025-02-28", 5); err != nil || len(got) != 1 || got[0].Before != accept {
		t.Errorf("the last changes are %+v (%v)", got, err)
	}
}

// Where others spoke for a state, and the state then spoke in general, their
// word lapses; what the state says after that is a change all the same.
func TestALapsedStanceCanChange(t *testing.T) {
	s := &shelf{}
	told := position("COL", accept, own, military, "2025-01-20")
	told.By = usa
	for i, p := range []*demarche.Position{told, position("COL", accept, own, anyMeans, "2025-01-22"), position("COL", refuse, own, military, "2025-01-24")} {
		if err := s.tryAdd(string(rune('a'+i)), cmp.Or(p.Date, "2025-01-20"), p); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.answers().ChangesWithin(t.Context(), "2025-01-24", "2025-01-24", true)
	if err != nil || len(got) != 1 || got[0].Before != accept || got[0].After != refuse {
		t.Errorf("the changes are %+v (%v)", got, err)
	}
}

func TestTheCourseOfAState(t *testing.T) {
	s := &shelf{}
	for i, p := range []*demarche.Position{position("COL", accept, own, military, "2025-01-20"), position("COL", refuse, own, military, "2025-01-24"), position("MEX", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-29"), position("COL", accept, own, civil, "2025-01-29")} {
		if err := s.tryAdd(string(rune('a'+i)), p.Date, p); err != nil {
			t.Fatal(err)
		}
	}
	for most, want := range map[int][]demarche.Date{9: {"2025-01-20", "2025-01-24", "2025-01-29"}, 1: {"2025-01-29"}} {
		var days []demarche.Date
		got, err := s.answers().Course(t.Context(), "COL", "2025-02-01", most)
		for _, g := range got {
			days = append(days, g.On)
			at, err := s.answers().Stands(t.Context(), "COL", g.On)
			if err != nil || asJSON(t, at) != asJSON(t, g) {
				t.Errorf("on %s the course says %s, and Stands %s (%v)", g.On, asJSON(t, g), asJSON(t, at), err)
			}
		}
		boards, errBoards := s.answers().BoardCourse(t.Context(), "COL", "2025-02-01", most)
		asBoards := make([]answers.Board, len(got))
		for i, g := range got {
			asBoards[i] = answers.NewBoard(g)
		}
		if errBoards != nil || asJSON(t, boards) != asJSON(t, asBoards) {
			t.Errorf("as boards the course is %s, not %s (%v)", asJSON(t, boards), asJSON(t, asBoards), errBoards)
		}
		if err != nil || !slices.Equal(days, want) {
			t.Errorf("the course has the days %v, not %v (%v)", days, want, err)
		}
	}
}

func TestNewestOfAList(t *testing.T) {
	s := &shelf{}
	for i, day := range []demarche.Date{"2025-01-20", "", "2025-01-24", "2025-01-22"} {
		if err := s.tryAdd(string(rune('a'+i)), "", move(demarche.Completed, "USA", "COL", day)); err != nil {
			t.Fatal(err)
		}
	}
	for most, want := range map[int][]demarche.Date{2: {"2025-01-24", "2025-01-22"}, 3: {"2025-01-24", "2025-01-22", "2025-01-20"}, 9: {"2025-01-24", "2025-01-22", "2025-01-20", ""}} {
		items, total, err := s.answers().Newest(t.Context(), demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}}, most)
		var days []demarche.Date
		for _, i := range items {
			days = append(days, i.Day)
		}
		if err != nil || total != 4 || !slices.Equal(days, want) {
			t.Errorf("the newest %d of %d are of %q, not of %q (%v)", most, total, days, want, err)
		}
	}
}
