package conformance

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
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
