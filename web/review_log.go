package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
)

// loggedView is a decision as it is listed.
type loggedView struct {
	Line             int64
	When, At         string // for people and for programs
	Reviewer, Reason string
	Word             string // "Accepted"
	Link             bool   // it is about how entries hang together
	Counts           bool
	TakenBack        bool
	Entry            card
	Others           []card   // entries that a link names besides
	Changed          []change // by an amendment
	Undo             bool     // the visitor may take it back here
	New              bool     // another decided it after the visitor last did
}

// change is a field that an amendment changed.
type change struct{ Name, Before, After string }

// decisionWord says what was decided about an entry.
func decisionWord(j demarche.Judgement) string {
	return map[demarche.Judgement]string{demarche.ToAccept: "Accepted", demarche.ToAmend: "Amended", demarche.ToReject: "Rejected", demarche.ToUndo: "Took a decision back"}[j]
}

// linkWord says what was decided about how entries hang together.
func linkWord(l demarche.Link) string {
	says := map[demarche.Relation]string{demarche.CarriesOut: "carried out by", demarche.Reverses: "taken back by", demarche.Contradicts: "contradicted by", demarche.AnswersGap: "answered by"}[l.Relation]
	switch {
	case l.What == demarche.ToUndo:
		return "Took line " + strconv.FormatInt(l.Undoes, 10) + " back"
	case l.Relation == demarche.SameEvent && l.What == demarche.ToAccept:
		return "Made one event of"
	case l.Relation == demarche.SameEvent:
		return "Kept apart"
	case l.What == demarche.ToReject:
		return "Not " + says
	}
	return capital(says)
}

// decision makes the view of a decision.
func (s *site) decision(ctx context.Context, d answers.Decided, counts map[int64]bool) loggedView {
	reviewer, reason, at := d.By()
	v := loggedView{Line: d.Line(), When: moment(at), At: at.UTC().Format("2006-01-02T15:04:05Z"), Reviewer: reviewer, Reason: reason, Counts: counts[d.Line()], Link: d.Link != nil}
	if d.Link != nil {
		v.Word, v.TakenBack = linkWord(*d.Link), !v.Counts && d.Link.What != demarche.ToUndo
		for i, id := range slices.Concat(d.Link.These, d.Link.Those) {
			if c := s.cardOf(ctx, id); i == 0 {
				v.Entry = c
			} else {
				v.Others = append(v.Others, c)
			}
		}
		return v
	}
	v.Word, v.TakenBack = decisionWord(d.Decision.What), !v.Counts && d.Decision.What != demarche.ToUndo
	v.Entry = s.cardOf(ctx, d.Decision.Version)
	if d.Decision.What == demarche.ToAmend {
		v.Changed = s.amendments(ctx, d.Decision.Record, d.Decision.Version)
	}
	return v
}

// cardOf gives an entry in short; of one that cannot be read, its id.
func (s *site) cardOf(ctx context.Context, id string) card {
	it, err := s.answers.Entry(ctx, id)
	if err != nil {
		return card{ID: id, Sentence: id}
	}
	c := newCard(s.names, it.Record, entryHref)
	c.Label = letter(c.Kind)
	return c
}

// amendments lists the fields in which two records differ.
func (s *site) amendments(ctx context.Context, was, is string) []change {
	a, err := s.answers.Entry(ctx, was)
	b, again := s.answers.Entry(ctx, is)
	if err != nil || again != nil {
		return nil
	}
	old := make(map[string]string)
	for _, f := range s.names.fields(a.Record) {
		old[f.Name] = f.Value
	}
	var out []change
	for _, f := range s.names.fields(b.Record) {
		if f.Name != readerField && old[f.Name] != f.Value {
			out = append(out, change{f.Name, old[f.Name], f.Value})
		}
		delete(old, f.Name)
	}
	for _, f := range s.names.fields(a.Record) {
		if v, left := old[f.Name]; left && f.Name != readerField {
			out = append(out, change{f.Name, v, ""})
		}
	}
	return out
}

// logView is what was decided, the newest first.
type logView struct {
	Desk      deskView
	By, Since string
	Reviewers []string
	Rows      []loggedView
	Pages     pages
	Seen      int64
	Back      string
	Others    string // how often others have decided since the visitor last did; empty if never
	Last      string // when the visitor last did
}

