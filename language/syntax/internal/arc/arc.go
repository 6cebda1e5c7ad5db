// Package arc holds greedy arc-eager transition parsers (Nivre 2003) with the
// features of Zhang and Nivre (2011) and the dynamic oracle of Goldberg and
// Nivre (2012), from left to right or from right to left, and the vote of
// several parsers over one tree (Sagae and Lavie 2006).
package arc

import (
	"demarche/language"
	"demarche/language/syntax/internal/tagging"
)

// Action is a move and the relation that it makes: Shift, Reduce, or Left or
// Right plus a relation.
type Action = uint8

// The moves.
const (
	// Shift moves the front of the buffer to the stack.
	Shift Action = 0
	// Left plus a relation makes the top of the stack a child of the front of the buffer.
	Left Action = 0
	// Right plus a relation makes the front of the buffer a child of the top of
	// the stack and moves it there.
	Right Action = 64
	// Reduce takes the top of the stack, which has its head, away.
	Reduce Action = 128

	actions = 129
)

// rootRel is the relation of the root, which no other arc bears.
const rootRel = language.Root

// none marks the absence of a word.
const none = -1

// Word is what the parser sees of a word.
type Word struct {
	Lower   uint32 // hash of the form in lower case
	Cluster tagging.Cluster
	Tag     uint16 // see Tag
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
	lead                       int32  // of the move that gave the head
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

// CanShift reports whether the front of the buffer may move to the stack.
func (s *State) CanShift() bool { return s.front < s.n }

// CanLeft reports whether the top of the stack may become a child of the front
// of the buffer.
func (s *State) CanLeft() bool { return len(s.stack) > 0 && s.nodes[s.top()].head == none }

// CanRight reports whether the front of the buffer may become a child of the
// top of the stack.
func (s *State) CanRight() bool { return len(s.stack) > 0 && s.front < s.n }

// CanReduce reports whether the top of the stack may be taken away.
func (s *State) CanReduce() bool { return len(s.stack) > 0 && s.nodes[s.top()].head != none }

// Apply makes the move.
func (s *State) Apply(a Action) {
	switch {
	case a == Shift:
		s.push()
	case a < Right:
		s.attach(int32(s.front), s.pop(), language.Rel(a))
	case a == Reduce:
		s.pop()
	default:
		s.attach(s.top(), int32(s.front), language.Rel(a-Right))
		s.push()
	}
}

func (s *State) push() {
	s.stack = append(s.stack, int32(s.front))
	s.front++
}

func (s *State) top() int32 { return s.stack[len(s.stack)-1] }

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
func (s *State) Costs(gold []int32) (shift, left, right, reduce int) {
	b := int32(s.front)
	if s.CanShift() {
		for k, w := range s.stack {
			if s.nodes[w].head == none && gold[w] == b {
				shift++
				right++
			}
			if gold[b] == w {
				shift++
				if k < len(s.stack)-1 {
					right++
				}
			}
		}
		if gold[b] > b {
			right++
		}
	}
	if len(s.stack) == 0 {
		return shift, 0, 0, 0
	}
	top := s.top()
	reduce = s.childrenAhead(gold, top)
	left = reduce
	if gold[top] > b {
		left++
	}
	return shift, left, right, reduce
}

// childrenAhead gives the number of gold children of w in the buffer.
func (s *State) childrenAhead(gold []int32, w int32) int {
	n := 0
	for _, h := range gold[s.front:] {
		if h == w {
			n++
		}
	}
	return n
}
