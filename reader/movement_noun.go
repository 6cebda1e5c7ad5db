package reader

import (
	"demarche"
	"demarche/language"
)

// movementNoun finds a movement in a noun: "the deportation of 40 Uyghurs to
// China", "the deportation of 603 compatriots".
func (s *scene) movementNoun(i int) *journey {
	j := s.newJourney(i, none, s.lemma(i))
	j.people = s.peopleOfNoun(i)
	if j.people == none || !s.onSubject(int(s.a.Tokens[i].Sentence)) {
		return nil
	}
	j.to = s.placeAfter(j.people)
	if j.to == none && !s.words.own[s.lemma(j.people)] && len(s.nationalsOf(j.people)) != 1 {
		return nil
	}
	status := demarche.Completed
	if n := s.cs.Of(i); n != none {
		if s.isHypothetical(n) || s.cs.List[n].Negated {
			return nil
		}
		j.n = n
		switch verb := s.cs.List[n].Lemma; {
		case s.cs.List[n].Future(), s.words.clear[verb], s.words.expect[verb], s.words.intend[verb] && verb != "be" && verb != "go":
			status = demarche.Planned
		case s.words.stop[verb]:
			status = demarche.Cancelled
		}
	}
	if s.isCalledOff(i) {
		status = demarche.Cancelled
	}
	if status == demarche.Completed && s.a.Tokens[j.people].UPOS == language.PRON {
		return nil // "time for their return" tells of no journey by itself
	}
	s.describe(j, status)
	if status == demarche.Planned && j.to == none && !s.isCounted(j.people) && j.r.Date == "" {
		return nil // "will accept the return of its nationals": what it will take, not who is to come
	}
	return j
}

// isCalledOff reports whether a clause of the sentence says that the removal of
// token i was stopped: "the deportation of 40 people planned for Monday was
// called off", "fell through".
func (s *scene) isCalledOff(i int) bool {
	for k := range s.cs.In(int(s.a.Tokens[i].Sentence)) {
		c := &s.cs.List[k]
		of := c.Object
		if c.Lemma == "fall through" || c.Lemma == "fall" && s.a.Lower(c.Head+1) == "through" || c.Lemma == "come" && s.lemma(c.With("to")) == "nothing" {
			of = c.Subject
		} else if !s.words.stop[c.Lemma] {
			continue
		}
		if of == none || c.Negated || c.Modal != "" || c.Infinite {
			continue
		}
		if first, last := s.a.Subtree(of); i >= first && i < last && (of == i || s.a.Tokens[of].UPOS == language.VERB) {
			return true
		}
	}
	return false
}

// nounReach is how many words after the people the place that a noun of moving
// leads to may stand.
const nounReach = 4

// placeAfter gives the place named with "to" just after the people of token i.
func (s *scene) placeAfter(i int) int {
	last := s.a.Sentences[s.a.Tokens[i].Sentence].Last
	for k := i + 1; k < min(i+1+nounReach, last); k++ {
		if s.a.Lower(k) != "to" {
			continue
		}
		for m := k + 1; m < min(k+1+nounReach, last); m++ {
			if s.placeState(m) != "" {
				return m
			}
		}
	}
	return none
}
