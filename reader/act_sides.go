package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// doer gives who does what clause n says, and where it was found.
func (s *scene) doer(n int, e *vocabulary.Act) (party, string, bool) {
	c := &s.cs.List[n]
	if e.Court {
		return s.courtDoing(c)
	}
	if e.Both {
		if pair, ok := s.bothOf(c.Subject, c.Sentence, ""); ok {
			return pair[0], "both sides", true
		}
	}
	if e.Felt && c.Passive {
		p, ok := s.actor(c.Object)
		return p, "who feels it", ok
	}
	if len(e.SubjectIn) > 0 || e.Suffered {
		return s.unnamedDoer(n, e)
	}
	if p, ok := s.deciderOf(c); ok {
		return p, "whose it is", true
	}
	if p, ok := s.subject(n); ok {
		if s.isNameless(p.name, p.state) { // "a delegation under the leadership of"
			if q, ok := s.within(c.Subject, ""); ok && q.state != "" {
				return q, "in \"" + s.a.Form(c.Subject) + "\"", true
			}
			return s.office(c.Subject, true)
		}
		return p, "subject \"" + s.a.Form(c.Subject) + "\"", true
	}
	if p, ok := s.standsFor(c.Subject); ok {
		return p, "subject \"" + s.a.Form(c.Subject) + "\"", true
	}
	if _, said := s.attribution(c.Head); !said && (s.isIssuer(c.Subject) || e.Speech && e.Type != demarche.Demand && c.Passive && c.Subject == none && s.issued.state != "") {
		return s.issued, "the issuer of the communique", s.issued.id() != ""
	}
	if p, ok := s.agentBelow(c); ok {
		return p, "behind \"by\"", true
	}
	if i := s.beforeVerb(n); !c.Passive && i != none {
		if p, ok := s.actor(i); ok {
			return p, "before the verb \"" + s.a.Form(i) + "\"", true
		}
	}
	if e.Speech && !c.Passive { // "complained the envoy": the parse may have lost the source, the attribution has it
		if at, ok := s.cue[c.Head]; ok {
			if p, ok := s.sourceParty(s.a.Attributions[at]); ok {
				return p, "the source of \"" + s.a.Form(c.Head) + "\"", true
			}
		}
	}
	if p, how, ok := s.doerByPhrase(n, e); ok {
		return p, how, true
	}
	if c.Subject == none || !isNominalToken(s.a, c.Subject) || s.isRelative(c.Subject) {
		if p, ok := s.subjectNear(n); ok && p.state != "" {
			return p, "the subject before it", true
		}
	}
	first := c.Subject != none && (s.lemma(c.Subject) == "we" || s.lemma(c.Subject) == "i")
	if first || c.Passive && c.Subject == none && !e.NoAgent {
		if at, said := s.attribution(c.Head); said {
			if p, ok := s.sourceParty(at); ok && (first || p.state != "") {
				return p, "the speaker", true
			}
		}
	}
	if c.Passive && c.Subject == none && (!e.Speech || e.Type == demarche.Demand) {
		return s.unnamedDoer(n, e) // "Serbia was approached as well"
	}
	if p, ok := s.beginner(n); ok {
		return p, "the party that begins the sentence", true
	}
	return party{}, "", false
}

// agentBelow gives who stands behind "by" after a passive, where the parse has
// hung it on a noun between them: "were put on hold by Washington".
func (s *scene) agentBelow(c *clause.Clause) (party, bool) {
	if !c.Passive || c.Subject != none {
		return party{}, false
	}
	_, last := s.a.Subtree(c.Head)
	for k := c.Head + 1; k < last; k++ {
		if s.a.Tokens[k].UPOS == language.VERB {
			break
		}
		if clause.Preposition(s.a, k) != "by" || s.isTime(k) {
			continue
		}
		if p, ok := s.actor(k); ok {
			return p, true
		}
		return s.standsFor(k)
	}
	return party{}, false
}

