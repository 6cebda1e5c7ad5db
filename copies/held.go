package copies

import "slices"

// held is which texts have each fingerprint, by rank, each named by its
// number: millions of pointers would be followed at every collection of garbage.
// Most fingerprints are held by one text.
type held struct {
	one     map[uint64]int32
	many    map[uint64][]int32
	numbers []*text // texts by number; nil where one was removed
	free    []int32
}

func newHeld() *held { return &held{one: make(map[uint64]int32), many: make(map[uint64][]int32)} }

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

// of gives the numbers of the holders of a fingerprint. The list must not be changed.
func (h *held) of(m uint64) []int32 {
	if n, ok := h.one[m]; ok {
		return []int32{n}
	}
	return h.many[m]
}

// place gives where a text stands, or would stand, among holders.
func (h *held) place(all []int32, t *text) (i int, there bool) {
	return slices.BinarySearchFunc(all, t, func(n int32, t *text) int { return compareTexts(h.numbers[n], t) })
}

// put adds a holder. It calls with with the others, and with the place that it gets.
func (h *held) put(m uint64, t *text, with func(others []int32, i int)) {
	all := h.of(m)
	i, _ := h.place(all, t)
	with(all, i)
	if len(all) == 0 {
		h.one[m] = t.number
		return
	}
	delete(h.one, m)
	h.many[m] = slices.Insert(all, i, t.number)
}

// remove takes a holder away and gives the others, with the place that it had.
func (h *held) remove(m uint64, t *text) ([]int32, int) {
	all := h.of(m)
	i, there := h.place(all, t)
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
		h.one[m] = all[0]
	default:
		h.many[m] = all
	}
	return all, i
}

// affected notes the holders of a fingerprint to whom the one that comes or
// goes at place i is or was proposed.
func (h *held) affected(all []int32, i int, changed map[*text]bool) {
	to := min(len(all), i+nearest)
	if i < first {
		to = len(all)
	}
	for _, n := range all[i:to] {
		changed[h.numbers[n]] = true
	}
}
