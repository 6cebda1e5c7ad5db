package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// isTurnedBack reports whether a clause says that a plane or people were turned
// away, or denied entry or landing.
func (s *scene) isTurnedBack(c *clause.Clause) bool {
	switch c.Lemma {
	case "turn away", "turn back", "turn around", "turn round", "double back":
		return true
	}
	if c.Lemma == "turn" {
		_, last := s.segment(c)
		for i := c.Head + 1; i < min(last, c.Head+turnReach); i++ {
			switch s.lemma(i) {
			case "away", "back", "around", "round":
				return true
			case "to", "into":
				return false
			}
		}
	}
	return s.isDenied(c) || s.isNotLet(c)
}

// isNotLet reports whether a clause says that vehicles or people on their way
// were not let in or through: "would not let the trucks through", "were not
// admitted", "closed its airspace to the plane".
func (s *scene) isNotLet(c *clause.Clause) bool {
	first, last := s.segment(c)
	words := s.phrase(first, max(last, c.Head+1))
	switch c.Verb() {
	case "close", "shut":
		_, ok := contains(words, []string{"airspace", "sky"})
		to := c.With("to", "for")
		return ok && !c.Negated && c.Modal == "" && s.isVehicle(to) && s.isOnePlane(to)
	case "let", "admit", "allow", "permit", "take", "accept", "receive", "clear":
	default:
		return false
	}
	if !c.Negated || !(c.Modal == "would" || c.Modal == "" && s.isPast(c)) || c.Object == none || c.Perfect {
		return false
	}
	if !s.isDefinite(c.Object) || !s.isVehicle(c.Object) && !s.surelyPeople(c.Object) {
		return false
	}
	_, in := contains(words, []string{"in", "through", "land", "enter", "cross", "pass", "off", "ashore", "dock", "disembark", "admit", "landing"})
	return in
}

// turnReach is how many words after "turn" its particle may stand.
const turnReach = 7

// underTurned reports whether clause n modifies the people or planes of a
// clause that says that they were turned back.
func (s *scene) underTurned(n int) bool {
	for p := range s.cs.Above(n) {
		c := &s.cs.List[p]
		if c.Sentence != s.cs.List[n].Sentence {
			return false
		}
		if s.isTurnedBack(c) {
			return s.cs.List[n].Relation.Core() != language.Conj
		}
	}
	return false
}

// isDenied reports whether a clause says that a plane was denied entry or landing.
func (s *scene) isDenied(c *clause.Clause) bool {
	switch c.Lemma {
	case "deny", "refuse", "withhold", "block", "bar":
	default:
		return false
	}
	if c.Negated || c.Modal != "" || c.Mark == "because" { // the main clause tells what came of it
		return false
	}
	if s.isClaim(c.Object) {
		return false // "denied reports that a plane had landed"
	}
	first, last := s.segment(c)
	if _, ok := contains(s.phrase(first, last), []string{"entry", "landing", "land", "clearance", "permission", "dock", "berth", "cross", "enter", "through", "disembark", "off"}); !ok {
		return false
	}
	for i := first; i < last; i++ {
		if s.isVehicle(i) && !s.isModifier(i) {
			return true
		}
	}
	return false
}

// isClaim reports whether token i names something said.
func (s *scene) isClaim(i int) bool {
	switch s.lemma(i) {
	case "report", "claim", "allegation", "accusation", "suggestion", "rumour", "rumor", "assertion", "account", "charge", "statement", "speculation", "story":
		return true
	}
	return false
}

// refusedEntry reports whether a sentence says that those who came were not let in.
func (s *scene) refusedEntry(sentence int) bool {
	_, ok := contains(s.lemmas[sentence], []string{"refuse entry", "deny entry", "refused entry", "denied entry", "turn away", "turn back"})
	return ok
}
