// Package postgres keeps the ledger in a schema of a PostgreSQL database.
//
// Every Add is one transaction that is on the server's disk when Add returns.
// Any number of processes on any number of machines may use one ledger at once:
// those who write to the log wait for each other at one row, which is locked
// until the transaction ends, and readers wait for nobody. Triggers refuse to
// change or remove evidence, and the log covers every row, so that Verify finds
// what was changed behind the program's back.
//
// A ledger here has the same sequences, hashes and tree as one in SQLite to
// which the same was added at the same times.
package postgres

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
	"demarche/ledger/rows"
)

// Options change how a ledger is opened; the zero value is for everyday use.
type Options struct {
	Clock    func() time.Time // time.Now if nil; the log keeps when it took each entry
	ReadOnly bool             // add nothing, and do not bring the tables to this version's form
	Patience time.Duration    // how long to wait for others that write, and for a server that starts; 0 for 10 seconds
	// OnCapture, if not nil, is called for each capture that is new, in the
	// transaction that keeps it: what it writes is there if the capture is. An
	// error of it refuses the capture.
	OnCapture func(ctx context.Context, tx pgx.Tx, c NewCapture) error
	// OnGrowth, if not nil, is called at the end of each transaction that adds to
	// the log, while it keeps others from adding. An error of it refuses what is added.
	OnGrowth func(ctx context.Context, tx pgx.Tx) error
}

// NewCapture is a capture that a transaction keeps.
type NewCapture struct {
	Sequence int64  // of its line in the log
	SHA256   string // of the bytes, hexadecimal
	Address  string // where they came from
}

// Store is a ledger in PostgreSQL. It is safe for use by several goroutines.
type Store struct {
	rows.Questions
	shown     string // the address, without a password
	schema    string
	clock     func() time.Time
	patience  time.Duration
	readOnly  bool
	onCapture func(ctx context.Context, tx pgx.Tx, c NewCapture) error
	onGrowth  func(ctx context.Context, tx pgx.Tx) error
	queries   queries
	packer    *pack.Packer
	pool      *pgxpool.Pool
	rated     atomic.Int64  // requests that were counted
	turn      chan struct{} // holds one: of this process one writes at a time, and the others keep no connection waiting
}

var (
	_ demarche.Ledger      = (*Store)(nil)
	_ ledger.Exporter      = (*Store)(nil)
	_ ledger.Capturer      = (*Store)(nil)
	_ ledger.Intake        = (*Store)(nil)
	_ ledger.AccountKeeper = (*Store)(nil)
	_ ledger.Intake        = (*Store)(nil)
	_ ledger.Outbox        = (*Store)(nil)
	_ ledger.LineSource    = (*Store)(nil)
	_ ledger.LineTarget    = (*Store)(nil)
)

// Open opens the ledger at an address (postgres://user@host/database, with
// ?search_path=NAME for another schema than demarche). Unless it is opened for
// reading only, a ledger that is not there is made, in a database that is, and
// one that an earlier version wrote is brought to this version's form. A schema
// that holds something else is never touched.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s := &Store{shown: Shown(address), clock: o.Clock, patience: o.Patience, readOnly: o.ReadOnly, onCapture: o.OnCapture, onGrowth: o.OnGrowth,
		queries: generated(), turn: make(chan struct{}, 1)}
	s.Questions = rows.NewQuestions(rows.Base{Path: s.shown, Explain: s.explain, Sought: soughtBy,
		Reading: func(ctx context.Context, do func(rows.Moment) error) error {
			return s.reading(ctx, func(a access) error { return do(a) })
		},
		Anywhere: func(ctx context.Context) rows.Moment { return s.anywhere(ctx) }})
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.patience == 0 {
		s.patience = 10 * time.Second
	}
	if err := s.open(ctx, address); err != nil {
		_ = s.Close()
		return nil, s.explain("open ledger", err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, address string) error {
	config, schema, err := configure(address)
	if err != nil {
		return err
	}
	s.schema = schema
	if s.packer, err = pack.New(); err != nil {
		return err
	}
	if s.readOnly {
		config.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	}
	config.ConnConfig.RuntimeParams["lock_timeout"] = strconv.FormatInt(s.patience.Milliseconds(), 10)
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = s.patience
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	// A server that is started anew is waited for; that none answers may be a mistake in the address.
	return s.repeatedly(ctx, starting, func() error { return s.prepare(ctx, config.ConnConfig) })
}

// Close closes the ledger. It waits for calls that are under way.
func (s *Store) Close() error {
	if s.pool != nil {
		s.pool.Close()
	}
	return nil
}

// Pool gives the connections of the store, in whose schema others may keep
// tables of their own beside the ledger.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Schema names the schema of the ledger.
func (s *Store) Schema() string { return s.schema }

// Writable reports whether the ledger is open for writing.
func (s *Store) Writable() bool { return !s.readOnly }

func (s *Store) refused(op string) error {
	return &demarche.Error{Code: demarche.Storage, Op: op, Path: s.shown, Detail: "the ledger is open for reading only", Hint: "open it for writing"}
}

// anywhere asks outside of a transaction.
func (s *Store) anywhere(ctx context.Context) access {
	return access{ctx: ctx, on: s.pool, queries: s.queries}
}

// reading gives do one moment of the ledger to read from.
func (s *Store) reading(ctx context.Context, do func(a access) error) error {
	tx, err := s.begin(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	return do(access{ctx: ctx, on: tx, queries: s.queries})
}

// begin begins a transaction.
func (s *Store) begin(ctx context.Context, o pgx.TxOptions) (tx pgx.Tx, err error) {
	err = s.patiently(ctx, func() error {
		tx, err = s.pool.BeginTx(ctx, o)
		return err
	})
	return tx, err
}

// patiently repeats what fails because the server is away or a connection of
// the pool is dead, as after the server was started anew, until the patience of
// the store or the context ends.
func (s *Store) patiently(ctx context.Context, do func() error) error {
	return s.repeatedly(ctx, away, do)
}

// repeatedly repeats what fails in one way, until the patience of the store or the context ends.
func (s *Store) repeatedly(ctx context.Context, again func(error) bool, do func() error) error {
	end := time.Now().Add(s.patience)
	for {
		err := do()
		if err == nil || !again(err) || ctx.Err() != nil || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
