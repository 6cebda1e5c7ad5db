package copies

import "slices"

// held is which texts have each fingerprint, by rank. Most fingerprints are
// held by one text, of which only the number is noted: millions of pointers
// would be followed at every collection of garbage.
type held struct {
	one     map[uint64]int32
	many    map[uint64][]*text
	numbers []*text // texts by number; nil where one was removed
	free    []int32
}

func newHeld() *held { return &held{one: make(map[uint64]int32), many: make(map[uint64][]*text)} }

// number gives a text its number.
func (h *held) number(t *text) {
	if n := len(h.free); n > 0 {
		t.number, h.free = h.free[n-1], h.free[:n-1]
		h.numbers[t.number] = t
		return
	}
	t.number = int32(len(h.numbers))
	h.numbers = append(h.numbers, t)
}

// release takes the number of a text that holds nothing any more.
func (h *held) release(t *text) {
	h.numbers[t.number] = nil
	h.free = append(h.free, t.number)
}

// of gives the holders of a fingerprint. The list must not be changed.
func (h *held) of(m uint64) []*text {
	if n, ok := h.one[m]; ok {
		return []*text{h.numbers[n]}
	}
	return h.many[m]
}

// put adds a holder. It calls with with the others, and with the place that it gets.
func (h *held) put(m uint64, t *text, with func(others []*text, i int)) {
	all := h.of(m)
	i, _ := slices.BinarySearchFunc(all, t, compareTexts)
	with(all, i)
	if len(all) == 0 {
		h.one[m] = t.number
		return
	}
	delete(h.one, m)
	h.many[m] = slices.Insert(all, i, t)
}

// remove takes a holder away and gives the others, with the place that it had.
func (h *held) remove(m uint64, t *text) ([]*text, int) {
	all := h.of(m)
	i, there := slices.BinarySearchFunc(all, t, compareTexts)
	if !there {
		return all, i
	}
	delete(h.one, m)
	all = slices.Delete(all, i, i+1)
	switch len(all) {
	case 0:
		delete(h.many, m)
	case 1:
		delete(h.many, m)
		h.one[m] = all[0].number
	default:
		h.many[m] = all
	}
	return all, i
}
