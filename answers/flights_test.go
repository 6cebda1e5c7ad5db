package answers_test

import (
	"context"
	"reflect"
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
			got, err := a.FlightsWithin(ctx, f)
			if err != nil || asJSON(t, got) != asJSON(t, abridged(want)) {
				t.Fatalf("%+v (%v):\n%s\nnot\n%s", f, err, asJSON(t, got), asJSON(t, abridged(want)))
			}
			if legs := answers.FlightLegs(got.Flights); !reflect.DeepEqual(legs, answers.LegsAmong(want.Events)) {
				t.Fatalf("%+v have the legs %+v, not %+v", f, legs, answers.LegsAmong(want.Events))
			}
			inColombia := func(_ string, in demarche.State) (answers.Abroad, bool) { return answers.Abroad{In: in}, in == "COL" }
			home, abroad := answers.FlightsAbroad(got.Flights, inColombia)
			want.Totals = answers.Totals(want.Events)
			if apart := want.TellingAbroad(inColombia, ""); !reflect.DeepEqual(abroad, apart.Abroad) || !reflect.DeepEqual(answers.FlightTotals(home), apart.Totals) {
				t.Fatalf("%+v come to %+v apart, not %+v", f, abroad, apart.Abroad)
			}
			if sums := answers.FlightTotals(got.Flights); !reflect.DeepEqual(sums, answers.Totals(want.Events)) {
				t.Fatalf("%+v come to %+v, not %+v", f, sums, answers.Totals(want.Events))
			}
		}
	})
}

func TestFlightsSinceADayAreThoseOfAllThatAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chronicle(t)
		a, ctx := s.answers(), t.Context()
		all, err := a.FlightEvents(ctx, demarche.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, since := range []demarche.Date{"", "2025-01-26", "2025-01-27", "2025-02-01"} {
			for _, states := range [][]demarche.State{nil, {"COL"}, {"MEX", "GTM"}, {"FRA"}} {
				other := func(e answers.Event) bool {
					late := slices.ContainsFunc(e.Witnesses, func(w answers.Item) bool {
						return !since.Known() || w.Day.Known() && demarche.Day(w.Day.Last()) >= since
					})
					named := len(states) == 0 || slices.ContainsFunc(e.Witnesses, func(w answers.Item) bool {
						return slices.ContainsFunc(answers.StatesOf(w.Record), func(s demarche.State) bool { return slices.Contains(states, s) })
					})
					return !late || !named
				}
				want := answers.EventList{Events: slices.DeleteFunc(slices.Clone(all.Events), other), Perhaps: slices.DeleteFunc(slices.Clone(all.Perhaps), other)}
				want.Totals, want.Legs = answers.Totals(want.Events), answers.LegsAmong(want.Events)
				got, err := a.FlightsSince(ctx, states, since)
				if err != nil || asJSON(t, got) != asJSON(t, want) {
					t.Fatalf("since %q of %v (%v):\n%s\nnot\n%s", since, states, err, asJSON(t, got), asJSON(t, want))
				}
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
		if n := len(list.Flights) + len(list.Perhaps); err != nil || n > most || n == 0 {
			t.Errorf("since %q there are %d movements, not at most %d (%v)", since, n, most, err)
		}
	}
	if since, err := (&shelf{}).answers().SinceWhen(t.Context(), demarche.Filter{}, 1); err != nil || since != "" {
		t.Errorf("an empty ledger has movements since %q (%v)", since, err)
	}
}

// abridged gives what a list of whole events is in brief.
func abridged(l answers.EventList) answers.FlightList {
	var out answers.FlightList
	for _, e := range l.Events {
		out.Flights = append(out.Flights, answers.FlightOf(e))
	}
	for _, e := range l.Perhaps {
		out.Perhaps = append(out.Perhaps, answers.FlightOf(e))
	}
	return out
}