// beforeVerb gives the head of the name that stands just before the verb of
// clause n, none if no name does or it has a preposition or a clause of its own:
// the subject, where the parse has taken another word for it.
func (s *scene) beforeVerb(n int) int {
	c := &s.cs.List[n]
	if c.Infinite || s.a.Tokens[c.Head].UPOS != language.VERB {
		return none
	}
	i := c.Head - 1
	for ; i >= s.a.Sentences[c.Sentence].First; i-- {
		if u := s.a.Tokens[i].UPOS; u != language.AUX && u != language.ADV && u != language.PART {
			break
		}
	}
	for _, m := range s.index.mentionsIn[c.Sentence] {
		x := &s.a.Mentions[m]
		if x.Last != i+1 || x.Entity == none || x.Form == language.Adjective || clause.Preposition(s.a, x.Head) != "" {
			continue
		}
		if s.a.Tokens[x.Head].Rel.Core() == language.Nsubj && int(s.a.Tokens[x.Head].Head) != c.Head {
			continue
		}
		return x.Head
	}
	return none
}

// deciderOf gives who does what an infinitive after a noun says: "the decision of
// the American government to suspend".
func (s *scene) deciderOf(c *clause.Clause) (party, bool) {
	if c.Relation.Core() != language.Acl || c.Mark != "to" {
		return party{}, false
	}
	noun := int(s.a.Tokens[c.Head].Head)
	for _, prep := range []string{"of", "by"} {
		if k := s.childWith(noun, prep); k != none {
			if p, ok := s.actor(k); ok {
				return p, true
			}
		}
	}
	return party{}, false
}

// unnamedDoer gives who does what a passive without agent says: the state
// opposite the one that it is done to, or who did what the clause belongs to.
func (s *scene) unnamedDoer(n int, e *vocabulary.Act) (party, string, bool) {
	c := &s.cs.List[n]
	t, _, has := s.target(n, e, party{entity: none})
	if c.Relation.Core() == language.Acl {
		if p, ok := s.subjectAround(n); ok && (!has || t.id() != p.id()) && !(e.Type == demarche.TurnBack && p.state == s.sender) {
			return p, "subject of the clause around it", true
		}
	}
	if e.Type == demarche.TurnBack {
		for _, o := range c.Obliques {
			if st := s.placeIn(o.Token); st != "" && (o.Preposition == "at" || o.Preposition == "in") && st != t.state && st != s.sender {
				return party{state: st, entity: none, kind: language.State, token: o.Token}, "where it is done", true // "turned away at Accra"
			}
		}
	}
	if e.Type == demarche.TurnBack && !has && s.sender != "" && s.receiver != "" && s.actsIn(c.Sentence, s.receiver) {
		return party{state: s.receiver, entity: none, kind: language.State, token: none}, "who is to receive them", true
	}
	if !has && !e.Both && !e.NoTarget || e.NoTarget && c.Relation.Core() == language.Acl {
		return party{}, "", false
	}
	st := s.otherSide(c.Sentence, t.state)
	if e.Type == demarche.Demand && s.sender != "" && s.sender != t.state {
		st = s.sender // who removes people seeks somebody to take them
	}
	return party{state: st, entity: none, kind: language.State, token: none}, "the state opposite", st != ""
}

// actsIn reports whether a sentence names a state, or who acts for it, as one that may do something.
func (s *scene) actsIn(sentence int, state demarche.State) bool {
	for i := s.a.Sentences[sentence].First; i < s.a.Sentences[sentence].Last; i++ {
		if p, ok := s.actor(i); ok && p.state == state {
			return true
		}
	}
	return false
}

// subjectAround gives the subject of the clause around clause n, passing those
// that only report what is said: in "Ghana agreed, Berlin said, after two planes
// had been turned away" that of the first.
func (s *scene) subjectAround(n int) (party, bool) {
	m := s.cs.List[n].Parent
	for m != none {
		if _, reports := s.cue[s.cs.List[m].Head]; !reports {
			p, ok := s.subject(m)
			return p, ok && p.state != ""
		}
		said := s.below(m, language.Ccomp, language.Parataxis)
		if said != none && said != n {
			p, ok := s.subject(said)
			return p, ok && p.state != ""
		}
		m = s.cs.List[m].Parent
	}
	return party{}, false
}

