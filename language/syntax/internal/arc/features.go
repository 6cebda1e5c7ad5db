package arc

import (
	"demarche/language/internal/linear"
	"demarche/language/syntax/internal/tagging"
)

// Features appends the features of the state.
func (s *State) Features(f []linear.Feature) []linear.Feature {
	s0, s1, s2 := s.fromTop(0), s.fromTop(1), s.fromTop(2)
	b0, b1, b2 := s.ahead(0), s.ahead(1), s.ahead(2)

	s0w, s0p := s.word(s0), s.tag(s0)
	s1w, s1p := s.word(s1), s.tag(s1)
	s2w, s2p := s.word(s2), s.tag(s2)
	b0w, b0p := s.word(b0), s.tag(b0)
	b1w, b1p := s.word(b1), s.tag(b1)
	b2w, b2p := s.word(b2), s.tag(b2)
	s0wp, s1wp, b0wp := s0w<<16|s0p, s1w<<16|s1p, b0w<<16|b0p

	n0, n1, nb := s.node(s0), s.node(s1), s.node(b0)
	d0, d1 := distance(s0, b0), distance(s1, s0)

	f = append(f,
		linear.F1(1, s0w), linear.F1(2, s0p), linear.F1(3, s0wp),
		linear.F1(4, s1w), linear.F1(5, s1p), linear.F1(6, s1wp),
		linear.F1(7, b0w), linear.F1(8, b0p), linear.F1(9, b0wp),
		linear.F1(10, b1w), linear.F1(11, b1p), linear.F1(12, b1w<<16|b1p),
		linear.F1(13, b2w), linear.F1(14, b2p), linear.F1(15, b2w<<16|b2p),
		linear.F1(16, s2w), linear.F1(17, s2p), linear.F1(18, s2w<<16|s2p),

		linear.F2(23, s0wp, b0p), linear.F2(24, s0p, b0wp),
		linear.F2(26, s0p, b0p), linear.F2(27, b0p, b1p), linear.F2(28, b0w, b1p),

		linear.F2(33, s1wp, s0p), linear.F2(34, s1p, s0wp),
		linear.F2(36, s1p, s0p), linear.F2(38, s1p, b0p), linear.F2(39, s1wp, b0p),
		linear.F2(19, s1p, b0wp),

		linear.F3(40, s0p, b0p, b1p), linear.F3(41, b0p, b1p, b2p), linear.F3(42, s1p, s0p, b0p),
		linear.F3(43, s2p, s1p, s0p), linear.F3(44, s0w, b0p, b1p), linear.F3(45, s0p, b0w, b1p),
		linear.F3(48, s1w, s0p, b0p),
		linear.F4(49, s1p, s0p, b0p, b1p),

		linear.F2(50, s0w, d0), linear.F2(51, s0p, d0), linear.F2(52, b0w, d0), linear.F2(53, b0p, d0),
		linear.F3(55, s0p, b0p, d0),
		linear.F2(56, s1p, d1), linear.F2(57, s0p, d1), linear.F3(59, s1p, s0p, d1),
		linear.F2(29, s1w, d1),
	)
	f = s.clusterFeatures(f, s0, s1, b0, b1, n0, n1, nb)
	f = s.markerFeatures(f, s0, s1, b0, n0, n1, nb)
	if n0 != nil {
		if h := n0.head; h >= 0 {
			rel, hw, hp := uint64(n0.rel), s.word(h), s.tag(h)
			f = append(f, linear.F1(86, rel), linear.F1(87, hw), linear.F1(88, hp), linear.F3(89, s0p, b0p, rel),
				linear.F3(90, hp, s0p, b0p), linear.F4(92, hp, rel, s0p, b0p))
		} else {
			f = append(f, linear.F2(93, s0p, b0p), linear.F1(94, s0p), linear.F2(95, s0w, b0p))
		}
		f = append(f,
			linear.F2(60, s0w, uint64(n0.lefts)), linear.F2(61, s0p, uint64(n0.lefts)),
			linear.F2(62, s0w, uint64(n0.rights)), linear.F2(63, s0p, uint64(n0.rights)),
			linear.F2(64, s0w, n0.leftSet), linear.F2(65, s0p, n0.leftSet),
			linear.F2(66, s0w, n0.rightSet), linear.F2(67, s0p, n0.rightSet),
			linear.F3(68, s0p, b0p, n0.rightSet), linear.F3(69, s0p, b0p, n0.leftSet),
		)
		f = s.child(f, 100, n0.left, s0p, b0p, s1p)
		f = s.child(f, 110, n0.right, s0p, b0p, s1p)
		f = s.child(f, 120, n0.left2, s0p, b0p, s1p)
		f = s.child(f, nextRight, n0.right2, s0p, b0p, s1p)
	}
	if n1 != nil {
		f = append(f,
			linear.F2(70, s1w, uint64(n1.rights)), linear.F2(71, s1p, uint64(n1.rights)),
			linear.F2(72, s1w, n1.rightSet), linear.F2(73, s1p, n1.rightSet),
			linear.F2(74, s1w, n1.leftSet), linear.F2(75, s1p, n1.leftSet),
			linear.F3(76, s1p, s0p, n1.rightSet), linear.F3(77, s1p, s0w, n1.rightSet),
			linear.F3(78, s1w, s0p, n1.rightSet),
		)
		f = s.child(f, 140, n1.left, s1p, s0p, b0p)
		f = s.child(f, 150, n1.right, s1p, s0p, b0p)
		f = s.child(f, 160, n1.right2, s1p, s0p, b0p)
	}
	if nb != nil {
		f = append(f,
			linear.F2(80, b0w, uint64(nb.lefts)), linear.F2(81, b0p, uint64(nb.lefts)),
			linear.F2(82, b0w, nb.leftSet), linear.F2(83, b0p, nb.leftSet),
			linear.F3(84, s0p, b0p, nb.leftSet), linear.F3(85, s0w, b0p, nb.leftSet),
		)
		f = s.child(f, 170, nb.left, b0p, s0p, s1p)
		f = s.child(f, 180, nb.left2, b0p, s0p, s1p)
	}
	return f
}

