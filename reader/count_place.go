package reader

import (
	"demarche"
	"demarche/language"
)

// placeOfCount gives the place where so many are held or have room: the one
// named as subject or place of the clause of token i, beside what it counts, or
// the one for which a word stands there ("the base"); empty if none is named.
func (s *scene) placeOfCount(what demarche.CountWhat, i int) demarche.Optional {
	if what != demarche.Capacity && what != demarche.Held {
		return ""
	}
	for k := range s.a.Children(i) {
		if p := s.lodging(k); p != "" {
			return p
		}
	}
	for n := s.cs.Of(i); n != none; n = s.cs.List[n].Parent {
		c := &s.cs.List[n]
		if c.Sentence != int(s.a.Tokens[i].Sentence) {
			return ""
		}
		if p := s.lodging(c.Subject); p != "" {
			return p
		}
		for _, o := range c.Obliques {
			switch o.Preposition {
			case "at", "in", "on", "inside":
				if p := s.lodging(o.Token); p != "" {
					return p
				}
			}
		}
	}
	return ""
}

// lodging gives the name of the place that token i names or stands for, if it is
// no state and no body: "Matsapha prison", "the base" after Guantanamo Bay.
func (s *scene) lodging(i int) demarche.Optional {
	switch {
	case i == none:
		return ""
	case s.isPlace(i):
		return demarche.Optional(s.placeWords(i))
	case !s.words.facility[s.lemma(i)]:
		return ""
	}
	for k := range s.a.Children(i) {
		if s.isPlace(k) {
			if s.isModifier(k) {
				return demarche.Optional(s.placeWords(k) + " " + s.a.Form(i))
			}
			return demarche.Optional(s.placeWords(k))
		}
	}
	if s.isDefinite(i) {
		return s.onlyPlaceBefore(i)
	}
	return ""
}

// isPlace reports whether token i names a place that is no state.
func (s *scene) isPlace(i int) bool {
	m := s.mention[i]
	return m != none && s.a.Mentions[m].Entity != none && s.a.Mentions[m].Form != language.Metonym && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Place
}

// onlyPlaceBefore gives the one place that is named in the sentence of token i
// before it or in the ones before; empty if there is none or several.
func (s *scene) onlyPlaceBefore(i int) demarche.Optional {
	here := int(s.a.Tokens[i].Sentence)
	first := s.a.Sentences[max(0, here-backReach)].First
	found := demarche.Optional("")
	for k := first; k < i; k++ {
		if !s.isPlace(k) {
			continue
		}
		name := demarche.Optional(s.placeWords(k))
		if found != "" && name != found {
			return ""
		}
		found = name
	}
	return found
}
