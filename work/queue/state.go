package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivertype"

	"demarche"
	"demarche/operations"
)

// mostFaults is how many stages and sources with errors are told.
const mostFaults = 100

// State tells how the work goes, with so many jobs of each list at most. How
// long captures waited the ledger knows.
func (q *Queue) State(ctx context.Context, most int) (operations.State, error) {
	s := operations.State{Queue: true}
	for _, part := range []func() error{
		func() (err error) { s.Jobs, err = q.Counts(ctx); return err },
		func() (err error) { s.Workers, err = q.workers(ctx); return err },
		func() (err error) {
			s.Failing, err = q.jobs(ctx, "j.state = 'retryable'", "j.scheduled_at", "j.scheduled_at, j.id", most)
			return err
		},
		func() (err error) { s.Dead, err = q.Dead(ctx, most); return err },
		func() (err error) { s.Errors, err = q.faults(ctx); return err },
		func() (err error) { s.Actions, err = q.actions(ctx, most); return err },
		func() error { return q.pool.QueryRow(ctx, "SELECT now()").Scan(&s.At) },
	} {
		if err := part(); err != nil {
			return s, fmt.Errorf("how the work goes: %w", err)
		}
	}
	s.At = s.At.UTC()
	return s, nil
}

// Dead gives jobs that are tried no more, the newest first, at most so many.
func (q *Queue) Dead(ctx context.Context, most int) ([]Dead, error) {
	return q.jobs(ctx, "j.state IN ('cancelled', 'discarded')", "j.finalized_at", "j.finalized_at DESC, j.id DESC", most)
}

// jobs gives jobs for which something holds; at is when, in the sense of operations.Job.
func (q *Queue) jobs(ctx context.Context, where, at, order string, most int) ([]operations.Job, error) {
	rows, err := q.pool.Query(ctx, "SELECT "+q.jobColumns(at)+" FROM "+q.about()+" WHERE "+where+" ORDER BY "+order+" LIMIT $1", most)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (operations.Job, error) { return scanJob(row) }) //nolint:wrapcheck // said by the caller
}

// about joins each job with the capture that it has read.
func (q *Queue) about() string {
	return q.table("river_job") + " j LEFT JOIN captures c ON j.kind IN ('extract', 'read') AND c.sequence = (j.args->>'line')::bigint"
}

// jobColumns are those that scanJob takes.
func (*Queue) jobColumns(at string) string {
	return "j.id, j.kind, j.args, j.attempt, j.max_attempts, " + at + ", coalesce(j.errors[array_upper(j.errors, 1)]->>'error', ''), coalesce(c.address, '')"
}

func scanJob(row pgx.Row, more ...any) (operations.Job, error) {
	var j operations.Job
	var args []byte
	var address string
	if err := row.Scan(append([]any{&j.ID, &j.Kind, &args, &j.Attempts, &j.Most, &j.At, &j.Reason, &address}, more...)...); err != nil {
		return j, err
	}
	if j.At != nil {
		at := j.At.UTC()
		j.At = &at
	}
	j.Reason = reason(j.Reason)
	j.About, j.Line = aboutOf(j.Kind, args, address)
	return j, nil
}

// aboutOf says what a job is about, by its arguments and the address of its capture.
func aboutOf(kind string, args []byte, address string) (string, int64) {
	var of struct {
		Line               int64
		Host, Path, Reader string
		From               int64
	}
	if err := json.Unmarshal(args, &of); err != nil {
		return string(args), 0
	}
	switch kind {
	case extractJob{}.Kind(), readJob{}.Kind():
		return address, of.Line
	case fetchJob{}.Kind():
		return of.Host, 0
	case archiveJob{}.Kind():
		return of.Path + ", from byte " + strconv.FormatInt(of.From, 10), 0
	case sweepJob{}.Kind():
		return of.Reader, 0
	}
	return "", 0
}

// what says what a job that is worked is about; of the reading of a capture the
// job knows the line of the log alone.
func what(j *rivertype.JobRow) string {
	about, line := aboutOf(j.Kind, j.EncodedArgs, "")
	if about == "" && line > 0 {
		return fmt.Sprintf("line %d of the log", line)
	}
	return about
}