// logPage shows what was decided: by whom, when and why.
func (s *site) logPage(r *http.Request) (view, error) {
	if err := s.may(r, accounts.Reviewer); err != nil {
		return view{}, err
	}
	v := logView{By: query(r, "by"), Since: query(r, "since"), Back: localPath(r.URL.RequestURI(), "/review/log")}
	since := demarche.Date("")
	if v.Since != "" {
		var err error
		if since, err = demarche.ParseDate(v.Since); err != nil {
			return view{}, err
		}
	}
	var err error
	if v.Seen, err = s.answers.Line(r.Context()); err != nil {
		return view{}, err
	}
	all, err := s.answers.Decisions(r.Context(), "")
	if err != nil {
		return view{}, err
	}
	counts := answers.Counting(all)
	visitor := accounts.FromContext(r.Context())
	if v.Desk, err = s.desk(r, "log"); err != nil {
		return view{}, err
	}
	slices.Reverse(all)
	var listed []answers.Decided
	for _, d := range all {
		reviewer, _, at := d.By()
		if !slices.Contains(v.Reviewers, reviewer) {
			v.Reviewers = append(v.Reviewers, reviewer)
		}
		if (v.By == "" || v.By == reviewer) && (since == "" || !at.Before(since.First())) {
			listed = append(listed, d)
		}
	}
	slices.SortFunc(v.Reviewers, strings.Compare)
	last := v.since(all, visitor.Name)
	shown, pages := slice(listed, query(r, "page"), func(page string) string { return address("/review/log", "by", v.By, "since", v.Since, "page", page) })
	v.Pages = pages
	for _, d := range shown {
		row := s.decision(r.Context(), d, counts)
		row.Undo = row.Counts && (row.Reviewer == visitor.Name || visitor.May(accounts.Admin))
		row.New = last > 0 && row.Line > last
		v.Rows = append(v.Rows, row)
	}
	return view{Template: "review-log", Title: "What was decided", Section: "/review", Data: v, Private: true}, nil
}

// since says how often others have decided since somebody last did, of all that
// was decided, the newest first, and gives the line of that; 0 if there is none.
func (v *logView) since(all []answers.Decided, name string) int64 {
	for n, d := range all {
		reviewer, _, at := d.By()
		if reviewer != name {
			continue
		}
		if n > 0 {
			v.Others, v.Last = plural(n, "decision"), moment(at)
		}
		return d.Line()
	}
	return 0
}

// unlink answers POST /review/unlink: a decision about how entries hang together is taken back.
func (s *site) unlink(r *http.Request) (view, error) {
	visitor, err := s.sent(r, accounts.Reviewer)
	if err != nil {
		return view{}, err
	}
	line, err := strconv.ParseInt(r.PostFormValue("line"), 10, 64)
	if err != nil {
		return view{}, formError()
	}
	all, err := s.answers.Decisions(r.Context(), "")
	if err != nil {
		return view{}, err
	}
	for _, d := range all {
		if d.Line() == line && d.Link != nil && d.Link.Reviewer != visitor.Name && !visitor.May(accounts.Admin) {
			return view{}, deniedError{"another reviewer decided this; it is taken back by whoever decided it, or by an admin; nothing was done", "decide about these entries anew instead"}
		}
	}
	if _, err := s.answers.Link(r.Context(), demarche.Link{
		What: demarche.ToUndo, Undoes: line, Reviewer: visitor.Name, Reason: orElse(strings.TrimSpace(r.PostFormValue("reason")), "taken back"),
	}); err != nil {
		return view{}, err
	}
	return view{}, moved{localPath(r.PostFormValue("back"), "/review/log")}
}

// undoingView is a decision with what it takes to take it back.
type undoingView struct {
	Token, Back string
	Seen        int64
	Decision    loggedView
	Key         string // that does the same, empty for none
}

// undoing puts what a form to take a decision back needs together, of a page
// that lists decisions.
func undoing(page any, d loggedView) undoingView {
	switch p := page.(type) {
	case logView:
		return undoingView{p.Desk.Token, p.Back, p.Seen, d, ""}
	case *reviewEventView:
		u := undoingView{p.Desk.Token, p.Back, p.Seen, d, ""}
		if i := slices.IndexFunc(p.Decisions, func(o loggedView) bool { return o.Undo }); i >= 0 && p.Decisions[i].Line == d.Line {
			u.Key = "u" // the newest
		}
		return u
	case *connectionsView:
		return undoingView{p.Desk.Token, p.Back, 0, d, "u"}
	}
	return undoingView{Decision: d}
}
