package linear

import (
	"cmp"
	"math"
	"slices"
)

// Trainer learns weights by the averaged perceptron.
type Trainer struct {
	index index
	rows  []row
	cells []cell  // of all rows; a row that outgrows its room moves to the end
	steps float64 // examples seen
	full  bool    // no features are added any more
}

// row is the weights of one feature.
type row struct {
	first     uint32
	len, room uint16
	hits      uint16 // how often it was updated
	key       Feature
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

// Score adds the current weights of the features to scores, one per class. Like
// Table.Score it fetches a block of slots before it looks at any.
func (t *Trainer) Score(features []Feature, scores *[256]float32) {
	var slots [block]indexSlot
	var rows [block]row
	mask := uint32(len(t.index.slots) - 1)
	for len(features) > 0 {
		now := features[:min(block, len(features))]
		features = features[len(now):]
		for i, f := range now {
			slots[i&(block-1)] = t.index.slots[f&mask]
		}
		hits := 0
		for i, f := range now {
			s := slots[i&(block-1)]
			for at := f; s.row != 0 && s.key != f; {
				at++
				s = t.index.slots[at&mask]
			}
			if s.row != 0 {
				rows[hits&(block-1)] = t.rows[s.row-1]
				hits++
			}
		}
		for _, r := range rows[:hits] {
			for _, c := range t.cells[r.first : r.first+uint32(r.len)] {
				scores[c.class] += c.now
			}
		}
	}
}

// Step counts an example.
func (t *Trainer) Step() { t.steps++ }

// Update adds delta to the weights of a class for the features.
func (t *Trainer) Update(features []Feature, class uint8, delta float32) {
	for _, f := range features {
		at := t.index.find(f)
		if at < 0 {
			if t.full {
				continue
			}
			at = int32(len(t.rows))
			t.index.add(f, at)
			t.rows = append(t.rows, row{first: uint32(len(t.cells)), room: 2, key: f})
			t.cells = append(t.cells, cell{}, cell{})
		}
		r := &t.rows[at]
		r.hits = max(r.hits, r.hits+1)
		c := t.cell(r, class)
		c.now += delta
		c.moved += float64(delta) * t.steps
	}
}

// cell gives the row's cell of a class and makes it if need be.
func (t *Trainer) cell(r *row, class uint8) *cell {
	for i := r.first; i < r.first+uint32(r.len); i++ {
		if t.cells[i].class == class {
			return &t.cells[i]
		}
	}
	if r.len == r.room {
		first := uint32(len(t.cells))
		r.room *= 2
		t.cells = append(t.cells, t.cells[r.first:r.first+uint32(r.len)]...)
		t.cells = append(t.cells, make([]cell, r.room-r.len)...)
		r.first = first
	}
	c := &t.cells[r.first+uint32(r.len)]
	c.class = class
	r.len++
	return c
}

// average gives the average of the weight over all steps.
func (t *Trainer) average(c *cell) float64 {
	if t.steps == 0 {
		return float64(c.now)
	}
	return float64(c.now) - c.moved/t.steps
}

// Narrow keeps the features with the largest averaged weights, at most most of
// them, and adds none from now on: what is learnt after it is learnt for the
// table that will be carried.
func (t *Trainer) Narrow(most int) {
	t.full = true
	if len(t.rows) <= most {
		return
	}
	largest := make([]float64, len(t.rows))
	for i, r := range t.rows {
		for k := r.first; k < r.first+uint32(r.len); k++ {
			largest[i] = max(largest[i], math.Abs(t.average(&t.cells[k])))
		}
	}
	sorted := slices.Clone(largest)
	slices.Sort(sorted)
	least := sorted[len(sorted)-most]
	old := *t
	*t = Trainer{index: newIndex(1 << 16), steps: old.steps, full: true}
	for i, r := range old.rows {
		if largest[i] <= least {
			continue
		}
		t.index.add(r.key, int32(len(t.rows)))
		first := uint32(len(t.cells))
		t.cells = append(t.cells, old.cells[r.first:r.first+uint32(r.len)]...)
		t.rows = append(t.rows, row{first: first, len: r.len, room: r.len, hits: r.hits, key: r.key})
	}
}

// scale is how many steps of the frozen table make one unit of weight, which
// is what one mistake in training adds.
const scale = 16

// Freeze gives the averaged weights in whole steps, without those of fewer than
// least steps and without features that were updated fewer than hits times.
func (t *Trainer) Freeze(least int32, hits uint16) *Table {
	order := make([]row, 0, len(t.rows))
	for _, r := range t.rows {
		if r.hits >= hits {
			order = append(order, r)
		}
	}
	slices.SortFunc(order, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	out := newTable(len(order), 2*len(order))
	for _, r := range order {
		first := len(out.entries)
		for k := r.first; k < r.first+uint32(r.len); k++ {
			c := &t.cells[k]
			if q := quantize(t.average(c)); q >= least || -q >= least {
				out.entries = append(out.entries, entry(int32(c.class)|q<<8))
			}
		}
		if row := out.entries[first:]; len(row) > 0 {
			slices.SortFunc(row, func(a, b entry) int { return cmp.Compare(uint8(a), uint8(b)) })
			out.add(r.key, len(row))
		}
	}
	out.widen()
	return out
}

// quantize gives the weight in steps.
func quantize(w float64) int32 { return int32(math.Round(w * scale)) }
