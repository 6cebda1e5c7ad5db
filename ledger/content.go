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

// upTo gives fields and those that came later, as far as the last that says
// something. So a line from before there were the later ones keeps its hash,
// and no two lines that say different things say it in the same fields.
func upTo(fields []demarche.Field, later ...demarche.Field) []demarche.Field {
	for len(later) > 0 && later[len(later)-1].Value == "" {
		later = later[:len(later)-1]
	}
	return append(fields, later...)
}

// CaptureFacts is what a capture says about captured bytes.
type CaptureFacts struct {
	Bytes   string // SHA-256 of the bytes
	Size    int64  // their number
	Address string // where they came from
	Taken   string // when, see TimeText
	Media   string // see demarche.Capture
	Head    string // of the answer that brought them
}

// CaptureSays gives what a capture says.
func CaptureSays(f CaptureFacts) []demarche.Field {
	return upTo([]demarche.Field{{Name: "sha256", Value: f.Bytes}, {Name: "size", Value: decimal(f.Size)},
		{Name: "address", Value: f.Address}, {Name: "taken", Value: f.Taken}},
		demarche.Field{Name: "media", Value: f.Media}, demarche.Field{Name: "head", Value: f.Head})
}

// DocumentFacts is what a document says about a text.
type DocumentFacts struct {
	Text                                 string // SHA-256 of the text
	Capture                              int64  // sequence of the capture that it was taken out of
	Name, Title, Published, Lang, Agency string

	Publisher, Byline, Canonical, Extractor, Corrections, PublishedAt string // see demarche.Document
}

// FactsOf gives what a document says about a text that was taken out of a capture.
func FactsOf(d demarche.Document, text string, capture int64) DocumentFacts {
	return DocumentFacts{Text: text, Capture: capture, Name: d.Name, Title: d.Title, Published: string(d.Published), Lang: d.Lang, Agency: d.Agency,
		Publisher: d.Publisher, Byline: d.Byline, Canonical: d.Canonical, Extractor: d.Extractor, Corrections: d.Corrections, PublishedAt: d.PublishedAt}
}

// DocumentSays gives what a document says.
func DocumentSays(f DocumentFacts) []demarche.Field {
	return upTo([]demarche.Field{{Name: "text", Value: f.Text}, {Name: "capture", Value: decimal(f.Capture)}, {Name: "name", Value: f.Name},
		{Name: "title", Value: f.Title}, {Name: "published", Value: f.Published}, {Name: "lang", Value: f.Lang}, {Name: "agency", Value: f.Agency}},
		demarche.Field{Name: "publisher", Value: f.Publisher}, demarche.Field{Name: "byline", Value: f.Byline}, demarche.Field{Name: "canonical", Value: f.Canonical},
		demarche.Field{Name: "extractor", Value: f.Extractor}, demarche.Field{Name: "corrections", Value: f.Corrections},
		demarche.Field{Name: "published_at", Value: f.PublishedAt})
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
func CaptureContent(f CaptureFacts) Hash { return Content(CaptureLine, CaptureSays(f)) }

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
