package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"demarche/internal/webfixture"
)

// TestWhatIsAskedIsNeverMarkup puts text that would run into every parameter of
// every page, and into every part of every address. Whatever the answer is, it
// holds nothing that no template writes.
func TestWhatIsAskedIsNeverMarkup(t *testing.T) {
	h := site0(t)
	pages := map[string]string{
		"/": "on step slide", "/states/COL": "on reviewed known-by", "/would": "reviewed known-by state people means nationals place from on number notice carrier restraints identity protocol",
		"/timeline": "state from to since until kind name page", "/flights": "state from to since until page", "/gaps": "state since until page", "/counts": "state page",
		"/quotes": "name page", "/offices": "name", "/sources": "page", "/places": "name on", "/promises": "state since until page", "/gaps/answered": "page",
		"/first": "what people nationals means place from target since", "/events": "state from to since until kind page", "/changes": "state since until first page", "/copies": "page", "/search": "q kind state since until publisher reviewed page",
	}
	texts := []string{
		webfixture.Hostile, `"><svg onload=alert(1)>`, `javascript:alert(1)`, `//evil.example`, "https://evil.example/", `</title></textarea></style><script>x</script>`,
		"{{.}}", "${7*7}", "\x00", "\r\nSet-Cookie: a=b", "\xff", "\u202ecod.exe", strings.Repeat("<b>", 60),
	}
	asked := 0
	for page, names := range pages {
		for _, name := range strings.Fields(names) {
			for _, words := range texts {
				q := url.Values{"state": {"COL"}, "what": {"refuse"}, "q": {"planes"}}
				if page != "/would" && page != "/search" {
					q.Del("state")
				}
				q.Set(name, words)
				asked++
				w := get(h, page+"?"+q.Encode())
				if w.Code >= http.StatusInternalServerError || w.Header().Get("Set-Cookie") != "" {
					t.Errorf("%s with %s=%q answers %d", page, name, words, w.Code)
				}
				if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\")) {
					t.Errorf("%s with %s=%q leads to %q", page, name, words, to)
				}
				if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Code != http.StatusSeeOther {
					checkPage(t, page+"?"+name+"="+words, w.Body.Bytes(), false)
				}
			}
		}
	}
	for _, before := range []string{"/states/", "/entries/", "/reports/", "/events/", "/embed/entries/", "/"} {
		for _, words := range texts {
			for _, after := range []string{"", "/proof.json"} {
				asked++
				w := get(h, before+url.PathEscape(words)+after)
				if w.Code < http.StatusBadRequest && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
					t.Errorf("%s%q%s answers %d", before, words, after, w.Code)
				}
				if to := w.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, "://") {
					t.Errorf("%s%q leads to %q", before, words, to)
				}
				if w.Code >= http.StatusBadRequest {
					checkPage(t, before+words, w.Body.Bytes(), false)
				}
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d requests were tried", asked)
	}
}
