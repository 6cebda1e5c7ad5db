package answers

import (
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

// atATime is how many entries at a time are read for what goes through all of them.
const atATime = 500

// Each gives take the entries that pass a filter, in the order of the log and
// some at a time, so that it takes no more memory for more of them. What the
// ledger is given meanwhile comes too. An error of take ends it.
func (a *Answers) Each(ctx context.Context, f demarche.Filter, take func(Item) error) error {
	return a.pages(ctx, f, func(entries []demarche.Entry) error {
		for _, e := range entries {
			if err := take(NewItem(e)); err != nil {
				return err
			}
		}
		return nil
	})
}

// pages gives take what passes a filter, some entries at a time. A filter with
// a limit of its own is not for this.
func (a *Answers) pages(ctx context.Context, f demarche.Filter, take func([]demarche.Entry) error) error {
	f.Limit = atATime
	for {
		entries, err := a.ledger.Entries(ctx, f)
		if err != nil || len(entries) == 0 {
			return err
		}
		if err := take(entries); err != nil || len(entries) < atATime {
			return err
		}
		f.After = entries[len(entries)-1].Sequence
	}
}

// EachEvent gives take the events of which any record passes a filter, each
// once, by kind and in the order of the log. It remembers the ids of events
// and nothing else. An error of take ends it.
func (a *Answers) EachEvent(ctx context.Context, f demarche.Filter, take func(Event) error) error {
	seen := make(map[string]bool)
	for _, k := range eventKinds() {
		if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, k) {
			continue
		}
		one := f
		one.Kinds = []demarche.Kind{k}
		err := a.pages(ctx, one, func(entries []demarche.Entry) error {
			ids := make([]string, len(entries))
			for i, e := range entries {
				ids[i] = e.Record.Shared().ID
			}
			found, _, err := a.sources.eventsOf(ctx, k, ids)
			if err != nil {
				return err
			}
			fresh := found[:0]
			for _, e := range found {
				if !seen[e.ID] {
					seen[e.ID] = true
					fresh = append(fresh, e)
				}
			}
			whole, err := a.withWitnesses(ctx, fresh)
			if err != nil {
				return err
			}
			for _, e := range whole {
				if err := take(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachEventOf gives take the events of records of a kind that are wanted, some
// at a time and each with the entries of its records, in the order of the
// records. Other questions are answered meanwhile, and no more is held than
// take keeps. A record is told of once, though the ledger grows meanwhile. An
// error of take ends it.
func (a *Answers) eachEventOf(ctx context.Context, k demarche.Kind, ids []string, want func(events.Event) bool, take func(events.Event, map[string]demarche.Entry) error) error {
	seen := make(map[string]bool, len(ids))
	for some := range slices.Chunk(ids, batch) {
		some = slices.DeleteFunc(slices.Clone(some), func(id string) bool { return seen[id] })
		found, _, err := a.sources.eventsOf(ctx, k, some)
		if err != nil {
			return err
		}
		var records []string
		fresh := found[:0]
		for _, e := range found {
			if slices.ContainsFunc(e.Records, func(id string) bool { return seen[id] }) {
				continue
			}
			for _, id := range e.Records {
				seen[id] = true
			}
			if want(e) {
				fresh, records = append(fresh, e), append(records, e.Records...)
			}
		}
		if len(records) == 0 {
			continue
		}
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: records})
		if err != nil {
			return err
		}
		by := make(map[string]demarche.Entry, len(entries))
		for _, e := range entries {
			by[e.Record.Shared().ID] = e
		}
		for _, e := range fresh {
			if err := take(e, by); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachEventOfKind gives take all events of a kind that are wanted: those of a
// ledger of few entries from what is kept for the next question, those of a
// large one as eachEventOf does.
func (a *Answers) eachEventOfKind(ctx context.Context, k demarche.Kind, want func(events.Event) bool, take func(events.Event, map[string]demarche.Entry) error) error {
	few, err := a.sources.hasFew(ctx, k)
	if err != nil {
		return err
	}
	if !few {
		ids, err := a.idsOf(ctx, demarche.Filter{Kinds: []demarche.Kind{k}})
		if err != nil {
			return err
		}
		return a.eachEventOf(ctx, k, ids, want, take)
	}
	b, err := a.sources.book(ctx, k)
	if err != nil {
		return err
	}
	for _, e := range b.events {
		if want(e) {
			if err := take(e, b.entries); err != nil {
				return err
			}
		}
	}
	return nil
}

// hasFew reports whether the events of a kind are of so few entries that these can be kept.
func (s *sources) hasFew(ctx context.Context, k demarche.Kind) (bool, error) {
	if err := s.await(ctx, k); err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, k)
	return err == nil && c.Len() <= s.few, err
}

// idsOf lists the records that pass a filter, in the order of the log.
func (a *Answers) idsOf(ctx context.Context, f demarche.Filter) ([]string, error) {
	outline, err := a.ledger.Outline(ctx, f)
	ids := make([]string, len(outline))
	for i, o := range outline {
		ids[i] = o.ID
	}
	return ids, err
}

// Fact gives what is known about a report, by the hash of its text or a
// beginning of it that no other shares, without the text and its entries.
func (a *Answers) Fact(ctx context.Context, hash string) (DocumentFact, error) {
	k, err := a.ledger.Document(ctx, hash)
	return documentFact(k), err
}

// Facts gives reports by the whole hashes of their texts, as Fact does each: in
// one question where the ledger can.
func (a *Answers) Facts(ctx context.Context, hashes []string) (map[string]DocumentFact, error) {
	out := make(map[string]DocumentFact, len(hashes))
	if l, ok := a.ledger.(interface {
		DocumentsOf(ctx context.Context, hashes []string) ([]demarche.Kept, error)
	}); ok {
		all, err := l.DocumentsOf(ctx, hashes)
		if err != nil {
			return nil, err
		}
		for _, k := range all {
			out[k.Hash] = documentFact(k)
		}
	}
	for _, hash := range hashes {
		if _, had := out[hash]; had {
			continue
		}
		f, err := a.Fact(ctx, hash)
		if err != nil {
			return nil, err
		}
		out[hash] = f
	}
	return out, nil
}

// ItemsOf gives entries by the whole ids of their records; those that are not
// answered any more are left out.
func (a *Answers) ItemsOf(ctx context.Context, ids []string) (map[string]Item, error) {
	out := make(map[string]Item, len(ids))
	for some := range slices.Chunk(ids, atATime) {
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: some})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			out[e.Record.Shared().ID] = NewItem(e)
		}
	}
	return out, nil
}
