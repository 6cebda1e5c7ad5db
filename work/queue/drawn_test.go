package queue_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"demarche"
	"demarche/ledger/postgres"
	"demarche/operations"
)

// left counts the documents that were drawn out and not read.
func left(t *testing.T, l *postgres.Store) (n int) {
	t.Helper()
	if err := l.Pool().QueryRow(t.Context(), "SELECT count(*) FROM "+schema+".drawn").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A document is read by the job that drew it out; nothing is kept in between,
// and no other job is made.
func TestADocumentIsReadByTheJobThatDrewItOut(t *testing.T) {
	l, q := opened(t)
	const n = 10
	for i := range n {
		take(t, l, fmt.Sprintf("report %d", i))
	}
	w := worker(l)
	var waited atomic.Int32
	w.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
		waited.Add(int32(left(t, l)))
		return read(ctx, d)
	}
	stop := start(t, w)
	eventually(t, "all documents", func() bool { return documents(t, l) == n && counts(t, q, "extract")["done"] == n })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if got := counts(t, q, "read"); len(got) != 0 || waited.Load() != 0 || left(t, l) != 0 {
		t.Errorf("jobs that read are %v, %d documents waited, %d are left", got, waited.Load(), left(t, l))
	}
}

// A document that is not read at once - the reader fails or breaks down, or the
// ledger does not take it - is handed on to a job that reads it as it was drawn
// out, byte for byte, without drawing it out again; nothing is left of it then.
func TestADocumentThatIsNotReadAtOnceIsHandedOn(t *testing.T) {
	for name, fails := range map[string]func() error{"fails": func() error { return errBroken }, "breaks down": func() error { panic("broke down") }} {
		l, q := opened(t)
		take(t, l, "one", "two")
		w := worker(l)
		var drawn, tries atomic.Int32
		w.Extract = func(ctx context.Context, c demarche.Capture) (demarche.Document, error) {
			drawn.Add(1)
			d, err := extract(ctx, c)
			d.Title, d.Corrections, d.PublishedAt = "A title \u2013 of two\nlines", "one\ntwo", "2025-02-03T10:00:00+01:00"
			return d, err
		}
		var seen atomic.Value
		w.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
			if tries.Add(1) <= 2 {
				return demarche.Reading{}, fails()
			}
			seen.Store(*d)
			return read(ctx, d)
		}
		w.Jobs = 1
		stop := start(t, w)
		eventually(t, "two documents", func() bool { return documents(t, l) == 2 && counts(t, q, "read")["done"] >= 1 })
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		d := seen.Load().(demarche.Document)
		want, _ := w.Extract(t.Context(), demarche.Capture{Address: d.Name, Bytes: []byte(d.Text)})
		if d != want {
			t.Errorf("%s: read is %+v, drawn out was %+v", name, d, want)
		}
		if n := drawn.Load() - 1; n != 2 || counts(t, q, "extract")["done"] != 2 || left(t, l) != 0 {
			t.Errorf("%s: %d times drawn out, jobs %v, %d documents are left", name, n, counts(t, q, "extract"), left(t, l))
		}
	}
}

// What was drawn out and is lost, as after a crash, or is of another version, is
// drawn out again by the job that reads.
func TestWhatWasDrawnOutAndIsLostIsDrawnOutAgain(t *testing.T) {
	for name, loss := range map[string]string{"lost": "TRUNCATE %s.drawn", "of another version": "UPDATE %s.drawn SET reader = 'reader 0', document = 'x'"} {
		l, q := opened(t)
		take(t, l, "one")
		w := worker(l)
		var drawn atomic.Int32
		w.Extract = func(ctx context.Context, c demarche.Capture) (demarche.Document, error) {
			drawn.Add(1)
			return extract(ctx, c)
		}
		var fails atomic.Bool
		fails.Store(true)
		w.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
			if fails.Load() {
				panic("killed")
			}
			return read(ctx, d)
		}
		stop := start(t, w)
		eventually(t, "it is to be read later", func() bool { return counts(t, q, "read")["later"] == 1 })
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := left(t, l); n != 1 {
			t.Errorf("%s: %d documents wait to be read", name, n)
		}
		fails.Store(false)
		for _, sql := range []string{fmt.Sprintf(loss, schema), "UPDATE " + schema + ".river_job SET state = 'available', scheduled_at = now() WHERE state IN ('retryable', 'scheduled')"} {
			if _, err := l.Pool().Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		stop = start(t, w)
		eventually(t, "it is read", func() bool { return documents(t, l) == 1 && counts(t, q, "read")["done"] == 1 })
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if drawn.Load() != 2 || left(t, l) != 0 {
			t.Errorf("%s: it was drawn out %d times, %d documents are left", name, drawn.Load(), left(t, l))
		}
	}
}

// What the reader cannot read is given up in its own stage, and told there.
func TestWhatCannotBeReadIsGivenUp(t *testing.T) {
	l, q := opened(t)
	take(t, l, "one")
	w := worker(l)
	w.Read = func(context.Context, *demarche.Document) (demarche.Reading, error) {
		return demarche.Reading{}, errors.New("no language of ours")
	}
	stop := start(t, w)
	eventually(t, "a dead job", func() bool { return counts(t, q, "read")["dead"] == 1 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	s := state(t, q)
	if len(s.Errors) != 1 || s.Errors[0].Stage != "read" || !strings.Contains(s.Errors[0].Reason, "no language of ours") || len(s.Dead) != 1 || s.Dead[0].About != "of one" || left(t, l) != 0 {
		t.Errorf("it is told as %+v, dead %+v; %d documents are left", s.Errors, s.Dead, left(t, l))
	}
	if err := q.Act(t.Context(), operations.Retry, s.Dead[0].ID, "Ann"); err != nil {
		t.Fatal(err)
	}
	stop = start(t, worker(l))
	eventually(t, "retried, it is read", func() bool { return documents(t, l) == 1 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

// A job of a kind that only a newer version of the program knows is left to its workers.
func TestWhatANewerVersionKnowsIsLeftToIt(t *testing.T) {
	l, q := opened(t)
	if _, err := l.Pool().Exec(t.Context(), "INSERT INTO "+schema+".river_job (kind, queue, state, priority, args, max_attempts) VALUES ('future', 'read', 'available', 1, '{}', 6)"); err != nil {
		t.Fatal(err)
	}
	take(t, l, "one", "two")
	stop := start(t, worker(l))
	eventually(t, "two documents", func() bool { return documents(t, l) == 2 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	var tries int
	if err := l.Pool().QueryRow(t.Context(), "SELECT attempt FROM "+schema+".river_job WHERE kind = 'future'").Scan(&tries); err != nil || tries != 0 || counts(t, q, "future")["waiting"] != 1 {
		t.Errorf("it was tried %d times: %v, %v", tries, counts(t, q, "future"), err)
	}
}
