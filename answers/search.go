package answers

import (
	"context"

	"demarche"
)

// Findings is what a search found, or a part of it, the best first.
type Findings struct {
	Total int       `json:"total"`          // hits in all
	More  bool      `json:"more,omitempty"` // older hits were not looked at: total is the most that are ranked
	Hits  []Finding `json:"hits"`
	// Beginnings is the same search by beginnings of words, where few were found
	// and there may be more under other forms of them.
	Beginnings string `json:"beginnings,omitempty"`
}

// Finding is an entry or a report in which what was sought stands.
type Finding struct {
	What    FindingKind      `json:"what"`
	Entry   *Item            `json:"entry,omitempty"` // nil of a report
	Report  DocumentFact     `json:"report"`
	Score   float64          `json:"score"`   // the higher the better; of no use beyond one search
	Snippet demarche.Snippet `json:"snippet"` // of the report's text, where it stands
}

// FindingKind says whether an entry or a report was found.
type FindingKind string

// What can be found.
const (
	FoundEntry  FindingKind = "entry"
	FoundReport FindingKind = "report"
)

// Search finds entries and reports by their words.
func (a *Answers) Search(ctx context.Context, q demarche.Search) (Findings, error) {
	found, err := a.ledger.Search(ctx, q)
	if err != nil {
		return Findings{}, err
	}
	out := Findings{Total: found.Total, More: found.More, Hits: make([]Finding, len(found.Hits))}
	for i, h := range found.Hits {
		f := Finding{What: FoundReport, Report: documentFact(h.Report), Score: h.Score, Snippet: h.Snippet}
		if h.Entry != nil {
			item := NewItem(*h.Entry)
			f.What, f.Entry = FoundEntry, &item
		}
		out.Hits[i] = f
	}
	if found.Total < demarche.FewHits {
		out.Beginnings = q.Beginnings()
	}
	return out, nil
}

// WarmSearch has the ledger find out ahead what every search asks of it, where
// it can. What fails is found by the search that needs it.
func (a *Answers) WarmSearch(ctx context.Context) {
	if l, ok := a.ledger.(interface{ WarmSearch(context.Context) error }); ok {
		_ = l.WarmSearch(ctx)
	}
}
