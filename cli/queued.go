package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger/postgres"
	workqueue "demarche/work/queue"
)

// queued is a ledger in PostgreSQL with the queue of the work on it.
type queued struct {
	*postgres.Store
	queue  *workqueue.Queue // nil where the ledger is open for reading only and has none
	schema string           // of the queue
}

// openQueued opens the ledger at an address of PostgreSQL. The queue is made
// with a ledger that is opened for writing.
func openQueued(ctx context.Context, address string, readOnly bool, now func() time.Time) (demarche.Ledger, error) {
	log := slog.New(slog.DiscardHandler) // what fails comes back as an error
	q := &queued{}
	var insert *workqueue.Queue
	finds := false // who may not have jobs made adds without
	var err error
	q.Store, err = postgres.Open(ctx, address, postgres.Options{Clock: now, ReadOnly: readOnly,
		OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
			return insert.Captured(ctx, tx, c.Sequence)
		},
		OnGrowth: func(ctx context.Context, tx pgx.Tx) error {
			if !finds {
				return nil
			}
			return insert.Grown(ctx, tx)
		}})
	if err != nil {
		return nil, err
	}
	q.schema = workqueue.Schema(q.Schema())
	there := true
	if readOnly {
		there, err = workqueue.There(ctx, q.Pool(), q.schema)
	} else {
		err = prepareQueue(ctx, q, log)
	}
	if err == nil && there {
		insert, err = workqueue.New(nil, q.schema, log)
	}
	if err == nil && there {
		q.queue, err = workqueue.New(q.Pool(), q.schema, log)
	}
	if err == nil && q.queue != nil && !readOnly {
		finds, err = q.queue.MayFind(ctx)
	}
	if err != nil {
		_ = q.Close()
		return nil, err
	}
	return q, nil
}

// prepareQueue makes the queue where there is none yet.
func prepareQueue(ctx context.Context, q *queued, log *slog.Logger) error {
	there, err := workqueue.There(ctx, q.Pool(), q.schema)
	if err == nil && !there {
		err = workqueue.Prepare(ctx, q.Pool(), q.schema, log)
	}
	if err != nil {
		return &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: q.schema, Detail: "the queue of work cannot be made", Err: err,
			Hint: "let the owner of the ledger open it once, such as with demarche worker --once; docs/postgres.md tells of roles"}
	}
	return nil
}

// noQueue tells that the queue of work was not made, as where a dump of the
// ledger was restored without it.
func noQueue(ledger string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "jobs", Path: ledger, Detail: "there is no queue of work beside the ledger",
		Hint: "demarche worker makes it, as the owner of the ledger, and finds in the ledger what is unread"}
}

// mayNotSee tells a role that only reads that the queue is not for it.
func mayNotSee(ledger string) error {
	return &demarche.Error{Code: demarche.Storage, Op: "jobs", Path: ledger, Detail: "the queue of work is not shown to this user of the database",
		Hint: "connect as the owner of the ledger, or as a role that writes: the queue names captures, also of collections that are not published"}
}

// found gives where what was found of copies and events is kept for all who use
// the ledger, and for which version of the program; nil if there is no such place.
func (q *queued) found() (f *workqueue.Found, program string) {
	program, known := builtVersion()
	if q.queue == nil || !known {
		return nil, ""
	}
	return workqueue.NewFound(q.Pool(), q.schema, program), program
}
