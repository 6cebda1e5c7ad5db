package postgres

import (
	"context"
	"errors"
	"fmt"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Add keeps a capture, its document and its reading in one transaction. What is
// the same, and when it says Already, is as for ledger/sqlite.
func (s *Store) Add(ctx context.Context, c demarche.Capture, d demarche.Document, r demarche.Reading) (demarche.Outcome, error) {
	if s.readOnly {
		return "", s.refused("add")
	}
	a, err := ledger.Check(c, d, r)
	if err != nil {
		return "", err
	}
	var kept keptCapture
	if ledger.CaptureIn(ctx) == 0 { // else it is kept already
		if kept, err = s.newKept(ctx, c, a.Bytes); err != nil {
			return "", s.explain("add", err)
		}
	}
	outcome := demarche.Already
	err = s.writing(ctx, func(w *writer) error {
		err := w.add(ctx, a, kept)
		if w.lines > 0 {
			outcome = demarche.Added
		}
		return err
	})
	if err != nil {
		return "", s.explain("add", err)
	}
	return outcome, nil
}

func (w *writer) add(ctx context.Context, a *ledger.Addition, kept keptCapture) error {
	if err := w.start(); err != nil {
		return err
	}
	if err := w.goInto(ctx); err != nil {
		return err
	}
	capture, err := w.capture(kept)
	if err != nil {
		return fmt.Errorf("keep capture: %w", err)
	}
	d, err := w.document(a, capture)
	if err != nil {
		return fmt.Errorf("keep document: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	reading, err := w.reading(d, read{hash: a.Text, published: a.Document.Published, reader: a.Reader, rows: a.Rows})
	if err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	switch {
	case w.lines == 0:
		return nil
	case d.first: // nothing else was ever said about it
		w.queue("SetCurrent", named{"text": d.text, "document": d.sequence, "reading": reading})
		w.setSearch(d.text, ledger.Searchable(a.Document.Title), ledger.Searchable(a.Document.Text))
		return nil
	}
	if err := w.choose(d.text); err != nil {
		return fmt.Errorf("choose reading: %w", err)
	}
	return nil
}

// capture keeps the captured bytes and where they came from, and gives the
// sequence of the capture.
func (w *writer) capture(k keptCapture) (int64, error) {
	if w.into.capture > 0 {
		return w.into.capture, nil
	}
	if !k.known { // unless another has kept them since
		var err error
		if k.blob, k.known, err = w.find("FindBlob", named{"sha256": k.facts.Bytes}); err != nil {
			return 0, err
		}
	}
	if k.known {
		if sequence, there, err := w.find("FindCapture", named{"blob": k.blob, "address": k.facts.Address, "collection": w.into.collection}); err != nil || there {
			return sequence, err
		}
	}
	sequence, err := w.Line(ledger.CaptureLine, k.facts.Bytes, ledger.CaptureContent(k.facts))
	if err != nil {
		return 0, err
	}
	if err := w.withhold(sequence); err != nil {
		return 0, err
	}
	if !k.known {
		k.blob = sequence
		w.queue("InsertBlob", named{"key": k.blob, "sha256": k.facts.Bytes, "size": k.facts.Size, "packed_sha256": k.sum[:], "packed": k.packed})
	}
	w.queue("InsertCapture", captureRow(sequence, k.blob, k.facts))
	return sequence, w.captured(sequence, k.facts)
}

// captured tells whoever waits for new captures.
func (w *writer) captured(sequence int64, f ledger.CaptureFacts) error {
	if w.store.onCapture == nil {
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.store.onCapture(w.ctx, w.tx, NewCapture{Sequence: sequence, SHA256: f.Bytes, Address: f.Address})
}

// captureRow gives what a capture says; blob is the key of its bytes.
func captureRow(sequence, blob int64, f ledger.CaptureFacts) named {
	return named{"sequence": sequence, "blob": blob, "address": f.Address, "taken": f.Taken, "media": f.Media, "head": []byte(f.Head)}
}

// document is a document that was kept, or was there.
type document struct {
	text     int64 // key of the text
	sequence int64
	first    bool // the text was not there before
}

// document keeps the text and what is said about it.
func (w *writer) document(a *ledger.Addition, capture int64) (document, error) {
	facts := ledger.FactsOf(a.Document, a.Text, capture)
	text, known, err := w.find("FindText", named{"hash": a.Text})
	if err != nil {
		return document{}, err
	}
	if known {
		sequence, same, err := w.latestTelling(text, facts)
		if err != nil || same {
			return document{text: text, sequence: sequence}, err
		}
	}
	sequence, err := w.Line(ledger.DocumentLine, a.Text, ledger.DocumentContent(facts))
	if err != nil {
		return document{}, err
	}
	if !known {
		text = sequence
		w.queue("InsertText", named{"key": text, "hash": a.Text, "text": a.Document.Text})
	}
	w.queue("InsertDocument", documentRow(sequence, text, facts))
	return document{text: text, sequence: sequence, first: !known}, nil
}

// documentRow gives what a document says; text is the key of its text.
func documentRow(sequence, text int64, f ledger.DocumentFacts) named {
	return named{"sequence": sequence, "text": text, "capture": f.Capture, "name": f.Name,
		"title": f.Title, "published": f.Published, "lang": f.Lang, "agency": f.Agency,
		"publisher": f.Publisher, "byline": f.Byline, "canonical": f.Canonical, "extractor": f.Extractor, "corrections": f.Corrections, "published_at": f.PublishedAt}
}

// latestTelling reports whether the capture's latest document of the text says
// the same already, and gives its sequence.
func (w *writer) latestTelling(text int64, facts ledger.DocumentFacts) (int64, bool, error) {
	had := ledger.DocumentFacts{Text: facts.Text, Capture: facts.Capture}
	var sequence int64
	err := w.Row("LatestTelling", named{"text": text, "capture": facts.Capture}).Scan(append([]any{&sequence}, rows.Told(&had)...)...)
	if errors.Is(err, errNoRow) {
		return 0, false, nil
	}
	return sequence, err == nil && had == facts, err
}

// read is what one version of the reader found in a text.
type read struct {
	hash      string // of the text
	published demarche.Date
	reader    string
	rows      []ledger.Row
}

// reading keeps the reading and those of its records that no earlier reading
// of the text had, and gives its sequence.
func (w *writer) reading(d document, r read) (int64, error) {
	if !d.first {
		sequence, there, err := w.find("FindReading", named{"text": d.text, "published": r.published, "reader": r.reader, "collection": w.into.collection})
		if err != nil || there {
			return sequence, err
		}
	}
	members := make([]ledger.Member, len(r.rows))
	for i, row := range r.rows {
		members[i] = ledger.Member{ID: row.ID, Confidence: row.Confidence}
	}
	reading, err := w.Line(ledger.ReadingLine, r.hash, ledger.ReadingContent(r.hash, d.sequence, r.reader, members))
	if err != nil {
		return 0, err
	}
	w.queue("InsertReading", named{"sequence": reading, "text": d.text, "document": d.sequence, "reader": r.reader})
	had, err := w.recordsThere(d, r.rows)
	if err != nil {
		return 0, err
	}
	for i, row := range r.rows {
		record, there := had[row.ID]
		if !there {
			if record, err = w.newRecord(r.hash, d.text, row); err != nil {
				return 0, err
			}
		}
		w.gather("InsertMember", named{"reading": reading, "record": record, "ordinal": i, "confidence": row.Confidence})
	}
	return reading, nil
}

// recordsThere gives the sequences of those records that are there. A text that
// was not has none: ids are made of the text too.
func (w *writer) recordsThere(d document, rows []ledger.Row) (map[string]int64, error) {
	if d.first {
		return nil, nil
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return w.keys("FindRecords", ids)
}

// Record gives the sequence of a record, which is kept if it is not there.
func (w *writer) Record(hash string, text int64, row ledger.Row) (int64, error) {
	if sequence, there, err := w.find("FindRecord", named{"id": row.ID}); err != nil || there {
		return sequence, err
	}
	return w.newRecord(hash, text, row)
}

func (w *writer) newRecord(hash string, text int64, row ledger.Row) (int64, error) {
	sequence, err := w.Line(ledger.RecordLine, row.ID, ledger.RecordContent(row.ID, hash, row.Body))
	if err != nil {
		return 0, err
	}
	w.gather("InsertRecord", recordRow(sequence, text, row))
	for _, p := range row.Index.Parts {
		w.gather("InsertPart", named{"record": sequence, "role": p.Role, "state": p.State})
	}
	w.setSearch(sequence, row.Index.Told, row.Index.Evidence)
	return sequence, nil
}

// recordRow gives a record and what it is looked up by.
func recordRow(sequence, text int64, row ledger.Row) named {
	return named{"sequence": sequence, "id": row.ID, "text": text, "kind": row.Kind, "day": row.Index.Day, "names": row.Index.Names, "body": string(row.Body)}
}

// choose notes which document and reading of the text answers go by from now
// on, and the words by which the text is found if its title is another.
func (w *writer) choose(text int64) error {
	before, known, err := w.title(text)
	if err != nil {
		return err
	}
	tellings, err := w.tellings(text)
	if err != nil {
		return err
	}
	best := ledger.Choose(tellings)
	reading, _, err := w.find("NewestReading", named{"text": text, "published": best.Published, "document": best.Sequence})
	if err != nil {
		return err
	}
	w.queue("SetCurrent", named{"text": text, "document": best.Sequence, "reading": reading})
	if after, _, err := w.title(text); err != nil || known && after == before {
		return err
	}
	return w.searchText(text)
}

// title gives the title of the document of a text that answers go by; false if there is none yet.
func (w *writer) title(text int64) (title string, known bool, err error) {
	err = w.Row("CurrentTitle", named{"text": text}).Scan(&title)
	if errors.Is(err, errNoRow) {
		return "", false, nil
	}
	return title, err == nil, err
}

func (w *writer) tellings(text int64) ([]ledger.Telling, error) {
	return rows.List(w, "Tellings", named{"text": text}, func(row scanner) (t ledger.Telling, err error) {
		return t, row.Scan(&t.Sequence, &t.Capture, &t.Published)
	})
}
