package rows

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// written is a row of the table of words.
type written struct{ head, body string }

// plainly gives what an index should, by going through all rows.
func plainly(all map[int64]written, words []string, most int) []Place {
	total, standing := 0.0, make([]float64, len(words))
	counts := make(map[int64][]float64)
	sizes := make(map[int64]float64)
	for row, w := range all {
		head, body := strings.Fields(w.head), strings.Fields(w.body)
		sizes[row] = float64(len(head) + len(body))
		total += sizes[row]
		counts[row] = make([]float64, len(words))
		for i, sought := range words {
			for _, h := range head {
				if h == sought {
					counts[row][i] += 2
				}
			}
			for _, b := range body {
				if b == sought {
					counts[row][i]++
				}
			}
			if counts[row][i] > 0 {
				standing[i]++
			}
		}
	}
	var out []Place
	n := float64(len(all))
	for row, c := range counts {
		if slices.Contains(c, 0) {
			continue
		}
		score := 0.0
		for i := range words {
			weight := math.Log((n - standing[i] + 0.5) / (standing[i] + 0.5))
			if weight <= 0 {
				weight = 1e-6
			}
			score += weight * c[i] * 2.2 / (c[i] + 1.2*(0.25+0.75*sizes[row]*n/total))
		}
		out = append(out, Place{row, score})
	}
	slices.SortFunc(out, func(a, b Place) int { return int(b.Row - a.Row) })
	return out[:min(len(out), most)]
}

// The index finds what going through all rows finds, of common words and rare
// ones, after some rows were told anew too.
func TestTheIndexOfWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	salad := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf("w%d", int(math.Pow(rng.Float64(), 3)*400))
		}
		return strings.Join(out, " ")
	}
	x, all := newWordIndex(), make(map[int64]written)
	check := func(when string) {
		t.Helper()
		found := 0
		for _, words := range [][]string{{"w0"}, {"w399"}, {"w0", "w1"}, {"w250", "w0"}, {"w3", "w2", "w1"}, {"w390", "w380"}, {"nowhere"}, {"w0", "nowhere"}, {"new"}, {"new", "w0"}} {
			for _, most := range []int{10, 100_000} {
				got, want := x.newest(words, most), plainly(all, words, most)
				if len(got) != len(want) {
					t.Fatalf("%s: %v stands in %d rows, want %d", when, words, len(got), len(want))
				}
				found += len(got)
				for i := range got {
					if got[i].Row != want[i].Row || math.Abs(got[i].Score-want[i].Score) > 1e-9*math.Abs(want[i].Score) {
						t.Fatalf("%s: %v at %d: %+v, want %+v", when, words, i, got[i], want[i])
					}
				}
			}
		}
		if found < 1000 {
			t.Fatalf("%s: only %d places", when, found)
		}
	}
	row := int64(0)
	grow := func(n int) {
		for range n {
			row += 1 + rng.Int64N(4)
			all[row] = written{salad(rng.IntN(4)), salad(1 + rng.IntN(60))}
			x.add(row, all[row].head, all[row].body)
		}
	}
	grow(2000)
	check("at first")
	told := slices.Sorted(func(yield func(int64) bool) {
		for r := range all {
			if !yield(r) {
				return
			}
		}
	})
	for i := 0; i < len(told); i += 37 {
		all[told[i]] = written{"new " + salad(3), all[told[i]].body}
		x.tell(told[i], all[told[i]].head, all[told[i]].body)
	}
	check("told anew")
	for i := 0; i < len(told); i += 74 {
		all[told[i]] = written{salad(2), all[told[i]].body}
		x.tell(told[i], all[told[i]].head, all[told[i]].body)
	}
	grow(500)
	check("told again, and more")
}

// A word that stands in a row very often is counted whole.
func TestCountsOfAnyHeight(t *testing.T) {
	x := newWordIndex()
	var want []uint32
	for row, n := range []int{1, 2, 3, 4, 5, 127, 128, 70_000, 1} {
		x.add(int64(row), "", strings.Repeat("again ", n))
		want = append(want, uint32(n))
	}
	c := newCursor(x.words["again"])
	for place := len(want) - 1; place >= 0; place-- {
		if !c.to(uint32(place)) || c.places[c.now] != uint32(place) || c.counts[c.now] != want[place] {
			t.Fatalf("at %d the word counts %d, want %d", place, c.counts[c.now], want[place])
		}
	}
}

// The best are found without sorting all.
func TestBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for _, size := range []int{0, 1, 30, 1000} {
		for _, n := range []int{0, 1, 25, 30, 500} {
			all := make([]candidate, size)
			for i := range all {
				all[i] = candidate{row: int64(i), score: float64(rng.IntN(50))}
			}
			want := slices.SortedFunc(slices.Values(all), better)
			n = min(n, size)
			if best(all, n); !slices.Equal(all[:n], want[:n]) {
				t.Errorf("the best %d of %d are others", n, size)
			}
			if slices.SortFunc(all, better); !slices.Equal(all, want) {
				t.Errorf("of %d some are lost when %d are chosen", size, n)
			}
		}
	}
}
