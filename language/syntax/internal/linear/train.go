package linear

import (
	"cmp"
	"slices"
)

// Trainer learns weights by the averaged perceptron.
type Trainer struct {
	index index
	keys  []Feature
	rows  [][]cell
	steps float64 // examples seen
}

// cell is the weight of one class for one feature. Its average over all steps
// is now - moved/steps.
type cell struct {
	now   float32
	class uint8
	moved float64 // the sum of each change times the step at which it was made
}

// NewTrainer gives a classifier that knows nothing.
func NewTrainer() *Trainer { return &Trainer{index: newIndex(1 << 16)} }

// Score adds the current weights of the features to scores, one per class.
func (t *Trainer) Score(features []Feature, scores []float32) {
	for _, f := range features {
		if r := t.index.find(f); r >= 0 {
			for i := range t.rows[r] {
				scores[t.rows[r][i].class] += t.rows[r][i].now
			}
		}
	}
}

// Step counts an example.
func (t *Trainer) Step() { t.steps++ }

// Update adds delta to the weights of a class for the features.
func (t *Trainer) Update(features []Feature, class uint8, delta float32) {
next:
	for _, f := range features {
		r := t.index.find(f)
		if r < 0 {
			r = int32(len(t.rows))
			t.index.add(f, r)
			t.rows = append(t.rows, make([]cell, 0, 2))
			t.keys = append(t.keys, f)
		}
		row := t.rows[r]
		for i := range row {
			if row[i].class == class {
				row[i].now += delta
				row[i].moved += float64(delta) * t.steps
				continue next
			}
		}
		t.rows[r] = append(row, cell{delta, class, float64(delta) * t.steps})
	}
}

// scale is how many steps of the frozen table make one unit of weight.
const scale = 64

// Freeze gives the averaged weights, without those smaller than least.
func (t *Trainer) Freeze(least float64) *Table {
	order := make([]int32, len(t.keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(t.keys[a], t.keys[b]) })
	out := &Table{}
	for _, r := range order {
		first := len(out.entries)
		for _, c := range t.rows[r] {
			w := float64(c.now)
			if t.steps > 0 {
				w -= c.moved / t.steps
			}
			if w >= least || -w >= least {
				if q := quantize(w); q != 0 {
					out.entries = append(out.entries, entry(int32(c.class)|q<<8))
				}
			}
		}
		if row := out.entries[first:]; len(row) > 0 {
			slices.SortFunc(row, func(a, b entry) int { return cmp.Compare(uint8(a), uint8(b)) })
			out.keys = append(out.keys, t.keys[r])
			out.ends = append(out.ends, uint32(len(out.entries)))
		}
	}
	out.build()
	return out
}

func quantize(w float64) int32 {
	if w < 0 {
		return -int32(-w*scale + 0.5)
	}
	return int32(w*scale + 0.5)
}
