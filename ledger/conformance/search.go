package conformance

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche"
	"demarche/ledger"
)

func search(t fatal, l demarche.Ledger, q demarche.Search) demarche.Found {
	t.Helper()
	found, err := l.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("search %+v: %v", q, err)
	}
	return found
}

// told makes a report of one sentence, which a count says.
func sentenceReport(name, title, text, place string, published demarche.Date) Report {
	body := title + "\n\n" + text + "\n"
	points := demarche.CodePoints(body)
	at := strings.Index(body, text)
	count := &demarche.Count{
		Common: demarche.Common{Kind: demarche.KindCount, Evidence: []demarche.Selector{points.Select(demarche.Span{Start: at, End: at + len(text)})}},
		What:   demarche.Held, Value: 7, Unit: "people", In: "MEX", Place: demarche.Optional(place),
	}
	d := demarche.Document{Name: name, Title: title, Published: published, Lang: "en", Text: body, Publisher: "The Nowhere Courier"}
	c := demarche.Capture{Address: "/reports/" + name, Bytes: []byte(body), Taken: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)}
	d.Capture = c.Hash()
	info := demarche.DocInfo{File: name, Published: published, Lang: "en", Title: title, SHA256: d.Hash(), Reader: "reader 1"}
	return Report{c, d, demarche.Reading{Doc: info, Records: identified(d.Hash(), demarche.Records{count})}}
}

// searches looks for what stands in a few reports in every way.
func searches(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for _, r := range []Report{
		sentenceReport("a.txt", "Ferries to the island", "The camp at São Tomé holds 7 people, an ÆSIR spokesman said.", "Port Rosa", "2025-02-01"),
		sentenceReport("b.txt", "A camp is full", "Seven people are held; the camp has no third-country nationals.", "Zoë's camp", "2025-03-01"),
		sentenceReport("c.txt", "東京の便", "帰国便が羽田に着いた。 Straße, ½ of it.", "", ""),
	} {
		add(t, l, r, demarche.Added)
	}
	for _, c := range []struct {
		q    demarche.Search
		want string // names of reports that are found, with + where an entry of them is, in the order of names
	}{
		{demarche.Search{Words: "camp"}, "a.txt a.txt+ b.txt b.txt+"},
		{demarche.Search{Words: "CAMP full"}, "b.txt"},
		{demarche.Search{Words: "sao tome"}, "a.txt a.txt+"},
		{demarche.Search{Words: "SÃO tOMÉ"}, "a.txt a.txt+"},
		{demarche.Search{Words: "sa\u0303o"}, "a.txt a.txt+"},
		{demarche.Search{Words: "æsir"}, "a.txt a.txt+"},
		{demarche.Search{Words: "strasse"}, "c.txt c.txt+"},
		{demarche.Search{Words: `"camp at"`}, "a.txt a.txt+"},
		{demarche.Search{Words: `"at camp"`}, ""},
		{demarche.Search{Words: `“the camp has” people`}, "b.txt b.txt+"},
		{demarche.Search{Words: `"the camp`}, "a.txt a.txt+ b.txt b.txt+"},
		{demarche.Search{Words: "third-country"}, "b.txt b.txt+"},
		{demarche.Search{Words: "country-third"}, ""},
		{demarche.Search{Words: "spok*"}, "a.txt a.txt+"},
		{demarche.Search{Words: `"an aesi"`}, ""},
		{demarche.Search{Words: `"an æsi*"`}, "a.txt a.txt+"},
		{demarche.Search{Words: "spok"}, ""},
		{demarche.Search{Words: "rosa people"}, "a.txt+"},
		{demarche.Search{Words: "ferries"}, "a.txt"},
		{demarche.Search{Words: "zoe"}, "b.txt+"},
		{demarche.Search{Words: "羽田"}, "c.txt c.txt+"},
		{demarche.Search{Words: "田羽"}, ""},
		{demarche.Search{Words: "東京"}, "c.txt"},
		{demarche.Search{Words: "camp", In: demarche.InReports}, "a.txt b.txt"},
		{demarche.Search{Words: "camp", In: demarche.InEntries}, "a.txt+ b.txt+"},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{Kinds: []demarche.Kind{demarche.KindCount}}}, "a.txt+ b.txt+"},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{Kinds: []demarche.Kind{demarche.KindQuote}}}, ""},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{State: "MEX", Since: "2025-02-15"}}, "b.txt b.txt+"},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{State: "GTM"}}, ""},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{Until: "2025-02"}}, "a.txt a.txt+"},
		{demarche.Search{Words: "camp", Filter: demarche.Filter{ReviewedOnly: true}}, ""},
		{demarche.Search{Words: "camp", Publisher: "nowhere"}, "a.txt a.txt+ b.txt b.txt+"},
		{demarche.Search{Words: "camp", Publisher: "somewhere"}, ""},
		{demarche.Search{Words: "camp OR ferries"}, ""}, // no word of a language of its own
		{demarche.Search{Words: "camp NOT full"}, ""},
		{demarche.Search{Words: "head:camp"}, ""},
		{demarche.Search{Words: "(camp) ^camp {camp} +camp -camp"}, "a.txt a.txt+ b.txt b.txt+"},
	} {
		found := search(t, l, c.q)
		var names []string
		for _, h := range found.Hits {
			name := h.Report.Name
			if h.Entry != nil {
				name += "+"
			}
			names = append(names, name)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%+v finds %q, want %q", c.q, got, c.want)
		}
	}
	found := search(t, l, demarche.Search{Words: "sao tome", In: demarche.InEntries})
	s := found.Hits[0].Snippet
	if want := "The camp at São Tomé holds 7 people, an ÆSIR spokesman said."; s.Exact != want || marked(s) != "São|Tomé" {
		t.Errorf("the snippet is %q, marked %q", s.Exact, marked(s))
	}
	if got := search(t, l, demarche.Search{Words: `"camp at sao*"`}).Hits[0].Snippet; marked(got) != "camp at São" {
		t.Errorf("the phrase is marked as %q", marked(got))
	}
	if best := search(t, l, demarche.Search{Words: "full camp", In: demarche.InReports}).Hits; best[0].Report.Title != "A camp is full" {
		t.Errorf("the report of that title is not the first: %+v", best)
	}
}

