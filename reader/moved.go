package reader

import (
	"slices"
	"strings"

	"demarche/language"
)

// evidence is what shows that a person is moved.
type evidence uint8

const (
	carried   evidence = 1 << iota // is the object of moving, which officials may be too
	removed                        // is the object of removal or custody
	described                      // is called a deportee, a detained officer
)

// movedPersons gives the persons of the text who are moved, with what shows it.
func (s *scene) movedPersons() map[int]evidence {
	moved := map[int]evidence{}
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if e := x.Entity; e != none && s.a.Entities[e].Kind == language.Person && x.Form != language.Pronoun && s.calledMoved(x) {
			moved[e] |= described
		}
	}
	for n := range s.cs.List {
		c := &s.cs.List[n]
		if c.Negated {
			continue
		}
		if e := s.personAt(c.Object); e != none {
			switch {
			case s.words.removal[c.Lemma], s.words.custody[c.Lemma]:
				moved[e] |= removed
			case s.words.send[c.Lemma]:
				moved[e] |= carried
			}
		}
		if e := s.personAt(c.Object); e != none && c.Lemma == "include" && s.isMoved(c.Subject) {
			moved[e] |= described // "the deportees included"
		}
		if e := s.personAt(c.Subject); e != none && !c.Passive {
			moved[e] |= s.goes(n)
		}
	}
	return moved
}

// isMoved reports whether token i is a word for those moved: "deportees", "those deported".
func (s *scene) isMoved(i int) bool {
	if i == none || s.words.moved[s.lemma(i)] {
		return i != none
	}
	for k := range s.a.Children(i) {
		if rel := s.a.Tokens[k].Rel.Core(); (rel == language.Acl || rel == language.Amod) && s.isRemoved(k) {
			return true
		}
	}
	return false
}

// goes says what clause n tells of its subject: is one of those moved, or
// comes or goes with them ("on a deportation flight").
func (s *scene) goes(n int) evidence {
	c := &s.cs.List[n]
	if s.a.Child(c.Head, language.Cop) != none {
		if s.words.moved[s.lemma(c.Head)] {
			return described
		}
		return 0
	}
	if !s.words.arrive[c.Lemma] && !s.words.away[c.Lemma] {
		return 0
	}
	for _, o := range c.Obliques {
		first, last := s.a.Subtree(o.Token)
		for i := first; i < last; i++ {
			if l := s.lemma(i); s.words.moved[l] || s.words.moving[l] && i != o.Token || s.isRemoved(i) {
				return removed
			}
		}
	}
	return 0
}

// calledMoved reports whether the noun phrase of a mention of a person calls
// them one of those moved: by a noun before the name or in apposition to it
// ("deportee Mary Example"), or by a participle at any of these.
func (s *scene) calledMoved(x *language.Mention) bool {
	called := func(i int) bool { return s.words.moved[s.lemma(i)] && !s.inOffice(x.Entity, i) }
	if x.Form != language.Nominal {
		for i := max(x.First-1, s.a.Sentences[s.a.Tokens[x.First].Sentence].First); i < x.Last; i++ {
			if i != x.Head && called(i) {
				return true
			}
		}
	}
	for _, i := range s.apposed(x.Head) {
		if i != x.Head && called(i) {
			return true
		}
		for k := range s.a.Children(i) {
			if s.a.Tokens[k].Rel.Core() == language.Amod && (s.isRemoved(k) || i == x.Head && called(k)) {
				return true
			}
		}
	}
	return false
}

// inOffice reports whether token i is a word of an office of person e: "refugee minister".
func (s *scene) inOffice(e, i int) bool {
	return slices.ContainsFunc(s.a.Entities[e].Posts, func(p language.Post) bool {
		return p.Words.Contains(s.a.Tokens[i].Span) && !s.isOccupation(p.Role)
	})
}

// apposed gives the nouns that stand for the same as token i: itself, those in
// apposition to it, and the one that it is in apposition to.
func (s *scene) apposed(i int) []int {
	all := []int{i}
	if h := int(s.a.Tokens[i].Head); h >= 0 && s.besides(i) {
		all = append(all, h)
	}
	for k := 0; k < len(all) && k < 8; k++ {
		for c := range s.a.Children(all[k]) {
			if s.besides(c) && !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all
}

// besides reports whether token i stands beside its head for the same: an
// apposition, a title, a part of the name.
func (s *scene) besides(i int) bool {
	t := &s.a.Tokens[i]
	return t.Rel.Core() == language.Appos || t.Rel.Core() == language.Flat || t.Rel == language.NmodDesc
}

// isRemoved reports whether token i is a participle of removal or custody:
// "deported", which a tagger may take for an adjective with no lemma of a verb.
func (s *scene) isRemoved(i int) bool {
	if l := s.lemma(i); s.a.Tokens[i].UPOS == language.VERB && (s.words.removal[l] || s.words.custody[l]) {
		return true
	}
	stem, ok := strings.CutSuffix(s.a.Lower(i), "ed")
	if !ok || len(stem) < 2 {
		return stem == "held"
	}
	for _, l := range []string{stem, stem + "e", stem[:len(stem)-1]} {
		if s.words.removal[l] || s.words.custody[l] {
			return true
		}
	}
	return false
}

// personAt gives the person that the noun phrase of token i stands for, none
// if it is no person with a mention.
func (s *scene) personAt(i int) int {
	if i == none {
		return none
	}
	for _, k := range s.apposed(i) {
		if m := s.mention[k]; m != none {
			if e := s.a.Mentions[m].Entity; e != none && s.a.Entities[e].Kind == language.Person {
				return e
			}
		}
	}
	return none
}
