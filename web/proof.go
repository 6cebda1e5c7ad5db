package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"

	"demarche"
)

// proofFile serves the proof that an entry or a report is in the log, as a file
// that demarche check-proof reads.
func (s *site) proofFile(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue(name)
		p, err := s.answers.Prove(r.Context(), id, 0)
		var b bytes.Buffer
		if err == nil {
			e := json.NewEncoder(&b)
			e.SetIndent("", "  ")
			err = e.Encode(p)
		}
		if err != nil {
			s.serve(func(*http.Request) (view, error) { return view{}, err }).ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Content-Disposition", `attachment; filename="demarche-proof-`+proofName(p)+`.json"`)
		h.Set("Cache-Control", "no-cache")
		_, _ = b.WriteTo(w) // the client may be gone; nobody is left to tell
	})
}

// proofName names the file of a proof by the beginning of the id of what it proves.
func proofName(p demarche.Proof) string {
	if len(p.Lines) == 0 {
		return "log"
	}
	return p.Lines[0].ID[:min(len(p.Lines[0].ID), 16)]
}

// embedPolicy lets any page show an entry in a frame; the page itself runs
// nothing, takes nothing and loads its style from here alone.
const embedPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

func embedHref(id string) string { return "/embed" + entryHref(id) }

// embedView is an entry as it stands in a page of somebody else.
type embedView struct {
	entryView
	Style string
}

// embed serves an entry as a small page that others may show in a frame. No
// other page of the site may be shown so.
func (s *site) embed(w http.ResponseWriter, r *http.Request) {
	e, err := s.shown(r)
	var to moved
	if errors.As(err, &to) {
		http.Redirect(w, r, to.to, http.StatusSeeOther)
		return
	}
	if err != nil {
		s.serve(func(*http.Request) (view, error) { return view{}, err }).ServeHTTP(w, r)
		return
	}
	v := embedView{entryView{itemView: s.item(e.Item), Passages: e.Evidence, Document: e.Document, Review: e.Item.Review, Permalink: entryHref(e.Item.ID())}, s.assets.address("site.css")}
	var b bytes.Buffer
	if err := parsed().ExecuteTemplate(&b, "embed", v); err != nil {
		s.serve(func(*http.Request) (view, error) { return view{}, err }).ServeHTTP(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", embedPolicy)
	h.Del("X-Frame-Options") // for browsers that do not know frame-ancestors
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	_, _ = b.WriteTo(w)
}
