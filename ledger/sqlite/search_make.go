package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"demarche/ledger"
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
	return searchable(ctx, tx, q, func(row int64, columns ...string) error {
		if done++; tell != nil {
			tell(done, total)
		}
		_, err := set.ExecContext(ctx, sql.Named("row", row), sql.Named("head", columns[0]), sql.Named("body", columns[1]))
		return err
	})
}

// searchable calls take with the words of every text and record, as they
// should be kept. What cannot be read is passed over; Verify tells.
func searchable(ctx context.Context, tx *sql.Tx, q queries, take func(row int64, columns ...string) error) error {
	each := func(query string, do func(scanner) error) error {
		rows, err := tx.QueryContext(ctx, q[query])
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			if err := do(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
	err := each("SearchableTexts", func(row scanner) error {
		var (
			key         int64
			title, text string
		)
		if err := row.Scan(&key, &title, &text); err != nil {
			return err
		}
		return take(key, ledger.Searchable(title), ledger.Searchable(text))
	})
	if err != nil {
		return err
	}
	return each("SearchableRecords", func(row scanner) error {
		var (
			sequence int64
			id, body string
		)
		if err := row.Scan(&sequence, &id, &body); err != nil {
			return err
		}
		r, err := ledger.ParseRow(id, []byte(body), 0)
		if err != nil {
			return nil
		}
		x := ledger.IndexOf(r)
		return take(sequence, x.Told, x.Evidence)
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
