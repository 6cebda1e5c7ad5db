package demarche

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// Head is the end of the ledger's log at a moment. Whoever keeps one can tell
// later whether anything before it was changed.
type Head struct {
	Size  int64  `json:"size"`  // lines of the log
	Chain string `json:"chain"` // hash of the newest line, which chains all before it; empty without lines
	Tree  string `json:"tree"`  // root of the Merkle tree over the lines; empty without lines
}

// ProofForm names the form of a Proof.
const ProofForm = "demarche proof 1"

// Proof shows, without the ledger, that entries are in a log of a known head.
// All hashes are SHA-256 in hexadecimal. docs/ledger.md tells how it is checked.
type Proof struct {
	Form  string    `json:"form"`
	Tree  TreeHead  `json:"tree"`
	Lines []Proven  `json:"lines"` // the entry asked for first, then what it rests on
	Since *Extended `json:"since,omitempty"`
}

// TreeHead is the root of the Merkle tree over the first lines of a log.
type TreeHead struct {
	Size int64  `json:"size"` // lines
	Hash string `json:"hash"`
}

// Proven is a line of the log with all that it says and the way from it to the
// root of the tree.
type Proven struct {
	Sequence  int64     `json:"sequence"` // of the line, from 1
	At        time.Time `json:"at"`       // when the ledger took it, UTC
	What      string    `json:"what"`     // "capture", "document", "record" ...
	ID        string    `json:"id"`
	Says      []Field   `json:"says"` // what the content hash of the line is made of, in order
	Leaf      string    `json:"leaf"` // hash of the line as a leaf
	Inclusion []string  `json:"inclusion"`
}

// Field is one thing that an entry says. In JSON a value that is not UTF-8, as
// the names of files can be, stands as "base64" instead of "value".
type Field struct {
	Name  string
	Value string
}

// fieldJSON is the form of a Field in JSON.
type fieldJSON struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Base64 []byte `json:"base64,omitempty"`
}

// MarshalJSON writes the field.
func (f Field) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(f.Value) {
		return json.Marshal(fieldJSON{Name: f.Name, Value: f.Value})
	}
	return json.Marshal(fieldJSON{Name: f.Name, Base64: []byte(f.Value)})
}

// UnmarshalJSON reads the field.
func (f *Field) UnmarshalJSON(b []byte) error {
	var j fieldJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	f.Name, f.Value = j.Name, j.Value
	if len(j.Base64) > 0 {
		f.Value = string(j.Base64)
	}
	return nil
}

// Extended shows that the log only grew since it had an earlier head.
type Extended struct {
	TreeHead
	Consistency []string `json:"consistency"`
}
