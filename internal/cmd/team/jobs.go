package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
	"demarche/ledger/postgres"
	"demarche/work/queue"
)

// Jobs is what a job costs by how many there are.
type Jobs struct {
	Where
	Tried   int     `json:"tried"` // jobs that were worked at each size
	Sizes   []Size  `json:"sizes"`
	Cleaned Cleaned `json:"cleaned"`
}

// Size is what a job costs beside so many others. The reading itself is not done.
type Size struct {
	Waiting      int     `json:"waiting"`
	Done         int     `json:"done"`
	Enqueue      float64 `json:"enqueue_ms"`    // in a transaction of its own
	Work         float64 `json:"work_ms"`       // to take one and to finish it, of one worker that takes 32 at a time
	DatabaseTime float64 `json:"postgresql_ms"` // processor time of PostgreSQL in that
	Count        float64 `json:"count_ms"`      // to count all, as /metrics and demarche jobs do
	Bytes        float64 `json:"bytes"`         // of the table with its indexes
}

// Cleaned is how jobs are cleaned away that were done long ago.
type Cleaned struct {
	Done    int     `json:"done"`
	Left    int     `json:"left"`
	Seconds float64 `json:"seconds"`
}

// backlog is a queue that holds jobs without what they are about.
type backlog struct {
	*team
	ledger *postgres.Store
	pool   *pgxpool.Pool
	queue  *queue.Queue
	schema string
	table  string
	next   int64 // line of the next job
}

// measureJobs measures at each size of the queue, and at the largest once more
// with as many jobs that are done.
func (t *team) measureJobs(ctx context.Context) (j *Jobs, err error) {
	address := t.schema()
	l, q, err := t.open(ctx, address)
	if err != nil {
		return nil, err
	}
	schema := queue.Schema(l.Schema())
	b := &backlog{team: t, ledger: l, pool: l.Pool(), queue: q, schema: schema, table: pgx.Identifier{schema, "river_job"}.Sanitize(), next: 1}
	defer func() {
		_ = l.Close()
		if derr := t.drop(ctx, address); err == nil {
			err = derr
		}
	}()
	j = &Jobs{Where: where(), Tried: t.tried}
	most := 0
	for _, field := range strings.Split(t.queued, ",") {
		n, err := strconv.Atoi(field)
		if err != nil || n < t.tried/2 || n < most {
			return nil, fmt.Errorf("-queued %s: numbers, the smaller before the larger, none below half of -tried %d", t.queued, t.tried)
		}
		most = n
		if err := b.measure(ctx, n, 0, j); err != nil {
			return nil, err
		}
	}
	if err := b.measure(ctx, min(most, t.tried), most, j); err != nil {
		return nil, err
	}
	j.Cleaned, err = b.clean(ctx)
	return j, err
}

// measure fills the queue anew and measures.
func (b *backlog) measure(ctx context.Context, waiting, done int, j *Jobs) error {
	if err := b.fill(ctx, waiting, done); err != nil {
		return fmt.Errorf("fill the queue: %w", err)
	}
	s := Size{Waiting: waiting, Done: done}
	var err error
	if s.Enqueue, err = b.enqueue(ctx); err != nil {
		return err
	}
	begin := time.Now()
	if _, err := b.queue.Counts(ctx); err != nil {
		return err
	}
	s.Count = ms(time.Since(begin))
	if err := b.pool.QueryRow(ctx, "SELECT pg_total_relation_size($1::regclass)::float8", b.table).Scan(&s.Bytes); err != nil {
		return err
	}
	before := b.databaseTime()
	took, err := b.work(ctx, min(b.tried, waiting))
	if err != nil {
		return err
	}
	tried := float64(min(b.tried, waiting))
	s.Work, s.DatabaseTime = ms(took)/tried, ms(b.databaseTime()-before)/tried
	j.Sizes = append(j.Sizes, s)
	_, _ = fmt.Fprintf(b.log, "%d waiting, %d done: %.2f ms to enqueue one, %.2f ms to work one\n", waiting, done, s.Enqueue, s.Work)
	return nil
}

