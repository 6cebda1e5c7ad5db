package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

func TestTheOutboxConforms(t *testing.T) {
	address := empty(t)
	conformance.Outbox(t, func(t *testing.T) conformance.OutboxLedger { return open(t, address, postgres.Options{}) })
}

// Several programs open a ledger that is not there yet, and add the same at once.
func TestProgramsWriteAtOnce(t *testing.T) {
	address := empty(t)
	const programs, reports = 4, 12
	added := make([]int, programs)
	var wait sync.WaitGroup
	for p := range programs {
		wait.Go(func() {
			s, err := postgres.Open(t.Context(), address, postgres.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = s.Close() }()
			for i := range reports {
				r := conformance.Sample(uint64((i + p*5) % reports))
				outcome, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading)
				if err != nil {
					t.Error(err)
				} else if outcome == demarche.Added {
					added[p]++
				}
			}
		})
	}
	wait.Wait()
	if total := added[0] + added[1] + added[2] + added[3]; total != reports {
		t.Errorf("%d reports were added, want %d", total, reports)
	}
	if v := sound(t, open(t, address, postgres.Options{ReadOnly: true})); v.Documents != reports {
		t.Errorf("%d documents are there, want %d", v.Documents, reports)
	}
}

// While programs add, connections are cut and the server is killed and started
// anew. What was acknowledged is there, nothing is doubled, and the same
// additions complete the work.
func TestTheServerIsKilled(t *testing.T) {
	server := pgtest.Start(t)
	address := pgtest.Schema(t, server.URL())
	stores := make([]*postgres.Store, 3)
	for i := range stores {
		stores[i] = open(t, address, postgres.Options{Patience: 30 * time.Second})
	}
	const reports = 60
	kept := make([]bool, reports)
	var wait sync.WaitGroup
	for i, s := range stores {
		wait.Go(func() {
			for n := i; n < reports; n += len(stores) {
				r := conformance.Sample(uint64(n))
				_, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading)
				if err != nil && demarche.CodeOf(err) != demarche.Storage {
					t.Errorf("report %d: %v", n, err)
				}
				kept[n] = err == nil
			}
		})
	}
	for range 3 {
		time.Sleep(150 * time.Millisecond)
		pgtest.PSQL(t, server.URL(), "-c", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'demarche'")
		time.Sleep(150 * time.Millisecond)
		server.Kill()
		if err := server.Restart(); err != nil {
			t.Fatal(err)
		}
	}
	wait.Wait()
	s := stores[0]
	sound(t, s)
	lost := 0
	for n, ok := range kept {
		r := conformance.Sample(uint64(n))
		_, err := s.Document(t.Context(), r.Document.Hash())
		if ok && err != nil {
			t.Errorf("report %d was acknowledged and is lost: %v", n, err)
		}
		if !ok {
			lost++
		}
		if outcome, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil || ok && outcome != demarche.Already {
			t.Errorf("report %d again: %s, %v", n, outcome, err)
		}
	}
	t.Logf("%d of %d additions were not acknowledged", lost, reports)
	if v := sound(t, s); v.Documents != reports || v.Captures != reports {
		t.Errorf("%d documents of %d captures are there, want %d", v.Documents, v.Captures, reports)
	}
}

func TestWhoWaitsTooLongIsTold(t *testing.T) {
	address := filled(t)
	s := open(t, address, postgres.Options{Patience: 100 * time.Millisecond})
	tx, err := raw(t, address).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "SELECT * FROM log_end FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	r := conformance.Sample(70)
	_, err = s.Add(t.Context(), r.Capture, r.Document, r.Reading)
	if demarche.CodeOf(err) != demarche.Conflict || !strings.Contains(err.Error(), "another program is writing") || demarche.HintOf(err) == "" {
		t.Errorf("it says %v", err)
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
		t.Error(err)
	}
}

