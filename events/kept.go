package events

import (
	"crypto/sha256"
	"iter"
)

// kept holds records packed into bytes, by number: each made ready for
// comparison is a dozen objects, and millions of them would be followed at
// every collection of garbage. Those that were used lately stay unpacked.
type kept struct {
	symbols *symbols
	chunks  [][]byte
	packed  []packed // by number
	numbers map[key]int32
	free    []int32
	dead    int // bytes of records that are gone
	pairs   pairs
	lately  map[int32]*item
}

// key stands for the id of a record.
type key [16]byte

// packed is where a record lies, and what is kept beside it.
type packed struct {
	chunk, from, length int32
	pairs               int32 // the first of them, noLink if there are none
	witnesses           counts
	first               int32 // number of the first record of its event, as it was when witnesses were counted
	counted             int   // Book.clock when they were counted; 0 if they were not
}

// counts are Witnesses in half the room.
type counts struct{ reports, families, independent int32 }

const (
	// chunkSize is how many bytes of records lie together.
	chunkSize = 1 << 20
	// mostLately is how many records stay unpacked.
	mostLately = 4096
)

func newKept() *kept {
	return &kept{symbols: newSymbols(), numbers: make(map[key]int32), lately: make(map[int32]*item), pairs: pairs{free: noLink}}
}

// keyOf gives the key of an id: ids are 16 digits, others their hash.
func keyOf(id string) key {
	if len(id) == len(key{}) {
		return key([]byte(id))
	}
	sum := sha256.Sum256([]byte(id))
	return key(sum[:16])
}

// give keeps a record and gives it a number.
func (k *kept) give(x *item) {
	if last := len(k.free) - 1; last >= 0 {
		x.no, k.free = k.free[last], k.free[:last]
	} else {
		x.no = int32(len(k.packed))
		k.packed = append(k.packed, packed{})
	}
	c := codec{symbols: k.symbols}
	c.item(x)
	k.packed[x.no] = packed{pairs: noLink}
	k.lay(x.no, c.bytes)
	k.numbers[keyOf(x.id)] = x.no
	k.lately[x.no] = x
}

// lay puts the bytes of a record where there is room.
func (k *kept) lay(number int32, b []byte) {
	last := len(k.chunks) - 1
	if last < 0 || len(k.chunks[last])+len(b) > cap(k.chunks[last]) {
		k.chunks = append(k.chunks, make([]byte, 0, max(chunkSize, len(b))))
		last++
	}
	p := &k.packed[number]
	p.chunk, p.from, p.length = int32(last), int32(len(k.chunks[last])), int32(len(b))
	k.chunks[last] = append(k.chunks[last], b...)
}

// release lets a record go that nothing names any more.
func (k *kept) release(x *item) {
	delete(k.numbers, keyOf(x.id))
	delete(k.lately, x.no)
	k.dead += int(k.packed[x.no].length)
	k.packed[x.no] = packed{pairs: noLink}
	k.free = append(k.free, x.no)
	if k.dead > chunkSize*(1+len(k.chunks)/2) {
		k.compact()
	}
}

// compact leaves out the bytes of records that are gone.
func (k *kept) compact() {
	old := k.chunks
	k.chunks, k.dead = nil, 0
	for n, p := range k.packed {
		if p.length > 0 {
			k.lay(int32(n), old[p.chunk][p.from:p.from+p.length])
		}
	}
}

// of unpacks the record of a number, without its families.
func (k *kept) of(number int32) (x *item, fresh bool) {
	if x := k.lately[number]; x != nil {
		return x, false
	}
	p := k.packed[number]
	c := codec{symbols: k.symbols, bytes: k.chunks[p.chunk][p.from : p.from+p.length], reading: true}
	x = &item{no: number}
	c.item(x)
	k.lately[number] = x
	return x, true
}

// rest lets records go that were unpacked. Until it is called the same number
// gives the same item.
func (k *kept) rest() {
	if len(k.lately) > mostLately {
		clear(k.lately)
	}
}

// all gives the numbers of all records.
func (k *kept) all() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for n, p := range k.packed {
			if p.length > 0 && !yield(int32(n)) {
				return
			}
		}
	}
}

// pairs holds the pairs of all records in chains, without a pointer.
type pairs struct {
	links []pairLink
	free  int32 // first link of the chain of those that are not in use
}

type pairLink struct {
	pair
	next int32
}

// pair notes a pair of a record.
func (k *kept) pair(number int32, p pair) {
	at := k.pairs.free
	if at == noLink {
		at = int32(len(k.pairs.links))
		k.pairs.links = append(k.pairs.links, pairLink{})
	} else {
		k.pairs.free = k.pairs.links[at].next
	}
	k.pairs.links[at] = pairLink{p, k.packed[number].pairs}
	k.packed[number].pairs = at
}

// pairsOf gives the pairs of a record.
func (k *kept) pairsOf(number int32) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for at := k.packed[number].pairs; at != noLink; at = k.pairs.links[at].next {
			if !yield(k.pairs.links[at].pair) {
				return
			}
		}
	}
}

// unpair takes the pairs of a record with another away.
func (k *kept) unpair(number, with int32) {
	for at := &k.packed[number].pairs; *at != noLink; {
		l := &k.pairs.links[*at]
		if l.with != with {
			at = &l.next
			continue
		}
		gone := *at
		*at, l.next, k.pairs.free = l.next, k.pairs.free, gone
	}
}