// subjectNear gives the subject that the parse has lost: that of the clause
// this one is joined to, or the party just before a relative pronoun.
func (s *scene) subjectNear(n int) (party, bool) {
	c := &s.cs.List[n]
	if s.isRelative(c.Subject) {
		for i := c.Subject - 1; i >= c.Subject-4 && i >= s.a.Sentences[c.Sentence].First; i-- {
			if p, ok := s.actor(i); ok {
				return p, true
			}
		}
	}
	if c.Subject == none && !c.Passive && !c.Infinite {
		for i := range s.cs.Left(n) {
			if p, ok := s.actor(i); ok {
				return p, true
			}
		}
	}
	if c.Passive || c.Parent == none {
		return party{}, false
	}
	switch c.Relation.Core() {
	case language.Conj, language.Xcomp, language.Advcl, language.Parataxis:
		return s.subject(c.Parent)
	}
	return party{}, false
}

func isNominalToken(a *language.Analysis, i int) bool {
	switch a.Tokens[i].UPOS {
	case language.NOUN, language.PROPN, language.PRON, language.NUM:
		return true
	}
	return false
}

func (s *scene) isRelative(i int) bool {
	if i == none {
		return false
	}
	l := s.lemma(i)
	return l == "who" || l == "which" || l == "that"
}

// standsFor gives the state for which a noun phrase stands that is no entity
// of its own: "the Americans", "a source in the Brazilian government", "the
// Saudi side".
func (s *scene) standsFor(i int) (party, bool) {
	if i == none {
		return party{}, false
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := &s.a.Entities[s.a.Mentions[m].Entity]
		if en.Kind == language.Nationals && en.State != "" && s.isBareDefinite(i) {
			return party{state: en.State, entity: none, kind: language.State, token: i}, true
		}
		if en.Kind != language.Group {
			return party{}, false
		}
	}
	if !slices.Contains(s.words.agents, s.lemma(i)) {
		return party{}, false
	}
	for k := range s.a.Children(i) {
		switch prep := clause.Preposition(s.a, k); {
		case s.a.Tokens[k].Rel.Core() == language.Nmod && (prep == "" || prep == "of" || prep == "in" || prep == "from" || prep == "at" || prep == "for"),
			s.a.Tokens[k].Rel.Core() == language.Amod, s.a.Tokens[k].Rel.Core() == language.Compound:
			if p, ok := s.actor(k); ok && p.id() != "" {
				p.token = i
				return p, true
			}
		}
	}
	return party{}, false
}

// isBareDefinite reports whether token i is a plural with "the" and nothing
// more: a people named for its state ("the Mexicans had withheld permission").
func (s *scene) isBareDefinite(i int) bool {
	the := false
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Det:
			the = s.a.Lower(k) == "the"
		case language.Punct, language.Case:
		default:
			return false
		}
	}
	return the
}

// sourceParty gives the source of an attribution as a party.
func (s *scene) sourceParty(at language.Attribution) (party, bool) {
	if at.Entity != none {
		if p, ok := s.partyOf(at.Entity); ok {
			return p, true
		}
	}
	if at.SourceHead != none {
		if p, ok := s.actor(at.SourceHead); ok {
			return p, true
		}
		return s.standsFor(at.SourceHead)
	}
	return party{}, false
}

// partyOf gives an entity as a party.
func (s *scene) partyOf(e int) (party, bool) {
	if ms := s.index.mentionsOf[e]; len(ms) > 0 {
		return s.actor(s.a.Mentions[ms[0]].Head)
	}
	return party{}, false
}

// inForeignQuotation reports whether token i stands in a direct quotation of
// somebody who speaks for another state than the actor's: what one side says in
// anger that the other does is not the report's word that it did.
func (s *scene) inForeignQuotation(i int, actor party) bool {
	at, ok := s.attribution(i)
	if !ok {
		return false
	}
	inside := slices.ContainsFunc(at.Quotations, func(q int) bool {
		span := s.a.Quotations[q].Span
		return span.Start <= s.a.Tokens[i].Start && s.a.Tokens[i].End <= span.End
	})
	by := s.source(at)
	return inside && by != nil && by.State != actor.state
}
