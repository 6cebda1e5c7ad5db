package gate

// automaton finds many stems in one pass (Aho and Corasick, "Efficient string
// matching", CACM 18, 1975), with all failure links resolved into a dense table,
// so that each byte costs one look-up.
type automaton struct {
	class   [256]uint8 // of each byte; letters in either case share one
	classes int
	next    []uint16 // state*classes + class to state
	out     []mark   // what the stems amount to that end in a state
}

// gap is the class of all bytes that are neither letter nor digit of ASCII nor
// part of another encoding; a run of them counts as one.
const gap = 0

// scan calls found with the marks of the stems that end at each place where
// some do, until it gives false.
func (a *automaton) scan(page []byte, found func(mark) bool) {
	state, last := 0, -1
	for _, b := range page {
		c := int(a.class[b])
		if c == gap && last == gap {
			continue
		}
		last = c
		state = int(a.next[state*a.classes+c])
		if m := a.out[state]; m != 0 && !found(m) {
			return
		}
	}
}

// node is a state while the automaton is built: a trie.
type node struct {
	next map[uint8]int // by class
	out  mark
	fail int
}

// automaton resolves the failure links of the trie, breadth first.
func (b *builder) automaton() automaton {
	a := automaton{class: b.class, classes: int(b.classes)}
	a.next = make([]uint16, len(b.nodes)*a.classes)
	a.out = make([]mark, len(b.nodes))
	queue := []int{0}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		n := &b.nodes[s]
		a.out[s] = n.out | a.out[n.fail]
		for c := range a.classes {
			child, ok := n.next[uint8(c)]
			fallback := 0
			if s != 0 {
				fallback = int(a.next[n.fail*a.classes+c])
			}
			if !ok {
				a.next[s*a.classes+c] = uint16(fallback)
				continue
			}
			a.next[s*a.classes+c] = uint16(child)
			b.nodes[child].fail = fallback
			queue = append(queue, child)
		}
	}
	return a
}
