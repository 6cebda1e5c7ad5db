package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"demarche"
)

// Addition is a capture with its document and its reading after they were
// checked, in the form in which a store keeps them. It shares no memory that a
// store would change with what the caller gave.
type Addition struct {
	Capture  demarche.Capture
	Bytes    string // SHA-256 of the captured bytes, hexadecimal
	Document demarche.Document
	Text     string // SHA-256 of the text, hexadecimal
	Reader   string // version of the reader
	Rows     []Row  // in the order of the reading, no id twice
}

// Row is a record as a store keeps it.
type Row struct {
	ID         string // see demarche.Identify
	Kind       demarche.Kind
	Body       []byte // the record in JSON without id and confidence: the bytes that the id is the hash of
	Confidence float64
	Index      Index
}

// Check refuses, with an Invalid error, an addition that does not hold
// together: a text that is not UTF-8, a capture with another hash than the
// document names, a record that breaks the record model, evidence that is not
// in the text where it says, an id that is not the record's own.
func Check(c demarche.Capture, d demarche.Document, r demarche.Reading) (*Addition, error) {
	a := &Addition{Capture: c, Bytes: c.Hash(), Document: d, Text: d.Hash(), Reader: r.Doc.Reader}
	if err := a.checkHead(r.Doc); err != nil {
		return nil, refused(d.Name, err)
	}
	a.Document.Capture = a.Bytes
	var err error
	if a.Rows, err = CheckRecords(d, a.Text, r.Records); err != nil {
		return nil, err
	}
	return a, nil
}

// CheckCapture gives an addition of a capture alone, or refuses one without bytes.
func CheckCapture(c demarche.Capture) (*Addition, error) {
	if len(c.Bytes) == 0 {
		return nil, refused(c.Address, fmt.Errorf("there are no bytes"))
	}
	return &Addition{Capture: c, Bytes: c.Hash()}, nil
}

// CheckRecords gives the rows of the records of a document, each once, or
// refuses them as Check does; text is the hash of its text.
func CheckRecords(d demarche.Document, text string, records demarche.Records) ([]Row, error) {
	var rows []Row
	offsets := demarche.CodePoints(d.Text)
	seen := make(map[string]bool, len(records))
	for i, record := range records {
		row, err := newRow(text, record)
		if err == nil {
			err = evidence(d.Text, offsets, record)
		}
		if err != nil {
			return nil, refused(d.Name, fmt.Errorf("record %d: %w", i+1, err))
		}
		if !seen[row.ID] {
			seen[row.ID] = true
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func refused(name string, err error) error {
	return &demarche.Error{Code: demarche.Invalid, Op: "add", Path: name, Err: err, Detail: "not kept",
		Hint: "read the report again with this version of the program; nothing of it was kept"}
}

func (a *Addition) checkHead(info demarche.DocInfo) error {
	switch d := &a.Document; {
	case d.Text == "":
		return fmt.Errorf("the text is empty")
	case !utf8.ValidString(d.Text):
		return fmt.Errorf("the text is not UTF-8")
	case d.Capture != "" && d.Capture != a.Bytes:
		return fmt.Errorf("the document says that it comes from the capture %s, not %s", d.Capture, a.Bytes)
	case info.SHA256 != "" && info.SHA256 != a.Text:
		return fmt.Errorf("the reading is of the text %s, not %s", info.SHA256, a.Text)
	case info.Reader == "":
		return fmt.Errorf("the reading does not say the version of its reader")
	case d.Published != "":
		if _, err := demarche.ParseDate(string(d.Published)); err != nil {
			return fmt.Errorf("day of publication: %w", err)
		}
	}
	return nil
}

// newRow works on a copy of the record, because Identify changes a record for
// a moment and the caller's may be in use elsewhere.
func newRow(text string, given demarche.Record) (Row, error) {
	if given == nil {
		return Row{}, fmt.Errorf("there is no record")
	}
	whole, err := json.Marshal(given)
	if err != nil {
		return Row{}, err
	}
	r, err := demarche.ParseRecord(whole)
	if err != nil {
		return Row{}, err
	}
	if err := r.Check(); err != nil {
		return Row{}, fmt.Errorf("%s: %w", r.Shared().Kind, err)
	}
	id, err := demarche.Identify(text, r)
	if err != nil {
		return Row{}, err
	}
	head := r.Shared()
	if head.ID != id {
		return Row{}, fmt.Errorf("%s: the id is %q, but the record's own is %q", head.Kind, head.ID, id)
	}
	row := Row{ID: id, Kind: head.Kind, Confidence: head.Confidence, Index: IndexOf(r)}
	head.ID, head.Confidence = "", 0
	row.Body, err = json.Marshal(r)
	return row, err
}

// ParseRow gives back the record that a row was made from.
func ParseRow(id string, body []byte, confidence float64) (demarche.Record, error) {
	r, err := demarche.ParseRecord(body)
	if err != nil {
		return nil, err
	}
	r.Shared().ID, r.Shared().Confidence = id, confidence
	return r, nil
}

// BodyID gives the id that the body of a row of a text must have. It is
// demarche.Identify for bytes, so that a ledger outlives fields that later
// versions give to records.
func BodyID(text string, body []byte) string {
	return demarche.HashOf(append([]byte(text+"\n"), body...))[:16]
}

// CheckEvidence reports the first piece of evidence that is not in the text
// where it says.
func CheckEvidence(text string, r demarche.Record) error {
	return evidence(text, demarche.CodePoints(text), r)
}

func evidence(text string, offsets *demarche.Offsets, r demarche.Record) error {
	for i, s := range r.Shared().Evidence {
		if err := selector(text, offsets, s); err != nil {
			return fmt.Errorf("evidence %d: %w", i+1, err)
		}
	}
	return nil
}

// selector is Selector.Check, with the offsets counted once for all evidence
// of a text, and with the words before and after.
func selector(text string, offsets *demarche.Offsets, s demarche.Selector) error {
	span, err := offsets.Span(s.Start, s.End)
	switch {
	case err != nil:
		return err
	case span.Len() == 0:
		return fmt.Errorf("no words are given")
	case span.Of(text) != s.Exact:
		return s.Check(text)
	case !strings.HasSuffix(text[:span.Start], s.Prefix):
		return fmt.Errorf("%q does not stand before characters %d to %d", s.Prefix, s.Start, s.End)
	case !strings.HasPrefix(text[span.End:], s.Suffix):
		return fmt.Errorf("%q does not stand after characters %d to %d", s.Suffix, s.Start, s.End)
	}
	return nil
}
