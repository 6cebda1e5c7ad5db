package answers

import (
	"cmp"
	"iter"
	"slices"

	"demarche"
)

// Per says by what movements are added up.
type Per string

// The periods by which movements are added up.
const (
	PerMonth   Per = "month"
	PerQuarter Per = "quarter"
	PerYear    Per = "year"
)

// MovementsAsked narrows movements by what is told of them.
type MovementsAsked struct {
	Status demarche.Status // any if empty
	Means  demarche.Means  // any if empty
	Per    Per             // by what they are added up too; by nothing if empty
}

// Of gives those of a list of movements that are asked for, with their totals.
func (q MovementsAsked) Of(l EventList) EventList {
	if q.Status != "" || q.Means != "" {
		l = newEventList(slices.DeleteFunc(slices.Concat(l.Events, l.Perhaps), func(e Event) bool {
			return q.Status != "" && e.Status() != q.Status || q.Means != "" && !e.by(q.Means)
		}))
	}
	if q.Per != "" {
		l.Periods = periodTotals(l.Events, q.Per)
	}
	return l
}

// Told gives those of entries that are asked for.
func (q MovementsAsked) Told(items []Item) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
		m, ok := i.Record.(*demarche.Movement)
		return !ok || q.Status != "" && m.Status != q.Status || q.Means != "" && m.Means != q.Means
	})
}

// by reports whether any report says that a movement went by a means.
func (e *Event) by(m demarche.Means) bool {
	for _, v := range e.Detail("means").Values {
		if v.Value == string(m) {
			return true
		}
	}
	return false
}

// PeriodTotals is what the movements of a month, a quarter or a year come to.
type PeriodTotals struct {
	Since  demarche.Date `json:"since"` // first day; empty of movements of which no day is known
	Until  demarche.Date `json:"until"` // last day
	Totals []Total       `json:"totals"`
}

// periodTotals adds movements up by period, the oldest first and what has no day
// last. What is known to a longer time than the period only, such as a year, is
// added up under that.
func periodTotals(es []Event, per Per) []PeriodTotals {
	type days struct{ since, until demarche.Date }
	sums := make(map[days]*tally)
	for i := range es {
		since, until := periodOf(es[i].Day, per)
		of := sums[days{since, until}]
		if of == nil {
			of = &tally{}
			sums[days{since, until}] = of
		}
		of.add(es[i].Status(), es[i].span("flights"), es[i].span("people"))
	}
	out := []PeriodTotals{}
	for d, of := range sums {
		out = append(out, PeriodTotals{d.since, d.until, of.totals()})
	}
	slices.SortFunc(out, func(x, y PeriodTotals) int {
		if x.Since.Known() != y.Since.Known() {
			return cmp.Compare(y.Since, x.Since)
		}
		return cmp.Or(cmp.Compare(x.Since, y.Since), cmp.Compare(y.Until, x.Until))
	})
	return out
}

// periodOf gives the first and the last day of the period of a day.
func periodOf(d demarche.Date, per Per) (since, until demarche.Date) {
	if !d.Known() {
		return "", ""
	}
	first := d.First()
	switch {
	case per == PerYear || len(d) == len("2006"):
		d = d[:len("2006")]
		return demarche.Day(d.First()), demarche.Day(d.Last())
	case per == PerQuarter:
		from := first.AddDate(0, -(int(first.Month())-1)%3, 1-first.Day())
		return demarche.Day(from), demarche.Day(from.AddDate(0, 3, -1))
	}
	d = d[:len("2006-01")]
	return demarche.Day(d.First()), demarche.Day(d.Last())
}

// Legs are two movements that may be legs of one journey: totals count each, and
// its people twice.
type Legs struct {
	First  string `json:"first"` // id of the event
	Then   string `json:"then"`  // id of the event, of the same day or soon after
	People int    `json:"people"`
}

// Of legs of one journey so many people at least are told, and so many days at
// most lie between them: few people are often as many as others by chance.
const (
	fewestOnLegs = 20
	legsWithin   = 2
)

// leg is what is told of a movement that may be a leg of a journey.
type leg struct {
	id         string
	day        demarche.Date
	sender, to demarche.State
	people     int
}

// newLeg gives a movement as a leg of a journey, if it can be one: people left
// on a day that is known, and all who tell how many tell the same.
func newLeg(l leg, status demarche.Status, people Range) (leg, bool) {
	l.people = people.Low
	left := status == demarche.Completed || status == demarche.UnderWay
	return l, left && l.day.IsDay() && people.Low == people.High && people.Low >= fewestOnLegs
}

func (e *Event) leg() (leg, bool) {
	if e.Kind != demarche.KindMovement {
		return leg{}, false
	}
	return newLeg(leg{id: e.ID, day: e.Day, sender: demarche.State(e.Says("sender")), to: demarche.State(e.Says("destination_state"))}, e.Status(), e.span("people"))
}

func (f *Flight) leg() (leg, bool) {
	return newLeg(leg{id: f.ID, day: f.Day, sender: f.Sender, to: f.State}, f.Status, f.People)
}

// legsAmong finds movements, by day, that may be legs of one journey.
func legsAmong(es []Event) []Legs {
	return legsOf(func(yield func(leg) bool) {
		for i := range es {
			if l, ok := es[i].leg(); ok && !yield(l) {
				return
			}
		}
	})
}

// FlightLegs finds movements in brief, by day, that may be legs of one journey.
func FlightLegs(of []*Flight) []Legs {
	return legsOf(func(yield func(leg) bool) {
		for _, f := range of {
			if l, ok := f.leg(); ok && !yield(l) {
				return
			}
		}
	})
}

// legsOf finds legs, by day, that may be of one journey: people sent by one
// state, as many in both, to different states within days.
func legsOf(all iter.Seq[leg]) []Legs {
	type journey struct {
		sender demarche.State
		people int
	}
	before := make(map[journey][]leg)
	out := []Legs{}
	for l := range all {
		k := journey{l.sender, l.people}
		earliest := demarche.Day(l.day.First().AddDate(0, 0, -legsWithin))
		near := slices.DeleteFunc(before[k], func(b leg) bool { return b.day < earliest }) // later ones are farther still
		for _, b := range near {
			if l.to != "" && b.to != "" && b.to != l.to {
				out = append(out, Legs{First: b.id, Then: l.id, People: l.people})
			}
		}
		before[k] = append(near, l)
	}
	return out
}