func (s *State) clusterFeatures(f []linear.Feature, s0, s1, b0, b1 int32, n0, n1, nb *node) []linear.Feature {
	s0p, s1p, b0p, b1p := s.tag(s0), s.tag(s1), s.tag(b0), s.tag(b1)
	x0, x1, y0, y1 := s.cluster(s0), s.cluster(s1), s.cluster(b0), s.cluster(b1)
	s0c, s1c, b0c, b1c := uint64(x0), uint64(x1), uint64(y0), uint64(y1)
	s06, s16, b06 := x0.Prefix(6), x1.Prefix(6), y0.Prefix(6)
	s04, s14, b04, b14 := x0.Prefix(4), x1.Prefix(4), y0.Prefix(4), y1.Prefix(4)
	f = append(f,
		linear.F1(200, s0c), linear.F1(201, s1c), linear.F1(202, b0c), linear.F1(203, b1c),
		linear.F2(205, s0c, b0p), linear.F2(206, s0p, b0c),
		linear.F2(210, s1c, s0p), linear.F2(211, s1p, s0c),
		linear.F2(214, s06, b06), linear.F2(215, s16, s06), linear.F3(216, s04, b04, b14), linear.F3(217, s14, s04, b04),
		linear.F3(218, s06, b0p, b1p), linear.F3(219, s0p, b06, b1p), linear.F3(220, s1p, s0p, b06), linear.F3(221, s1p, s06, b0p),
		linear.F3(222, s16, s0p, b0p),
		linear.F2(225, s1c, b0c),
	)
	if n0 != nil {
		f = append(f, linear.F2(226, s0c, n0.leftSet), linear.F2(227, s0c, n0.rightSet))
		if h := n0.head; h >= 0 {
			hc := uint64(s.cluster(h))
			f = append(f, linear.F1(228, hc), linear.F3(230, hc, s0p, b0p))
		}
		for k, c := range [...]int32{n0.left, n0.right, n0.right2} {
			f = append(f, linear.F2(240+k, uint64(s.cluster(c)), s0c))
		}
	}
	if n1 != nil {
		f = append(f, linear.F2(231, s1c, n1.rightSet))
		for k, c := range [...]int32{n1.left, n1.right} {
			f = append(f, linear.F2(245+k, uint64(s.cluster(c)), s1c))
		}
	}
	if nb != nil {
		f = append(f, linear.F2(232, b0c, nb.leftSet), linear.F2(247, uint64(s.cluster(nb.left)), b0c))
	}
	return f
}

