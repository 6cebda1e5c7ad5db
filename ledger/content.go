package ledger

import (
	"strconv"

	"demarche"
)

// Content hashes what an entry says: the kind of its line and the values of
// its fields in order. The names are for readers only.
func Content(what string, says []demarche.Field) Hash {
	fields := append(make([]string, 0, 1+len(says)), what)
	for _, f := range says {
		fields = append(fields, f.Value)
	}
	return Digest(fields...)
}

// CaptureSays gives what a capture says: the SHA-256 of its bytes and their
// number, where they came from, and when (see TimeText).
func CaptureSays(bytes string, size int64, address, taken string) []demarche.Field {
	return []demarche.Field{{Name: "sha256", Value: bytes}, {Name: "size", Value: decimal(size)},
		{Name: "address", Value: address}, {Name: "taken", Value: taken}}
}

// DocumentFacts is what a document says about a text.
type DocumentFacts struct {
	Text                                 string // SHA-256 of the text
	Capture                              int64  // sequence of the capture that it was taken out of
	Name, Title, Published, Lang, Agency string
}

// DocumentSays gives what a document says.
func DocumentSays(f DocumentFacts) []demarche.Field {
	return []demarche.Field{{Name: "text", Value: f.Text}, {Name: "capture", Value: decimal(f.Capture)}, {Name: "name", Value: f.Name},
		{Name: "title", Value: f.Title}, {Name: "published", Value: f.Published}, {Name: "lang", Value: f.Lang}, {Name: "agency", Value: f.Agency}}
}

// Member is a record in a reading.
type Member struct {
	ID         string
	Confidence float64
}

// ReadingSays gives what a reading says: which document (by its sequence) a
// reader read, and the records that it found, in order.
func ReadingSays(text string, document int64, reader string, members []Member) []demarche.Field {
	says := append(make([]demarche.Field, 0, 3+2*len(members)),
		demarche.Field{Name: "text", Value: text}, demarche.Field{Name: "document", Value: decimal(document)}, demarche.Field{Name: "reader", Value: reader})
	for _, m := range members {
		says = append(says, demarche.Field{Name: "record", Value: m.ID},
			demarche.Field{Name: "confidence", Value: strconv.FormatFloat(m.Confidence, 'g', -1, 64)})
	}
	return says
}

// RecordSays gives what a record says.
func RecordSays(id, text string, body []byte) []demarche.Field {
	return []demarche.Field{{Name: "id", Value: id}, {Name: "text", Value: text}, {Name: "body", Value: string(body)}}
}

// DecisionSays gives what a decision says: about which record (as it was
// read), what, who and why, the record that is answered from then on, and the
// sequence of the decision that it takes back, or 0.
func DecisionSays(d demarche.Decision) []demarche.Field {
	return []demarche.Field{{Name: "record", Value: d.Record}, {Name: "what", Value: string(d.What)}, {Name: "reviewer", Value: d.Reviewer},
		{Name: "reason", Value: d.Reason}, {Name: "version", Value: d.Version}, {Name: "undoes", Value: decimal(d.Undoes)}}
}

// CaptureContent hashes what a capture says.
func CaptureContent(bytes string, size int64, address, taken string) Hash {
	return Content(CaptureLine, CaptureSays(bytes, size, address, taken))
}

// DocumentContent hashes what a document says.
func DocumentContent(f DocumentFacts) Hash { return Content(DocumentLine, DocumentSays(f)) }

// ReadingContent hashes what a reading says.
func ReadingContent(text string, document int64, reader string, members []Member) Hash {
	return Content(ReadingLine, ReadingSays(text, document, reader, members))
}

// RecordContent hashes what a record says.
func RecordContent(id, text string, body []byte) Hash {
	return Content(RecordLine, RecordSays(id, text, body))
}
