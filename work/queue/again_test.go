package queue_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche/ledger/postgres"
	"demarche/operations"
	"demarche/work/queue"
)

// broken is what jobs fail with that come again and again.
var errBroken = errors.New("the webhook is broken")

// hands are those of a clock that is set by a test.
type hands struct {
	mu sync.Mutex
	at time.Time
}

func (h *hands) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hands) advance(by time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(by)
}

// sweptNever is a ledger that does not tell what is unread while it fails.
type sweptNever struct {
	*postgres.Store
	fails *atomic.Bool
}

func (s sweptNever) Unread(ctx context.Context, reader string, after int64, most int) ([]int64, error) {
	if most > 1 && s.fails.Load() {
		return nil, errBroken
	}
	return s.Store.Unread(ctx, reader, after, most)
}

// failing gives when the job of each kind is tried again that has failed so
// often, and its id.
func failing(t *testing.T, q *queue.Queue, tries int) (at map[string]time.Time, ids []int64) {
	t.Helper()
	at = make(map[string]time.Time)
	for _, j := range state(t, q).Failing {
		if j.Attempts == tries && j.At != nil {
			at[j.Kind] = *j.At
			ids = append(ids, j.ID)
		}
	}
	return at, ids
}

// What comes again and again and fails is one job, which is tried after twice as
// long each time, an hour at most, and never dead; after it succeeded once the
// next failure costs a minute again.
func TestWhatComesAgainAndFailsIsTriedAfterLongerAndLonger(t *testing.T) {
	l, q := opened(t)
	clock := &hands{at: time.Now().Truncate(time.Second)}
	var fails atomic.Bool
	fails.Store(true)
	fail := func() error {
		if fails.Load() {
			return errBroken
		}
		return nil
	}
	made := func() *queue.Worker {
		w := worker(l)
		w.Now, w.Ledger, w.Hosts, w.Every = clock.now, sweptNever{l, &fails}, []string{"feed.example"}, time.Minute
		w.Due = func(string, queue.Memory) (time.Time, error) { return time.Time{}, nil }
		w.Ask = func(context.Context, string, queue.Memory) error { return fail() }
		w.Alert = func(context.Context) error { return fail() }
		return w
	}
	kinds := []string{"alerts", "fetch", "sweep"}
	stop := start(t, made())
	failed := func(tries int, wait time.Duration) []int64 {
		t.Helper()
		var at map[string]time.Time
		var ids []int64
		eventually(t, "all have failed", func() bool { at, ids = failing(t, q, tries); return len(at) == len(kinds) })
		for kind, when := range at {
			if got := when.Sub(clock.now()); got != wait {
				t.Errorf("%s, failed %d times, is tried again after %v, want %v", kind, tries, got, wait)
			}
		}
		return ids
	}
	var ids []int64
	for i, wait := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		ids = failed(i+1, wait*time.Minute)
		if i == 1 { // what asks for them anew makes no others
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			stop = start(t, made())
		}
		if i == 7 {
			break
		}
		clock.advance(wait * time.Minute)
		for _, id := range ids {
			if err := q.Act(t.Context(), operations.Retry, id, "Ann"); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, kind := range kinds {
		if got := counts(t, q, kind); got["later"] != 1 || len(got) != 1 {
			t.Errorf("jobs of %s are %v", kind, got)
		}
	}
	fails.Store(false)
	for _, id := range ids {
		if err := q.Act(t.Context(), operations.Retry, id, "Ann"); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "all succeed", func() bool {
		return counts(t, q, "alerts")["done"] == 1 && counts(t, q, "fetch")["done"] == 1 && counts(t, q, "sweep")["done"] == 1
	})
	fails.Store(true)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	stop = start(t, made())
	failed(1, time.Minute)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if s := state(t, q); len(s.Dead) != 0 {
		t.Errorf("dead are %+v", s.Dead)
	}
}

// A worker that works until nothing waits does not wait for the time of what
// failed before, and tells what fails.
func TestOnceTriesWhatFailedBefore(t *testing.T) {
	l, q := opened(t)
	var fails atomic.Bool
	fails.Store(true)
	w := worker(l)
	w.Ledger = sweptNever{l, &fails}
	for range 2 {
		done, err := w.Once(t.Context())
		if err != nil || len(done.Failed) != 1 || done.Failed[0].Address != "reader 1" || done.Failed[0].Reason != errBroken.Error() {
			t.Errorf("it does %+v, %v", done, err)
		}
	}
	if at, _ := failing(t, q, 2); len(at) != 1 {
		t.Errorf("tried again later are %+v", state(t, q).Failing)
	}
	fails.Store(false)
	if done, err := w.Once(t.Context()); err != nil || len(done.Failed) != 0 {
		t.Errorf("then it does %+v, %v", done, err)
	}
}
