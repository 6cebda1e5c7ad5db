package ask

import (
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// Agree reports whether the reports of an event say the same of it: one value, or
// a place and no more than the state in which it lies.
func (w *Words) Agree(d answers.Detail) bool {
	if d.Agreed() || !slices.Contains([]string{"origin", "destination", "place"}, d.Field) {
		return d.Agreed()
	}
	names := make([]string, len(d.Values))
	for i, v := range d.Values {
		names[i] = v.Value
	}
	return w.OnePlace(names)
}

// OnePlace reports whether names of places can be of one place: a state, or one
// name of a place, and states in which it lies.
func (w *Words) OnePlace(names []string) bool {
	var place string
	var states []demarche.State
	for _, name := range names {
		if s, ok := w.wholeState(name); ok {
			if !slices.Contains(states, s) {
				states = append(states, s)
			}
		} else if place == "" || vocabulary.Fold(place) == vocabulary.Fold(name) {
			place = name
		} else {
			return false
		}
	}
	if place == "" {
		return len(states) < 2
	}
	for _, s := range states {
		if !w.liesIn(place, s) {
			return false
		}
	}
	return true
}

// wholeState gives the state that a name means; that of a capital means the city.
func (w *Words) wholeState(name string) (demarche.State, bool) {
	s, ok := w.States.Parse(name)
	return s, ok && (w.isName(name) || !w.isCapital(name, s))
}

func (w *Words) isCapital(name string, of demarche.State) bool {
	return slices.ContainsFunc(w.States.All(), func(s vocabulary.State) bool {
		return s.Code == of && slices.ContainsFunc(s.Capitals, func(c string) bool { return vocabulary.Fold(c) == vocabulary.Fold(name) })
	})
}

func (w *Words) liesIn(place string, s demarche.State) bool {
	return w.isCapital(place, s) || slices.ContainsFunc(w.Places.Find(place), func(p vocabulary.Place) bool { return p.State == s })
}

// Abroad tells whether a destination in a state is a place that another state
// runs. What stands after a comma says where it lies: "Guantánamo Bay, Cuba".
func (w *Words) Abroad(destination string, in demarche.State) (answers.Abroad, bool) {
	name, _, _ := strings.Cut(destination, ",")
	p, ok := w.Places.FindForeign(strings.TrimSpace(name), in)
	return answers.Abroad{Place: p.Name, In: p.State, RunBy: p.RunBy}, ok
}
