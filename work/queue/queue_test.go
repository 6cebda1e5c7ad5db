package queue_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
	"demarche/operations"
	"demarche/work/queue"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

const schema = "q_work"

// errNoReport is what reading a capture that says "bad" fails with.
var errNoReport = errors.New("this is no report")

func extract(_ context.Context, c demarche.Capture) (demarche.Document, error) {
	d := demarche.Document{Name: c.Address, Text: string(c.Bytes), Published: "2025-02-03"}
	if strings.Contains(d.Text, "bad") {
		return d, errNoReport
	}
	return d, nil
}

func read(_ context.Context, d *demarche.Document) (demarche.Reading, error) {
	return demarche.Reading{Doc: demarche.DocInfo{SHA256: d.Hash(), Published: d.Published, Reader: "reader 1"}}, nil
}

// opened gives an empty ledger, and its queue.
func opened(t *testing.T) (*postgres.Store, *queue.Queue) {
	t.Helper()
	return openedGrowing(t, false)
}

// openedGrowing gives them where grows says whether what is added has it found
// what follows from it.
func openedGrowing(t *testing.T, grows bool) (*postgres.Store, *queue.Queue) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	insert, err := queue.New(nil, schema, log)
	if err != nil {
		t.Fatal(err)
	}
	l, err := postgres.Open(t.Context(), pgtest.Schema(t, pgtest.URL(t)), postgres.Options{OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
		return insert.Captured(ctx, tx, c.Sequence)
	}, OnGrowth: func(ctx context.Context, tx pgx.Tx) error {
		if !grows {
			return nil
		}
		return insert.Grown(ctx, tx)
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	if _, err := l.Pool().Exec(t.Context(), "DROP SCHEMA IF EXISTS "+schema+" CASCADE"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing to do
		if err := queue.Prepare(t.Context(), l.Pool(), schema, log); err != nil {
			t.Fatal(err)
		}
	}
	q, err := queue.New(l.Pool(), schema, log)
	if err != nil {
		t.Fatal(err)
	}
	return l, q
}

func take(t *testing.T, l *postgres.Store, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if _, _, err := l.Take(queue.WithPriority(t.Context(), queue.Added), demarche.Capture{Address: "of " + text, Bytes: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
}

func worker(l *postgres.Store) *queue.Worker {
	return &queue.Worker{Pool: l.Pool(), Schema: schema, Ledger: l, Extract: extract, Read: read, Version: "reader 1", Jobs: 2, Poll: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}
}

// start runs a worker; stop ends it and gives what it says.
func start(t *testing.T, w *queue.Worker) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		err := w.Run(ctx)
		if ctx.Err() == nil {
			t.Errorf("the worker ends by itself: %v", err)
		}
		ended <- err
	}()
	return func() error {
		cancel()
		return <-ended
	}
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("%s: not in 30 seconds", what)
}

func documents(t *testing.T, l *postgres.Store) int {
	t.Helper()
	all, err := l.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// counts gives the jobs of a kind by their states.
func counts(t *testing.T, q *queue.Queue, kind string) map[string]int {
	t.Helper()
	all, err := q.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for _, c := range all {
		if c.Kind == kind {
			by[c.State] = c.Jobs
		}
	}
	return by
}

func TestWorkersReadWhatWasCaptured(t *testing.T) {
	l, q := opened(t)
	var texts []string
	for i := range 30 {
		texts = append(texts, fmt.Sprintf("report %d", i))
	}
	take(t, l, append(texts, "bad")...)
	take(t, l, texts[:5]...) // again
	if got := counts(t, q, "extract"); got["waiting"] != 31 {
		t.Errorf("before there is a worker the jobs are %v", got)
	}
	first, second := start(t, worker(l)), start(t, worker(l))
	eventually(t, "30 documents", func() bool { return documents(t, l) == 30 })
	take(t, l, "later")
	eventually(t, "another document", func() bool { return documents(t, l) == 31 })
	eventually(t, "a dead job", func() bool { return counts(t, q, "extract")["dead"] == 1 })
	if err := errors.Join(first(), second()); err != nil {
		t.Errorf("stopped, the workers say %v", err)
	}
	dead, err := q.Dead(t.Context(), 10)
	if err != nil || len(dead) != 1 || dead[0].Kind != "extract" || !strings.Contains(dead[0].Reason, errNoReport.Error()) || strings.Contains(dead[0].Reason, "Error:") || dead[0].About != "of bad" || dead[0].Attempts != 1 {
		t.Fatalf("dead are %+v, %v", dead, err)
	}
	if err := q.Act(t.Context(), operations.Retry, dead[0].ID, "Ann"); err != nil || counts(t, q, "extract")["waiting"] != 1 {
		t.Errorf("retried: %v, %v", counts(t, q, "extract"), err)
	}
	if err := q.Act(t.Context(), operations.Drop, dead[0].ID, "Bea"); demarche.CodeOf(err) != demarche.Conflict || counts(t, q, "extract")["waiting"] != 1 {
		t.Errorf("a job that is not dead is dropped: %v, %v", counts(t, q, "extract"), err)
	}
	third := start(t, worker(l))
	eventually(t, "a dead job again", func() bool { return counts(t, q, "extract")["dead"] == 1 })
	if err := third(); err != nil {
		t.Error(err)
	}
	if err := q.Act(t.Context(), operations.Drop, dead[0].ID, "Bea"); err != nil || counts(t, q, "extract")["dead"] != 0 {
		t.Errorf("dropped: %v, %v", counts(t, q, "extract"), err)
	}
	if err := q.Act(t.Context(), operations.Retry, 999_999, "Ann"); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a job that is not there: %v", err)
	}
	v, err := l.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) != 0 {
		t.Errorf("verify: %v, %v", v.Faults, err)
	}
}

