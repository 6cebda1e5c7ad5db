package demarche

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// Capture is what arrived from a source, as it arrived.
type Capture struct {
	Address string    // where it came from: a path or an address
	Bytes   []byte    // exactly what was there
	Taken   time.Time // when it was captured
	Media   string    // what the bytes are, as a media type with parameters; empty for plain text
	Head    []byte    // status line and header fields as a server sent them, with the empty line; empty if no server did
}

// Hash gives the SHA-256 of the captured bytes in hexadecimal.
func (c Capture) Hash() string { return HashOf(c.Bytes) }

// HashOf gives the SHA-256 of b in hexadecimal.
func HashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Document is a report: clean text and what is known about it.
type Document struct {
	Name      string // the file name or the end of the address, as users see it
	Title     string // the headline, empty if the report has none
	Published Date   // day of publication, empty if unknown
	Lang      string // ISO 639-1 code of the language, "en"
	Agency    string // news agency of the dateline, empty if none
	Publisher string // who published it, as the page tells, empty if unknown
	Byline    string // who wrote it, as the page tells, empty if unknown
	Canonical string // address that the page calls its own, empty if it tells none
	Extractor string // version of what made the text of a page or PDF; empty for plain text
	Text      string // the report; all offsets are into this
	Capture   string // SHA-256 of the captured bytes, hexadecimal

	Corrections string // notices that the report was corrected, in its own words, one a line
	PublishedAt string // time of publication in the zone in which the page tells it, RFC 3339; empty if it tells only the day
}

// Hash gives the SHA-256 of the text in hexadecimal; it identifies the document.
func (d *Document) Hash() string { return HashOf([]byte(d.Text)) }

// DocInfo is the head of a file of records: {"doc": {...}, "records": [...]}.
type DocInfo struct {
	File      string `json:"file"`
	Published Date   `json:"published"`
	Lang      string `json:"lang"`
	Title     string `json:"title,omitempty"`
	Agency    string `json:"agency,omitempty"`
	SHA256    string `json:"sha256,omitempty"` // of the text
	Reader    string `json:"reader,omitempty"` // version of the reader
}

// Surer leaves out the records whose confidence is below min, 0 to 1.
func (r *Reading) Surer(min float64) {
	r.Records = slices.DeleteFunc(r.Records, func(x Record) bool { return x.Shared().Confidence < min })
}

// Reading is what the reader made of one document.
type Reading struct {
	Doc     DocInfo `json:"doc"`
	Records Records `json:"records"`
}
