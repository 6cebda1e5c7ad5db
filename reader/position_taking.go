package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// taking is a place in a text where the receiving of people is spoken of,
// whether it is said to be willed, refused, done or only asked for.
type taking struct {
	kind       string // of words it was found in
	clause     int    // that says it, or in which the noun for it stands
	trigger    string
	patient    int // the noun phrase of those who are taken, or of the planes or flights
	place      int // a noun phrase of where they are put, none
	at         attitude
	state      party // whose stance it is, if the words of the taking themselves tell
	how        string
	brought    int  // the clause that tells how they are brought, none
	others     bool // said of other states' people, whatever its words
	manner     bool // tells how they are to come, of a state that takes them
	own        bool // said of nobody but a state's own people
	lodges     bool // puts people up, so that where is a place of its own
	said       bool // the words for those taken tell whose nationals they are
	bareNumber bool // those taken are told by a number alone
	light      bool // the verb means nothing here but for its object
	moves      bool // "lets them land"
	unlet      bool // the negation stands with what is let happen
	stated     bool // what is said is a stance by itself, whatever its tense
	stance     demarche.Stance
}

// newTaking starts a taking in clause n, with nothing over it yet.
func (s *scene) newTaking(n int, trigger string, patient int) taking {
	return taking{clause: n, trigger: trigger, patient: patient, place: none, brought: none, at: attitude{top: n, stander: none, counted: none, wish: none, modal: s.cs.List[n].Modal}}
}

// takings finds every taking of a clause, the surest kind first.
func (s *scene) takings(n int) []taking {
	var found []taking
	for _, find := range []struct {
		kind string
		in   func(*scene, int) (taking, bool)
	}{
		{"receiving", receiving}, {"refusing", refusing}, {"no objection", unopposed}, {"role", inRole},
		{"shelter", offering}, {"papers", papers}, {"recognised", recognising}, {"own vehicle", fetching}, {"sent to us", sentUs}, {"sent", beingSent},
		{"judgement", judged}, {"coming", coming}, {"pact", put}, {"leave to bring", brought}, {"noun", named},
	} {
		if t, ok := find.in(s, n); ok {
			t.kind = find.kind
			t.bareNumber = t.patient != none && s.a.Tokens[t.patient].UPOS == language.NUM && s.partOf(t.patient) == none
			found = append(found, t)
		}
	}
	return found
}

// takes reads clause n as one of receiving: its lemma with particle, also where
// the parse has made a preposition of the particle ("let in citizens"), and who is received.
func (s *scene) takes(n int) (lemma string, patient int, ok bool) {
	c := &s.cs.List[n]
	if l := c.Lemma + " " + s.strayParticle(c); s.words.receive[l] && c.Object != none {
		return l, c.Object, true
	}
	if next := c.Head + 1; c.Object != none && next < c.Object && s.words.receive[c.Lemma+" "+s.a.Lower(next)] {
		return c.Lemma + " " + s.a.Lower(next), c.Object, true // "took BACK 800 people", the particle given to the number
	}
	for _, o := range c.Obliques {
		l := c.Lemma + " " + o.Preposition
		if c.Object != none && s.a.Tokens[c.Object].XPOS != language.TagWP || !s.words.receive[l] {
			continue
		}
		if s.arePeople(o.Token) {
			return l, o.Token, true
		}
		if k := s.a.Child(o.Token, language.Nummod); k != none && s.isSpan(o.Token) {
			return l, k, true // "let in two a month"
		}
	}
	if l := c.Lemma; c.Object == none && c.Subject != none && s.words.receive[l] && s.a.Tokens[c.Head].XPOS != language.TagVBG && s.canBeTaken(c.Subject) && s.hasWord(c, "be") {
		if next := c.Head + 1; next < len(s.a.Tokens) && s.words.receive[l+" "+s.a.Lower(next)] {
			l += " " + s.a.Lower(next)
		}
		return l, c.Subject, true // a passive that the parse has not seen: "foreigners are let in"
	}
	if next := c.Head + 1; c.Object == none && !c.Passive && next < s.a.Sentences[c.Sentence].Last && s.words.receive[c.Lemma] && thosePeople[s.a.Lower(next)] {
		return c.Lemma, next, true // "will receive THOSE whose papers are in order", the pronoun given to the clause behind it
	}
	return c.Lemma, c.Object, s.words.receive[c.Lemma]
}

// thosePeople are words that stand for people right behind a verb of receiving.
var thosePeople = set{"those": true, "anyone": true, "anybody": true, "whoever": true, "nobody": true, "none": true, "everyone": true, "everybody": true}

// isSpan reports whether token i is a span of time: "a month".
func (s *scene) isSpan(i int) bool {
	switch s.lemma(i) {
	case "day", "week", "fortnight", "month", "quarter", "year":
		return true
	}
	return false
}

