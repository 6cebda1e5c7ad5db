package answers_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

func TestMovementsAreNarrowedAndAddedUp(t *testing.T) {
	s := &shelf{}
	for i, m := range []struct {
		status demarche.Status
		to     demarche.State
		means  demarche.Means
		people int
		day    demarche.Date
	}{
		{"completed", "HND", demarche.CivilianAircraft, 199, "2025-03-23"},
		{"completed", "VEN", demarche.CivilianAircraft, 199, "2025-03-24"},
		{"completed", "GTM", demarche.MilitaryAircraft, 80, "2025-05-02"},
		{"planned", "COL", demarche.MilitaryAircraft, 90, "2025-05-03"},
		{"completed", "COL", demarche.Land, 30, "2024-02"},
		{"completed", "ECU", demarche.Sea, 40, "2024"},
	} {
		r := move(m.status, "USA", m.to, m.day)
		r.Means, r.People = m.means, &m.people
		s.add(t, string(rune('a'+i))+".txt", "2025-06-01", r)
	}
	all, err := s.answers().FlightEvents(t.Context(), demarche.Filter{})
	if err != nil || len(all.Events) != 6 {
		t.Fatalf("%d movements (%v)", len(all.Events), err)
	}
	if len(all.Legs) != 1 || all.Legs[0].People != 199 || all.Legs[0].First != all.Events[2].ID || all.Legs[0].Then != all.Events[3].ID {
		t.Errorf("the legs of one journey are %+v", all.Legs)
	}
	if brief, err := s.answers().FlightsWithin(t.Context(), demarche.Filter{}); err != nil || !slices.Equal(answers.FlightLegs(brief.Flights), all.Legs) {
		t.Errorf("in brief the legs of one journey are %+v (%v)", answers.FlightLegs(brief.Flights), err)
	}
	for _, tt := range []struct {
		asked          answers.MovementsAsked
		events, people int
		legs           int
		periods        string
	}{
		{answers.MovementsAsked{}, 6, 548, 1, "null"},
		{answers.MovementsAsked{Status: demarche.Planned}, 1, 0, 0, "null"},
		{answers.MovementsAsked{Means: demarche.MilitaryAircraft}, 2, 80, 0, "null"},
		{answers.MovementsAsked{Means: demarche.MilitaryAircraft, Status: demarche.Completed}, 1, 80, 0, "null"},
		{answers.MovementsAsked{Means: demarche.MilitaryAircraft, Status: demarche.Cancelled}, 0, 0, 0, "null"},
		{answers.MovementsAsked{Per: answers.PerYear}, 6, 548, 1, `["2024-01-01 2024-12-31 70","2025-01-01 2025-12-31 478"]`},
		{answers.MovementsAsked{Per: answers.PerQuarter, Status: demarche.Completed}, 5, 548, 1, `["2024-01-01 2024-12-31 40","2024-01-01 2024-03-31 30","2025-01-01 2025-03-31 398","2025-04-01 2025-06-30 80"]`},
		{answers.MovementsAsked{Per: answers.PerMonth, Means: demarche.CivilianAircraft}, 2, 398, 1, `["2025-03-01 2025-03-31 398"]`},
	} {
		got := tt.asked.Of(all)
		people := peopleIn(got.Totals)
		var periods []string
		for _, p := range got.Periods {
			periods = append(periods, string(p.Since)+" "+string(p.Until)+" "+asJSON(t, peopleIn(p.Totals)))
		}
		if len(got.Events) != tt.events || people != tt.people || len(got.Legs) != tt.legs || asJSON(t, periods) != tt.periods {
			t.Errorf("%+v: %d movements of %d people, %d legs, %s", tt.asked, len(got.Events), people, len(got.Legs), asJSON(t, periods))
		}
	}
	if len(all.Events) != 6 {
		t.Error("what was asked for changed the list of which it is a part")
	}
	each, err := s.answers().Flights(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if got := (answers.MovementsAsked{Means: demarche.MilitaryAircraft, Status: demarche.Planned}).Told(each); len(got) != 1 {
		t.Errorf("%d entries are told of planned military flights", len(got))
	}
}

// peopleIn gives how many people arrived.
func peopleIn(totals []answers.Total) int {
	for _, t := range totals {
		if t.Status == demarche.Completed {
			return t.People.High
		}
	}
	return 0
}

// Legs are all pairs of movements of as many people, sent by one state to
// different ones within days.
func TestLegsAreAllPairsThatMayBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var flights []*answers.Flight
		for i, day := range rapid.SliceOfN(rapid.IntRange(1, 12), 0, 25).Draw(t, "days") {
			people := rapid.SampledFrom([]int{19, 20, 80}).Draw(t, "people")
			flights = append(flights, &answers.Flight{
				ID: strconv.Itoa(i), Day: demarche.Date("2025-01-" + strconv.Itoa(day+10)), Status: rapid.SampledFrom([]demarche.Status{demarche.Completed, demarche.UnderWay, demarche.Planned}).Draw(t, "status"),
				Sender: rapid.SampledFrom([]demarche.State{"USA", ""}).Draw(t, "sender"), State: rapid.SampledFrom([]demarche.State{"HND", "VEN", ""}).Draw(t, "to"),
				People: answers.Range{Low: people, High: people + rapid.IntRange(0, 1).Draw(t, "more"), Told: true},
			})
		}
		slices.SortStableFunc(flights, func(x, y *answers.Flight) int { return strings.Compare(string(x.Day), string(y.Day)) })
		left := func(f *answers.Flight) bool {
			return f.Status != demarche.Planned && f.People.Low >= 20 && f.People.High == f.People.Low && f.State != ""
		}
		want := []answers.Legs{}
		for n, then := range flights {
			for _, first := range flights[:n] {
				if left(first) && left(then) && first.Sender == then.Sender && first.People == then.People && first.State != then.State && then.Day.First().Sub(first.Day.First()).Hours() <= 48 {
					want = append(want, answers.Legs{First: first.ID, Then: then.ID, People: then.People.Low})
				}
			}
		}
		if got := answers.FlightLegs(flights); !slices.Equal(got, want) {
			t.Fatalf("the legs are %+v, not %+v", got, want)
		}
	})
}
