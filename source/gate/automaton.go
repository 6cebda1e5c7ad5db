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
}

// automaton resolves the failure links of the trie, breadth first. The states are
// numbered in that order too: those near the root, where ordinary pages stay, lie
// together in the processor's cache.
func (b *builder) automaton() automaton {
	a := automaton{class: b.class, classes: int(b.classes)}
	a.next = make([]uint16, len(b.nodes)*a.classes)
	a.out = make([]mark, len(b.nodes))
	queue := []int{0}                    // nodes in the order of their states
	fail := make([]int, 1, len(b.nodes)) // state to the state of its failure link
	for s := 0; s < len(queue); s++ {
		n := &b.nodes[queue[s]]
		a.out[s] = n.out | a.out[fail[s]]
		for c := range a.classes {
			fallback := 0
			if s != 0 {
				fallback = int(a.next[fail[s]*a.classes+c])
			}
			child, ok := n.next[uint8(c)]
			if !ok {
				a.next[s*a.classes+c] = uint16(fallback)
				continue
			}
			a.next[s*a.classes+c] = uint16(len(queue))
			queue = append(queue, child)
			fail = append(fail, fallback)
		}
	}
	return a
}
