package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// actFits reports whether clause n has the form that entry e asks for.
func (s *scene) actFits(n int, e *vocabulary.Act) bool { return s.misfit(n, e) == "" }

// misfit gives the first thing that entry e asks for and clause n lacks, "" if it lacks nothing.
func (s *scene) misfit(n int, e *vocabulary.Act) string {
	c := &s.cs.List[n]
	court := s.courtIn(c) != none
	switch {
	case e.Court != court && (e.Court || e.Type != demarche.Demand && e.Type != demarche.Negotiate):
		return "court"
	case len(e.Object) > 0 && !s.objectIn(c, e.Object) && !s.obliqueIn(c, e):
		return "object"
	case e.Existential && s.a.Child(c.Head, language.Expl) == none:
		return "what there is"
	case e.Again && !s.isAgain(c):
		return "again"
	case e.Own && s.isAnothers(n):
		return "another's"
	case e.ObjectSome && c.Object == none:
		return "any object"
	case len(e.SubjectIn) > 0 && !slices.Contains(e.SubjectIn, s.lemma(s.subjectSaid(n))):
		return "subject"
	case len(e.ObjectOf) > 0 && (c.Object == none || !slices.Contains(e.ObjectOf, s.lemma(s.childWith(c.Object, "of")))):
		return "what the object is of"
	case len(e.ObjectNot) > 0 && c.Object != none && (slices.Contains(e.ObjectNot, s.lemma(c.Object)) || s.isPersons(c.Object)),
		len(e.ObjectNot) > 0 && slices.Contains(e.ObjectNot, s.lemma(c.With("for", "on"))):
		return "other object"
	case e.Said && len(e.Judged) > 0 || len(e.Judged) > 0 && !s.judges(c, e.Judged):
		return "judgement"
	case e.Infinitive && !s.hasInfinitive(n):
		return "infinitive"
	case slices.Contains(e.Not, c.Lemma):
		return "another predicate"
	case e.OfPeople && !s.isPeople(c.Object):
		return "people"
	case e.NotPeople && s.isPeopleAlone(c.Object) && !s.wantsDone(n):
		return "no people"
	case e.Both && s.onOtherMatter(c):
		return "other matter"
	case e.Complement && s.below(n, language.Ccomp, language.Xcomp) == none:
		return "complement"
	case e.Wish && !s.hasWish(n):
		return "wish"
	case e.Coming && !s.hasComing(n):
		return "what is to come"
	case e.Active && (c.Passive || c.Inherited && c.Mark != "to"):
		return "active"
	case len(e.Below) > 0 && !s.hasBelow(n, e.Below):
		return "clause below"
	case e.Future && c.Modal != "will" && c.Modal != "shall" && !(e.Said && c.Modal == "would"):
		return "future"
	case e.Copular && e.Both && singular[c.Lemma] && !s.isPlural(c.Head):
		return "plural"
	case e.Copular && !c.Copular && s.cs.List[n].Relation.Core() != language.Ccomp:
		return "copula"
	case len(e.With) > 0 && c.With(e.With...) == none:
		return "preposition"
	case len(e.Oblique) > 0 && !slices.Contains(e.Oblique, s.lemma(c.With(e.With...))):
		return "oblique"
	case e.Felt && !c.Passive && !c.Copular:
		return "feeling"
	case e.Strict && !s.topic[c.Sentence] || !s.onSubject(c.Sentence) || s.speaksOfElse(c, e.Type) || s.strays(c.Sentence):
		return "subject of the report"
	case !s.actIsFact(n, e):
		return "fact"
	}
	return ""
}

// subjectSaid gives the subject of clause n: the "it" that stands for a clause
// ("it is untrue that"), and that of the verb of saying where the parse has put
// it there ("reports of a deal are false, the minister said").
func (s *scene) subjectSaid(n int) int {
	c := &s.cs.List[n]
	if i := s.a.Child(c.Head, language.Expl); i != none && c.Copular && s.lemma(i) == "it" {
		return i
	}
	if c.Subject == none && c.Copular && c.Parent != none && s.cs.List[c.Parent].Subject != none && s.cs.List[c.Parent].Subject < c.Head {
		return s.cs.List[c.Parent].Subject
	}
	return c.Subject
}

