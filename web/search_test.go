package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"demarche"
	"demarche/internal/webfixture"
	"demarche/ledger"
)

// marked gives the words that a page marks in snippets.
func marked(t *testing.T, page []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "mark" && n.FirstChild != nil {
			out = append(out, n.FirstChild.Data)
		}
	}
	return out
}

func TestSearchShowsWhatItFound(t *testing.T) {
	h := site0(t)
	for address, want := range map[string][]string{
		"/search":                        {"Both words, anywhere"},
		"/search?q=ferries":              {"hits", "Ferries for families"},
		"/search?q=FERRI*+families":      {"Ferries for families", "The ferries will carry families home"},
		"/search?q=%22port+rosa%22":      {"The camp at Port Rosa has beds for 120 people."},
		"/search?q=jane":                 {"1 hit", "Jane Doe, foreign minister, Colombia"},
		"/search?q=colombia&kind=report": {"hits", "Report Colombia turns planes back"},
		"/search?q=colombia&kind=gap":    {"1 hit", "Colombia has not said whether its ferries"},
		"/search?q=colombia&state=HND":   {"No hits", "Nothing in the ledger has all of these words"},
		"/search?q=colombia&page=900":    {"There are no more hits"},
		"/search?q=*":                    {"there is no word to look for", "write words"},
		"/search?q=x&state=Ruritania":    {"no state is called"},
		"/search?q=planes&reviewed=yes":  {"Nothing in the ledger"},
	} {
		w := get(h, address)
		got := text(t, w.Body.Bytes())
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s (%d) does not say %q:\n%s", address, w.Code, s, got)
			}
		}
		checkPage(t, address, w.Body.Bytes(), false)
	}
	for _, m := range marked(t, get(h, "/search?q=colombia").Body.Bytes()) {
		if !strings.EqualFold(m, "colombia") {
			t.Errorf("%q is marked", m)
		}
	}
	if w := get(h, "/search?q=colombia"); !strings.Contains(w.Body.String(), "<mark>Colombia</mark>") {
		t.Error("nothing is marked")
	}
}

func TestHostileSearchesAreShownAsText(t *testing.T) {
	h := site0(t)
	for _, words := range []string{
		webfixture.Hostile, `" OR 1=1; DROP TABLE texts --`, strings.Repeat("x", 401), strings.Repeat("%", 399), "\xff\xfe", "\x00", "alert", "</title><script>alert(1)</script>",
		"\u202egnirts", strings.Repeat(`"`, 401), "NEAR(a b)", strings.Repeat("a* ", 30),
	} {
		for _, name := range []string{"q", "kind", "state", "publisher", "since", "page"} {
			q := url.Values{"q": {"script"}}
			q.Set(name, words)
			w := get(h, "/search?"+q.Encode())
			if w.Code != http.StatusOK && w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound {
				t.Errorf("%s=%.30q answers %d", name, words, w.Code)
			}
			checkPage(t, name+"="+words, w.Body.Bytes(), false)
		}
	}
	if got := text(t, get(h, "/search?q=alert").Body.Bytes()); !strings.Contains(got, "<script>alert('x')</script>") {
		t.Errorf("the report full of markup is not shown as text: %s", got)
	}
}

func TestAnEntryIsCitedProvedAndEmbedded(t *testing.T) {
	h := site0(t)
	for _, r := range []webfixture.Report{webfixture.Reports()[0], webfixture.Reports()[3]} {
		id, hash := r.Records[0].Shared().ID, r.Document.Hash()
		w := get(h, "/entries/"+id)
		checkPage(t, "/entries/"+id, w.Body.Bytes(), false)
		got := text(t, w.Body.Bytes())
		for _, s := range []string{
			"http://example.com/entries/" + id, "@misc{demarche-entry-", "TY - ", `"type": "webpage"`, "checkpoint: log of", "Legal brief", "Root of the tree",
			`<iframe src="http://example.com/embed/entries/` + id, "Permalink",
		} {
			if !strings.Contains(got, s) {
				t.Errorf("%s does not say %q", id, s)
			}
		}
		for _, address := range []string{"/entries/" + id + "/proof.json", "/reports/" + hash + "/proof.json"} {
			w := get(h, address)
			var p demarche.Proof
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || ledger.CheckProof(p) != nil {
				t.Errorf("%s is no proof: %v, %v", address, err, ledger.CheckProof(p))
			}
			if !strings.Contains(got, p.Tree.Hash) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), `attachment; filename="demarche-proof-`) {
				t.Errorf("%s: root %s, %s", address, p.Tree.Hash, w.Header().Get("Content-Disposition"))
			}
		}
		e := get(h, "/embed/entries/"+id)
		checkPage(t, "embedded "+id, e.Body.Bytes(), false)
		if policy := e.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") || strings.Contains(policy, "script-src") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("the policy of the embedded entry is %q", policy)
		}
		if s := text(t, e.Body.Bytes()); !strings.Contains(s, "Check it in the ledger: entry "+id) || strings.Contains(e.Body.String(), "<script") {
			t.Errorf("the embedded entry says %s", s)
		}
		if to := get(h, "/embed/entries/"+id[:12]); to.Code != http.StatusSeeOther || to.Header().Get("Location") != "/embed/entries/"+id {
			t.Errorf("a beginning is answered %d to %q", to.Code, to.Header().Get("Location"))
		}
	}
	for address, status := range map[string]int{
		"/embed/entries/0000000000000000": 404, "/embed/entries/x": 400, "/entries/0000000000000000/proof.json": 404, "/reports/" + url.PathEscape(webfixture.Hostile) + "/proof.json": 400,
	} {
		w := get(h, address)
		if w.Code != status || strings.Contains(w.Header().Get("Content-Security-Policy"), "frame-ancestors *") {
			t.Errorf("%.50s answers %d, framed by %q", address, w.Code, w.Header().Get("Content-Security-Policy"))
		}
		checkPage(t, address, w.Body.Bytes(), false)
	}
}

func TestAnEntryTellsWhatWasDecidedAboutIt(t *testing.T) {
	id := webfixture.Reports()[0].Records[0].Shared().ID
	h := pagesOver(webfixture.Judged(t,
		demarche.Decision{Record: id, What: demarche.ToAccept, Reviewer: "A. <b>Reviewer</b>", Reason: "the sentence says so"},
		demarche.Decision{Record: id, What: demarche.ToReject, Reviewer: "B. Reviewer", Reason: webfixture.Hostile}))
	w := get(h, "/entries/"+id)
	checkPage(t, id, w.Body.Bytes(), false)
	got := text(t, w.Body.Bytes())
	for _, s := range []string{"Rejected in review: answers do not rest on it", "Accepted by A. <b>Reviewer</b>: the sentence says so", "Rejected by B. Reviewer: <script>", "rejected in review; text SHA-256"} {
		if !strings.Contains(got, s) {
			t.Errorf("the page does not say %q:\n%s", s, got)
		}
	}
}

// Entries that tell of one event are one thing that was found.
func TestSearchFoldsWhatTellsOfOneEvent(t *testing.T) {
	h := pagesOver(webfixture.Newsroom(t))
	w := get(h, "/search?q=a&kind=movement")
	checkPage(t, "/search", w.Body.Bytes(), false)
	got := text(t, w.Body.Bytes())
	for _, s := range []string{"3 hits", "2 more hits of the same event", "told by 3 reports, 2 without copies"} {
		if !strings.Contains(got, s) {
			t.Errorf("the page does not say %q:\n%s", s, got)
		}
	}
}
