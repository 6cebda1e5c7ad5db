package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"demarche"
)

// Count is how many jobs of a kind are in a state.
type Count struct {
	Kind   string     `json:"kind"`
	State  string     `json:"state"` // waiting, running, later, dead or done
	Jobs   int        `json:"jobs"`
	Oldest *time.Time `json:"oldest"` // when the first of them was made
}

// Dead is a job that is tried no more.
type Dead struct {
	ID       int64           `json:"id"`
	Kind     string          `json:"kind"`
	About    json.RawMessage `json:"about"` // its arguments
	What     string          `json:"what"`  // the same for people: an address, a file, a host
	Attempts int             `json:"attempts"`
	Reason   string          `json:"reason"` // of the last failure
	At       *time.Time      `json:"at"`     // when it was given up
}

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

// Dead gives jobs that are tried no more, the newest first, at most so many.
func (q *Queue) Dead(ctx context.Context, most int) ([]Dead, error) {
	list, err := q.client.JobList(ctx, river.NewJobListParams().First(most).States(rivertype.JobStateCancelled, rivertype.JobStateDiscarded).
		OrderBy(river.JobListOrderByFinalizedAt, river.SortOrderDesc))
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	all := make([]Dead, len(list.Jobs))
	for i, j := range list.Jobs {
		all[i] = Dead{ID: j.ID, Kind: j.Kind, About: j.EncodedArgs, What: what(j), Attempts: j.Attempt, At: j.FinalizedAt}
		if n := len(j.Errors); n > 0 {
			all[i].Reason = reason(j.Errors[n-1].Error)
		}
	}
	return all, q.addresses(ctx, all)
}

// Addresser knows where the captures of lines of the log came from.
type Addresser interface {
	Addresses(ctx context.Context, lines []int64) (map[int64]string, error)
}

// addresses names captures by where they came from.
func (q *Queue) addresses(ctx context.Context, dead []Dead) error {
	var lines []int64
	for _, d := range dead {
		if line, ok := d.line(); ok {
			lines = append(lines, line)
		}
	}
	if q.Captures == nil || len(lines) == 0 {
		return nil
	}
	of, err := q.Captures.Addresses(ctx, lines)
	if err != nil {
		return fmt.Errorf("addresses of captures: %w", err)
	}
	for i, d := range dead {
		line, _ := d.line()
		if address := of[line]; address != "" {
			dead[i].What = address
		}
	}
	return nil
}

// reason gives why a job failed in the words of what failed: River puts the
// name of its own error before those of a job that was given up.
func reason(failure string) string {
	return strings.TrimPrefix(failure, "JobCancelError: ")
}

// what says what a job is about. Of the reading of a capture the queue knows
// the line of the log alone.
func what(j *rivertype.JobRow) string {
	var a struct {
		readJob
		fetchJob
		archiveJob
		sweepJob
	}
	if err := json.Unmarshal(j.EncodedArgs, &a); err != nil {
		return string(j.EncodedArgs)
	}
	switch j.Kind {
	case readJob{}.Kind():
		return fmt.Sprintf("line %d of the log", a.Line)
	case fetchJob{}.Kind():
		return a.Host
	case archiveJob{}.Kind():
		return fmt.Sprintf("%s from byte %d", a.Path, a.From)
	case sweepJob{}.Kind():
		return "reader " + a.Reader
	}
	return ""
}

// line gives the line of the log of the capture that a job reads, if it is such a job.
func (d Dead) line() (line int64, ok bool) {
	var j readJob
	if d.Kind != j.Kind() || json.Unmarshal(d.About, &j) != nil {
		return 0, false
	}
	return j.Line, true
}

// Retry has a dead job tried again, now.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	if err := q.dead(ctx, id); err != nil {
		return err
	}
	_, err := q.client.JobRetry(ctx, id)
	return gone(id, err)
}

// Drop removes a dead job. What it was about stays in the ledger; a capture that
// is unread is tried again by the next sweep.
func (q *Queue) Drop(ctx context.Context, id int64) error {
	if err := q.dead(ctx, id); err != nil {
		return err
	}
	_, err := q.client.JobDelete(ctx, id)
	return gone(id, err)
}

// dead refuses a job that is not dead.
func (q *Queue) dead(ctx context.Context, id int64) error {
	j, err := q.client.JobGet(ctx, id)
	if err != nil {
		return gone(id, err)
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
	switch {
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