// markerFeatures: of a possible arc, the child's own child beside the head, "in" of "landed in Paris".
func (s *State) markerFeatures(f []linear.Feature, s0, s1, b0 int32, n0, n1, nb *node) []linear.Feature {
	s0w, s0p := s.word(s0), s.tag(s0)
	s1w, s1p := s.word(s1), s.tag(s1)
	b0w, b0p := s.word(b0), s.tag(b0)
	if nb != nil && s0 >= 0 {
		m := s.word(nb.left)
		f = append(f, linear.F2(260, s0w, m), linear.F3(262, s0w, m, b0p), linear.F3(263, s0p, m, b0p), linear.F3(264, s0p, m, b0w))
	}
	if n0 != nil && b0 >= 0 {
		m := s.word(n0.right)
		f = append(f, linear.F2(270, b0w, m), linear.F3(272, b0w, m, s0p), linear.F3(273, b0p, m, s0p))
	}
	if n0 != nil && s1 >= 0 {
		m := s.word(n0.left)
		f = append(f, linear.F2(280, s1w, m), linear.F3(283, s1p, m, s0p), linear.F3(284, s1p, m, s0w))
	}
	return f
}

func (s *State) cluster(i int32) tagging.Cluster {
	if i < 0 || int(i) == s.n {
		return 0
	}
	return s.Words[i].Cluster
}

// nextRight is the template of the second of the right children of the top of the stack.
const nextRight = 130

// child appends the features of a child: alone, with its parent, and with a word beside the parent.
func (s *State) child(f []linear.Feature, template int, c int32, parent, beside, further uint64) []linear.Feature {
	if c < 0 {
		return append(f, linear.F3(template, parent, beside, 0))
	}
	rel, tag, word := uint64(s.nodes[c].rel), s.tag(c), s.word(c)
	f = append(f,
		linear.F1(template+1, word), linear.F1(template+2, tag), linear.F1(template+3, rel),
		linear.F3(template+4, parent, beside, tag), linear.F3(template+5, parent, beside, rel),
		linear.F4(template+7, parent, beside, further, rel),
	)
	if template != nextRight {
		f = append(f, linear.F2(template+6, word, parent))
	}
	return f
}

func (s *State) fromTop(k int) int32 {
	if k < len(s.stack) {
		return s.stack[len(s.stack)-1-k]
	}
	return none
}

func (s *State) ahead(k int) int32 {
	if s.front+k <= s.n {
		return int32(s.front + k)
	}
	return none
}

// Words and tags of places without a word.
const (
	noWord   = 1
	rootWord = 2
	noTag    = 0xffff
	rootTag  = 0xfffe
)

func (s *State) word(i int32) uint64 {
	switch {
	case i < 0:
		return noWord
	case int(i) == s.n:
		return rootWord
	}
	return uint64(s.Words[i].Lower)
}

func (s *State) tag(i int32) uint64 {
	switch {
	case i < 0:
		return noTag
	case int(i) == s.n:
		return rootTag
	}
	return uint64(s.Words[i].Tag)
}

func (s *State) node(i int32) *node {
	if i < 0 || int(i) == s.n {
		return nil
	}
	return &s.nodes[i]
}

// distance gives the class of the distance between two words.
func distance(a, b int32) uint64 {
	if a < 0 || b < 0 {
		return 0
	}
	switch d := b - a; {
	case d <= 4:
		return uint64(d)
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	case d <= 20:
		return 7
	}
	return 8
}
