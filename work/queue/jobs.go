package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river/rivertype"

	"demarche"
	"demarche/operations"
)

// Count is how many jobs of a kind are in a state, and Dead a job that is tried no more.
type (
	Count = operations.Tally
	Dead  = operations.Job
)

// state puts River's states into the words of Count.
func state(s rivertype.JobState) string {
	switch s {
	case rivertype.JobStateAvailable, rivertype.JobStatePending:
		return "waiting"
	case rivertype.JobStateRunning:
		return "running"
	case rivertype.JobStateRetryable, rivertype.JobStateScheduled:
		return "later"
	case rivertype.JobStateCancelled, rivertype.JobStateDiscarded:
		return "dead"
	}
	return "done"
}

// Counts tells how many jobs of each kind there are, and in which state.
func (q *Queue) Counts(ctx context.Context) ([]Count, error) {
	rows, err := q.pool.Query(ctx, "SELECT kind, state::text, count(*), min(created_at) FROM "+q.table("river_job")+" GROUP BY kind, state ORDER BY kind, state")
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	defer rows.Close()
	counts := []Count{}
	for rows.Next() {
		var c Count
		var in string
		if err := rows.Scan(&c.Kind, &in, &c.Jobs, &c.Oldest); err != nil {
			return nil, fmt.Errorf("count jobs: %w", err)
		}
		c.State = state(rivertype.JobState(in))
		if n := len(counts); n > 0 && counts[n-1].Kind == c.Kind && counts[n-1].State == c.State {
			counts[n-1].Jobs += c.Jobs
			if c.Oldest.Before(*counts[n-1].Oldest) {
				counts[n-1].Oldest = c.Oldest
			}
			continue
		}
		counts = append(counts, c)
	}
	return counts, rows.Err() //nolint:wrapcheck // said by the caller
}

// reason gives why a job failed in the words of what failed: River puts the
// name of its own error before those of a job that was given up.
func reason(failure string) string {
	return strings.TrimPrefix(failure, "JobCancelError: ")
}

// dead refuses a job that is not dead.
func (q *Queue) dead(ctx context.Context, tx pgx.Tx, id int64) error {
	j, err := q.client.JobGetTx(ctx, tx, id)
	if err != nil {
		return err //nolint:wrapcheck // gone says of what
	}
	if in := state(j.State); in != "dead" {
		return &demarche.Error{Code: demarche.Conflict, Op: "jobs", Detail: fmt.Sprintf("job %d is not dead: it is %s", id, in), Hint: "demarche jobs --dead lists those that are"}
	}
	return nil
}

// isTaken reports whether a job of the same arguments is there.
func isTaken(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == "23505" // unique_violation
}

// gone explains that a job is not there.
func gone(id int64, err error) error {
	var said *demarche.Error
	switch {
	case errors.As(err, &said):
		return err
	case errors.Is(err, rivertype.ErrNotFound):
		return &demarche.Error{Code: demarche.NotFound, Op: "jobs", Detail: fmt.Sprintf("there is no job %d", id), Err: err, Hint: "demarche jobs --dead lists those that can be named"}
	case isTaken(err):
		return &demarche.Error{Code: demarche.Conflict, Op: "jobs", Detail: fmt.Sprintf("another job does what job %d did", id), Err: err, Hint: "drop the dead one"}
	case errors.Is(err, rivertype.ErrJobRunning):
		return &demarche.Error{Code: demarche.Conflict, Op: "jobs", Detail: fmt.Sprintf("job %d is being worked", id), Err: err}
	case err != nil:
		return fmt.Errorf("job %d: %w", id, err)
	}
	return nil
}
