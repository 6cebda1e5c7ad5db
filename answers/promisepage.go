package answers

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"demarche"
)

// PromisePage is a part of the pledges, orders and threats, the newest first,
// and how many there are of each.
type PromisePage struct {
	Open   []Promise // the part
	Closed []Promise // all of them: reviewers close few
	Became Became
}

// Became counts what became of promises.
type Became struct {
	CarriedOut, Reversed                      int // confirmed
	PerhapsCarriedOut, PerhapsNot, NoFollower int // open
}

// Open gives how many promises are open.
func (b Became) Open() int { return b.PerhapsCarriedOut + b.PerhapsNot + b.NoFollower }

func (b *Became) count(p Promise) {
	has := func(status ConnectionStatus, relations ...demarche.Relation) bool {
		return slices.ContainsFunc(p.Connections, func(c Connection) bool { return c.Status == status && slices.Contains(relations, c.Relation) })
	}
	switch {
	case !p.Open && has(ConnectionConfirmed, demarche.CarriesOut):
		b.CarriedOut++
	case !p.Open:
		b.Reversed++
	case has(ConnectionProposed, demarche.CarriesOut):
		b.PerhapsCarriedOut++
	case has(ConnectionProposed, demarche.Reverses, demarche.Contradicts), has(ConnectionConfirmed, demarche.Contradicts):
		b.PerhapsNot++
	default:
		b.NoFollower++
	}
}

// promises keeps what became of all promises until the log of the ledger
// grows, without the entries, which are read for the part that is shown.
type promises struct {
	mu   sync.Mutex
	made bool
	head int64
	all  PromiseList
}

// PromisesPart gives a part of what Promises lists, the newest first: so many
// open ones at most from an offset on.
func (a *Answers) PromisesPart(ctx context.Context, f demarche.Filter, offset, limit int) (PromisePage, error) {
	var out PromisePage
	list, err := a.promisesOf(ctx, f)
	if err != nil {
		return out, err
	}
	for _, p := range slices.Concat(list.Open, list.Closed) {
		out.Became.count(p)
	}
	part := func(ps []Promise, offset, limit int) []Promise {
		end := max(0, len(ps)-offset)
		some := slices.Clone(ps[max(0, end-limit):end])
		slices.Reverse(some)
		return some
	}
	out.Open, out.Closed = part(list.Open, offset, limit), part(list.Closed, 0, len(list.Closed))
	return out, a.whole(ctx, out.Open, out.Closed)
}

// undatedFirst gives promises, oldest first, with those that have no day before
// all others, so that they are last where the newest come first.
func undatedFirst(ps []Promise) []Promise {
	undated := func(p Promise) bool { return !p.Day.Known() }
	if !slices.ContainsFunc(ps, undated) {
		return ps
	}
	out := make([]Promise, 0, len(ps))
	for _, p := range ps {
		if undated(p) {
			out = append(out, p)
		}
	}
	return append(out, slices.DeleteFunc(slices.Clone(ps), undated)...)
}

// promisesOf gives the promises that pass a filter, some without their entries:
// those without a day, then the others, oldest first.
func (a *Answers) promisesOf(ctx context.Context, f demarche.Filter) (PromiseList, error) {
	if days := withoutDays(f); days.Since != f.Since || days.Until != f.Until || !plain(f) {
		list, err := a.Promises(ctx, f)
		return PromiseList{undatedFirst(list.Open), undatedFirst(list.Closed)}, err
	}
	a.promises.mu.Lock()
	defer a.promises.mu.Unlock()
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return PromiseList{}, fmt.Errorf("end of the log: %w", err)
	}
	if !a.promises.made || a.promises.head != head.Size {
		all, err := a.Promises(ctx, demarche.Filter{})
		if err != nil {
			return all, err
		}
		for _, list := range [][]Promise{all.Open, all.Closed} {
			for i := range list {
				list[i].withoutEntries()
			}
		}
		a.promises.all, a.promises.made, a.promises.head = PromiseList{undatedFirst(all.Open), undatedFirst(all.Closed)}, true, head.Size
		a.sources.letGo()
	}
	all := a.promises.all
	if f.State == "" {
		return all, nil
	}
	of := func(ps []Promise) []Promise {
		return slices.DeleteFunc(slices.Clone(ps), func(p Promise) bool { return string(p.Actor) != string(f.State) && string(p.Target) != string(f.State) })
	}
	return PromiseList{of(all.Open), of(all.Closed)}, nil
}

// withoutEntries leaves of the entries their ids.
func (p *Promise) withoutEntries() {
	p.entry, p.Entry = p.Entry.ID(), Item{}
	for i := range p.Connections {
		c := &p.Connections[i]
		c.entry, c.Entry = c.Entry.ID(), Item{}
	}
}

// whole reads the entries of promises that are kept without them.
func (a *Answers) whole(ctx context.Context, lists ...[]Promise) error {
	var ids []string
	for _, p := range slices.Concat(lists...) {
		if p.entry != "" {
			ids = append(ids, p.entry)
		}
		for _, c := range p.Connections {
			if c.entry != "" {
				ids = append(ids, c.entry)
			}
		}
	}
	items, err := a.ItemsOf(ctx, ids)
	if err != nil {
		return err
	}
	for _, list := range lists {
		for i := range list {
			p := &list[i]
			if p.entry != "" {
				p.Entry = items[p.entry]
			}
			p.Connections = slices.Clone(p.Connections)
			for j := range p.Connections {
				if c := &p.Connections[j]; c.entry != "" {
					c.Entry = items[c.entry]
				}
			}
			if p.Entry.Record == nil || slices.ContainsFunc(p.Connections, func(c Connection) bool { return c.Entry.Record == nil }) {
				return &demarche.Error{Code: demarche.Conflict, Op: "promises", Detail: "the ledger has changed meanwhile", Hint: "ask again"}
			}
		}
	}
	return nil
}

// manyEntries is of how many entries events are not held in full for the next question.
const manyEntries = 50_000

// letGo lets the entries of all events of large ledgers go: they take more
// memory than all else.
func (s *sources) letGo() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.books {
		if c.whole != nil && len(c.whole.entries) > manyEntries {
			c.whole = nil
		}
	}
}
