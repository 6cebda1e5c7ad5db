package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// onCondition reports whether a clause stands under one that a conjunction of
// condition introduces: "until the country agrees to take them back".
func (s *scene) onCondition(n int) bool {
	for p := range s.cs.Above(n) {
		c := &s.cs.List[p]
		if c.Sentence != s.cs.List[n].Sentence {
			return false
		}
		switch c.Mark {
		case "until", "unless", "if", "whether", "provided":
			return true
		}
		if c.Relation.Core() == language.Conj || c.Relation.Core() == language.Root {
			return false
		}
	}
	return false
}

// saysNever reports whether a clause is negated by "never".
func (s *scene) saysNever(c *clause.Clause) bool {
	for k := range s.a.Children(c.Head) {
		if s.lemma(k) == "never" {
			return true
		}
	}
	return false
}

// isForgone reports whether a clause tells what should have been and was not:
// "should have taken 40 people", "was to have left", "had been due to leave".
func (s *scene) isForgone(n int) bool {
	c := &s.cs.List[n]
	if c.Perfect && (c.Modal == "should" || c.Mark == "to" || c.Modal == "would" && c.Relation == language.AclRelcl) {
		return true
	}
	if s.isDroppedPlan(c) {
		return true
	}
	if p := c.Parent; p != none && c.Mark == "to" && c.Relation.Core() == language.Xcomp {
		g := &s.cs.List[p]
		return g.Perfect && g.Past && g.Verb() != "be" && s.words.intend[g.Verb()]
	}
	return false
}

// isDroppedPlan reports whether a clause tells what a plan was that was given
// up: "plans to send 11 men to Kazakhstan were abandoned".
func (s *scene) isDroppedPlan(c *clause.Clause) bool {
	if c.Mark != "to" || c.Relation.Core() != language.Acl || c.Parent == none {
		return false
	}
	p := &s.cs.List[c.Parent]
	noun := int(s.a.Tokens[c.Head].Head)
	return s.words.stop[p.Lemma] && !p.Negated && p.Modal == "" && noun == p.Object && s.words.unreal[s.lemma(noun)]
}

// isBarred reports whether a clause says what a court does not allow: "may not
// put them aboard, the court held".
func (s *scene) isBarred(c *clause.Clause) bool {
	switch c.Modal {
	case "may", "must", "can", "should":
	default:
		return false
	}
	if !c.Negated {
		return false
	}
	_, ok := contains(s.lemmas[c.Sentence], []string{"court", "judge", "tribunal", "justice", "council", "chamber", "ruling", "injunction", "panel"})
	return ok
}

// isDisclaimed reports whether clause n tells what somebody denies.
func (s *scene) isDisclaimed(n int) bool {
	c := &s.cs.List[n]
	if c.Parent == none || c.Relation.Core() != language.Ccomp && !s.isClaim(s.cs.List[c.Parent].Object) {
		return false
	}
	switch s.cs.List[c.Parent].Verb() {
	case "deny", "dispute", "refute", "reject", "contest", "disclaim":
		return !s.cs.List[c.Parent].Negated
	}
	return false
}

// untilMoved reports whether a clause tells what people wait for: "until they
// can be taken to the shelter".
func (s *scene) untilMoved(c *clause.Clause) bool {
	return c.Mark == "until" && c.Modal == "can" && c.Passive
}

// notBefore reports whether a negated clause only puts off what it tells: "not
// before 2027", "not until March".
func (s *scene) notBefore(c *clause.Clause) bool {
	return c.With("before", "until", "till") != none && (s.words.expect[c.Verb()] || c.Modal == "will")
}

// afterCondition reports whether a conjunction of condition stands before the
// predicate in its segment: "until a first planeload has been returned".
func (s *scene) afterCondition(c *clause.Clause) bool {
	first, _ := s.segment(c)
	for i := max(0, first-1); i < c.Head; i++ {
		switch s.lemma(i) {
		case "until", "unless", "if", "whether", "once", "ensure":
			return true
		case "before":
			if c.Present && s.cs.Of(i) != none { // "before it puts another aboard"
				return true
			}
		}
	}
	return false
}

// afterWherever reports whether a clause follows a word for any place or
// person: "from wherever they come".
func (s *scene) afterWherever(c *clause.Clause) bool {
	for i := c.Head - 1; i >= max(s.a.Sentences[c.Sentence].First, c.Head-4); i-- {
		switch s.lemma(i) {
		case "wherever", "whoever", "whomever", "anywhere", "whichever":
			return true
		}
	}
	return false
}

// isUnreal reports whether clause n is an infinitive of what was only meant to
// be: "a jet that was to take them".
func (s *scene) isUnreal(n int) bool {
	c := &s.cs.List[n]
	switch s.a.Tokens[c.Head].XPOS {
	case language.TagVBD, language.TagVBZ, language.TagVBP:
		return false
	}
	if s.isDue(n) || c.Mark != "to" || !c.Infinite && !c.Past || c.Modal != "" || c.Relation.Core() == language.Root {
		return false
	}
	if s.isDue(n) && !c.Past || s.attitudeOver(n).willing {
		return false
	}
	if p := c.Parent; p != none {
		switch s.cs.List[p].Verb() {
		case "begin", "start", "continue", "go", "help", "use":
			return false
		case "have":
			return !s.isPast(&s.cs.List[p]) // "had to fly on" tells what happened
		}
	}
	return true
}

// isOnlyLet reports whether clause n tells of people without a number what
// somebody is allowed, obliged or able to do: "lets Chile send back Venezuelans",
// "are obliged to leave".
func (s *scene) isOnlyLet(n int) bool {
	for p := s.cs.List[n].Parent; p != none && s.isOpenTo(n, p); n, p = p, s.cs.List[p].Parent {
		switch s.cs.List[p].Verb() {
		case "let", "allow", "permit", "enable", "entitle", "authorise", "authorize", "oblige", "require", "order", "instruct", "compel", "forbid":
			return !s.timeIn(p).IsDay() && !s.isCounted(s.cs.List[p].Object)
		}
	}
	return false
}

// isOpenTo reports whether clause n completes clause p without a subject of its
// own or with that clause's object: "allowed the army to go on turning them back".
func (s *scene) isOpenTo(n, p int) bool {
	c := &s.cs.List[n]
	switch c.Relation.Core() {
	case language.Xcomp, language.Advcl, language.Acl:
	default:
		return false
	}
	return !c.Perfect && !s.isPast(c) && (c.Infinite || c.Mark == "to" || c.Mark == "on") && s.cs.List[p].Head < c.Head
}
