package web

import (
	"net/http"
	"slices"

	"demarche"
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
	Newest  bool // the newest are shown, and no days were asked for
	Pages   pages
	JSON    string // address of the same for programs
}

// newestChanges is how many changes the page shows where no days are asked for.
const newestChanges = 100

// changesPage answers GET /changes.
func (s *site) changesPage(r *http.Request) (view, error) {
	asked := ask.List{State: query(r, "state"), Since: query(r, "since"), Until: query(r, "until")}
	v := changesView{Asked: asked, First: query(r, "first") != ""}
	v.Asking = asked != ask.List{} || v.First
	f, err := s.words.Filter(asked)
	if err != nil {
		return view{}, err
	}
	v.Newest = !v.Asking
	all, err := s.changesAsked(r, f, v)
	if err != nil {
		return view{}, err
	}
	first := ""
	if v.First {
		first = "1"
	}
	some, p := slice(all, query(r, "page"), func(page string) string {
		return address("/changes", "state", asked.State, "since", asked.Since, "until", asked.Until, "first", first, "page", page)
	})
	v.Changes, v.Pages = s.changes(some), p
	v.JSON = address("/api/changes", "since", asked.Since)
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	return view{Template: "changes", Title: "What changed", Section: "/changes", Data: v}, nil
}

// changesAsked gives the changes that the page lists, the newest first.
func (s *site) changesAsked(r *http.Request, f demarche.Filter, v changesView) ([]answers.Change, error) {
	if v.Newest {
		return s.answers.LastChanges(r.Context(), s.today(), newestChanges)
	}
	since, until := demarche.Date(""), s.today()
	if f.Since.Known() {
		since = demarche.Day(f.Since.First())
	}
	if f.Until.Known() {
		until = min(until, demarche.Day(f.Until.Last()))
	}
	all, err := s.answers.ChangesWithin(r.Context(), since, until, v.First)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c answers.Change) bool { return f.State != "" && c.State != f.State })
	slices.Reverse(all)
	return all, nil
}
