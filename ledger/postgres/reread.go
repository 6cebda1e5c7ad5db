package postgres

import (
	"context"
	"fmt"

	"demarche"
	"demarche/ledger"
)

// Reread keeps another reading of a text that is kept, in one transaction. It
// says Already if the text was read by that version for that day before.
func (s *Store) Reread(ctx context.Context, r demarche.Reading) (demarche.Outcome, error) {
	if s.readOnly {
		return "", s.refused("read again")
	}
	k, err := s.Document(ctx, r.Doc.SHA256)
	if err != nil {
		return "", err
	}
	return s.rereadAs(ctx, k, r, func(w *writer, text int64) (ledger.Telling, error) {
		tellings, err := w.tellings(text)
		if err != nil {
			return ledger.Telling{}, err
		}
		return ledger.Choose(tellings), nil
	})
}

// rereadAs keeps another reading of the document that answers to somebody go by,
// which choose finds, for those who see that document.
func (s *Store) rereadAs(ctx context.Context, k demarche.Kept, r demarche.Reading, choose func(w *writer, text int64) (ledger.Telling, error)) (demarche.Outcome, error) {
	if s.readOnly {
		return "", s.refused("read again")
	}
	if r.Doc.Reader == "" {
		return "", &demarche.Error{Code: demarche.Invalid, Op: "read again", Path: k.Name, Detail: "the reading does not say the version of its reader"}
	}
	again := read{hash: k.Hash, published: r.Doc.Published, reader: r.Doc.Reader}
	var err error
	if again.rows, err = ledger.CheckRecords(k.Document, k.Hash, r.Records); err != nil {
		return "", err
	}
	outcome := demarche.Already
	err = s.writing(ctx, func(w *writer) error {
		err := w.reread(k.Name, again, choose)
		if w.lines > 0 {
			outcome = demarche.Added
		}
		return err
	})
	if err != nil {
		return "", s.explain("read again", err)
	}
	return outcome, nil
}

// reread keeps a reading of the document that choose finds.
func (w *writer) reread(name string, r read, choose func(w *writer, text int64) (ledger.Telling, error)) error {
	if err := w.start(); err != nil {
		return err
	}
	text, _, err := w.find("FindText", named{"hash": r.hash})
	if err != nil {
		return err
	}
	chosen, err := choose(w, text)
	if err != nil {
		return err
	}
	if chosen.Published != r.published {
		return &demarche.Error{Code: demarche.Conflict, Op: "read again", Path: name,
			Detail: fmt.Sprintf("it is of %q, and was read as of %q", chosen.Published, r.published), Hint: "its day became known otherwise meanwhile; read it again"}
	}
	if err := w.scopeOf(chosen.Capture); err != nil {
		return err
	}
	if _, err := w.reading(document{text: text, sequence: chosen.Sequence}, r); err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	if w.lines == 0 {
		return nil
	}
	return w.choose(text)
}
