package events

import (
	"slices"

	"demarche"
)

// soon is within how many days reports of a figure that bears no date appear.
const soon = 45

// counts compares two figures: whether they are of the same quantity at the
// same time.
func (v *verdict) counts(a, b *item, x, y *demarche.Count) {
	if x.What != y.What || x.Unit != y.Unit {
		v.refuse("another quantity")
	}
	v.state(0.5, "nationality", x.Of, y.Of)
	v.state(0.5, "state", x.In, y.In)
	if x.Of == "" && x.In == "" && len(a.place) == 0 || y.Of == "" && y.In == "" && len(b.place) == 0 {
		v.count(-0.5, "one does not say of whom or where")
	}
	switch {
	case len(a.place) == 0 || len(b.place) == 0:
	case sameName(a.place, b.place):
		v.count(0.5, "same place")
	default:
		v.refuse("another place")
	}
	fit := v.people(a, b)
	v.name(0.5, 0, "source", a.speaker, b.speaker)
	v.words(1, a, b)
	switch c := a.when.fit(b.when); {
	case c == sameDay:
		v.count(2, "of the same day")
	case x.AsOf.Known() && x.AsOf == y.AsOf:
		v.count(2, "of the same time")
	case c == within || c == loosely || c == freshly || c == nextDay:
		if fit != equal {
			v.refuse("another number at another time")
		}
		v.count(0.5, "the times fit")
	case c == otherTime && !(lasting(x.What) && fit == equal):
		v.refuse("of another time")
	case fit != equal:
		v.lack("another number, and nothing tells that they are of one time")
	case lasting(x.What):
		v.count(1, "a figure that lasts")
		if publishedApart(a, b) <= soon {
			v.count(0.5, "published within %d days", soon)
		}
	case publishedApart(a, b) <= soon:
		v.count(0.5, "published within %d days", soon)
	default:
		v.lack("nothing tells that they are of one time")
	}
}

// lasting reports whether a figure holds until it is changed, and is repeated for years.
func lasting(w demarche.CountWhat) bool {
	return slices.Contains([]demarche.CountWhat{demarche.Capacity, demarche.Agreed, demarche.Money, demarche.Tariff}, w)
}

// publishedApart gives how many days lie between two reports, many if one bears no day.
func publishedApart(a, b *item) int {
	if !a.Publish.IsDay() || !b.Publish.IsDay() {
		return soon + 1
	}
	d := dayNumber(a.Publish.First()) - dayNumber(b.Publish.First())
	return max(d, -d)
}
