package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestExportsAreNarrowedByTheAddress(t *testing.T) {
	h := site0(t)
	w := get(h, "/exports?state=Colombia&since=2025-01-26&reviewed_only=true")
	links := elements(t, w.Body.Bytes())
	want := "/api/export/csv?reviewed_only=true&since=2025-01-26&state=Colombia"
	if w.Code != http.StatusOK || !slices.ContainsFunc(links, func(e element) bool { return e.attr["href"] == want }) {
		t.Errorf("the page (%d) has no link to %s", w.Code, want)
	}
	for address, want := range map[string]int{"/exports?state=Ruritania": 404, "/exports?since=soon": 400} {
		if w := get(h, address); w.Code != want {
			t.Errorf("%s is answered %d, want %d", address, w.Code, want)
		}
	}
}

// TestPagesNameTheirFeeds lets readers of feeds find them by the address of a page.
func TestPagesNameTheirFeeds(t *testing.T) {
	h := site0(t)
	for page, want := range map[string]string{
		"/": `<link rel="alternate" type="application/atom+xml" title="What changed" href="/feeds/atom">`, "/flights": `href="/feeds/atom">`,
		"/states/COL": `<link rel="alternate" type="application/atom+xml" title="What changed: Colombia" href="/feeds/atom?state=COL">`,
	} {
		if w := get(h, page); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s (%d) does not name %s", page, w.Code, want)
		}
	}
}
