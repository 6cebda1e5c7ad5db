package answers

import (
	"context"
	"slices"

	"demarche"
)

// stock remembers entries by the ids of their records, those that were asked
// for lately, so that a part of a list that is looked at again is neither read
// nor parsed again.
type stock struct {
	young, old map[string]stocked // old is what was young until so many were
	touched    map[string]int     // place in the feed after the newest of each text about which something came
	most       int                // how many entries are young at most
}

// stocked is an entry as it was at a place in the feed.
type stocked struct {
	item Item
	at   int
}

// mostStocked is how many entries a stock remembers, twice at most. An entry
// takes some three kilobytes with its JSON.
const mostStocked = 10_000

func newStock(most int) *stock { return &stock{most: most, touched: make(map[string]int)} }

// touch notes that something came about texts, up to a place in the feed.
func (s *stock) touch(texts []string, at int) {
	for _, hash := range texts {
		s.touched[hash] = at
	}
}

// take gives an entry; false if it is not there, or not as the ledger has it now.
func (s *stock) take(id string) (Item, bool) {
	e, ok := s.young[id]
	if !ok {
		if e, ok = s.old[id]; ok {
			s.put(id, e)
		}
	}
	return e.item, ok && e.at >= s.touched[e.item.Document]
}

// put remembers an entry, and forgets those that were not asked for longest.
func (s *stock) put(id string, e stocked) {
	if len(s.young) >= s.most {
		s.old, s.young = s.young, nil
	}
	if s.young == nil {
		s.young = make(map[string]stocked)
	}
	s.young[id] = e
}

// items gives entries by the ids of their records, in this order; those that
// are not answered any more are left out. What they point at must not be changed.
func (s *sources) items(ctx context.Context, ids []string) ([]Item, error) {
	found, missing, at, err := s.stocked(ctx, ids)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(missing, atATime) {
		entries, err := s.ledger.Entries(ctx, demarche.Filter{IDs: some})
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		for _, e := range entries {
			it := NewItem(e)
			it.written = &written{}
			found[it.ID()] = it
			s.stock.put(it.ID(), stocked{it, at})
		}
		s.mu.Unlock()
	}
	out := make([]Item, 0, len(ids))
	for _, id := range ids {
		if it, ok := found[id]; ok {
			out = append(out, it)
		}
	}
	return out, nil
}

// stocked gives those of the entries that are in the stock, the ids of the
// others, and the place in the feed up to which it knows what they are.
func (s *sources) stocked(ctx context.Context, ids []string) (found map[string]Item, missing []string, at int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, nil, 0, err
	}
	found = make(map[string]Item, len(ids))
	for _, id := range ids {
		if it, ok := s.stock.take(id); ok {
			found[id] = it
		} else {
			missing = append(missing, id)
		}
	}
	return found, missing, len(s.feed), nil
}
