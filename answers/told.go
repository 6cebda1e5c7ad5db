package answers

import (
	"context"

	"demarche"
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
	of := make(map[demarche.Kind][]string)
	for _, it := range items {
		of[it.Record.Shared().Kind] = append(of[it.Record.Shared().Kind], it.ID())
	}
	out := make(map[string]EventRef, len(items))
	for _, kind := range eventKinds() {
		if len(of[kind]) == 0 {
			continue
		}
		if err := a.sources.refs(ctx, kind, of[kind], out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// refs puts the events of records of a kind into out; those that are of none are left out.
func (s *sources) refs(ctx context.Context, k demarche.Kind, ids []string, out map[string]EventRef) error {
	if err := s.await(ctx, k); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if name, ok := c.NameOf(id); ok {
			w, _ := c.WitnessesOf(id)
			out[id] = EventRef{name, w}
		}
	}
	return nil
}