// A log whose end is not the one that was noted takes nothing more.
func TestACutLogIsNotWrittenTo(t *testing.T) {
	address := filled(t)
	s := open(t, address, postgres.Options{})
	before := head(t, s)
	conn := raw(t, address)
	for _, statement := range loose("log", fmt.Sprintf("ALTER TABLE links DROP CONSTRAINT links_sequence_fkey; DELETE FROM log WHERE sequence = %d", before.Size)) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	r := conformance.Sample(71)
	if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); demarche.CodeOf(err) != demarche.Corrupt || !strings.Contains(err.Error(), "noted") {
		t.Errorf("it says %v", err)
	}
}

func TestLinesDoNotGoBackInTime(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := open(t, empty(t), postgres.Options{Clock: func() time.Time { now = now.Add(-time.Hour); return now }})
	var last time.Time
	for n := range uint64(3) {
		r := conformance.Sample(n)
		if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Captures(t.Context(), func(k demarche.KeptCapture) error {
		if k.Kept.Before(last) {
			t.Errorf("line %d is of %s, after one of %s", k.Sequence, k.Kept, last)
		}
		last = k.Kept
		return nil
	}, nil); err != nil {
		t.Fatal(err)
	}
}

// What is written for a new capture is there if the capture is.
func TestWorkIsNotedWithTheCapture(t *testing.T) {
	var told []postgres.NewCapture
	refuse := false
	s := open(t, empty(t), postgres.Options{OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
		told = append(told, c)
		if _, err := tx.Exec(ctx, "INSERT INTO work VALUES ($1)", c.Sequence); err != nil {
			return err
		}
		if refuse {
			return errors.New("no room for work")
		}
		return nil
	}})
	if _, err := s.Pool().Exec(t.Context(), "CREATE TABLE work (capture bigint PRIMARY KEY REFERENCES captures (sequence))"); err != nil {
		t.Fatal(err)
	}
	r := conformance.Sample(1)
	sequence, outcome, err := s.Take(t.Context(), r.Capture)
	if err != nil || outcome != demarche.Added || sequence != 1 {
		t.Fatalf("%d, %s, %v", sequence, outcome, err)
	}
	if again, outcome, err := s.Take(t.Context(), r.Capture); err != nil || outcome != demarche.Already || again != sequence {
		t.Errorf("again: %d, %s, %v", again, outcome, err)
	}
	if want := (postgres.NewCapture{Sequence: 1, SHA256: r.Capture.Hash(), Address: r.Capture.Address}); len(told) != 1 || told[0] != want {
		t.Errorf("told %+v, want %+v once", told, want)
	}
	got, err := s.CaptureAt(t.Context(), sequence)
	if err != nil || string(got.Bytes) != string(r.Capture.Bytes) || got.Address != r.Capture.Address {
		t.Errorf("it comes back as %+v (%v)", got, err)
	}
	if outcome, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil || outcome != demarche.Added || len(told) != 1 {
		t.Errorf("what was read of it: %s, %v; told %d", outcome, err, len(told))
	}
	if _, err := s.CaptureAt(t.Context(), sequence+1); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a line that is no capture: %v", err)
	}

	before := head(t, s)
	refuse = true
	if _, _, err := s.Take(t.Context(), conformance.Sample(2).Capture); err == nil || !strings.Contains(err.Error(), "no room for work") {
		t.Errorf("a capture for which there is no work: %v", err)
	}
	var work int
	if err := s.Pool().QueryRow(t.Context(), "SELECT count(*) FROM work").Scan(&work); err != nil || work != 1 || head(t, s) != before {
		t.Errorf("%d pieces of work are noted (%v), and the head went from %+v to %+v", work, err, before, head(t, s))
	}
	sound(t, s)
}

// An address longer than an index takes is kept and found.
func TestLongAddresses(t *testing.T) {
	s := open(t, empty(t), postgres.Options{})
	long := "https://example.org/" + strings.Repeat("päth/", 4000)
	r := conformance.Sample(3).From(long, strings.Repeat("name", 2000)+".txt")
	for _, want := range []demarche.Outcome{demarche.Added, demarche.Already} {
		if got, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil || got != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	sound(t, s)
}
