package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"reflect"
	"strconv"

	"demarche/ledger/rows"
)

// named are the parameters of a statement.
type named = rows.Named

// scanner is a row.
type scanner = rows.Row

// arguments gives parameters as the driver takes them. Lists are written as
// JSON, which json_each takes apart.
func arguments(p named) []any {
	args := make([]any, 0, len(p))
	for name, value := range p {
		if t := reflect.TypeOf(value); t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 {
			if list, err := json.Marshal(value); err == nil { // else the driver refuses the value
				value = string(list)
			}
		}
		args = append(args, sql.Named(name, value))
	}
	return args
}

// querier is a database or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// access asks the database in one transaction, or anywhere.
type access struct {
	ctx     context.Context
	on      querier
	queries queries
}

var _ rows.Moment = access{}

// Row gives the one row of a query.
func (a access) Row(query string, p named) scanner {
	return a.on.QueryRowContext(a.ctx, a.queries[query], arguments(p)...)
}

// All calls take with each row of a query.
func (a access) All(query string, p named, take func(scanner) error) error {
	return a.Ask(a.queries[query], p, take)
}

// Ask calls take with each row of a statement.
func (a access) Ask(statement string, p named, take func(scanner) error) error {
	return each(take)(a.on.QueryContext(a.ctx, statement, arguments(p)...))
}

// each calls take with each row of an answer.
func each(take func(scanner) error) func(*sql.Rows, error) error {
	return func(rows *sql.Rows, err error) error {
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			if err := take(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
}

// Open gives the rows of a query.
func (a access) Open(query string) (rows.Cursor, error) {
	return a.on.QueryContext(a.ctx, a.queries[query])
}

// Statement gives the SQL of a query.
func (a access) Statement(query string) string { return a.queries[query] }

// Both puts together the rows of two statements in the order of their first column.
func (a access) Both(one, other string, most int) string {
	both := one + "\nUNION ALL\n" + other + "\nORDER BY 1"
	if most > 0 {
		both += "\nLIMIT " + strconv.Itoa(most)
	}
	return both
}

// Knew gives the parameters of the query Known: lists of [text, document] and
// of [record, status, version].
func (a access) Knew(p rows.Past) named {
	choices, reviews := make([][2]int64, len(p.Choices)), make([][3]any, len(p.Reviews))
	for i, c := range p.Choices {
		choices[i] = [2]int64{c.Text, c.Document}
	}
	for i, r := range p.Reviews {
		reviews[i] = [3]any{r.Record, r.Status, r.Version}
	}
	return named{"known": p.Line, "choices": choices, "reviews": reviews}
}

// GoBack tells to what to go back where the ledger is damaged.
func (a access) GoBack() string { return "a copy of the file" }

// anywhere asks outside of a transaction.
func (s *Store) anywhere(ctx context.Context) rows.Moment {
	return access{ctx: ctx, on: s.read, queries: s.queries}
}

// reading gives do one moment of the ledger to read from.
func (s *Store) reading(ctx context.Context, do func(m rows.Moment) error) error {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return do(access{ctx: ctx, on: tx, queries: s.queries})
}
