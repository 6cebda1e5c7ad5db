package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// isNoFigure reports whether a bare number is one that counts nothing of the
// subject: votes for and against, those asked in a poll, the type of an aircraft.
func (s *scene) isNoFigure(x *language.Quantity, sentence int) bool {
	if _, ok := contains(s.lemmas[sentence], []string{"poll", "survey", "respondent", "pollster"}); ok {
		return true
	}
	switch s.a.Lower(x.First) {
	case "half", "third", "thirds", "quarter", "quarters":
		if x.Kind == language.Percent {
			return true // "half of them": no figure that anybody counted
		}
	case "a", "one", "two", "three":
		if w := s.a.Lower(min(x.First+1, len(s.a.Tokens)-1)); x.Kind == language.Percent && (w == "half" || w == "third" || w == "thirds" || w == "quarter" || w == "quarters") {
			return true
		}
	}
	if x.Kind == language.Percent {
		_, ok := contains(s.around(x, near), []string{"vote", "ballot", "gdp", "income", "growth", "inflation", "unemployment", "remittance", "economy", "turnout", "budget"})
		return ok
	}
	if x.Counted != none || x.Kind != language.Cardinal {
		return false
	}
	if _, ok := contains(s.lemmas[sentence], []string{"vote", "ballot"}); ok {
		return true
	}
	switch x.Value {
	case 707, 727, 737, 747, 757, 767, 777, 787, 319, 320, 321, 330, 340, 350:
		return x.First > 0 && slices.Contains([]string{"the", "a", "boeing", "airbus"}, s.a.Lower(x.First-1))
	}
	return false
}

// isToBe reports whether those whom a figure counts are described as people whom
// somebody means to move, not who have been: "300 Eritreans whom Oslo wants to
// deport", "18,000 who are to be sent home".
func (s *scene) isToBe(head int) bool {
	for _, i := range []int{head, s.childWith(head, "of")} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			n := s.cs.At(k)
			if n == none || s.cs.List[n].Relation.Core() != language.Acl {
				continue
			}
			if s.isRemovalToCome(n) {
				return true
			}
		}
	}
	return false
}

// isRemovalToCome reports whether clause n, or the one that completes it, tells a
// removal that is meant or due.
func (s *scene) isRemovalToCome(n int) bool {
	c := &s.cs.List[n]
	removes := func(m int) bool {
		l := s.cs.List[m].Lemma
		return s.words.removal[l] || s.words.send[l] && s.cs.List[m].Verb() != "take"
	}
	if removes(n) {
		return c.Mark == "to" && c.Infinite || c.Modal == "will" || c.Modal == "would" || c.Modal == "could" || c.Modal == "can" || c.Modal == "must"
	}
	switch c.Verb() {
	case "want", "plan", "intend", "seek", "hope", "mean", "wish", "try", "propose", "expect", "due", "be", "prepare", "schedule", "wait", "await", "face", "stand", "queue":
	default:
		return false
	}
	k := s.below(n, language.Xcomp)
	if v := c.Verb(); k == none && (v == "wait" || v == "queue" || v == "await") {
		k = s.below(n, language.Advcl)
	}
	return k != none && removes(k)
}

// isAim reports whether a number of removals is what somebody means to reach:
// "expects 2,000 removals this year", "the aim is a million deportations".
func (s *scene) isAim(head int) bool {
	n := s.cs.Of(head)
	if n == none || !s.isMovingNoun(head) {
		return false
	}
	c := &s.cs.List[n]
	switch s.lemma(c.Subject) {
	case "aim", "target", "goal", "objective":
		return !c.Negated
	}
	switch c.Verb() {
	case "expect", "want", "plan", "hope", "aim", "seek", "intend", "target", "foresee", "envisage", "project", "anticipate":
		return c.Object == head && !c.Negated
	}
	return false
}

// isEnabled reports whether a clause tells what somebody would be let or helped
// to do: "a law that would let the state deport 30,000".
func (s *scene) isEnabled(n int) bool {
	c := &s.cs.List[n]
	if c.Parent == none || c.Relation.Core() != language.Xcomp && c.Relation.Core() != language.Ccomp {
		return false
	}
	p := &s.cs.List[c.Parent]
	switch p.Verb() {
	case "let", "allow", "enable", "permit", "help", "make":
		return p.Modal == "would" || p.Modal == "could" || p.Modal == "will" || p.Modal == "may"
	}
	return false
}

// isMeant reports whether a clause of holding people tells what is meant or
// possible, not what is: under a modal, or the infinitive of a plan or of a verb.
func (s *scene) isMeant(n int) bool {
	c := &s.cs.List[n]
	if c.Negated || c.Perfect {
		return false
	}
	switch c.Modal {
	case "will", "would", "can", "could", "may", "might":
		return true
	}
	if c.Mark != "to" || c.Parent == none && c.Relation.Core() != language.Acl {
		return false
	}
	switch c.Relation.Core() {
	case language.Acl, language.Xcomp:
		return c.Parent == none || s.cs.List[c.Parent].Verb() != "continue"
	}
	return false
}

// byLimit tells that a figure is what a state takes at most by the noun that it
// hangs on: "a quota of 400 returns", "a ceiling of 50".
func (s *scene) byLimit(head int) *vocabulary.Count {
	h := int(s.a.Tokens[head].Head)
	if h == none {
		return nil
	}
	switch s.lemma(h) {
	case "quota", "ceiling", "cap", "maximum":
		return s.countEntry(demarche.Agreed)
	}
	return nil
}

