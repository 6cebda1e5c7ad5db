package sqlite

import (
	"context"
	"fmt"

	"demarche/ledger"
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
