// Package arc is an arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez and
// Satta 2011) with the features of Zhang and Nivre (2011) and the dynamic
// oracle of Goldberg and Nivre (2013).
package arc

import "demarche/language"

// Action is a move and the relation it makes: Shift, or Left or Right plus a relation.
type Action = uint8

// The moves.
const (
	Shift Action = 0
	Left  Action = 0  // Left + relation: the top of the stack becomes a child of the front of the buffer
	Right Action = 64 // Right + relation: the top of the stack becomes a child of the one below it
)

// rootRel is the relation of the root, which no other arc bears.
const rootRel = language.Root

// none marks the absence of a word.
const none = -1

// Word is what the parser sees of a word.
type Word struct {
	Lower uint32 // hash of the form in lower case
	Tag   uint16 // see Tag
}

// Tag packs the two parts of speech of a word.
func Tag(u language.UPOS, x language.XPOS) uint16 { return uint16(u)<<8 | uint16(x) }

// State is a configuration: a stack, the place of the buffer's front, the tree
// so far. The root is word n, after the last word.
type State struct {
	Words []Word
	n     int
	stack []int32
	front int
	nodes []node
}

// node is what is known of a word in the tree so far.
type node struct {
	head                       int32
	left, left2, right, right2 int32 // outermost and next children on each side
	lefts, rights              uint8 // numbers of children
	rel                        language.Rel
	leftSet, rightSet          uint64 // sets of the relations of children
}

// Reset prepares the state for a sentence.
func (s *State) Reset(words []Word) {
	s.Words, s.n, s.front = words, len(words), 0
	s.stack = s.stack[:0]
	if cap(s.nodes) < len(words)+1 {
		s.nodes = make([]node, len(words)+1, 2*len(words)+2)
	}
	s.nodes = s.nodes[:len(words)+1]
	for i := range s.nodes {
		s.nodes[i] = node{head: none, left: none, left2: none, right: none, right2: none}
	}
}

// Done reports whether all words have their heads.
func (s *State) Done() bool { return s.front == s.n && len(s.stack) == 0 }

// CanShift, CanLeft and CanRight report which moves are open.
func (s *State) CanShift() bool { return s.front < s.n }

// CanLeft reports whether the top of the stack may become a child of the front
// of the buffer; of the root only if it is the last word left.
func (s *State) CanLeft() bool {
	return len(s.stack) > 0 && (s.front < s.n || len(s.stack) == 1)
}

// CanRight reports whether the top of the stack may become a child of the one below.
func (s *State) CanRight() bool { return len(s.stack) > 1 }

// Apply makes the move.
func (s *State) Apply(a Action) {
	switch {
	case a == Shift:
		s.stack = append(s.stack, int32(s.front))
		s.front++
	case a < Right:
		s.attach(int32(s.front), s.pop(), language.Rel(a))
	default:
		child := s.pop()
		s.attach(s.stack[len(s.stack)-1], child, language.Rel(a-Right))
	}
}

func (s *State) pop() int32 {
	top := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	return top
}

func (s *State) attach(head, child int32, rel language.Rel) {
	c, h := &s.nodes[child], &s.nodes[head]
	c.head, c.rel = head, rel
	if child < head {
		h.left, h.left2 = child, h.left
		if h.lefts < 7 {
			h.lefts++
		}
		h.leftSet |= 1 << rel
	} else {
		h.right, h.right2 = child, h.right
		if h.rights < 7 {
			h.rights++
		}
		h.rightSet |= 1 << rel
	}
}

// Head gives the head of word i, none (-1) for the root, and its relation.
func (s *State) Head(i int) (head int, rel language.Rel) {
	h := int(s.nodes[i].head)
	if h == s.n {
		return none, language.Root
	}
	return h, s.nodes[i].rel
}

// Costs gives the number of gold arcs that each move makes unreachable.
// gold holds the heads, n for the root.
func (s *State) Costs(gold []int32) (shift, left, right int) {
	b := int32(s.front)
	if s.CanShift() {
		for k, w := range s.stack {
			if gold[w] == b {
				shift++
			}
			if gold[b] == w && k < len(s.stack)-1 {
				shift++
			}
		}
	}
	if len(s.stack) == 0 {
		return shift, 0, 0
	}
	top := s.stack[len(s.stack)-1]
	deps := 0 // children of top still in the buffer
	for w := b; w < int32(s.n); w++ {
		if gold[w] == top {
			deps++
		}
	}
	left, right = deps, deps
	if gold[top] > b {
		left++
	}
	if len(s.stack) > 1 && gold[top] == s.stack[len(s.stack)-2] {
		left++
	}
	if gold[top] >= b {
		right++
	}
	return shift, left, right
}
