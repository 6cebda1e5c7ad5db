package sqlite

import (
	"context"
	"fmt"

	"demarche/ledger"
	"demarche/ledger/rows"
)

// Append keeps lines of another ledger or of an export, which follow those that
// are there, in one transaction.
func (s *Store) Append(ctx context.Context, lines []ledger.Exported) error {
	if s.write == nil {
		return s.readOnly("import")
	}
	return s.explain("import", s.patiently(ctx, func() error {
		return s.writing(ctx, func(w *writer) error {
			if err := w.start(); err != nil {
				return err
			}
			im := &importer{writer: w, touched: map[int64]bool{}}
			for _, e := range lines {
				if err := im.line(e); err != nil {
					return ledger.BadExport(fmt.Errorf("line %d: %w", e.Sequence, err))
				}
			}
			return im.end()
		})
	}))
}

// Collections lists the collections of a ledger that was moved here: whoever
// reads the file sees all of them.
func (s *Store) Collections(ctx context.Context) ([]ledger.Collection, error) {
	all, err := rows.Collections(s.anywhere(ctx))
	return all, s.explain("collection", err)
}

// Unpublished gives the texts that were only in collections that were not published.
func (s *Store) Unpublished(ctx context.Context) (map[string][]string, error) {
	texts, err := rows.Unpublished(s.anywhere(ctx))
	return texts, s.explain("read what is not published", err)
}
