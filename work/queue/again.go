package queue

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// Jobs that come again and again - sweeps, alerts, sources, what is found - are
// made anew whenever there is none. One that fails stays the one there is and is
// tried after longer and longer, so that a webhook or a feed that is broken for
// weeks is one job that is tried later, and not a dead one more each minute.

const (
	// firstAgain and lastAgain are after how long such a job is tried again when it
	// failed for the first time, and after how long at most.
	firstAgain = time.Minute
	lastAgain  = time.Hour
	// againTries is how often: for some forty days, and then the next begins at a
	// minute. What it failed with each time lies in its row.
	againTries = 1000
)

// afterTries is how long a job waits that has failed so often: twice as long each time.
func afterTries(failed int) time.Duration {
	wait := firstAgain
	for ; failed > 1 && wait < lastAgain; failed-- {
		wait *= 2
	}
	return min(wait, lastAgain)
}

// again works the jobs of a kind that come again and again.
type again[J river.JobArgs] struct {
	river.WorkerDefaults[J]
	worker *Worker
	work   func(context.Context, *river.Job[J]) error
}

// Work does what the job is for.
func (a again[J]) Work(ctx context.Context, j *river.Job[J]) error { return a.work(ctx, j) }

// NextRetry tells when a job that failed is tried again.
func (a again[J]) NextRetry(j *river.Job[J]) time.Time { return a.worker.again(j.Attempt) }

func (w *Worker) again(attempt int) time.Time { return w.now().Add(afterTries(attempt)) }

// now gives the time.
func (w *Worker) now() time.Time {
	if w.Now == nil {
		return time.Now()
	}
	return w.Now()
}

// clock has River go by a clock that is given.
type clock func() time.Time

// Now gives the time.
func (c clock) Now() time.Time { return c() }

// NowOrNil gives it where the database would say it.
func (c clock) NowOrNil() *time.Time {
	now := c()
	return &now
}
