package api

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// Media types of answers.
const (
	jsonMedia    = "application/json"
	csvMedia     = "text/csv"
	problemMedia = "application/problem+json"
)

// media lists the forms in which an operation answers, the usual one first.
func (o operation) media() []string {
	if o.Media != nil {
		return o.Media
	}
	if o.Table == nil {
		return []string{jsonMedia}
	}
	return []string{jsonMedia, csvMedia}
}

// contentType gives the header field of a form.
func contentType(media string) string {
	switch media {
	case csvMedia:
		return csvMedia + "; charset=utf-8; header=present"
	case calendarMedia:
		return calendarMedia + "; charset=utf-8"
	}
	return media
}

// formFor gives the form in which an operation answers a request, "" if the client
// takes none of them. What is given in one form that is no JSON, a feed, is given
// whatever is accepted: readers of feeds often name other types than they read.
func (o operation) formFor(r *http.Request) string {
	if len(o.Media) == 1 {
		return o.Media[0]
	}
	return negotiate(r.Header.Values("Accept"), o.media())
}

// negotiate gives the form that a client prefers among those that are given,
// the first where it says nothing or prefers none, "" if it takes none of them
// (RFC 9110, section 12.5.1).
func negotiate(accept, given []string) string {
	all := strings.Join(accept, ",")
	if strings.TrimSpace(all) == "" {
		return given[0]
	}
	best, most := "", 0.0
	for _, media := range given {
		if q := quality(all, media); q > most {
			best, most = media, q
		}
	}
	return best
}

// quality gives how much a client wants a form: that of the narrowest range which covers it.
func quality(accept, media string) float64 {
	kind, _, _ := strings.Cut(media, "/")
	found, q := 0, 0.0
	for part := range strings.SplitSeq(accept, ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		narrow := map[string]int{"*/*": 1, kind + "/*": 2, media: 3}[name]
		if narrow <= found {
			continue
		}
		found, q = narrow, 1
		if v, err := strconv.ParseFloat(params["q"], 64); err == nil {
			q = v
		}
	}
	return q
}
