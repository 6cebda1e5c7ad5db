package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"demarche"
	"demarche/ledger"
)

// Lines gives take every line after a line with all that it says, as they are
// at one moment, and gives the head of the log then.
func (s *Store) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (demarche.Head, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Head{}, s.explain("export", err)
	}
	defer func() { _ = tx.Rollback() }()
	head, err := s.headIn(ctx, tx)
	if err == nil {
		e := &exporter{prover: prover{ctx: ctx, store: s, tx: tx}, after: after, take: take}
		err = e.lines(head.Size, nil)
	}
	return head, s.explain("export", err)
}

// HeadAt gives the head that the log had when it was so many lines long.
func (s *Store) HeadAt(ctx context.Context, size int64) (demarche.Head, error) {
	if size == 0 {
		return demarche.Head{}, nil
	}
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Head{}, s.explain("read ledger", err)
	}
	defer func() { _ = tx.Rollback() }()
	_, hash, err := scanLine(tx.QueryRowContext(ctx, s.queries["Line"], sql.Named("sequence", size)))
	if errors.Is(err, sql.ErrNoRows) {
		return demarche.Head{}, &demarche.Error{Code: demarche.NotFound, Op: "read ledger", Path: s.path, Detail: fmt.Sprintf("its log was never %d lines long", size)}
	}
	if err != nil {
		return demarche.Head{}, s.explain("read ledger", err)
	}
	edge, err := ledger.LoadEdge(size, s.queries.nodesIn(ctx, tx))
	if err != nil {
		return demarche.Head{}, s.explain("read ledger", err)
	}
	root, err := edge.Root()
	return demarche.Head{Size: size, Chain: hash.String(), Tree: root}, s.explain("read ledger", err)
}

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
					return badExport(fmt.Errorf("line %d: %w", e.Sequence, err))
				}
			}
			return im.end()
		})
	}))
}
