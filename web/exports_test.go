package web

import (
	"net/http"
	"slices"
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
