package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// refusing reads a verb of refusal with people, planes, removals or a proposal
// about them as its object: "rejects third-country deportees".
func refusing(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	t := s.newTaking(n, c.Lemma, c.Object)
	t.stance = demarche.Refuse
	if i := s.strayObject(c); i != none {
		d := *c
		d.Object, t.patient = i, i
		c = &d
	}
	keepsOut := c.Verb() == "keep" && c.With("out of", "out", "off", "away from") != none
	if !w.refuse[c.Lemma] && !keepsOut || c.Object == none || s.isHypothetical(n) || s.rules(c.Subject) {
		return t, false
	}
	if s.words.facility[s.lemma(c.Object)] && s.isFor(n) {
		t.others = true // "rules out a camp for deportees"
	}
	removals := t.others || w.moving[s.lemma(c.Object)] || s.isAircraft(c.Object) && s.topic[c.Sentence] || s.namesPeople(c.Object) || s.isOwnPeople(c.Object) || s.turnsAway(c, keepsOut)
	proposal := w.proposal[s.lemma(c.Object)] && s.subtreeHasTopic(c.Object)
	if !removals && !proposal {
		return t, false
	}
	if c.Passive && c.Past && !proposal {
		return t, false // "was refused entry"
	}
	if removals && w.deeds[c.Verb()] && s.removesOthers(n, c.Object) || s.describes(c, c.Object) {
		return t, false // "migrants rejected by Britain"
	}
	t.at = s.attitudeOver(n)
	if t.at.reserved {
		return t, false // "the right to accept or reject": read with what is accepted
	}
	if c.Relation.Core() == language.Xcomp || c.Mark == "to" && c.Relation.Core() != language.Root {
		if t.at.refusing != t.at.negated { // "vowed to keep them out", "will not stop receiving"
			t.stance = demarche.Accept
		}
		return t, t.at.told() && !t.at.unsettled
	}
	if w.deeds[c.Verb()] && !(c.Negated && s.hasWord(c, "never")) && (c.Past || c.Infinite && c.Relation.Core() != language.Root) {
		return t, false
	}
	if c.Negated {
		if !w.deeds[c.Verb()] && c.Modal == "" && c.Lemma != "object" && c.Lemma != "oppose" && !s.hasWord(c, "never") {
			return t, false // "did not rule out" is no acceptance
		}
		t.stance = demarche.Accept // "has never refused its own people", "will not turn them away"
	}
	return t, true
}

// strayObject gives the people that are the object of a verb with a particle, where
// the parse has made a phrase of time of them: "never turned away a compatriot".
func (s *scene) strayObject(c *clause.Clause) int {
	if c.Object != none || c.Lemma == c.Verb() {
		return none
	}
	for _, o := range c.Obliques {
		if o.Preposition == "" && s.arePeople(o.Token) {
			return o.Token
		}
	}
	return none
}

// isFor reports whether what clause n has as its object is for people who are moved.
func (s *scene) isFor(n int) bool {
	c := &s.cs.List[n]
	k := s.childWith(c.Object, "for")
	return k != none && s.arePeople(k) && s.onSubject(c.Sentence)
}

// turnsAway reports whether a clause is about letting people in whoever its
// pronoun means: "will not turn them away", "would keep them out".
func (s *scene) turnsAway(c *clause.Clause, keepsOut bool) bool {
	switch c.Lemma {
	case "turn away", "turn back", "keep out", "shut out", "lock out":
		keepsOut = true
	}
	return keepsOut && s.arePeople(c.Object) && s.onSubject(c.Sentence)
}

// rules reports whether token i names a court or a judge, whose word is a ruling.
func (s *scene) rules(i int) bool {
	switch s.lemma(i) {
	case "court", "judge", "tribunal", "justice", "magistrate", "chamber", "panel", "council":
		return i != none
	}
	return false
}

