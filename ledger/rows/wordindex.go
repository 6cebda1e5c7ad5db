package rows

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"strings"
)

// wordIndex holds in which rows of the table of words each word stands, and how
// often: packed, in memory, so that the newest rows of a common word are found
// and ranked in a thousandth of the time that the database takes.
//
// A word takes a byte or two for each row in which it stands. Rows are added in
// order; what is told of one anew, which is rare, stands beside the others.
type wordIndex struct {
	rows  []int64  // of the table of words, ascending; a place is an index of it
	sizes []uint32 // how many words each row has
	total int64    // sum of these
	words map[string]*standings
	anew  map[int64]retold // rows of which something else was told since
	gone  []uint32         // the places of these, as they were, ascending
}

// retold is a row that is another than when it was added.
type retold struct {
	words map[string]uint32 // how much each counts
	size  uint32
}

// standings are the places where a word stands, ascending.
type standings struct {
	packed []byte
	blocks []block
	last   uint32
	count  uint32
}

// block is where a run of standings begins.
type block struct {
	first uint32 // place
	at    uint32 // in packed
}

const (
	// blockLength is how many standings are unpacked at a time.
	blockLength = 128
	// inHead is how much a word of the title, or of names, counts against one
	// of the text, or of the evidence.
	inHead = 2
)

func newWordIndex() *wordIndex {
	return &wordIndex{words: make(map[string]*standings), anew: make(map[int64]retold)}
}

// tally gives how much each word of a row counts, and how many there are.
func tally(head, body string) (words map[string]uint32, size uint32) {
	words = make(map[string]uint32)
	for w := range strings.FieldsSeq(head) {
		words[w] += inHead
		size++
	}
	for w := range strings.FieldsSeq(body) {
		words[w]++
		size++
	}
	return words, size
}

// add adds a row behind all that are there.
func (x *wordIndex) add(row int64, head, body string) {
	words, size := tally(head, body)
	place := uint32(len(x.rows)) //nolint:gosec // a ledger of four thousand million rows fits on no disk
	x.rows, x.sizes, x.total = append(x.rows, row), append(x.sizes, size), x.total+int64(size)
	for w, n := range words {
		s := x.words[w]
		if s == nil {
			s = new(standings)
			x.words[strings.Clone(w)] = s
		}
		s.add(place, n)
	}
}

// add adds a place behind all that are there, and how much the word counts in
// it: the distance to the place before and, in the lowest two bits, what it
// counts less one; 3 where that stands behind it.
func (s *standings) add(place, counts uint32) {
	if s.count%blockLength == 0 {
		s.blocks = append(s.blocks, block{place, uint32(len(s.packed))}) //nolint:gosec // see add of the index
		s.last = place
	}
	low := min(counts-1, 3)
	s.packed = binary.AppendUvarint(s.packed, uint64(place-s.last)<<2|uint64(low))
	if low == 3 {
		s.packed = binary.AppendUvarint(s.packed, uint64(counts))
	}
	s.last, s.count = place, s.count+1
}

// place gives where a row stands; false if it is not there.
func (x *wordIndex) place(row int64) (uint32, bool) {
	at, ok := slices.BinarySearch(x.rows, row)
	return uint32(at), ok //nolint:gosec // see add
}

// tell notes what is told of a row that may be there already.
func (x *wordIndex) tell(row int64, head, body string) {
	if _, had := x.anew[row]; !had {
		if at, ok := x.place(row); ok {
			i, _ := slices.BinarySearch(x.gone, at)
			x.gone = slices.Insert(x.gone, i, at)
		}
	}
	words, size := tally(head, body)
	x.anew[row] = retold{words, size}
}

// newest gives the newest rows, so many at most and the newest first, in which
// all of the words stand, and how well they do: by BM25, as the table of words
// has it (FTS5, "The bm25() function"), after Robertson and others, "Okapi at
// TREC-3", 1994.
func (x *wordIndex) newest(words []string, most int) []Place {
	if len(words) == 0 {
		return nil
	}
	r := x.ranker(words)
	found := r.told(x)
	cursors := make([]*cursor, len(words))
	order := make([]int, len(words)) // the rarest first, which leads
	for i, w := range words {
		s := x.words[w]
		if s == nil {
			return found[:min(len(found), most)]
		}
		cursors[i], order[i] = newCursor(s), i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(cursors[a].of.count, cursors[b].of.count) })
	places, counts := make([]Place, 0, min(most, int(cursors[order[0]].of.count))), make([]uint32, len(words))
	for at := uint32(math.MaxUint32); len(places) < most; {
		place, ok := together(cursors, order, at)
		if !ok {
			break
		}
		if _, old := slices.BinarySearch(x.gone, place); !old {
			for i, c := range cursors {
				counts[i] = c.counts[c.now]
			}
			places = append(places, Place{x.rows[place], r.score(counts, x.sizes[place])})
		}
		if place == 0 {
			break
		}
		at = place - 1
	}
	if len(found) == 0 {
		return places
	}
	places = append(places, found...)
	slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(b.Row, a.Row) })
	return places[:min(len(places), most)]
}

