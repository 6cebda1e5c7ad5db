package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// isWhere reports whether a preposition says where people are held or room is.
func isWhere(preposition string) bool {
	switch preposition {
	case "at", "in", "inside", "into", "within", "on", "aboard", "near", "outside":
		return true
	}
	return false
}

// figurePlace gives the place for which a figure holds: where people are held,
// or there is room for them, or a state will put up a number of them. Other
// figures are of a state as a whole. n is the clause of the figure.
func (s *scene) figurePlace(what demarche.CountWhat, head, n int) site {
	if what != demarche.Held && what != demarche.Capacity && what != demarche.Agreed {
		return site{}
	}
	at := s.siteBeside(head)
	for m := n; m != none && at.name == ""; m = s.cs.List[m].Parent {
		at = s.siteOfClause(m, m == n && what != demarche.Agreed)
	}
	return at
}

// site is a place where people are held or received.
type site struct {
	name  string
	state demarche.State // where it lies, empty if that is not known
}

// siteBeside gives the place in the noun phrase of token i or in a clause that
// modifies it: "cells in the prison at Gjilan", "people held at the San Vicente camp".
func (s *scene) siteBeside(i int) site {
	for k := range s.a.Children(i) {
		if p := clause.Preposition(s.a, k); isWhere(p) {
			if at := s.siteAt(k); at.name != "" {
				return at
			}
		}
		if m := s.modifier(k); m != none {
			if at := s.siteOfClause(m, false); at.name != "" {
				return at
			}
		}
	}
	return site{}
}

// siteOfClause gives the place that an argument of a clause names, of which it
// tells something if subjects count: "CECOT can hold 40,000. It was built in a year."
func (s *scene) siteOfClause(n int, subjects bool) site {
	c := &s.cs.List[n]
	for _, o := range c.Obliques {
		if isWhere(o.Preposition) {
			if at := s.siteAt(o.Token); at.name != "" {
				return at
			}
		}
	}
	if o := c.Object; o != none && s.isBuilding(o) {
		if at := s.siteAt(o); at.name != "" {
			return at
		}
	}
	switch {
	case !subjects:
		return site{}
	case s.lemma(c.Subject) == "it":
		return s.siteSpokenOf(c)
	}
	return s.siteAt(c.Subject)
}

// siteSpokenOf gives the place that was the subject of the sentence before, for
// an "it" that begins one: what a text goes on about is what it was about.
func (s *scene) siteSpokenOf(c *clause.Clause) site {
	if c.Sentence == 0 || c.Subject > s.a.Sentences[c.Sentence].First+1 {
		return site{}
	}
	before := s.cs.At(s.a.Sentences[c.Sentence-1].Root)
	if before == none || s.lemma(s.cs.List[before].Subject) == "it" {
		return site{}
	}
	return s.siteAt(s.cs.List[before].Subject)
}

// siteAt gives the place for which the noun phrase of token i
// stands, no name if it stands for none: a town or camp by its name, a building by the name
// that it bears ("Matsapha prison") or of where it lies ("the prison at
// Gjilan"), and one that is only referred to by that of the last one named.
func (s *scene) siteAt(i int) site {
	if i == none {
		return site{}
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Form <= language.Short {
		switch words := s.placeWords(i); s.entityKind(m) {
		case language.Place:
			if name := s.entityName(i); s.isHoldingSite(name) {
				words = name // a prison has many names, and its figures are one series
			}
			return site{words, s.placeState(i)}
		case language.Organisation:
			if s.isBuilding(i) {
				return site{words, s.placeState(i)}
			}
		}
		return site{}
	}
	if !s.isBuilding(i) {
		return site{}
	}
	if k := s.placeNameOf(i); k != none {
		return site{s.a.TextOf(k, i+1), s.placeState(i - 1)}
	}
	if k := s.placeBeside(i, "in", "at", "near", "outside", "on"); k != none && s.isSite(k) {
		return site{s.placeWords(k), s.placeState(k)}
	}
	if s.isDefinite(i) {
		return s.siteBefore(i)
	}
	return site{}
}

func (s *scene) entityKind(mention int) language.EntityKind {
	if e := s.a.Mentions[mention].Entity; e != none {
		return s.a.Entities[e].Kind
	}
	return language.Group
}

// isBuilding reports whether token i is called what people are held or put up in.
func (s *scene) isBuilding(i int) bool {
	return s.words.facility[strings.ToLower(s.lemma(i))]
}

// placeNameOf gives the first token of the name that a building bears, none if
// it bears none: "the Ellebaek centre".
func (s *scene) placeNameOf(i int) int {
	first := none
	for k := i - 1; k >= 0 && s.a.Tokens[k].UPOS == language.PROPN && s.a.Tokens[k].Sentence == s.a.Tokens[i].Sentence; k-- {
		if m := s.mention[k]; m != none && s.entityKind(m) != language.Place && s.entityKind(m) != language.Group {
			return none // "the ICE centre", "the Peruvian Navy base"
		}
		first = k
	}
	return first
}

// siteReach is how many sentences back a building may have been named.
const siteReach = 4

// siteBefore gives the name of the last building or camp named before token i.
func (s *scene) siteBefore(i int) site {
	sentence := int(s.a.Tokens[i].Sentence)
	for k := i - 1; k >= s.a.Sentences[max(0, sentence-siteReach)].First; k-- {
		m := s.mention[k]
		switch {
		case s.isBuilding(k) && s.placeNameOf(k) != none, s.isBuilding(k) && m != none && s.a.Mentions[m].Form == language.Name:
			return s.siteAt(k)
		case m != none && s.a.Mentions[m].Form == language.Name && s.entityKind(m) == language.Place && s.isHoldingSite(s.entityName(k)):
			return site{s.placeWords(k), s.placeState(k)}
		}
	}
	return site{}
}

// isHoldingSite reports whether the vocabulary knows a place as a base, camp or prison.
func (s *scene) isHoldingSite(name string) bool {
	return slices.ContainsFunc(s.words.places.Find(name), func(p vocabulary.Place) bool {
		return p.Kind == "base" || p.Kind == "camp" || p.Kind == "prison"
	})
}
