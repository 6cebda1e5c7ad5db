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
	names := newNames()
	at := func(n int) brief {
		return names.brief(demarche.Outlined{ID: fmt.Sprintf("%016x", n), Sequence: int64(n)})
	}
	for n := range 300 {
		sentence := fmt.Sprintf("The harbour of district %d keeps gates, ropes and lamps numbered %d", n, n*7)
		if n%3 == 0 {
			sentence = "He did not say whether the ferries would carry returned families, but they will"
		}
		g.add([]demarche.Entry{entry(n, sentence)})
	}
	passed := 0
	g.looking(asked, func(perhaps func(brief) bool) {
		for n := range 300 {
			switch looked := perhaps(at(n)); {
			case n%3 == 0 && !looked:
				t.Errorf("%d is passed over", n)
			case !looked:
				passed++
			}
		}
		other := at(1)
		other.sequence = 2
		for what, b := range map[string]brief{
			"after the last line": at(300), "at the line of another": other,
			"not of sixteen digits": names.brief(demarche.Outlined{ID: "no number", Sequence: 1}),
		} {
			if !perhaps(b) {
				t.Errorf("what stands %s is passed over", what)
			}
		}
	})
	if passed < 100 {
		t.Errorf("only %d of 200 are passed over", passed)
	}
	g.looking(nil, func(perhaps func(brief) bool) {
		for n := range 300 {
			if perhaps(at(n)) {
				t.Errorf("%d answers no question", n)
			}
		}
	})
}