// workers gives the workers that were heard of within a day, with what each does.
func (q *Queue) workers(ctx context.Context) ([]operations.Worker, error) {
	rows, err := q.pool.Query(ctx, "SELECT id, host, process, reader, queues, since, seen, seen > now() - make_interval(secs => $1) FROM "+workerTable(q.schema)+" ORDER BY 8 DESC, since, id", silence.Seconds())
	if err != nil {
		return nil, fmt.Errorf("list workers: %w", err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (w operations.Worker, err error) {
		w.Does = []operations.Job{}
		err = row.Scan(&w.ID, &w.Host, &w.Process, &w.Reader, &w.Queues, &w.Since, &w.Seen, &w.Alive)
		w.Since, w.Seen = w.Since.UTC(), w.Seen.UTC()
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("list workers: %w", err)
	}
	rows, err = q.pool.Query(ctx, "SELECT "+q.jobColumns("j.attempted_at")+", coalesce(j.attempted_by[array_upper(j.attempted_by, 1)], '') FROM "+q.about()+" WHERE j.state = 'running' ORDER BY j.attempted_at, j.id")
	if err != nil {
		return nil, fmt.Errorf("list running jobs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var by string
		j, err := scanJob(rows, &by)
		if err != nil {
			return nil, fmt.Errorf("list running jobs: %w", err)
		}
		if i := slices.IndexFunc(all, func(w operations.Worker) bool { return w.ID == by }); i >= 0 {
			all[i].Does = append(all[i].Does, j)
		}
	}
	return all, rows.Err() //nolint:wrapcheck // said by the caller
}

// faults counts the jobs that failed and are not done by their kind and where
// what they are about comes from: so many at most as are counted one by one.
func (q *Queue) faults(ctx context.Context) ([]operations.Fault, error) {
	rows, err := q.pool.Query(ctx, `SELECT kind, source, count(*), max(at), (array_agg(reason ORDER BY at DESC NULLS LAST))[1] FROM (
    SELECT j.kind, j.attempted_at AS at, coalesce(j.errors[array_upper(j.errors, 1)]->>'error', '') AS reason, coalesce(CASE j.kind
        WHEN 'extract' THEN coalesce(substring(c.address from '^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]+)'), 'files')
        WHEN 'read' THEN coalesce(substring(c.address from '^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]+)'), 'files')
        WHEN 'fetch' THEN j.args->>'host'
        WHEN 'archive' THEN j.args->>'path' END, '') AS source
    FROM `+q.about()+` WHERE j.state IN ('retryable', 'cancelled', 'discarded') LIMIT $2) AS failed
GROUP BY kind, source ORDER BY count(*) DESC, kind, source LIMIT $1`, mostFaults, counted)
	if err != nil {
		return nil, fmt.Errorf("count errors: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (f operations.Fault, err error) { //nolint:wrapcheck // said by the caller
		err = row.Scan(&f.Stage, &f.Source, &f.Times, &f.Last, &f.Reason)
		f.Reason = reason(f.Reason)
		if f.Last != nil {
			last := f.Last.UTC()
			f.Last = &last
		}
		return f, err
	})
}

// actions gives what was done about dead jobs, the newest first.
func (q *Queue) actions(ctx context.Context, most int) ([]operations.Action, error) {
	rows, err := q.pool.Query(ctx, "SELECT at, by, what, job, kind, about, reason FROM "+actionTable(q.schema)+" ORDER BY number DESC LIMIT $1", most)
	if err != nil {
		return nil, fmt.Errorf("list what was done: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a operations.Action, err error) { //nolint:wrapcheck // said by the caller
		err = row.Scan(&a.At, &a.By, &a.What, &a.Job, &a.Kind, &a.About, &a.Reason)
		a.At = a.At.UTC()
		return a, err
	})
}

// Act retries or drops a dead job in the name of somebody, and keeps who did it,
// in one transaction. One that is tried later can be retried now. What a job that is dropped was about stays in the ledger; a
// capture that is unread is tried again by the next sweep.
func (q *Queue) Act(ctx context.Context, what string, id int64, by string) error {
	if what != operations.Retry && what != operations.Drop {
		return &demarche.Error{Code: demarche.Invalid, Op: "jobs", Detail: fmt.Sprintf("%q can be done about no job", what), Hint: "a dead job is retried or dropped"}
	}
	err := pgx.BeginFunc(ctx, q.pool, func(tx pgx.Tx) error {
		j, err := scanJob(tx.QueryRow(ctx, "SELECT "+q.jobColumns("j.finalized_at")+" FROM "+q.about()+" WHERE j.id = $1 FOR UPDATE OF j", id))
		if errors.Is(err, pgx.ErrNoRows) {
			return rivertype.ErrNotFound
		}
		if err == nil {
			err = q.dead(ctx, tx, id, what)
		}
		if err == nil && what == operations.Retry {
			_, err = q.client.JobRetryTx(ctx, tx, id)
		} else if err == nil {
			_, err = q.client.JobDeleteTx(ctx, tx, id)
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "INSERT INTO "+actionTable(q.schema)+" (by, what, job, kind, about, reason) VALUES ($1, $2, $3, $4, $5, $6)", by, what, id, j.Kind, j.About, j.Reason)
		return err
	})
	return gone(id, err)
}

// Watched gives what workers remember of the sources that they watch, host by host.
func (q *Queue) Watched(ctx context.Context) ([][]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, memoryTimeout)
	defer cancel()
	rows, err := q.pool.Query(ctx, "SELECT seen FROM "+watchTable(q.schema)+" ORDER BY host")
	if err != nil {
		return nil, fmt.Errorf("what is remembered of sources: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, fmt.Errorf("what is remembered of sources: %w", err)
	}
	return all, nil
}
