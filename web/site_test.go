package web

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/internal/webfixture"
)

func pagesOver(a *answers.Answers, words *ask.Words) http.Handler {
	return Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
}

func site0(t *testing.T) http.Handler {
	t.Helper()
	return pagesOver(webfixture.Answers(t))
}

func get(h http.Handler, address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	return w
}

// element is an element of a page with its attributes.
type element struct {
	name string
	attr map[string]string
}

func elements(t *testing.T, page []byte) []element {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []element
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		e := element{n.Data, make(map[string]string)}
		for _, a := range n.Attr {
			e.attr[a.Key] = a.Val
		}
		out = append(out, e)
	}
	return out
}

// known are the elements that templates write; anything else came from a report.
var known = strings.Fields("html head body meta title link script style a p b i q ul ol li h1 h2 h3 div span section article header footer main nav form " +
	"label input select option datalist button fieldset legend table caption thead tbody tr th td time code pre dl dt dd details summary " +
	"blockquote mark abbr bdi svg path circle rect noscript figure figcaption optgroup g defs pattern desc line marker text symbol use")

// checkPage checks what holds for every page, whatever the reports say.
func checkPage(t *testing.T, address string, page []byte, alone bool) {
	t.Helper()
	count := make(map[string]int)
	ids := make(map[string]int)
	var labelled []string
	for _, e := range elements(t, page) {
		if e.name == "title" && count["main"] > 0 {
			continue // of a drawing
		}
		count[e.name]++
		ids[e.attr["id"]]++
		if e.name == "label" && e.attr["for"] != "" {
			labelled = append(labelled, e.attr["for"])
		}
		if href := e.attr["href"]; e.name == "use" && !strings.HasPrefix(href, "#") {
			t.Errorf("%s uses a drawing that lies elsewhere: %q", address, href)
		}
		if !slices.Contains(known, e.name) {
			t.Errorf("%s has an element %s, which no template writes", address, e.name)
		}
		for name, value := range e.attr {
			switch {
			case strings.HasPrefix(name, "on"), name == "style", name == "srcdoc", name == "formaction":
				t.Errorf("%s: %s has an attribute %s", address, e.name, name)
			case slices.Contains([]string{"href", "src", "action"}, name) && (!strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "#") || strings.HasPrefix(value, "//")):
				t.Errorf("%s: %s leads to %q", address, e.name, value)
			}
		}
		if e.name == "script" && !alone && !strings.HasPrefix(e.attr["src"], "/assets/") {
			t.Errorf("%s holds a script of its own", address)
		}
	}
	if bytes.Contains(page, []byte("[{")) {
		t.Errorf("%s shows a value of the program", address)
	}
	for name, want := range map[string]int{"h1": 1, "main": 1, "title": 1, "html": 1} {
		if count[name] != want {
			t.Errorf("%s has %d elements %s, not %d", address, count[name], name, want)
		}
	}
	for id, n := range ids {
		if id != "" && n > 1 {
			t.Errorf("%s: the id %q stands %d times", address, id, n)
		}
	}
	for _, id := range labelled {
		if ids[id] != 1 {
			t.Errorf("%s: a label is for %q, which is not there", address, id)
		}
	}
}

