package reader

import (
	"slices"

	"demarche"
	"demarche/language"
)

// writerReach is how many sentences back whoever wrote something is looked for.
const writerReach = 6

// writer gives who speaks through what somebody wrote, "the letter said": whose
// it is by its words, who is said to have made one, else who spoke last. Nil if
// the source of an attribution is no writing.
func (s *scene) writer(at language.Attribution) *demarche.Speaker {
	i := at.SourceHead
	if i == none || !slices.Contains(s.words.writings, s.lemma(i)) {
		return nil
	}
	if p, ok := s.makerOf(i); ok && p.entity != none {
		return s.speakerOf(p.entity)
	}
	first := max(0, at.Sentence-writerReach)
	for n := at.Sentence; n >= first; n-- {
		for m := range s.cs.In(n) {
			c := &s.cs.List[m]
			if c.Object == none || c.Object == i || !slices.Contains(s.words.writings, s.lemma(c.Object)) {
				continue
			}
			if p, ok := s.actor(c.Subject); ok && p.entity != none {
				return s.speakerOf(p.entity)
			}
		}
	}
	for k := len(s.a.Attributions) - 1; k >= 0; k-- {
		o := &s.a.Attributions[k]
		if o.Sentence >= at.Sentence || o.Sentence < first || o.Entity == none || o.Class == language.Treated {
			continue
		}
		if sp := s.speakerOf(o.Entity); sp != nil {
			return sp
		}
	}
	return nil
}