// marked gives the words that a snippet marks.
func marked(s demarche.Snippet) string {
	points := []rune(s.Exact)
	var words []string
	for _, m := range s.Marks {
		words = append(words, string(points[m.Start-s.Start:m.End-s.Start]))
	}
	return strings.Join(words, "|")
}

// searchInStep follows what is found through tellings, readings and decisions.
func searchInStep(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l, m := closing(t, open), newModel()
	r := sentenceReport("a.txt", "Ferries to the island", "The camp holds 7 people.", "Port Rosa", "2025-02-01")
	add(t, l, r, m.add(r))
	total := func(words string, want int) {
		t.Helper()
		if found := search(t, l, demarche.Search{Words: words}); found.Total != want || len(found.Hits) != want || found.More {
			t.Errorf("%q finds %d (%d shown), want %d", words, found.Total, len(found.Hits), want)
		}
	}
	total("ferries", 1)
	r.Document.Title = "Boats to the island"
	add(t, l, r, m.add(r))
	total("ferries", 1) // it is in the text
	total("boats", 1)   // and this in the title
	total("boats holds", 1)
	r.Document.Title = "Planes to the island"
	add(t, l, r, m.add(r))
	total("boats", 0)
	total("planes", 1)
	total("rosa", 1)
	id := r.Reading.Records[0].Shared().ID
	amended := asKept(t, r.Document.Hash(), Reworded(r.Reading.Records[0], 1))
	decide(t, l, demarche.Decision{Record: id, What: demarche.ToAmend, Amended: amended})
	total("rosa", 1)
	total("rosa reworded", 1)
	if h := search(t, l, demarche.Search{Words: "rosa"}).Hits[0]; h.Entry.Record.Shared().ID != amended.Shared().ID || h.Entry.Review != demarche.Amended {
		t.Errorf("the amended record is found as %+v", h.Entry)
	}
	decide(t, l, demarche.Decision{Record: id, What: demarche.ToReject})
	total("rosa", 0)
	total("camp", 1)
	add(t, l, r.By("reader 2", func(int) bool { return false }), demarche.Added)
	total("rosa", 0)
	sound(t, l)
	if again := sound(t, l); len(again.Faults) > 0 {
		t.Errorf("%+v", again.Faults)
	}
}

