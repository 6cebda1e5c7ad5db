package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// Queue is a part of what nobody has judged yet, in the order in which it is
// to be judged: the most consequential kinds first, and of each kind the least
// certain.
type Queue struct {
	Items []Item `json:"items"`
	From  int    `json:"from"`  // place of the first of them, from 0
	Total int    `json:"total"` // how many wait in all
}

// waiting is a brief of what waits for a review.
type waiting struct {
	sequence   int64
	id         briefID
	document   int32   // see names
	rank       int8    // how little rests on its kind
	confidence float32 // how sure it is
}

// Queue gives a part of what nobody has judged yet and passes the filter: from
// an offset on and so many at most, all if limit is 0. What it costs does not
// depend on how many there are once it was asked before.
func (a *Answers) Queue(ctx context.Context, f demarche.Filter, offset, limit int) (Queue, error) {
	return a.queue(ctx, f, limit, func(queue []waiting) int { return offset })
}

// QueueAround gives a part of the queue in which an entry stands, by its id,
// with up to before entries before it. If it does not wait, or no id is given,
// the part begins with the first that does.
func (a *Answers) QueueAround(ctx context.Context, f demarche.Filter, id string, before, limit int) (Queue, error) {
	return a.queue(ctx, f, limit, func(queue []waiting) int {
		short, known := a.sources.lists.names.shortKnown(id)
		if !known {
			return 0
		}
		return max(0, slices.IndexFunc(queue, func(w waiting) bool { return w.id == short })-before)
	})
}

// queue gives the part of the queue that begins where from says.
func (a *Answers) queue(ctx context.Context, f demarche.Filter, limit int, from func(queue []waiting) int) (Queue, error) {
	ids, q, err := a.sources.queued(ctx, f, limit, from)
	if err != nil || len(ids) == 0 {
		return q, err
	}
	entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
	if err != nil {
		return q, err
	}
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(entries, func(x, y demarche.Entry) int {
		return cmp.Compare(place[x.Record.Shared().ID], place[y.Record.Shared().ID])
	})
	for _, e := range entries {
		q.Items = append(q.Items, NewItem(e))
	}
	return q, nil
}

// queued gives the ids of a part of the queue, and the queue without its items.
func (s *sources) queued(ctx context.Context, f demarche.Filter, limit int, from func(queue []waiting) int) ([]string, Queue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := Queue{Items: []Item{}}
	if err := s.renew(ctx); err != nil {
		return nil, q, err
	}
	l, err := s.lists.get("queue ", f)
	if err != nil {
		return nil, q, err
	}
	if err := s.renewQueue(ctx, l, f); err != nil {
		return nil, q, err
	}
	q.Total = len(l.waiting)
	q.From = min(from(l.waiting), q.Total)
	part := l.waiting[q.From:]
	if limit > 0 {
		part = part[:min(limit, len(part))]
	}
	ids := make([]string, len(part))
	for i, b := range part {
		ids[i] = s.lists.names.long(b.id)
	}
	return ids, q, nil
}

// renewQueue brings a queue to what the ledger holds now.
func (s *sources) renewQueue(ctx context.Context, l *list, f demarche.Filter) error {
	if l.known == len(s.feed) {
		return nil
	}
	n := s.lists.names
	texts, entries, ok := s.since(max(0, l.known))
	if ok && l.known >= 0 && plain(f) {
		fresh := n.queued(outlinesOf(entries, f))
		l.waiting = merged(l.waiting, fresh, texts, func(b waiting) string { return n.of(b.document) }, inTurn)
	} else {
		all, err := s.ledger.Outline(ctx, f)
		if err != nil {
			l.known = -1
			return err
		}
		l.waiting = n.queued(all)
	}
	l.known = len(s.feed)
	return nil
}

// queued gives what waits of outlined entries, in the order of the queue.
func (n *names) queued(all []demarche.Outlined) []waiting {
	var out []waiting
	for _, o := range all {
		if o.Review == demarche.Proposed {
			out = append(out, waiting{
				sequence: o.Sequence, id: n.short(o.ID), document: n.number(o.Document),
				rank: consequence(o.Kind), confidence: float32(o.Confidence),
			})
		}
	}
	slices.SortFunc(out, inTurn)
	return out
}

// consequence ranks kinds by how much answers rest on them, the most first:
// what a state takes, what was done, who was moved, how many.
func consequence(k demarche.Kind) int8 { return int8(slices.Index(demarche.Kinds(), k)) }

// inTurn compares by consequence, then by how certain they are, then by age.
func inTurn(x, y waiting) int {
	return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.confidence, y.confidence), cmp.Compare(x.sequence, y.sequence))
}
