package answers

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"demarche"
	"demarche/events"
)

// Promise is a pledge, an order or a threat, told once however many reports
// tell of it, and what came of it.
type Promise struct {
	ID            string            `json:"id"` // of its event
	Type          demarche.ActType  `json:"type"`
	Actor         demarche.Optional `json:"actor"`
	Target        demarche.Optional `json:"target"`
	Day           demarche.Date     `json:"day"`
	DatedBy       DatedBy           `json:"dated_by"`
	Entry         Item              `json:"entry"` // the first that tells of it
	Corroboration events.Witnesses  `json:"corroboration"`
	Open          bool              `json:"open"`        // no confirmed connection carries it out or reverses it
	Connections   []Connection      `json:"connections"` // what later entries bear on it, by day

	entry string // id of Entry where that is left out, see promises
}

// PromiseList is pledges, orders and threats by day, oldest first.
type PromiseList struct {
	Open   []Promise `json:"open"`
	Closed []Promise `json:"closed"`
}

// Promises lists pledges, orders and threats with what later entries bear on
// them. With a state, only those that it made or that are aimed at it.
func (a *Answers) Promises(ctx context.Context, f demarche.Filter) (PromiseList, error) {
	out := PromiseList{Open: []Promise{}, Closed: []Promise{}}
	made, err := a.promisesMade(ctx, f)
	if err != nil {
		return out, err
	}
	if len(made) == 0 {
		return out, nil
	}
	makers := make(map[string]bool)
	for _, e := range made {
		if act, ok := e.First().Record.(*demarche.Act); ok {
			makers[fold(string(act.Actor))] = true
		}
	}
	followers, err := a.followers(ctx, makers)
	if err != nil {
		return out, err
	}
	judged, err := a.judgements(ctx)
	if err != nil {
		return out, err
	}
	sortEvents(made)
	for _, e := range made {
		p := newPromise(e, followers, judged)
		if p.Open {
			out.Open = append(out.Open, p)
		} else {
			out.Closed = append(out.Closed, p)
		}
	}
	return out, nil
}

// promisesMade gives the events of the pledges, orders and threats that pass a filter.
func (a *Answers) promisesMade(ctx context.Context, f demarche.Filter) ([]Event, error) {
	var made []Event
	take := func(found events.Event, entries map[string]demarche.Entry) error {
		e := newEvent(found, entries)
		if len(e.Witnesses) == 0 {
			return nil
		}
		x, ok := e.First().Record.(*demarche.Act)
		if ok && isPromise(x.Type) && (f.State == "" || string(x.Actor) == string(f.State) || string(x.Target) == string(f.State)) {
			e.Details = nil // of which there is more than of all else
			made = append(made, e)
		}
		return nil
	}
	f.Kinds = []demarche.Kind{demarche.KindAct}
	if plain(f) && f.State == "" {
		err := a.eachEventOfKind(ctx, demarche.KindAct, anyEvent, take)
		return made, err
	}
	ids, err := a.idsOf(ctx, f)
	if err != nil {
		return nil, err
	}
	err = a.eachEventOf(ctx, demarche.KindAct, ids, anyEvent, take)
	return made, err
}

func anyEvent(events.Event) bool { return true }

func isPromise(t demarche.ActType) bool {
	return t == demarche.Pledge || t == demarche.Order || t == demarche.Threaten
}

// promiseRelations are how later entries bear on a promise.
func promiseRelations() []demarche.Relation {
	return []demarche.Relation{demarche.CarriesOut, demarche.Reverses, demarche.Contradicts}
}

func newPromise(e Event, among followers, judged *judged) Promise {
	act := e.First().Record.(*demarche.Act)
	p := Promise{
		ID: e.ID, Type: act.Type, Actor: act.Actor, Target: act.Target, Day: e.Day, DatedBy: e.DatedBy, Entry: e.First(),
		Corroboration: e.Corroboration, Connections: []Connection{},
	}
	words := []string{}
	for _, w := range e.Witnesses {
		words = append(words, sentences(w)...)
	}
	slices.Sort(words)
	made := promised{event: e.ID, act: act, when: spanOfEvent(e), words: slices.Compact(words)}
	for _, r := range followRules() {
		if slices.Contains(r.of, act.Type) {
			p.Connections = append(p.Connections, made.follow(r, among, judged)...)
		}
	}
	p.Connections = append(p.Connections, judged.made(e.ID, promiseRelations(), p.Connections, side)...)
	sortConnections(p.Connections)
	p.Open = !slices.ContainsFunc(p.Connections, func(c Connection) bool {
		return c.Status == ConnectionConfirmed && c.Relation != demarche.Contradicts
	})
	return p
}

