package web

import (
	"cmp"
	"net/http"
	"slices"

	"demarche"
	"demarche/answers"
)

func (s *site) sourcesPage(r *http.Request) (view, error) {
	docs, err := s.answers.Reports(r.Context())
	if err != nil {
		return view{}, err
	}
	slices.SortStableFunc(docs, func(a, b answers.DocumentFact) int { return cmp.Compare(b.Published, a.Published) })
	v := struct {
		Reports []answers.DocumentFact
		Pages   pages
	}{}
	v.Reports, v.Pages = slice(docs, query(r, "page"), func(page string) string { return address("/sources", "page", page) })
	return view{Template: "sources", Title: "Sources", Section: "/sources", Data: v}, nil
}

func (s *site) aboutPage(*http.Request) (view, error) {
	return view{Template: "about", Title: "About these pages", Section: "/about", Data: struct {
		Key   []standing
		Kinds []demarche.Kind
	}{key(), demarche.Kinds()}}, nil
}
