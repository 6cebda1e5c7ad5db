package reader

import (
	"slices"

	"demarche"
	"demarche/language"
)

// put reads people who are to be brought to a state under an agreement with it:
// "a deal under which asylum seekers will be sent to Belize".
func put(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !s.words.put[c.Lemma] || c.Object == none || !s.arePeople(c.Object) || c.Negated || c.Past && c.Modal == "" && !c.Passive {
		return taking{}, false
	}
	goal := none
	var st demarche.State
	for _, prep := range []string{"to", "in", "into", "at"} {
		if o := c.With(prep); o != none {
			if st = s.placeState(o); st != "" {
				goal = o
				break
			}
		}
	}
	if goal == none {
		return taking{}, false
	}
	if sender, ok := s.subject(n); ok && sender.state == st {
		return taking{}, false
	}
	t := s.newTaking(n, c.Lemma, c.Object)
	t.place, t.stance = goal, demarche.Accept
	t.state, t.how = party{state: st, entity: none, token: goal}, "where they are put under an agreement -> "+string(st)
	return t, s.underPact(n) || s.pactLets(n)
}

// underPact reports whether clause n tells what an agreement provides: "under
// which ...", "under a deal with ...".
func (s *scene) underPact(n int) bool {
	c := &s.cs.List[n]
	switch {
	case c.Modal == "should" || c.Modal == "must" || c.Modal == "may" || c.Modal == "might":
		return false
	case c.Past && c.Modal == "":
		return false
	}
	if p := c.Parent; p != none && c.Relation.Core() == language.Ccomp && s.cs.List[p].Verb() == "agree" && !s.cs.List[p].Negated && !s.isHypothetical(p) {
		return true
	}
	if o := c.With("under"); o != none && s.words.pacts[s.lemma(o)] {
		return true
	}
	if c.Relation.Core() == language.Acl && s.words.pacts[s.lemma(int(s.a.Tokens[c.Head].Head))] {
		return !s.isPlanned(int(s.a.Tokens[c.Head].Head))
	}
	return false
}

// isPlanned reports whether the pact of token i is not yet one: it is sought,
// proposed or negotiated.
func (s *scene) isPlanned(i int) bool {
	p := s.cs.Of(i)
	if p == none {
		return false
	}
	c := &s.cs.List[p]
	return c.Negated || s.words.unsettled[c.Lemma] || slices.Contains([]string{"seek", "propose", "want", "hope", "try", "offer", "pursue", "plan", "deny"}, c.Verb())
}

// pactLets reports whether an agreement lets clause n be done: "the memorandum
// allows the United States to send".
func (s *scene) pactLets(n int) bool {
	c := &s.cs.List[n]
	if c.Parent == none || c.Relation.Core() != language.Xcomp && c.Relation.Core() != language.Ccomp {
		return false
	}
	p := &s.cs.List[c.Parent]
	return s.words.bind[p.Verb()] && s.isPact(p) && !p.Negated && !s.isHypothetical(c.Parent) && p.Modal != "would"
}

// brought reads people who may or may not be brought, by the word of the state
// that would receive them: "they can be sent on scheduled flights", said the minister.
func brought(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !c.Passive || !s.words.put[c.Lemma] || c.Object == none || !s.arePeople(c.Object) || c.Relation == language.AclRelcl {
		return taking{}, false
	}
	t := s.newTaking(n, c.Lemma, c.Object)
	t.stance = demarche.Accept
	switch c.Modal {
	case "may", "can":
		if s.words.removal[c.Lemma] {
			return t, false // what may happen to them, not what is let happen
		}
	case "must", "shall", "should":
		if m, _ := s.meansIn(s.a.Subtree(c.Head)); m == "" {
			return t, false
		}
		t.manner = true
	default:
		if !c.Negated || c.Modal != "will" && c.Modal != "would" {
			return t, false
		}
	}
	switch c.Mark {
	case "if", "unless", "whether", "until", "when", "once", "before", "after", "so", "because":
		return t, false
	}
	if c.Negated {
		t.stance = demarche.Refuse
	}
	by := s.by(c.Head)
	if by == nil || by.State == "" || by.State == s.senderAt(c.Sentence) {
		return t, false
	}
	if to := c.With("to", "into"); to != none && s.placeState(to) != "" && s.placeState(to) != by.State {
		return t, false
	}
	t.state, t.how = party{state: by.State, entity: none, token: c.Head}, "the speaker's state "+string(by.State)
	first, last := s.a.Subtree(c.Object)
	own, third, _ := s.peopleWords(by.State, first, last, true)
	here := s.placeState(c.With("to", "into")) == by.State
	return t, here || own > 0 && third == 0
}
