package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/review"
)

// Import makes the ledger at path, which must not be there yet, of an export.
// It appears under its name only once all of it is there, is verified and has
// the head that the export promises. progress, if not nil, is told how many
// lines are done.
func Import(ctx context.Context, path string, from io.Reader, progress func(done, total int)) (demarche.Verification, error) {
	var v demarche.Verification
	err := newFile(path, func(part string) error {
		s, err := Open(ctx, part, Options{})
		if err != nil {
			return err
		}
		head, err := s.takeIn(ctx, from, progress)
		if err = errors.Join(err, s.Close()); err != nil {
			return err
		}
		if v, err = verified(ctx, part, nil); err != nil {
			return err
		}
		if got := (demarche.Head{Size: v.LogLength, Chain: v.LogHead, Tree: v.TreeHash}); got != head {
			return ledger.BadExport(fmt.Errorf("its log comes to %+v, not to the %+v that it promises", got, head))
		}
		return nil
	})
	return v, explain("import", path, err)
}

// takeIn writes all lines in one transaction and gives the head that the export promises.
func (s *Store) takeIn(ctx context.Context, from io.Reader, progress func(done, total int)) (demarche.Head, error) {
	export, err := ledger.NewExportReader(from)
	if err != nil {
		return demarche.Head{}, err
	}
	head := export.Header.Head
	return head, s.writing(ctx, func(w *writer) error {
		if err := w.start(); err != nil {
			return err
		}
		im := &importer{writer: w, touched: map[int64]bool{}}
		for {
			e, err := export.Next()
			if errors.Is(err, io.EOF) {
				return im.end()
			}
			if err != nil {
				return err
			}
			if err := im.line(e); err != nil {
				return ledger.BadExport(fmt.Errorf("line %d: %w", e.Sequence, err))
			}
			if w.last%256 == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if progress != nil {
					progress(int(w.last), int(head.Size))
				}
			}
		}
	})
}

// importer writes exported lines.
type importer struct {
	*writer
	reading int64 // of which the records follow
	members []ledger.Member
	touched map[int64]bool // texts for which a choice is to be made
}

func (m *importer) line(e ledger.Exported) error {
	if e.Sequence != m.last+1 {
		return fmt.Errorf("it stands where line %d should", m.last+1)
	}
	write := map[string]func(ledger.Exported) error{
		ledger.CaptureLine: m.capture, ledger.DocumentLine: m.document, ledger.ReadingLine: m.readingLine,
		ledger.RecordLine: m.recordLine, ledger.DecisionLine: m.decision, ledger.LinkLine: m.link, ledger.CollectionLine: m.collected,
	}[e.What]
	if write == nil {
		return fmt.Errorf("this version does not know a %q", e.What)
	}
	if e.What != ledger.RecordLine {
		if err := m.listMembers(); err != nil {
			return err
		}
	}
	m.at = time.Unix(0, e.At.UnixNano())
	if _, err := m.Line(e.What, e.ID, ledger.Content(e.What, e.Says)); err != nil {
		return err
	}
	return write(e)
}

func (m *importer) capture(e ledger.Exported) error {
	hash := e.Said("sha256")
	blob, known, err := m.find("FindBlob", named{"sha256": hash})
	if err != nil {
		return err
	}
	if !known {
		if demarche.HashOf(e.Bytes) != hash {
			return fmt.Errorf("its bytes have another hash")
		}
		packed := m.store.packer.Pack(e.Bytes)
		sum := sha256.Sum256(packed)
		blob = e.Sequence
		if err := m.Write("InsertBlob", named{"key": blob, "sha256": hash, "size": len(e.Bytes), "packed_sha256": sum[:], "packed": packed}); err != nil {
			return err
		}
	}
	return m.insertCapture(e.Sequence, blob, e.CaptureFacts())
}

