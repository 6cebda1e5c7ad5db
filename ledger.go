package demarche

import (
	"context"
	"time"
)

// ReviewStatus says how far a person has judged a record.
type ReviewStatus string

// The judgements. A machine proposes, a person decides.
const (
	Proposed ReviewStatus = "proposed"
	Accepted ReviewStatus = "accepted"
	Amended  ReviewStatus = "amended"
	Rejected ReviewStatus = "rejected"
)

// Entry is a record as the ledger keeps it.
type Entry struct {
	Record   Record
	Document string // hash of the text that it was read from
	Name     string // name of that document
	Title    string
	Publish  Date      // day of publication of the document, empty if unknown
	Sequence int64     // place in the ledger's log, from 1
	Kept     time.Time // when the ledger took it, UTC
	Review   ReviewStatus
	Amends   string // id of the record in whose place a reviewer wrote this one

	// Unpublished names the collections through which alone it is seen, with
	// spaces between them; empty where everybody sees it.
	Unpublished string
}

// Kept is a document as the ledger keeps it.
type Kept struct {
	Document
	Hash     string    // of the text
	Address  string    // where the capture came from
	Taken    time.Time // when it was captured, UTC
	Reader   string    // version of the reader whose records are kept
	Sequence int64

	Unpublished string // see Entry
}

// KeptCapture is a capture as the ledger keeps it.
type KeptCapture struct {
	Capture
	Sequence int64     // place in the ledger's log
	Kept     time.Time // when the ledger took it, UTC
	Content  string    // SHA-256 of all that its line says; no two captures share it
}

// KeptReading is a reading as the ledger keeps it.
type KeptReading struct {
	Sequence  int64     // place in the ledger's log
	Kept      time.Time // when the ledger took it, UTC
	Published Date      // day of publication that the reader went by
	Reader    string    // its version
	Records   Records   // in the order of the text
}

// Filter narrows a question to a part of the ledger; empty fields do not narrow.
type Filter struct {
	Kinds     []Kind
	State     State  // any role: whose position, actor, target, destination, nationality ...
	FromState State  // sender of a movement or position
	ToState   State  // destination of a movement, receiving state of a position
	Document  string // hash of a text
	Since     Date   // on or after; records without a date are judged by their document's day
	Until     Date   // on or before
	Name      string // part of a speaker's or office holder's name, letter case and accents aside

	ReviewedOnly bool // only what a reviewer accepted or amended
	Rejected     bool // also what a reviewer rejected, which is left out otherwise

	KnownBy time.Time // as the ledger answered at this time; zero for now

	Texts []string // hashes of texts: only what was read from one of these; nil does not narrow
	IDs   []string // ids of records: only these; nil does not narrow

	After int64 // only entries after this sequence: the next page
	Limit int   // at most so many entries, the first in the order of the log; 0 for all
}

// Outlined is an entry without its record: as much as it takes to put entries
// in order and to find them again.
type Outlined struct {
	ID         string // of the record
	Sequence   int64  // place in the ledger's log
	Day        Date   // of the record, or else of its document; empty if neither is known
	Document   string // hash of the text that it was read from
	Kind       Kind
	Confidence float64
	Review     ReviewStatus
}

// Outcome says what Add did.
type Outcome string

// The outcomes of Add.
const (
	Added   Outcome = "added"
	Already Outcome = "already there"
)

// Fault is something that Verify found wrong.
type Fault struct {
	What   string `json:"what"` // "capture", "document", "record", "decision", "log", "tree" ...
	ID     string `json:"id"`   // of the entry concerned
	Reason string `json:"reason"`
}

// Verification is the result of checking a whole ledger.
type Verification struct {
	Captures  int     `json:"captures"`
	Documents int     `json:"documents"`
	Records   int     `json:"records"`
	Decisions int     `json:"decisions"`
	Links     int     `json:"links"`
	Spans     int     `json:"spans"` // pieces of evidence compared with their text
	LogLength int64   `json:"log_length"`
	LogHead   string  `json:"log_head"`  // hash of the newest log line
	TreeHash  string  `json:"tree_hash"` // root of the Merkle tree over the log, see Head
	Faults    []Fault `json:"faults"`
}

// Ledger keeps what was captured and what was read from it, for ever: there is
// no way to change or remove an entry. Any store that passes the conformance
// suite in ledger/conformance can stand behind it.
type Ledger interface {
	// Add keeps a capture, its document and its reading, all or nothing. What
	// is there already is not kept twice. Once Add has returned, a crash does
	// not lose it.
	Add(ctx context.Context, c Capture, d Document, r Reading) (Outcome, error)
	// Reread keeps another reading of a text that is kept already, by the hash and
	// the day of publication in its head; all earlier readings stay. A day other
	// than the one that answers go by is a Conflict: read the document again.
	Reread(ctx context.Context, r Reading) (Outcome, error)
	// Entries yields the entries that pass the filter, in the order of the log.
	Entries(ctx context.Context, f Filter) ([]Entry, error)
	// Outline gives what Entries does, in the same order, without reading the
	// records: for lists of which a part is shown.
	Outline(ctx context.Context, f Filter) ([]Outlined, error)
	// Touched names the texts about which anything was kept after a line of the
	// log - they were told, read, or decided about - and gives the newest line.
	// Whatever was asked before and concerns no other text is answered as before.
	Touched(ctx context.Context, after int64) (texts []string, last int64, err error)
	// Search finds reports and entries by their words, the best first.
	Search(ctx context.Context, q Search) (Found, error)
	// Entry gives the entry of a record's id, or of a beginning of it that no other id shares.
	Entry(ctx context.Context, id string) (Entry, error)
	// Decide keeps what a reviewer decided about a record, and gives the entry
	// that is answered from then on.
	Decide(ctx context.Context, d Decision) (Entry, error)
	// Decisions gives the decisions about a record, oldest first; of all records if the id is empty.
	Decisions(ctx context.Context, id string) ([]Decision, error)
	// Link keeps what a reviewer decided about how records hang together, and
	// gives it as it is kept, with whole ids.
	Link(ctx context.Context, l Link) (Link, error)
	// Links gives the links that name a record, oldest first; all if the id is empty.
	Links(ctx context.Context, id string) ([]Link, error)
	// Document gives a kept document by the hash of its text, or a unique beginning of it.
	Document(ctx context.Context, hash string) (Kept, error)
	// Documents lists all kept documents, without their texts, in the order of the log.
	Documents(ctx context.Context) ([]Kept, error)
	// Readings gives all readings of a text, by its hash or a unique beginning of it, in the order of the log.
	Readings(ctx context.Context, hash string) ([]KeptReading, error)
	// Verify checks every hash, every span and the log.
	Verify(ctx context.Context, progress func(done, total int)) (Verification, error)
	// Head gives the end of the log without reading it.
	Head(ctx context.Context) (Head, error)
	// Prove shows that the entry of a record's id, or the document of a text's
	// hash, and what it rests on are in the log; with since, also that the log
	// only grew since it had so many lines.
	Prove(ctx context.Context, id string, since int64) (Proof, error)
	Close() error
}

// Reader reads a document into records. It is safe for use by several goroutines.
type Reader interface {
	// Read gives the records of a document in the order of its text, every one
	// with exact evidence, an id and a trace.
	Read(ctx context.Context, d *Document) (Reading, error)
	// Version names the reader, its vocabulary and its models; it changes when any of them does.
	Version() string
}