// removesOthers reports whether a clause about removals is said of who removes:
// they go to another state, or are no matter of the state that is its subject.
func (s *scene) removesOthers(n, patient int) bool {
	p, ok := s.subject(n)
	if !ok || p.state == "" {
		return false
	}
	if to := s.childWith(patient, "to"); to != none && s.placeState(to) != "" {
		return s.placeState(to) != p.state
	}
	if to := s.cs.List[n].With("to"); to != none && s.placeState(to) != "" {
		return s.placeState(to) != p.state
	}
	if from := s.childWith(patient, "from"); from != none && s.placeState(from) != "" {
		return s.placeState(from) == p.state
	}
	if from := s.cs.List[n].With("from"); from != none && s.placeState(from) != "" {
		return s.placeState(from) == p.state
	}
	return p.state == s.senderAt(s.cs.List[n].Sentence)
}

// unopposed reads a denied objection or room for people: "has no objection to
// the return of its citizens", "has room for 250".
func unopposed(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	t := s.newTaking(n, "", none)
	t.stance = demarche.Accept
	switch {
	case c.Lemma == "object" && c.Negated:
		t.patient, t.trigger = c.With("to"), "object"
	case c.Copular && s.doorState(c.Lemma) != 0 && (s.doorBefore(c.Head) || c.Lemma == "open"):
		t.patient, t.trigger = c.With("to", "for"), "door-"+c.Lemma
		if (s.doorState(c.Lemma) < 0) != c.Negated {
			t.stance = demarche.Refuse
		}
		if c.Subject != none {
			t.at.stander = s.a.Child(c.Subject, language.NmodPoss)
		}
	case s.keptDoor(n) != 0:
		t.patient, t.trigger = s.beyondDoor(n), "door-kept"
		if (s.keptDoor(n) < 0) != c.Negated {
			t.stance = demarche.Refuse
		}
	case c.Object != none && s.isDoor(c.Object) && s.doorVerb(c.Verb()) != 0:
		t.patient, t.trigger = c.With("on", "to", "against", "for"), "door-"+c.Verb()
		for _, prep := range []string{"on", "to", "against", "for"} {
			if t.patient == none {
				t.patient = s.childWith(c.Object, prep)
			}
		}
		if (s.doorVerb(c.Verb()) < 0) != c.Negated {
			t.stance = demarche.Refuse
		}
	case c.Lemma == "say" && s.reply(n) != "":
		t.patient, t.trigger = c.With("to"), "say-"+s.reply(n)
		if s.reply(n) == "no" {
			t.stance = demarche.Refuse
		}
	case c.Verb() == "have" && c.Object != none && s.lemma(c.Object) == "nothing" && s.against(c) != none:
		t.patient, t.trigger = s.against(c), "nothing-against"
	case c.Verb() == "draw" && c.Object != none && s.lemma(c.Object) == "line":
		t.patient, t.trigger, t.stance = c.With("at"), "draw-line", demarche.Refuse
		if t.patient == none {
			t.patient = s.childWith(c.Object, "at")
		}
	case c.Verb() == "put" && c.Object != none && s.isPause(c):
		t.patient, t.trigger, t.stance = c.Object, "put-on-hold", demarche.Refuse
	case c.Object == none || c.Verb() != "have" && !(s.words.objection[s.lemma(c.Object)] && s.voices(c)) && !(s.words.room[s.lemma(c.Object)] && s.setsAside(c)):
		return t, false
	case s.words.objection[s.lemma(c.Object)] && c.Negated:
		t.patient, t.trigger = s.childWith(c.Object, "to"), "no-objection"
		for _, i := range []int{s.childWith(c.Object, "with"), s.childWith(c.Object, "about"), c.With("to", "with", "about", "against", "over")} {
			if t.patient == none {
				t.patient = i
			}
		}
	case s.words.room[s.lemma(c.Object)]:
		t.patient, t.trigger = s.childWith(c.Object, "for"), "room-for"
		if t.patient == none {
			t.patient = c.With("for")
		}
		if c.Negated {
			t.stance = demarche.Refuse
		}
	}
	if t.patient == none || s.isHypothetical(n) || !s.arePeople(t.patient) && !s.subtreeHasTopic(t.patient) && !s.isAircraft(t.patient) {
		return t, false
	}
	if (t.trigger == "put-on-hold" || t.trigger == "draw-line") && s.removesOthers(n, t.patient) {
		return t, false
	}
	return t, true
}

