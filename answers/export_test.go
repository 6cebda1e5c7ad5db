package answers

import (
	"cmp"
	"context"
	"slices"
	"time"

	"demarche"
	"demarche/events"
)

// WalkedTurns finds the turns by going through the rows of each day, as Turns
// must find them without, of positions that all have a day.
func (a *Answers) WalkedTurns(ctx context.Context, since demarche.Date) ([]Turn, error) {
	today, err := a.day("")
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	out := []Turn{}
	for state, of := range byState(facts) {
		before := make(map[topicKey]Row)
		for _, day := range daysOf(of, today) {
			out = append(out, turnsAmong(state, rows(of, day), before, day)...)
		}
	}
	out = slices.DeleteFunc(out, func(t Turn) bool { return t.Date < since })
	slices.SortStableFunc(out, func(x, y Turn) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

// HoldNews sets of how many texts the entries are held for questions to come, and how many entries are remembered.
func (a *Answers) HoldNews(n int) { a.sources.hold, a.sources.stock.most = n, n }

// WaitFor sets how long a question waits for what Warm makes.
func (a *Answers) WaitFor(d time.Duration) { a.sources.warmth.patience = d }

// Recall goes through the past of every state.
func (a *Answers) Recall(ctx context.Context) error { return a.sources.recallPast(ctx) }

// KeepAll has everything kept that was found, however little it is.
func (c *Cache) KeepAll() { c.KeepFrom(1, 1) }

// KeepsEventsOf has all events of a kind kept in full only where there are so few entries.
func (a *Answers) KeepsEventsOf(few int) { a.sources.few = few }

// AllDated reports whether every position has a day.
func (a *Answers) AllDated(ctx context.Context) (bool, error) {
	facts, err := a.positions(ctx, "")
	return !slices.ContainsFunc(facts, func(f *fact) bool { return !f.latest.Known() }), err
}

// FlightOf gives a movement in brief, made of the entries that tell of it.
func FlightOf(e Event) *Flight {
	of := events.Event{ID: e.ID, Details: e.Details, Perhaps: e.Perhaps, Witnesses: e.Corroboration, Published: e.First().Publish}
	for _, w := range e.Witnesses {
		of.Approx = of.Approx || w.Record.(*demarche.Movement).Approx
		of.Surest = max(of.Surest, w.surest())
	}
	f := newFlight(of)
	return &f
}

// PassedOverAnew lists what an answer passes over as if nothing were remembered
// of what bears on its parts, and in full.
func (a *Answers) PassedOverAnew(ctx context.Context, q Question) ([]Passed, error) {
	if err := q.complete(); err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, q.State)
	if err != nil {
		return nil, err
	}
	q.noting = true
	o, farthest, out := weigh(facts, q), make([]pass, len(facts)), []Passed{}
	for _, c := range o.asked {
		for n, p := range resolve(facts, c, q.On, false).passed {
			if p.why > farthest[n].why {
				farthest[n] = p
			}
		}
	}
	for _, f := range o.basis {
		farthest[f.number] = pass{}
	}
	for n, p := range farthest {
		if whyOrder[p.why] != notPassed {
			out = append(out, facts[n].passed(p, facts, q))
		}
	}
	return out, nil
}

// LegsAmong finds the movements that may be legs of one journey.
func LegsAmong(es []Event) []Legs { return legsAmong(es) }
