package events

import (
	"cmp"

	"demarche"
)

// item is an entry made ready for comparison.
type item struct {
	demarche.Entry
	id                         string
	when                       when
	number                     amount
	origin, destination, place []string // telling words of names
	actor, target, speaker     []string
	said                       []uint64 // content of the evidence
	families                   []string // of copies that the report belongs to
}

func newItem(e demarche.Entry, families []string) *item {
	shared := e.Record.Shared()
	x := &item{Entry: e, id: shared.ID, when: whenOf(e), families: families}
	x.Record = bare(e.Record)
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
	return x
}

// bare gives a copy of a record without its evidence, which is long, and of
// which the content is kept.
func bare(r demarche.Record) demarche.Record {
	switch r := r.(type) {
	case *demarche.Movement:
		c := *r
		c.Evidence = nil
		return &c
	case *demarche.Act:
		c := *r
		c.Evidence = nil
		return &c
	case *demarche.Position:
		c := *r
		c.Evidence = nil
		return &c
	case *demarche.Count:
		c := *r
		c.Evidence = nil
		return &c
	}
	return r
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
