package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// holds reports whether a bare clause tells what a state does or will do as a
// rule, not what it did: "takes back", "will receive", "has been receiving".
func (s *scene) holds(c *clause.Clause, at *attitude, t *taking) bool {
	switch at.modal {
	case "will", "would", "can", "could", "shall":
		return true
	}
	if s.words.detain[c.Lemma] || s.words.lodging[c.Lemma] && !at.negated && s.hasFigure(t.patient) {
		return false // "97 are detained there", "hosts a million refugees" is what is, not what will be taken
	}
	deed := c.Past && at.modal == "" // "did not let the plane fly on" is what it did
	if at.negated && !deed {
		return true
	}
	if at.negated && deed && !t.light && !s.isAircraft(t.patient) {
		return c.Lemma == "accept" || s.words.home[t.trigger] // "did not take back its nationals"
	}
	if c.Past && !c.Perfect && s.a.Tokens[c.Head].XPOS == language.TagVBG {
		return s.by(c.Head) != nil || s.hasWord(c, "still") // "was taking them", as told by somebody
	}
	if c.Past && s.isHabit(c) {
		return true
	}
	if !c.Present {
		return false
	}
	return !c.Perfect || s.stillHolds(c)
}

// isHabit reports whether a clause about the past tells what was done again and
// again: "for years it took back", "received two flights a month".
func (s *scene) isHabit(c *clause.Clause) bool {
	if s.hasRate(c) {
		return true
	}
	for k := range s.a.Children(c.Head) {
		switch s.lemma(k) {
		case "year", "decade":
			if s.a.Tokens[k].XPOS == language.TagNNS && clause.Preposition(s.a, k) == "for" && s.a.Child(k, language.Nummod) == none {
				return true // "for years"
			}
		case "always", "regularly", "routinely", "traditionally", "historically", "invariably", "consistently":
			return true
		}
	}
	return false
}

// hasRate reports whether a clause tells how many come in each span of time:
// "had let in two a month", "took forty of them a week".
func (s *scene) hasRate(c *clause.Clause) bool {
	first, last := s.segment(c)
	for i := max(first, c.Head) + 2; i < last; i++ {
		if !s.isSpan(i) {
			continue
		}
		switch s.a.Lower(i - 1) {
		case "a", "per", "each", "every":
			return s.a.Tokens[i-2].UPOS == language.NUM || s.hasFigure(i-2) || s.isVehicleNoun(i-2) || s.arePeople(i-2)
		}
	}
	return false
}

// stillHolds reports whether a perfect tells of something that goes on: "has
// been receiving planes", "has let such flights in since 2018", "has always taken them back".
func (s *scene) stillHolds(c *clause.Clause) bool {
	if s.a.Tokens[c.Head].XPOS == language.TagVBG || c.With("since", "in since", "back since") != none {
		return true
	}
	for k := range s.a.Children(c.Head) {
		switch s.a.Lower(k) {
		case "always", "long", "never", "regularly", "routinely", "traditionally", "consistently", "historically":
			return true
		}
	}
	return false
}

// isBackground reports whether clause n is a past stance told only to date
// something else: "the first since Venezuela stopped receiving flights".
func (s *scene) isBackground(n int) bool {
	for m := n; m != none; m = s.cs.List[m].Parent {
		switch s.cs.List[m].Mark {
		case "since", "after", "before":
			return true
		}
		switch s.cs.List[m].Relation.Core() {
		case language.Xcomp, language.Ccomp:
		default:
			return false
		}
	}
	return false
}