// spanOfEvent gives the days between which an event was, by the day that it has.
func spanOfEvent(e Event) span {
	first := e.First()
	first.Day, first.DatedBy = e.Day, e.DatedBy
	return spanOf(first)
}

// promised is a promise made ready for comparison.
type promised struct {
	event string
	act   *demarche.Act
	when  span
	words []string // of all its sentences
}

// followsWithin is how many days after a promise a thing may be taken to
// follow from it.
const followsWithin = 365

// follow gives the first event that a rule lets follow, with those before it
// that a reviewer dropped.
func (p promised) follow(r followRule, among followers, judged *judged) []Connection {
	var out []Connection
	for _, x := range p.later(among) {
		if x.event.ID == p.event || !r.fits(p, x) {
			continue
		}
		c := Connection{Relation: r.relation, Rule: r.name, Reason: r.reason, Entry: x.event.First(), Event: x.event.ID, Corroboration: &x.event.Corroboration}
		judged.judge(p.event, x.event.ID, &c)
		out = append(out, c)
		if c.Status != ConnectionDropped {
			break
		}
	}
	return out
}

// later gives the events in which the actor has a part that follow within the
// time in which they may, oldest first.
func (p promised) later(among followers) []*follower {
	if !p.when.known() {
		return nil
	}
	all, end := among[fold(string(p.act.Actor))], demarche.Day(p.when.last.First().AddDate(0, 0, followsWithin))
	perhaps := demarche.Day(p.when.last.First().AddDate(0, 0, -newsLasts))
	from := sort.Search(len(all), func(i int) bool { return all[i].when.first >= perhaps })
	to := sort.Search(len(all), func(i int) bool { return all[i].when.first > end })
	var out []*follower
	for _, x := range all[from:max(from, to)] {
		if x.follows(p.when) {
			out = append(out, x)
		}
	}
	return out
}

// follows reports whether the event came after a time: it did not begin before
// the end of that, or was news without a day of its own in a report that
// appeared after it.
func (x *follower) follows(when span) bool {
	return x.when.first >= when.last || x.event.DatedBy == ByPublication && x.when.last > when.last
}

// follower is an event that may follow from a promise, in outline.
type follower struct {
	event Event
	when  span
	words []string // of the first sentence; made when first needed
}

// telling gives the words of the event that tell what it is about.
func (x *follower) telling() []string {
	if x.words == nil {
		x.words = sentences(x.event.First())
	}
	return x.words
}

// outline gives an event with its first witness alone, and of what is told of
// it only how far it came: there are hundreds of thousands.
func outline(found events.Event, first demarche.Entry) Event {
	e := Event{ID: found.ID, Kind: found.Kind, Details: found.Details, Corroboration: found.Witnesses, Witnesses: []Item{NewItem(first)}}
	e.Day, e.DatedBy = e.day()
	e.Details = nil
	if i := slices.IndexFunc(found.Details, func(d events.Detail) bool { return d.Field == "status" }); i >= 0 {
		e.Details = []events.Detail{found.Details[i]}
	}
	return e
}

// followers are events by those who have a part in them, oldest first.
type followers map[string][]*follower

// followers gives the acts, movements, figures and positions in which one who
// promised has a part: what may follow.
func (a *Answers) followers(ctx context.Context, makers map[string]bool) (followers, error) {
	out := make(followers)
	for _, k := range eventKinds() {
		err := a.eachEventOfKind(ctx, k, anyEvent, func(e events.Event, entries map[string]demarche.Entry) error {
			first, ok := entries[e.ID]
			if !ok {
				return nil // it was rejected a moment ago
			}
			who := slices.DeleteFunc(parties(first.Record), func(p string) bool { return !makers[p] })
			if len(who) == 0 {
				return nil
			}
			x := &follower{event: outline(e, first)}
			x.when = spanOfEvent(x.event)
			for _, p := range who {
				out[p] = append(out[p], x)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(x, y *follower) int {
			return cmp.Or(cmp.Compare(x.when.first, y.when.first), cmp.Compare(x.event.ID, y.event.ID))
		})
	}
	return out, nil
}

// parties gives those who have a part in what a record tells, folded, each once.
func parties(r demarche.Record) []string {
	var out []string
	add := func(names ...string) {
		for _, n := range names {
			if n = fold(n); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	switch r := r.(type) {
	case *demarche.Act:
		add(string(r.Actor), string(r.Target))
	case *demarche.Movement:
		add(string(r.Sender), string(r.DestinationState))
	case *demarche.Count:
		add(string(r.Of), string(r.In), string(r.Source))
	case *demarche.Position:
		add(string(r.State))
	}
	return out
}
