package linear

import "slices"

// wide holds the features that have weights for many classes, each as a row of
// lanes of 16 bits, four to a word, that are added up four at a time. The
// classes that no feature has are left out.
type wide struct {
	classes []uint8 // of the lanes
	column  [256]uint8
	words   int // of a row
	rows    []uint64
}

const (
	// manyClasses is from how many weights on a feature has a row: fewer are
	// quicker added one by one.
	manyClasses = 10
	// laneBias makes a weight from -laneBias to laneBias-1 a lane that is not negative.
	laneBias = 1 << 10
	// fullLanes is how many rows can be added before a lane is full.
	fullLanes = (1<<16 - 1) / (2*laneBias - 1)
	// maxWords is what a row of all classes takes.
	maxWords = 256 / 4
)

// newWide makes room for rows of the classes that the entries have.
func newWide(entries []entry) wide {
	var w wide
	var used [256]bool
	for _, e := range entries {
		used[uint8(e)] = true
	}
	for c, u := range used {
		if u {
			w.column[c] = uint8(len(w.classes))
			w.classes = append(w.classes, uint8(c))
		}
	}
	w.words = (len(w.classes) + 3) / 4
	return w
}

// fits reports whether the entries of a feature are better in a row.
func fits(entries []entry) bool {
	return len(entries) >= manyClasses && !slices.ContainsFunc(entries, func(e entry) bool {
		return e>>8 < -laneBias || e>>8 >= laneBias
	})
}

// zero is a word of four lanes without weight.
const zero = laneBias | laneBias<<16 | laneBias<<32 | laneBias<<48

// add appends a row and gives its number.
func (w *wide) add(entries []entry) int {
	at := len(w.rows)
	for range w.words {
		w.rows = append(w.rows, zero)
	}
	for _, e := range entries {
		c := w.column[uint8(e)]
		w.rows[at+int(c/4)] += uint64(int64(e>>8)) << (16 * (c % 4))
	}
	return at / w.words
}

// entriesOf gives the entries from which a row was made.
func (w *wide) entriesOf(row int) []entry {
	var out []entry
	for i, c := range w.classes {
		weight := int32(w.lane(w.rows[row*w.words:], i)) - laneBias
		if weight != 0 {
			out = append(out, entry(int32(c)|weight<<8))
		}
	}
	return out
}

// lane gives the i-th lane of a row.
func (w *wide) lane(row []uint64, i int) uint16 { return uint16(row[i/4] >> (16 * (i % 4))) }

// sums adds rows up.
type sums struct {
	lanes [maxWords]uint64
	rows  int32
}

// add adds a row, and what was added before to scores if there is no more room.
func (s *sums) add(w *wide, row int, scores *[256]int32) {
	if s.rows == fullLanes {
		s.flush(w, scores)
	}
	s.rows++
	r := w.rows[row*w.words:][:w.words]
	lanes := s.lanes[:len(r)]
	for i := range lanes {
		lanes[i] += r[i]
	}
}

// atOnce is how many rows are added together, so that the sums are read and
// written once for all of them and the processor fetches all of them at a time.
const atOnce = 4

// addAll adds rows.
func (s *sums) addAll(w *wide, rows []uint32, scores *[256]int32) {
	for len(rows) >= atOnce {
		if s.rows > fullLanes-atOnce {
			s.flush(w, scores)
		}
		s.rows += atOnce
		n := w.words
		a, b, c, d := w.rows[int(rows[0])*n:][:n], w.rows[int(rows[1])*n:][:n], w.rows[int(rows[2])*n:][:n], w.rows[int(rows[3])*n:][:n]
		rows = rows[atOnce:]
		lanes := s.lanes[:n]
		b, c, d = b[:len(a)], c[:len(a)], d[:len(a)]
		lanes = lanes[:len(a)]
		for i := range a {
			lanes[i] += a[i] + b[i] + c[i] + d[i]
		}
	}
	for _, row := range rows {
		s.add(w, int(row), scores)
	}
}

// flush adds the sums to scores and begins anew.
func (s *sums) flush(w *wide, scores *[256]int32) {
	if s.rows == 0 {
		return
	}
	bias := s.rows * laneBias
	for i, c := range w.classes {
		scores[c] += int32(w.lane(s.lanes[:], i)) - bias
	}
	clear(s.lanes[:w.words])
	s.rows = 0
}
