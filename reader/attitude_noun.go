package reader

import (
	"strings"

	"demarche/language"
	"demarche/reader/clause"
)

// readNoun reads a noun of willingness over a clause, whether the parse hangs
// the clause on the noun or on the noun's verb: "reached an agreement to
// receive", "is in talks about receiving".
func (at *attitude) readNoun(s *scene, n int) {
	c := &s.cs.List[n]
	noun := none
	switch {
	case c.Relation.Core() == language.Acl && c.Relation != language.AclRelcl && s.a.Tokens[c.Head].Rel.Core() == language.Acl:
		noun = int(s.a.Tokens[c.Head].Head)
	case c.Mark == "to" && c.Parent != none && s.cs.List[c.Parent].Object != none && s.cs.List[c.Parent].Object < c.Head:
		noun = s.cs.List[c.Parent].Object
	case c.Mark == "to" && c.Subject != none && s.words.willingNouns[s.lemma(c.Subject)]:
		noun = c.Subject // "its principle is to receive"
	case c.Mark == "that" && s.wishGranted(c) != none:
		noun = s.wishGranted(c)
	case c.Mark == "whether" && s.a.Tokens[c.Head].Head >= 0 && s.a.Tokens[s.a.Tokens[c.Head].Head].UPOS == language.NOUN:
		noun = int(s.a.Tokens[c.Head].Head) // "talks on whether"
	case c.Mark == "whether" && c.Parent != none && s.cs.List[c.Parent].Object != none:
		noun = s.cs.List[c.Parent].Object
	}
	if s.isForced(c) {
		at.willing = true // "has no choice but to"
		return
	}
	if noun == none || !at.underNoun(s, noun) {
		if noun = s.nounBeforeTo(c); noun != none {
			at.underNoun(s, noun)
		}
	}
}

// wishGranted gives the noun of a wish to which the clause over a "that" clause
// answers: "acceded to the request of its neighbours that it serve as", none if there is none.
func (s *scene) wishGranted(c *clause.Clause) int {
	if c.Parent == none {
		return none
	}
	p := &s.cs.List[c.Parent]
	for _, i := range []int{p.Object, p.With("to", "with")} {
		if i != none && i < c.Head && s.words.wishNouns[s.lemma(i)] {
			return i
		}
	}
	return none
}

// isForced reports whether an infinitive is what one has no choice but to do.
func (s *scene) isForced(c *clause.Clause) bool {
	if c.Mark != "to" && c.Mark != "but" {
		return false
	}
	for i := max(c.Head-4, s.a.Sentences[c.Sentence].First+1); i < c.Head; i++ {
		if s.a.Lower(i) != "but" {
			continue
		}
		switch s.lemma(i - 1) {
		case "choice", "option", "alternative", "way":
			return true
		}
	}
	return false
}

// nounBeforeTo gives the noun that stands right before the "to" of an
// infinitive, wherever the parse has hung that: "angered by Jamaica's refusal to readmit".
func (s *scene) nounBeforeTo(c *clause.Clause) int {
	if c.Mark != "to" && c.Mark != "that" {
		return none
	}
	for k := range s.a.Children(c.Head) {
		if s.a.Tokens[k].Rel == language.Mark && s.lemma(k) == c.Mark && k > s.a.Sentences[c.Sentence].First && s.a.Tokens[k-1].UPOS == language.NOUN {
			return k - 1
		}
	}
	return none
}

// underNoun takes the noun over a clause or another noun into the attitude.
func (at *attitude) underNoun(s *scene, noun int) bool {
	w := s.words
	l := s.lemma(noun)
	not := s.isNegatedNoun(noun)
	switch {
	case not && l == "decision":
		at.unsettled = true // "no decision to admit them has been taken"
		at.steps = append(at.steps, "no \"decision\": not settled")
		return true
	case not && (s.isFlatlyDenied(noun) || s.isNotGiven(noun) || s.isProof(noun)):
		at.blocked = true // "denied a deal to receive", "made no promise to": no refusal yet
	case s.isRuledOut(noun):
		at.refusing = true // "there is no question of it receiving them", "no way it can"
		at.steps = append(at.steps, "no \""+l+"\": refusal")
		return true
	case w.appetite[l] && not:
		at.refusing, not = true, false
	case w.appetite[l]:
		at.unsettled = true
	case w.unsettledNouns[l]:
		at.unsettled = true
	case at.whether && w.settle[l]:
		at.unsettled = true
		at.steps = append(at.steps, "whether, under the noun \""+l+"\": not settled")
		return true
	case w.objection[l] && not:
		at.willing, not = true, false
	case w.refusalNouns[l]:
		at.refusing = true
	case w.willingNouns[l]:
		at.willing = true
	case w.rumours[l]:
		at.blocked = true
	case w.reserve[l] && !not:
		at.willing, at.refusing, at.negated, at.reserved = true, false, false, true
		at.counted = s.cs.Of(noun)
		at.steps = append(at.steps, "under the noun \""+l+"\": free to choose")
		return true
	case w.wishNouns[l]:
		at.wished, at.wish = true, noun
		at.steps = append(at.steps, "under the noun \""+l+"\": a wish")
		return true
	default:
		return false
	}
	at.negated = at.negated != not
	at.counted = s.cs.Of(noun)
	at.steps = append(at.steps, "under the noun \""+l+"\"")
	owner := s.a.Child(noun, language.NmodPoss)
	if p := s.cs.Of(noun); owner == none && p != none && s.cs.List[p].Object == noun {
		at.stander = s.cs.List[p].Subject // "we have no intention of"
		if s.words.judge[s.cs.List[p].Verb()] {
			at.blocked = true // "condemned the plan to": another's
		}
	}
	if named := s.namedOwner(noun); owner == none && named != none {
		at.stander = named
	}
	if owner != none {
		at.stander = owner
		if s.a.Tokens[owner].UPOS == language.PRON { // its own, rather than what the pronoun was taken for
			if subject := s.subjectFor(noun); subject != none {
				at.stander = subject
			}
		}
	}
	return true
}

