package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/postgres"
)

// longReport makes a report without records.
func longReport(name, title, text string) (demarche.Capture, demarche.Document, demarche.Reading) {
	c := demarche.Capture{Address: "/" + name, Bytes: []byte(text), Taken: time.Unix(1, 0)}
	d := demarche.Document{Name: name, Title: title, Text: text, Lang: "en"}
	return c, d, demarche.Reading{Doc: demarche.DocInfo{Reader: "reader 1"}}
}

// Texts that take several parts are found by words, phrases and beginnings in
// any part, and across parts, as they are by looking through the text.
func TestLongTextsAreFound(t *testing.T) {
	s := open(t, empty(t), postgres.Options{})
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&b, "w%d ", rng.IntN(2000))
		if i%3 == 0 {
			b.WriteString("the ")
		}
		if i%5000 == 4999 {
			fmt.Fprintf(&b, "rare%d ", i/5000)
		}
	}
	huge := strings.Repeat("x", 5000) + " " + strings.Repeat("é", 3000) + "end"
	texts := []string{b.String(), "the short one, rare1 and rare4", huge}
	for i, text := range texts {
		c, d, r := longReport(fmt.Sprintf("%d.txt", i), "A title", text)
		if _, err := s.Add(t.Context(), c, d, r); err != nil {
			t.Fatal(err)
		}
	}
	if parts, _ := postgres.Vectors("a title", texts[0]); len(parts) < 20 {
		t.Fatalf("the long text has %d parts", len(parts))
	}
	sound(t, s)
	sought := []string{"rare1", "rare1 rare4", "title rare5", `"title the"`, "rare*", "rare1 nothing", strings.Repeat("x", 390), strings.Repeat("x", 390) + "*", "the"}
	words := strings.Fields(texts[0])
	for range 40 {
		at, n := rng.IntN(len(words)-32), 1+rng.IntN(31)
		sought = append(sought, `"`+strings.Join(words[at:at+n], " ")+`"`)
	}
	for _, q := range sought {
		if len(q) > demarche.MostSearch {
			continue
		}
		terms, err := ledger.ParseSearch(q)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, text := range texts {
			all, title := ledger.Words(text), ledger.Words("A title")
			stands := true
			for _, term := range terms {
				stands = stands && len(term.In(all))+len(term.In(title)) > 0
			}
			if stands {
				want++
			}
		}
		if found, err := s.Search(t.Context(), demarche.Search{Words: q}); err != nil || found.Total != want {
			t.Errorf("%.60q finds %d, want %d (%v)", q, found.Total, want, err)
		}
	}
}

// The rarer word, and the one in the title, come first.
func TestTheBestComesFirst(t *testing.T) {
	s := open(t, empty(t), postgres.Options{})
	filler := strings.Repeat("something else is told here. ", 20)
	for i, r := range []struct{ title, text string }{
		{"Other things", "A ferry is named once. " + filler},
		{"Ferry to the island", "It sails. " + filler},
		{"Other things again", "A ferry, a ferry, and a ferry, and the ferry. " + filler},
		{"Something", filler},
	} {
		c, d, reading := longReport(fmt.Sprintf("%d.txt", i), r.title, r.text)
		if _, err := s.Add(t.Context(), c, d, reading); err != nil {
			t.Fatal(err)
		}
	}
	found, err := s.Search(t.Context(), demarche.Search{Words: "ferry"})
	if err != nil || found.Total != 3 || found.Hits[2].Report.Title != "Other things" {
		t.Errorf("%+v (%v)", found, err)
	}
}