// fill empties the queue and has so many jobs wait and so many be done. All are
// made like the first, which the program itself made.
func (b *backlog) fill(ctx context.Context, waiting, done int) error {
	if _, err := b.pool.Exec(ctx, "TRUNCATE "+b.table); err != nil {
		return err
	}
	if err := b.capture(ctx); err != nil {
		return err
	}
	const like = "INSERT INTO %[1]s (state, attempt, max_attempts, finalized_at, scheduled_at, created_at, priority, args, kind, metadata, queue, tags, unique_key, unique_states)" +
		" SELECT %[2]s, attempt, max_attempts, %[3]s, scheduled_at, created_at, priority, jsonb_build_object('line', n), kind, metadata, queue, tags, sha256(n::text::bytea), unique_states FROM" +
		" (SELECT * FROM %[1]s LIMIT 1) AS first, generate_series($1::bigint, $2::bigint) AS n"
	if _, err := b.pool.Exec(ctx, fmt.Sprintf(like, b.table, "state", "finalized_at"), b.next, b.next+int64(waiting)-2); err != nil {
		return err
	}
	b.next += int64(waiting)
	if done > 0 {
		if _, err := b.pool.Exec(ctx, fmt.Sprintf(like, b.table, "'completed'", "now()"), b.next, b.next+int64(done)-1); err != nil {
			return err
		}
		b.next += int64(done)
	}
	// What filling left to do is not measured: PostgreSQL does it by itself later, in the midst of whatever is.
	for _, do := range []string{"VACUUM (ANALYZE) " + b.table, "CHECKPOINT"} {
		if _, err := b.pool.Exec(ctx, do); err != nil {
			return err
		}
	}
	return nil
}

// capture enqueues one job as the program does.
func (b *backlog) capture(ctx context.Context) error {
	b.next++
	return pgx.BeginFunc(ctx, b.pool, func(tx pgx.Tx) error { return b.queue.Captured(queue.WithPriority(ctx, queue.Added), tx, b.next-1) })
}

// enqueue gives how long it takes to enqueue a job, the median of many, in milliseconds.
func (b *backlog) enqueue(ctx context.Context) (float64, error) {
	const often = 200
	var all []time.Duration
	for range often {
		begin := time.Now()
		if err := b.capture(ctx); err != nil {
			return 0, err
		}
		all = append(all, time.Since(begin))
	}
	return spread(all).P50, nil
}

// readAlready is a ledger in which every capture has been read, so that a job
// takes nothing but being taken and finished.
type readAlready struct {
	*postgres.Store
	asked atomic.Int64
	most  int64
	first time.Time // when the first job began, and when the last one did
	last  time.Time
	stop  func()
}

func (r *readAlready) Unread(context.Context, string, int64, int) ([]int64, error) {
	switch r.asked.Add(1) {
	case 1:
		r.first = time.Now()
	case r.most:
		r.last = time.Now()
		r.stop()
	}
	return nil, nil
}

// work has a worker take and finish so many jobs and gives how long that took.
func (b *backlog) work(ctx context.Context, n int) (time.Duration, error) {
	working, stop := context.WithCancel(ctx)
	defer stop()
	all := &readAlready{Store: b.ledger, most: int64(n), stop: stop}
	if err := b.worker(all).Run(working); err != nil {
		return 0, err
	}
	if all.last.IsZero() {
		return 0, errors.Join(context.Cause(ctx), fmt.Errorf("the worker took %d jobs, not %d", all.asked.Load(), n))
	}
	return all.last.Sub(all.first), nil
}

// atOnce is how many jobs the worker takes at a time: so many that it never waits before it looks for more.
const atOnce = 32

func (b *backlog) worker(l *readAlready) *queue.Worker {
	return &queue.Worker{
		Pool: b.pool, Schema: b.schema, Ledger: l, Version: "none", Jobs: atOnce, Log: slog.New(slog.DiscardHandler),
		Extract: func(context.Context, demarche.Capture) (demarche.Document, error) {
			return demarche.Document{}, errors.New("nothing is read here")
		},
	}
}

// clean lets the jobs that are done grow old, and a worker clean them away.
func (b *backlog) clean(ctx context.Context) (Cleaned, error) {
	const patience = 5 * time.Minute
	c := Cleaned{}
	tag, err := b.pool.Exec(ctx, "UPDATE "+b.table+" SET finalized_at = now() - interval '2 hours' WHERE state = 'completed'")
	if err != nil {
		return c, err
	}
	c.Done = int(tag.RowsAffected())
	if _, err := b.pool.Exec(ctx, "DELETE FROM "+b.table+" WHERE state <> 'completed'"); err != nil {
		return c, err
	}
	working, stop := context.WithTimeout(ctx, patience)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- b.worker(&readAlready{Store: b.ledger, stop: func() {}}).Run(working) }()
	begin := time.Now()
	for c.Left = c.Done; c.Left > 0 && working.Err() == nil; {
		if wait(working, time.Second) != nil {
			break
		}
		if err := b.pool.QueryRow(ctx, "SELECT count(*) FROM "+b.table+" WHERE state = 'completed' AND finalized_at < now() - interval '90 minutes'").Scan(&c.Left); err != nil {
			return c, errors.Join(err, context.Cause(ctx))
		}
	}
	c.Seconds = time.Since(begin).Seconds()
	stop()
	return c, <-ended
}
