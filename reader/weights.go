package reader

import "demarche"

// peopleWeights is what each sentence of a report says of a state's own
// nationals and of others.
type peopleWeights struct {
	own, third    []int  // by sentence
	speaks        []bool // by sentence: it mentions the state or somebody who acts for it
	ownAll        int    // over all sentences
	thirdAll      int
	ownSpeaking   int // over the sentences that speak of the state
	thirdSpeaking int
}

// weightsOf weighs the whole report for a state, once.
func (s *scene) weightsOf(state demarche.State) *peopleWeights {
	if w := s.people[state]; w != nil {
		return w
	}
	sentences := s.a.Sentences
	w := &peopleWeights{own: make([]int, len(sentences)), third: make([]int, len(sentences)), speaks: make([]bool, len(sentences))}
	for n, sent := range sentences {
		own, third, _ := s.peopleWords(state, sent.First, sent.Last, false)
		w.own[n], w.third[n], w.speaks[n] = own, third, s.speaksOf(n, state)
		w.ownAll, w.thirdAll = w.ownAll+own, w.thirdAll+third
		if w.speaks[n] {
			w.ownSpeaking, w.thirdSpeaking = w.ownSpeaking+own, w.thirdSpeaking+third
		}
	}
	s.people[state] = w
	return w
}
