package copies

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestHoldersAreThoseThatWerePut compares who holds fingerprints with plain lists.
func TestHoldersAreThoseThatWerePut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHeld()
		var texts []*text
		for i := range 9 {
			x := &text{Text: Text{ID: string(rune('a' + i))}}
			h.number(x)
			texts = append(texts, x)
		}
		want := make(map[uint64][]int32)
		for range rapid.IntRange(0, 80).Draw(t, "steps") {
			m, x := rapid.Uint64Range(1, 3).Draw(t, "fingerprint"), rapid.SampledFrom(texts).Draw(t, "text")
			if i, there := slices.BinarySearch(want[m], x.number); there {
				h.remove(m, x)
				want[m] = slices.Delete(want[m], i, i+1)
			} else {
				h.put(m, x, func(others []int32, at int) {
					if at != i || !slices.Equal(others, want[m]) {
						t.Fatalf("put at %d of %v, want %d of %v", at, others, i, want[m])
					}
				})
				want[m] = slices.Insert(want[m], i, x.number)
			}
			for m, all := range want {
				if got := h.of(m); !slices.Equal(got, all) {
					t.Fatalf("%v hold %d, want %v", got, m, all)
				}
			}
		}
		for m, all := range want {
			for _, n := range slices.Clone(all) {
				h.remove(m, texts[n])
			}
		}
		if len(h.one)+len(h.few)+len(h.many) > 0 {
			t.Fatalf("something is left: %v, %v, %v", h.one, h.few, h.many)
		}
	})
}
