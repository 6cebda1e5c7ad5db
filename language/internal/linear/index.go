package linear

// index is an open hash table from features to rows.
type index struct {
	slots []indexSlot
	used  int
}

// indexSlot holds a feature and its row plus one; a slot with row 0 is free.
type indexSlot struct {
	key Feature
	row int32
}

func newIndex(size int) index { return index{slots: make([]indexSlot, size)} }

// find gives the row of a feature, or -1.
func (x *index) find(f Feature) int32 {
	mask := uint32(len(x.slots) - 1)
	for at := f & mask; ; at = (at + 1) & mask {
		s := x.slots[at]
		if s.key == f || s.row == 0 {
			return s.row - 1
		}
	}
}

// add puts in a feature that is not there.
func (x *index) add(f Feature, row int32) {
	if 2*x.used > len(x.slots) {
		old := x.slots
		*x = newIndex(2 * len(old))
		for _, s := range old {
			if s.row != 0 {
				x.add(s.key, s.row-1)
			}
		}
	}
	mask := uint32(len(x.slots) - 1)
	at := f & mask
	for x.slots[at].row != 0 {
		at = (at + 1) & mask
	}
	x.slots[at] = indexSlot{f, row + 1}
	x.used++
}
