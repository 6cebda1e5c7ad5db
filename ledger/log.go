package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// What a line of the log stands for.
const (
	CaptureLine  = "capture"
	DocumentLine = "document"
	ReadingLine  = "reading"
	RecordLine   = "record"
	DecisionLine = "decision"
	LinkLine     = "link"

	CollectionLine = "collection" // only of ledgers that can withhold
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Digest hashes a list of fields. Each is written as a netstring - its length
// in bytes, a colon, the bytes, a comma - so that no two lists of fields are
// the same bytes.
func Digest(fields ...string) Hash { return sha256.Sum256(netstrings(fields...)) }

func netstrings(fields ...string) []byte {
	var b []byte
	for _, f := range fields {
		b = strconv.AppendInt(b, int64(len(f)), 10)
		b = append(b, ':')
		b = append(b, f...)
		b = append(b, ',')
	}
	return b
}

// Line is a line of the log. Lines are numbered from 1 without gaps, and each
// is sealed with the hash of the one before it: whoever knows the hash of one
// line can tell whether anything up to it was changed, added or taken away.
type Line struct {
	Sequence int64
	At       time.Time // when the ledger took it, to the nanosecond
	What     string    // CaptureLine, DocumentLine ...
	ID       string    // names the entry to a reader; SHA-256 of bytes or text, id of a record
	Content  Hash      // of everything that the entry says
}

// Seal gives the hash of the line, which follows a line of hash previous; the
// first line follows the zero Hash.
func (l Line) Seal(previous Hash) Hash {
	return Digest("line", string(previous[:]), decimal(l.Sequence), decimal(l.At.UnixNano()), l.What, l.ID, string(l.Content[:]))
}

// Leaf gives the hash of the line as a leaf of the Merkle tree over the log.
// It does without the hash of the line before: the tree holds the order.
func (l Line) Leaf() Hash {
	return Hash(tlog.RecordHash(netstrings("leaf", decimal(l.Sequence), decimal(l.At.UnixNano()), l.What, l.ID, string(l.Content[:]))))
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// TimeText writes a time as the ledger keeps it: RFC 3339 in UTC to the
// nanosecond, empty for the zero time.
func TimeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// ParseTimeText reads what TimeText wrote.
func ParseTimeText(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t.UTC(), err
}
