package work_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/sqlite"
	"demarche/work"
)

// errNoReport is what reading a capture that says "bad" fails with.
var errNoReport = errors.New("this is no report")

func read(_ context.Context, c demarche.Capture) (demarche.Document, demarche.Reading, error) {
	d := demarche.Document{Name: c.Address, Text: string(c.Bytes), Published: "2025-02-03"}
	if strings.Contains(d.Text, "bad") {
		return d, demarche.Reading{}, errNoReport
	}
	return d, demarche.Reading{Doc: demarche.DocInfo{SHA256: d.Hash(), Published: d.Published, Reader: "reader 1"}}, nil
}

// ledger gives an empty ledger, and one in which captures lie.
func ledger(t *testing.T, texts ...string) *sqlite.Store {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"), sqlite.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	take(t, l, texts...)
	return l
}

func take(t *testing.T, l *sqlite.Store, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if _, _, err := l.Take(t.Context(), demarche.Capture{Address: "of " + text, Bytes: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
}

func worker(l work.Keeper) *work.Local {
	return &work.Local{Ledger: l, Read: read, Version: "reader 1", Jobs: 2, Idle: time.Millisecond, Log: slog.New(slog.DiscardHandler),
		Fatal: func(err error) bool { return demarche.CodeOf(err) == demarche.Storage },
		Sleep: func(ctx context.Context, d time.Duration) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(d):
				return nil
			}
		}}
}

func TestAWorkerReadsWhatWasCaptured(t *testing.T) {
	var texts []string
	for i := range 600 {
		texts = append(texts, fmt.Sprintf("report %d", i))
	}
	l := ledger(t, append(texts, "bad")...)
	w := worker(l)
	done, err := w.Once(t.Context())
	if err != nil || done.Read != 600 || len(done.Failed) != 1 || done.Failed[0].Address != "of bad" || !errors.Is(done.Failed[0].Err, errNoReport) {
		t.Errorf("%d are read, %v fail, %v", done.Read, done.Failed, err)
	}
	if done, err := w.Once(t.Context()); err != nil || done.Read+len(done.Failed) != 0 {
		t.Errorf("again, the worker does %+v, %v", done, err)
	}
	if done, err := worker(l).Once(t.Context()); err != nil || done.Read != 0 || len(done.Failed) != 1 {
		t.Errorf("another worker does %+v, %v", done, err)
	}
	if docs, err := l.Documents(t.Context()); err != nil || len(docs) != 600 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
}

func TestAWorkerThatGoesOnReadsWhatComes(t *testing.T) {
	l := ledger(t, "first")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- worker(l).Run(ctx) }()
	waitFor(t, l, 1)
	take(t, l, "second", "third")
	waitFor(t, l, 3)
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopped, it says %v", err)
	}
}

func TestAWorkerEndsWithWhatGoesOnBesideIt(t *testing.T) {
	w := worker(ledger(t, "a"))
	var stopped atomic.Bool
	w.Beside = []func(context.Context) error{
		func(context.Context) error { return errNoReport },
		func(ctx context.Context) error { <-ctx.Done(); stopped.Store(true); return ctx.Err() },
	}
	if err := w.Run(t.Context()); !errors.Is(err, errNoReport) || !stopped.Load() {
		t.Errorf("it says %v; what else went on was stopped: %t", err, stopped.Load())
	}
}

func waitFor(t *testing.T, l *sqlite.Store, documents int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if docs, err := l.Documents(t.Context()); err != nil {
			t.Fatal(err)
		} else if len(docs) == documents {
			return
		}
	}
	t.Fatalf("there are not %d documents in ten seconds", documents)
}

// A worker that is stopped finishes what it has begun, and leaves the rest.
func TestAStoppedWorkerLeavesTheRest(t *testing.T) {
	l := ledger(t, "a", "b", "c", "d", "e")
	ctx, stop := context.WithCancel(t.Context())
	w := worker(l)
	w.Jobs = 1
	var begun atomic.Int32
	w.Read = func(ctx context.Context, c demarche.Capture) (demarche.Document, demarche.Reading, error) {
		if begun.Add(1) == 2 {
			stop()
		}
		return read(ctx, c)
	}
	if done, err := w.Once(ctx); !errors.Is(err, context.Canceled) || done.Read != 2 {
		t.Errorf("%d are read, %v", done.Read, err)
	}
	if done, err := worker(l).Once(t.Context()); err != nil || done.Read != 3 {
		t.Errorf("the next worker reads %d, %v", done.Read, err)
	}
}

// fullDisk keeps nothing.
type fullDisk struct{ *sqlite.Store }

func (fullDisk) Add(context.Context, demarche.Capture, demarche.Document, demarche.Reading) (demarche.Outcome, error) {
	return "", &demarche.Error{Code: demarche.Storage, Detail: "the disk is full", Err: io.ErrShortWrite}
}

func TestAWorkerEndsWhenTheLedgerTakesNothing(t *testing.T) {
	w := worker(fullDisk{ledger(t, "a", "b", "c")})
	if done, err := w.Once(t.Context()); demarche.CodeOf(err) != demarche.Storage || done.Read != 0 || len(done.Failed) != 0 {
		t.Errorf("it does %+v, %v", done, err)
	}
}