// together moves cursors to the newest place up to one that all of them have.
func together(cursors []*cursor, order []int, upTo uint32) (uint32, bool) {
	for {
		at := upTo
		for _, i := range order {
			c := cursors[i]
			if !c.to(at) {
				return 0, false
			}
			at = c.places[c.now]
		}
		if lead := cursors[order[0]]; lead.places[lead.now] == at {
			return at, true
		}
		upTo = at
	}
}

// cursor goes through the places of a word from the newest to the oldest.
type cursor struct {
	of             *standings
	block          int // that is unpacked
	now            int // among these
	places, counts [blockLength]uint32
}

func newCursor(s *standings) *cursor { return &cursor{of: s, block: len(s.blocks)} }

// to moves to the newest place up to one; false if there is none.
func (c *cursor) to(place uint32) bool {
	if c.block == len(c.of.blocks) || c.places[0] > place {
		b := sort.Search(c.block, func(i int) bool { return c.of.blocks[i].first > place }) - 1
		if b < 0 {
			return false
		}
		c.unpack(b)
	}
	for c.places[c.now] > place {
		c.now--
	}
	return true
}

func (c *cursor) unpack(b int) {
	from, end := c.of.blocks[b], uint32(len(c.of.packed)) //nolint:gosec // see add of the index
	if b+1 < len(c.of.blocks) {
		end = c.of.blocks[b+1].at
	}
	packed, place, n := c.of.packed[from.at:end], from.first, 0
	for ; len(packed) > 0; n++ {
		v, size := binary.Uvarint(packed)
		packed = packed[size:]
		place += uint32(v >> 2) //nolint:gosec // add wrote it
		counts := uint32(v&3) + 1
		if counts == 4 {
			v, size = binary.Uvarint(packed)
			packed, counts = packed[size:], uint32(v) //nolint:gosec // add wrote it
		}
		c.places[n], c.counts[n] = place, counts
	}
	c.block, c.now = b, n-1
}

// ranker scores rows.
type ranker struct {
	words   []string
	weights []float64 // of the words: the rarer, the more
	average float64   // words of a row
}

// Constants of BM25: how soon a word that stands more often says no more, and
// how much the length of a row counts.
const (
	saturation = 1.2
	lengthPart = 0.75
)

func (x *wordIndex) ranker(words []string) ranker {
	rows, total := len(x.rows)-len(x.gone)+len(x.anew), x.total
	for _, at := range x.gone {
		total -= int64(x.sizes[at])
	}
	for _, t := range x.anew {
		total += int64(t.size)
	}
	r := ranker{words: words, weights: make([]float64, len(words)), average: float64(total) / float64(rows)}
	for i, w := range words {
		n := x.standing(w)
		if r.weights[i] = math.Log((float64(rows-n) + 0.5) / (float64(n) + 0.5)); r.weights[i] <= 0 {
			r.weights[i] = 1e-6 // it stands in more than half of all rows
		}
	}
	return r
}

// standing counts the rows in which a word stands.
func (x *wordIndex) standing(word string) int {
	n := 0
	if s := x.words[word]; s != nil {
		n = int(s.count)
		c := newCursor(s)
		for _, at := range slices.Backward(x.gone) {
			if !c.to(at) {
				break
			}
			if c.places[c.now] == at {
				n--
			}
		}
	}
	for _, t := range x.anew {
		if t.words[word] > 0 {
			n++
		}
	}
	return n
}

// score scores a row of a size in which each word counts so much.
func (r ranker) score(counts []uint32, size uint32) float64 {
	score, k, part := 0.0, saturation, lengthPart // variables: rounded where the database rounds
	more := k + 1
	for i, weight := range r.weights {
		f := float64(counts[i])
		score += weight * ((f * more) / (f + k*(1-part+part*float64(size)/r.average)))
	}
	return score
}

// told gives the rows told anew in which all of the words stand, the newest first.
func (r ranker) told(x *wordIndex) []Place {
	var out []Place
	for row, t := range x.anew {
		counts := make([]uint32, len(r.words))
		for i, w := range r.words {
			counts[i] = t.words[w]
		}
		if !slices.Contains(counts, 0) {
			out = append(out, Place{row, r.score(counts, t.size)})
		}
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(b.Row, a.Row) })
	return out
}
