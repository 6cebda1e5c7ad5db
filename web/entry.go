package web

import (
	"net/http"
	"strings"

	"demarche"
	"demarche/answers"
)

// entryView is an entry with all that is needed to check and to cite it.
type entryView struct {
	itemView
	Passages []answers.Context
	Document answers.DocumentFact
	Kept     string
	Taken    string
	Sequence int64
	Review   demarche.ReviewStatus
	Citation string
	Answered []connectionView // of a gap
}

func (s *site) entryPage(r *http.Request) (view, error) {
	asked := r.PathValue("id")
	e, err := s.answers.Show(r.Context(), asked)
	if err != nil {
		return view{}, err
	}
	if e.Item.ID() != asked {
		return view{}, moved{entryHref(e.Item.ID())}
	}
	v := entryView{
		itemView: s.item(e.Item), Passages: e.Evidence, Document: e.Document, Kept: moment(e.Kept), Taken: moment(e.Document.Taken),
		Sequence: e.Item.Sequence, Review: e.Item.Review,
	}
	v.Citation = citation(e)
	views := []itemView{v.itemView}
	if err := s.withEvents(r.Context(), []answers.Item{e.Item}, views); err != nil {
		return view{}, err
	}
	v.itemView = views[0]
	answered, err := s.answers.GapConnections(r.Context(), e.Item)
	if err != nil {
		return view{}, err
	}
	v.Answered = s.connections(answered)
	return view{Template: "entry", Title: kindWord(v.Kind) + ": " + v.Sentence, Section: "/timeline", Data: v}, nil
}

// citation writes an entry as a source that a reader can find and check again.
func citation(e answers.Shown) string {
	var b strings.Builder
	d := e.Document
	b.WriteString("“" + strings.TrimSpace(e.Item.Sentence()) + "” ")
	b.WriteString(join(", ", orElse(d.Title, d.Name), orElse(d.Agency, d.Publisher), orElse(day(d.Published), "no date")) + ". ")
	b.WriteString("Demarche entry " + e.Item.ID())
	if len(e.Evidence) > 0 {
		b.WriteString(", characters " + grouped(float64(e.Evidence[0].Start)) + " to " + grouped(float64(e.Evidence[0].End)))
	}
	b.WriteString(" of the text with SHA-256 " + d.Hash + ".")
	return b.String()
}
