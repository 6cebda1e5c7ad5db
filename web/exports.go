package web

import (
	"net/http"

	"demarche/exports"
)

// exportsPage lists the forms of export and the data dictionary.
func (s *site) exportsPage(*http.Request) (view, error) {
	type form struct {
		exports.Form
		Href, Kinds string
	}
	v := struct {
		Forms           []form
		Columns, Plover []exports.Column
	}{Columns: exports.Columns(), Plover: exports.PloverColumns()}
	for _, f := range exports.Forms() {
		v.Forms = append(v.Forms, form{f, "/api/export/" + f.Name, exports.Column{Kinds: f.Kinds}.KindList()})
	}
	return view{Template: "exports", Title: "Exports", Section: "/exports", Data: v}, nil
}
