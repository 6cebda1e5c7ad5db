package copies

import "slices"

// held is which texts have each fingerprint, by rank. Most fingerprints are
// held by one text, for which no list is made.
type held struct {
	one  map[uint64]*text
	many map[uint64][]*text
}

func newHeld() held { return held{one: make(map[uint64]*text), many: make(map[uint64][]*text)} }

// of gives the holders of a fingerprint. The list must not be changed.
func (h held) of(m uint64) []*text {
	if t := h.one[m]; t != nil {
		return []*text{t}
	}
	return h.many[m]
}

// put adds a holder. It calls with with the others, and with the place that it gets.
func (h held) put(m uint64, t *text, with func(others []*text, i int)) {
	all := h.of(m)
	i, _ := slices.BinarySearchFunc(all, t, compareTexts)
	with(all, i)
	if len(all) == 0 {
		h.one[m] = t
		return
	}
	delete(h.one, m)
	h.many[m] = slices.Insert(all, i, t)
}

// remove takes a holder away and gives the others, with the place that it had.
func (h held) remove(m uint64, t *text) ([]*text, int) {
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
		h.one[m] = all[0]
	default:
		h.many[m] = all
	}
	return all, i
}
