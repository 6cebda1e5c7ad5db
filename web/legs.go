package web

import (
	"strconv"

	"demarche/answers"
)

// legView is another movement that may be a leg of the same journey. Its day is
// without the year: it lies within days of the one beside which it is named.
type legView struct{ Href, To, Day string }

// mostLegs is how many others are named beside a movement.
const mostLegs = 2

// nameLegs puts beside each movement of a table which of all that are listed may
// be legs of the same journey.
func (s *site) nameLegs(views []flightView, shown, all []*answers.Flight, legs []answers.Legs) {
	if len(legs) == 0 {
		return
	}
	at := make(map[string]int, len(shown))
	for i, f := range shown {
		at[f.ID] = i
	}
	flights := make(map[string]*answers.Flight, len(all))
	for _, f := range all {
		flights[f.ID] = f
	}
	name := func(of, other string) {
		i, ok := at[of]
		if !ok {
			return // it is on another page of the list
		}
		if v := &views[i]; len(v.Legs) < mostLegs {
			f := flights[other]
			v.Legs = append(v.Legs, legView{Href: eventHref(f.ID), To: s.names.State(f.State), Day: f.Day.First().Format("2 Jan")})
		} else {
			v.MoreLegs++
		}
	}
	for _, l := range legs {
		name(l.First, l.Then)
		name(l.Then, l.First)
	}
}

// legsNote says below totals how many movements may be legs of one journey with
// others, as the totals count the people of each; nothing if there are none.
func legsNote(legs []answers.Legs) string {
	of := make(map[string]bool)
	for _, l := range legs {
		of[l.First], of[l.Then] = true, true
	}
	switch len(of) {
	case 0:
		return ""
	case 2:
		return "2 movements may be legs of one journey"
	}
	return strconv.Itoa(len(of)) + " movements may be legs of journeys with others among them"
}
