package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"demarche/ledger/rows"
)

// searchVersion is the number of the migration that makes the table of words,
// written in Go because it is filled for what is there already.
const searchVersion = 8

// searchForm gives what the migration makes, in order, and how it is taken back.
//
// The table of words holds, for every text and record, where in it which word
// stands, but not the texts themselves (without content). Words are folded and
// divided before they come here (ledger.Searchable), so that all that its
// tokenizer does is to divide at spaces. search_words counts them word by
// word, for Verify; nothing is kept for it.
func searchForm() []struct{ make, unmake string } {
	return []struct{ make, unmake string }{
		{"CREATE VIRTUAL TABLE search USING fts5 (head, body, content='', contentless_delete=1, tokenize='ascii')", "DROP TABLE search"},
		{"CREATE VIRTUAL TABLE search_words USING fts5vocab (search, col)", "DROP TABLE search_words"},
		{"CREATE INDEX documents_publisher ON documents (publisher, agency)", "DROP INDEX documents_publisher"},
	}
}

// makeSearch makes the table of words of a ledger that was written before
// there was one.
func makeSearch(ctx context.Context, tx *sql.Tx, tell func(done, total int)) error {
	q := generated()
	for _, statement := range searchForm() {
		if _, err := tx.ExecContext(ctx, statement.make); err != nil {
			return err
		}
	}
	set, err := tx.PrepareContext(ctx, q["SetSearch"])
	if err != nil {
		return err
	}
	defer func() { _ = set.Close() }()
	done, total := 0, 0
	if err := tx.QueryRowContext(ctx, q["SearchableRows"]).Scan(&total); err != nil {
		return err
	}
	return rows.Searchable(access{ctx: ctx, on: tx, queries: q}, func(row int64, head, body string) error {
		if done++; tell != nil {
			tell(done, total)
		}
		_, err := set.ExecContext(ctx, sql.Named("row", row), sql.Named("head", head), sql.Named("body", body))
		return err
	})
}

// unmakeSearch takes it back.
func unmakeSearch(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range slices.Backward(searchForm()) {
		if _, err := tx.ExecContext(ctx, statement.unmake); err != nil {
			return err
		}
	}
	return nil
}
