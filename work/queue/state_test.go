package queue_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/operations"
	"demarche/work/queue"
)

func state(t *testing.T, q *queue.Queue) operations.State {
	t.Helper()
	s, err := q.State(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheStateTellsWhoWorksAndWhatFailed(t *testing.T) {
	l, q := opened(t)
	if s := state(t, q); len(s.Workers)+len(s.Jobs)+len(s.Dead)+len(s.Errors)+len(s.Actions) != 0 || !s.Queue || s.At.IsZero() || s.Workers == nil || s.Errors == nil || s.Actions == nil || s.Failing == nil {
		t.Errorf("of an empty ledger: %+v", s)
	}
	for _, address := range []string{"https://news.example/bad", "https://news.example/worse", "files/bad.txt"} {
		if _, _, err := l.Take(queue.WithPriority(t.Context(), queue.Live), demarche.Capture{Address: address, Bytes: []byte("bad " + address)}); err != nil {
			t.Fatal(err)
		}
	}
	stop := start(t, worker(l))
	eventually(t, "three dead jobs", func() bool { return counts(t, q, "extract")["dead"] == 3 })
	eventually(t, "a worker", func() bool { return len(state(t, q).Workers) == 1 })
	s := state(t, q)
	host, _ := os.Hostname()
	if w := s.Workers[0]; !w.Alive || w.Host != host || w.Process != os.Getpid() || w.Reader != "reader 1" || !slices.Equal(w.Queues, []string{"read"}) || w.Since.After(s.At) {
		t.Errorf("the worker is %+v", w)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	s = state(t, q)
	if len(s.Workers) != 0 {
		t.Errorf("after it ended the worker is still listed: %+v", s.Workers)
	}
	if len(s.Dead) != 3 || s.Dead[0].Line == 0 || !slices.ContainsFunc(s.Dead, func(j operations.Job) bool { return j.About == "https://news.example/bad" }) || s.Dead[0].Most != 6 || s.Dead[0].At == nil {
		t.Errorf("dead are %+v", s.Dead)
	}
	if len(s.Errors) != 2 || s.Errors[0].Stage != "extract" || s.Errors[0].Source != "news.example" || s.Errors[0].Times != 2 || s.Errors[1].Source != "files" || s.Errors[1].Times != 1 || !strings.Contains(s.Errors[0].Reason, errNoReport.Error()) {
		t.Errorf("the errors are %+v", s.Errors)
	}
}

func TestWhatIsDoneAboutADeadJobIsKept(t *testing.T) {
	l, q := opened(t)
	take(t, l, "bad", "bad too")
	stop := start(t, worker(l))
	eventually(t, "two dead jobs", func() bool { return counts(t, q, "extract")["dead"] == 2 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	dead := state(t, q).Dead
	if err := q.Act(t.Context(), "burn", dead[0].ID, "Ann"); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("what cannot be done: %v", err)
	}
	if err := q.Act(t.Context(), operations.Retry, dead[0].ID, "Ann"); err != nil {
		t.Fatal(err)
	}
	if err := q.Act(t.Context(), operations.Drop, dead[1].ID, "Bea"); err != nil {
		t.Fatal(err)
	}
	if err := q.Act(t.Context(), operations.Drop, dead[0].ID, "Bea"); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("a job that waits is dropped: %v", err)
	}
	s := state(t, q)
	if len(s.Actions) != 2 || s.Actions[0].By != "Bea" || s.Actions[0].What != "drop" || s.Actions[0].Job != dead[1].ID || s.Actions[0].About != dead[1].About || !strings.Contains(s.Actions[1].Reason, errNoReport.Error()) || s.Actions[1].By != "Ann" {
		t.Errorf("what was done: %+v", s.Actions)
	}
}

// A worker that is killed takes back nothing: it is told as silent, and in the
// end forgotten.
func TestASilentWorkerIsTold(t *testing.T) {
	l, q := opened(t)
	for _, w := range []struct{ id, ago string }{{"killed", "10 minutes"}, {"long gone", "2 days"}} {
		if _, err := l.Pool().Exec(t.Context(), "INSERT INTO "+schema+".workers (id, host, process, reader, queues, since, seen) VALUES ($1, 'far.example', 7, 'reader 1', '{read}', now() - $2::text::interval, now() - $2::text::interval)", w.id, w.ago); err != nil {
			t.Fatal(err)
		}
	}
	stop := start(t, worker(l))
	eventually(t, "a worker that lives", func() bool {
		all := state(t, q).Workers
		return all[0].Alive && len(all) == 2
	})
	if all := state(t, q).Workers; !all[0].Alive || all[1].ID != "killed" || all[1].Alive {
		t.Errorf("the workers are %+v", all)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatSourcesWereIsRemembered(t *testing.T) {
	l, q := opened(t)
	if all, err := q.Watched(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("at first: %d, %v", len(all), err)
	}
	if _, err := l.Pool().Exec(t.Context(), "INSERT INTO "+schema+".watched (host, seen) VALUES ('b.example', 'two'), ('a.example', 'one')"); err != nil {
		t.Fatal(err)
	}
	if all, err := q.Watched(t.Context()); err != nil || len(all) != 2 || string(all[0]) != "one" {
		t.Errorf("remembered is %q, %v", all, err)
	}
}
