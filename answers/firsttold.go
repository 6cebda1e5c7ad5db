package answers

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"demarche"
)

// FirstTold is how the ledger first had what an entry says: as the record that the
// first version of the reader to find it read from the same words. An entry that no
// earlier version found is what it was first told as.
type FirstTold struct {
	ID       string // of that record
	Kept     time.Time
	sequence int64 // line of the log of the record or of its reading
	place    int   // among the records of that reading
}

// Compare puts what the ledger had first before what it had later.
func (f FirstTold) Compare(other FirstTold) int {
	return cmp.Or(cmp.Compare(f.sequence, other.sequence), cmp.Compare(f.place, other.place), cmp.Compare(f.ID, other.ID))
}

// rereading is how a text was read.
type rereading struct {
	began FirstTold            // its first reading
	first map[string]FirstTold // how its records were first told, by their ids; nil where it was read once
	at    int                  // place in the feed up to which it is known
}

// mostRereadings is of how many texts it is remembered how they were read.
const mostRereadings = 50_000

// FirstTold gives how the ledger first had what entries say, by their ids. What a
// reviewer wrote in the place of a record is what that record says.
func (a *Answers) FirstTold(ctx context.Context, items []Item) (map[string]FirstTold, error) {
	of, err := a.sources.rereadings(ctx, items)
	if err != nil {
		return nil, err
	}
	out := make(map[string]FirstTold, len(items))
	for _, it := range items {
		out[it.ID()] = of[it.Document].firstTold(it)
	}
	return out, nil
}

// firstTold gives how an entry of the text was first told.
func (r rereading) firstTold(it Item) FirstTold {
	id := it.ID()
	if it.Amends != "" {
		id = it.Amends
	}
	first, reread := r.first[id]
	switch {
	case reread:
		return first
	case it.Amends != "" && r.began.sequence > 0:
		return FirstTold{ID: id, Kept: r.began.Kept, sequence: r.began.sequence}
	}
	return FirstTold{ID: id, Kept: it.Kept, sequence: it.Sequence}
}

// rereadings gives how the texts of entries were read. The ledger is asked once
// about each text, until something comes about it.
func (s *sources) rereadings(ctx context.Context, items []Item) (map[string]rereading, error) {
	of, missing, at, err := s.knownRereadings(ctx, items)
	if err != nil {
		return nil, err
	}
	for hash := range missing {
		readings, err := s.ledger.Readings(ctx, hash)
		if err != nil {
			return nil, fmt.Errorf("how %s was read before: %w", hash, err)
		}
		of[hash] = newRereading(readings, at)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reread == nil || len(s.reread)+len(missing) > mostRereadings {
		s.reread = make(map[string]rereading)
	}
	for hash := range missing {
		s.reread[hash] = of[hash]
	}
	return of, nil
}

// knownRereadings gives what is remembered of the texts of entries, the others,
// and the place in the feed up to which the ledger is known.
func (s *sources) knownRereadings(ctx context.Context, items []Item) (of map[string]rereading, missing map[string]bool, at int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, nil, 0, err
	}
	of, missing = make(map[string]rereading), make(map[string]bool)
	for _, it := range items {
		if r, known := s.reread[it.Document]; known && r.at >= s.stock.touched[it.Document] {
			of[it.Document] = r
		} else {
			missing[it.Document] = true
		}
	}
	return of, missing, len(s.feed), nil
}

func newRereading(readings []demarche.KeptReading, at int) rereading {
	r := rereading{at: at}
	if len(readings) > 0 {
		r.began = FirstTold{Kept: readings[0].Kept, sequence: readings[0].Sequence}
	}
	if len(readings) > 1 {
		r.first = firstTold(readings)
	}
	return r
}

// firstTold pairs the records of each reading of a text with those of the one
// before it, and gives of each how it was first told.
func firstTold(readings []demarche.KeptReading) map[string]FirstTold {
	first, own := make(map[string]FirstTold), make(map[string]FirstTold)
	for i, r := range readings {
		for place, x := range r.Records {
			if id := x.Shared().ID; own[id].ID == "" {
				own[id] = FirstTold{ID: id, Kept: r.Kept, sequence: r.Sequence, place: place}
			}
		}
		if i > 0 {
			for _, c := range compareReadings(readings[i-1].Records, r.Records).Changed {
				if id := c.After.Shared().ID; first[id].ID == "" {
					first[id] = first[c.Before.Shared().ID]
				}
			}
		}
		for _, x := range r.Records {
			if id := x.Shared().ID; first[id].ID == "" {
				first[id] = own[id]
			}
		}
	}
	apart(readings[len(readings)-1].Records, first, own)
	return first
}

// apart has no two records of a reading be told first as the same, as they
// would where a reader finds again what one before it read otherwise: the one
// that it was keeps it, or else the first, and others are told first as themselves.
func apart(records demarche.Records, first, own map[string]FirstTold) {
	taken := make(map[string]string, len(records))
	for _, x := range records {
		if id := x.Shared().ID; first[id].ID == id {
			taken[id] = id
		}
	}
	for _, x := range records {
		id := x.Shared().ID
		if by := taken[first[id].ID]; by != "" && by != id {
			first[id] = own[id]
		}
		taken[first[id].ID] = id
	}
}
