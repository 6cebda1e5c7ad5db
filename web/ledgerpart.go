package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"demarche/ask"
	"demarche/phrases"
)

// ledgerPart is the part of the ledger from which a page answers, as the
// address says it: all of it unless something is said.
type ledgerPart struct {
	reviewed bool
	knownBy  string // as it was written
	known    time.Time
}

// partParameters are its names in the address. It is read only.
var partParameters = []string{"reviewed", "known-by"}

func newLedgerPart(r *http.Request) (ledgerPart, error) {
	p := ledgerPart{knownBy: query(r, "known-by")}
	var err error
	if p.known, err = ask.Moment(p.knownBy); err != nil {
		return p, err
	}
	p.reviewed, err = ask.Yes(query(r, "reviewed"))
	return p, err
}

// narrowed reports whether the answers rest on a part of the ledger only.
func (p ledgerPart) narrowed() bool { return p.reviewed || !p.known.IsZero() }

// words says on what part of the ledger a page rests; nothing if on all of it.
func (p ledgerPart) words() []string {
	var out []string
	for _, w := range []string{phrases.KnownBy(p.known), phrases.ReviewedOnly(p.reviewed)} {
		if w != "" {
			out = append(out, capital(w))
		}
	}
	return out
}

// to gives the address of another page that rests on the same part of the ledger.
func (p ledgerPart) to(href string) string {
	query := p.query()
	if query == "" { // there are hundreds on a page
		return href
	}
	path, fragment, marked := strings.Cut(href, "#")
	if strings.Contains(path, "?") {
		path += "&" + query
	} else {
		path += "?" + query
	}
	if marked {
		path += "#" + fragment
	}
	return path
}

// values gives the parameters that are set.
func (p ledgerPart) values() []hidden {
	var out []hidden
	if p.reviewed {
		out = append(out, hidden{"reviewed", "yes"})
	}
	if p.knownBy != "" {
		out = append(out, hidden{"known-by", p.knownBy})
	}
	return out
}

// query writes the part as it stands in an address; nothing for all of the ledger.
func (p ledgerPart) query() string {
	if !p.narrowed() {
		return ""
	}
	var pairs []string
	if p.knownBy != "" {
		pairs = append(pairs, "known-by="+url.QueryEscape(p.knownBy))
	}
	if p.reviewed {
		pairs = append(pairs, "reviewed=yes")
	}
	return strings.Join(pairs, "&")
}

// ofAPI gives the address of an answer of the API that rests on the same part.
func (p ledgerPart) ofAPI(href string) string {
	if !p.known.IsZero() {
		href += "&known_by=" + url.QueryEscape(p.knownBy)
	}
	if p.reviewed {
		href += "&reviewed_only=true"
	}
	return href
}

// partForm is the fields of a form that say on what part of the ledger the answer is to rest.
type partForm struct {
	Reviewed bool
	KnownBy  string
	More     bool     // some part is said
	Words    []string // which
	Whole    string   // address of the same on all of the ledger
}

func (p ledgerPart) form(r *http.Request) partForm {
	whole := r.URL.Query()
	for _, name := range partParameters {
		whole.Del(name)
	}
	return partForm{Reviewed: p.reviewed, KnownBy: p.knownBy, More: p.narrowed(), Words: p.words(), Whole: r.URL.EscapedPath() + strings.TrimSuffix("?"+whole.Encode(), "?")}
}