func (m *importer) document(e ledger.Exported) error {
	hash := e.Said("text")
	text, known, err := m.find("FindText", named{"hash": hash})
	if err != nil {
		return err
	}
	if !known {
		if e.Text == nil || demarche.HashOf([]byte(*e.Text)) != hash {
			return fmt.Errorf("its text has another hash")
		}
		text = e.Sequence
		if err := m.Write("InsertText", named{"key": text, "hash": hash, "text": *e.Text}); err != nil {
			return err
		}
	}
	facts, err := e.DocumentFacts()
	if err != nil {
		return err
	}
	m.touched[text] = true
	return m.insertDocument(e.Sequence, text, facts)
}

// textOf gives the key of the text that a line is about.
func (m *importer) textOf(e ledger.Exported) (int64, error) {
	text, known, err := m.find("FindText", named{"hash": e.Said("text")})
	if err == nil && !known {
		err = fmt.Errorf("its text is not there")
	}
	return text, err
}

func (m *importer) readingLine(e ledger.Exported) error {
	text, err := m.textOf(e)
	if err != nil {
		return err
	}
	document, err := e.Number("document")
	if err != nil {
		return err
	}
	if m.members, err = e.Members(); err != nil {
		return err
	}
	m.reading, m.touched[text] = e.Sequence, true
	return m.Write("InsertReading", named{"sequence": e.Sequence, "text": text, "document": document, "reader": e.Said("reader")})
}

// listMembers lists the records of the last reading, which all came after it or before.
func (m *importer) listMembers() error {
	for i, member := range m.members {
		record, known, err := m.find("FindRecord", named{"id": member.ID})
		if err == nil && !known {
			err = fmt.Errorf("record %s of the reading of line %d is not there", member.ID, m.reading)
		}
		if err != nil {
			return err
		}
		if err := m.Write("InsertMember", named{"reading": m.reading, "record": record, "ordinal": i, "confidence": member.Confidence}); err != nil {
			return err
		}
	}
	m.members = nil
	return nil
}

func (m *importer) recordLine(e ledger.Exported) error {
	text, err := m.textOf(e)
	if err != nil {
		return err
	}
	body := []byte(e.Said("body"))
	r, err := ledger.ParseRow(e.ID, body, 0)
	if err != nil {
		return err
	}
	return m.insertRecord(e.Sequence, text, ledger.Row{ID: e.Said("id"), Kind: r.Shared().Kind, Body: bytes.Clone(body), Index: ledger.IndexOf(r)})
}

func (m *importer) decision(e ledger.Exported) error {
	record, _, err := m.find("FindRecord", named{"id": e.Said("record")})
	if err != nil {
		return err
	}
	version, _, err := m.find("FindRecord", named{"id": e.Said("version")})
	if err != nil {
		return err
	}
	undoes, err := e.Number("undoes")
	if err != nil {
		return err
	}
	return review.Insert(m, record, demarche.Decision{Reviewer: e.Said("reviewer"), Reason: e.Said("reason")},
		ledger.Judged{Sequence: e.Sequence, What: demarche.Judgement(e.Said("what")), Version: version, Undoes: undoes})
}

// end makes what follows from the lines.
func (m *importer) end() error {
	if err := m.listMembers(); err != nil {
		return ledger.BadExport(err)
	}
	for text := range m.touched {
		if err := m.choose(text); err != nil {
			return ledger.BadExport(fmt.Errorf("choose the reading of text %d: %w", text, err))
		}
	}
	return nil
}

func (m *importer) link(e ledger.Exported) error {
	l, err := e.Link()
	if err != nil {
		return err
	}
	return m.Write("InsertLink", review.LinkRow(l))
}

// collected takes a line about a collection. A capture is put into one by the
// line after its own.
func (m *importer) collected(e ledger.Exported) error {
	f, err := e.CollectionFacts()
	if err != nil {
		return err
	}
	if f.Did == ledger.CollectionTakes && f.Capture != e.Sequence-1 {
		return fmt.Errorf("what is put into the collection %s is not the capture before", f.Name)
	}
	return m.Write("InsertCollected", named{"sequence": e.Sequence, "name": f.Name, "what": string(f.Did), "teams": strings.Join(f.Teams, " "),
		"capture": f.Capture, "by": f.By, "reason": f.Reason})
}