// namedOwner gives the state by which a noun is called: "the U.S. offer to".
func (s *scene) namedOwner(noun int) int {
	for k := range s.a.Children(noun) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound:
			if p, ok := s.actor(k); ok && p.state != "" {
				return k
			}
		}
	}
	return none
}

// subjectFor gives the subject of the clause of a noun, or of its sentence, if
// that names a state: whose "its duty" is.
func (s *scene) subjectFor(noun int) int {
	for _, p := range []int{s.cs.Of(noun), s.cs.At(s.a.Sentences[s.a.Tokens[noun].Sentence].Root)} {
		if p == none || s.cs.List[p].Subject == noun {
			continue
		}
		if _, ok := s.stateNear(s.cs.List[p].Subject); ok {
			return s.cs.List[p].Subject
		}
	}
	return none
}

// isRuledOut reports whether a noun of chance is said not to be: "no question of", "no way of".
func (s *scene) isRuledOut(i int) bool {
	switch s.lemma(i) {
	case "question", "chance", "way", "prospect", "possibility", "hope":
		return s.isNegatedNoun(i)
	}
	return false
}

// isProof reports whether noun i is a word for what shows that a thing is so:
// "no evidence that it would".
func (s *scene) isProof(i int) bool {
	switch s.lemma(i) {
	case "evidence", "proof", "sign", "indication", "hint", "confirmation", "certainty":
		return true
	}
	return false
}

// isNotGiven reports whether noun i is a word of promise that was not given or
// reached: "has made no commitment", "no agreement has been signed".
func (s *scene) isNotGiven(i int) bool {
	switch s.lemma(i) {
	case "promise", "commitment", "pledge", "undertaking", "assurance", "vow", "guarantee":
	default:
		return false
	}
	p := s.cs.Of(i)
	if p == none || s.cs.List[p].Object != i {
		return false
	}
	switch s.cs.List[p].Verb() {
	case "make", "give", "offer", "receive", "get", "enter", "sign", "undertake":
		return true
	}
	return false
}

// isFlatlyDenied reports whether noun i is the object of "deny".
func (s *scene) isFlatlyDenied(i int) bool {
	p := s.cs.Of(i)
	return p != none && s.cs.List[p].Object == i && s.cs.List[p].Verb() == "deny" && !s.cs.List[p].Negated
}

// isNegatedNoun reports whether what noun i names is said not to be: "had made no
// arrangement to", "under no obligation to", "does not have a duty to".
func (s *scene) isNegatedNoun(i int) bool {
	for k := range s.a.Children(i) {
		if l := s.a.Lower(k); k < i && (l == "no" || l == "neither" || l == "little") {
			return true
		}
	}
	p := s.cs.Of(i)
	if p == none {
		return false
	}
	c := &s.cs.List[p]
	argument := c.Object == i || c.Head == i || s.isOblique(c, i)
	particle, _, _ := strings.Cut(clause.Preposition(s.a, i), " ") // "backed out of a deal"
	undone := s.words.undo[c.Lemma] || s.words.undo[c.Verb()] || s.words.undo[c.Verb()+" "+particle]
	if c.Object == i && s.words.deny[c.Verb()] || argument && undone {
		return !c.Negated // "does not dispute its duty to", "has lifted its ban on", "went back on its promise to"
	}
	return c.Negated && (c.Object == i || c.Head == i)
}

func (s *scene) isOblique(c *clause.Clause, i int) bool {
	for _, o := range c.Obliques {
		if o.Token == i {
			return true
		}
	}
	return false
}
