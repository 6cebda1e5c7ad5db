package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// claimant gives whoever said what could not be confirmed: the source of the
// sentence, or the subject of another clause of it or of the sentence before.
func (s *scene) claimant(n int) []party {
	c := &s.cs.List[n]
	for back := c.Sentence; back >= max(0, c.Sentence-2); back-- {
		if p, ok := s.sourceIn(back, n); ok {
			return []party{p}
		}
		for m := range s.cs.In(back) {
			if m == n || back == c.Sentence && s.cs.List[m].Subject == c.Subject {
				continue
			}
			if p, ok := s.subject(m); ok {
				return []party{p}
			}
		}
	}
	return nil
}

// sourceIn gives who is said to say something in a sentence, other than the
// predicate of clause n itself.
func (s *scene) sourceIn(sentence, n int) (party, bool) {
	for m := range s.cs.In(sentence) {
		at, ok := s.cue[s.cs.List[m].Head]
		if !ok || m == n || s.a.Attributions[at].Class == language.Treated || s.a.Attributions[at].SourceHead == none {
			continue
		}
		if p, ok := s.actor(s.a.Attributions[at].SourceHead); ok && (s.cs.List[n].Sentence != sentence || s.cs.List[m].Subject != s.cs.List[n].Subject) {
			return p, true
		}
	}
	return party{}, false
}

// silent gives who did not say it: the subject and its conjuncts ("neither the
// State Department nor the presidency"), in a passive without agent the
// speaker, else whom the paragraph is about.
func (s *scene) silent(n int, e *vocabulary.Gap) []party {
	c := &s.cs.List[n]
	var whos []party
	add := func(i int) {
		p, ok := s.actor(i)
		if !ok {
			p, ok = s.standsFor(i)
		}
		if !ok {
			p, _, ok = s.office(i, true)
		}
		if ok && !slices.ContainsFunc(whos, func(q party) bool { return q.id() == p.id() }) {
			whos = append(whos, p)
		}
	}
	if s.isExpletive(n) {
		if p, ok := s.concernedAfter(c); ok {
			return []party{p}
		}
	}
	if c.Passive && e.Passive && e.Type != demarche.NotDisclosed {
		add(c.Object) // "the ministry could not be reached", "the minister would not be drawn"
		return whos
	}
	if len(e.Subject) > 0 || len(e.Object) == 0 && e.Type == demarche.NoResponse && slices.Contains(e.Verbs, "unanswered") {
		if from := s.answerFrom(c); from != none {
			if add(from); len(whos) > 0 {
				return whos
			}
		}
		if p, ok := s.addressed(n); ok {
			return []party{p}
		}
	}
	if c.Subject != none && (s.lemma(c.Subject) == "neither" || s.hasNeither(c.Subject)) && s.a.Child(c.Subject, language.Conj) == none {
		if sides := s.bothSides(c.Sentence); len(sides) == 2 {
			return sides
		}
	}
	if _, two := s.bothOf(c.Subject, c.Sentence, ""); two && !c.Passive {
		if sides := s.bothSides(c.Sentence); len(sides) == 2 {
			return sides // "the two leaders did not say"
		}
	}
	if i := s.phraseBefore(n); i != none && !c.Passive && (c.Subject == none || c.Inherited && i > c.Subject) {
		if add(i); len(whos) > 0 {
			return whos
		}
	}
	if c.Subject != none {
		if p, ok := s.subject(n); ok {
			whos = append(whos, p)
		} else {
			add(c.Subject)
		}
		for k := range s.a.Children(c.Subject) {
			if s.a.Tokens[k].Rel.Core() == language.Conj {
				add(k)
			}
		}
		l := s.lemma(c.Subject)
		if len(whos) == 0 && (s.hasNeither(c.Subject) || l == "neither") {
			return s.bothSides(c.Sentence)
		}
	}
	if i := s.beforeVerb(n); len(whos) == 0 && !c.Passive && i != none {
		add(i) // "How many were on board the ministry did not say"
	}
	if len(whos) == 0 && c.Parent != none && !c.Passive {
		if p, ok := s.subject(c.Parent); ok {
			whos = append(whos, p)
		}
	}
	if len(whos) == 0 {
		if at, ok := s.attribution(c.Head); ok && at.Entity != none {
			if p, ok := s.partyOf(at.Entity); ok {
				whos = append(whos, p)
			}
		}
	}
	if len(whos) == 0 && (c.Passive || s.a.Tokens[c.Head].UPOS == language.ADJ) {
		for back := c.Sentence; back >= 0 && back >= c.Sentence-2 && len(whos) == 0; back-- {
			for m := range s.cs.In(back) {
				if p, ok := s.actor(s.cs.List[m].Subject); ok && p.state != "" {
					whos = append(whos, p)
					break
				}
			}
		}
	}
	return whos
}

// isExpletive reports whether the subject of clause n is an "it" that stands for
// the question after it: "it is not known what was promised".
func (s *scene) isExpletive(n int) bool {
	c := &s.cs.List[n]
	i := c.Subject
	if c.Passive && i == none {
		i = c.Object
	}
	if i == none {
		i = s.a.Child(c.Head, language.Expl)
	}
	if i == none || s.lemma(i) != "it" || !c.Passive && !c.Copular {
		return false
	}
	for k := c.Head + 1; k < s.a.Sentences[c.Sentence].Last; k++ {
		if s.isQuestionWord(k) || s.lemma(k) == "that" {
			return true
		}
	}
	return false
}

