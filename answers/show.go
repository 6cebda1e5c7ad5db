package answers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"demarche"
)

// Shown is an entry with all that is needed to check it.
type Shown struct {
	Item      Item                `json:"entry"`
	Evidence  []Context           `json:"evidence"`
	Document  DocumentFact        `json:"document"`
	Kept      time.Time           `json:"kept"`
	Decisions []demarche.Decision `json:"decisions"` // of reviewers, oldest first
}

// Context is a piece of evidence as it stands in its report.
type Context struct {
	Before string `json:"before"` // the end of what stands before it
	Exact  string `json:"exact"`
	After  string `json:"after"` // the beginning of what stands after it
	Start  int    `json:"start"` // in Unicode code points
	End    int    `json:"end"`
	Fault  string `json:"fault,omitempty"` // how it disagrees with the text, if it does
}

// DocumentFact is what is known about a report and where it came from.
type DocumentFact struct {
	Hash      string        `json:"hash"` // SHA-256 of the text
	Name      string        `json:"name"`
	Title     string        `json:"title"`
	Published demarche.Date `json:"published"`
	Lang      string        `json:"lang"`
	Agency    string        `json:"agency"`
	Publisher string        `json:"publisher,omitempty"` // as the page tells
	Byline    string        `json:"byline,omitempty"`    // who wrote it, as the page tells
	Canonical string        `json:"canonical,omitempty"` // address that the page calls its own
	Extractor string        `json:"extractor,omitempty"` // version of what drew the text out of a page, PDF or row
	Address   string        `json:"address"`             // on the web; of a file its name alone, see cameFrom
	Capture   string        `json:"capture"`             // SHA-256 of the bytes captured
	Taken     time.Time     `json:"taken"`
	Reader    string        `json:"reader"`
	Records   int           `json:"records,omitempty"`
	Sequence  int64         `json:"sequence"`

	Unpublished string `json:"unpublished,omitempty"` // collections through which alone it is seen, spaces between them

	Corrections []string `json:"corrections,omitempty"`  // notices that the report was corrected, in its own words
	PublishedAt string   `json:"published_at,omitempty"` // time of publication in the zone of the page, RFC 3339
}

// contextPoints is how much text before and after the evidence is shown, in code points.
const contextPoints = 240

func documentFact(k demarche.Kept) DocumentFact {
	f := DocumentFact{
		Hash: k.Hash, Name: k.Name, Title: k.Title, Published: k.Published, Lang: k.Lang, Agency: k.Agency,
		Publisher: k.Publisher, Byline: k.Byline, Canonical: k.Canonical, Extractor: k.Extractor,
		Address: cameFrom(k.Address), Capture: k.Capture, Taken: k.Taken, Reader: k.Reader, Sequence: k.Sequence, PublishedAt: k.PublishedAt, Unpublished: k.Unpublished,
	}
	if k.Corrections != "" {
		f.Corrections = strings.Split(k.Corrections, "\n")
	}
	return f
}

// cameFrom gives where a report came from as it is told: an address of the web, or
// the name of a file without the folders of whoever added it, which are nobody
// else's business. The ledger keeps the whole path, and exports it whole.
func cameFrom(address string) string {
	if strings.Contains(address, "://") && !strings.HasPrefix(address, "file:") {
		return address
	}
	return address[strings.LastIndexAny(address, `/\`)+1:]
}

// Show gives the entry of an id, or of a beginning of one that no other shares,
// with its evidence in context and its report.
func (a *Answers) Show(ctx context.Context, id string) (Shown, error) {
	e, err := a.ledger.Entry(ctx, id)
	if err != nil {
		return Shown{}, err
	}
	k, err := a.ledger.Document(ctx, e.Document)
	if err != nil {
		return Shown{}, fmt.Errorf("report of entry %s: %w", id, err)
	}
	decisions, err := a.ledger.Decisions(ctx, e.Record.Shared().ID)
	if err != nil {
		return Shown{}, fmt.Errorf("decisions about entry %s: %w", id, err)
	}
	s := Shown{Item: NewItem(e), Document: documentFact(k), Kept: e.Kept, Evidence: []Context{}, Decisions: append([]demarche.Decision{}, decisions...)}
	points := demarche.CodePoints(k.Text)
	for _, sel := range e.Record.Shared().Evidence {
		s.Evidence = append(s.Evidence, inContext(points, k.Text, sel))
	}
	return s, nil
}

func inContext(points *demarche.Offsets, text string, sel demarche.Selector) Context {
	c := Context{Exact: sel.Exact, Start: sel.Start, End: sel.End}
	span, err := points.Span(sel.Start, sel.End)
	if err != nil {
		c.Fault = err.Error()
		return c
	}
	if err := sel.Check(text); err != nil {
		c.Fault = err.Error()
	}
	c.Before = text[points.Byte(max(0, sel.Start-contextPoints)):span.Start]
	c.After = text[span.End:points.Byte(min(points.Count(), sel.End+contextPoints))]
	if sel.Start > contextPoints {
		c.Before = fromWord(c.Before)
	}
	if sel.End+contextPoints < points.Count() {
		c.After = toWord(c.After)
	}
	return c
}

// fromWord drops the part of a word at the beginning.
func fromWord(s string) string {
	if i := strings.IndexAny(s, " \n"); i >= 0 {
		return s[i+1:]
	}
	return s
}

// toWord drops the part of a word at the end.
func toWord(s string) string {
	if i := strings.LastIndexAny(s, " \n"); i >= 0 {
		return s[:i]
	}
	return s
}

// Page is a report with everything that was read from it.
type Page struct {
	Document DocumentFact `json:"document"`
	Text     string       `json:"text"`
	Entries  []Item       `json:"entries"` // in the order of the ledger
}

// Report gives a kept report by the hash of its text, or by a beginning of it
// that no other shares, with its text and entries.
func (a *Answers) Report(ctx context.Context, hash string) (Page, error) {
	k, err := a.ledger.Document(ctx, hash)
	if err != nil {
		return Page{}, err
	}
	entries, err := a.ledger.Entries(ctx, demarche.Filter{Document: k.Hash})
	if err != nil {
		return Page{}, err
	}
	p := Page{Document: documentFact(k), Text: k.Text, Entries: make([]Item, len(entries))}
	for i, e := range entries {
		p.Entries[i] = NewItem(e)
	}
	p.Document.Records = len(entries)
	return p, nil
}

// Reports lists the reports of the ledger in the order in which they were kept.
func (a *Answers) Reports(ctx context.Context) ([]DocumentFact, error) {
	kept, err := a.ledger.Documents(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]DocumentFact, len(kept))
	for i, k := range kept {
		out[i] = documentFact(k)
	}
	return out, nil
}
