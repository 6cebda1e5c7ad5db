package web

import (
	"net/http"

	"demarche"
)

func (s *site) aboutPage(*http.Request) (view, error) {
	return view{Template: "about", Title: "About these pages", Section: "/about", Data: struct {
		Key   []standing
		Kinds []demarche.Kind
	}{key(), demarche.Kinds()}}, nil
}
