package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"demarche/internal/webfixture"
)

type foundPart struct {
	Total int
	Next  string
	Hits  []struct {
		What    string
		Entry   struct{ ID string }
		Report  struct{ Hash string }
		Snippet struct {
			Exact      string
			Start, End int
			Marks      []struct{ Start, End int }
		}
	}
}

func TestSearchGoesThroughAllParts(t *testing.T) {
	h := handler(t)
	texts := make(map[string][]rune)
	for _, r := range webfixture.Reports() {
		texts[r.Document.Hash()] = []rune(r.Document.Text)
	}
	seen, total := 0, 0
	for address := "/api/search?q=colombia&limit=3"; address != ""; {
		var part foundPart
		if err := json.Unmarshal(get(h, address).Body.Bytes(), &part); err != nil {
			t.Fatal(err)
		}
		for _, hit := range part.Hits {
			text := texts[hit.Report.Hash]
			if got := string(text[hit.Snippet.Start:hit.Snippet.End]); got != hit.Snippet.Exact {
				t.Errorf("the snippet is %q, the text says %q", hit.Snippet.Exact, got)
			}
			for _, m := range hit.Snippet.Marks {
				if got := string(text[m.Start:m.End]); !strings.EqualFold(got, "colombia") {
					t.Errorf("%q is marked", got)
				}
			}
			if (hit.What == "entry") != (hit.Entry.ID != "") {
				t.Errorf("%+v", hit)
			}
		}
		seen, total, address = seen+len(part.Hits), part.Total, part.Next
	}
	if seen != total || total < 6 {
		t.Errorf("%d of %d hits in all parts", seen, total)
	}
}

func TestASearchIsAnsweredAsListsAre(t *testing.T) {
	h := handler(t)
	w := get(h, "/api/search?q=colombia&limit=2")
	var part foundPart
	if err := json.Unmarshal(w.Body.Bytes(), &part); err != nil {
		t.Fatal(err)
	}
	if part.Next == "" || w.Header().Get("Link") != "<"+part.Next+`>; rel="next"` || w.Header().Get("X-Total-Count") != strconv.Itoa(part.Total) {
		t.Errorf("the head says %v of %+v", w.Header(), part)
	}
	for address, found := range map[string]bool{
		"/api/search?q=colombia": true, "/api/search?q=colombia&reviewed_only=true": false, "/api/search?q=colombia&known_by=2001": false, "/api/search?q=colombia&reviewed_only=false": true,
	} {
		var part foundPart
		if w := get(h, address); json.Unmarshal(w.Body.Bytes(), &part) != nil || part.Total > 0 != found || len(part.Hits) > 0 != found {
			t.Errorf("%s is answered %d: %s", address, w.Code, w.Body)
		}
	}
}

func TestHostileSearchesAndCitations(t *testing.T) {
	h := handler(t)
	for address, status := range map[string]int{
		"/api/search":       http.StatusBadRequest,
		"/api/search?q=%2A": http.StatusBadRequest,
		"/api/search?q=" + strings.Repeat("x", 401):                    http.StatusBadRequest,
		"/api/search?q=" + url.QueryEscape(webfixture.Hostile):         http.StatusOK,
		"/api/search?q=" + url.QueryEscape(`" OR rowid:1 NEAR(a b) ;`): http.StatusOK,
		"/api/search?q=x&kind=rumour":                                  http.StatusBadRequest,
		"/api/search?q=x&kind=report,gap":                              http.StatusBadRequest,
		"/api/search?q=x&reviewed_only=maybe":                          http.StatusBadRequest,
		"/api/search?q=x&publisher=" + strings.Repeat("x", 3000):       http.StatusBadRequest,
		"/api/search?q=x&offset=-1":                                    http.StatusBadRequest,
		"/api/search?q=x&offset=2147483647":                            http.StatusOK,
		"/api/search?q=x&q=y":                                          http.StatusBadRequest,
		"/api/search?q=%FF%FEx%00":                                     http.StatusOK,
		"/api/cite/nothing":                                            http.StatusBadRequest,
		"/api/cite/0000000000000000":                                   http.StatusNotFound,
		"/api/cite/would?state=COL&as=apa":                             http.StatusBadRequest,
		"/api/cite/would?state=COL&site=javascript:alert(1)":           http.StatusBadRequest,
		"/api/cite/would?state=Ruritania":                              http.StatusNotFound,
	} {
		w := get(h, address)
		if w.Code != status {
			t.Errorf("%.60s answers %d: %s", address, w.Code, w.Body)
		}
		if status != http.StatusOK && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.60s fails as %s", address, w.Header().Get("Content-Type"))
		}
	}
}
