package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Table holds frozen weights. It is safe for concurrent use.
type Table struct {
	keys    []Feature // ascending
	ends    []uint32  // end of each key's entries
	entries []entry
	slots   []slot
	mask    uint32
}

// entry is a class in the low eight bits and its weight above them.
type entry int32

// slot of an open hash table; a slot with no entries is free.
type slot struct {
	key   Feature
	first uint32 // first entry and, in the low bits, how many
}

const countBits = 8

// build fills the hash table from the sorted keys.
func (t *Table) build() {
	size := 16
	for size < len(t.keys)*3/2 {
		size *= 2
	}
	t.slots = make([]slot, size)
	t.mask = uint32(size - 1)
	first := uint32(0)
	for i, k := range t.keys {
		n := t.ends[i] - first
		at := k & t.mask
		for t.slots[at].first != 0 {
			at = (at + 1) & t.mask
		}
		t.slots[at] = slot{k, first<<countBits | n}
		first = t.ends[i]
	}
}

// Score adds the weights of the features to scores, one per class.
func (t *Table) Score(features []Feature, scores *[256]int32) {
	for _, f := range features {
		at := f & t.mask
		for {
			s := t.slots[at]
			if s.first == 0 {
				break
			}
			if s.key == f {
				first := s.first >> countBits
				for _, e := range t.entries[first : first+s.first&(1<<countBits-1)] {
					scores[uint8(e)] += int32(e >> 8)
				}
				break
			}
			at = (at + 1) & t.mask
		}
	}
}

// Len gives the number of features and of weights.
func (t *Table) Len() (features, weights int) { return len(t.keys), len(t.entries) }

// Append writes the table after b: the keys as differences, the number of
// entries of each, the classes, the weights; integers of variable length.
func (t *Table) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(t.keys)))
	b = binary.AppendUvarint(b, uint64(len(t.entries)))
	last := Feature(0)
	for _, k := range t.keys {
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	first := uint32(0)
	for _, end := range t.ends {
		b = append(b, byte(end-first))
		first = end
	}
	for _, e := range t.entries {
		b = append(b, byte(e))
	}
	for _, e := range t.entries {
		b = binary.AppendVarint(b, int64(e>>8))
	}
	return b
}

var errCut = errors.New("the table of weights is cut short")

// maxEntries bounds what a slot can address.
const maxEntries = 1 << (32 - countBits)

// ReadTable reads a table from the beginning of b and gives what follows it.
func ReadTable(b []byte) (*Table, []byte, error) {
	keys, b, err := uvarint(b)
	if err != nil {
		return nil, nil, err
	}
	entries, b, err := uvarint(b)
	if err != nil {
		return nil, nil, err
	}
	if keys > entries || entries >= maxEntries || entries > uint64(len(b)) {
		return nil, nil, fmt.Errorf("a table of %d features and %d weights does not fit", keys, entries)
	}
	t := &Table{keys: make([]Feature, keys), ends: make([]uint32, keys), entries: make([]entry, entries)}
	last := Feature(0)
	for i := range t.keys {
		var d uint64
		if d, b, err = uvarint(b); err != nil {
			return nil, nil, err
		}
		last += Feature(d)
		t.keys[i] = last
	}
	if uint64(len(b)) < keys+entries {
		return nil, nil, errCut
	}
	end := uint32(0)
	for i := range t.ends {
		if b[i] == 0 {
			return nil, nil, errCut
		}
		end += uint32(b[i])
		t.ends[i] = end
	}
	if uint64(end) != entries {
		return nil, nil, errCut
	}
	b = b[keys:]
	for i := range t.entries {
		t.entries[i] = entry(b[i])
	}
	b = b[entries:]
	for i := range t.entries {
		w, n := binary.Varint(b)
		if n <= 0 {
			return nil, nil, errCut
		}
		b = b[n:]
		t.entries[i] |= entry(w << 8)
	}
	t.build()
	return t, b, nil
}

func uvarint(b []byte) (uint64, []byte, error) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, errCut
	}
	return v, b[n:], nil
}
