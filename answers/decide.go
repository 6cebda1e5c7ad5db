package answers

import (
	"context"
	"fmt"
	"slices"

	"demarche"
)

// Merged gives the ids of all entries of the events that a reviewer makes one,
// named by an entry or more of each; what cannot be one event is an error.
func (a *Answers) Merged(ctx context.Context, ids []string) ([]string, error) {
	bad := func(id, detail string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "merge", Path: id, Detail: detail, Hint: "name entries of one kind, one or more of each event, as demarche events lists them; nothing was kept"}
	}
	var named []string
	var kind demarche.Kind
	for _, id := range ids {
		e, err := a.ledger.Entry(ctx, id)
		if err != nil {
			return nil, err
		}
		shared := e.Record.Shared()
		switch {
		case slices.Contains(named, shared.ID):
			return nil, bad(id, "the same entry is named twice")
		case kind != "" && shared.Kind != kind:
			return nil, bad(id, fmt.Sprintf("it is a %s and the first is a %s: they cannot be one event", shared.Kind, kind))
		}
		named, kind = append(named, shared.ID), shared.Kind
	}
	if len(named) < 2 {
		return nil, bad("", "one event is made of two entries or more")
	}
	return a.Whole(ctx, named)
}

// CheckConnection refuses what a reviewer says of how a later entry bears on an
// earlier one where it cannot be so, or drops what nobody has proposed.
func (a *Answers) CheckConnection(ctx context.Context, l demarche.Link) error {
	earlier, err := a.ledger.Entry(ctx, l.These[0])
	if err != nil {
		return err
	}
	later, err := a.ledger.Entry(ctx, l.Those[0])
	if err != nil {
		return err
	}
	if err := canConnect(l.Relation, NewItem(earlier), NewItem(later)); err != nil {
		return err
	}
	side, err := a.nameOf(ctx, later)
	if err != nil {
		return err
	}
	if own, err := a.nameOf(ctx, earlier); err != nil || own == side {
		if err != nil {
			return err
		}
		return notConnected(later.Record.Shared().ID, "both are of one event", "name an entry that came after it")
	}
	if l.What != demarche.ToReject {
		return nil
	}
	there, err := a.connectionsOf(ctx, earlier)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(there, func(c Connection) bool {
		return c.Relation == l.Relation && (c.Event == side || c.Entry.ID() == later.Record.Shared().ID)
	}) {
		return notConnected(later.Record.Shared().ID, "nobody has proposed that it bears on "+earlier.Record.Shared().ID+" so", "drop what demarche promises or demarche gaps --answered shows")
	}
	return nil
}

func notConnected(id, detail, hint string) error {
	return &demarche.Error{Code: demarche.Invalid, Op: "link", Path: id, Detail: detail, Hint: hint + "; nothing was kept"}
}

// canConnect reports why a relation cannot lead from one entry to another.
func canConnect(r demarche.Relation, earlier, later Item) error {
	if earlier.ID() == later.ID() {
		return notConnected(later.ID(), "an entry does not bear on itself", "name an entry that came after it")
	}
	from, to := earlier.Record.Shared().Kind, later.Record.Shared().Kind
	kinds := eventKinds()
	if r == demarche.AnswersGap {
		if from != demarche.KindGap {
			return notConnected(earlier.ID(), "it is a "+string(from)+", not an open question", "only what demarche gaps lists is answered")
		}
		kinds = append(kinds, demarche.KindQuote)
	} else if act, ok := earlier.Record.(*demarche.Act); !ok || !isPromise(act.Type) {
		return notConnected(earlier.ID(), "it is no pledge, order or threat", "name first the promise, as demarche promises lists it, and then what came of it")
	}
	if !slices.Contains(kinds, to) {
		return notConnected(later.ID(), "a "+string(to)+" cannot stand in this relation", "the later entry can be a "+join(kinds))
	}
	first, last := spanOf(earlier), spanOf(later)
	if first.known() && last.known() && last.last < first.first {
		return notConnected(later.ID(), "it is of "+string(last.last)+", before "+string(first.first), "name the earlier entry first")
	}
	return nil
}

// connectionsOf gives what bears on a promise or an open question, by the rules or by a reviewer.
func (a *Answers) connectionsOf(ctx context.Context, e demarche.Entry) ([]Connection, error) {
	if e.Record.Shared().Kind == demarche.KindGap {
		return a.GapConnections(ctx, NewItem(e))
	}
	list, err := a.Promises(ctx, demarche.Filter{IDs: []string{e.Record.Shared().ID}})
	var out []Connection
	for _, p := range slices.Concat(list.Open, list.Closed) {
		out = append(out, p.Connections...)
	}
	return out, err
}
