package web

import (
	"context"
	"net/http"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/cite"
)

// entryView is an entry with all that is needed to check and to cite it.
type entryView struct {
	itemView
	Passages  []answers.Context
	Document  answers.DocumentFact
	Kept      string
	Taken     string
	Sequence  int64
	Review    demarche.ReviewStatus
	Amends    string // address of the entry in whose place a reviewer wrote this one
	Permalink string
	Citations []citationView
	Decisions []decisionView
	Proof     *proofView
	Answered  []connectionView // of a gap
	Embed     string           // what is put into another page to show the entry there
	KeyNeeded string           // on a closed site: the path for which an address with a key is made
	Judge     string           // address at which the visitor can judge it, empty if not a reviewer
}

// citationView is a citation in one form.
type citationView struct {
	Form cite.Form
	Word string
	Text string
}

// decisionView is what a reviewer decided.
type decisionView struct {
	Word, Reviewer, Reason, When string
	Line                         int64
	Version                      string // address of the entry that is answered from then on, if that is another
}

// proofView is a proof that an entry or a report is in the log.
type proofView struct {
	Size  int64
	Root  string
	Lines []provenView
	File  string // address of the whole proof
}

type provenView struct {
	Sequence int64
	What     string
	Leaf     string
	Hashes   int // on the way to the root
}

func (s *site) entryPage(r *http.Request) (view, error) {
	e, err := s.shown(r)
	if err != nil {
		return view{}, err
	}
	v := entryView{
		itemView: s.item(e.Item), Passages: e.Evidence, Document: e.Document, Kept: moment(e.Kept), Taken: moment(e.Document.Taken),
		Sequence: e.Item.Sequence, Review: e.Item.Review, Permalink: s.origin(r) + entryHref(e.Item.ID()), Decisions: decisions(e),
	}
	if e.Item.Amends != "" {
		v.Amends = entryHref(e.Item.Amends)
	}
	v.Embed = `<iframe src="` + s.origin(r) + embedHref(e.Item.ID()) + `" width="600" height="320" title="Demarche entry ` + e.Item.ID() + `" loading="lazy"></iframe>`
	if s.door != nil && s.door.Closed {
		v.KeyNeeded = embedHref(e.Item.ID())
	}
	if v.Proof, err = s.proof(r.Context(), e.Item.ID(), entryHref(e.Item.ID())); err != nil {
		return view{}, err
	}
	work := cite.Shown(e, demarche.Head{Size: v.Proof.Size, Tree: v.Proof.Root})
	if v.Citations, err = citations(work.On(s.origin(r))); err != nil {
		return view{}, err
	}
	if s.reviews(r) {
		v.Judge = address("/review", "entry", e.Item.ID())
	}
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
	return view{Template: "entry", Title: kindWord(v.Kind) + ": " + v.Sentence, Section: "/timeline", Scripts: []string{"copy.js"}, Data: v}, nil
}

// shown looks up the entry that the address names; a beginning of an id is
// answered by the address of the whole.
func (s *site) shown(r *http.Request) (answers.Shown, error) {
	asked := r.PathValue("id")
	e, err := s.answers.Show(r.Context(), asked)
	if err != nil {
		return e, err
	}
	if id := e.Item.ID(); id != asked {
		return e, moved{strings.Replace(r.URL.EscapedPath(), asked, id, 1)}
	}
	return e, nil
}

// origin gives the address under which the reader reaches the site. The host
// is one that the server answers for.
func (s *site) origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || s.door != nil && s.door.encrypted(r) {
		scheme = "https"
	}
	site, err := cite.ParseSite(scheme + "://" + r.Host)
	if err != nil {
		return ""
	}
	return site
}

// citations writes a work in every form.
func citations(w cite.Work) ([]citationView, error) {
	out := make([]citationView, 0, len(cite.Forms()))
	for _, f := range cite.Forms() {
		text, err := w.As(f)
		if err != nil {
			return nil, err
		}
		out = append(out, citationView{f, f.Word(), strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))})
	}
	return out, nil
}

// decisions says what reviewers decided about an entry, the newest first.
func decisions(e answers.Shown) []decisionView {
	words := map[demarche.Judgement]string{
		demarche.ToAccept: "Accepted", demarche.ToReject: "Rejected", demarche.ToAmend: "Amended", demarche.ToUndo: "The decision before it taken back",
	}
	var out []decisionView
	for i := len(e.Decisions) - 1; i >= 0; i-- {
		d := e.Decisions[i]
		v := decisionView{Word: words[d.What], Reviewer: d.Reviewer, Reason: d.Reason, When: moment(d.At), Line: d.Sequence}
		if d.What == demarche.ToAmend && d.Version != "" && d.Version != e.Item.ID() {
			v.Version = entryHref(d.Version)
		}
		out = append(out, v)
	}
	return out
}

// proof gives the proof that an entry or a report is in the log; page is the
// address of its page.
func (s *site) proof(ctx context.Context, id, page string) (*proofView, error) {
	p, err := s.answers.Prove(ctx, id, 0)
	if err != nil {
		return nil, err
	}
	v := &proofView{Size: p.Tree.Size, Root: p.Tree.Hash, File: page + "/proof.json"}
	for _, l := range p.Lines {
		v.Lines = append(v.Lines, provenView{l.Sequence, l.What, l.Leaf, len(l.Inclusion)})
	}
	return v, nil
}
