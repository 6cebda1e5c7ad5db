package events

import (
	"cmp"
	"unique"

	"demarche"
)

// item is an entry made ready for comparison.
type item struct {
	Record                     demarche.Record // without its evidence
	Document                   string
	Publish                    demarche.Date
	id                         string
	no                         int32 // see kept
	when                       when
	number                     amount
	origin, destination, place []string // telling words of names
	actor, target, speaker     []string
	said                       []uint64 // content of the evidence
	sure                       float64  // see Surest
	families                   []string // of copies that the report belongs to
}

func newItem(e demarche.Entry, families []string) *item {
	shared := e.Record.Shared()
	x := &item{
		Record: bare(e.Record), Document: same(e.Document), Publish: same(e.Publish), id: shared.ID, when: whenOf(e),
		families: families, sure: Surest(e),
	}
	var exact []string
	for _, s := range shared.Evidence {
		exact = append(exact, s.Exact)
	}
	x.said = content(exact...)
	if by := e.Record.Says(); by != nil {
		x.speaker = wordsOf(string(by.Name))
	}
	switch r := e.Record.(type) {
	case *demarche.Movement:
		x.number = people(r.People, r.Max, r.Approx)
		x.origin, x.destination = place(string(r.Origin)), place(string(r.Destination))
	case *demarche.Act:
		x.actor, x.target = wordsOf(string(r.Actor)), wordsOf(string(r.Target))
	case *demarche.Position:
		x.place = place(string(r.Place))
	case *demarche.Count:
		x.number = amount{low: r.Value, high: r.Value, known: true, approx: r.Approx}
		if r.Max != nil {
			x.number.high = max(x.number.high, *r.Max)
		}
		x.place, x.speaker = place(string(r.Place)), wordsOf(string(r.Source))
	}
	for _, words := range []*[]string{&x.origin, &x.destination, &x.place, &x.actor, &x.target, &x.speaker} {
		*words = sameAll(*words)
	}
	return x
}

// Surest gives the confidence of an entry: 1 if a person judged it, less if a
// machine alone did.
func Surest(e demarche.Entry) float64 {
	if e.Review == demarche.Accepted || e.Review == demarche.Amended {
		return 1
	}
	return min(e.Record.Shared().Confidence, 0.999)
}

// bare gives a copy of a record without its evidence, which is long, and of
// which the content is kept, and with strings that equal ones share.
func bare(r demarche.Record) demarche.Record {
	switch r := r.(type) {
	case *demarche.Movement:
		c := *r
		c.Common, c.By = lean(r.Common), leanSpeaker(r.By)
		for _, s := range []*demarche.Optional{&c.Origin, &c.Destination} {
			*s = same(*s)
		}
		c.Status, c.Sender, c.DestinationState, c.Means, c.Date = same(r.Status), same(r.Sender), same(r.DestinationState), same(r.Means), same(r.Date)
		return &c
	case *demarche.Act:
		c := *r
		c.Common, c.By = lean(r.Common), leanSpeaker(r.By)
		c.Type, c.Actor, c.Target, c.Date = same(r.Type), same(r.Actor), same(r.Target), same(r.Date)
		return &c
	case *demarche.Position:
		c := *r
		c.Common, c.By = lean(r.Common), leanSpeaker(r.By)
		c.State, c.Stance, c.From, c.People, c.Means = same(r.State), same(r.Stance), same(r.From), same(r.People), same(r.Means)
		c.Place, c.Date = same(r.Place), same(r.Date)
		return &c
	case *demarche.Count:
		c := *r
		c.Common = lean(r.Common)
		c.What, c.Unit, c.Of, c.In, c.Place, c.AsOf, c.Source = same(r.What), same(r.Unit), same(r.Of), same(r.In), same(r.Place), same(r.AsOf), same(r.Source)
		return &c
	}
	return r
}

// lean gives what a record has in common with others without evidence and trace.
func lean(c demarche.Common) demarche.Common {
	c.Evidence, c.Trace, c.Kind = nil, nil, same(c.Kind)
	return c
}

func leanSpeaker(by *demarche.Speaker) *demarche.Speaker {
	if by == nil {
		return nil
	}
	c := *by
	c.Name, c.Role, c.State = same(by.Name), same(by.Role), same(by.State)
	return &c
}

// same gives a string that all equal strings share: states, days, hashes and
// names come thousands of times.
func same[T ~string](s T) T { return T(unique.Make(string(s)).Value()) }

// sameAll does so for each of several strings.
func sameAll(all []string) []string {
	if len(all) == 0 {
		return nil
	}
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = same(s)
	}
	return out
}

// compareItems ranks records by the day of publication of their report, those
// of a report without one last.
func compareItems(a, b *item) int {
	if a.Publish.Known() != b.Publish.Known() {
		if a.Publish.Known() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Publish, b.Publish), cmp.Compare(a.id, b.id))
}
