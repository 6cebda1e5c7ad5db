package postgres

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
func (s *Store) Captures(ctx context.Context, take func(demarche.KeptCapture) error, progress func(done, total int)) (head demarche.Head, err error) {
	err = s.reading(ctx, func(a access) error {
		if head, err = a.head(); err != nil {
			return err
		}
		return a.through("CapturesWithBytes", fewRows, func(row scanner) error {
			k, err := scanCapture(row)
			if err != nil {
				return err
			}
			if err := take(k); err != nil {
				return err
			}
			if progress != nil {
				progress(int(k.Sequence), int(head.Size))
			}
			return nil
		})
	})
	return head, s.explain("read captures", err)
}

// scanCapture reads a capture with its bytes and holds both against the log.
func scanCapture(row scanner) (demarche.KeptCapture, error) {
	var (
		k                     demarche.KeptCapture
		f                     ledger.CaptureFacts
		at                    int64
		content, head, packed []byte
	)
	if err := row.Scan(&k.Sequence, &at, &content, &f.Bytes, &f.Size, &f.Address, &f.Taken, &f.Media, &head, &packed); err != nil {
		return k, err
	}
	f.Head = string(head)
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
	k.Capture = demarche.Capture{Address: f.Address, Bytes: b, Media: f.Media, Head: head}
	if f.Head == "" {
		k.Head = nil
	}
	if k.Taken, err = ledger.ParseTimeText(f.Taken); err != nil {
		return k, damagedEntry(f.Bytes, err)
	}
	return k, nil
}
