package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// doer gives who does what clause n says, and where it was found.
func (s *scene) doer(n int, e *vocabulary.Act) (party, string, bool) {
	c := &s.cs.List[n]
	if e.Court {
		i := s.courtIn(c)
		if p, ok := s.actor(i); ok && p.state != "" {
			return p, "court \"" + s.a.Form(i) + "\"", true
		}
		p, _ := s.actor(i)
		p.state, p.kind, p.token = s.courtState(i), language.Organisation, i
		return p, "court \"" + s.a.Form(i) + "\"", p.id() != ""
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
	if len(e.SubjectIn) > 0 {
		return s.unnamedDoer(n, e)
	}
	if p, ok := s.deciderOf(c); ok {
		return p, "whose it is", true
	}
	if p, ok := s.subject(n); ok {
		if p.state == "" && slices.Contains(s.words.agents, strings.ToLower(p.name)) { // "a delegation under the leadership of"
			p, ok = s.within(c.Subject, "")
			return p, "in \"" + s.a.Form(c.Subject) + "\"", ok && p.state != ""
		}
		return p, "subject \"" + s.a.Form(c.Subject) + "\"", true
	}
	if p, ok := s.standsFor(c.Subject); ok {
		return p, "subject \"" + s.a.Form(c.Subject) + "\"", true
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
	if c.Subject == none || !isNominalToken(s.a, c.Subject) || s.isRelative(c.Subject) {
		if p, ok := s.subjectNear(n); ok {
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
	if c.Passive && c.Subject == none && !e.Speech {
		return s.unnamedDoer(n, e)
	}
	return party{}, "", false
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
	for m := range s.a.Mentions {
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
	if c.Parent != none && c.Relation.Core() == language.Acl {
		if p, ok := s.subject(c.Parent); ok && p.state != "" {
			if t, _, has := s.target(n, e, party{}); !has || t.id() != p.id() {
				return p, "subject of the clause around it", true
			}
		}
	}
	t, _, has := s.target(n, e, party{entity: none})
	if !has && !e.Both && !e.NoTarget || e.NoTarget && c.Relation.Core() == language.Acl {
		return party{}, "", false
	}
	st := s.otherSide(c.Sentence, t.state)
	return party{state: st, entity: none, kind: language.State, token: none}, "the state opposite", st != ""
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
		if en.Kind != language.Nationals || en.State == "" || !s.isBareDefinite(i) {
			return party{}, false
		}
		return party{state: en.State, entity: none, kind: language.State, token: i}, true
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
	for m := range s.a.Mentions {
		if s.a.Mentions[m].Entity == e {
			return s.actor(s.a.Mentions[m].Head)
		}
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

// aimedAt gives the targets of the act of clause n, at least one, and where they
// were found: where the entry says that they stand, else, for an act that always
// has one, the state opposite the actor's; "" where nobody is meant.
func (s *scene) aimedAt(n int, e *vocabulary.Act, actor party) ([]demarche.Optional, string) {
	c := &s.cs.List[n]
	if t, where, ok := s.target(n, e, actor); ok {
		ids := []demarche.Optional{t.id()}
		for _, q := range s.joinedTo(t.token, t) {
			if q.id() != actor.id() {
				ids = append(ids, q.id())
			}
		}
		return ids, where
	}
	if e.Both {
		if pair, ok := s.pairOf(c.Subject, c.Sentence); ok {
			return []demarche.Optional{pair[1].id()}, "both sides"
		}
	} else {
		for _, where := range e.Target {
			if pair, ok := s.bothOf(s.place(n, where), c.Sentence, actor.state); ok {
				return []demarche.Optional{pair[0].id(), pair[1].id()}, where
			}
		}
	}
	if !e.Other {
		return []demarche.Optional{""}, "none"
	}
	return []demarche.Optional{demarche.Optional(s.otherSide(c.Sentence, actor.state))}, "the state opposite"
}

// joinedTo gives the parties that "and" joins to the one that token i heads.
func (s *scene) joinedTo(i int, p party) []party {
	if i == none {
		return nil
	}
	var found []party
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() != language.Conj {
			continue
		}
		if q, ok := s.actor(k); ok && q.id() != p.id() && q.id() != "" && !s.isPrivate(q) {
			found = append(found, q)
		}
	}
	return found
}

// weights says how much each state acts or is named in the report, the nearer
// before the sentence the more.
func (s *scene) weights(sentence int) map[demarche.State]int {
	weight := map[demarche.State]int{}
	for i := range s.a.Tokens {
		p, ok := s.actor(i)
		if !ok || p.state == "" {
			continue
		}
		weight[p.state] += 12
		if far := sentence - int(s.a.Tokens[i].Sentence); far >= 0 {
			weight[p.state] += 100 / (1 + far*far)
		}
	}
	return weight
}

// otherSide gives the state that stands opposite another where a sentence does
// not say which: the one of most weight there.
func (s *scene) otherSide(sentence int, not demarche.State) demarche.State {
	return heaviest(s.weights(sentence), not)
}

// pairOf gives the two states that a noun phrase names ("Kenya and Somalia") or
// means ("the two governments").
func (s *scene) pairOf(i, sentence int) ([2]party, bool) {
	if pair, ok := s.bothOf(i, sentence, ""); ok {
		return pair, true
	}
	if p, ok := s.actor(i); ok {
		if q, ok := s.joined(i, p); ok {
			return [2]party{p, q}, true
		}
	}
	return [2]party{}, false
}

// bothOf gives the two states that a noun phrase like "the two governments" or
// "both sides" means: those of most weight at its sentence, other than not.
func (s *scene) bothOf(i, sentence int, not demarche.State) ([2]party, bool) {
	var pair [2]party
	if i == none || !slices.Contains(s.words.sides, s.lemma(i)) || !s.isPlural(i) || s.a.Form(i) == "States" {
		return pair, false
	}
	two := false
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Nmod, language.Compound, language.Acl, language.Advmod:
			return pair, false // "African governments"
		case language.Nummod, language.Det:
			switch l := s.a.Lower(k); l {
			case "two", "2", "both":
				two = true
			case "the":
				two = two || not == "" && s.lemma(i) != "authority"
			default:
				return pair, false
			}
		}
	}
	if !two {
		return pair, false
	}
	weight := s.weights(sentence)
	delete(weight, not)
	one := heaviest(weight, "")
	other := heaviest(weight, one)
	for k, st := range []demarche.State{one, other} {
		pair[k] = party{state: st, entity: none, kind: language.State, token: i}
	}
	return pair, other != ""
}

func (s *scene) isPlural(i int) bool {
	x := s.a.Tokens[i].XPOS
	return x == language.TagNNS || x == language.TagNNPS
}

// joined gives the party that "and" joins to the one that token i heads, or to
// the name in apposition to it.
func (s *scene) joined(i int, p party) (party, bool) {
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Conj:
			if q, ok := s.actor(k); ok && q.id() != p.id() && q.id() != "" {
				return q, true
			}
		case language.Appos, language.Flat:
			if q, ok := s.joined(k, p); ok {
				return q, true
			}
		}
	}
	return party{}, false
}

// target looks for the other side where the entry says it stands.
func (s *scene) target(n int, e *vocabulary.Act, actor party) (party, string, bool) {
	c := &s.cs.List[n]
	if e.Both && c.Subject != none {
		if q, ok := s.joined(c.Subject, actor); ok && q.id() != actor.id() {
			return q, "joined to the subject", true
		}
	}
	for _, where := range e.Target {
		for _, i := range s.places(n, where) {
			if p, ok := s.targetAt(i, e, actor); ok {
				return p, where + " \"" + s.a.Form(i) + "\"", true
			}
		}
	}
	return party{}, "", false
}

// places gives the tokens where the target of clause n may stand.
func (s *scene) places(n int, where string) []int {
	i := s.place(n, where)
	if i == none {
		return nil
	}
	is := []int{i}
	if where == "content" {
		c := &s.cs.List[s.cs.At(i)]
		for _, o := range c.Obliques {
			is = append(is, o.Token)
		}
	}
	return is
}

// targetAt gives the party, other than the actor, that the noun phrase of token i names.
func (s *scene) targetAt(i int, e *vocabulary.Act, actor party) (party, bool) {
	if _, ok := s.bothOf(i, int(s.a.Tokens[i].Sentence), actor.state); ok && !e.Both {
		return party{}, false
	}
	if e.Speech {
		if p, ok := s.collective(i); ok {
			return p, true
		}
	}
	var p party
	var ok bool
	if e.People { // the other side itself, not a word for it inside a longer phrase
		p, ok = s.actor(i)
	} else {
		p, ok = s.sideIn(i, actor.state)
	}
	if !ok {
		p, ok = s.standsFor(i)
	}
	if st := s.placeIn(i); !ok && e.Places && st != "" {
		p, ok = party{state: st, entity: none, kind: language.State, token: i}, true
	}
	return p, ok && p.id() != "" && p.id() != actor.id() && (p.state == "" || p.state != actor.state)
}

// placeIn gives the state of the first place named in the noun phrase of token i.
func (s *scene) placeIn(i int) demarche.State {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if st := s.placeState(k); st != "" {
			return st
		}
	}
	return ""
}

// sideIn gives the first party, other than those of state not, in the noun
// phrase of token i, leaving out places: whoever condemns "the transfer of
// migrants to a prison in El Salvador" need not mean El Salvador.
func (s *scene) sideIn(i int, not demarche.State) (party, bool) {
	if p, ok := s.actor(i); ok && (p.state != not || p.state == "") {
		return p, true
	}
	for k := range s.a.Children(i) {
		switch clause.Preposition(s.a, k) {
		case "to", "into", "in", "at", "near", "through", "via", "inside":
			continue
		}
		if p, ok := s.sideIn(k, not); ok && p.state != "" {
			return p, true
		}
	}
	return party{}, false
}

// collective gives several states that are named together and not one by one:
// "African governments".
func (s *scene) collective(i int) (party, bool) {
	if !slices.Contains(s.words.sides, s.lemma(i)) || s.a.Tokens[i].XPOS != language.TagNNS {
		return party{}, false
	}
	first := i
	for k := range s.a.Children(i) {
		if l := s.a.Lower(k); l == "two" || l == "three" {
			return party{}, false
		}
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nummod:
			if _, named := s.actor(k); named {
				return party{}, false // "the American authorities"
			}
			if k < i {
				first = min(first, k)
			}
		case language.Det:
			if l := s.a.Lower(k); l == "both" || l == "these" || l == "those" {
				return party{}, false
			}
		}
	}
	if first == i && s.a.Child(i, language.Nmod, language.Acl, language.Advmod) == none {
		return party{}, false
	}
	return party{name: s.a.TextOf(first, i+1), entity: none, kind: language.Organisation, token: i}, true
}

