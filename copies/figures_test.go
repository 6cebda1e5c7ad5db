package copies

import (
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"testing"
)

func mapsKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// figures says how well pairs of copies were told from other pairs.
type figures struct{ right, wrong, missed int }

func (f figures) precision() float64 { return share(f.right, f.right+f.wrong) }
func (f figures) recall() float64    { return share(f.right, f.right+f.missed) }

// measure compares the families of an index with what the samples were made from.
func measure(samples []sample, of map[string][]string, report func(kind string, a, b sample)) figures {
	var f figures
	for i, a := range samples {
		for _, b := range samples[:i] {
			if a.ID == b.ID {
				continue
			}
			switch want, got := meet(a.of, b.of), meet(of[a.ID], of[b.ID]); {
			case want && got:
				f.right++
			case got:
				f.wrong++
				report("wrong", a, b)
			case want:
				f.missed++
				report("missed", a, b)
			}
		}
	}
	return f
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func fill(samples []sample) *Index {
	x := New()
	for _, s := range samples {
		x.Add(s.Text)
	}
	return x
}

// TestFigures prints, with -v, precision and recall of pairs on families made
// by newsroom edits; `make copies-figures` runs it.
func TestFigures(t *testing.T) {
	var total figures
	for seed := range uint64(5) {
		samples := newsroom(t, seed)
		shown := 0
		f := measure(samples, fill(samples).Origins(), func(kind string, a, b sample) {
			if shown++; shown <= 20 && os.Getenv("COPIES_SHOW") != "" {
				t.Logf("%s: %q and %q", kind, a.name, b.name)
			}
		})
		t.Logf("seed %d: %d texts, %s", seed, len(samples), f)
		total.right, total.wrong, total.missed = total.right+f.right, total.wrong+f.wrong, total.missed+f.missed
	}
	t.Logf("all: %s", total)
	if total.precision() < .98 || total.recall() < .98 {
		t.Errorf("pairs of copies: %s, want at least 0.98 of each", total)
	}
}

func (f figures) String() string {
	return fmt.Sprintf("pairs right %d, wrong %d, missed %d; precision %.4f, recall %.4f", f.right, f.wrong, f.missed, f.precision(), f.recall())
}
