package queue

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// Schema is where the tables of the queue lie beside the ledger of a schema:
// they are no evidence and are kept apart from it.
func Schema(ofLedger string) string { return ofLedger + "_work" }

// There reports whether Prepare has made the tables of the queue, all of this
// version, and the user of the connections may reach them.
func There(ctx context.Context, pool *pgxpool.Pool, schema string) (bool, error) {
	var there bool
	err := pool.QueryRow(ctx, "SELECT count(*) = 5 AND bool_and(has_schema_privilege(n.oid, 'USAGE')) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "+
		"WHERE n.nspname = $1 AND c.relname IN ('watched', 'found', 'actions', 'workers', 'drawn')", schema).Scan(&there)
	if err != nil {
		return false, fmt.Errorf("is there a queue: %w", err)
	}
	return there, nil
}

// Hidden reports whether there is a queue that the user of the connections may not reach.
func Hidden(ctx context.Context, pool *pgxpool.Pool, schema string) (hidden bool, err error) {
	err = pool.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1 AND NOT has_schema_privilege(oid, 'USAGE'))", schema).Scan(&hidden)
	if err != nil {
		return false, fmt.Errorf("is there a queue: %w", err)
	}
	return hidden, nil
}

// Prepare makes the tables of the queue, or brings them to the form of this
// version. Several programs may do it at once.
func Prepare(ctx context.Context, pool *pgxpool.Pool, schema string, log *slog.Logger) error {
	if err := prepare(ctx, pool, schema, log); err != nil {
		return fmt.Errorf("prepare the queue: %w", err)
	}
	return nil
}

// prepare holds a lock of the session, not of a transaction: some of River's
// migrations need the one before to be committed.
func prepare(ctx context.Context, pool *pgxpool.Pool, schema string, log *slog.Logger) error {
	if most := pool.Config().MaxConns; most < leastConnections {
		return fmt.Errorf("pool_max_conns=%d is too few: the queue needs %d connections", most, leastConnections)
	}
	m, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: schema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if there, err := There(ctx, pool, schema); err != nil {
		return err
	} else if there {
		if known, err := m.Validate(ctx, nil); err == nil && known.OK {
			return nil // as it should be: whoever may only work need not be able to make it
		}
	}
	alone, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer alone.Release()
	name := "demarche queue " + schema
	if _, err := alone.Exec(ctx, "SELECT pg_advisory_lock(hashtextextended($1, 0))", name); err != nil {
		return err
	}
	defer func() {
		_, _ = alone.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(hashtextextended($1, 0))", name) // it ends with the session anyway
	}()
	if _, err := alone.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{schema}.Sanitize()); err != nil {
		return err
	}
	if m, err = rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: schema, Logger: warnings(log)}); err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	for _, table := range tables(schema) {
		if _, err := alone.Exec(ctx, "CREATE TABLE IF NOT EXISTS "+table); err != nil {
			return err
		}
	}
	_, err = alone.Exec(ctx, makeFound(schema)+";"+makeDrawn(schema))
	return err
}

// tables are those that are kept beside River's and what was found.
func tables(schema string) []string {
	return []string{
		watchTable(schema) + " (host text PRIMARY KEY, seen bytea NOT NULL, at timestamptz NOT NULL DEFAULT now())",
		actionTable(schema) + " (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), by text NOT NULL, what text NOT NULL, " +
			"job bigint NOT NULL, kind text NOT NULL, about text NOT NULL, reason text NOT NULL)",
		workerTable(schema) + " (id text PRIMARY KEY, host text NOT NULL, process integer NOT NULL, reader text NOT NULL, queues text[] NOT NULL, " +
			"since timestamptz NOT NULL DEFAULT now(), seen timestamptz NOT NULL DEFAULT now())",
	}
}

// leastConnections is how many connections a program that works on a queue needs:
// to be told of jobs, to make the tables, and to work.
const leastConnections = 3

func watchTable(schema string) string { return pgx.Identifier{schema, "watched"}.Sanitize() }

func actionTable(schema string) string { return pgx.Identifier{schema, "actions"}.Sanitize() }

func workerTable(schema string) string { return pgx.Identifier{schema, "workers"}.Sanitize() }

// Queue takes jobs. It works none; see Worker.
type Queue struct {
	schema string
	pool   *pgxpool.Pool // nil where jobs are inserted in transactions alone
	client *river.Client[pgx.Tx]
}

// New gives the queue in a schema that Prepare has made. pool may be nil where
// jobs are inserted in transactions alone.
func New(pool *pgxpool.Pool, schema string, log *slog.Logger) (*Queue, error) {
	c, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Schema: schema, Logger: warnings(log)})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &Queue{schema: schema, pool: pool, client: c}, nil
}

// Captured has a capture read, if the transaction that keeps it is committed and
// its context has a priority.
func (q *Queue) Captured(ctx context.Context, tx pgx.Tx, line int64) error {
	p, ok := priorityIn(ctx)
	if !ok {
		return nil
	}
	j := extractJob{Line: line}
	if _, err := q.client.InsertTx(ctx, tx, j, j.options(p)); err != nil {
		return fmt.Errorf("enqueue the reading of line %d: %w", line, err)
	}
	return nil
}

// Part is a part of a web archive: the records that begin in it.
type Part struct {
	Path     string // as every worker sees it
	From, To int64  // offsets in bytes; To is exclusive, 0 for the end
}

// Take has the pages in parts of web archives taken that may concern returns,
// and gives how many parts were not in the queue already.
func (q *Queue) Take(ctx context.Context, parts []Part) (int, error) {
	jobs := make([]river.InsertManyParams, len(parts))
	for i, p := range parts {
		jobs[i] = river.InsertManyParams{Args: archiveJob(p), InsertOpts: once(archiveQueue, int(Archive), archiveTries)}
	}
	if len(jobs) == 0 {
		return 0, nil
	}
	results, err := q.client.InsertMany(ctx, jobs)
	if err != nil {
		return 0, fmt.Errorf("enqueue an archive: %w", err)
	}
	taken := 0
	for _, r := range results {
		if !r.UniqueSkippedAsDuplicate {
			taken++
		}
	}
	return taken, nil
}

// table names a table of the queue.
func (q *Queue) table(name string) string { return pgx.Identifier{q.schema, name}.Sanitize() }

// kept is how long jobs that are done can be looked at. Those that failed for
// good stay until somebody retries or drops them.
const kept = time.Hour
