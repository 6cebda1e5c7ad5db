package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

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
	if st := s.namedBeside(c.Sentence, actor.state); e.Both && !e.Other && st != "" && s.isBetweenSides(c) {
		return []demarche.Optional{demarche.Optional(st)}, "named beside it"
	}
	if !e.Other && !(e.Around && s.near[c.Sentence] && actor.state != "") {
		return []demarche.Optional{""}, "none"
	}
	st := s.otherSide(c.Sentence, actor.state)
	if e.Type == demarche.Deny && !s.spokeBefore(c.Sentence, st) {
		return []demarche.Optional{""}, "none"
	}
	return []demarche.Optional{demarche.Optional(st)}, "the state opposite"
}

// accusedWithin is how many sentences before its denial an accusation may stand.
const accusedWithin = 2

// spokeBefore reports whether somebody of a state says or does something in a
// sentence or just before it: what is denied there may be their accusation.
func (s *scene) spokeBefore(sentence int, state demarche.State) bool {
	for n := sentence; n >= 0 && n >= sentence-accusedWithin; n-- {
		for k := range s.cs.In(n) {
			if p, ok := s.subject(k); ok && p.state == state {
				return true
			}
		}
	}
	return false
}

// isInternal reports whether the act of clause n is aimed at somebody of the
// actor's own state, which is no act between states: a minister who is asked in
// parliament, a court that a president criticises.
func (s *scene) isInternal(n int, e *vocabulary.Act, actor party) bool {
	if !e.Speech || e.Both || actor.state == "" {
		return false
	}
	for _, where := range e.Target {
		if where == "content" || where == "complement" || where == "owner" {
			continue
		}
		i := s.place(n, where)
		if i == none || i == actor.token || s.a.Tokens[i].UPOS == language.PRON {
			continue
		}
		if p, ok := s.actor(i); ok && p.state == actor.state {
			return true
		}
	}
	return false
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
		q, ok := s.actor(k)
		if !ok {
			q, ok = s.standsFor(k) // "their Austrian and Swiss counterparts"
		}
		if ok && q.id() != p.id() && q.id() != "" && !s.isPrivate(q) {
			found = append(found, q)
		}
	}
	return found
}

// target looks for the other side where the entry says it stands.
func (s *scene) target(n int, e *vocabulary.Act, actor party) (party, string, bool) {
	c := &s.cs.List[n]
	if e.Both && c.Subject != none {
		if q, ok := s.joined(c.Subject, actor); ok && q.id() != actor.id() {
			if p, ok := s.withThird(n, e, actor, q); ok {
				return p, "with \"" + s.a.Form(p.token) + "\"", true
			}
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

// withThird gives the party with which two that are joined both deal: "Sweden and
// Norway are in talks with Ethiopia".
func (s *scene) withThird(n int, e *vocabulary.Act, one, other party) (party, bool) {
	if !slices.Contains(e.Target, "with") {
		return party{}, false
	}
	i := s.place(n, "with")
	if i == none {
		return party{}, false
	}
	p, ok := s.targetAt(i, e, one)
	return p, ok && p.state != "" && p.id() != other.id()
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
	if e.Speech || e.Type == demarche.Negotiate {
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
	if st := s.nationalsIn(i, actor.state); !ok && e.Nationals && st != "" {
		p, ok = party{state: st, entity: none, kind: language.State, token: i}, true
	}
	return p, ok && p.id() != "" && p.id() != actor.id() && (p.state == "" || p.state != actor.state)
}

// nationalsIn gives the state, other than one, whose people the noun phrase or
// clause of token i names: "visas dearer for Ethiopians".
func (s *scene) nationalsIn(i int, not demarche.State) demarche.State {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if p, ok := s.party(k); ok && p.kind == language.Nationals && p.state != "" && p.state != not {
			return p.state
		}
	}
	return ""
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
		if s.isDestination(i, k) {
			continue
		}
		if s.a.Tokens[k].Rel.Core() == language.Acl { // who did it, not whom or what else the clause names
			if n := s.cs.At(k); n != none {
				if p, ok := s.actor(s.cs.List[n].Subject); ok && p.state != "" && p.state != not {
					return p, true
				}
			}
			continue
		}
		if p, ok := s.sideIn(k, not); ok && p.state != "" {
			return p, true
		}
	}
	return party{}, false
}

// isDestination reports whether child k of token i only says where those moved
// are taken: "the Kabul flights".
func (s *scene) isDestination(i, k int) bool {
	if s.a.Tokens[k].Rel.Core() != language.Compound || !s.words.moving[s.lemma(i)] && !s.words.aircraft[s.lemma(i)] {
		return false
	}
	m := s.mention[k]
	return m != none && s.a.Mentions[m].Form == language.Metonym
}

// collective gives several states that are named together and not one by one:
// "African governments".
func (s *scene) collective(i int) (party, bool) {
	if !slices.Contains(s.words.sides, s.lemma(i)) && !slices.Contains(s.words.bodies, s.lemma(i)) || s.a.Tokens[i].XPOS != language.TagNNS {
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
	case "whose":
		return s.claimantOf(c.Object)
	case "indirect":
		if c.Indirect == none && c.Passive && s.a.Child(c.Head, language.Obj) != none {
			return c.Object // "HE was handed a note"
		}
		return c.Indirect
	case "addressee": // "in a letter TO them"
		return s.addresseeIn(c)
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

// addresseeIn gives who stands behind "to" on one of the obliques of a clause:
// "said in a letter to Brussels".
func (s *scene) addresseeIn(c *clause.Clause) int {
	for _, o := range c.Obliques {
		if k := s.childWith(o.Token, "to"); k != none {
			return k
		}
	}
	return none
}

// claimantOf gives whose claim the noun of token i is, none if it is not said:
// "the Belarusian claim", "allegations by Washington".
func (s *scene) claimantOf(i int) int {
	if i == none {
		return none
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod, language.Amod, language.Compound:
		default:
			continue
		}
		switch clause.Preposition(s.a, k) {
		case "", "by", "from", "of":
			if p, ok := s.actor(k); ok && p.id() != "" {
				return k
			}
		}
	}
	return none
}
