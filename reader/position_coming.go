package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// coming reads people who come by themselves, where they are free to: "its
// nationals may return", "all Iraqis are welcome to return".
func coming(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	vehicle := c.Subject != none && s.isVehicleNoun(c.Subject) && (c.Negated || c.Modal == "may" || c.Modal == "can") && s.onSubject(c.Sentence)
	if !w.come[c.Lemma] || c.Subject == none || !s.arePeople(c.Subject) && !vehicle || c.Passive {
		return taking{}, false
	}
	t := s.newTaking(n, c.Lemma, c.Subject)
	t.stance = demarche.Accept
	free := c.Modal == "may" || c.Modal == "can" || c.Modal == "could"
	if c.Negated && (c.Modal == "will" || c.Modal == "would" || c.Modal == "shall") {
		free = true // "they will not get past the barrier"
	}
	if p := c.Parent; p != none && c.Relation.Core() == language.Ccomp && s.demandsHow(p) {
		if m, _ := s.meansIn(s.a.Subtree(c.Head)); m != "" && !c.Negated {
			free, t.manner = true, true
		}
	}
	if c.Modal == "must" || c.Modal == "shall" || c.Modal == "should" { // how they are to come, not whether
		m, _ := s.meansIn(s.a.Subtree(c.Head))
		free = m != "" && !c.Negated
		t.manner = free
	}
	top := n
	if p := c.Parent; p != none && c.Mark == "to" {
		switch l := s.cs.List[p].Lemma; {
		case (l == "invite" || l == "encourage") && s.cs.List[p].Object != none:
			if q, ok := s.subject(p); ok && q.state != "" && q.state != s.senderAt(c.Sentence) {
				t.state, t.how = q, "who invites them"
				return t, s.arePeople(s.cs.List[p].Object) && !s.isHypothetical(p) && s.onSubject(c.Sentence)
			}
		case l == "free" || l == "welcome" || l == "entitled" || l == "able" || l == "allow" || l == "permit" || l == "let":
			free, top = true, p
		}
	}
	high := &s.cs.List[top]
	if !free || high.Subject != none && high.Subject != c.Subject && !s.arePeople(high.Subject) {
		return t, false // "allows its nationals to return" is read there
	}
	switch high.Mark {
	case "if", "unless", "whether", "until", "when", "once", "before", "after", "so":
		return t, false
	}
	if high.Relation == language.AclRelcl || top != n && s.isHypothetical(top) {
		return t, false
	}
	if c.Negated || high.Negated {
		t.stance = demarche.Refuse
		switch c.Lemma {
		case "stay", "remain", "settle", "set":
			if c.Lemma != "set" || s.lemma(c.Object) != "foot" {
				return t, false // "nobody may stay longer than a year"
			}
		}
	}
	p, how, ok := s.host(n, c.Subject)
	if q, told := s.teller(top); told && s.isOf(c.Subject, q.state) {
		t.state, t.how = q, "who tells it -> "+string(q.state)
		return t, q.state != s.senderAt(c.Sentence)
	}
	for m := top; !ok && m != none && s.cs.List[m].Relation.Core() == language.Ccomp; m = s.cs.List[m].Parent {
		if up := s.cs.List[m].Parent; up != none {
			p, ok = s.subject(up)
			ok = ok && p.state != ""
			how = "who tells it -> " + string(p.state)
		}
	}
	if !ok {
		return t, false
	}
	if by := s.by(c.Head); by != nil && by.State != p.state || p.state == s.senderAt(c.Sentence) || vehicle && by == nil {
		return t, false // only its own word opens a state's door
	}
	t.state, t.how = p, how
	return t, true
}

// teller gives the state that says what clause n says, by the clause above it.
func (s *scene) teller(n int) (party, bool) {
	for m := n; m != none; m = s.cs.List[m].Parent {
		switch s.cs.List[m].Relation.Core() {
		case language.Ccomp, language.Xcomp:
		default:
			return party{}, false
		}
		if up := s.cs.List[m].Parent; up != none {
			if p, ok := s.subject(up); ok && p.state != "" {
				return p, true
			}
		}
	}
	return party{}, false
}

// isOf reports whether the people of token i are a state's own.
func (s *scene) isOf(i int, state demarche.State) bool {
	if i == none {
		return false
	}
	first, last := s.a.Subtree(i)
	own, third, _ := s.peopleWords(state, first, last, true)
	return own > 0 && third == 0
}

// demandsHow reports whether clause n says how something is to be done.
func (s *scene) demandsHow(n int) bool {
	switch s.cs.List[n].Verb() {
	case "insist", "require", "demand", "prefer", "stipulate", "ask", "want":
		return !s.cs.List[n].Negated
	}
	return false
}

// host gives the state to which people come home, or which is named as where
// they come, or else speaks.
func (s *scene) host(n, patient int) (party, string, bool) {
	c := &s.cs.List[n]
	for _, prep := range []string{"in", "into", "to"} {
		if o := c.With(prep); o != none {
			if st := s.placeState(o); st != "" {
				return party{state: st, entity: none, token: o}, "where they come -> " + string(st), true
			}
		}
	}
	if by := s.by(c.Head); by != nil && by.State != "" {
		return party{state: by.State, entity: none, token: c.Head}, "the speaker's state " + string(by.State), true
	}
	if m := s.mention[patient]; m != none && s.a.Mentions[m].Entity != none && s.a.Child(patient, language.NmodPoss) != none {
		if en := &s.a.Entities[s.a.Mentions[m].Entity]; en.Kind == language.Nationals && en.State != "" {
			return party{state: en.State, entity: none, token: patient}, "whose nationals they are -> " + string(en.State), true
		}
	}
	return party{}, "", false
}

// judged reads a judgement on people or their return: "our citizens are
// welcome home", "forced returns are unacceptable".
func judged(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	good, bad := w.welcome[c.Lemma], w.unwelcome[c.Lemma] || w.unwelcome[clause.Preposition(s.a, c.Head)+" the "+c.Lemma]
	if c.Copular && c.Head > 0 && w.welcome[s.lemma(c.Head-1)] { // "are welcome home", "are welcome here"
		good = good || s.a.Tokens[c.Head].UPOS == language.ADV || s.lemma(c.Head) == "home"
	}
	if !good && !bad || c.Passive || s.isHypothetical(n) {
		return taking{}, false
	}
	if c.Subject == none || !s.arePeople(c.Subject) && !w.moving[s.lemma(c.Subject)] && !w.acceptance[s.lemma(c.Subject)] && !(s.isAircraft(c.Subject) && s.onSubject(c.Sentence)) {
		return taking{}, false
	}
	t := s.newTaking(n, c.Lemma, c.Subject)
	t.stance = demarche.Accept
	if bad != c.Negated {
		t.stance = demarche.Refuse
	}
	t.state, t.how, _ = s.host(n, c.Subject)
	return t, true
}

// beingSent reads the state as who is sent people: "it will not be sent those
// of other countries", "objects to being sent deportees".
func beingSent(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !c.Passive || !s.words.send[c.Lemma] || c.Object == none {
		return taking{}, false
	}
	p, ok := s.actor(c.Object)
	if !ok || p.state == "" || p.kind == language.Person {
		return taking{}, false
	}
	t := s.newTaking(n, "be sent", none)
	t.state, t.how = p, "who is sent them"
	for i := range s.cs.Right(n) {
		if s.arePeople(i) {
			t.patient = i
			break
		}
	}
	t.at = s.attitudeOver(n)
	return t, t.patient != none && (t.at.negated || t.at.told())
}
