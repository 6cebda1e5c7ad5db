package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Take keeps a capture by itself, in one transaction, and gives its line of the
// log. It says Already if the same bytes are kept from the same address.
func (s *Store) Take(ctx context.Context, c demarche.Capture) (sequence int64, outcome demarche.Outcome, err error) {
	if s.readOnly {
		return 0, "", s.refused("take")
	}
	a, err := ledger.CheckCapture(c)
	if err != nil {
		return 0, "", err
	}
	kept, err := s.newKept(ctx, c, a.Bytes)
	if err != nil {
		return 0, "", s.explain("take", err)
	}
	outcome = demarche.Already
	err = s.writing(ctx, func(w *writer) error {
		if err := w.start(); err != nil {
			return err
		}
		if err := w.goInto(ctx); err != nil {
			return err
		}
		if sequence, err = w.capture(kept); err != nil {
			return fmt.Errorf("keep capture: %w", err)
		}
		if w.lines > 0 {
			outcome = demarche.Added
		}
		return nil
	})
	if err != nil {
		return 0, "", s.explain("take", err)
	}
	return sequence, outcome, nil
}

// Unread gives the lines of at most so many captures after a line of the log, in
// its order, of which no document was read by this version of the reader.
func (s *Store) Unread(ctx context.Context, reader string, after int64, most int) ([]int64, error) {
	all, err := list(s.anywhere(ctx), "UnreadCaptures", named{"reader": reader, "after": after, "most": most}, func(row scanner) (n int64, err error) {
		return n, row.Scan(&n)
	})
	return all, s.explain("find what is unread", err)
}

// Waited gives how long captures waited whose documents the ledger took since a
// time: of the newest, at most so many.
func (s *Store) Waited(ctx context.Context, since time.Time, most int) ([]time.Duration, error) {
	all, err := list(s.anywhere(ctx), "Waited", named{"since": since.UnixNano(), "most": most}, func(row scanner) (d time.Duration, err error) {
		return d, row.Scan((*int64)(&d))
	})
	return all, s.explain("find how long captures waited", err)
}

// CaptureAt gives the capture of a line of the log.
func (s *Store) CaptureAt(ctx context.Context, sequence int64) (demarche.KeptCapture, error) {
	m := s.anywhere(ctx)
	k, err := rows.ScanCapture(m, m.row("OneCapture", named{"sequence": sequence}))
	if errors.Is(err, errNoRow) {
		err = &demarche.Error{Code: demarche.NotFound, Op: "read a capture", Path: s.shown, Detail: fmt.Sprintf("line %d of the log is no capture", sequence)}
	}
	return k, s.explain("read a capture", err)
}

// Settled waits until whatever is being added to the log is kept, or is given up.
func (s *Store) Settled(ctx context.Context) error {
	var sequence int64
	return s.explain("wait for others that add", s.anywhere(ctx).row("Settle", nil).Scan(&sequence))
}

// keptCapture is a capture made ready before the end of the log is locked.
type keptCapture struct {
	facts  ledger.CaptureFacts
	known  bool // its bytes are kept already
	blob   int64
	packed []byte
	sum    [sha256.Size]byte // of the packed bytes
}

func (s *Store) newKept(ctx context.Context, c demarche.Capture, hash string) (k keptCapture, err error) {
	k.facts = ledger.CaptureFacts{Bytes: hash, Size: int64(len(c.Bytes)), Address: c.Address,
		Taken: ledger.TimeText(c.Taken), Media: c.Media, Head: string(c.Head)}
	err = s.patiently(ctx, func() error {
		k.blob, k.known, err = s.anywhere(ctx).find("FindBlob", named{"sha256": hash})
		return err
	})
	if err == nil && !k.known {
		k.packed = s.packer.Pack(c.Bytes)
		k.sum = sha256.Sum256(k.packed)
	}
	return k, err
}
