package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/ask"
)

// strayError is the error of an address that asks what its page does not know,
// asks it twice, or with a value that it does not take: the page would otherwise
// answer another question as if it were this one.
type strayError struct {
	detail, hint string
	without      string // address of the page without what is wrong
}

func (e strayError) Error() string { return e.detail }

// Unwrap makes it an error of the program, which other parts understand.
func (e strayError) Unwrap() error {
	return &demarche.Error{Code: demarche.Invalid, Op: "page", Detail: e.detail, Hint: e.hint}
}

// asking gives a page that refuses every parameter but those of the names, and
// all that are given twice. What others put into addresses to follow readers is
// passed over, and the page does not hear of it.
func asking(p page, names ...string) page {
	return func(r *http.Request) (view, error) {
		r, err := asked(r, names)
		if err != nil {
			return view{}, err
		}
		return p(r)
	}
}

// askingBy does so for a handler that answers by itself.
func (s *site) askingBy(h http.HandlerFunc, names ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		plain, err := asked(r, names)
		if err != nil {
			s.show(w, r, view{}, err)
			return
		}
		h(w, plain)
	}
}

// asked gives a request without what others follow readers with, or says what is
// wrong with its query, of which the page knows the names.
func asked(r *http.Request, names []string) (*http.Request, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, strayError{detail: "the question after ? in this address cannot be understood", without: r.URL.EscapedPath()}
	}
	for name := range q {
		if follows(name) {
			q.Del(name)
		}
	}
	if err := stray(r, q, names); err != nil {
		return nil, err
	}
	plain := *r.URL
	plain.RawQuery = q.Encode()
	r = r.WithContext(r.Context()) // a copy of its own
	r.URL = &plain
	return r, nil
}

// followers are the parameters, beside those that begin with utm_, that other
// sites put behind addresses to follow readers.
func followers() []string {
	return []string{"fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid"}
}

// follows reports whether a parameter is one by which others follow readers.
func follows(name string) bool {
	return strings.HasPrefix(name, "utm_") || slices.Contains(followers(), name)
}

// stray finds what is wrong with a query, by the names of its parameters.
func stray(r *http.Request, q url.Values, names []string) error {
	wrong := func(detail, hint string, left ...string) error {
		rest := make(url.Values)
		for name, values := range q {
			if slices.Contains(names, name) && len(values) == 1 && !slices.Contains(left, name) {
				rest[name] = values
			}
		}
		without := r.URL.EscapedPath()
		if len(rest) > 0 {
			without += "?" + rest.Encode()
		}
		return strayError{detail, hint, without}
	}
	for _, name := range slices.Sorted(maps.Keys(q)) {
		switch values := q[name]; {
		case !slices.Contains(names, name) && len(names) == 0:
			return wrong(fmt.Sprintf("this page does not know the parameter %q; it takes none", clipped(name)), "")
		case !slices.Contains(names, name):
			return wrong(fmt.Sprintf("this page does not know the parameter %q", clipped(name)), "it knows "+strings.Join(names, ", "))
		case len(values) > 1:
			return wrong(fmt.Sprintf("the parameter %q is given twice", name), "give it once")
		}
	}
	for name, counts := range countedFrom1() {
		text := strings.TrimSpace(q.Get(name))
		if n, err := strconv.Atoi(text); text != "" && (err != nil || n < 1) {
			return wrong(fmt.Sprintf("%q is no number of a %s", clipped(text), counts), name+" is a number from 1 on", name)
		}
	}
	since, err := ask.Day(q.Get("since"))
	if err != nil {
		return wrong(err.Error(), demarche.HintOf(err), "since")
	}
	until, err := ask.Day(q.Get("until"))
	if err != nil {
		return wrong(err.Error(), demarche.HintOf(err), "until")
	}
	if err := ask.InOrder(since, until); err != nil {
		return wrong(err.Error(), demarche.HintOf(err), "since", "until")
	}
	for name, takes := range flagValues() {
		if v := q.Get(name); slices.Contains(names, name) && !slices.Contains(takes, v) {
			return wrong(fmt.Sprintf("%s cannot be %q", name, clipped(v)), name+" is "+takes[1]+" or is left out", name)
		}
	}
	return nil
}

// countedFrom1 are the parameters that are numbers, and what they count.
func countedFrom1() map[string]string {
	return map[string]string{"page": "page", "n": "place in the list"}
}

// flagValues are the values of parameters that are there or not.
func flagValues() map[string][]string {
	return map[string][]string{"first": {"", "1"}, "changed": {"", "1"}, "reviewed_only": {"", "true", "false"}, "wall": {"", "1"}}
}
