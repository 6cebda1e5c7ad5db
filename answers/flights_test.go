package answers_test

import (
	"context"
	"slices"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

func TestFlightsWithinDaysAreThoseOfTheFilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		a, ctx := s.answers(), context.Background()
		for _, f := range []demarche.Filter{{}, {Since: "2025-01-26"}, {Until: "2025-01-26"}, {Since: "2025-01-27", Until: "2025-01-27"}, {Since: "2025-01", Until: "2025-01", ToState: "COL"}, {Since: "2025-02", State: "MEX"}} {
			want, err := a.FlightEvents(ctx, demarche.Filter{State: f.State, ToState: f.ToState})
			if err != nil {
				t.Fatal(err)
			}
			outside := func(e answers.Event) bool {
				return !slices.ContainsFunc(e.Witnesses, func(w answers.Item) bool {
					return !f.Since.Known() && !f.Until.Known() || w.Day.Known() &&
						(!f.Since.Known() || !w.Day.Last().Before(f.Since.First())) && (!f.Until.Known() || !w.Day.First().After(f.Until.Last()))
				})
			}
			want.Events, want.Perhaps = slices.DeleteFunc(want.Events, outside), slices.DeleteFunc(want.Perhaps, outside)
			want.Totals = answers.Totals(want.Events)
			got, err := a.FlightsWithin(ctx, f)
			if err != nil || asJSON(t, inBrief(got)) != asJSON(t, inBrief(want)) {
				t.Fatalf("%+v (%v):\n%s\nnot\n%s", f, err, asJSON(t, got), asJSON(t, want))
			}
			for _, events := range []*[]answers.Event{&got.Events, &got.Perhaps} {
				if *events, err = a.WithWitnesses(ctx, *events); err != nil {
					t.Fatal(err)
				}
			}
			if asJSON(t, got) != asJSON(t, want) {
				t.Fatalf("%+v, whole:\n%s\nnot\n%s", f, asJSON(t, got), asJSON(t, want))
			}
		}
	})
}

func TestTheNewestMovementsBeginOnADay(t *testing.T) {
	s := &shelf{}
	for i, day := range []demarche.Date{"2025-01-01", "2025-01-02", "2025-01-02", "2025-01-03", "2025-02", ""} {
		if err := s.tryAdd(string(rune('a'+i)), "", move(demarche.Completed, "USA", "COL", day)); err != nil {
			t.Fatal(err)
		}
	}
	a := s.answers()
	for most, want := range map[int]demarche.Date{1: "2025-02-28", 2: "2025-01-04", 3: "2025-01-03", 4: "2025-01-03", 5: "2025-01-02", 6: "", 99: ""} {
		since, err := a.SinceWhen(t.Context(), demarche.Filter{}, most)
		if err != nil || since != want {
			t.Errorf("of %d the oldest may be of %q, not of %q (%v)", most, since, want, err)
			continue
		}
		list, err := a.FlightsWithin(t.Context(), demarche.Filter{Since: since})
		if n := len(list.Events) + len(list.Perhaps); err != nil || n > most || n == 0 {
			t.Errorf("since %q there are %d movements, not at most %d (%v)", since, n, most, err)
		}
	}
	if since, err := (&shelf{}).answers().SinceWhen(t.Context(), demarche.Filter{}, 1); err != nil || since != "" {
		t.Errorf("an empty ledger has movements since %q (%v)", since, err)
	}
}

// inBrief leaves out what a list in brief need not hold.
func inBrief(l answers.EventList) answers.EventList {
	for _, events := range []*[]answers.Event{&l.Events, &l.Perhaps} {
		*events = slices.Clone(*events)
		for i := range *events {
			(*events)[i].Witnesses, (*events)[i].Surest = nil, 0
		}
	}
	return l
}
