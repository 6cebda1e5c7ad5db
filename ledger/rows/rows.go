// Package rows reads a ledger out of the tables of a database, whichever that
// is: what is asked, proved, exported and searched of it. Stores bring the
// database: its connections and transactions, and the queries, which all of
// them have under the same names.
package rows

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"

	"demarche"
	"demarche/ledger"
)

// Row is a row of an answer.
type Row interface{ Scan(into ...any) error }

// Named are the parameters of a query by their names. Lists are slices.
type Named = map[string]any

// Reader answers the queries of a store by their names.
type Reader interface {
	// Row gives the one row of an answer; its Scan fails with sql.ErrNoRows if there is none.
	Row(query string, p Named) Row
	// All calls take with each row of an answer. take asks nothing itself.
	All(query string, p Named, take func(Row) error) error
}

// Cursor goes through an answer row by row.
type Cursor interface {
	Row
	Next() bool
	Err() error // that ended the rows early
	Close() error
}

// Moment is a ledger as it is at one moment.
type Moment interface {
	Reader
	// Open gives an answer in memory that does not grow with it; other queries
	// may be asked between two rows.
	Open(query string) (Cursor, error)
	// Statement gives the SQL of a query, to be put together with that of others.
	Statement(query string) string
	// Ask does what All does, with SQL that was put together.
	Ask(statement string, p Named, take func(Row) error) error
	// Both puts together the rows of two statements in the order of their first
	// column, at most so many unless that is 0.
	Both(one, other string, most int) string
	// Knew gives the parameters of the query Known.
	Knew(p Past) Named
	// GoBack tells to what to go back where the ledger is damaged.
	GoBack() string
}

// List gives what take makes of each row of an answer.
func List[T any](r Reader, query string, p Named, take func(Row) (T, error)) ([]T, error) {
	var all []T
	err := r.All(query, p, func(row Row) error {
		one, err := take(row)
		all = append(all, one)
		return err
	})
	return all, err
}

// Find asks for one number and reports whether there is one.
func Find(r Reader, query string, p Named) (int64, bool, error) {
	var n int64
	err := r.Row(query, p).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return n, err == nil, err
}

// Through calls take with each row of an answer, in memory that does not grow
// with it; take may ask other queries.
func Through(m Moment, query string, take func(Row) error) (err error) {
	c, err := m.Open(query)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	for c.Next() {
		if err := take(c); err != nil {
			return err
		}
	}
	return c.Err()
}

// Damaged is the error of an entry that is not what was kept.
func Damaged(m Moment, id string, err error) error {
	return damaged(m, id, "the entry is damaged", err)
}

func damaged(m Moment, path, detail string, err error) error {
	return &demarche.Error{Code: demarche.Corrupt, Op: "read ledger", Path: path, Detail: detail, Err: err,
		Hint: "run demarche verify to see what is damaged, and go back to " + m.GoBack()}
}

// Base is what a store brings to answer questions.
type Base struct {
	Path     string                                                   // where the ledger lies, for a reader
	Reading  func(ctx context.Context, do func(m Moment) error) error // gives do one moment of the ledger
	Anywhere func(ctx context.Context) Moment                         // each query of a moment of its own
	Explain  func(op string, err error) error                         // makes a demarche.Error of what the database reports
	Sought   func(m Moment, terms []ledger.Term) ([]Place, error)     // the newest rows in which all terms stand
	Remember bool                                                     // keep in memory what searches looked up, until the log grows; asks SoughtGone and TouchedTexts
}

// Questions answers what is asked of a ledger. Stores embed it.
type Questions struct {
	base   Base
	memory *memory                        // nil if searches remember nothing
	head   *atomic.Pointer[demarche.Head] // of the log, as it was when it was asked for last
	rooms  *sync.Pool                     // of candidates that searches are done with
}

// NewQuestions gives the answers of a store.
func NewQuestions(b Base) Questions {
	q := Questions{base: b, head: new(atomic.Pointer[demarche.Head]), rooms: new(sync.Pool)}
	if b.Remember {
		q.memory = new(memory)
	}
	return q
}