// place gives the token where the target of clause n stands.
func (s *scene) place(n int, where string) int {
	c := &s.cs.List[n]
	switch where {
	case "object", "owner":
		return c.Object
	case "indirect":
		return c.Indirect
	case "subject":
		return c.Subject
	case "complement":
		if k := s.below(n, language.Ccomp, language.Xcomp); k != none {
			return s.cs.List[k].Subject
		}
		return none
	case "content":
		if k := s.below(n, language.Ccomp, language.Xcomp); k != none {
			return s.cs.List[k].Head
		}
		return none
	}
	if i := c.With(where); i != none {
		return i
	}
	if c.Object != none {
		if i := s.childWith(c.Object, where); i != none { // "criticism of", "tariff on"
			return i
		}
	}
	if where != "with" {
		return none
	}
	first, last := s.a.Subtree(c.Head)
	for i := max(first, c.Head+1); i < last; i++ { // "the question of expulsions with the president"
		if clause.Preposition(s.a, i) == where {
			return i
		}
	}
	return none
}

var courtWords = set{"court": true, "judge": true, "tribunal": true, "justice": true, "panel": true, "magistrate": true}

// courtIn gives the court or judge that does what a clause says, none if it is none:
// its subject, the agent of a passive, or whose ruling a cue reports.
func (s *scene) courtIn(c *clause.Clause) int {
	if s.isCourt(c.Subject) {
		return c.Subject
	}
	if i := s.beforeVerb(s.cs.At(c.Head)); !c.Passive && i != none && s.isCourt(i) {
		return i
	}
	if c.Passive && c.Subject == none {
		first, last := s.a.Subtree(c.Head)
		for i := max(first, c.Head+1); i < last; i++ {
			if s.isCourt(i) && clause.Preposition(s.a, i) == "by" {
				return i
			}
		}
	}
	return none
}