// refusedSearches are told what is wrong with them.
func refusedSearches(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	add(t, l, Sample(1), demarche.Added)
	for _, words := range []string{
		"", " ", `"`, `""`, "***", "-", "\x00", "()", "¶", "\u0301", "a*", "🛬",
		strings.Repeat("x", demarche.MostSearch+1), strings.Repeat("é", demarche.MostSearch+1),
		string(spread(33)),
	} {
		_, err := l.Search(context.Background(), demarche.Search{Words: words})
		if demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%.40q: error %v", words, err)
		}
	}
	for _, words := range []string{
		`" OR 1=1 --`, `x" OR "y`, "NEAR(a b, 2)", "body : x", "'; DROP TABLE texts; --", "a\x00b", "\xff\xfe x", "%_x", "x*yz*", `\"x\"`,
		strings.Repeat(`"`, 100) + "x", strings.Repeat("x", demarche.MostSearch), strings.Repeat("(", 300) + "x", "x AND", "NOT x", "x^2 {y}", "{head body} : x", "\u202ex", "𝔵",
	} {
		if _, err := l.Search(context.Background(), demarche.Search{Words: words}); err != nil {
			t.Errorf("%.40q: error %v", words, err)
		}
	}
	sound(t, l)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Search(ended, demarche.Search{Words: "x"}); err == nil {
		t.Error("a search goes on after its context ended")
	}
}

// spread writes so many words that all differ.
func spread(n int) []byte {
	var b []byte
	for i := range n {
		b = fmt.Appendf(b, "w%d ", i)
	}
	return b
}

// anySearch compares searches with a model that looks through everything.
func anySearch(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l, m := closing(t, open), newModel()
	for n := range uint64(40) {
		r := Sample(n)
		add(t, l, r, m.add(r))
	}
	for _, id := range ids(m.entries(demarche.Filter{}))[:12] {
		what := []demarche.Judgement{demarche.ToAccept, demarche.ToReject}[int(id[0])%2]
		decide(t, l, demarche.Decision{Record: id, What: what})
		m.decide(id, what, nil)
	}
	some, all := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		all++
		q := demarche.Search{
			Words:     strings.Join(rapid.SliceOfN(rapid.SampledFrom(soughtWords()), 1, 3).Draw(rt, "words"), " "),
			In:        rapid.SampledFrom([]demarche.SearchIn{"", "", demarche.InReports, demarche.InEntries}).Draw(rt, "in"),
			Publisher: rapid.SampledFrom([]string{"", "", "", "COURIER", "news", "nobody"}).Draw(rt, "publisher"),
			Filter:    drawFilter(rt, m.order),
		}
		q.Filter.ReviewedOnly = rapid.IntRange(0, 4).Draw(rt, "reviewed") == 0
		if n := searchAsModel(rt, l, m, q); n > 0 && n < 40 {
			some++
		}
	})
	const enough = 10 // of fewer, all may find nothing by chance
	if some == 0 && all >= enough {
		t.Error("no search found a part of the reports: the suite does not test what it should")
	}
}

func soughtWords() []string {
	return []string{"sentence", "report", "bogota", "Bogotá", "ete", "said", "someone", "nandu", "zoe*", "angstrom", "ministry", "spokesperson", "日本", "語",
		`"said someone"`, "arab*", "العربية", "tab", "zero", "width", `"about returns"`, "quote", "position", "flights", "number", "иван*", "down", "international", "re*"}
}

// searchAsModel fails unless a search finds what it should, in pages too, and
// gives how many hits there are.
func searchAsModel(t fatal, l demarche.Ledger, m *model, q demarche.Search) int {
	t.Helper()
	found := search(t, l, q)
	want := m.search(q)
	got := make([]string, len(found.Hits))
	for i, h := range found.Hits {
		got[i] = hitName(h)
		checkHit(t, l, q, h)
		if i > 0 {
			if before := found.Hits[i-1]; cmp.Or(cmp.Compare(before.Score, h.Score), cmp.Compare(hitDay(before), hitDay(h))) < 0 {
				t.Fatalf("%+v: %s comes before %s", q, hitName(before), hitName(h))
			}
		}
	}
	if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) || found.Total != len(want) {
		t.Fatalf("%+v finds %v (%d), want %v", q, sorted, found.Total, want)
	}
	var pages []string
	for q.Limit, q.Offset = 3, 0; q.Offset < len(want); q.Offset += 3 {
		for _, h := range search(t, l, q).Hits {
			pages = append(pages, hitName(h))
		}
	}
	if !slices.Equal(pages, got) && len(got) > 0 {
		t.Fatalf("%+v in pages finds %v, want %v", q, pages, got)
	}
	return len(want)
}

func hitName(h demarche.Hit) string {
	if h.Entry != nil {
		return h.Entry.Record.Shared().ID
	}
	return h.Report.Hash
}

