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

// Count is how many jobs of a kind are in a state.
type Count = operations.Tally

// Dead is a job that is tried no more.
type Dead = operations.Job

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

// reason gives why a job failed in the words of what failed: River puts the
// name of its own error before those of a job that was given up.
func reason(failure string) string {
	return strings.TrimPrefix(failure, "JobCancelError: ")
}

// dead refuses a job that is not dead. One that failed and waits until it is
// tried again can be tried now.
func (q *Queue) dead(ctx context.Context, tx pgx.Tx, id int64, what string) error {
	j, err := q.client.JobGetTx(ctx, tx, id)
	if err != nil {
		return err //nolint:wrapcheck // gone says of what
	}
	if what == operations.Retry && j.State == rivertype.JobStateRetryable {
		return nil
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
