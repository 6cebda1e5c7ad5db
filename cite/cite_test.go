package cite_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche"
	"demarche/answers"
	"demarche/cite"
	"demarche/internal/webfixture"
)

// plain is a report whose citation is easy to read.
func plain() cite.Work {
	return cite.Work{
		What: cite.Entry, ID: "0123456789abcdef", Path: "/entries/0123456789abcdef", Site: "https://ledger.example",
		Head: demarche.Head{Size: 120, Tree: "beef"},
		Sources: []cite.Source{{
			Entry: "0123456789abcdef", Review: []demarche.ReviewStatus{demarche.Accepted}, Title: "Planes turn back", Byline: "Zoë Ñandú and A. Writer", Publisher: "The Nowhere Courier", Lang: "en", Published: "2025-01-26",
			URL: "https://nowhere.example/1", Taken: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC), Text: "cafe", Bytes: "f00d",
			Quotes: []cite.Quote{{Exact: "Two planes turned back.", Start: 35, End: 58}},
		}},
	}
}

// hostile is a report that says what would end a field, a line or an item in every form.
func hostile() cite.Work {
	w := plain()
	s := &w.Sources[0]
	s.Title = "A {brace, \\ 100% of $5 & #1_x ~^ } \"quotes\"\r\nER  - \r\nTY  - BOOK\n@misc{evil, title={x}}\u202e</script>"
	s.Byline = "} and {Evil\x1b[31m\x00"
	s.Publisher = "P&L {Daily"
	s.Published = "2025-02"
	s.URL = "https://nowhere.example/a{b}c\\d e?x=%20&y=é"
	s.Quotes[0].Exact = "So \"it\" is:\n{}}\\end{document}\tand\u2028more."
	return w
}