// A worker that reads one capture at a time takes the next as soon as it has read one.
func TestAWorkerDoesNotPauseBetweenCaptures(t *testing.T) {
	l, _ := opened(t)
	const n = 60
	for i := range n {
		take(t, l, fmt.Sprintf("report %d", i))
	}
	var at []time.Time // of the only slot
	w := worker(l)
	w.Jobs, w.Poll = 1, time.Second
	w.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
		at = append(at, time.Now())
		return read(ctx, d)
	}
	stop := start(t, w)
	eventually(t, "all documents", func() bool { return documents(t, l) == n })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	pauses := make([]time.Duration, n-1)
	for i := range pauses {
		pauses[i] = at[i+1].Sub(at[i])
	}
	slices.Sort(pauses)
	if shortest := pauses[n/4]; shortest > 80*time.Millisecond { // of a busy machine: those that nothing disturbed
		t.Errorf("from one capture to the next it takes %v at best", shortest)
	}
}

// What a transaction did not keep has no job.
func TestACaptureAndItsJobAreKeptTogether(t *testing.T) {
	l, q := opened(t)
	if _, _, err := l.Take(t.Context(), demarche.Capture{Address: "b", Bytes: []byte("somebody reads it at once")}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(queue.WithPriority(t.Context(), queue.Added))
	cancel()
	if _, _, err := l.Take(ctx, demarche.Capture{Address: "a", Bytes: []byte("report")}); err == nil {
		t.Error("a capture is kept after its context ended")
	}
	if got := counts(t, q, "extract"); len(got) != 0 {
		t.Errorf("there are jobs: %v", got)
	}
}

// A newer reader reads everything again, once; what was given up by a version
// is not tried again by it.
func TestANewerReaderReadsAgain(t *testing.T) {
	l, q := opened(t)
	take(t, l, "one", "two", "bad")
	stop := start(t, worker(l))
	eventually(t, "two documents", func() bool { return documents(t, l) == 2 && counts(t, q, "extract")["dead"] == 1 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	var tried atomic.Int32
	newer := worker(l)
	newer.Version = "reader 2"
	newer.Extract = func(ctx context.Context, c demarche.Capture) (demarche.Document, error) {
		tried.Add(1)
		return extract(ctx, c)
	}
	newer.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
		r, err := read(ctx, d)
		r.Doc.Reader = "reader 2"
		return r, err
	}
	for range 2 {
		stop := start(t, newer)
		eventually(t, "three tries", func() bool {
			return tried.Load() == 3 && counts(t, q, "extract")["dead"] == 2 && counts(t, q, "sweep")["waiting"] == 0
		})
		eventually(t, "nothing unread", func() bool {
			left, err := l.Unread(t.Context(), "reader 2", 0, 10)
			return err == nil && len(left) == 1
		})
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Pool().Exec(t.Context(), "UPDATE "+schema+".river_job SET state = 'available', finalized_at = NULL WHERE kind = 'sweep' AND state = 'completed' AND id = (SELECT max(id) FROM "+schema+".river_job WHERE kind = 'sweep')"); err != nil {
			t.Fatal(err)
		}
	}
	if got := tried.Load(); got != 3 {
		t.Errorf("the newer reader tried %d times", got)
	}
}

// unswept is a ledger in which lines are unread; it tells how long a sweep takes over them.
type unswept struct {
	*postgres.Store
	lines []int64
	begun time.Time
	took  chan time.Duration
}

func (u *unswept) Unread(ctx context.Context, reader string, after int64, most int) ([]int64, error) {
	switch {
	case most == 1:
		return u.Store.Unread(ctx, reader, after, most)
	case after == 0:
		u.begun = time.Now()
		return u.lines, nil
	}
	u.took <- time.Since(u.begun)
	return nil, nil
}

// A sweep goes through the queue once for many captures, however many jobs there are.
func TestASweepBesideManyJobs(t *testing.T) {
	l, q := opened(t)
	take(t, l, "first")
	const jobs, swept = 20_000, 2000
	table := schema + ".river_job"
	if _, err := l.Pool().Exec(t.Context(), "INSERT INTO "+table+" (state, max_attempts, priority, args, kind, queue, scheduled_at) SELECT state, max_attempts, priority, jsonb_build_object('line', n), kind, queue, now() + interval '1 day' FROM "+
		table+", generate_series(2, $1::bigint) AS n", jobs); err != nil {
		t.Fatal(err)
	}
	u := &unswept{Store: l, took: make(chan time.Duration, 9)}
	for i := range int64(swept) {
		u.lines = append(u.lines, jobs-swept/2+i)
	}
	w := worker(l)
	w.Ledger = u
	stop := start(t, w)
	if took := <-u.took; took > 5*time.Second {
		t.Errorf("beside %d jobs a sweep over %d captures takes %v", jobs, swept, took)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Pool().Exec(t.Context(), "ANALYZE "+table); err != nil { // so many are estimated
		t.Fatal(err)
	}
	if got := counts(t, q, "extract"); got["waiting"]+got["done"]+got["running"]+got["later"] < (jobs+swept/2)*9/10 {
		t.Errorf("swept, the jobs are %v", got)
	}
}

// What is live is read before what lay in an archive.
func TestLiveBeforeArchives(t *testing.T) {
	l, _ := opened(t)
	for i := range 20 {
		ctx := queue.WithPriority(t.Context(), queue.Archive)
		if i >= 15 {
			ctx = queue.WithPriority(t.Context(), queue.Live)
		}
		if _, _, err := l.Take(ctx, demarche.Capture{Address: fmt.Sprint(i), Bytes: fmt.Appendf(nil, "report %02d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	w := worker(l)
	w.Jobs = 1
	order := make(chan string, 20)
	w.Read = func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
		order <- d.Name
		return read(ctx, d)
	}
	stop := start(t, w)
	eventually(t, "20 documents", func() bool { return documents(t, l) == 20 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	close(order)
	var got []string
	for a := range order {
		got = append(got, a)
	}
	if first := slices.Sorted(slices.Values(got[:5])); !slices.Equal(first, []string{"15", "16", "17", "18", "19"}) {
		t.Errorf("read in the order %v", got)
	}
}
