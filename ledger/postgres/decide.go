package postgres

import (
	"context"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/review"
)

// Decide keeps a decision in one transaction, with the amended record if it
// has one, and gives the entry that is answered from then on. The same
// decision by the same reviewer for the same reason is kept once.
func (s *Store) Decide(ctx context.Context, d demarche.Decision) (demarche.Entry, error) {
	if s.readOnly {
		return demarche.Entry{}, s.refused("decide")
	}
	if err := ledger.CheckDecision(d); err != nil {
		return demarche.Entry{}, err
	}
	id, err := s.CompleteID(ctx, d.Record)
	if err != nil {
		return demarche.Entry{}, err
	}
	d.Record = id
	var answered string
	err = s.writing(ctx, func(w *writer) error {
		if err := w.start(); err != nil {
			return err
		}
		answered, err = review.Decide(w, d)
		return err
	})
	if err != nil {
		return demarche.Entry{}, s.explain("decide", err)
	}
	return s.Entry(ctx, answered)
}

// Link keeps in one transaction what a reviewer decided about how records hang
// together. The same by the same reviewer for the same reason is kept once.
func (s *Store) Link(ctx context.Context, l demarche.Link) (demarche.Link, error) {
	if s.readOnly {
		return l, s.refused("link")
	}
	asked, err := review.Whole(l, func(id string) (string, error) { return s.CompleteID(ctx, id) })
	if err != nil {
		return asked, err
	}
	err = s.writing(ctx, func(w *writer) error {
		if err := w.start(); err != nil {
			return err
		}
		l, err = review.Link(w, asked)
		return err
	})
	return l, s.explain("link", err)
}