func written(t *testing.T, w cite.Work, f cite.Form) string {
	t.Helper()
	s, err := w.As(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCitationsSayWhereAndWhat(t *testing.T) {
	const kept = "Demarche entry 0123456789abcdef; accepted in review; text SHA-256 cafe; characters 35-58; captured 2025-03-01T12:00:00Z; checkpoint: log of 120 lines, tree hash beef"
	for form, want := range map[cite.Form]string{
		cite.Text: "“Two planes turned back.” Zoë Ñandú and A. Writer, “Planes turn back”, The Nowhere Courier, 26 January 2025, https://nowhere.example/1. " +
			"https://ledger.example/entries/0123456789abcdef; " + kept + ".\n",
		cite.Brief: "Zoë Ñandú and A. Writer, Planes turn back, THE NOWHERE COURIER (Jan. 26, 2025), https://nowhere.example/1, archived at " +
			"https://ledger.example/entries/0123456789abcdef (“Two planes turned back.”) [" + kept + "].\n",
		cite.BibTeX: "@misc{demarche-entry-0123456789ab,\n  author = {{Zoë Ñandú and A. Writer}},\n  title = {{Planes turn back}},\n  howpublished = {The Nowhere Courier},\n" +
			"  year = {2025},\n  month = jan,\n  day = {26},\n  language = {en},\n  url = {https://nowhere.example/1},\n  urldate = {2025-03-01},\n" +
			"  note = {“Two planes turned back.” https://ledger.example/entries/0123456789abcdef; " + kept + "}\n}\n",
		cite.RIS: "TY  - NEWS\r\nAU  - Zoë Ñandú and A. Writer\r\nTI  - Planes turn back\r\nT2  - The Nowhere Courier\r\nPY  - 2025\r\nDA  - 2025/01/26/\r\nLA  - en\r\n" +
			"UR  - https://nowhere.example/1\r\nY2  - 2025/03/01/\r\nDB  - Demarche ledger\r\nAN  - 0123456789abcdef\r\nL2  - https://ledger.example/entries/0123456789abcdef\r\n" +
			"N1  - “Two planes turned back.”\r\nN1  - " + kept + "\r\nER  - \r\n\r\n",
	} {
		if got := written(t, plain(), form); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", form, got, want)
		}
	}
	secret := plain()
	secret.Sources[0].Unpublished = "camp-leak harbour"
	for _, form := range []cite.Form{cite.Text, cite.Brief, cite.BibTeX, cite.RIS, cite.CSL} {
		if got := written(t, secret, form); !strings.Contains(got, "unpublished, in the collection camp-leak, harbour") {
			t.Errorf("%s does not say that it is not published:\n%s", form, got)
		}
	}
	nobody := plain()
	nobody.Sources[0].Publisher = ""
	if got := written(t, nobody, cite.Brief); !strings.HasPrefix(got, "Zoë Ñandú and A. Writer, Planes turn back (Jan. 26, 2025), https://nowhere.example/1, ") {
		t.Errorf("without a publisher: %s", got)
	}
	if got := written(t, plain().On(""), cite.Brief); strings.Contains(got, "archived") || !strings.Contains(got, "Demarche entry 0123456789abcdef") {
		t.Errorf("without a site: %s", got)
	}
}

// unlatex reads what LaTeX would print.
func unlatex(s string) string {
	return strings.NewReplacer(`\textbackslash{}`, `\`, `\textbraceleft{}`, `{`, `\textbraceright{}`, `}`, `\$`, `$`, `\&`, `&`, `\#`, `#`, `\_`, `_`, `\%`, `%`,
		`\textasciitilde{}`, `~`, `\textasciicircum{}`, `^`).Replace(s)
}

func TestBibTeXIsOneItemWhateverIsWritten(t *testing.T) {
	got := written(t, hostile(), cite.BibTeX)
	depth, items := 0, 0
	for i, r := range got {
		switch r {
		case '@':
			if depth == 0 {
				items++
			}
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 || depth == 0 && i > 10 && i < len(got)-2 {
			t.Fatalf("the item ends at %d: %s", i, got)
		}
	}
	if depth != 0 || items != 1 {
		t.Errorf("%d items, %d braces left open:\n%s", items, depth, got)
	}
	title := regexp.MustCompile(`(?m)^  title = \{\{(.*)\}\},$`).FindStringSubmatch(got)
	if want := `A {brace, \ 100% of $5 & #1_x ~^ } "quotes" ER - TY - BOOK @misc{evil, title={x}}</script>`; title == nil || unlatex(title[1]) != want {
		t.Errorf("the title is printed as %q, want %q", title, want)
	}
	if u := regexp.MustCompile(`(?m)^  url = \{(.*)\},$`).FindStringSubmatch(got); u == nil || u[1] != "https://nowhere.example/a%7Bb%7Dc%5Cd%20e?x=%20&y=%C3%A9" {
		t.Errorf("the address is %q", u)
	}
	if !strings.Contains(got, "month = feb") || strings.Contains(got, "day =") || strings.ContainsAny(got, "\x00\x1b\u202e\u2028\r") {
		t.Errorf("%q", got)
	}
}

func TestRISIsOneReferenceWhateverIsWritten(t *testing.T) {
	got := written(t, hostile(), cite.RIS)
	tag := regexp.MustCompile(`^[A-Z][A-Z0-9]  - `)
	var tags []string
	for _, line := range strings.Split(strings.TrimRight(got, "\r\n"), "\r\n") {
		if !tag.MatchString(line) || strings.ContainsAny(line, "\r\n\u2028\x00\x1b") {
			t.Errorf("a line is %q", line)
			continue
		}
		tags = append(tags, line[:2])
	}
	if tags[0] != "TY" || tags[len(tags)-1] != "ER" || slices.Index(tags, "ER") != len(tags)-1 || slices.Contains(tags[1:], "TY") {
		t.Errorf("the tags are %v", tags)
	}
	if !strings.Contains(got, "DA  - 2025/02//\r\n") {
		t.Errorf("%s", got)
	}
}

// schema reads the schema of CSL-JSON (citation-style-language/schema, MIT licence).
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := os.ReadFile("testdata/csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("csl-data.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(t *testing.T, s *jsonschema.Schema, csl string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(csl))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%v:\n%s", err, csl)
	}
}

func TestCSLIsValid(t *testing.T) {
	s := schema(t)
	for _, w := range []cite.Work{plain(), hostile(), {What: cite.Report, Sources: []cite.Source{{Text: "ab"}}}, {What: cite.Answer, Title: "Would it? No.", Path: "/would", Day: "2025"}} {
		valid(t, s, written(t, w, cite.CSL))
	}
	var items []struct {
		Custom struct {
			Quotes []string `json:"demarche-quotes"`
		} `json:"custom"`
	}
	if err := json.Unmarshal([]byte(written(t, hostile(), cite.CSL)), &items); err != nil || items[0].Custom.Quotes[0] != hostile().Sources[0].Quotes[0].Exact {
		t.Errorf("the words are not exact: %+v, %v", items, err)
	}
	if doc, err := jsonschema.UnmarshalJSON(strings.NewReader(`[{"id": "x", "type": "rumour"}]`)); err != nil || s.Validate(doc) == nil {
		t.Errorf("the schema takes anything (%v)", err)
	}
}

// TestWhatTheLedgerHolds cites everything of the fixture in every form.
func TestWhatTheLedgerHolds(t *testing.T) {
	a, words := webfixture.Answers(t)
	s := schema(t)
	cited := 0
	check := func(w cite.Work, err error, want ...string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range cite.Forms() {
			got := written(t, w.On("https://ledger.example"), f)
			for _, part := range want {
				if !strings.Contains(got, part) {
					t.Errorf("%s as %s does not name %q:\n%s", w.ID, f, part, got)
				}
			}
			if f == cite.CSL {
				valid(t, s, got)
			}
			cited++
		}
	}
	for _, r := range webfixture.Reports() {
		hash := r.Document.Hash()
		w, err := cite.Find(t.Context(), a, hash[:20])
		check(w, err, hash, "/reports/"+hash, "tree hash")
		for _, record := range r.Records {
			id := record.Shared().ID
			w, err := cite.Find(t.Context(), a, "https://ledger.example/entries/"+id)
			check(w, err, hash, id)
		}
	}
	w, err := cite.Find(t.Context(), a, "event:"+webfixture.Reports()[0].Records[0].Shared().ID)
	check(w, err, "Demarche event", webfixture.Reports()[0].Document.Hash())
	q := answers.Question{State: "COL", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, On: "2025-01-27"}
	w, err = cite.OfAnswer(t.Context(), a, words.States.Name, q, map[string][]string{"state": {"COL"}, "people": {"own"}, "means": {"military_aircraft"}, "on": {""}})
	check(w, err, "Would Colombia take its own nationals by military aircraft on 27 January 2025? No: protocol.", "Demarche entry")
	if w.Path != "/would?means=military_aircraft&on=2025-01-27&people=own&state=COL" {
		t.Errorf("the answer is at %s", w.Path)
	}
	if cited < 100 {
		t.Errorf("only %d citations were written", cited)
	}
	for id, code := range map[string]demarche.Code{"nothing": demarche.Invalid, "": demarche.Invalid, "event:": demarche.Invalid, "0000000000000000": demarche.NotFound, "entries/../x": demarche.Invalid, "event:0000000000000000": demarche.NotFound} {
		if _, err := cite.Find(t.Context(), a, id); demarche.CodeOf(err) != code {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// TestCitationsSayWhatWasReviewed has answers and events carry how far their
// entries were reviewed, in every form.
func TestCitationsSayWhatWasReviewed(t *testing.T) {
	a, words := webfixture.Answers(t)
	q := answers.Question{State: "COL", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, On: "2025-01-27"}
	asked, err := cite.OfAnswer(t.Context(), a, words.States.Name, q, map[string][]string{"state": {"COL"}})
	if err != nil {
		t.Fatal(err)
	}
	event, err := cite.OfEvent(t.Context(), a, webfixture.Reports()[0].Records[0].Shared().ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []cite.Work{asked, event} {
		if len(w.Sources) == 0 || w.Review.Accepted+w.Review.Proposed == 0 {
			t.Fatalf("%+v has no sources or no review", w)
		}
		for _, f := range cite.Forms() {
			got := written(t, w, f)
			if n := strings.Count(got, "reviewed") + strings.Count(got, " in review"); n < len(w.Sources) || w.What == cite.Answer && n != len(w.Sources)+1 {
				t.Errorf("%s as %s says %d times what was reviewed, of %d reports:\n%s", w.What, f, n, len(w.Sources), got)
			}
		}
	}
	mixed := plain()
	mixed.What, mixed.Path, mixed.Review = cite.Answer, "/would?state=COL", answers.Reviewed{Accepted: 1, Proposed: 2}
	mixed.Sources[0].Review = []demarche.ReviewStatus{demarche.Proposed, demarche.Amended}
	for _, f := range cite.Forms() {
		if got := written(t, mixed, f); !strings.Contains(got, "1 of 3 entries reviewed; checkpoint") || !strings.Contains(got, "; 1 of 2 entries reviewed; text SHA-256") {
			t.Errorf("%s: %s", f, got)
		}
	}
}

// TestCitationsHaveNamesOfTheirOwn cites two answers at one log head, and an
// event that reports tell of.
func TestCitationsHaveNamesOfTheirOwn(t *testing.T) {
	w := cite.Work{What: cite.Answer, Title: "Would it?", Path: "/would?state=COL", Head: demarche.Head{Size: 1, Tree: "beef"}}
	other := w
	other.Path = "/would?state=MEX"
	for form, key := range map[cite.Form]*regexp.Regexp{cite.BibTeX: regexp.MustCompile(`@misc\{(demarche-answer-[0-9a-f]{12}),`), cite.CSL: regexp.MustCompile(`"id": "(demarche-answer-[0-9a-f]{12})"`)} {
		one, two, again := key.FindStringSubmatch(written(t, w, form)), key.FindStringSubmatch(written(t, other, form)), key.FindStringSubmatch(written(t, w, form))
		if one == nil || two == nil || one[1] == two[1] || one[1] != again[1] {
			t.Errorf("%s: they are named %q, %q and %q", form, one, two, again)
		}
	}
	event := plain()
	event.What, event.ID, event.Path = cite.Event, "fedcba9876543210", "/events/fedcba9876543210"
	second := event.Sources[0]
	second.Entry = "1111111111111111"
	event.Sources = append(event.Sources, second)
	for _, f := range cite.Forms() {
		got := written(t, event, f)
		if !strings.Contains(got, "Demarche event fedcba9876543210, https://ledger.example/events/fedcba9876543210") {
			t.Errorf("%s does not lead to the event:\n%s", f, got)
		}
		for _, s := range event.Sources {
			if strings.Count(got, "https://ledger.example/entries/"+s.Entry) == 0 {
				t.Errorf("%s does not lead to %s:\n%s", f, s.Entry, got)
			}
		}
	}
}

func TestSitesAndForms(t *testing.T) {
	for site, want := range map[string]string{"": "", "https://ledger.example/": "https://ledger.example", "http://127.0.0.1:8080": "http://127.0.0.1:8080", "https://x.example/demarche/": "https://x.example/demarche"} {
		if got, err := cite.ParseSite(site); got != want || err != nil {
			t.Errorf("%q is %q, %v", site, got, err)
		}
	}
	for _, site := range []string{"javascript:alert(1)", "//x.example", "ledger.example", "https://user@x.example", "https://x.example/?q", "https://x.example/\u202e", "https://" + strings.Repeat("x", 300), "https://x y"} {
		if got, err := cite.ParseSite(site); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%q is taken for %q (%v)", site, got, err)
		}
	}
	if f, err := cite.ParseForm(" BibTeX "); f != cite.BibTeX || err != nil {
		t.Errorf("%q, %v", f, err)
	}
	if _, err := cite.ParseForm("apa"); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
		t.Errorf("%v", err)
	}
	for _, f := range cite.Forms() {
		if f.Media() == "" || f.Word() == "" {
			t.Errorf("%s has no media type or no word", f)
		}
	}
}

// FuzzCitations writes any title and words in every form.
func FuzzCitations(f *testing.F) {
	f.Add("a {", "b\nER  - ", "https://x.example/}")
	f.Fuzz(func(t *testing.T, title, words, address string) {
		w := plain()
		w.Sources[0].Title, w.Sources[0].Byline, w.Sources[0].URL, w.Sources[0].Quotes[0].Exact = title, words, address, words
		if got := written(t, w, cite.RIS); strings.Count(got, "\r\nER  - ") != 1 || strings.Count(got, "\n") != strings.Count(got, "\r\n") {
			t.Errorf("RIS: %q", got)
		}
		if got := written(t, w, cite.BibTeX); strings.Count(got, "{") != strings.Count(got, "}") {
			t.Errorf("BibTeX: %q", got)
		}
		if got := written(t, w, cite.CSL); !json.Valid([]byte(got)) {
			t.Errorf("CSL: %q", got)
		}
	})
}
