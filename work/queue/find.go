package queue

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
)

// What is found once for all servers and workers - copies, events, what answers
// need of every entry - is found by one worker at a time, after what waits to be read.

const (
	// findTimeout is how long finding may take, of a ledger of which nothing was found before.
	findTimeout = 6 * time.Hour
	// yields is how long finding lets reading go first at most, and yieldFor for
	// how long at a time.
	yields   = 5 * time.Minute
	yieldFor = 2 * time.Second
)

// finder works the jobs of one kind that find something.
type finder[J river.JobArgs] struct {
	river.WorkerDefaults[J]
	worker *Worker
	next   river.JobArgs // what is found after it; nil for nothing
}

// Timeout is longer than that of other jobs. That one of a worker that was
// killed is given to nobody for as long harms nothing: whatever is added to the
// ledger makes another.
func (f finder[J]) Timeout(*river.Job[J]) time.Duration { return findTimeout }

// NextRetry tells when a job that failed is tried again.
func (f finder[J]) NextRetry(j *river.Job[J]) time.Time { return f.worker.again(j.Attempt) }

// Work finds what the job is about, unless it is better put off.
func (f finder[J]) Work(ctx context.Context, j *river.Job[J]) error {
	w := f.worker
	w.finding.Add(1)
	defer w.finding.Add(-1)
	q := Queue{schema: w.Schema, pool: w.Pool}
	if time.Since(j.CreatedAt) < yields {
		if busy, err := q.reading(ctx); err != nil {
			return err
		} else if busy {
			return q.putOff(ctx, j.Kind, yieldFor)
		}
	}
	if j.Kind == (copiesJob{}).Kind() { // the others follow it
		if rest, err := w.Found.rest(ctx); err != nil {
			return err
		} else if rest > 0 {
			return q.putOff(ctx, j.Kind, rest)
		}
	}
	free, alone, err := w.alone(ctx)
	if err != nil {
		return err
	}
	if !alone {
		return q.putOff(ctx, j.Kind, yieldFor)
	}
	defer free()
	// What was being added when the job was taken has made no other.
	if err := w.Ledger.Settled(ctx); err != nil {
		return err
	}
	if err := w.Find(ctx, j.Kind); err != nil || f.next == nil {
		return err
	}
	return q.make(ctx, river.ClientFromContext[pgx.Tx](ctx), f.next)
}

// putOff has a job worked later, unless another of its kind was made since it
// was taken, which then stands for both. River writes that a job is put off a
// moment later: one that is made within it stands beside it until one of them is
// taken again.
func (q *Queue) putOff(ctx context.Context, kind string, by time.Duration) error {
	there, err := q.waits(ctx, q.pool, kind)
	if err != nil || there {
		return err
	}
	return river.JobSnooze(by)
}

// alone waits for nobody: it tells whether no other worker finds anything now,
// and keeps others from it until free is called or the worker dies.
func (w *Worker) alone(ctx context.Context) (free func(), ok bool, err error) {
	c, err := w.Pool.Acquire(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("find alone: %w", err)
	}
	name := "demarche finds " + w.Schema
	err = c.QueryRow(ctx, "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", name).Scan(&ok)
	if err != nil || !ok {
		c.Release()
		return nil, false, err //nolint:wrapcheck // told with the job
	}
	return func() {
		_, _ = c.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(hashtextextended($1, 0))", name) // it ends with the connection anyway
		c.Release()
	}, true, nil
}

// reading reports whether captures wait to be read.
func (q *Queue) reading(ctx context.Context) (bool, error) {
	var busy bool
	err := q.pool.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+q.table("river_job")+" WHERE state = 'available' AND queue = $1 AND scheduled_at <= now())", readQueue).Scan(&busy)
	if err != nil {
		return false, fmt.Errorf("is there something to read: %w", err)
	}
	return busy, nil
}

// MayFind reports whether the user of the connections may have jobs made.
func (q *Queue) MayFind(ctx context.Context) (may bool, err error) {
	if err := q.pool.QueryRow(ctx, "SELECT has_table_privilege($1, 'INSERT')", q.table("river_job")).Scan(&may); err != nil {
		return false, fmt.Errorf("may jobs be made: %w", err)
	}
	return may, nil
}

// asker is a transaction or a pool of connections.
type asker interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// waits reports whether a job of a kind waits to be worked, now or later.
func (q *Queue) waits(ctx context.Context, on asker, kind string) (bool, error) {
	var there bool
	err := on.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+q.table("river_job")+" WHERE kind = $1 AND state IN ('available', 'pending', 'scheduled', 'retryable'))", kind).Scan(&there)
	if err != nil {
		return false, fmt.Errorf("is there a job of kind %s: %w", kind, err)
	}
	return there, nil
}

// found is what jobs that find something are inserted with. That there is one of
// a kind that waits is looked at before: River would count one that is worked
// too, which does not see what is added meanwhile.
func found() *river.InsertOpts {
	return &river.InsertOpts{Queue: findQueue, Priority: int(Archive), MaxAttempts: againTries}
}

// make has a job made that finds something, unless one waits already.
func (q *Queue) make(ctx context.Context, client *river.Client[pgx.Tx], j river.JobArgs) error {
	there, err := q.waits(ctx, q.pool, j.Kind())
	if err != nil || there {
		return err
	}
	if _, err := client.Insert(ctx, j, found()); err != nil {
		return fmt.Errorf("enqueue %s: %w", j.Kind(), err)
	}
	return nil
}

// Grown has it found, once there is time for it, what follows from what a
// transaction adds to the ledger, if it is committed. It must be called while no
// other adds: of two that look at once whether a job waits both would make one.
func (q *Queue) Grown(ctx context.Context, tx pgx.Tx) error {
	there, err := q.waits(ctx, tx, copiesJob{}.Kind())
	if err != nil || there {
		return err
	}
	if _, err := q.client.InsertTx(ctx, tx, copiesJob{}, found()); err != nil {
		return fmt.Errorf("enqueue what is to find: %w", err)
	}
	return nil
}