// concernedAfter gives the first state, or who acts for one, that the question
// after a clause names: who could answer it.
func (s *scene) concernedAfter(c *clause.Clause) (party, bool) {
	for k := c.Head + 1; k < s.a.Sentences[c.Sentence].Last; k++ {
		if p, ok := s.actor(k); ok && p.state != "" && p.kind != language.Nationals {
			return p, true
		}
	}
	return party{}, false
}

// phraseBefore gives the head of the noun phrase that ends right before the verb
// of clause n, where the parse has lost it as the subject: "and the embassy of
// Sudan in Cairo abstained".
func (s *scene) phraseBefore(n int) int {
	c := &s.cs.List[n]
	first := s.a.Sentences[c.Sentence].First
	i := c.Head - 1
	for ; i >= first; i-- {
		if u := s.a.Tokens[i].UPOS; u != language.AUX && u != language.ADV && u != language.PART {
			break
		}
	}
	for range 4 {
		if i < first || s.a.Tokens[i].Rel.Core() != language.Nmod {
			break
		}
		i = int(s.a.Tokens[i].Head)
	}
	if i < first || i >= c.Head || s.mention[i] == none || clause.Preposition(s.a, i) != "" || s.a.Tokens[i].UPOS != language.PROPN && s.a.Tokens[i].UPOS != language.NOUN {
		return none
	}
	switch s.a.Tokens[i].Rel.Core() {
	case language.Obj, language.Iobj, language.Obl:
		return none
	}
	return i
}

// answerFrom gives from whom an answer did not come: "no comment was available
// from the embassy", "there was no word from the ministry".
func (s *scene) answerFrom(c *clause.Clause) int {
	if from := c.With("from"); from != none {
		return from
	}
	for _, i := range []int{c.Subject, c.Object} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			if clause.Preposition(s.a, k) == "from" {
				return k
			}
		}
	}
	return none
}

func (s *scene) hasNeither(i int) bool {
	for k := range s.a.Children(i) {
		if l := s.lemma(k); l == "neither" || l == "both" {
			return true
		}
	}
	return false
}

// bothSides gives the two sides that "neither government" means: two that the
// sentences before join as one subject ("Panama and Chile have agreed"), else the
// report's sender of removals and the other state spoken of last, or the last two.
func (s *scene) bothSides(sentence int) []party {
	for n := sentence; n >= max(0, sentence-pairReach); n-- {
		for m := range s.cs.In(n) {
			if pair := s.pairAt(s.cs.List[m].Subject); len(pair) == 2 {
				return pair
			}
		}
	}
	var sides []party
	if s.sender != "" {
		sides = append(sides, party{state: s.sender, entity: none, kind: language.State, token: none})
	}
	for n := sentence; n >= 0 && len(sides) < 2; n-- {
		sent := s.a.Sentences[n]
		for i := sent.First; i < sent.Last && len(sides) < 2; i++ {
			p, ok := s.actor(i)
			if !ok || p.state == "" || slices.ContainsFunc(sides, func(q party) bool { return q.state == p.state }) {
				continue
			}
			sides = append(sides, p)
		}
	}
	return sides
}

// pairReach is how many sentences back two states may be named together.
const pairReach = 4

// pairAt gives the two states of a noun phrase that joins two.
func (s *scene) pairAt(i int) []party {
	p, ok := s.actor(i)
	if !ok || p.kind != language.State {
		return nil
	}
	pair := []party{p}
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() != language.Conj {
			continue
		}
		if q, ok := s.actor(k); ok && q.kind == language.State && q.state != p.state {
			pair = append(pair, q)
		}
	}
	return pair
}

// hasWord reports whether a word hangs on the predicate of a clause.
func (s *scene) hasWord(c *clause.Clause, w string) bool {
	for k := range s.a.Children(c.Head) {
		if s.lemma(k) == w {
			return true
		}
	}
	return false
}

// asking are the verbs and nouns of turning to somebody who may answer.
var asking = set{
	"send": true, "write": true, "put": true, "ask": true, "address": true, "submit": true, "contact": true, "email": true,
	"question": true, "approach": true, "request": true, "hand": true, "deliver": true, "letter": true, "inquiry": true,
	"enquiry": true, "query": true, "note": true, "message": true, "call": true, "appeal": true, "demand": true,
}

// addressed gives to whom a letter or question went that clause n says is not
// answered: the last one asked, in its sentence or the two before.
func (s *scene) addressed(n int) (party, bool) {
	sentence := s.cs.List[n].Sentence
	for back := sentence; back >= max(0, sentence-2); back-- {
		if asked := s.addressees(back); len(asked) > 0 {
			return asked[0], true
		}
	}
	return party{}, false
}

// addressees gives to whom letters or questions go in a sentence, the last one first.
func (s *scene) addressees(sentence int) []party {
	var asked []party
	for i := s.a.Sentences[sentence].Last - 1; i >= s.a.Sentences[sentence].First; i-- {
		if !asking[s.lemma(i)] {
			continue
		}
		for k := range s.a.Children(i) {
			rel := s.a.Tokens[k].Rel.Core()
			if prep := clause.Preposition(s.a, k); prep != "to" && !(prep == "" && (rel == language.Obj || rel == language.Iobj)) {
				continue
			}
			if p, ok := s.actor(k); ok && p.id() != "" {
				asked = append(asked, p)
			}
		}
	}
	return asked
}
