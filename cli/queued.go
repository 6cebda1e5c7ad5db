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
	var err error
	q.Store, err = postgres.Open(ctx, address, postgres.Options{Clock: now, ReadOnly: readOnly,
		OnCapture: func(ctx context.Context, tx pgx.Tx, c postgres.NewCapture) error {
			return insert.Captured(ctx, tx, c.Sequence)
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
