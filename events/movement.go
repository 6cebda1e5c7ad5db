package events

import "demarche"

// movements compares two movements.
func (v *verdict) movements(a, b *item, x, y *demarche.Movement) {
	v.state(1, "destination", x.DestinationState, y.DestinationState)
	v.state(0.5, "sender", x.Sender, y.Sender)
	v.nationals(x.Nationals, y.Nationals)
	v.name(0.5, -0.5, "destination", a.destination, b.destination)
	v.name(0.5, -0.5, "origin", a.origin, b.origin)
	if x.DestinationState == "" && y.DestinationState == "" && !sameName(a.destination, b.destination) {
		v.lack("no common destination")
	}
	if !statusesFit(x.Status, y.Status) {
		v.refuse("one arrived, the other did not")
	}
	fit := v.people(a, b)
	v.flights(a, b, x, y)
	v.means(x.Means, y.Means, fit)
	switch v.time(a, b) {
	case nextDay:
		if !telling(a.number, b.number) {
			v.lack("a day apart")
		}
		v.count(0.5, "a day apart")
	case offEstimate, timeUnknown:
		if !telling(a.number, b.number) || publishedApart(a, b) > soon {
			v.lack("nothing tells that they were at one time")
		}
	}
	v.words(1, a, b)
}

// people compares the numbers of people.
func (v *verdict) people(a, b *item) agreement {
	fit := a.number.fit(b.number)
	switch fit {
	case equal:
		score := 1.5
		if telling(a.number, b.number) {
			score = 2
		}
		v.count(score, "%s in both", a.number)
	case near:
		v.count(0.5, "%s and %s, no more apart than reports of one event are", a.number, b.number)
	case far:
		v.refuse("another number")
	}
	return fit
}

// flights compares the numbers of planes. The same telling number of people
// outweighs them: a report that gives it may count the planes of a whole day.
func (v *verdict) flights(a, b *item, x, y *demarche.Movement) {
	switch {
	case x.Flights == nil || y.Flights == nil:
	case *x.Flights == *y.Flights:
		v.count(0.5, "as many flights")
	case telling(a.number, b.number):
		v.count(-0.5, "%d flights and %d", *x.Flights, *y.Flights)
	default:
		v.refuse("another number of flights")
	}
}

// means compares the means; reports of one flight that agree in a telling
// number may differ in whose plane it was.
func (v *verdict) means(x, y demarche.Means, numbers agreement) {
	air := func(m demarche.Means) bool { return m == demarche.MilitaryAircraft || m == demarche.CivilianAircraft }
	switch {
	case x == demarche.MeansUnknown || y == demarche.MeansUnknown || x == "" || y == "":
	case x == y:
		v.count(0.5, "by the same means")
	case air(x) && air(y) && numbers == equal:
		v.count(-0.5, "military in one, civilian in the other")
	default:
		v.refuse("by other means")
	}
}

// statusesFit reports whether one movement can be told with both statuses, as
// it goes on from plan to arrival or to its failure.
func statusesFit(x, y demarche.Status) bool {
	failed := func(s demarche.Status) bool { return s == demarche.TurnedBack || s == demarche.Cancelled }
	return !(failed(x) && y == demarche.Completed) && !(failed(y) && x == demarche.Completed)
}