// strayParticle gives the particle right after the object of a verb that the
// parse has given to the phrase behind it: "lets them in over the bridge".
func (s *scene) strayParticle(c *clause.Clause) string {
	if c.Object == none || c.Object < c.Head {
		return ""
	}
	_, next := s.a.Subtree(c.Object)
	if next+1 >= s.a.Sentences[c.Sentence].Last {
		return ""
	}
	switch w := s.a.Lower(next); w {
	case "in", "back", "home":
		if s.a.Tokens[next+1].UPOS == language.ADP || s.a.Tokens[next+1].UPOS == language.PUNCT {
			return w
		}
	}
	return ""
}

// isOwnPeople reports whether token i heads "its people", "their countrymen".
func (s *scene) isOwnPeople(i int) bool {
	if i != none && s.lemma(i) == "own" {
		return s.a.Tokens[i].Rel.Core() == language.Obj || s.a.Tokens[i].Rel == language.NsubjPass
	}
	return i != none && s.words.general[s.lemma(i)] && s.a.Child(i, language.NmodPoss) != none
}

// partOf gives the people of whom token i names a part: "some of the Cubans".
func (s *scene) partOf(i int) int {
	if i == none {
		return none
	}
	return s.childWith(i, "of")
}

// canBeTaken reports whether a noun phrase names what a state may take: people, planes, removals.
func (s *scene) canBeTaken(i int) bool {
	return i != none && (s.arePeople(i) || s.isOwnPeople(i) || s.isCraft(i) || s.words.moving[s.lemma(i)])
}

// isCraft reports whether token i is a plane, ship or other vehicle that may be
// let in, not a way of going ("road", "foot").
func (s *scene) isCraft(i int) bool {
	if i == none || !s.isVehicleNoun(i) {
		return false
	}
	switch s.lemma(i) {
	case "road", "foot", "overland", "rail", "railway", "launch", "coach", "cart":
		return false
	}
	return true
}

// findPatient looks for those who are taken among the words after the verb,
// where the parse has lost them.
func (s *scene) findPatient(t *taking) {
	c := &s.cs.List[t.clause]
	if c.Passive || s.canBeTaken(t.patient) && s.lemma(t.patient) != "many" {
		return
	}
	for _, o := range c.Obliques {
		if (o.Preposition == "to" || o.Preposition == "as" || o.Preposition == "up to") && s.arePeople(o.Token) && s.a.Tokens[o.Token].UPOS == language.NOUN {
			t.patient = o.Token // "take up to 50 of them"
			return
		}
	}
	if t.patient != none && t.light {
		return
	}
	for i := range s.cs.Right(t.clause) {
		if s.canBeTaken(i) {
			t.patient = i
			return
		}
	}
}

// concernsPeople reports whether a taking is one of people who are moved.
func (s *scene) concernsPeople(t *taking) bool {
	c := &s.cs.List[t.clause]
	w := s.words
	on := s.onSubject(c.Sentence)
	if s.isCraft(t.patient) && on || w.moving[s.lemma(t.patient)] {
		return true
	}
	sure := s.surelyPeople(t.patient) || s.isOthers(max(t.patient, 0)) || s.isOwnPeople(t.patient) || s.surelyPeople(s.partOf(t.patient))
	strong := w.home[t.trigger] || sure
	switch {
	case t.light:
		if !s.isTakenByLight(t) {
			return false
		}
		if !sure && !((s.arePeople(t.patient) || s.arePeople(s.partOf(t.patient))) && (t.place != none || c.Present && on && (s.a.Tokens[t.patient].UPOS == language.PRON || s.a.Tokens[t.patient].UPOS == language.NUM) || t.at.willing || t.at.modal == "will" || t.at.modal == "would" || t.at.modal == "can" || t.at.modal == "could")) {
			return false
		}
	case !sure && !s.arePeople(t.patient):
		return false
	}
	return on || strong || t.at.willing || t.at.refusing || t.moves || c.Modal != ""
}

// isTakenByLight reports whether what a verb of many meanings has as its object
// is itself people, a part of them, a plane or a camp, and not a thing that only
// has to do with them: "has no objection to deportees", "has no one to send".
func (s *scene) isTakenByLight(t *taking) bool {
	i := t.patient
	if s.cs.List[t.clause].Verb() == "have" {
		for k := range s.a.Children(i) {
			if m := s.cs.At(k); m != none && s.cs.List[m].Relation == language.Acl && s.cs.List[m].Infinite && s.cs.List[m].Mark == "to" {
				return false
			}
		}
	}
	return s.canBeTaken(i) || s.arePeople(s.partOf(i)) || s.isOthers(i) || t.others || s.words.facility[s.lemma(i)]
}

// describes reports whether clause c only tells which people are meant: it
// hangs on the noun phrase that is its object.
func (s *scene) describes(c *clause.Clause, object int) bool {
	if c.Relation.Core() != language.Acl || object == none {
		return false
	}
	noun := int(s.a.Tokens[c.Head].Head)
	return noun == object || s.a.Tokens[object].XPOS == language.TagWP
}

// hasFigure reports whether a noun phrase gives a number.
func (s *scene) hasFigure(i int) bool {
	return i != none && (s.a.Tokens[i].UPOS == language.NUM || s.a.Child(i, language.Nummod) != none)
}
