package web

import (
	"net/http"

	"demarche"
	"demarche/alerts"
	"demarche/answers"
	"demarche/ask"
)

// changesView is days on which stances became others.
type changesView struct {
	Asked   ask.List
	First   bool // first stances are shown too
	Asking  bool
	States  []stateOption
	Changes []changeView
	Newest  bool // there may be older ones
	Pages   pages
	JSON    string // address of the same for programs
}

// mostChanges is how many changes the page lists at most.
const mostChanges = 500

// changesPage answers GET /changes.
func (s *site) changesPage(r *http.Request) (view, error) {
	asked := ask.List{State: query(r, "state"), Since: query(r, "since"), Until: query(r, "until")}
	v := changesView{Asked: asked, First: query(r, "first") != ""}
	v.Asking = asked != ask.List{} || v.First
	f, err := s.words.Filter(asked)
	if err != nil {
		return view{}, err
	}
	all, err := s.changesAsked(r, f, v)
	if err != nil {
		return view{}, err
	}
	some, p := slice(all, query(r, "page"), func(page string) string { return v.address("/changes", "1", "page", page) })
	v.Changes, v.Pages, v.Newest = s.changes(some, ledgerPart{}), p, len(all) == mostChanges
	v.JSON = v.address("/api/changes", "true")
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	return view{Template: "changes", Title: "What changed", Section: "/changes", Feed: feedHref(f.State, alerts.Position), Data: v}, nil
}

// address gives an address that asks for what the page does; yes says how it
// asks for first stances.
func (v changesView) address(path, yes string, more ...string) string {
	if !v.First {
		yes = ""
	}
	return address(path, append([]string{"state", v.Asked.State, "since", v.Asked.Since, "until", v.Asked.Until, "first", yes}, more...)...)
}

// changesAsked gives the changes that the page lists, the newest first.
func (s *site) changesAsked(r *http.Request, f demarche.Filter, v changesView) ([]answers.Change, error) {
	asked := answers.ChangesAsked{State: f.State, Until: s.today(), First: v.First, Most: mostChanges}
	if f.Since.Known() {
		asked.Since = demarche.Day(f.Since.First())
	}
	if f.Until.Known() {
		asked.Until = min(asked.Until, demarche.Day(f.Until.Last()))
	}
	return s.answers.NewestChanges(r.Context(), asked)
}
