package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// runner is a transaction or a pool of connections.
type runner interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// scanner is a row.
type scanner interface{ Scan(into ...any) error }

// errNoRow tells that a query for one row found none.
var errNoRow = pgx.ErrNoRows

// named are the parameters of a statement.
type named map[string]any

// args gives the parameters as the driver takes them. Strings of any type, and
// lists of them, are written as PostgreSQL keeps text.
func (n named) args() []any {
	if len(n) == 0 {
		return nil
	}
	args := make(pgx.NamedArgs, len(n))
	for name, value := range n {
		args[name] = kept(value)
	}
	return []any{args}
}

// kept gives a value as PostgreSQL keeps it.
func kept(value any) any {
	if s, ok := value.(string); ok {
		return asText(s)
	}
	v := reflect.ValueOf(value)
	switch {
	case v.Kind() == reflect.String:
		return asText(v.String())
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		list := make([]string, v.Len())
		for i := range list {
			list[i] = asText(v.Index(i).String())
		}
		return list
	}
	return value
}

// textRow is a row whose texts are given as they came.
type textRow struct{ row scanner }

func (r textRow) Scan(into ...any) error {
	if err := r.row.Scan(into...); err != nil {
		return err
	}
	for _, target := range into {
		if err := back(target); err != nil {
			return err
		}
	}
	return nil
}

// back gives a text that was scanned as it came.
func back(target any) error {
	var err error
	switch t := target.(type) {
	case *string:
		*t, err = fromText(*t)
	case *sql.NullString:
		t.String, err = fromText(t.String)
	case nil:
	default:
		v := reflect.ValueOf(target).Elem()
		if v.Kind() != reflect.String {
			return nil
		}
		var s string
		s, err = fromText(v.String())
		v.SetString(s)
	}
	return err
}

// access asks the database in one transaction, or anywhere.
type access struct {
	ctx     context.Context
	on      runner
	queries queries
}

// each calls take with each row of a statement.
func (a access) each(statement string, p named, take func(scanner) error) error {
	rows, err := a.on.Query(a.ctx, statement, p.args()...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(textRow{rows}); err != nil {
			return err
		}
	}
	return rows.Err()
}

// all calls take with each row of a query of the files.
func (a access) all(query string, p named, take func(scanner) error) error {
	return a.each(a.queries[query], p, take)
}

// row gives the one row of a query; its Scan fails with errNoRow if there is none.
func (a access) row(query string, p named) scanner {
	return textRow{a.on.QueryRow(a.ctx, a.queries[query], p.args()...)}
}

// exec runs a statement and gives how many rows it changed.
func (a access) exec(query string, p named) (int64, error) {
	tag, err := a.on.Exec(a.ctx, a.queries[query], p.args()...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	return tag.RowsAffected(), nil
}

// find runs a query for one number and reports whether there was one.
func (a access) find(query string, p named) (int64, bool, error) {
	var n int64
	err := a.row(query, p).Scan(&n)
	if errors.Is(err, errNoRow) {
		return 0, false, nil
	}
	return n, err == nil, err
}

// list gives what take makes of each row of a query.
func list[T any](a access, query string, p named, take func(scanner) (T, error)) ([]T, error) {
	var all []T
	err := a.all(query, p, func(row scanner) error {
		one, err := take(row)
		all = append(all, one)
		return err
	})
	return all, err
}

// columnsOf gives the names in a list with spaces between them.
func columnsOf(columns string) []string { return strings.Fields(columns) }

// valuesOf gives the values of columns in their order, as PostgreSQL keeps them.
func valuesOf(columns string, p named) []any {
	names := columnsOf(columns)
	values := make([]any, len(names))
	for i, name := range names {
		values[i] = kept(p[name])
	}
	return values
}