// ofThem reports whether a figure is a part of the one before it and nothing more
// is said of it than what part: "120 flights, 30 of them military".
func (s *scene) ofThem(x *language.Quantity, head int) bool {
	n := s.cs.Of(head)
	if n != none && s.cs.List[n].Subject == head && !s.cs.List[n].Copular {
		return false
	}
	last := s.a.Sentences[s.a.Tokens[x.First].Sentence].Last
	if x.Last+1 < last && s.a.Lower(x.Last) == "of" {
		switch s.a.Lower(x.Last + 1) {
		case "them", "whom", "which", "these":
			return n == none || s.cs.List[n].Subject != head || s.cs.List[n].Copular
		}
	}
	return x.First > 1 && s.a.Lower(x.First-2) == "of" && (s.a.Lower(x.First-1) == "whom" || s.a.Lower(x.First-1) == "which") && (n == none || s.cs.List[n].Copular)
}

// workedOut lists verbs that, past, tell that what they govern was done.
const workedOut = " help manage begin start continue allow enable let lead cause "

// isDone reports whether an infinitive of removal tells what was done: "helped to return 500".
func (s *scene) isDone(n int) bool {
	c := &s.cs.List[n]
	if c.Parent == none {
		return false
	}
	p := &s.cs.List[c.Parent]
	return p.Past && p.Modal == "" && !p.Negated && strings.Contains(workedOut, " "+p.Verb()+" ")
}

// isReception reports whether a clause tells that a state took in those who are
// its object: "has received 39,000 people".
func (s *scene) isReception(n, head int) bool {
	if n == none {
		return false
	}
	c := &s.cs.List[n]
	l, _, _ := s.takes(n)
	switch l {
	case "receive", "take in", "take back", "readmit", "accept", "admit", "welcome", "accept back", "receive back":
	default:
		return false
	}
	if c.Object != head && s.childWith(max(c.Object, 0), "of") != head || c.Modal != "" || c.Infinite || c.Negated {
		return false
	}
	p, ok := s.subject(n)
	return ok && p.state != ""
}

// bySum tells what a figure counts by the noun for a sum that is said to come to
// it: "the number of orders rose from 850 to 2,400", "puts the number liable to
// deportation at 2,000". People of whom no more is said are counted as other.
func (s *scene) bySum(head int) *vocabulary.Count {
	n := s.cs.Of(head)
	if n == none {
		return nil
	}
	for _, i := range []int{s.cs.List[n].Subject, s.cs.List[n].Object} {
		if i == none || i == head || !isSum(s.lemma(i)) {
			continue
		}
		of := s.childWith(i, "of")
		if of == none && s.a.Child(i, language.Acl) == none && s.a.Child(i, language.Amod) == none {
			continue
		}
		if first, last := s.a.Subtree(i); head < first || head >= last {
			if e := s.entryFor(s.phrase(first, last), head, none); e != nil {
				return e
			}
		}
		if of == none {
			continue
		}
		if e := s.entryForNoun(s.lemma(of)); e != nil {
			return e
		}
		if s.surelyPeople(of) && !s.tellsRemoval(n) {
			return s.countEntry(demarche.OtherCount)
		}
	}
	return nil
}

// tellsRemoval reports whether clause n, or one that completes it, tells a removal.
func (s *scene) tellsRemoval(n int) bool {
	c := &s.cs.List[n]
	return s.words.removal[c.Lemma] || s.words.send[c.Lemma]
}

// byVerb tells what a figure counts by the verb of which it is the object, where
// that says more than the people's own description: what a state agrees to take,
// whom it holds, whom something spares.
func (s *scene) byVerb(head int) *vocabulary.Count {
	n := s.cs.Of(head)
	if n == none || s.cs.List[n].Object != head || s.cs.At(head) != none {
		return nil
	}
	l, _, _ := s.takes(n)
	for i := range s.words.counts {
		e := &s.words.counts[i]
		switch e.What {
		case demarche.Agreed, demarche.OtherCount:
		default:
			continue
		}
		if slices.Contains(e.Verbs, l) && s.underModal(e, head, n) {
			return e
		}
	}
	return nil
}

// byRoom tells that a figure is of those for whom there is room: what a state has
// room for it agrees to take, what a building is built for is its capacity.
func (s *scene) byRoom(head int) *vocabulary.Count {
	if clause.Preposition(s.a, head) != "for" {
		return nil
	}
	h := int(s.a.Tokens[head].Head)
	switch s.lemma(h) {
	case "build", "design", "equip", "construct", "lay out":
		return s.countEntry(demarche.Capacity)
	case "room", "space", "capacity", "bed", "bunk", "place", "cell", "berth", "accommodation", "site":
	default:
		if h == none || !s.words.facility[s.lemma(h)] {
			return nil
		}
		return s.countEntry(demarche.Capacity) // "a departure centre for 350 people"
	}
	if n := s.cs.Of(h); n != none && s.cs.List[n].Verb() == "have" {
		if p, ok := s.subject(n); ok && p.state != "" && p.kind != language.Person {
			return s.countEntry(demarche.Agreed)
		}
	}
	return s.countEntry(demarche.Capacity)
}
