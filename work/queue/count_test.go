package queue_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"demarche/operations"
)

// Of many jobs it is estimated how many there are, and the oldest is found
// wherever it waits; of few, and of few beside many, they are counted.
func TestManyJobsAreEstimated(t *testing.T) {
	l, q := opened(t)
	made := func(kind, queue, state string, priority, n int, ago time.Duration) {
		t.Helper()
		if _, err := l.Pool().Exec(t.Context(), "INSERT INTO "+schema+".river_job (kind, queue, state, priority, args, max_attempts, created_at, scheduled_at, finalized_at)"+
			" SELECT $1, $2, $3::text::"+schema+".river_job_state, $4, '{}', 6, now() - $6::text::interval, now() - $6::text::interval, CASE WHEN $3 IN ('completed', 'discarded') THEN now() END FROM generate_series(1, $5)",
			kind, queue, state, priority, n, fmt.Sprintf("%d seconds", int(ago.Seconds()))); err != nil {
			t.Fatal(err)
		}
	}
	made("read", "read", "available", 1, 15_000, time.Minute)
	made("read", "read", "available", 4, 25_000, 3*time.Hour) // behind all those that are more urgent
	made("archive", "archive", "available", 4, 70, 2*time.Hour)
	made("read", "read", "completed", 1, 30_000, time.Minute)
	made("read", "read", "discarded", 1, 3, 4*time.Hour)
	made("fetch", "fetch", "running", 1, 2, time.Second)
	if _, err := l.Pool().Exec(t.Context(), "ANALYZE "+schema+".river_job"); err != nil { // as PostgreSQL does by itself
		t.Fatal(err)
	}
	all, err := q.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]operations.Tally{}
	for _, c := range all {
		by[c.Kind+" "+c.State] = c
	}
	near := func(what string, want int) {
		t.Helper()
		if c := by[what]; !c.Estimated || math.Abs(float64(c.Jobs-want)) > 0.1*float64(want) {
			t.Errorf("%s: %+v, want about %d", what, c, want)
		}
	}
	near("read waiting", 40_000)
	near("read done", 30_000)
	if c := by["read waiting"]; c.Oldest == nil || time.Since(*c.Oldest) < 2*time.Hour {
		t.Errorf("the oldest that waits is of %v", c.Oldest)
	}
	if c := by["archive waiting"]; c.Jobs < 1 || c.Jobs > 700 || c.Oldest == nil || time.Since(*c.Oldest) < time.Hour {
		t.Errorf("few of another kind among them: %+v", c)
	}
	if c := by["read dead"]; c.Jobs != 3 || c.Estimated {
		t.Errorf("the dead: %+v", c)
	}
	if c := by["fetch running"]; c.Jobs != 2 || c.Estimated {
		t.Errorf("those that run: %+v", c)
	}
	if len(all) != 5 {
		t.Errorf("there are %+v", all)
	}
}
