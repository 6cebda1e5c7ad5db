package ledger

import (
	"slices"
	"testing"

	"demarche"

	"pgregory.net/rapid"
)

// The words that may lie in passages are those of the whole text, as far as
// anything of them lies there.
func TestWordsOfPassages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab é́ \n.東1-")), 0, 60, -1).Draw(t, "text")
		ends := []int{0}
		for i := range text {
			ends = append(ends, i)
		}
		ends = append(ends, len(text))
		var passages []demarche.Span
		for range rapid.IntRange(1, 3).Draw(t, "passages") {
			a, b := rapid.SampledFrom(ends).Draw(t, "from"), rapid.SampledFrom(ends).Draw(t, "to")
			passages = append(passages, demarche.Span{Start: min(a, b), End: max(a, b)})
		}
		some, all := wordsOf(text, passages), Words(text)
		last := -1
		for _, w := range some {
			at := slices.Index(all, w)
			if at <= last {
				t.Fatalf("%q of %q is no word of the whole, or not in its place", w.Folded, text)
			}
			last = at
		}
		for _, w := range all {
			if slices.ContainsFunc(passages, func(p demarche.Span) bool { return p.Contains(w.Span) }) && !slices.Contains(some, w) {
				t.Fatalf("%q in %v of %q is missing", w.Folded, passages, text)
			}
		}
	})
}
