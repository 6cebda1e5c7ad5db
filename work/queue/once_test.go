package queue_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/work"
	"demarche/work/queue"
)

func TestOnceWorksTheQueueOff(t *testing.T) {
	l, q := opened(t)
	take(t, l, "one", "two", "bad")
	var w work.Worker = worker(l)
	done, err := w.Once(t.Context())
	if err != nil || done.Read != 2 || len(done.Failed) != 1 || done.Failed[0].Address != "of bad" || done.Failed[0].Line != 3 || done.Failed[0].Job == 0 {
		t.Errorf("it does %+v, %v", done, err)
	}
	if got := counts(t, q, "extract"); got["waiting"]+got["running"] != 0 {
		t.Errorf("jobs are left: %v", got)
	}
	if done, err := w.Once(t.Context()); err != nil || done.Read != 0 || len(done.Failed) != 1 {
		t.Errorf("again, it does %+v, %v", done, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := w.Once(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it says %v", err)
	}
}

// A host is asked when one of its sources is due, and not before.
func TestOnlyHostsThatAreDueAreAsked(t *testing.T) {
	l, q := opened(t)
	w := worker(l)
	var asked atomic.Int32
	w.Hosts, w.Every = []string{"due.example", "later.example"}, time.Second
	w.Due = func(host string, seen queue.Memory) (time.Time, error) {
		b, err := seen.Load()
		if err != nil || host == "due.example" && b == nil {
			return time.Time{}, err
		}
		return time.Now().Add(time.Hour), nil
	}
	w.Ask = func(_ context.Context, host string, seen queue.Memory) error {
		if host != "due.example" {
			t.Errorf("%s is asked", host)
		}
		asked.Add(1)
		return seen.Save([]byte("asked"))
	}
	stop := start(t, w)
	eventually(t, "the host that is due is asked", func() bool { return asked.Load() > 0 && counts(t, q, "fetch")["done"] == 1 })
	time.Sleep(2500 * time.Millisecond) // two more looks
	if err := stop(); err != nil {
		t.Error(err)
	}
	if got := counts(t, q, "fetch"); got["done"] != 1 || len(got) != 1 || asked.Load() != 1 {
		t.Errorf("jobs are %v, asked %d times", got, asked.Load())
	}
}

// lines is what was logged.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func TestTheLogTellsWhatIsAmissAndOfWhichJob(t *testing.T) {
	l, q := opened(t)
	take(t, l, "one")
	var log lines
	w := worker(l)
	w.Log = slog.New(slog.NewJSONHandler(&log, nil))
	w.Read = func(context.Context, *demarche.Document) (demarche.Reading, error) {
		panic("broke down")
	}
	stop := start(t, w)
	eventually(t, "a job is tried again later", func() bool { return counts(t, q, "read")["later"] == 1 })
	if err := stop(); err != nil {
		t.Error(err)
	}
	told := false
	log.mu.Lock()
	defer log.mu.Unlock()
	for line := range strings.Lines(log.b.String()) {
		var v struct {
			Level, Msg, Kind, What string
			Job                    int64
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil || v.Level == "INFO" {
			t.Errorf("it logs %s (%v)", line, err)
		}
		told = told || v.Msg == "a job broke down" && v.Job > 0 && v.Kind == "read" && v.What == "line 1 of the log"
	}
	if !told {
		t.Errorf("it logs %s", log.b.String())
	}
}
