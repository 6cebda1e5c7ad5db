package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// Table holds frozen weights in an open hash table. It is safe for concurrent use.
type Table struct {
	slots   []slot
	shift   uint // of a feature to its first slot
	entries []entry
	weights int // of all features
	keys    int
	wide    wide
}

// entry is a class in the low eight bits and its weight above them.
type entry int32

// slot of the hash table: a feature, its first entry and, in the low bits, how
// many it has; or the number of its row among the wide ones, and inRow. A slot
// with no entries is free, and has the greatest feature, at which every search ends.
type slot struct {
	key   Feature
	place uint32
}

const (
	freeKey    = ^Feature(0)
	countBits  = 8
	maxEntries = 1 << (32 - countBits) // what a slot can address
	inRow      = 1<<countBits - 1      // more classes than there are
)

// newTable makes room for a number of features and weights. The slots are in
// the order of the features, so that features that come in order fill them
// from first to last. The last slot is always free.
func newTable(keys, entries int) *Table {
	size := uint(bits.Len(uint(max(keys, 8) * 3 / 2)))
	t := &Table{
		slots:   make([]slot, 1<<size+64),
		shift:   32 - size,
		entries: make([]entry, 0, entries),
	}
	for i := range t.slots {
		t.slots[i] = slot{key: freeKey}
	}
	return t
}

// add puts in a feature greater than those before it, whose entries are the last n.
func (t *Table) add(key Feature, n int) {
	at := key >> t.shift
	for t.slots[at].place != 0 {
		at++
	}
	if int(at) == len(t.slots)-1 {
		t.slots = append(t.slots, slot{key: freeKey})
	}
	t.slots[at] = slot{key, uint32(len(t.entries)-n)<<countBits | uint32(n)}
	t.keys++
}

// widen moves the features with weights for many classes to rows of their own.
func (t *Table) widen() {
	t.wide = newWide(t.entries)
	t.weights = len(t.entries)
	kept := t.entries[:0]
	for i, s := range t.slots {
		if s.place == 0 {
			continue
		}
		entries := t.entriesOf(s)
		if fits(entries) {
			t.slots[i].place = uint32(t.wide.add(entries))<<countBits | inRow
			continue
		}
		t.slots[i].place = uint32(len(kept))<<countBits | uint32(len(entries))
		kept = append(kept, entries...)
	}
	t.entries = slices.Clip(kept)
}

// entriesOf gives the entries of a feature.
func (t *Table) entriesOf(s slot) []entry {
	n := s.place & (1<<countBits - 1)
	if n == inRow {
		return t.wide.entriesOf(int(s.place >> countBits))
	}
	from := s.place >> countBits
	return t.entries[from : from+n]
}

// block is how many features are looked up together.
const block = 32

// Score adds the weights of the features to scores, one per class. It first
// fetches the slots of a block of features without looking at them, so that
// the processor waits for memory once and not once for each; then it sorts those
// found into rows and others, without branches that would be guessed wrong, so
// that each kind is added up in one go.
func (t *Table) Score(features []Feature, scores *[256]int32) {
	var first [block]slot
	var wide, few [block]uint32 // places of the features found
	var sums sums
	for len(features) > 0 {
		now := features[:min(block, len(features))]
		features = features[len(now):]
		for i, f := range now {
			first[i&(block-1)] = t.slots[f>>t.shift]
		}
		hits, rows := 0, 0
		for i, f := range now {
			s := first[i&(block-1)]
			for at := f >> t.shift; s.key < f; {
				at++
				s = t.slots[at]
			}
			place := s.place
			if s.key != f {
				place = 0
			}
			wide[rows&(block-1)], few[hits&(block-1)] = place>>countBits, place
			n := place & (1<<countBits - 1)
			if n == inRow {
				rows++
			}
			if n-1 < inRow-1 { // neither none nor in a row
				hits++
			}
		}
		sums.addAll(&t.wide, wide[:rows], scores)
		for _, place := range few[:hits] {
			from, n := place>>countBits, place&(1<<countBits-1)
			for _, e := range t.entries[from : from+n] {
				scores[uint8(e)] += int32(e >> 8)
			}
		}
	}
	sums.flush(&t.wide, scores)
}

// ScoreFew is Score for a classifier of few classes.
func (t *Table) ScoreFew(features []Feature, scores []int32) {
	for _, f := range features {
		at := f >> t.shift
		for t.slots[at].key < f {
			at++
		}
		if t.slots[at].key != f {
			continue
		}
		for _, e := range t.entriesOf(t.slots[at]) {
			scores[uint8(e)] += int32(e >> 8)
		}
	}
}

// Len gives the number of features and of weights.
func (t *Table) Len() (features, weights int) { return t.keys, t.weights }

// Append writes the table after b: the numbers of features and weights, how
// many weights each feature has, the classes, the features as differences, the
// weights; integers of variable length.
func (t *Table) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(t.keys))
	b = binary.AppendUvarint(b, uint64(t.weights))
	entries := make([]entry, 0, t.weights)
	for _, s := range t.slots {
		if s.place != 0 {
			of := t.entriesOf(s)
			b = append(b, byte(len(of)))
			entries = append(entries, of...)
		}
	}
	for _, e := range entries {
		b = append(b, byte(e))
	}
	last := Feature(0)
	for _, s := range t.slots {
		if s.place != 0 {
			b = binary.AppendUvarint(b, uint64(s.key-last))
			last = s.key
		}
	}
	for _, e := range entries {
		b = binary.AppendVarint(b, int64(e>>8))
	}
	return b
}

var errCut = errors.New("the table of weights is cut short")

// ReadTable reads the table that fills b.
func ReadTable(b []byte) (*Table, error) {
	keys, n := binary.Uvarint(b)
	if n <= 0 {
		return nil, errCut
	}
	b = b[n:]
	entries, n := binary.Uvarint(b)
	if n <= 0 {
		return nil, errCut
	}
	b = b[n:]
	if keys > entries || entries >= maxEntries || 2*(keys+entries) > uint64(len(b)) {
		return nil, fmt.Errorf("a table of %d features and %d weights does not fit in %d bytes", keys, entries, len(b))
	}
	t := newTable(int(keys), int(entries))
	counts, classes := b[:keys], b[keys:keys+entries]
	b = b[keys+entries:]
	last := uint64(0)
	at := 0
	for i, count := range counts {
		d, n := uvarint(b)
		if n <= 0 || count == 0 || count == inRow || i > 0 && d == 0 || last+d > 1<<32-1 || at+int(count) > len(classes) {
			return nil, errCut
		}
		b = b[n:]
		last += d
		at += int(count)
		t.entries = t.entries[:at]
		t.add(Feature(last), int(count))
	}
	if at != len(classes) {
		return nil, errCut
	}
	for i, class := range classes {
		w, n := uvarint(b)
		if n <= 0 {
			return nil, errCut
		}
		b = b[n:]
		t.entries[i] = entry(class) | entry(int32(w>>1)^-int32(w&1))<<8
	}
	if len(b) > 0 {
		return nil, errCut
	}
	t.widen()
	return t, nil
}

// uvarint is binary.Uvarint, quicker where the number is small.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 1 {
		if b[0] < 0x80 {
			return uint64(b[0]), 1
		}
		if b[1] < 0x80 {
			return uint64(b[0]&0x7f) | uint64(b[1])<<7, 2
		}
	}
	return binary.Uvarint(b)
}