// TestEveryLinkLeadsSomewhere follows every link of the site from the first
// page on. The reports of the fixture are full of markup; no page may hold any
// of it as markup.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h := site0(t)
	queue, seen := []string{"/"}, map[string]bool{"/": true}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		w := get(h, address)
		if w.Code == http.StatusSeeOther {
			w = get(h, w.Header().Get("Location"))
		}
		if w.Code != http.StatusOK {
			t.Errorf("%s answers %d: %s", address, w.Code, w.Body)
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		checkPage(t, address, w.Body.Bytes(), false)
		for _, e := range elements(t, w.Body.Bytes()) {
			to := e.attr["href"] + e.attr["src"]
			u, err := url.Parse(to)
			if err != nil {
				t.Errorf("%s: %v", address, err)
				continue
			}
			u.Fragment = ""
			if to = u.String(); to != "" && !seen[to] && !strings.HasPrefix(to, "/api/") && !strings.HasPrefix(to, "/feeds/") && to != "/openapi.json" {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	for _, want := range []string{"/states/COL", "/reports/" + webfixture.Reports()[3].Document.Hash(), "/flights", "/about"} {
		if !slices.ContainsFunc(slices.Collect(keysOf(seen)), func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no link leads to %s", want)
		}
	}
}

func keysOf(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// text gives the words of a page as a reader sees them, spaces made single.
func text(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestPagesAnswer(t *testing.T) {
	h := site0(t)
	gap := "/entries/" + webfixture.Reports()[0].Records[5].Shared().ID
	for address, want := range map[string][]string{
		"/?on=2025-01-26":                        {"Where states stand on 26 January 2025", "Colombia refusesasks for a protocol first", "accepts"},
		"/?on=2025-02-10":                        {"refuses became→ accepts", "its own nationals on military aircraft, from the United States", webfixture.Agreement, "accepts, others say"},
		"/?people=third&means=sea&on=2025-02-10": {"3 states", "Other states’ nationals by sea", "Honduras: accepts, since 5 Feb 2025, others say", "Colombia unknown Honduras"},
		"/?stance=refuse&on=2025-01-26":          {"1 state of 2 of which anything is reported", "Colombia refuses", "Colombia: on terms, civilian aircraft only"},
		"/?region=central-america":               {"1 state of 3", "Honduras"},
		"/?name=color%C3%A1do":                   {"No state is as the filter asks"},
		"/?name=rep%C3%BAblica+de":               {"No state is as the filter asks"},
		"/?name=c%C3%B3lom":                      {"1 state of 3", "Colombia"},
		"/?reviewed=yes":                         {"From what a reviewer accepted or amended alone", "No state had said by", "for the whole ledger only"},
		"/?known-by=2025-02-28":                  {"As the ledger knew things by 28 February 2025, 23:59:59 UTC", "No state had said by"},
		"/?known-by=2025-03-02&on=2025-02-10":    {"As the ledger knew things by", "Colombia accepts", "5 February 2025 Honduras unknown became→ accepts other states’ nationals, from the United States, others say"},
		"/?on=2025-01-31":                        {"All 5 positions, acts and movements of these days"},
		"/?on=2025-02-20":                        {"No state is known to have taken or changed a position in these days"},
		"/?on=2025-02-08":                        {"The one position, act or movement of these days"},
		"/?on=2024-12-31":                        {"Where states stand on 31 December 2024", "Brazil unsettled at <script>", "No state is known to have taken or changed"},
		"/?on=2025":                              {"Where states stand today"},
		"/states/COL?on=2025-01-27":              {"Its own word", webfixture.Refusal, "foreign minister, Colombia, since 26 January 2025", "Two planes"},
		"/states/COL":                            {"Through time", "from 29 January 2025: in part", "26 January 2025: Colombia turns back a flight of the United States", "26 January 2025: 2 flights, about 160 people", "South America", "Sources", "Ferries for families", "Figures", "Be told when this changes: Atom feed, calendar"},
		"/states/USA?on=2025-02-01":              {"What others say to it", "What it did", "10 February 2025: The United States imposes measures on Colombia", "Northern America"},
		"/states/HND":                            {"had not spoken for itself", "What others say of it", webfixture.Told, "Honduras has not said whether it had agreed"},
		"/states/FRA":                            {"No report in the ledger says anything of France"},
		"/would":                                 {"The answer will stand here"},
		"/would?state=Colombian&people=own&means=military_aircraft&on=2025-01-27": {"No", "It asks for", "a protocol first", "It rests on", webfixture.Refusal, "Passed over", "Said after the day asked about"},
		"/would?state=HND&people=third":                                           {"Yes", "Read by a machine, not reviewed by a person", "Honduras accepts, in the word of"},
		"/would?state=Ruritania":                                                  {"no state is called", "write a name"},
		"/would?state=COL&on=never":                                               {"is not a day"},
		"/flights":                                                                {"Turned back", "about 160", "Military aircraft", "United States to Colombia: 1 movement turned back or cancelled, 160 people", "January 2025", "1 movement of which the sender or the destination is not told is not on the map"},
		"/flights?per=quarter&means=military_aircraft":                            {"2025, first quarter", "Turned back12160", "1 movement. As JSON"},
		"/flights?status=planned&since=2025-03":                                   {"United States to Cuba: 1 movement planned, 500 people", "Planned1not told500", "Month by month"},

		"/flights?from=MEX":                    {"No movement is reported here", "Show all"},
		"/counts":                              {"about 190,000 people", "Living without authorisation", "Nationals of Colombia", "Example Institute", "live in the United States without papers"},
		"/quotes?name=nobody":                  {"No words are quoted here"},
		"/offices":                             {"Jane Doe", webfixture.Refusal},
		"/gaps?state=USA":                      {"1 entry", "No response", "questions"},
		"/timeline?kind=act":                   {"Colombia turns back a flight of the United States"},
		gap:                                    {"The United States has not responded", "Proposed by the reader", "Demarche entry", "characters 3"},
		"/promises":                            {"The United States threatens Colombia", "Perhaps carried out", "proposed by the rule “threat/measure”, not reviewed", "told by 1 report"},
		"/promises?state=FRA":                  {"No open pledge, order or threat is reported here"},
		"/gaps/answered":                       {"Questions that were answered", "whether its ferries would carry families home", "Perhaps answered", "Colombia has not said whether its ferries", "Ferries for families"},
		"/places":                              {"Port Rosa camp", "More than there is room for", "Room that is there", "about 90"},
		"/places?name=port+rosa&on=2025-02-11": {"Port Rosa camp", "People held"},
		"/first":                               {"The answer will stand here"},
		"/first?what=refuse&means=military_aircraft": {"Colombia", "26 January 2025, its own word", "Doubtful that it was the first", "No report of the 30 days before 26 January 2025"},
		"/first?what=praise":                         {"silence is not a no"},
		"/first?what=rumour":                         {"neither a stance nor a type of act"},
		"/would?state=COL&people=own&means=military_aircraft&on=2025-01-27&protocol=yes&number=80": {"Term by term", "Met a protocol first"},
		"/would?state=COL&number=many": {"not a whole number"},
		"/exports":                     {"Data dictionary", "application/geo+json", "cameo_root", "destination_state"},
		"/sources":                     {"6 reports", "Colombia turns planes back", "not known"},
	} {
		w := get(h, address)
		got := text(t, w.Body.Bytes())
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s (%d) does not say %q:\n%s", address, w.Code, s, got)
			}
		}
	}
}

func TestAnEventFoldsCopiesAndTellsWhereReportsDiffer(t *testing.T) {
	a, words := webfixture.Newsroom(t)
	h := Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	list, err := a.FlightEvents(t.Context(), demarche.Filter{})
	if err != nil || len(list.Events) != 1 {
		t.Fatalf("%d events (%v)", len(list.Events), err)
	}
	e := list.Events[0]
	w := get(h, "/events/"+e.ID)
	checkPage(t, "event", w.Body.Bytes(), false)
	got := text(t, w.Body.Bytes())
	for _, s := range []string{"Told by 3 reports, 2 without copies, 2 independent", "1 copy of this report", "1 flight, 110–112 people from the United States to Bogota (Colombia) on military aircraft completed 27 January 2025", "Where reports differ", "People 110 to 112", "112 by", "State of the destinationColombia (COL)", "1 and its copy", "Why they are one event", "by 2 Back home", "27 January 2025; told by 3 reports, 2 without copies, 2 independent, first by A plane lands, 28 January 2025", "Demarche event " + e.ID + ", http://", "/events/" + e.ID + "; read by a machine, not reviewed; text SHA-256 " + e.First().Document + "; characters 0-94; captured 2025-03-01T12:00:00Z; checkpoint: log of ", "Every report that tells of it"} {
		if !strings.Contains(got, s) {
			t.Errorf("the page does not say %q:\n%s", s, got)
		}
	}
	if n := strings.Count(w.Body.String(), `<li id="w`); n != 2 {
		t.Errorf("%d witnesses are shown apart, not 2", n)
	}
	for _, witness := range e.Witnesses[1:] {
		if w := get(h, "/events/"+witness.ID()); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/events/"+e.ID {
			t.Errorf("the event of %s is at %q", witness.ID(), w.Header().Get("Location"))
		}
	}
	flights := get(h, "/flights").Body.Bytes()
	if n := strings.Count(string(flights), `"/events/`+e.ID+`"`); n != 1 {
		t.Errorf("the flights lead to their event %d times", n)
	}
	for _, s := range []string{"Completed11110–112", "110–112", "1 movement", "3 reports, 2 without copies, 2 independent, differing"} {
		if !strings.Contains(text(t, flights), s) {
			t.Errorf("the flights do not say %q:\n%s", s, text(t, flights))
		}
	}
}

func TestAddressesAreMadeCanonical(t *testing.T) {
	h := site0(t)
	hash := webfixture.Reports()[0].Document.Hash()
	id := webfixture.Reports()[0].Records[0].Shared().ID
	for address, want := range map[string]string{
		"/states/colombia?on=2025-01-26":    "/states/COL?on=2025-01-26",
		"/states/Bogot%C3%A1":               "/states/COL",
		"/reports/" + hash[:12]:             "/reports/" + hash,
		"/entries/" + id[:10]:               "/entries/" + id,
		"/?step=0&slide=1":                  "/?on=2025-01-26",
		"/?step=3&slide=1":                  "/?on=2025-01-29",
		"/?step=999&slide=1":                "/",
		"/?step=0&slide=1&means=sea&name=c": "/?means=sea&name=c&on=2025-01-26",
		"/?step=//evil.example&slide=1":     "/",
	} {
		if w := get(h, address); w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%s answers %d to %q, not to %q", address, w.Code, w.Header().Get("Location"), want)
		}
	}
}