func (s *scene) isCourt(i int) bool {
	if i == none {
		return false
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := s.a.Entities[s.a.Mentions[m].Entity]
		if strings.Contains(strings.ToLower(en.Name), "court") {
			return true
		}
		for _, p := range en.Posts {
			if strings.Contains(p.Role, "judge") || strings.Contains(p.Role, "justice of") {
				return true
			}
		}
		if en.Kind == language.Person {
			return false // "Justice Minister"
		}
	}
	l := s.lemma(i)
	return courtWords[l] && (l != "justice" || s.isPlural(i))
}

// courtState gives the state of the court or judge that token i heads: a state
// named with it, else, unless it is international, the state whose removals are before it.
func (s *scene) courtState(i int) demarche.State {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); l == "international" || l == "european" || l == "inter-american" {
			return ""
		}
		if st := s.placeState(k); st != "" {
			return st
		}
	}
	return s.removingState(int(s.a.Tokens[i].Sentence))
}

// removingState gives the state whose removals a court of an unnamed state has
// before it: one that acts or is named much, that other courts of the report
// belong to, that removes, and that does not receive.
func (s *scene) removingState(sentence int) demarche.State {
	weight := s.weights(sentence)
	for k := range s.a.Tokens {
		if p, ok := s.actor(k); ok && p.state != "" && s.isCourt(k) {
			weight[p.state] += 100
		}
	}
	weight[s.sender] += 100
	delete(weight, s.receiver)
	return heaviest(weight, "")
}
