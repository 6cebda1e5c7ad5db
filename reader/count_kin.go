package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// predicatedKin gives the nationality that is said of a figure rather than named
// with it: "of whom 7,000 were Georgians", "110 of them Indians", "178, all of
// them Venezuelans". Empty if none is.
func (s *scene) predicatedKin(x *language.Quantity, head int) demarche.State {
	for _, i := range []int{head, x.Last - 1} {
		n := s.cs.Of(i)
		if n == none || !s.cs.List[n].Copular || s.cs.List[n].Subject != i || s.cs.List[n].Negated {
			continue
		}
		if st := s.kinOf(s.cs.List[n].Head); st != "" {
			return st
		}
	}
	if st := s.saidToBe(x); st != "" {
		return st
	}
	last := s.a.Sentences[s.a.Tokens[x.First].Sentence].Last
	for i := x.Last; i+2 < last && i < x.Last+kinReach; i++ {
		if s.a.Lower(i) == "of" && (s.a.Lower(i+1) == "them" || s.a.Lower(i+1) == "whom" || s.a.Lower(i+1) == "these") {
			if s.a.Lower(max(i-1, 0)) == "most" || s.a.Lower(max(i-1, 0)) == "many" || s.a.Lower(max(i-1, 0)) == "some" {
				return "" // "most of them Mexicans" is not all
			}
			if s.a.Tokens[i+2].UPOS == language.PUNCT || s.cs.At(i+2) != none && s.a.Tokens[i+2].UPOS == language.VERB {
				return ""
			}
			return s.kinOf(i + 2)
		}
	}
	return ""
}

// saidToBe gives the nationality that stands right behind a bare number and a
// form of "be", however the parse hangs them together: "of whom 40 were Iraqis".
func (s *scene) saidToBe(x *language.Quantity) demarche.State {
	last := s.a.Sentences[s.a.Tokens[x.First].Sentence].Last
	if x.Counted != none || x.Last >= last || s.lemma(x.Last) != "be" {
		return ""
	}
	for i := x.Last + 1; i < last && i <= x.Last+3; i++ {
		if s.a.Lower(i) == "not" || s.a.Tokens[i].UPOS == language.PUNCT {
			return ""
		}
		if st := s.kinOf(i); st != "" {
			return st
		}
	}
	return ""
}

// kinReach is how many words after a figure "of them" may stand.
const kinReach = 4

// kinOf gives the state whose nationals token i names by itself: "Georgians",
// "citizens of Senegal".
func (s *scene) kinOf(i int) demarche.State {
	if i == none {
		return ""
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := &s.a.Entities[s.a.Mentions[m].Entity]
		if (en.Kind == language.Nationals || s.a.Mentions[m].Form == language.Adjective) && en.State != "" {
			return en.State
		}
	}
	if s.words.own[s.lemma(i)] {
		return s.ownerOf(i)
	}
	return ""
}

// ofItsOwn gives the state of "18,000 of its nationals", "300,000 of Chad's people".
func (s *scene) ofItsOwn(head int) demarche.State {
	k := s.childWith(head, "of")
	if k == none || !s.words.own[s.lemma(k)] && s.lemma(k) != "people" {
		return ""
	}
	if st := s.kinOf(k); st != "" {
		return st
	}
	if poss := s.a.Child(k, language.NmodPoss); poss != none {
		if p, ok := s.actor(poss); ok {
			return p.state
		}
	}
	return ""
}

// numbered gives the nationality of those whose number a figure tells as what
// the number is or changes to: "the number of Moroccans returned fell to 3,400".
func (s *scene) numbered(head int) demarche.State {
	n := s.cs.Of(head)
	if n == none {
		return ""
	}
	c := &s.cs.List[n]
	for _, i := range []int{c.Subject, c.Object} {
		if i == none || i == head || !isSum(s.lemma(i)) && !isShare(s.lemma(i)) && !s.isMovingNoun(i) {
			continue
		}
		if st := s.kinOf(s.childWith(i, "of")); st != "" {
			return st
		}
		if st := s.returnedTo(i); st != "" {
			return st
		}
	}
	return ""
}

// returnedTo gives the state to which a noun of moving says that people go
// back: "returns to Georgia", "deportations to Algeria".
func (s *scene) returnedTo(i int) demarche.State {
	to := s.childWith(i, "to")
	if !s.isMovingNoun(i) || to == none || s.a.Child(to, language.Conj) != none {
		return ""
	}
	return s.placeState(to)
}

// isShare reports whether a noun stands for how many of certain people something is told.
func isShare(lemma string) bool {
	switch lemma {
	case "rate", "share", "tally", "proportion", "quota":
		return true
	}
	return false
}

// backTo gives the state to which the people of token i went back themselves:
// where others send them back, they may only have come through it.
func (s *scene) backTo(i int) demarche.State {
	n := s.cs.Of(i)
	if n == none {
		return ""
	}
	c := &s.cs.List[n]
	back := c.Verb() == "return" || c.Verb() == "repatriate" || isHomeward(s.withParticle(c))
	to := c.With("to", "into")
	if !back || c.Negated || c.Passive || c.Subject != i || to == none || s.a.Child(to, language.Conj) != none {
		return ""
	}
	return s.placeState(to)
}

// isMixed reports whether those whom a figure counts are said to be of several
// nationalities: "Afghans and Syrians", "people of ten nationalities".
func (s *scene) isMixed(head int) bool {
	for _, k := range s.conjuncts(head) {
		if st := s.kinOf(k); st != "" && !s.isFigured(k) && st != s.kinOf(head) && s.kinOf(head) != "" {
			return true
		}
	}
	for k := range s.a.Children(head) {
		if s.lemma(k) == "nationality" && clause.Preposition(s.a, k) == "of" {
			return true
		}
		first, second := "", ""
		for _, c := range append(s.conjuncts(k), k) {
			if s.isFigured(c) {
				continue // the next of a row
			}
			if st := s.kinOf(c); st != "" && first == "" {
				first = string(st)
			} else if st != "" {
				second = string(st)
			}
		}
		if second != "" && first != second && s.a.Tokens[k].Rel.Core() != language.Conj {
			return true
		}
	}
	return false
}

// isFigured reports whether token i has a figure of its own.
func (s *scene) isFigured(i int) bool {
	for q := range s.a.Quantities {
		if s.a.Quantities[q].Counted == i {
			return true
		}
	}
	return s.a.Child(i, language.Nummod) != none
}

// flownTo gives the state to which flights are counted: the one that gets them,
// whose people they bring.
func (s *scene) flownTo(head int) demarche.State {
	if st := s.placeState(s.childWith(head, "to")); st != "" {
		return st
	}
	n := s.cs.Of(head)
	if n == none {
		return ""
	}
	c := &s.cs.List[n]
	if p, ok := s.actor(c.Subject); ok && c.Object == head && (s.words.receive[c.Lemma] || s.words.receive[c.Verb()]) && p.state != s.sender {
		return p.state
	}
	return ""
}