func TestErrorsAreFriendlyAndEscaped(t *testing.T) {
	h := site0(t)
	hostile := url.QueryEscape(webfixture.Hostile)
	for address, status := range map[string]int{
		"/nothing":                                    http.StatusNotFound,
		"/states/" + hostile:                          http.StatusNotFound,
		"/states/" + strings.Repeat("A", 3000):        http.StatusBadRequest,
		"/states/COL?on=0000-00-00":                   http.StatusBadRequest,
		"/states/COL?on=99999999999":                  http.StatusBadRequest,
		"/?on=" + hostile:                             http.StatusBadRequest,
		"/?on=%00":                                    http.StatusBadRequest,
		"/?people=" + hostile:                         http.StatusBadRequest,
		"/?means=rocket":                              http.StatusBadRequest,
		"/?stance=" + hostile:                         http.StatusBadRequest,
		"/?region=" + hostile:                         http.StatusBadRequest,
		"/?reviewed=perhaps":                          http.StatusBadRequest,
		"/?known-by=soon":                             http.StatusBadRequest,
		"/?name=" + hostile:                           http.StatusOK,
		"/?name=" + strings.Repeat("x", 3000):         http.StatusBadRequest,
		"/entries/" + hostile:                         http.StatusBadRequest,
		"/entries/0000000000000000":                   http.StatusNotFound,
		"/reports/..%2f..%2fetc%2fpasswd":             http.StatusBadRequest,
		"/timeline?state=" + hostile:                  http.StatusNotFound,
		"/timeline?kind=" + hostile:                   http.StatusBadRequest,
		"/timeline?name=" + strings.Repeat("x", 3000): http.StatusBadRequest,
		"/gaps?since=2025-02-30":                      http.StatusBadRequest,
		"/flights?status=" + hostile:                  http.StatusBadRequest,
		"/flights?per=day":                            http.StatusBadRequest,
		"/flights?means=" + hostile:                   http.StatusBadRequest,
		"/flights?from=" + hostile:                    http.StatusNotFound,
		"/events/0000000000000000":                    http.StatusNotFound,
		"/events/" + hostile:                          http.StatusBadRequest,
		"/places?name=" + hostile:                     http.StatusOK,
		"/places?name=nowhere":                        http.StatusNotFound,
		"/places?on=" + hostile:                       http.StatusBadRequest,
		"/first?what=" + hostile:                      http.StatusOK,
		"/first?what=refuse&place=" + hostile:         http.StatusOK,
		"/promises?state=" + hostile:                  http.StatusNotFound,
		"/would?state=COL&number=" + hostile:          http.StatusBadRequest,
		"/would?state=COL&restraints=maybe":           http.StatusBadRequest,
		"/would?state=COL&place=" + hostile:           http.StatusOK,
		"/would?state=" + hostile:                     http.StatusNotFound,
		"/quotes?name=" + hostile:                     http.StatusOK,
		"/timeline?page=-5":                           http.StatusBadRequest,
		"/timeline?page=99999999999999999999":         http.StatusBadRequest,
		"/assets/../site.go":                          http.StatusNotFound,
		"/assets/templates/now.html":                  http.StatusNotFound,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		r.URL = u
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusMovedPermanently || w.Code == http.StatusTemporaryRedirect { // the path was cleaned
			w = get(h, w.Header().Get("Location"))
		}
		if w.Code != status {
			t.Errorf("%.80s answers %d, not %d: %.200s", address, w.Code, status, text(t, w.Body.Bytes()))
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			checkPage(t, address, w.Body.Bytes(), false)
		}
	}
}

