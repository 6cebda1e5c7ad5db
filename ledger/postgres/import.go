package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"

	"demarche"
	"demarche/ledger"
)

// Import makes the ledger at an address, where there must be none yet or an
// empty one, of an export, in one transaction: it is there once all of it is, is
// verified, and has the head that the export promises. progress, if not nil, is
// told how many lines are done.
func Import(ctx context.Context, address string, from io.Reader, progress func(done, total int)) (v demarche.Verification, err error) {
	export, err := ledger.NewExportReader(from)
	if err != nil {
		return v, err
	}
	s, err := Open(ctx, address, Options{})
	if err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	begun := false
	err = s.writing(ctx, func(w *writer) error {
		if begun { // the export cannot be read a second time
			return &demarche.Error{Code: demarche.Storage, Path: s.shown, Detail: "the connection to the server was lost", Hint: "see whether the server runs, then import again; nothing was kept"}
		}
		begun = true
		if err := w.start(); err != nil {
			return err
		}
		if w.last > 0 {
			return &demarche.Error{Code: demarche.Conflict, Path: s.shown, Detail: "there is a ledger already", Hint: "name another schema with ?search_path=NAME; it was not changed"}
		}
		if err := w.takeIn(ctx, export, progress); err != nil {
			return err
		}
		if err := w.moveEnd(); err != nil { // as it will be
			return err
		}
		if v, err = verifyAt(access{ctx: ctx, on: w.on, queries: w.queries}, nil); err != nil {
			return err
		}
		if len(v.Faults) > 0 {
			f := v.Faults[0]
			return ledger.BadExport(fmt.Errorf("%s %s: %s", f.What, f.ID, f.Reason))
		}
		if got := (demarche.Head{Size: v.LogLength, Chain: v.LogHead, Tree: v.TreeHash}); got != export.Header.Head {
			return ledger.BadExport(fmt.Errorf("its log comes to %+v, not to the %+v that it promises", got, export.Header.Head))
		}
		return nil
	})
	return v, s.explain("import", err)
}

// takeIn writes the lines of an export.
func (w *writer) takeIn(ctx context.Context, export *ledger.ExportReader, progress func(done, total int)) error {
	batches := ledger.Batches{Take: w.append}
	for {
		e, err := export.Next()
		if errors.Is(err, io.EOF) {
			return batches.Flush()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = batches.Add(e)
		}
		if err != nil {
			return err
		}
		if progress != nil && e.Sequence%256 == 0 {
			progress(int(e.Sequence), int(export.Header.Head.Size))
		}
	}
}
