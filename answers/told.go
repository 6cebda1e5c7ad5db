package answers

import (
	"context"
	"slices"

	"demarche/events"
)

// Detail is what the entries of an event say in one field.
type Detail = events.Detail

// Witnesses says how many tell of something.
type Witnesses = events.Witnesses

// EventRef names the event of an entry and says who tells of it.
type EventRef struct {
	ID        string
	Witnesses events.Witnesses
}

// EventsOf gives the events of items by the ids of their entries; those of
// which no events are made are left out.
func (a *Answers) EventsOf(ctx context.Context, items []Item) (map[string]EventRef, error) {
	out := make(map[string]EventRef, len(items))
	for _, it := range items {
		kind := it.Record.Shared().Kind
		if !slices.Contains(eventKinds(), kind) {
			continue
		}
		b, err := a.sources.book(ctx, kind)
		if err != nil {
			return nil, err
		}
		if i, ok := b.of[it.ID()]; ok {
			out[it.ID()] = EventRef{b.events[i].ID, b.events[i].Witnesses}
		}
	}
	return out, nil
}
