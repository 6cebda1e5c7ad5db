package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// inRole reads what a state will be to those who are brought: "is to be a
// bridge", "will not be used as a dumping ground for deportees".
func inRole(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	role := none
	switch {
	case c.Copular && (s.isRole(c.Head) || s.isDisowned(c)):
		role = c.Head
	case c.Verb() == "become" || c.Verb() == "be":
		role = c.Object
		if role == none {
			role = s.a.Child(c.Head, language.Xcomp)
		}
		if c.Lemma == "be" && c.Negated && c.Subject != none && s.words.facility[s.lemma(c.Subject)] {
			return s.noFacility(n)
		}
	case c.Verb() == "serve" || c.Verb() == "act" || c.Verb() == "use" || c.Verb() == "function":
		role = c.With("as")
	}
	if role == none || !s.isRole(role) && !s.isDisowned(c) || !s.onSubject(c.Sentence) {
		return taking{}, false
	}
	t := s.newTaking(n, s.lemma(role), s.childWith(role, "for"))
	t.stated = c.Modal != "" || c.Negated || c.Present && !c.Copular
	t.at = s.attitudeOver(n)
	if poss := s.a.Child(role, language.NmodPoss); poss != none && (s.lemma(poss) == "nobody" || s.lemma(poss) == "no-one") {
		t.at.negated, t.stated = true, true // "nobody's dumping ground"
	}
	who := c.Subject
	if c.Passive {
		who = c.Object
	}
	we := who != none && s.a.Lower(who) == "we"
	if t.at.stander != none {
		who = t.at.stander
		we = we || s.a.Lower(who) == "we"
	}
	p, ok := s.stateNear(who)
	switch st := s.ownCountry(who); {
	case st != "":
		p = party{state: st, entity: none, token: who}
	case !ok || p.kind != language.State && p.kind != language.Organisation && !we:
		return t, false
	}
	t.others = true // what it is, or will not be, it is to others' people
	t.state, t.how = p, "subject of the role"
	return t, t.stated || t.at.told()
}

// noFacility reads the denial that there will be a camp or centre: "there will
// be no such camps in Georgia", said by who would have them.
func (s *scene) noFacility(n int) (taking, bool) {
	c := &s.cs.List[n]
	t := s.newTaking(n, "facility", c.Subject)
	t.at = s.attitudeOver(n)
	t.others, t.stance = true, demarche.Refuse
	by := s.by(c.Head)
	if by == nil || by.State == "" || by.State == s.senderAt(c.Sentence) || c.Modal != "will" && c.Modal != "would" {
		return t, false
	}
	t.state, t.how = party{state: by.State, entity: none, token: c.Head}, "the speaker's state "+string(by.State)
	return t, s.onSubject(c.Sentence)
}

// isDisowned reports whether a clause says what a state is not to be for others,
// in whatever picture: "we are not anybody's waiting room", "Suriname is not a car park".
func (s *scene) isDisowned(c *clause.Clause) bool {
	if !c.Copular || !c.Negated || s.a.Tokens[c.Head].UPOS != language.NOUN || c.Subject == none {
		return false
	}
	if st := s.ownCountry(c.Subject); st == "" && s.a.Lower(c.Subject) != "we" {
		if p, ok := s.actor(c.Subject); !ok || p.kind != language.State {
			return false
		}
	}
	if d := s.a.Child(c.Head, language.Det); d != none && (s.lemma(d) == "a" || s.lemma(d) == "an" || s.lemma(d) == "the") {
		_, spoken := s.attribution(c.Head)
		return spoken && !s.words.pacts[s.lemma(c.Head)]
	}
	return false
}

// isRole reports whether noun i is a role of a state towards those who are moved.
func (s *scene) isRole(i int) bool {
	if s.words.roles[s.lemma(i)] {
		return true
	}
	if k := s.childWith(i, "for"); s.lemma(i) == "place" && k != none && (s.arePeople(k) || s.words.acceptance[s.lemma(k)]) {
		return true // "a place for the return of third-country nationals"
	}
	for k := range s.a.Children(i) { // "a country of settlement", "a transit country"
		if s.lemma(i) == "country" && s.words.roles[s.lemma(k)] {
			return true
		}
	}
	return false
}
