package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// writing gives do a transaction that writes to the log, and commits what it
// wrote unless it fails. Nothing of it is there before the commit, so that it
// is done again, while the patience of the store lasts, where the connection is
// lost before. A commit whose answer is lost is told: it may have been kept, and
// to do it again is safe.
func (s *Store) writing(ctx context.Context, do func(w *writer) error) error {
	if s.readOnly {
		return s.refused("write")
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	var told error // the answer to a commit, which is not done again
	err := s.patiently(ctx, func() error {
		committing, err := s.writeOnce(ctx, do)
		if committing {
			told, err = err, nil
		}
		return err
	})
	if err == nil {
		err = told
	}
	return err
}

// writeOnce does what writing does, once, and tells whether it came to the commit.
func (s *Store) writeOnce(ctx context.Context, do func(w *writer) error) (committing bool, err error) {
	tx, err := s.begin(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
	if err != nil {
		return false, err
	}
	// What is begun is done: to break it off would cost the connection. The
	// context is heeded while waiting for others, and before the commit.
	whole := context.WithoutCancel(ctx)
	defer func() { _ = tx.Rollback(whole) }() // nothing after Commit
	w := &writer{access: access{ctx: whole, on: tx, queries: s.queries}, store: s, tx: tx, waiting: ctx, batch: &pgx.Batch{}, pending: make(map[string][]named)}
	if err := do(w); err != nil || w.lines == 0 {
		return false, err
	}
	if err := w.moveEnd(); err != nil {
		return false, err
	}
	if s.onGrowth != nil {
		if err := s.onGrowth(whole, tx); err != nil {
			return false, err
		}
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	return true, tx.Commit(whole)
}

// change gives do a transaction for what is beside the log, and commits it unless it fails.
func (s *Store) change(ctx context.Context, op string, do func(a access) error) error {
	if s.readOnly {
		return s.refused(op)
	}
	tx, err := s.begin(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
	if err != nil {
		return s.explain(op, err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // nothing after Commit
	if err := do(access{ctx: ctx, on: tx, queries: s.queries}); err != nil {
		return s.explain(op, err)
	}
	return s.explain(op, tx.Commit(ctx))
}

// writer writes to the log in one transaction.
type writer struct {
	access
	store   *Store
	tx      pgx.Tx
	waiting context.Context    // ends the wait for other writers
	batch   *pgx.Batch         // statements that are not sent yet
	pending map[string][]named // rows to be written, by statement
	at      time.Time
	last    int64       // sequence of the newest line
	noted   int64       // the same, as the row says that is locked
	head    ledger.Hash // its hash
	edge    *ledger.Edge
	lines   int  // written by this writer
	into    into // where what is added goes
}

// start waits until no other writes to the log, and finds its end. Lines never
// go back in time, whatever the clocks of several machines say.
func (w *writer) start() error {
	var (
		at   int64
		none string
		hash []byte
	)
	lock := access{ctx: w.waiting, on: w.on, queries: w.queries}
	if err := lock.row("LockEnd", nil).Scan(&w.noted, &none); err != nil {
		return err
	}
	w.at = w.store.clock()
	err := w.Row("LastLine", nil).Scan(&w.last, &at, &hash)
	if errors.Is(err, errNoRow) {
		err = nil
	}
	switch {
	case err != nil:
		return err
	case w.last != w.noted || w.last > 0 && len(hash) != sha256.Size:
		return &demarche.Error{Code: demarche.Corrupt, Op: "add", Path: w.store.shown,
			Detail: fmt.Sprintf("the log ends at line %d, and the database noted line %d as the newest", w.last, w.noted),
			Hint:   "run demarche verify to see what is damaged, and go back to a backup"}
	case w.last == 0:
		w.edge = &ledger.Edge{}
		return nil
	}
	if before := time.Unix(0, at); w.at.Before(before) {
		w.at = before
	}
	w.head = ledger.Hash(hash)
	w.edge, err = ledger.LoadEdge(w.last, rows.Nodes(w))
	return err
}

// moveEnd notes the newest line, unless it is noted.
func (w *writer) moveEnd() error {
	if w.last > w.noted {
		w.queue("MoveEnd", named{"sequence": w.last})
		w.noted = w.last
	}
	return w.flush()
}

// Line writes the next line of the log, with the nodes of the tree that it
// completes, and gives its sequence.
func (w *writer) Line(what, id string, content ledger.Hash) (int64, error) {
	l := ledger.Line{Sequence: w.last + 1, At: w.at, What: what, ID: id, Content: content}
	hash := l.Seal(w.head)
	w.gather("InsertLine", named{"sequence": l.Sequence, "at": l.At.UnixNano(), "what": what, "id": id, "content": content[:], "hash": hash[:]})
	w.last, w.head, w.lines = l.Sequence, hash, w.lines+1
	first, nodes, err := w.edge.Add(l.Leaf())
	for i, node := range nodes {
		w.gather("InsertNode", named{"place": first + int64(i), "hash": node[:]})
	}
	return l.Sequence, err
}

// queue has a statement sent with others, after the rows that were gathered.
func (w *writer) queue(query string, p named) {
	w.writeRows()
	w.batch.Queue(w.queries[query], arguments(p)...)
}

// gathered are the statements that write many rows at once, in an order in
// which what a row refers to is there before it.
func gathered() []string {
	return []string{"InsertLine", "InsertNode", "InsertRecord", "InsertPart", "SetSearch", "InsertMember"}
}

// gather has a row written, together with the other rows of its statement.
func (w *writer) gather(query string, row named) { w.pending[query] = append(w.pending[query], row) }

// writeRows has the rows written that were gathered.
func (w *writer) writeRows() {
	for _, query := range gathered() {
		if rows := w.pending[query]; len(rows) > 0 {
			w.batch.Queue(w.queries[query], arguments(lists(rows))...)
		}
	}
	clear(w.pending)
}

// flush sends what waits.
func (w *writer) flush() error {
	w.writeRows()
	if w.batch.Len() == 0 {
		return nil
	}
	err := w.on.SendBatch(w.ctx, w.batch).Close()
	w.batch = &pgx.Batch{}
	return err
}

// lists gives the values of rows, which have the same names and types, as a list for each name.
func lists(rows []named) named {
	all := make(named, len(rows[0]))
	for name, value := range rows[0] {
		list := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(value)), len(rows), len(rows))
		for i, row := range rows {
			list.Index(i).Set(reflect.ValueOf(row[name]))
		}
		all[name] = list.Interface()
	}
	return all
}

// Row gives the one row of a query, which sees what was queued.
func (w *writer) Row(query string, p named) scanner {
	if err := w.flush(); err != nil {
		return failed{err}
	}
	return w.access.Row(query, p)
}

// find runs a query for one number, which sees what was queued.
func (w *writer) find(query string, p named) (int64, bool, error) {
	if err := w.flush(); err != nil {
		return 0, false, err
	}
	return w.access.find(query, p)
}

// All calls take with each row of a query, which sees what was queued.
func (w *writer) All(query string, p named, take func(scanner) error) error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.access.All(query, p, take)
}

// Write has a statement sent with others.
func (w *writer) Write(query string, p named) error {
	w.queue(query, p)
	return nil
}

// At is when the lines are kept.
func (w *writer) At() time.Time { return w.at }

// keys gives the numbers that a query gives for names; names that it does not
// know are left out.
func (w *writer) keys(query string, names []string) (map[string]int64, error) {
	keys := make(map[string]int64, len(names))
	return keys, w.All(query, named{"names": names}, func(row scanner) error {
		var (
			name string
			key  int64
		)
		err := row.Scan(&name, &key)
		keys[name] = key
		return err
	})
}

// failed is a row that could not be asked for.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }
