package conformance

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
)

func sameText(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(4)
	add(t, l, r, demarche.Added)
	elsewhere := r.From("/elsewhere/copy.txt", "copy.txt")
	add(t, l, elsewhere, demarche.Added)
	add(t, l, elsewhere, demarche.Already)
	otherBytes := r.From("/third/page.html", "page.html")
	otherBytes.Capture.Bytes = []byte("<p>" + r.Document.Text + "</p>")
	otherBytes.Document.Capture = otherBytes.Capture.Hash()
	add(t, l, otherBytes, demarche.Added)
	if got := ids(entries(t, l, demarche.Filter{})); !slices.Equal(got, idsOf(r)) {
		t.Errorf("entries are %v, want every record once, %v", got, idsOf(r))
	}
	if k := documents(t, l); len(k) != 1 || k[0].Name != r.Document.Name || k[0].Address != r.Capture.Address {
		t.Errorf("documents are %+v, want the first that came", k)
	}
	if v := sound(t, l); v.Captures != 3 || v.Documents != 3 {
		t.Errorf("%d captures and %d documents were kept, want 3 and 3", v.Captures, v.Documents)
	}
}

func correctedDay(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(5).On("")
	add(t, l, r, demarche.Added)
	add(t, l, r.On("2025-01-27"), demarche.Added)
	corrected := r.On("2025-01-26").By(r.Reading.Doc.Reader, func(i int) bool { return i != 1 })
	add(t, l, corrected, demarche.Added)
	add(t, l, corrected, demarche.Already)
	check := func() {
		t.Helper()
		got := entries(t, l, demarche.Filter{})
		if !slices.Equal(ids(got), idsOf(corrected)) || got[0].Publish != "2025-01-26" {
			t.Errorf("entries are %v of %s, want %v of the corrected day", ids(got), got[0].Publish, idsOf(corrected))
		}
	}
	check()
	add(t, l, r, demarche.Added) // somebody adds it without its day once more
	add(t, l, r, demarche.Already)
	check()
	sound(t, l)
}

func copyOfAnotherDay(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	original := rich(6).On("2025-01-26")
	later := original.From("/other/paper.txt", "paper.txt").On("2025-01-28").By("reader 1", func(i int) bool { return i > 0 })
	for _, history := range [][]Report{{original, later}, {later, original}, {later, original, later}} {
		l := closing(t, open)
		seen := map[string]bool{}
		for _, r := range history {
			want := demarche.Added
			if seen[r.Document.Name] {
				want = demarche.Already
			}
			seen[r.Document.Name] = true
			add(t, l, r, want)
		}
		got := entries(t, l, demarche.Filter{})
		if len(got) != len(original.Reading.Records) || got[0].Name != original.Document.Name {
			t.Errorf("%d entries by %s, want %d of the report that came first", len(got), got[0].Name, len(original.Reading.Records))
		}
		sound(t, l)
	}
}

func readings(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(2)
	history := []Report{r, r.By("reader 2", func(i int) bool { return i != 1 }), r.On("2025-02-02").By("reader 2", func(i int) bool { return i > 0 }),
		r.By("reader 3", func(int) bool { return false })}
	for _, h := range history {
		add(t, l, h, demarche.Added)
		add(t, l, rich(3).By(h.Reading.Doc.Reader+" "+string(h.Document.Published), func(int) bool { return true }), demarche.Added)
	}
	got, err := l.Readings(t.Context(), r.Document.Hash()[:30])
	if err != nil || len(got) != len(history) {
		t.Fatalf("%d readings, %v", len(got), err)
	}
	for i, g := range got {
		want := history[i]
		a, _ := json.Marshal(g.Records)
		b, _ := json.Marshal(want.Reading.Records)
		if string(a) != string(b) || g.Reader != want.Reading.Doc.Reader || g.Published != want.Document.Published ||
			g.Kept.Location() != time.UTC || i > 0 && g.Sequence <= got[i-1].Sequence {
			t.Errorf("reading %d is %+v\n%s, want\n%s", i, g, a, b)
		}
	}
	if _, err := l.Readings(t.Context(), strings.Repeat("0", 64)); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("readings of nothing: %v", err)
	}
}

func order(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	var want []string
	for _, n := range []uint64{9, 3, 7, 1, 8, 2} {
		r := rich(n)
		add(t, l, r, demarche.Added)
		want = append(want, idsOf(r)...)
	}
	got := entries(t, l, demarche.Filter{})
	if !slices.Equal(ids(got), want) {
		t.Fatal("entries are not in the order in which they were added")
	}
	if !slices.IsSortedFunc(got, func(a, b demarche.Entry) int { return int(a.Sequence - b.Sequence) }) || got[0].Sequence < 1 {
		t.Error("sequences do not rise")
	}
	k := documents(t, l)
	if !slices.IsSortedFunc(k, func(a, b demarche.Kept) int { return int(a.Sequence - b.Sequence) }) || k[0].Name != rich(9).Document.Name {
		t.Error("documents are not in the order in which they came")
	}
}
