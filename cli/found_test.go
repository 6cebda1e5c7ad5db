package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/cli"
	"demarche/ledger/postgres"
	workqueue "demarche/work/queue"
)

// counting is a ledger that counts how many texts are read of it.
type counting struct {
	*postgres.Store
	read atomic.Int32
}

func (c *counting) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	c.read.Add(1)
	return c.Store.Document(ctx, hash)
}

// TestASecondServerBeginsWithWhatAWorkerFound holds that one worker reads all
// texts to find copies and events, and whoever comes after it reads none, and
// answers the same.
func TestASecondServerBeginsWithWhatAWorkerFound(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	const many = 40
	do(t, "--ledger", ledger, "add", landings(t, many))
	if got := waiting(t, ledger); got["copies"] != 1 {
		t.Errorf("after reports were added there are jobs %v", got)
	}
	l, err := postgres.Open(t.Context(), ledger, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	// sharing gives what one program on some computer answers with.
	sharing := func() (*answers.Answers, *counting) {
		counted := &counting{Store: l}
		c := answers.NewSharedCache(workqueue.NewFound(l.Pool(), workqueue.Schema(l.Schema()), "1"), "1", func(what string) { t.Error(what) })
		c.KeepFrom(1, 1)
		a := answers.New(counted, time.Now)
		a.Remember(c)
		return a, counted
	}
	finder, counted := sharing()
	w := &workqueue.Worker{Pool: l.Pool(), Schema: workqueue.Schema(l.Schema()), Ledger: l, Version: marks{}.Version(), Log: slog.New(slog.DiscardHandler),
		Find: func(ctx context.Context, kind string) error { return cli.Find(ctx, finder, kind) }}
	if _, err := w.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := counted.read.Load(); n < many {
		t.Errorf("the worker read %d texts of %d: %s", n, many, do(t, "--ledger", ledger, "jobs"))
	}
	want := landed(t, answers.New(l, time.Now))
	for server := range 2 {
		a, counted := sharing()
		if err := <-a.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := landed(t, a); got != want {
			t.Errorf("server %d answers\n%.1000s\nwithout what was found\n%.1000s", server, got, want)
		}
		if n := counted.read.Load(); n > 0 {
			t.Errorf("server %d reads %d texts that the worker had read", server, n)
		}
	}
	do(t, "--ledger", ledger, "worker", "--once")
	if got := waiting(t, ledger); len(got) > 0 {
		t.Errorf("after a worker worked the queue off there are jobs %v", got)
	}
}

// landings writes reports of which some tell of one landing, and some copy others.
func landings(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		story := i - i%10/9 // the last of ten copies the one before it
		text := fmt.Sprintf("Report %d\n2025-01-%02d\n\nA plane with %d people on board landed in the capital on day %d, the ministry of transport said in its note number %d to the press.\n"+
			`RECORD {"kind":"movement","status":"completed","sender":"USA","origin":null,"destination":"Bogota","destination_state":"COL","means":"unknown","flights":1,"people":%d,"approx":false,"nationals":[],"restrained":null,"by":null,"date":"2025-01-%02d"}`+"\n",
			i, story%28+1, 50+story%40, story%28+1, story, 50+story%40, story%28+1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("r%04d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// landed gives what is answered about landings, events with who tells of each.
func landed(t *testing.T, a *answers.Answers) string {
	t.Helper()
	events, err := a.FlightEvents(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	states, err := a.StateCodes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal([]any{events, states})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
