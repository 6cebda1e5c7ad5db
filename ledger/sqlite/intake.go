package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
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
	rows, err := s.read.QueryContext(ctx, s.queries["UnreadCaptures"], sql.Named("after", after), sql.Named("reader", reader), sql.Named("most", most))
	if err != nil {
		return nil, s.explain("find what is unread", err)
	}
	defer func() { _ = rows.Close() }()
	var all []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain("find what is unread", err)
		}
		all = append(all, n)
	}
	return all, s.explain("find what is unread", rows.Err())
}

// Waited gives how long captures waited whose documents the ledger took since a
// time: of the newest, at most so many.
func (s *Store) Waited(ctx context.Context, since time.Time, most int) ([]time.Duration, error) {
	rows, err := s.read.QueryContext(ctx, s.queries["Waited"], sql.Named("since", since.UnixNano()), sql.Named("most", most))
	if err != nil {
		return nil, s.explain("find how long captures waited", err)
	}
	defer func() { _ = rows.Close() }()
	var all []time.Duration
	for rows.Next() {
		var d time.Duration
		if err := rows.Scan((*int64)(&d)); err != nil {
			return nil, s.explain("find how long captures waited", err)
		}
		all = append(all, d)
	}
	return all, s.explain("find how long captures waited", rows.Err())
}

// CaptureAt gives the capture of a line of the log.
func (s *Store) CaptureAt(ctx context.Context, sequence int64) (demarche.KeptCapture, error) {
	k, err := scanCapture(s.read.QueryRowContext(ctx, s.queries["OneCapture"], sql.Named("sequence", sequence)))
	if errors.Is(err, sql.ErrNoRows) {
		return k, &demarche.Error{Code: demarche.NotFound, Op: "read a capture", Path: s.path, Detail: fmt.Sprintf("line %d of the log is no capture", sequence)}
	}
	return k, s.explain("read a capture", err)
}
