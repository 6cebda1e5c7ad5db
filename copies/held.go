package copies

import "slices"

// held is which texts have each fingerprint, by rank, each named by its
// number: millions of pointers would be followed at every collection of garbage.
// Most fingerprints are held by one text, and most others by a few.
type held struct {
	one     map[uint64]int32
	few     map[uint64]few
	many    map[uint64][]int32
	numbers []*text // texts by number; nil where one was removed
	free    []int32
}

// few are two to four holders, nobody where there are fewer; tooMany stands
// first where there are more.
type few [4]int32

const (
	nobody  = -1
	tooMany = -2
)

func newHeld() *held {
	return &held{one: make(map[uint64]int32), few: make(map[uint64]few), many: make(map[uint64][]int32)}
}

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
	f, ok := h.few[m]
	switch {
	case !ok:
		return nil
	case f[0] == tooMany:
		return h.many[m]
	}
	n := len(f)
	for f[n-1] == nobody {
		n--
	}
	return f[:n]
}

// set notes who holds a fingerprint, where so many did; the list is kept where
// there are many.
func (h *held) set(m uint64, were int, all []int32) {
	if were == 1 {
		delete(h.one, m)
	}
	if were > len(few{}) && len(all) <= len(few{}) {
		delete(h.many, m)
	}
	if were > 1 && len(all) < 2 {
		delete(h.few, m)
	}
	switch {
	case len(all) == 0:
	case len(all) == 1:
		h.one[m] = all[0]
	case len(all) <= len(few{}):
		f := few{nobody, nobody, nobody, nobody}
		copy(f[:], all)
		h.few[m] = f
	default:
		if were <= len(few{}) {
			h.few[m] = few{tooMany}
		}
		h.many[m] = all
	}
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
	h.set(m, len(all), slices.Insert(all, i, t.number))
}

// remove takes a holder away and gives the others, with the place that it had.
func (h *held) remove(m uint64, t *text) ([]int32, int) {
	all := h.of(m)
	i, there := h.place(all, t)
	if !there {
		return all, i
	}
	all = slices.Delete(all, i, i+1)
	h.set(m, len(all)+1, all)
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
