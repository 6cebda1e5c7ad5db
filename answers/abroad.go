package answers

import (
	"cmp"
	"slices"

	"demarche"
)

// Abroad is a place that one state runs in another, as the base at Guantanamo
// Bay: who is taken there is not taken in by the state in which it lies.
type Abroad struct {
	Place string         `json:"place"`
	In    demarche.State `json:"in"`
	RunBy demarche.State `json:"run_by"`
}

// AbroadAt tells whether a destination in a state is a place that another state runs.
type AbroadAt func(destination string, in demarche.State) (Abroad, bool)

// AbroadTotals is what movements to a place that one state runs in another come to.
type AbroadTotals struct {
	Abroad
	Totals []Total `json:"totals"`
}

// TellingAbroad adds up apart what went to places that one state runs in
// another: it is in no other total, nor in those of periods.
func (l EventList) TellingAbroad(at AbroadAt, per Per) EventList {
	var home []Event
	away := make(map[Abroad][]Event)
	for _, e := range l.Events {
		if place, ok := at(e.Says("destination"), demarche.State(e.Says("destination_state"))); ok {
			away[place] = append(away[place], e)
		} else {
			home = append(home, e)
		}
	}
	if len(away) == 0 {
		return l
	}
	l.Totals = Totals(home)
	if per != "" {
		l.Periods = periodTotals(home, per)
	}
	for place, es := range away {
		l.Abroad = append(l.Abroad, AbroadTotals{place, Totals(es)})
	}
	sortAbroad(l.Abroad)
	return l
}

// FlightsAbroad parts movements in brief from those to places that one state
// runs in another, and adds these up as TellingAbroad does.
func FlightsAbroad(all []*Flight, at AbroadAt) (home []*Flight, abroad []AbroadTotals) {
	away := make(map[Abroad][]*Flight)
	for _, f := range all {
		if place, ok := at(f.Destination, f.State); ok {
			away[place] = append(away[place], f)
		} else {
			home = append(home, f)
		}
	}
	for place, fs := range away {
		abroad = append(abroad, AbroadTotals{place, FlightTotals(fs)})
	}
	sortAbroad(abroad)
	return home, abroad
}

// sortAbroad puts places in the order of the states in which they lie.
func sortAbroad(all []AbroadTotals) {
	slices.SortFunc(all, func(x, y AbroadTotals) int { return cmp.Or(cmp.Compare(x.In, y.In), cmp.Compare(x.Place, y.Place)) })
}
