package webfixture

import (
	"context"
	"slices"
	"sync"
	"time"

	"demarche"
	"demarche/operations"
)

// Work is a desk of work that never was: two workers, jobs in every state, and
// errors whose words a source chose. It takes what is done about dead jobs.
type Work struct {
	mu    sync.Mutex
	state operations.State
}

// NewWork gives it as it is at first.
func NewWork() *Work {
	at := func(before time.Duration) time.Time { return Now().Add(-before) }
	ago := func(before time.Duration) *time.Time { t := at(before); return &t }
	reading := operations.Job{ID: 41, Kind: "read", About: "https://news.example/refusal", Line: 17, Attempts: 1, Most: 6, At: ago(4 * time.Second)}
	return &Work{state: operations.State{
		At: Now(), Queue: true,
		Workers: []operations.Worker{
			{ID: "a", Host: "worker-1.example", Process: 311, Reader: "reader 1", Queues: []string{"fetch", "read"}, Since: at(26 * time.Hour), Seen: at(3 * time.Second), Alive: true, Does: []operations.Job{reading}},
			{ID: "b", Host: "worker-2.example", Process: 12, Reader: "reader 1", Queues: []string{"archive", "read"}, Since: at(30 * time.Minute), Seen: at(7 * time.Minute), Does: []operations.Job{}},
		},
		Jobs: []operations.Tally{
			{Kind: "archive", State: "waiting", Jobs: 61200, Estimated: true, Oldest: ago(50 * time.Hour)}, {Kind: "read", State: "waiting", Jobs: 3, Oldest: ago(12 * time.Second)},
			{Kind: "read", State: "running", Jobs: 1, Oldest: ago(15 * time.Second)}, {Kind: "read", State: "later", Jobs: 1, Oldest: ago(9 * time.Minute)}, {Kind: "read", State: "dead", Jobs: 2, Oldest: ago(72 * time.Hour)},
			{Kind: "read", State: "done", Jobs: 940, Oldest: ago(59 * time.Minute)},
		},
		Failing: []operations.Job{{ID: 38, Kind: "read", About: "https://news.example/slow", Line: 9, Attempts: 2, Most: 6, Reason: "the disk is full", At: ago(-3 * time.Minute)}},
		Dead: []operations.Job{
			{ID: 37, Kind: "read", About: "https://news.example/" + Hostile, Line: 8, Attempts: 1, Most: 6, Reason: Hostile, At: ago(20 * time.Minute)},
			{ID: 21, Kind: "archive", About: "/archives/2025-01/crawl-00017-of-00100-with-a-name-that-does-not-end.warc.gz, from byte 67108864", Attempts: 6, Most: 6, Reason: "there is no such file", At: ago(70 * time.Hour)},
		},
		Lag: operations.Lag{Since: at(time.Hour), Reports: 940, Median: 1.8, High: 7.25, Longest: 64},
		Errors: []operations.Fault{
			{Stage: "fetch", Source: "news.example", Times: 4, Last: ago(5 * time.Minute), Reason: "the server answers 503"},
			{Stage: "read", Source: "news.example", Times: 2, Last: ago(20 * time.Minute), Reason: Hostile},
		},
		Alerts:  []operations.Target{{Name: "desk"}, {Name: "editors", Waiting: 3, Refused: 1, Oldest: ago(50 * time.Hour), Next: ago(-200 * time.Minute), Reason: Hostile + "the mail server refuses the address"}},
		Actions: []operations.Action{{At: at(2 * time.Hour), By: "Max", What: operations.Retry, Job: 21, Kind: "archive", About: "/archives/2025-01/crawl.warc.gz, from byte 0", Reason: "there is no such file"}},
	}}
}

// State implements operations.Desk.
func (w *Work) State(_ context.Context, most int) (operations.State, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.state
	s.Dead = append([]operations.Job{}, s.Dead[:min(most, len(s.Dead))]...)
	return s, nil
}

// Act implements operations.Desk.
func (w *Work) Act(_ context.Context, what string, job int64, by string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.state.Dead, func(j operations.Job) bool { return j.ID == job })
	if i < 0 {
		return &demarche.Error{Code: demarche.NotFound, Op: "jobs", Detail: "there is no such job"}
	}
	j := w.state.Dead[i]
	w.state.Dead = slices.Delete(slices.Clone(w.state.Dead), i, i+1)
	w.state.Actions = slices.Insert(slices.Clone(w.state.Actions), 0, operations.Action{At: w.state.At, By: by, What: what, Job: job, Kind: j.Kind, About: j.About, Reason: j.Reason})
	return nil
}
