package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
)

// Captures gives take every capture as it is kept, in the order of the log, one
// in memory at a time, and gives the head of the log at that moment. progress,
// if not nil, is told how many lines of the log were passed. A capture that is
// not what was kept is an error; an error of take ends it.
func (s *Store) Captures(ctx context.Context, take func(demarche.KeptCapture) error, progress func(done, total int)) (demarche.Head, error) {
	head, err := s.captures(ctx, take, progress)
	return head, s.explain("read captures", err)
}

func (s *Store) captures(ctx context.Context, take func(demarche.KeptCapture) error, progress func(done, total int)) (demarche.Head, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Head{}, err
	}
	defer func() { _ = tx.Rollback() }()
	head, err := s.headIn(ctx, tx)
	if err != nil {
		return head, err
	}
	rows, err := tx.QueryContext(ctx, s.queries["CapturesWithBytes"])
	if err != nil {
		return head, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		k, err := scanCapture(rows)
		if err != nil {
			return head, err
		}
		if err := take(k); err != nil {
			return head, err
		}
		if progress != nil {
			progress(int(k.Sequence), int(head.Size))
		}
	}
	return head, rows.Err()
}

// scanCapture reads a capture with its bytes and holds both against the log.
func scanCapture(row scanner) (demarche.KeptCapture, error) {
	var (
		k               demarche.KeptCapture
		f               ledger.CaptureFacts
		at              int64
		content, packed []byte
	)
	if err := row.Scan(&k.Sequence, &at, &content, &f.Bytes, &f.Size, &f.Address, &f.Taken, &f.Media, &f.Head, &packed); err != nil {
		return k, err
	}
	if hash := ledger.CaptureContent(f); string(hash[:]) != string(content) {
		return k, damagedEntry(f.Bytes, errors.New("it is not what the log says was kept"))
	}
	b, err := pack.Unpack(packed, f.Size)
	if err != nil {
		return k, damagedEntry(f.Bytes, err)
	}
	if demarche.HashOf(b) != f.Bytes {
		return k, damagedEntry(f.Bytes, errors.New("its bytes were changed"))
	}
	k.Kept, k.Content = time.Unix(0, at).UTC(), fmt.Sprintf("%x", content)
	k.Capture = demarche.Capture{Address: f.Address, Bytes: b, Media: f.Media, Head: []byte(f.Head)}
	if f.Head == "" {
		k.Head = nil
	}
	if k.Taken, err = ledger.ParseTimeText(f.Taken); err != nil {
		return k, damagedEntry(f.Bytes, err)
	}
	return k, nil
}