func hitDay(h demarche.Hit) demarche.Date {
	if h.Entry != nil && h.Entry.Record.When() != "" {
		return h.Entry.Record.When()
	}
	return h.Report.Published
}

// checkHit fails unless the snippet is of the text, and its marks are sought words.
func checkHit(t fatal, l demarche.Ledger, q demarche.Search, h demarche.Hit) {
	t.Helper()
	k, err := l.Document(context.Background(), h.Report.Hash)
	if err != nil {
		t.Fatalf("report of a hit: %v", err)
	}
	s := demarche.Selector{Exact: h.Snippet.Exact, Start: h.Snippet.Start, End: h.Snippet.End}
	if err := s.Check(k.Text); err != nil {
		t.Fatalf("%+v: the snippet of %s: %v", q, hitName(h), err)
	}
	if k.Text = ""; h.Report != k {
		t.Fatalf("%+v: the report of a hit is\n%+v, want\n%+v", q, h.Report, k)
	}
	terms, err := ledger.ParseSearch(q.Words)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	end := s.Start
	for i, m := range h.Snippet.Marks {
		if m.Start < end || m.End <= m.Start || m.End > s.End {
			t.Fatalf("%+v: mark %d of %s is %+v in %+v", q, i, hitName(h), m, h.Snippet)
		}
		end = m.End
		words := ledger.Words(strings.Split(marked(h.Snippet), "|")[i])
		if !slices.ContainsFunc(terms, func(t ledger.Term) bool { return len(t.In(words)) == 1 && len(t.Words) == len(words) }) {
			t.Fatalf("%+v: %q is marked", q, marked(h.Snippet))
		}
	}
}

// search gives the names of what should be found, sorted.
func (m *model) search(q demarche.Search) []string {
	terms, err := ledger.ParseSearch(q.Words)
	if err != nil {
		panic(err) // the suite writes no other
	}
	published := func(hash string) bool {
		d := m.texts[hash].chosen().document
		return q.Publisher == "" || strings.Contains(spelled(d.Publisher), spelled(q.Publisher)) || strings.Contains(spelled(d.Agency), spelled(q.Publisher))
	}
	var names []string
	if q.In != demarche.InReports {
		for _, e := range m.entries(q.Filter) {
			var exact []string
			for _, s := range e.Record.Shared().Evidence {
				exact = append(exact, s.Exact)
			}
			if g, ok := e.Record.(*demarche.Gap); ok {
				exact = append(exact, string(g.About))
			}
			if published(e.Document) && stands(terms, append(exact, freeWords(fieldsOf(e.Record))...)) {
				names = append(names, e.Record.Shared().ID)
			}
		}
	}
	if q.In != demarche.InEntries && len(q.Filter.Kinds) == 0 {
		for _, hash := range m.order {
			d := m.texts[hash].chosen().document
			if published(hash) && stands(terms, []string{d.Title, d.Text}) && m.reportPasses(q.Filter, hash, d) {
				names = append(names, hash)
			}
		}
	}
	slices.Sort(names)
	return names
}

func (m *model) reportPasses(f demarche.Filter, hash string, d demarche.Document) bool {
	day := d.Published
	has := demarche.Filter{State: f.State, FromState: f.FromState, ToState: f.ToState, Name: f.Name, ReviewedOnly: f.ReviewedOnly, Document: hash}
	narrowed := f.State+f.FromState+f.ToState != "" || f.Name != "" || f.ReviewedOnly
	switch {
	case f.Document != "" && f.Document != hash:
	case (f.Since != "" || f.Until != "") && day == "":
	case f.Since != "" && day.Last().Before(f.Since.First()):
	case f.Until != "" && day.First().After(f.Until.Last()):
	case narrowed && len(m.entries(has)) == 0:
	default:
		return true
	}
	return false
}

// stands reports whether every term stands in some passage.
func stands(terms []ledger.Term, passages []string) bool {
	for _, t := range terms {
		if !slices.ContainsFunc(passages, func(p string) bool { return len(t.In(ledger.Words(p))) > 0 }) {
			return false
		}
	}
	return true
}

// freeWords gives the names, places and subjects in the fields of a record.
func freeWords(fields map[string]any) []string {
	var out []string
	for name, v := range fields {
		switch v := v.(type) {
		case string:
			if slices.Contains([]string{"place", "actor", "target", "origin", "destination", "source", "who", "name", "role", "body"}, name) && !demarche.IsStateCode(v) {
				out = append(out, v)
			}
		case map[string]any:
			out = append(out, freeWords(v)...)
		}
	}
	return out
}
