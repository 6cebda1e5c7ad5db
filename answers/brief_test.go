package answers

import (
	"slices"
	"testing"

	"demarche"

	"pgregory.net/rapid"
)

// TestBriefsBetweenDays compares what is found in a sorted list with what each
// entry of it says by itself.
func TestBriefsBetweenDays(t *testing.T) {
	dates := []demarche.Date{"", "2023", "2024", "2025", "2024-12", "2025-01", "2025-02", "2024-12-31", "2025-01-01", "2025-01-31", "2025-02-01", "2025-02-28", "2026-01-01"}
	rapid.Check(t, func(t *rapid.T) {
		n := newNames()
		var all []brief
		for i, d := range rapid.SliceOfN(rapid.SampledFrom(dates), 0, 20).Draw(t, "days") {
			all = append(all, n.brief(demarche.Outlined{ID: "x", Sequence: int64(i), Day: d}))
		}
		slices.SortFunc(all, n.compare)
		since, until := rapid.SampledFrom(dates).Draw(t, "since"), rapid.SampledFrom(dates).Draw(t, "until")
		want := slices.DeleteFunc(slices.Clone(all), func(b brief) bool {
			return (since.Known() || until.Known()) && !within(demarche.Date(n.of(b.day)), since, until)
		})
		if got := n.between(all, since, until); !slices.Equal(got, want) {
			t.Fatalf("from %q to %q of %v: %v, not %v", since, until, all, got, want)
		}
	})
}
