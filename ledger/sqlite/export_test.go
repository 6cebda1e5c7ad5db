package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"demarche"
	"demarche/ledger/rows"
)

// Raw opens the file without the safeguards of a Store.
func Raw(path string) (*sql.DB, error) { return connect(dsn(path, "mode=rw"), 1) }

// LimitPages makes the store's disk full at so many pages; 0 makes it large again.
func (s *Store) LimitPages(ctx context.Context, n int) error {
	if n == 0 {
		n = 1 << 30
	}
	_, err := s.write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n))
	return err
}

// Pages tells how many pages the file has.
func (s *Store) Pages(ctx context.Context) (n int, err error) {
	err = s.write.QueryRowContext(ctx, "PRAGMA page_count").Scan(&n)
	return n, err
}

// Queries gives the statements of the query files.
func Queries() map[string]string { return generated() }

// EntriesQuery gives the query of a filter.
func (s *Store) EntriesQuery(f demarche.Filter) (string, []any, error) {
	statement, p := rows.Filtered(s.anywhere(context.Background()), "Entries", f)
	return statement, arguments(p), nil
}

// DownAndUp takes all migrations back and makes them again.
func DownAndUp(ctx context.Context, db *sql.DB) error {
	p, err := migrations(db, nil)
	if err != nil {
		return err
	}
	if _, err := p.DownTo(ctx, 0); err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// DownTo takes the migrations after one back.
func DownTo(ctx context.Context, db *sql.DB, version int64) error {
	p, err := migrations(db, nil)
	if err != nil {
		return err
	}
	_, err = p.DownTo(ctx, version)
	return err
}

// Claim makes a file a ledger without tables.
func Claim(ctx context.Context, path string) error { return claim(ctx, path) }
