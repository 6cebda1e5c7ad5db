package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Take keeps a capture by itself, in one transaction, and gives its line of the
// log. It says Already if the same bytes are kept from the same address.
func (s *Store) Take(ctx context.Context, c demarche.Capture) (int64, demarche.Outcome, error) {
	if s.write == nil {
		return 0, "", s.readOnly("take")
	}
	a, err := ledger.CheckCapture(c)
	if err != nil {
		return 0, "", err
	}
	var sequence int64
	outcome := demarche.Already
	err = s.patiently(ctx, func() error {
		return s.writing(ctx, func(w *writer) error {
			if err := w.start(); err != nil {
				return err
			}
			var err error
			if sequence, err = w.capture(a); err != nil {
				return fmt.Errorf("keep capture: %w", err)
			}
			if w.lines > 0 {
				outcome = demarche.Added
			}
			return nil
		})
	})
	if err != nil {
		return 0, "", s.explain("take", err)
	}
	return sequence, outcome, nil
}

// Unread gives the lines of at most so many captures after a line of the log, in
// its order, of which no document was read by this version of the reader.
func (s *Store) Unread(ctx context.Context, reader string, after int64, most int) ([]int64, error) {
	all, err := rows.List(s.anywhere(ctx), "UnreadCaptures", named{"after": after, "reader": reader, "most": most}, func(row scanner) (n int64, err error) {
		return n, row.Scan(&n)
	})
	return all, s.explain("find what is unread", err)
}

// Waited gives how long captures waited whose documents the ledger took since a
// time: of the newest, at most so many.
func (s *Store) Waited(ctx context.Context, since time.Time, most int) ([]time.Duration, error) {
	all, err := rows.List(s.anywhere(ctx), "Waited", named{"since": since.UnixNano(), "most": most}, func(row scanner) (d time.Duration, err error) {
		return d, row.Scan((*int64)(&d))
	})
	return all, s.explain("find how long captures waited", err)
}

// CaptureAt gives the capture of a line of the log.
func (s *Store) CaptureAt(ctx context.Context, sequence int64) (demarche.KeptCapture, error) {
	m := s.anywhere(ctx)
	k, err := rows.ScanCapture(m, m.Row("OneCapture", named{"sequence": sequence}))
	if errors.Is(err, sql.ErrNoRows) {
		return k, &demarche.Error{Code: demarche.NotFound, Op: "read a capture", Path: s.path, Detail: fmt.Sprintf("line %d of the log is no capture", sequence)}
	}
	return k, s.explain("read a capture", err)
}