// voices reports whether a clause tells that somebody speaks out what its object names.
func (s *scene) voices(c *clause.Clause) bool {
	switch c.Verb() {
	case "raise", "see", "make", "find", "voice", "express", "lodge", "state", "enter", "register", "offer", "harbour", "harbor":
		return true
	}
	return false
}

// setsAside reports whether clause c tells that room is kept for somebody: "keeps
// 300 places for foreign convicts".
func (s *scene) setsAside(c *clause.Clause) bool {
	switch c.Verb() {
	case "keep", "reserve", "set", "hold", "free", "find":
		return c.Modal != "" || c.Present && !c.Perfect || s.a.Child(c.Head, language.Aux) != none
	}
	return false
}

// against gives what a clause of having nothing against speaks of.
func (s *scene) against(c *clause.Clause) int {
	if i := c.With("against"); i != none {
		return i
	}
	return s.childWith(c.Object, "against")
}

// isPause reports whether something is put on hold or an end to it.
func (s *scene) isPause(c *clause.Clause) bool {
	for _, o := range c.Obliques {
		switch s.lemma(o.Token) {
		case "hold", "ice", "stop", "end":
			return true
		}
	}
	return false
}

// doorBefore reports whether a door or border is said to be open at token i.
func (s *scene) doorBefore(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if s.isDoor(k) {
			return true
		}
	}
	return false
}

func (s *scene) isDoor(i int) bool { return s.words.doors[s.lemma(i)] }

// doorVerb tells whether what a verb does to a door opens it (1), shuts it (-1) or neither (0).
func (s *scene) doorVerb(verb string) int {
	switch verb {
	case "open", "reopen", "unlock":
		return 1
	case "shut", "close", "slam", "bar", "bolt", "lock":
		return -1
	}
	return 0
}

// doorState tells whether a door so described is open (1), shut (-1) or neither (0).
func (s *scene) doorState(adjective string) int {
	switch adjective {
	case "open", "ajar":
		return 1
	case "shut", "closed", "close", "locked", "bolted", "barred":
		return -1
	}
	return 0
}

// keptDoor tells whether clause n keeps a door open (1) or shut (-1): "holds the
// door open for", "kept its gates closed to"; 0 if it does neither.
func (s *scene) keptDoor(n int) int {
	c := &s.cs.List[n]
	switch c.Verb() {
	case "keep", "hold", "leave", "throw", "swing":
	default:
		return 0
	}
	if c.Object == none || !s.isDoor(c.Object) {
		return 0
	}
	for i := c.Head + 1; i <= c.Object+2 && i < s.a.Sentences[c.Sentence].Last; i++ {
		if st := s.doorState(s.a.Lower(i)); st != 0 {
			return st
		}
	}
	return 0
}

// beyondDoor gives those for whom the door of clause n stands as it does: the
// first people behind it.
func (s *scene) beyondDoor(n int) int {
	for i := range s.cs.Right(n) {
		if s.arePeople(i) {
			return i
		}
	}
	return none
}

// reply gives the "yes" or "no" that is all that clause n says, empty if there is none.
func (s *scene) reply(n int) string {
	c := &s.cs.List[n]
	last := s.a.Sentences[c.Sentence].Last
	if i := c.Head + 1; i < last {
		if w := s.a.Lower(i); w == "no" || w == "yes" {
			if next := i + 1; next >= last || s.a.Tokens[next].UPOS != language.NOUN && s.a.Tokens[next].UPOS != language.ADJ {
				return w
			}
		}
	}
	switch c.Verb() {
	case "say", "answer", "reply", "respond":
	default:
		return ""
	}
	for i := c.Head + 2; i+1 < last && i < c.Head+replyReach; i++ { // "answered with one word: No."
		if w := s.a.Lower(i); (w == "no" || w == "yes") && s.a.Tokens[i-1].UPOS == language.PUNCT && s.a.Tokens[i+1].UPOS == language.PUNCT {
			return w
		}
	}
	return ""
}

// replyReach is how many words after a verb of answering the "yes" or "no" may stand.
const replyReach = 9
