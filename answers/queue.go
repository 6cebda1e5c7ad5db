package answers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"

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

// Queue gives a part of what nobody has judged yet and passes the filter: from
// an offset on and so many at most, all if limit is 0. Asked again, it reads
// only about what the ledger was given since.
func (a *Answers) Queue(ctx context.Context, f demarche.Filter, offset, limit int) (Queue, error) {
	return a.queue(ctx, f, limit, func([]waiting) int { return offset })
}

// QueueAround gives a part of the queue in which an entry stands, by its id,
// with up to before entries before it. If it does not wait, or no id is given,
// the part begins with the first that does.
func (a *Answers) QueueAround(ctx context.Context, f demarche.Filter, id string, before, limit int) (Queue, error) {
	number, err := idNumber(id)
	return a.queue(ctx, f, limit, func(all []waiting) int {
		if err != nil {
			return 0
		}
		return max(0, slices.IndexFunc(all, func(w waiting) bool { return w.id == number })-before)
	})
}

// queue gives the part of the queue that begins where from says.
func (a *Answers) queue(ctx context.Context, f demarche.Filter, limit int, from func([]waiting) int) (Queue, error) {
	ids, q, err := a.queues.part(ctx, f, limit, from)
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

// queues remembers the queues of some filters. It has a lock of its own: while
// a queue of a million entries is made, other questions are answered.
type queues struct {
	ledger demarche.Ledger

	mu    sync.Mutex
	kept  map[string]*waitingList
	texts *names // numbers of the hashes of texts
	turn  int64  // counts questions
}

// waitingList is the queue of one filter.
type waitingList struct {
	all  []waiting
	line int64 // of the log, up to which it has taken in what was decided and read
	turn int64 // of the last question
}

// waiting is an entry in a queue, without pointers: there may be millions.
type waiting struct {
	id         uint64 // see idNumber
	sequence   int64
	document   int32
	confidence float32
	rank       int8 // of its kind, see consequence
}

const (
	// mostQueues is how many queues are remembered; the one that was not asked for longest goes.
	mostQueues = 8
	// mostInserted is how many entries are put into a queue one by one.
	mostInserted = 100
)

func newQueues(l demarche.Ledger) *queues {
	return &queues{ledger: l, kept: make(map[string]*waitingList), texts: newNames()}
}

// idNumber gives the number that an id, of 16 hexadecimal digits, writes.
func idNumber(id string) (uint64, error) {
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil || len(id) != 16 {
		return 0, &demarche.Error{Code: demarche.Internal, Op: "queue", Path: id, Detail: "this is not the id of a record"}
	}
	return n, nil
}

// part gives the ids of a part of a queue, and the queue without its items.
func (q *queues) part(ctx context.Context, f demarche.Filter, limit int, from func([]waiting) int) ([]string, Queue, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := Queue{Items: []Item{}}
	l, err := q.renewed(ctx, f)
	if err != nil {
		return nil, out, err
	}
	out.Total = len(l.all)
	out.From = min(from(l.all), out.Total)
	part := l.all[out.From:]
	if limit > 0 {
		part = part[:min(limit, len(part))]
	}
	ids := make([]string, len(part))
	for i, w := range part {
		ids[i] = fmt.Sprintf("%016x", w.id)
	}
	return ids, out, nil
}

// renewed gives the queue of a filter as it is now.
func (q *queues) renewed(ctx context.Context, f demarche.Filter) (*waitingList, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("remember a filter: %w", err)
	}
	q.turn++
	l, there := q.kept[string(b)]
	if !there {
		l = &waitingList{}
	}
	l.turn = q.turn
	err = q.renew(ctx, l, f, there)
	if err != nil {
		delete(q.kept, string(b)) // it may be made by halves
		return nil, err
	}
	q.kept[string(b)] = l
	q.forget()
	return l, nil
}

func (q *queues) forget() {
	for len(q.kept) > mostQueues {
		oldest := ""
		for key, l := range q.kept {
			if oldest == "" || l.turn < q.kept[oldest].turn {
				oldest = key
			}
		}
		delete(q.kept, oldest)
	}
}

// renew brings a queue to what the ledger holds now; one that is not there yet is made.
func (q *queues) renew(ctx context.Context, l *waitingList, f demarche.Filter, there bool) error {
	if there {
		texts, last, err := q.ledger.Touched(ctx, l.line)
		if err != nil {
			return fmt.Errorf("what the ledger was given: %w", err)
		}
		if len(texts) <= mostTouched && f.Texts == nil {
			l.line = last
			return q.replace(ctx, l, f, texts)
		}
	}
	head, err := q.ledger.Head(ctx) // before the entries: what comes in between is taken in again
	if err != nil {
		return fmt.Errorf("end of the log: %w", err)
	}
	l.line = head.Size
	l.all, err = q.outline(ctx, f)
	slices.SortFunc(l.all, inTurn)
	return err
}

// replace puts what waits now of some texts in the place of what waited.
func (q *queues) replace(ctx context.Context, l *waitingList, f demarche.Filter, texts []string) error {
	if len(texts) == 0 {
		return nil
	}
	var fresh []waiting
	gone := make(map[int32]bool, len(texts))
	for some := range slices.Chunk(texts, batch) {
		for _, hash := range some {
			gone[q.texts.number(hash)] = true
		}
		f.Texts = some
		found, err := q.outline(ctx, f)
		if err != nil {
			return err
		}
		fresh = append(fresh, found...)
	}
	l.all = slices.DeleteFunc(l.all, func(w waiting) bool { return gone[w.document] })
	if len(fresh) > mostInserted {
		l.all = append(l.all, fresh...)
		slices.SortFunc(l.all, inTurn)
		return nil
	}
	for _, w := range fresh {
		at, _ := slices.BinarySearchFunc(l.all, w, inTurn)
		l.all = slices.Insert(l.all, at, w)
	}
	return nil
}

// outline gives what waits and passes a filter, in no order.
func (q *queues) outline(ctx context.Context, f demarche.Filter) ([]waiting, error) {
	entries, err := q.ledger.Outline(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []waiting
	for _, o := range entries {
		if o.Review != demarche.Proposed {
			continue
		}
		id, err := idNumber(o.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, waiting{id: id, sequence: o.Sequence, document: q.texts.number(o.Document), rank: consequence(o.Kind), confidence: float32(o.Confidence)})
	}
	return out, nil
}

// consequence ranks kinds by how much answers rest on them, the most first:
// what a state takes, what was done, who was moved, how many.
func consequence(k demarche.Kind) int8 { return int8(slices.Index(demarche.Kinds(), k)) }

// inTurn compares by consequence, then by how certain they are, then by age.
func inTurn(x, y waiting) int {
	return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.confidence, y.confidence), cmp.Compare(x.sequence, y.sequence))
}
