package conformance

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche"
	"demarche/ledger"
)

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
	const enough = 50 // of fewer, all may find nothing by chance
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
