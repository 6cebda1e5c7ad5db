package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// What a line of the log stands for.
const (
	CaptureLine  = "capture"
	DocumentLine = "document"
	ReadingLine  = "reading"
	RecordLine   = "record"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Digest hashes a list of fields. Each is written as a netstring - its length
// in bytes, a colon, the bytes, a comma - so that no two lists of fields are
// the same bytes.
func Digest(fields ...string) Hash {
	h := sha256.New()
	var b []byte
	for _, f := range fields {
		b = strconv.AppendInt(b[:0], int64(len(f)), 10)
		b = append(b, ':')
		b = append(b, f...)
		b = append(b, ',')
		h.Write(b)
	}
	return Hash(h.Sum(nil))
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

// CaptureContent hashes what a capture says: the SHA-256 of its bytes and
// their number, where they came from, and when (see TimeText).
func CaptureContent(bytes string, size int64, address, taken string) Hash {
	return Digest(CaptureLine, bytes, decimal(size), address, taken)
}

// DocumentFacts is what a document says about a text.
type DocumentFacts struct {
	Text                                 string // SHA-256 of the text
	Capture                              int64  // sequence of the capture that it was taken out of
	Name, Title, Published, Lang, Agency string
}

// DocumentContent hashes what a document says.
func DocumentContent(f DocumentFacts) Hash {
	return Digest(DocumentLine, f.Text, decimal(f.Capture), f.Name, f.Title, f.Published, f.Lang, f.Agency)
}

// Member is a record in a reading.
type Member struct {
	ID         string
	Confidence float64
}

// ReadingContent hashes what a reading says: which document (by its sequence)
// a reader read, and the records that it found, in order.
func ReadingContent(text string, document int64, reader string, members []Member) Hash {
	fields := append(make([]string, 0, 4+2*len(members)), ReadingLine, text, decimal(document), reader)
	for _, m := range members {
		fields = append(fields, m.ID, strconv.FormatFloat(m.Confidence, 'g', -1, 64))
	}
	return Digest(fields...)
}

// RecordContent hashes what a record says.
func RecordContent(id, text string, body []byte) Hash {
	return Digest(RecordLine, id, text, string(body))
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
