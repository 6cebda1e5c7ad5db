package arc

import (
	"demarche/language/syntax/internal/linear"
)

// Parser parses sentences one after another with one table of weights and
// reused memory; it is for one goroutine.
type Parser struct {
	Table    *linear.Table
	state    State
	features []linear.Feature
}

// Parse finds the tree of a sentence; the state it gives holds it until the next call.
func (p *Parser) Parse(words []Word) *State {
	s := &p.state
	s.Reset(words)
	var scores [256]int32
	for !s.Done() {
		p.features = s.Features(p.features[:0])
		clear(scores[:2*Right])
		p.Table.Score(p.features, &scores)
		s.Apply(Best(s, &scores))
	}
	return s
}

// Best gives the open action with the highest score.
func Best[T int32 | float32](s *State, scores *[256]T) Action {
	return BestOf(s, scores, func(Action) bool { return true })
}

// BestOf gives the open and allowed action with the highest score.
func BestOf[T int32 | float32](s *State, scores *[256]T, allowed func(Action) bool) Action {
	best, found := Shift, false
	try := func(a Action) {
		if (!found || scores[a] > scores[best]) && allowed(a) {
			best, found = a, true
		}
	}
	if s.CanShift() {
		try(Shift)
	}
	if s.CanLeft() {
		if s.front == s.n {
			try(Left + Action(rootRel))
		} else {
			for a := Left + 1; a < Right; a++ {
				if a != Left+Action(rootRel) {
					try(a)
				}
			}
		}
	}
	if s.CanRight() {
		for a := Right + 1; a < 2*Right; a++ {
			if a != Right+Action(rootRel) {
				try(a)
			}
		}
	}
	return best
}

// Ends gives the top of the stack and the heads that Left and Right would give it.
func (s *State) Ends() (child, left, right int32) {
	return max(s.fromTop(0), 0), int32(s.front), s.fromTop(1)
}
