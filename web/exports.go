package web

import (
	"net/http"

	"demarche"
	"demarche/alerts"
	"demarche/ask"
	"demarche/exports"
)

// feedHref gives the address of the Atom feed of what changes of a state, or of
// all: of one kind, or of every kind.
func feedHref(of demarche.State, kind alerts.Kind) string {
	return address("/feeds/atom", "state", string(of), "kind", string(kind))
}

// calendarHref gives the address of the same as a calendar.
func calendarHref(of demarche.State) string {
	return address("/feeds/calendar.ics", "state", string(of))
}

// dictionary tells what the columns of a form are.
type dictionary struct {
	About   string
	Columns []exports.Column
}

// exportsPage lists the forms of export, for the state and time that the
// address names, and the data dictionary.
func (s *site) exportsPage(r *http.Request) (view, error) {
	type form struct {
		exports.Form
		Href, Kinds string
	}
	v := struct {
		Forms               []form
		State, Since, Until string
		Reviewed            bool
		Atom, Calendar      string // feeds of the state
		Columns, Plover     dictionary
	}{
		State: query(r, "state"), Since: query(r, "since"), Until: query(r, "until"), Reviewed: query(r, "reviewed_only") == "true",
		Atom: feedHref(demarche.State(query(r, "state")), ""), Calendar: calendarHref(demarche.State(query(r, "state"))),
		Columns: dictionary{"Columns of the table of records", exports.Columns()}, Plover: dictionary{"Columns of coded events", exports.PloverColumns()},
	}
	if _, err := s.words.Filter(ask.List{State: v.State, Since: v.Since, Until: v.Until}); err != nil {
		return view{}, err
	}
	reviewed := ""
	if v.Reviewed {
		reviewed = "true"
	}
	for _, f := range exports.Forms() {
		v.Forms = append(v.Forms, form{f, address("/api/export/"+f.Name, "state", v.State, "since", v.Since, "until", v.Until, "reviewed_only", reviewed), exports.Column{Kinds: f.Kinds}.KindList()})
	}
	return view{Template: "exports", Title: "Exports", Section: "/exports", Data: v}, nil
}
