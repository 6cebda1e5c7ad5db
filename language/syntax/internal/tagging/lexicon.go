package tagging

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// Lexicon holds the entries of words under Word.Lower and Word.Folded, in an
// open hash table. It is safe for concurrent use once made.
type Lexicon struct {
	slots []lexiconSlot
	shift uint // of a key to its first slot
	used  int
}

// lexiconSlot is a key and its entry; one with an empty entry is free.
type lexiconSlot struct {
	key   uint32
	entry Entry
}

// NewLexicon makes a lexicon of the entries that are not empty.
func NewLexicon(entries map[uint32]Entry) *Lexicon {
	keys := make([]uint32, 0, len(entries))
	for k, e := range entries {
		if e != (Entry{}) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	l := emptyLexicon(len(keys))
	for _, k := range keys {
		l.add(k, entries[k])
	}
	return l
}

func emptyLexicon(n int) *Lexicon {
	size := uint(bits.Len(uint(max(n, 8) * 3 / 2)))
	return &Lexicon{slots: make([]lexiconSlot, 1<<size+1, 1<<size+64), shift: 32 - size}
}

// add puts in a key greater than those before it.
func (l *Lexicon) add(key uint32, e Entry) {
	at := key >> l.shift
	for l.slots[at].entry != (Entry{}) {
		at++
	}
	if int(at) == len(l.slots)-1 { // the last slot stays free
		l.slots = append(l.slots, lexiconSlot{})
	}
	l.slots[at] = lexiconSlot{key, e}
	l.used++
}

// Len gives the number of entries.
func (l *Lexicon) Len() int { return l.used }

// Find gives the entry under a key, empty if there is none.
func (l *Lexicon) Find(key uint32) Entry {
	for at := key >> l.shift; ; at++ {
		if s := &l.slots[at]; s.key == key || s.entry == (Entry{}) {
			return s.entry
		}
	}
}

// LookUp fills in the entry of a word.
func (l *Lexicon) LookUp(w *Word) {
	w.Entry = l.Find(w.Lower)
	if w.Folded != w.Lower {
		w.Cluster = l.Find(w.Folded).Cluster
	}
}

// Append writes the lexicon after b: the different sets of tags and the
// clusters, then for each entry its key as a difference, and the numbers of its
// tags and cluster in those lists; integers of variable length but the keys
// and what the dictionary says.
func (l *Lexicon) Append(b []byte) []byte {
	known, clusters := map[uint32]int{}, map[uint32]int{}
	for _, s := range l.slots {
		known[s.entry.Known]++
		clusters[uint32(s.entry.Cluster)]++
	}
	b = binary.AppendUvarint(b, uint64(l.used))
	b, knownAt := appendValues(b, known)
	b, clusterAt := appendValues(b, clusters)
	last := uint32(0)
	columns := [4][]byte{}
	for _, s := range l.slots {
		if s.entry == (Entry{}) {
			continue
		}
		columns[0] = binary.AppendUvarint(columns[0], uint64(s.key-last))
		columns[1] = binary.AppendUvarint(columns[1], knownAt[s.entry.Known])
		columns[2] = binary.AppendUvarint(columns[2], clusterAt[uint32(s.entry.Cluster)])
		columns[3] = binary.AppendUvarint(columns[3], uint64(s.entry.Lexicon))
		last = s.key
	}
	return append(b, slices.Concat(columns[:]...)...)
}

// appendValues writes the values that occur, the commonest first, and gives their places.
func appendValues(b []byte, count map[uint32]int) ([]byte, map[uint32]uint64) {
	values := make([]uint32, 0, len(count))
	for v := range count {
		values = append(values, v)
	}
	slices.SortFunc(values, func(x, y uint32) int {
		if count[x] != count[y] {
			return count[y] - count[x]
		}
		if x < y {
			return -1
		}
		return 1
	})
	b = binary.AppendUvarint(b, uint64(len(values)))
	places := make(map[uint32]uint64, len(values))
	for i, v := range values {
		b = binary.LittleEndian.AppendUint32(b, v)
		places[v] = uint64(i)
	}
	return b, places
}

var errLexicon = errors.New("the lexicon is cut short")

// ReadLexicon reads what Append wrote and gives what follows it.
func ReadLexicon(b []byte) (*Lexicon, []byte, error) {
	n, b, ok := readUvarint(b)
	if !ok || n > uint64(len(b))/4 {
		return nil, nil, errLexicon
	}
	var values [2][]uint32
	for k := range values {
		var count uint64
		if count, b, ok = readUvarint(b); !ok || count > uint64(len(b))/4 {
			return nil, nil, errLexicon
		}
		values[k] = make([]uint32, count)
		for i := range values[k] {
			values[k][i] = binary.LittleEndian.Uint32(b)
			b = b[4:]
		}
	}
	keys := make([]uint32, n)
	entries := make([]Entry, n)
	last := uint64(0)
	for column := range 4 {
		for i := range entries {
			var v uint64
			if v, b, ok = readUvarint(b); !ok {
				return nil, nil, errLexicon
			}
			switch column {
			case 0:
				if last += v; last > 1<<32-1 || v == 0 && i > 0 {
					return nil, nil, fmt.Errorf("the keys of the lexicon are out of order")
				}
				keys[i] = uint32(last)
			case 1, 2:
				if v >= uint64(len(values[column-1])) {
					return nil, nil, errLexicon
				}
				if column == 1 {
					entries[i].Known = values[0][v]
				} else {
					entries[i].Cluster = Cluster(values[1][v])
				}
			case 3:
				entries[i].Lexicon = Inflection(v)
			}
		}
	}
	l := emptyLexicon(int(n))
	for i, k := range keys {
		if entries[i] == (Entry{}) {
			return nil, nil, errLexicon
		}
		l.add(k, entries[i])
	}
	return l, b, nil
}

// readUvarint reads an integer of variable length and gives what follows it.
func readUvarint(b []byte) (uint64, []byte, bool) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), b[1:], true
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, false
	}
	return v, b[n:], true
}
