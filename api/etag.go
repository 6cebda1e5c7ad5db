package api

import (
	"net/http"
	"slices"
	"strings"
)

// Has reports whether a client says that it has the answer of an ETag already.
// Tags are compared weakly: programs in between make weak ones of strong ones, or
// the other way round (RFC 9110, section 13.1.2).
func Has(r *http.Request, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for _, h := range r.Header.Values("If-None-Match") {
		if slices.ContainsFunc(strings.Split(h, ","), func(t string) bool {
			t = strings.TrimSpace(t)
			return strings.TrimPrefix(t, "W/") == tag || t == "*"
		}) {
			return true
		}
	}
	return false
}