func TestAnEmptyLedgerSaysWhatToDo(t *testing.T) {
	h := pagesOver(webfixture.Empty(t))
	for address, want := range map[string]string{
		"/": "demarche add", "/timeline": "Nothing of this kind", "/flights": "No movement", "/sources": "No report is in the ledger yet",
		"/would?state=MEX": "Not known", "/states/MEX": "No report in the ledger says anything of Mexico",
	} {
		w := get(h, address)
		if got := text(t, w.Body.Bytes()); w.Code != http.StatusOK || !strings.Contains(got, want) {
			t.Errorf("%s (%d) does not say %q: %s", address, w.Code, want, got)
		}
		checkPage(t, address, w.Body.Bytes(), false)
	}
}

func TestReportTellsWhatItsSourceTells(t *testing.T) {
	r := webfixture.Reports()[0]
	r.Document.Publisher, r.Document.Byline, r.Document.Corrections = "The Courier", "A. <Writer>", "Correction: it was a Monday.\nUpdated: on Tuesday."
	var b bytes.Buffer
	if err := Report(&b, r.Document, demarche.Reading{Records: r.Records}); err != nil {
		t.Fatal(err)
	}
	checkPage(t, "a corrected report", b.Bytes(), true)
	words := text(t, b.Bytes())
	for _, s := range []string{"Publisher The Courier", "By A. <Writer>", "Correction: it was a Monday.", "Updated: on Tuesday."} {
		if !strings.Contains(words, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
}

func TestReportOfItsOwn(t *testing.T) {
	for _, r := range webfixture.Reports() {
		var b bytes.Buffer
		if err := Report(&b, r.Document, demarche.Reading{Doc: demarche.DocInfo{Reader: "fixture"}, Records: r.Records}); err != nil {
			t.Fatal(err)
		}
		checkPage(t, r.Document.Name, b.Bytes(), true)
		page := b.String()
		for _, part := range []string{"style", "script"} {
			_, rest, _ := strings.Cut(page, "<"+part+">")
			inline, _, found := strings.Cut(rest, "</"+part+">")
			allowed := slices.ContainsFunc(elements(t, b.Bytes()), func(e element) bool {
				return e.attr["http-equiv"] == "Content-Security-Policy" && strings.Contains(e.attr["content"], part+"-src '"+sourceHash(inline)+"';")
			})
			if !found || !allowed {
				t.Errorf("%s: the policy does not allow exactly its own %s", r.Document.Name, part)
			}
		}
		if strings.Contains(page, "url(") || strings.Contains(page, "http://") || strings.Contains(page, "https://") {
			t.Errorf("%s asks for something from elsewhere", r.Document.Name)
		}
		words := text(t, b.Bytes())
		for _, rec := range r.Records {
			for _, e := range rec.Shared().Evidence {
				// The evidence is in the page word for word; references stand between its pieces.
				if first := strings.Fields(e.Exact)[0]; !strings.Contains(words, first) {
					t.Errorf("%s: the evidence %q is not on the page", r.Document.Name, e.Exact)
				}
			}
		}
	}
}

func TestReportKeepsEveryWordOfTheText(t *testing.T) {
	for _, r := range webfixture.Reports() {
		var b bytes.Buffer
		doc := r.Document
		doc.Title = ""
		if err := Report(&b, doc, demarche.Reading{Records: r.Records}); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for n := range root.Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			in, ref := false, false
			for p := range n.Ancestors() {
				for _, a := range p.Attr {
					in = in || a.Key == "class" && a.Val == "said"
					ref = ref || a.Key == "class" && a.Val == "refs"
				}
			}
			if in && !ref {
				said.WriteString(n.Data)
			}
		}
		if want := strings.ReplaceAll(doc.Text, "\n", ""); said.String() != want {
			t.Errorf("%s: the page says %q, not %q", doc.Name, said.String(), want)
		}
	}
}

func TestAssetsMayBeKept(t *testing.T) {
	h := site0(t)
	for _, e := range elements(t, get(h, "/").Body.Bytes()) {
		src := e.attr["src"]
		if e.name == "link" && e.attr["rel"] == "stylesheet" {
			src = e.attr["href"]
		}
		if src == "" {
			continue
		}
		w := get(h, src)
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s answers %d, to be kept %q", src, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	if w := get(h, "/assets/fonts/newsreader.woff2"); w.Header().Get("Content-Type") != "font/woff2" || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("a font without a hash in its address is served as %v", w.Header())
	}
}

func BenchmarkNow(b *testing.B) {
	h := pagesOver(webfixture.Answers(b))
	for b.Loop() {
		if w := get(h, "/?on=2025-02-10"); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

func BenchmarkReport(b *testing.B) {
	r := webfixture.Reports()[0]
	long := r.Document
	long.Text = strings.Repeat(r.Document.Text, 100)
	b.SetBytes(int64(len(long.Text)))
	for b.Loop() {
		if err := Report(io.Discard, long, demarche.Reading{Records: r.Records}); err != nil {
			b.Fatal(err)
		}
	}
}

// What is written apart is put where its signs stand, in the order of these; a
// template may leave some out.
func TestPartsThatArePutInLater(t *testing.T) {
	var v view
	a, b, c := v.later(bytes.NewBufferString("<A>")), v.later(bytes.NewBufferString("<B>")), v.later(bytes.NewBufferString("<C>"))
	for written, want := range map[string]string{
		"1" + string(a) + "2" + string(b) + "3" + string(c) + "4": "1<A>2<B>3<C>4",
		"1" + string(a) + string(c):                               "1<A><C>",
		"nothing":                                                 "nothing",
	} {
		if got := string(bytes.Join(v.parts([]byte(written)), nil)); got != want {
			t.Errorf("%s becomes %s, not %s", written, got, want)
		}
	}
}

func TestAnAmbiguousIDIsNotCalledADecisionOfAnother(t *testing.T) {
	s := &site{}
	asked := httptest.NewRequest(http.MethodGet, "/entries/06", nil)
	for want, err := range map[string]error{
		"More than one begins so": fmt.Errorf("show: %w", &demarche.Error{Code: demarche.Conflict, Path: "06", Detail: "several ids begin so", Err: demarche.ErrSeveral}),
		"Somebody was faster":     &demarche.Error{Code: demarche.Conflict, Detail: "decided meanwhile"},
	} {
		if v, status := s.errorView(asked, err); v.Title != want || status != http.StatusConflict {
			t.Errorf("%v is headed %q with status %d", err, v.Title, status)
		}
	}
}
