package reader

import (
	"strings"

	"demarche/language"
)

// isPeople reports whether token i heads a noun phrase of people who are, or
// may be, moved.
func (s *scene) isPeople(i int) bool {
	if i == none {
		return false
	}
	l := s.lemma(i)
	w := s.words
	if w.moved[l] || w.own[l] || w.third[l] || w.general[l] || w.general[s.a.Lower(i)] || s.isOfPeoples(i) {
		return true
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		if k := s.a.Entities[s.a.Mentions[m].Entity].Kind; k != language.Group { // a group may be of planes
			return k == language.Nationals
		}
	}
	if s.a.Tokens[i].UPOS == language.NUM {
		return true
	}
	if s.a.Tokens[i].UPOS == language.PRON {
		switch l {
		case "they", "them", "he", "him", "she", "anyone", "whoever", "anybody", "someone", "all", "some", "who", "whom", "many", "most", "everyone":
			return true
		}
	}
	return false
}

// isOfPeoples reports whether token i means people of a part of the world or of
// a people without a state: "Africans", "Rohingya".
func (s *scene) isOfPeoples(i int) bool {
	form := s.a.Form(i)
	if form[0] < 'A' || form[0] > 'Z' || s.a.Tokens[i].UPOS == language.ADJ {
		return false
	}
	return s.words.peoples[strings.TrimSuffix(s.a.Lower(i), "s")]
}

// surelyPeople reports whether the noun phrase of token i means people who are
// moved, whatever stands around it.
func (s *scene) surelyPeople(i int) bool {
	if i == none {
		return false
	}
	w := s.words
	if l := s.lemma(i); w.moved[l] || w.own[l] || w.third[l] {
		return true
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Nationals {
		return true
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); w.moved[l] || w.removal[l] || w.third[l] {
			return true
		}
	}
	return false
}
