package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
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
