package arc

import (
	"slices"

	"demarche/language"
	"demarche/language/internal/linear"
)

// Kind says how a parser goes over the sentence.
type Kind struct {
	Backward bool // from right to left
}

// Arc is the head of a word, -1 for the root of the sentence, its relation, and
// how sure the parser was of it.
type Arc struct {
	Head int32
	Rel  language.Rel
	Lead int32 // by how much the score of the move that made the arc was above that of any other kind of move
}

// Parser parses sentences one after another with one table of weights and
// reused memory; it is for one goroutine.
type Parser struct {
	Kind
	Table    *linear.Table
	state    State
	reversed []Word
	features []linear.Feature
}

// Parse appends the arc of each word of the sentence to out.
func (p *Parser) Parse(words []Word, out []Arc) []Arc {
	s := &p.state
	if p.Backward {
		p.reversed = append(p.reversed[:0], words...)
		slices.Reverse(p.reversed)
		words = p.reversed
	}
	s.Reset(words)
	var scores [256]int32
	for !s.Done() {
		if only, ok := s.forced(); ok {
			if child := s.childOf(only); child >= 0 {
				s.nodes[child].lead = certain
			}
			s.Apply(only)
			continue
		}
		p.features = s.Features(p.features[:0])
		clear(scores[:actions])
		p.Table.Score(p.features, &scores)
		best := Best(s, &scores)
		if child := s.childOf(best); child >= 0 {
			s.nodes[child].lead = s.lead(best, &scores)
		}
		s.Apply(best)
	}
	n, first := len(words), len(out)
	for i := range n {
		at := i
		if p.Backward {
			at = n - 1 - i
		}
		head, rel := s.Head(at)
		if p.Backward && head >= 0 {
			head = n - 1 - head
		}
		out = append(out, Arc{Head: int32(head), Rel: rel, Lead: s.nodes[at].lead})
	}
	oneRoot(out[first:])
	return out
}

// forced gives the only action that is open, which needs no scores: all are
// forced once the buffer is empty.
func (s *State) forced() (Action, bool) {
	switch {
	case len(s.stack) == 0:
		return Shift, true
	case s.front < s.n:
		return 0, false
	case s.CanReduce():
		return Reduce, true
	}
	return Left + Action(rootRel), true
}

// childOf gives the word that the action gives a head, or none.
func (s *State) childOf(a Action) int32 {
	switch {
	case a == Shift || a == Reduce:
		return none
	case a < Right:
		return s.top()
	}
	return int32(s.front)
}

// lead gives by how much the score of a is above that of the best action of any other kind.
func (s *State) lead(a Action, scores *[256]int32) int32 {
	const barred = -1 << 30
	masked := *scores
	first, last := Left+1, Right-1
	if a >= Right {
		first, last = Right+1, Reduce-1
	}
	for i := first; i <= last; i++ {
		masked[i] = barred
	}
	second := masked[Best(s, &masked)]
	if second == barred { // there is no other
		return certain
	}
	return scores[a] - second
}

// certain is the lead of a move that is the only one open.
const certain = 1 << 16

// oneRoot leaves the first root and makes the others its children.
func oneRoot(tree []Arc) {
	root := none
	for i := range tree {
		if tree[i].Head >= 0 {
			continue
		}
		if root < 0 {
			root = i
			continue
		}
		tree[i] = Arc{Head: int32(root), Rel: language.Parataxis}
	}
}

// Best gives the open action with the highest score.
func Best[T int32 | float32](s *State, scores *[256]T) Action {
	best, found := Shift, false
	if s.CanShift() {
		found = true
	}
	if s.CanReduce() && (!found || scores[Reduce] > scores[best]) {
		best, found = Reduce, true
	}
	if s.CanLeft() {
		first, last := Left+1, Right-1
		if s.front == s.n {
			first, last = Left+Action(rootRel), Left+Action(rootRel)
		}
		best, found = highest(scores, best, found, first, last)
	}
	if s.CanRight() {
		best, _ = highest(scores, best, found, Right+1, Reduce-1)
	}
	return best
}

// highest gives the best of the actions first to last and best itself.
func highest[T int32 | float32](scores *[256]T, best Action, found bool, first, last Action) (Action, bool) {
	for a := first; a <= last; a++ {
		if !found || scores[a] > scores[best] {
			if first != last && (a == Left+Action(rootRel) || a == Right+Action(rootRel)) {
				continue
			}
			best, found = a, true
		}
	}
	return best, found
}

// BestOf gives the open and allowed action with the highest score.
func BestOf[T int32 | float32](s *State, scores *[256]T, allowed func(Action) bool) Action {
	masked := *scores
	for a := range Action(actions) {
		if !allowed(a) {
			masked[a] = -1 << 30
		}
	}
	return Best(s, &masked)
}

// Ends gives the arcs that Left and Right would make.
func (s *State) Ends() (leftHead, leftChild, rightHead, rightChild int32) {
	return int32(s.front), max(s.fromTop(0), 0), s.fromTop(0), min(int32(s.front), max(0, int32(s.n)-1))
}
