package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"demarche/ledger/rows"
)

// runner is a transaction or a pool of connections.
type runner interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// scanner is a row.
type scanner = rows.Row

// errNoRow tells that a query for one row found none.
var errNoRow = pgx.ErrNoRows

// named are the parameters of a statement.
type named = rows.Named

// arguments gives parameters as the driver takes them. Strings of any type, and
// lists of them, are written as PostgreSQL keeps text.
func arguments(n named) []any {
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

var _ rows.Moment = access{}

// Ask calls take with each row of a statement.
func (a access) Ask(statement string, p named, take func(scanner) error) error {
	rows, err := a.on.Query(a.ctx, statement, arguments(p)...)
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

// All calls take with each row of a query of the files.
func (a access) All(query string, p named, take func(scanner) error) error {
	return a.Ask(a.queries[query], p, take)
}

// all and row are All and Row for what is kept beside the log; a writer to the
// log has its own All and Row, which see what it queued.
func (a access) all(query string, p named, take func(scanner) error) error {
	return a.All(query, p, take)
}

// Row gives the one row of a query; its Scan fails with errNoRow if there is none.
func (a access) Row(query string, p named) scanner {
	return textRow{a.on.QueryRow(a.ctx, a.queries[query], arguments(p)...)}
}

func (a access) row(query string, p named) scanner { return a.Row(query, p) }

// Statement gives the SQL of a query of the files.
func (a access) Statement(query string) string { return a.queries[query] }

// Both puts together the rows of two statements in the order of their first
// column, at most so many of each too, so that neither is sorted as a whole.
func (a access) Both(one, other string, most int) string {
	order := "\nORDER BY 1"
	if most > 0 {
		order += "\nLIMIT " + strconv.Itoa(most)
		one, other = "("+one+order+")", "("+other+order+")"
	}
	return one + "\nUNION ALL\n" + other + order
}

// Knew gives the parameters of the query Known: a list for each column.
func (a access) Knew(p rows.Past) named {
	texts, documents := []int64{}, []int64{}
	for _, c := range p.Choices {
		texts, documents = append(texts, c.Text), append(documents, c.Document)
	}
	records, statuses, versions := []int64{}, []string{}, []int64{}
	for _, r := range p.Reviews {
		records, statuses, versions = append(records, r.Record), append(statuses, string(r.Status)), append(versions, r.Version)
	}
	return named{"known": p.Line, "choice_texts": texts, "choice_documents": documents,
		"review_records": records, "review_statuses": statuses, "review_versions": versions}
}

// GoBack tells to what to go back where the ledger is damaged.
func (a access) GoBack() string { return "a backup" }

// exec runs a statement and gives how many rows it changed.
func (a access) exec(query string, p named) (int64, error) {
	tag, err := a.on.Exec(a.ctx, a.queries[query], arguments(p)...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	return tag.RowsAffected(), nil
}

// find runs a query for one number and reports whether there was one.
func (a access) find(query string, p named) (int64, bool, error) { return rows.Find(a, query, p) }

// list gives what take makes of each row of a query.
func list[T any](a access, query string, p named, take func(scanner) (T, error)) ([]T, error) {
	return rows.List(a, query, p, take)
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
