package reader

import (
	"slices"

	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// objectIn reports whether the object of a clause is, is joined with, or is
// made up with one of the words ("visa restrictions").
func (s *scene) objectIn(c *clause.Clause, words []string) bool {
	if c.Object == none {
		return s.lostObject(c, words)
	}
	if i := s.meantByIt(c); i != none {
		return slices.Contains(words, s.lemma(i))
	}
	if slices.Contains(words, s.lemma(c.Object)) || slices.Contains(words, s.lemma(s.measured(c.Object))) {
		return true
	}
	for k := range s.a.Children(c.Object) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Conj, language.Compound:
			if slices.Contains(words, s.lemma(k)) {
				return true
			}
		}
	}
	for k := range s.a.Children(c.Head) { // "they were refused ENTRY", "handed the consul a NOTE"
		if rel := s.a.Tokens[k].Rel.Core(); (rel == language.Obj || rel == language.Iobj) && slices.Contains(words, s.lemma(k)) {
			return true
		}
	}
	if p, ok := s.actor(c.Object); ok && p.id() != "" && !c.Passive { // "sent Washington a note"
		for i := range s.cs.Right(s.cs.At(c.Head)) {
			if i != c.Object && clause.Preposition(s.a, i) == "" {
				return slices.Contains(words, s.lemma(i))
			}
		}
	}
	return c.Relation == language.AclRelcl && s.relativeIn(c, words)
}

// meantByIt gives what the "it" means that is the object of a clause joined to
// another: the object of that one, "called a MEETING and cancelled it"; none if
// the object is another word or nothing stands before it.
func (s *scene) meantByIt(c *clause.Clause) int {
	if s.lemma(c.Object) != "it" || c.Relation.Core() != language.Conj || c.Parent == none {
		return none
	}
	before := s.cs.List[c.Parent].Object
	if before == none || s.a.Tokens[before].UPOS != language.NOUN {
		return none
	}
	return before
}

// measured gives the noun that a noun of quantity or of giving stands for:
// "the number of VISAS", "some of those CURBS", "the issuing of VISAS".
func (s *scene) measured(i int) int {
	if !s.words.measures[s.lemma(i)] {
		return none
	}
	return s.childWith(i, "of")
}

// obliqueIn reports whether what a clause of entry e is done to stands after a
// preposition that belongs to the predicate: "called in the ambassador", "held off
// on tariffs", "put its name to a protocol".
func (s *scene) obliqueIn(c *clause.Clause, e *vocabulary.Act) bool {
	for _, o := range c.Obliques {
		if o.Preposition == "" || !slices.Contains(e.Object, s.lemma(o.Token)) {
			continue
		}
		if slices.Contains(e.Verbs, c.Lemma+" "+o.Preposition) || slices.Contains(e.Verbs, c.Lemma+" "+s.lemma(c.Object)+" "+o.Preposition) {
			return true
		}
	}
	return false
}

// relativeIn reports whether a relative clause may hang on one of the words
// where the parse has hung it on a noun below: "the readmission of people from
// the islands, which Turkey halted".
func (s *scene) relativeIn(c *clause.Clause, words []string) bool {
	i := int(s.a.Tokens[c.Head].Head)
	if i != c.Object {
		return false // the relative pronoun is no object: "which makes it hard"
	}
	for i != none && i == c.Object || i != none && s.a.Tokens[i].Rel.Core() == language.Nmod {
		i = int(s.a.Tokens[i].Head)
		if i != none && slices.Contains(words, s.lemma(i)) {
			return true
		}
		if i == none || s.a.Tokens[i].Rel.Core() != language.Nmod {
			return false
		}
	}
	return false
}

// lostObject reports whether one of the words stands just after a predicate
// whose object the parse has lost, or is the noun that the clause modifies.
func (s *scene) lostObject(c *clause.Clause, words []string) bool {
	if h := s.a.Tokens[c.Head].Head; c.Relation.Core() == language.Acl && h >= 0 && slices.Contains(words, s.lemma(int(h))) {
		return true
	}
	near := s.cs.Right
	if c.Passive {
		near = s.cs.Left // "and a NOTE was handed to the consul"
	}
	for i := range near(s.cs.At(c.Head)) {
		if slices.Contains(words, s.lemma(i)) {
			return clause.Preposition(s.a, i) == ""
		}
	}
	return false
}
