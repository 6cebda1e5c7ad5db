package answers

import (
	"fmt"
	"testing"

	"demarche"
)

// What has enough words of a question is never passed over, what has none
// mostly is, and what is not remembered is looked at.
func TestGlimpses(t *testing.T) {
	g := newGlimpses()
	entry := func(n int, sentence string) demarche.Entry {
		r := &demarche.Quote{Common: demarche.Common{ID: fmt.Sprintf("%016x", n), Kind: demarche.KindQuote, Evidence: []demarche.Selector{{Exact: sentence}}}, Text: sentence}
		return demarche.Entry{Record: r, Sequence: int64(n)}
	}
	asked := []question{newQuestion("whether the ferries would carry returned families")}
	if len(asked[0].words) < fewestShared {
		t.Fatalf("the question tells %v only", asked[0].words)
	}
	var ids []string
	for n := range 300 {
		sentence := fmt.Sprintf("The harbour of district %d keeps gates, ropes and lamps numbered %d", n, n*7)
		if n%3 == 0 {
			sentence = "He did not say whether the ferries would carry returned families, but they will"
		}
		e := entry(n, sentence)
		g.add([]demarche.Entry{e})
		ids = append(ids, e.Record.Shared().ID)
	}
	ids = append(ids, "00000000ffffffff", "no number")
	got := make(map[string]bool)
	for _, id := range g.perhaps(ids, asked) {
		got[id] = true
	}
	passed := 0
	for n, id := range ids {
		if (n >= 300 || n%3 == 0) && !got[id] {
			t.Errorf("%s is passed over", id)
		}
		if !got[id] {
			passed++
		}
	}
	if passed < 100 {
		t.Errorf("only %d of 200 are passed over", passed)
	}
	if some := g.perhaps(ids[:300], nil); len(some) > 0 {
		t.Errorf("%d answer no question", len(some))
	}
}