// isAgain reports whether a clause says that something is done again.
func (s *scene) isAgain(c *clause.Clause) bool {
	for k := range s.a.Children(c.Head) {
		if l := s.a.Lower(k); s.a.Tokens[k].Rel.Core() == language.Advmod && (l == "again" || l == "anew" || l == "afresh") {
			return true
		}
	}
	return false
}

// isAnothers reports whether the object of clause n is said to be of another
// than its subject: "renewed the request of Athens".
func (s *scene) isAnothers(n int) bool {
	c := &s.cs.List[n]
	owner, ok := s.actor(s.claimantOf(c.Object))
	if !ok || owner.id() == "" {
		return false
	}
	doer, ok := s.subject(n)
	return ok && doer.id() != owner.id()
}

// hasInfinitive reports whether clause n has somebody as object who is told to
// do something, whether the parse hangs that on the verb or on the object.
func (s *scene) hasInfinitive(n int) bool {
	c := &s.cs.List[n]
	if c.Object == none && c.Indirect == none {
		return s.wantsDone(n)
	}
	for k := range s.cs.In(c.Sentence) {
		d := &s.cs.List[k]
		if h := int(s.a.Tokens[d.Head].Head); !d.Infinite || d.Mark != "to" || h == none || h != c.Head && h != c.Object && h != c.Indirect {
			continue
		}
		if c.Relation == language.AclRelcl && d.Object == none && (s.words.send[d.Lemma] || s.words.send[d.Verb()]) {
			continue // "people whom it wants to send back"
		}
		return true
	}
	return false
}

// wantsDone reports whether an infinitive in the passive completes clause n:
// "wants prisoners to be left out" asks it of those who hold them.
func (s *scene) wantsDone(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		d := &s.cs.List[k]
		if d.Parent == n && d.Infinite && d.Mark == "for" {
			return true // "asked for the flights to stop"
		}
		if d.Parent == n && d.Passive && d.Mark == "to" && (d.Relation.Core() == language.Xcomp || d.Relation.Core() == language.Ccomp) {
			return true
		}
	}
	return false
}

// isPeopleAlone reports whether token i heads a noun phrase of people who stand
// for no state: not "the Americans".
func (s *scene) isPeopleAlone(i int) bool {
	if i == none || s.a.Tokens[i].UPOS == language.PRON || !s.isPeople(i) {
		return false
	}
	_, ok := s.standsFor(i)
	return !ok
}

// isPersons reports whether token i heads a noun phrase of persons who stand for
// no state: not "the Belgians", nor "Polish officers", but "its first eleven people".
func (s *scene) isPersons(i int) bool {
	if !s.isPeople(i) || s.isPronoun(i) && s.lemma(i) == "they" {
		return false // "them" may be states
	}
	if _, ok := s.standsFor(i); ok {
		return s.a.Child(i, language.Nummod) != none
	}
	return true
}

// speaksOfElse reports whether clause n is about something else than returns by
// what it is done to or about, in a sentence that does not itself speak of
// returns. What hurts a state may do so by trade in anything.
func (s *scene) speaksOfElse(c *clause.Clause, t demarche.ActType) bool {
	switch t {
	case demarche.Sanction, demarche.Threaten, demarche.Ease, demarche.Agree, demarche.Negotiate:
		return false
	}
	if s.topic[c.Sentence] {
		return false
	}
	for _, i := range []int{c.Object, c.With("on", "upon", "about", "for", "over", "of")} {
		if i != none && s.tellsAside(i) {
			return true
		}
	}
	return false
}

// tellsAside reports whether the noun phrase of token i holds a word of another subject.
func (s *scene) tellsAside(i int) bool {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if s.words.asides[s.lemma(k)] {
			return true
		}
	}
	return false
}

// onOtherMatter reports whether the object of a clause, or what it is "on" or
// "about", says that a clause is about something else than returns.
func (s *scene) onOtherMatter(c *clause.Clause) bool {
	return s.isOtherMatter(c.Object) || s.isOtherMatter(c.With("on", "upon", "about", "for", "over"))
}

