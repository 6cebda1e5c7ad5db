package events

import (
	"slices"

	"demarche"
)

// positions compares two positions. An event of this kind is the taking of a
// stance at one time: the same stance on another day is another.
func (v *verdict) positions(a, b *item, x, y *demarche.Position) {
	if x.State != y.State || x.Stance != y.Stance {
		v.refuse("another stance")
	}
	v.state(0.5, "sender", x.From, y.From)
	v.nationals(x.Nationals, y.Nationals)
	kind(v, "people", x.People, y.People, demarche.AnyPeople)
	kind(v, "means", x.Means, y.Means, demarche.MeansAny)
	switch {
	case len(a.place) == 0 && len(b.place) == 0:
	case sameName(a.place, b.place):
		v.count(0.5, "same place")
	case len(a.place) == 0 || len(b.place) == 0:
		v.count(-0.5, "a place in one only")
	default:
		v.refuse("another place")
	}
	if own(x) && other(y) || own(y) && other(x) {
		v.refuse("its own word and another's")
	}
	v.name(0.5, 0, "speaker", a.speaker, b.speaker)
	if slices.ContainsFunc(x.Terms, func(t demarche.Term) bool { return slices.Contains(y.Terms, t) }) {
		v.count(0.5, "a term in common")
	}
	switch c, alike := v.time(a, b), v.words(1.5, a, b); {
	case c == nextDay && alike < 0.35:
		v.lack("a day apart, in other words")
	case c == timeUnknown || c == offEstimate:
		v.lack("nothing tells that they were at one time")
	}
}

// kind compares a field in which one value stands for all others.
func kind[T ~string](v *verdict, field string, a, b, all T) {
	switch {
	case a == b:
		v.count(0.5, "%s %s in both", field, a)
	case a == all || b == all:
	default:
		v.refuse("other " + field)
	}
}

// own reports whether the state speaks for itself.
func own(p *demarche.Position) bool { return p.By != nil && p.By.State == p.State }

// other reports whether another speaks of it.
func other(p *demarche.Position) bool {
	return p.By != nil && *p.By != (demarche.Speaker{}) && p.By.State != p.State
}
