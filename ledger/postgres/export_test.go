package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"demarche"
)

// Queries gives the statements of the store.
func Queries() map[string]string { return generated() }

// Prepare has PostgreSQL plan a statement.
func Prepare(ctx context.Context, conn *pgx.Conn, query string) error {
	sql, _, err := pgx.NamedArgs{}.RewriteQuery(ctx, conn, query, nil)
	if err != nil {
		return err
	}
	_, err = conn.Prepare(ctx, "", sql)
	return err
}

// Drop removes the schema of an address.
func Drop(ctx context.Context, address string) error {
	config, schema, err := configure(address)
	if err != nil {
		return err
	}
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, "DROP SCHEMA IF EXISTS "+pgx.Identifier{schema}.Sanitize()+" CASCADE")
	return err
}

// Objects gives what the tables of the ledger are made of.
func (s *Store) Objects(ctx context.Context) (string, error) {
	all, err := s.anywhere(ctx).objects()
	var b strings.Builder
	for _, o := range all {
		if o.table != versionTable {
			b.WriteString(o.String() + "\n")
		}
	}
	return b.String(), err
}

// VerifyIn verifies the ledger as a transaction sees it.
func (s *Store) VerifyIn(ctx context.Context, tx pgx.Tx) (demarche.Verification, error) {
	return verifyAt(access{ctx: ctx, on: tx, queries: s.queries}, nil)
}

// Vectors gives the parts in which the words of a text are kept, and their sizes.
func Vectors(head, body string) (texts []string, sizes []int) {
	for _, v := range vectors(head, body) {
		texts, sizes = append(texts, v.text), append(sizes, v.size)
	}
	return texts, sizes
}

// DownAndUp takes all migrations back and makes them again.
func DownAndUp(ctx context.Context, address string) (err error) {
	config, _, err := configure(address)
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*config.ConnConfig)
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := migrations(db)
	if err != nil {
		return err
	}
	if _, err := provider.DownTo(ctx, 0); err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}
