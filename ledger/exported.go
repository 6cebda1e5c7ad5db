package ledger

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"demarche"
)

// ExportForm names the form of an export: JSON lines, the first an
// ExportHeader, then an Exported for every line of the log, in its order.
const ExportForm = "demarche export 1"

// ExportHeader begins an export and tells what it must come to.
type ExportHeader struct {
	Form string        `json:"form"`
	Head demarche.Head `json:"head"` // of the log
}

// Exported is a line of the log with all that it says. What was captured, and
// the text of a document, are there where they first occur.
type Exported struct {
	Sequence int64            `json:"sequence"`
	At       time.Time        `json:"at"` // UTC, to the nanosecond
	What     string           `json:"what"`
	ID       string           `json:"id"`
	Says     []demarche.Field `json:"says"`
	Bytes    []byte           `json:"bytes,omitempty"` // of a capture, in base64
	Text     *string          `json:"text,omitempty"`  // of a document
}

// Said gives the value of a field, empty if the line does not have it.
func (e Exported) Said(name string) string {
	for _, f := range e.Says {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// Number gives the value of a field that is a number.
func (e Exported) Number(name string) (int64, error) {
	n, err := strconv.ParseInt(e.Said(name), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s of line %d: %w", name, e.Sequence, err)
	}
	return n, nil
}

// Members gives the records of a reading.
func (e Exported) Members() ([]Member, error) {
	var all []Member
	for i := 0; i+1 < len(e.Says); i++ {
		if e.Says[i].Name != "record" {
			continue
		}
		c, err := strconv.ParseFloat(e.Says[i+1].Value, 64)
		if err != nil {
			return nil, fmt.Errorf("confidence of %s in line %d: %w", e.Says[i].Value, e.Sequence, err)
		}
		all = append(all, Member{ID: e.Says[i].Value, Confidence: c})
	}
	return all, nil
}

// ParseExportHeader reads the first line of an export.
func ParseExportHeader(line []byte) (ExportHeader, error) {
	var h ExportHeader
	if err := json.Unmarshal(line, &h); err != nil || !strings.HasPrefix(h.Form, "demarche export ") {
		return h, &demarche.Error{Code: demarche.Unsupported, Op: "import", Detail: "this is not an export of a ledger", Err: err,
			Hint: "give a file that demarche export wrote"}
	}
	if h.Form != ExportForm {
		return h, &demarche.Error{Code: demarche.Newer, Op: "import", Detail: fmt.Sprintf("the form %q is not known", h.Form),
			Hint: "use the newest version of demarche"}
	}
	return h, nil
}

// ExportWriter writes an export.
type ExportWriter struct {
	out  *bufio.Writer
	json *json.Encoder
}

// NewExportWriter gives a writer of an export.
func NewExportWriter(to io.Writer) *ExportWriter {
	w := &ExportWriter{out: bufio.NewWriter(to)}
	w.json = json.NewEncoder(w.out)
	w.json.SetEscapeHTML(false)
	return w
}

// Begin writes the first line, which tells the head that the export comes to.
func (w *ExportWriter) Begin(head demarche.Head) error {
	return w.json.Encode(ExportHeader{Form: ExportForm, Head: head})
}

// Line writes a line of the log.
func (w *ExportWriter) Line(e Exported) error { return w.json.Encode(e) }

// Flush ends the export.
func (w *ExportWriter) Flush() error { return w.out.Flush() }

// ExportReader reads an export, line by line.
type ExportReader struct {
	Header ExportHeader
	lines  *json.Decoder
	last   int64
}

// NewExportReader reads the first line of an export.
func NewExportReader(from io.Reader) (*ExportReader, error) {
	in := bufio.NewReaderSize(from, 1<<16)
	first, err := in.ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	header, err := ParseExportHeader(first)
	return &ExportReader{Header: header, lines: json.NewDecoder(in)}, err
}

// Next gives the next line of the log, and io.EOF after the last.
func (r *ExportReader) Next() (Exported, error) {
	var e Exported
	if !r.lines.More() {
		return e, io.EOF
	}
	if err := r.lines.Decode(&e); err != nil {
		return e, BadExport(fmt.Errorf("after line %d: %w", r.last, err))
	}
	r.last = e.Sequence
	return e, nil
}

// BadExport is the error of an export that is not what was written.
func BadExport(err error) error {
	return &demarche.Error{Code: demarche.Corrupt, Op: "import", Detail: "the export is damaged", Err: err,
		Hint: "export the ledger again; nothing of it was kept"}
}

// Line gives the line of the log that is exported.
func (e Exported) Line() Line {
	return Line{Sequence: e.Sequence, At: e.At, What: e.What, ID: e.ID, Content: Content(e.What, e.Says)}
}

// CaptureFacts gives what an exported capture says.
func (e Exported) CaptureFacts() CaptureFacts {
	return CaptureFacts{Address: e.Said("address"), Taken: e.Said("taken"), Media: e.Said("media"), Head: e.Said("head")}
}

// DocumentFacts gives what an exported document says about its text.
func (e Exported) DocumentFacts() (DocumentFacts, error) {
	capture, err := e.Number("capture")
	return DocumentFacts{Capture: capture, Name: e.Said("name"),
		Title: e.Said("title"), Published: e.Said("published"), Lang: e.Said("lang"), Agency: e.Said("agency"),
		Publisher: e.Said("publisher"), Byline: e.Said("byline"), Canonical: e.Said("canonical"), Extractor: e.Said("extractor"),
		Corrections: e.Said("corrections"), PublishedAt: e.Said("published_at")}, err
}

// CollectionFacts gives what an exported line says about a collection.
func (e Exported) CollectionFacts() (CollectionFacts, error) {
	capture, err := e.Number("capture")
	f := CollectionFacts{Name: e.Said("name"), Did: CollectionDeed(e.Said("what")), Teams: IDList(e.Said("teams")), Capture: capture, By: e.Said("by"), Reason: e.Said("reason")}
	if err != nil {
		return f, err
	}
	switch f.Did {
	case CollectionMade, CollectionTakes, CollectionPublished:
		return f, CheckCollection(f)
	}
	return f, fmt.Errorf("nothing is known that is called %q of a collection", f.Did)
}

// Link gives an exported link, without its time.
func (e Exported) Link() (demarche.Link, error) {
	undoes, err := e.Number("undoes")
	return demarche.Link{Sequence: e.Sequence, Relation: demarche.Relation(e.Said("relation")), What: demarche.Judgement(e.Said("what")), Reviewer: e.Said("reviewer"),
		Reason: e.Said("reason"), Undoes: undoes, These: IDList(e.Said("these")), Those: IDList(e.Said("those"))}, err
}
