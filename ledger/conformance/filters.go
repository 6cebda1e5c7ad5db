package conformance

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"demarche"
)

func filters(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l, m := closing(t, open), newModel()
	for n := range uint64(50) {
		r := Sample(n)
		add(t, l, r, m.add(r))
	}
	for _, f := range singleFilters(m.order) {
		compare(t, entries(t, l, f), m.entries(f))
	}
	all, narrowed := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		all++
		f := drawFilter(rt, m.order)
		want := m.entries(f)
		compare(rt, entries(rt, l, f), want)
		if len(want) > 0 && len(want) < len(m.entries(demarche.Filter{})) {
			narrowed++
		}
	})
	const enough = 50 // of fewer, none may by chance
	if narrowed == 0 && all >= enough {
		t.Error("no filter passed a part of the entries: the suite does not test what it should")
	}
}

func compare(t fatal, got, want []demarche.Entry) {
	t.Helper()
	if !slices.Equal(ids(got), ids(want)) {
		t.Fatalf("entries are %v, want %v", ids(got), ids(want))
	}
	for i := range got {
		same(t, got[i], want[i])
	}
}

func askedNames() []string {
	return []string{"nandu", "ÑANDÚ", "Zoé", "strasse", "Ångstrom", "иван", "æg", "ministry", "e", "nobody", "%"}
}

// singleFilters narrow by one thing each, and by every pair of dates.
func singleFilters(texts []string) []demarche.Filter {
	all := []demarche.Filter{{Document: texts[0]}, {Document: demarche.HashOf(nil)}}
	for _, k := range demarche.Kinds() {
		all = append(all, demarche.Filter{Kinds: []demarche.Kind{k}})
	}
	for _, s := range codes() {
		all = append(all, demarche.Filter{State: s}, demarche.Filter{FromState: s}, demarche.Filter{ToState: s})
	}
	for _, name := range askedNames() {
		all = append(all, demarche.Filter{Name: name})
	}
	for _, since := range dates() {
		for _, until := range dates() {
			all = append(all, demarche.Filter{Since: since, Until: until})
		}
	}
	return all
}

func drawFilter(t *rapid.T, texts []string) demarche.Filter {
	var f demarche.Filter
	maybe := func(label string, set func()) {
		if rapid.IntRange(0, 3).Draw(t, label) == 0 {
			set()
		}
	}
	maybe("by kinds", func() {
		f.Kinds = rapid.SliceOfNDistinct(rapid.SampledFrom(demarche.Kinds()), 1, 3, rapid.ID).Draw(t, "kinds")
	})
	maybe("by state", func() { f.State = rapid.SampledFrom(codes()).Draw(t, "state") })
	maybe("by sender", func() { f.FromState = rapid.SampledFrom(codes()).Draw(t, "from") })
	maybe("by receiver", func() { f.ToState = rapid.SampledFrom(codes()).Draw(t, "to") })
	maybe("by document", func() { f.Document = rapid.SampledFrom(texts).Draw(t, "document") })
	maybe("by beginning", func() { f.Since = rapid.SampledFrom(dates()).Draw(t, "since") })
	maybe("by end", func() { f.Until = rapid.SampledFrom(dates()).Draw(t, "until") })
	maybe("by name", func() {
		f.Name = rapid.SampledFrom(askedNames()).Draw(t, "name")
	})
	return f
}

// anyHistory adds reports, copies, corrections and readings in any order and
// compares the store with the model after each.
func anyHistory(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	rapid.Check(t, func(rt *rapid.T) {
		l, m := open(t), newModel()
		defer func() { _ = l.Close() }()
		reports := []Report{Draw(rt, 1), Draw(rt, 2), Draw(rt, 3)}
		for range rapid.IntRange(1, 8).Draw(rt, "additions") {
			r := vary(rt, rapid.SampledFrom(reports).Draw(rt, "report"))
			add(rt, l, r, m.add(r))
			for range rapid.IntRange(0, 1).Draw(rt, "decisions") {
				decideAnything(rt, l, m)
			}
			for _, f := range []demarche.Filter{{}, {Rejected: true}, {ReviewedOnly: true}, {State: "MEX"}} {
				compare(rt, entries(rt, l, f), m.entries(f))
				searchAsModel(rt, l, m, demarche.Search{Words: "sentence", Filter: f})
			}
		}
		got, want := documents(rt, l), m.documents()
		for i := range got {
			got[i].Sequence = 0
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("documents are\n%+v, want\n%+v", got, want)
		}
		v := sound(rt, l)
		if v.Captures != len(m.captures) || v.Records != len(m.first) {
			rt.Fatalf("verified %+v, want %d captures and %d records", v, len(m.captures), len(m.first))
		}
	})
}

func vary(t *rapid.T, r Report) Report {
	switch rapid.IntRange(0, 4).Draw(t, "variation") {
	case 1:
		copied := rapid.SampledFrom([]string{"/a/copy.txt", "/b/copy.txt"}).Draw(t, "address")
		r = r.From(copied, "copy.txt")
	case 2:
		r = r.On(rapid.SampledFrom(days()).Draw(t, "day"))
	case 3:
		mask := rapid.IntRange(0, 255).Draw(t, "records")
		r = r.By(fmt.Sprint("reader ", rapid.IntRange(2, 3).Draw(t, "version")), func(i int) bool { return mask>>i&1 == 1 })
	case 4:
		r = r.From("/c/copy.txt", "copy.txt").On(rapid.SampledFrom(days()).Draw(t, "day"))
	}
	return r
}
