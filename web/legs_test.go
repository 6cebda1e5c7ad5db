package web

import (
	"strings"
	"testing"

	"demarche/answers"
	"demarche/internal/webfixture"
)

// What may be legs of one journey is named beside each, and below the totals
// that count both, among the movements that the page lists and no others.
func TestFlightsNameLegsOfOneJourney(t *testing.T) {
	h := pagesOver(webfixture.Journey(t))
	for at, want := range map[string]struct{ has, lacks []string }{
		"/flights": {[]string{
			"Venezuela may be one journey with Honduras, 23 Mar Civilian", "Honduras may be one journey with Venezuela, 24 Mar Civilian",
			"2 movements may be legs of one journey: each is counted, and its people once for each leg.",
		}, []string{"Guatemala may be"}},
		"/flights?since=2025-03-24": {nil, []string{"journey"}},
		"/flights?to=VEN":           {nil, []string{"journey"}},
		"/flights?status=planned":   {nil, []string{"journey"}},
	} {
		got := strings.Join(strings.Fields(text(t, get(h, at).Body.Bytes())), " ")
		for _, s := range want.has {
			if !strings.Contains(got, s) {
				t.Errorf("%s does not say %q:\n%s", at, s, got)
			}
		}
		for _, s := range want.lacks {
			if strings.Contains(got, s) {
				t.Errorf("%s says %q:\n%s", at, s, got)
			}
		}
	}
}

// A row names few others, and says how many more there are; one of another page
// of the list is named too.
func TestOfManyLegsFewAreNamed(t *testing.T) {
	names, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{names: names}
	var all []*answers.Flight
	var legs []answers.Legs
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		all = append(all, &answers.Flight{ID: id, State: "VEN", Day: "2025-03-24"})
		if id != "a" {
			legs = append(legs, answers.Legs{First: "a", Then: id, People: 199})
		}
	}
	views := make([]flightView, 2)
	s.nameLegs(views, all[:2], all, legs)
	if v := views[0]; len(v.Legs) != mostLegs || v.MoreLegs != 2 || v.Legs[0].Href != "/events/b" || v.Legs[1].Href != "/events/c" {
		t.Errorf("the first has %+v and %d more", v.Legs, v.MoreLegs)
	}
	if v := views[1]; len(v.Legs) != 1 || v.MoreLegs != 0 || v.Legs[0].Href != "/events/a" {
		t.Errorf("the second has %+v and %d more", v.Legs, v.MoreLegs)
	}
	if got := templated(t, "flight-table", views[:1]); !strings.Contains(got, " and 2 more</i>") {
		t.Errorf("the row is\n%s", got)
	}
	if got := legsNote(legs); got != "5 movements may be legs of journeys with others among them" {
		t.Errorf("below the totals it says %q", got)
	}
}
