package linear

// index is an open hash table from features to rows.
type index struct {
	keys []Feature
	rows []int32 // row + 1; 0 is free
	used int
}

func newIndex(size int) index {
	return index{keys: make([]Feature, size), rows: make([]int32, size)}
}

func (x *index) find(f Feature) int32 {
	mask := uint32(len(x.keys) - 1)
	for at := f & mask; x.rows[at] != 0; at = (at + 1) & mask {
		if x.keys[at] == f {
			return x.rows[at] - 1
		}
	}
	return -1
}

func (x *index) add(f Feature, row int32) {
	if 3*x.used > 2*len(x.keys) {
		old := *x
		*x = newIndex(2 * len(old.keys))
		for i, r := range old.rows {
			if r != 0 {
				x.add(old.keys[i], r-1)
			}
		}
	}
	mask := uint32(len(x.keys) - 1)
	at := f & mask
	for x.rows[at] != 0 {
		at = (at + 1) & mask
	}
	x.keys[at], x.rows[at] = f, row+1
	x.used++
}
