package copies

// tile is a run of words that two texts share.
type tile struct{ x, y, length int }

const (
	// leastRun is how many words a shared run must have.
	leastRun = shingle
	// bridge is over how many differing words, on either side, a run goes on.
	bridge = 4
	// alternatives is how many places of a shingle in the other text are tried.
	alternatives = 8
)

// align finds the runs of words that x and y share, in the order of y. A run
// may lie anywhere in x; no word is used twice.
func align(x, y *text) []tile {
	places := make(map[uint64][]int32, len(x.runs))
	for i, h := range x.runs {
		if p := places[h]; len(p) < alternatives {
			places[h] = append(p, int32(i))
		}
	}
	used := make([]bool, len(x.words))
	var tiles []tile
	for j := 0; j+shingle <= len(y.words); {
		best := tile{y: j}
		for _, i := range places[y.runs[j]] {
			if n := matched(x.words[i:], y.words[j:], used[i:]); n > best.length {
				best.x, best.length = int(i), n
			}
		}
		if best.length < leastRun {
			j++
			continue
		}
		for i := range best.length {
			used[best.x+i] = true
		}
		tiles = append(tiles, best)
		j += best.length
	}
	return tiles
}

// matched counts the words that x and y have in common from their beginning
// and that are not used.
func matched(x, y []word, used []bool) int {
	n := 0
	for n < len(x) && n < len(y) && x[n].hash == y[n].hash && !used[n] {
		n++
	}
	return n
}

// Overlap says how much two texts have in common, in words outside quotation marks.
type Overlap struct {
	Words     int     // of the later text that are shared
	OfEarlier float64 // share of the earlier text that is in the later, 0 to 1 (containment)
	OfLater   float64 // share of the later text that is in the earlier
	// Paragraphs is over how many paragraphs the shared words are spread, in the text where it is less.
	Paragraphs int
	Agree      int // numbers and days within what is shared
	Differ     int // numbers and days in the place of which, within what is shared, the other text has another
}

// common is what two texts share.
type common struct {
	Overlap
	pairs []pair // in the order of y
}

// pair is a passage that two texts share, edited places within it included.
type pair struct{ x, y run }

// run is a range of words [from, to).
type run struct{ from, to int }

// side gives the passages of one of the two texts.
func (c *common) side(of func(pair) run) []run {
	out := make([]run, len(c.pairs))
	for i, p := range c.pairs {
		out[i] = of(p)
	}
	return out
}

func inX(p pair) run { return p.x }
func inY(p pair) run { return p.y }

// compare aligns two texts and measures what they share.
func compare(x, y *text) common {
	var c common
	tiles := align(x, y)
	for i, t := range tiles {
		c.Agree += facts(y.words[t.y : t.y+t.length])
		this := pair{run{t.x, t.x + t.length}, run{t.y, t.y + t.length}}
		if i > 0 && c.joins(x, y, tiles[i-1], t) {
			last := &c.pairs[len(c.pairs)-1]
			last.x.to, last.y.to = this.x.to, this.y.to
			continue
		}
		c.pairs = append(c.pairs, this)
	}
	xs, ys := c.side(inX), c.side(inY)
	c.Words = count(ys)
	c.OfEarlier, c.OfLater = share(count(xs), len(x.words)), share(c.Words, len(y.words))
	c.Paragraphs = min(paragraphs(x.words, xs), paragraphs(y.words, ys))
	return c
}

// joins reports whether only a few edited words lie between two runs that
// follow each other in both texts, and takes note if these words are other
// numbers or days.
func (c *common) joins(x, y *text, before, after tile) bool {
	xFrom, yFrom := before.x+before.length, before.y+before.length
	if after.x < xFrom || after.x-xFrom > bridge || after.y-yFrom > bridge {
		return false
	}
	c.edited(x.words[xFrom:after.x], y.words[yFrom:after.y])
	return true
}

// edited takes note of the numbers, and of the days of the week, at a place
// where the words of two texts differ: which of them both have, and which each
// has where the other has another.
func (c *common) edited(x, y []word) {
	for _, k := range []class{number, weekday} {
		left := make(map[uint64]int)
		inX, inY, same := 0, 0, 0
		for _, w := range x {
			if w.class == k {
				left[w.hash]++
				inX++
			}
		}
		for _, w := range y {
			if w.class != k {
				continue
			}
			inY++
			if left[w.hash] > 0 {
				left[w.hash]--
				same++
			}
		}
		c.Agree += same
		c.Differ += min(inX, inY) - same
	}
}

func facts(words []word) int {
	n := 0
	for _, w := range words {
		if w.class != plain {
			n++
		}
	}
	return n
}

func count(runs []run) int {
	n := 0
	for _, r := range runs {
		n += r.to - r.from
	}
	return n
}

func share(n, of int) float64 { return float64(n) / float64(max(1, of)) }

// leastInParagraph is how many shared words a paragraph must hold to count.
const leastInParagraph = 10

// paragraphs counts those that hold a good part of the runs.
func paragraphs(words []word, runs []run) int {
	held := make(map[int32]int)
	for _, r := range runs {
		for _, w := range words[r.from:r.to] {
			held[w.paragraph]++
		}
	}
	n := 0
	for _, words := range held {
		if words >= leastInParagraph {
			n++
		}
	}
	return n
}