// isOtherMatter reports whether a noun for an agreement or talks says that they
// are about something else than returns.
func (s *scene) isOtherMatter(i int) bool {
	if i == none {
		return false
	}
	if slices.Contains(s.words.matters, s.lemma(i)) {
		return true
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nmod:
			if slices.Contains(s.words.matters, s.lemma(k)) {
				return true
			}
		}
	}
	return false
}

// hasWish reports whether clause n has a complement that says what should be:
// with a bare verb ("insists that cases go"), "should" or "must", or an infinitive.
func (s *scene) hasWish(n int) bool {
	k := s.below(n, language.Ccomp, language.Xcomp, language.Advcl)
	if k == none {
		return false
	}
	d := &s.cs.List[k]
	return d.Modal == "should" || d.Modal == "must" || d.Mark == "that" && (s.isSubjunctive(k) || s.a.Tokens[d.Head].XPOS == language.TagVBP)
}

// hasComing reports whether clause n has a complement that says what is to come:
// what the speaker will do to others, not whom it will take (a position) nor
// what others will do.
func (s *scene) hasComing(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		d := &s.cs.List[k]
		if d.Parent != n || k == n || s.a.Tokens[d.Head].Rel.Core() == language.Acl && d.Mark != "that" {
			continue
		}
		switch d.Relation.Core() {
		case language.Ccomp, language.Xcomp, language.Advcl, language.Acl:
		default:
			continue
		}
		future := d.Modal == "will" || d.Modal == "would" || d.Modal == "shall" || d.Infinite && (d.Relation.Core() != language.Advcl || s.a.Tokens[d.Head].XPOS == language.TagVBG && d.Mark == "to")
		if !future || s.words.receive[d.Lemma] || s.keepsOut(d) || d.Subject != none && !d.Inherited && !d.Passive && s.isPeople(d.Subject) {
			continue
		}
		return true
	}
	return false
}

// keepsOut reports whether a clause says that people or planes will not be let
// in, which is a position.
func (s *scene) keepsOut(c *clause.Clause) bool {
	if c.Object == none || !s.isPeople(c.Object) && !s.isAircraft(c.Object) && !s.words.moving[s.lemma(c.Object)] {
		return false
	}
	return s.words.refuse[c.Lemma] || c.Verb() == "keep" && c.With("out", "out of", "from", "off") != none
}

// isBare reports whether clause n has a verb in its base form.
func (s *scene) isBare(n int) bool {
	c := &s.cs.List[n]
	if s.a.Tokens[c.Head].XPOS == language.TagVB {
		return true
	}
	for k := range s.a.Children(c.Head) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Aux, language.Cop:
			if s.a.Lower(k) == "be" {
				return true
			}
		}
	}
	return false
}

// hasBelow reports whether a clause that completes clause n has one of the predicates.
func (s *scene) hasBelow(n int, verbs []string) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		if s.cs.List[k].Parent == n && (slices.Contains(verbs, s.cs.List[k].Lemma) || slices.Contains(verbs, s.cs.List[k].Verb())) {
			switch s.cs.List[k].Relation.Core() {
			case language.Xcomp, language.Ccomp, language.Advcl, language.Acl:
				return true
			}
		}
	}
	return false
}

// reachJudgement is how many words after "called it" its judgement may stand,
// whatever the parse makes of the quotation marks between them.
const reachJudgement = 10

// judges reports whether one of the words of judgement stands in the clause.
func (s *scene) judges(c *clause.Clause, words []string) bool {
	_, last := s.a.Subtree(c.Head)
	last = max(last, min(c.Head+reachJudgement, s.a.Sentences[c.Sentence].Last))
	for i := c.Head + 1; i < last && s.lemma(i) != "whether"; i++ {
		if slices.Contains(words, s.lemma(i)) && !s.describesPeople(i) {
			return true
		}
	}
	return false
}

// describesPeople reports whether token i only describes people: "illegal
// migrants" is no judgement on a deed.
func (s *scene) describesPeople(i int) bool {
	h := int(s.a.Tokens[i].Head)
	return h != none && s.a.Tokens[i].Rel.Core() == language.Amod && s.isPeople(h)
}
