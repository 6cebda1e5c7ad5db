package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnAddressThatAsksWhatAPageDoesNotKnowIsRefused(t *testing.T) {
	h := site0(t)
	for at, want := range map[string]struct{ says, without string }{
		"/?bogus=1":                                       {"does not know the parameter &#34;bogus&#34;", `href="/"`},
		"/?bogus=1&people=own":                            {"&#34;bogus&#34;", `href="/?people=own"`},
		"/gaps?who=zzz":                                   {"&#34;who&#34;", `href="/gaps"`},
		"/about?x=1":                                      {"it takes none", `href="/about"`},
		"/?on=2025-01-26&on=2025-01-27":                   {"&#34;on&#34; is given twice", `href="/"`},
		"/timeline?page=abc&state=COL":                    {"&#34;abc&#34; is no number of a page", `href="/timeline?state=COL"`},
		"/flights?page=0":                                 {"&#34;0&#34; is no number of a page", `href="/flights"`},
		"/flights?since=2025-03-01&until=2025-01-01":      {"these days are reversed: since 2025-03-01 is after until 2025-01-01", `href="/flights"`},
		"/timeline?since=2025-03&until=2025-02&state=COL": {"reversed", `href="/timeline?state=COL"`},
		"/changes?first=2":                                {"first cannot be &#34;2&#34;", `href="/changes"`},
		"/states/COL?day=2025-01-26":                      {"&#34;day&#34;", `href="/states/COL"`},
		"/would?state=COL&colour=red":                     {"&#34;colour&#34;", `href="/would?state=COL"`},
		"/?on=%zz":                                        {"cannot be understood", `href="/"`},
	} {
		w := get(h, at)
		if body := w.Body.String(); w.Code != http.StatusBadRequest || !strings.Contains(body, want.says) || !strings.Contains(body, "<a "+want.without+">The page without it</a>") {
			t.Errorf("%s is answered %d %s", at, w.Code, mainOf(body))
		}
	}
	for _, at := range []string{"/?utm_source=letter&utm_campaign=a&fbclid=x&people=own", "/timeline?since=2025-01&until=2025-01&page=1", "/changes?first=1", "/flights?per=quarter&page=99"} {
		if w := get(h, at); w.Code != http.StatusOK {
			t.Errorf("%s is answered %d %s", at, w.Code, mainOf(w.Body.String()))
		}
	}
	if body := get(h, "/would?state=COL&utm_source=letter&on=2025-01-26").Body.String(); strings.Contains(mainOf(body), "utm_source") {
		t.Error("a citation holds what somebody follows readers with")
	}
}

// mainOf gives the main part of a page.
func mainOf(page string) string {
	_, rest, _ := strings.Cut(page, "<main")
	part, _, _ := strings.Cut(rest, "</main>")
	return part
}
