package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestPartsOfTheLedgerAreKeptFromPageToPage goes on from the table that rests
// on a part of the ledger: the pages of answers and states rest on the same.
func TestPartsOfTheLedgerAreKeptFromPageToPage(t *testing.T) {
	h := site0(t)
	leads := regexp.MustCompile(`href="(/(?:would|states/[A-Z]+)(?:\?[^"#]*)?)["#]`)
	for query, says := range map[string]string{
		"reviewed=yes&known-by=2025-03-02":           "From what a reviewer accepted or amended alone",
		"known-by=2025-03-02T10%3A00%3A00%2B01%3A00": "As the ledger knew things by 2 March 2025, 09:00:00 UTC",
	} {
		for _, from := range []string{"/?on=2025-02-10&" + query, "/?" + query, "/states/COL?on=2025-02-10&" + query} {
			seen := 0
			for _, m := range leads.FindAllStringSubmatch(get(h, from).Body.String(), -1) {
				to := html.UnescapeString(m[1])
				if to == "/would" || strings.HasPrefix(from, to+"?") { // the menu, and the way to the whole
					continue
				}
				if from[:2] == "/s" && !strings.HasPrefix(to, "/would") { // the way to the whole
					continue
				}
				seen++
				w := get(h, to)
				if w.Code != http.StatusOK {
					t.Fatalf("%s leads to %s, which answers %d", from, to, w.Code)
				}
				checkPage(t, to, w.Body.Bytes(), false)
				if s := text(t, w.Body.Bytes()); !strings.Contains(s, says) || !strings.Contains(s, "From all of the ledger") {
					t.Errorf("%s leads to %s, which does not say %q", from, to, says)
				}
			}
			if strings.Contains(from, "known-by=2025-03-02T") && seen == 0 {
				t.Errorf("%s leads to no answer and no state", from)
			}
		}
	}
}

// TestPagesSayOnWhatPartTheyRest opens answers and states of parts of the ledger.
func TestPagesSayOnWhatPartTheyRest(t *testing.T) {
	h := site0(t)
	for address, want := range map[string][]string{
		"/would?state=COL&people=own&on=2025-01-27&identity=yes&reviewed=yes": {
			"Would Colombia take its own nationals on 27 January 2025, if nationality is verified and documents are issued before, from what a reviewer accepted or amended alone?", "Not known", "alone? Not known. Demarche ledger",
		},
		"/would?state=COL&people=own&on=2025-01-27&known-by=2025-02-28": {"as the ledger knew things by 28 February 2025, 23:59:59 UTC?", "Not known"},
		"/would?state=COL&people=own&on=2025-01-27&identity=no":         {"if nationality is not verified and documents are not issued before?", "No"},
		"/states/COL?on=2025-01-27&reviewed=yes":                        {"From what a reviewer accepted or amended alone. From all of the ledger", "By 27 January 2025, Colombia had not spoken for itself", "are shown from all of the ledger only"},
		"/states/FRA?known-by=2025-03-02":                               {"As the ledger knew things by", "had not spoken for itself"},
	} {
		w := get(h, address)
		checkPage(t, address, w.Body.Bytes(), false)
		s := text(t, w.Body.Bytes())
		for _, part := range want {
			if !strings.Contains(s, part) {
				t.Errorf("%s does not say %q: %s", address, part, s)
			}
		}
	}
	if s := text(t, get(h, "/would?state=COL&people=own&on=2025-01-27").Body.Bytes()); strings.Contains(s, "From all of the ledger") {
		t.Error("an answer from all of the ledger says that it is of a part")
	}
	for _, address := range []string{"/would?state=COL&reviewed=perhaps", "/states/COL?known-by=never", "/states/COL?reviewed=1"} {
		if w := get(h, address); w.Code != http.StatusBadRequest {
			t.Errorf("%s answers %d", address, w.Code)
		}
	}
	if w := get(h, "/states/Colombian?reviewed=yes&on=2025"); w.Header().Get("Location") != "/states/COL?on=2025&reviewed=yes" {
		t.Errorf("it leads to %q", w.Header().Get("Location"))
	}
}
