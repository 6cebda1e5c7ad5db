package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// taking is a place in a text where the receiving of people is spoken of,
// whether it is said to be willed, refused, done or only asked for.
type taking struct {
	kind    string // of words it was found in
	clause  int    // that says it, or in which the noun for it stands
	trigger string
	patient int // the noun phrase of those who are taken, or of the planes or flights
	place   int // a noun phrase of where they are put, none
	at      attitude
	state   party // whose stance it is, if the words of the taking themselves tell
	how     string
	brought int  // the clause that tells how they are brought, none
	others  bool // said of other states' people, whatever its words
	manner  bool // tells how they are to come, of a state that takes them
	own     bool // said of nobody but a state's own people
	lodges  bool // puts people up, so that where is a place of its own
	light   bool // the verb means nothing here but for its object
	moves   bool // "lets them land"
	stated  bool // what is said is a stance by itself, whatever its tense
	stance  demarche.Stance
}

// newTaking starts a taking in clause n, with nothing over it yet.
func (s *scene) newTaking(n int, trigger string, patient int) taking {
	return taking{clause: n, trigger: trigger, patient: patient, place: none, brought: none, at: attitude{top: n, stander: none, counted: none, modal: s.cs.List[n].Modal}}
}

// takings finds every taking of a clause, the surest kind first.
func (s *scene) takings(n int) []taking {
	var found []taking
	for _, find := range []struct {
		kind string
		in   func(*scene, int) (taking, bool)
	}{
		{"receiving", receiving}, {"refusing", refusing}, {"no objection", unopposed}, {"role", inRole},
		{"shelter", offering}, {"papers", papers}, {"own vehicle", fetching}, {"sent to us", sentUs}, {"sent", beingSent},
		{"judgement", judged}, {"coming", coming}, {"pact", put}, {"leave to bring", brought}, {"noun", named},
	} {
		if t, ok := find.in(s, n); ok {
			t.kind = find.kind
			found = append(found, t)
		}
	}
	return found
}

// receiving reads a clause of receiving: "will not accept military flights",
// "agreed to take back its nationals".
func receiving(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	lemma, patient, ok := s.takes(n)
	if !ok {
		return taking{}, false
	}
	t := s.newTaking(n, lemma, patient)
	t.light = w.light[lemma]
	s.readLet(&t)
	s.readBrought(&t)
	if (lemma == "want" || lemma == "see") && !(t.moves && c.Negated) && !s.wantsPeople(c, &t) {
		return t, false // wants something else
	}
	s.findPatient(&t)
	if w.lodging[lemma] && c.Subject != none && s.isFacility(c.Subject) {
		return t, false // "the prison can hold 400"
	}
	if t.patient == none && s.isFacilityFor(c) {
		t.patient, t.others = c.Object, true
	}
	if t.patient == none || s.a.Lower(t.patient) == "one" && w.lodging[lemma] { // "will not host one": a place, not a person
		return t, false
	}
	if s.describes(c, t.patient) && (c.Subject == none || c.Passive) || c.Lemma == "take" && s.carriesOff(n) || s.isHeadlineDeed(c) {
		return t, false // "migrants who are not received" tells which, not whether
	}
	t.at = s.attitudeOver(n)
	if !s.concernsPeople(&t) && !(t.others && (t.at.told() || t.at.negated || t.at.modal == "will" || t.at.modal == "would")) {
		return t, false
	}
	if t.lodges = w.lodging[lemma]; t.lodges && t.place == none {
		t.place = s.siteOf(c)
	}
	if w.fetch[lemma] && !s.fetchesOwn(&t) {
		return t, false
	}
	if (lemma == "resume" || lemma == "restart") && s.removesOthers(n, t.patient) {
		return t, false
	}
	return t, true
}

// readBrought reads people whose being brought is what is accepted: "does not
// accept that its citizens be brought in military aircraft".
func (s *scene) readBrought(t *taking) {
	switch t.trigger {
	case "accept", "allow", "permit", "welcome":
	default:
		return
	}
	if t.patient != none && s.canBeTaken(t.patient) {
		return
	}
	if k := s.below(t.clause, language.Ccomp, language.Xcomp, language.Csubj, language.Advcl); k != none {
		d := &s.cs.List[k]
		if s.words.send[d.Lemma] && s.arePeople(d.Object) {
			t.patient, t.moves, t.brought = d.Object, true, k
		}
	}
}

// isFacility reports whether token i names a building or site rather than who runs it.
func (s *scene) isFacility(i int) bool {
	if s.words.facility[s.lemma(i)] {
		return true
	}
	p, ok := s.party(i)
	return !ok && p.kind == language.Place
}

// isFacilityFor reports whether what a clause takes is a camp or centre for
// people who are moved: "would not host a return hub".
func (s *scene) isFacilityFor(c *clause.Clause) bool {
	i := c.Object
	if i == none || !s.words.facility[s.lemma(i)] || !s.near[c.Sentence] {
		return false
	}
	switch c.Verb() {
	case "host", "accept", "have", "house", "accommodate":
		return true
	}
	return false
}

// fetchesOwn reports whether those whom a state fetches or flies home are its
// own people: what a removing state does with others is no receiving.
func (s *scene) fetchesOwn(t *taking) bool {
	p, _, ok := s.stander(t)
	if !ok || t.patient == none {
		return false
	}
	if s.isTheirOwn(t.patient) || s.isOwnPeople(t.patient) || s.a.Tokens[t.patient].UPOS == language.PRON && p.state != s.sender {
		return true
	}
	first, last := s.a.Subtree(t.patient)
	own, third, _ := s.peopleWords(p.state, first, last, true)
	if own+third == 0 && p.state != s.sender {
		own, third = s.peopleElsewhere(p.state, s.cs.List[t.clause].Sentence)
	}
	return own > 0 && third == 0
}

// siteOf gives the place of its own (a prison, a town) in which clause c is set, none if it names none.
func (s *scene) siteOf(c *clause.Clause) int {
	for _, o := range c.Obliques {
		if (o.Preposition == "in" || o.Preposition == "at" || o.Preposition == "inside") && s.isSite(o.Token) {
			return o.Token
		}
	}
	return none
}

// readLet reads what a verb of letting lets happen: "lets one flight land in Havana".
func (s *scene) readLet(t *taking) {
	w := s.words
	k := s.below(t.clause, language.Xcomp, language.Ccomp)
	if k == none || !w.light[t.trigger] {
		return
	}
	d := &s.cs.List[k]
	if w.send[d.Lemma] && d.Object != none {
		t.patient = d.Object
	}
	if d.Object != none && w.facility[s.lemma(d.Object)] {
		t.patient, t.others = d.Object, true // "lets Denmark run a centre"
		return
	}
	if w.send[d.Lemma] || w.arrive[d.Lemma] || w.come[d.Lemma] || d.Lemma == "live" || d.Lemma == "work" {
		t.moves = true
		t.place = d.With("to", "at", "in", "into")
	}
	if t.patient == none {
		t.patient = d.Subject
	}
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

// carriesOff reports whether "take" in clause n means carrying people or things
// somewhere else: "takes them to the border".
func (s *scene) carriesOff(n int) bool {
	c := &s.cs.List[n]
	to := c.With("to", "into", "onto", "across", "off", "away")
	if to == none || s.arePeople(to) {
		return false
	}
	p, ok := s.subject(n)
	return !ok || s.placeState(to) != p.state
}

// isHeadlineDeed reports whether a clause tells in the present of headlines
// what was done once: "Ghana receives 14 deportees".
func (s *scene) isHeadlineDeed(c *clause.Clause) bool {
	kind := s.a.Paragraphs[s.a.Sentences[c.Sentence].Paragraph].Kind
	if kind != language.Title && kind != language.Heading || !c.Present || c.Negated || c.Modal != "" {
		return false
	}
	return c.Verb() != "accept" || s.hasFigure(c.Object)
}

// hasFigure reports whether a noun phrase gives a number.
func (s *scene) hasFigure(i int) bool {
	return i != none && (s.a.Tokens[i].UPOS == language.NUM || s.a.Child(i, language.Nummod) != none)
}

// wantsPeople reports whether a verb of wanting has people themselves as what
// is wanted: "does not want deportees from other countries".
func (s *scene) wantsPeople(c *clause.Clause, t *taking) bool {
	if c.Lemma != "want" || s.below(t.clause, language.Xcomp, language.Ccomp) != none {
		return false
	}
	return c.With("to") != none && t.patient != none || c.Negated && s.surelyPeople(t.patient)
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
	if s.isAircraft(t.patient) && on || w.moving[s.lemma(t.patient)] {
		return true
	}
	sure := s.surelyPeople(t.patient) || s.isOthers(max(t.patient, 0)) || s.isOwnPeople(t.patient) || s.surelyPeople(s.partOf(t.patient))
	strong := w.home[t.trigger] || sure
	switch {
	case t.light:
		if !sure && !((s.arePeople(t.patient) || s.arePeople(s.partOf(t.patient))) && (t.place != none || c.Present && on && s.a.Tokens[t.patient].UPOS == language.PRON || t.at.willing || t.at.modal == "will" || t.at.modal == "would" || t.at.modal == "can" || t.at.modal == "could")) {
			return false
		}
	case !sure && !s.arePeople(t.patient):
		return false
	}
	return on || strong || t.at.willing || t.at.refusing || t.moves || c.Modal != ""
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

// takes reads clause n as one of receiving: its lemma with particle, also where
// the parse has made a preposition of the particle ("let in citizens"), and who is received.
func (s *scene) takes(n int) (lemma string, patient int, ok bool) {
	c := &s.cs.List[n]
	if l := c.Lemma + " " + s.strayParticle(c); s.words.receive[l] && c.Object != none {
		return l, c.Object, true
	}
	for _, o := range c.Obliques {
		if l := c.Lemma + " " + o.Preposition; c.Object == none && s.words.receive[l] && s.arePeople(o.Token) {
			return l, o.Token, true
		}
	}
	if l := c.Lemma; c.Object == none && c.Subject != none && s.words.receive[l] && s.a.Tokens[c.Head].XPOS != language.TagVBG && s.arePeople(c.Subject) && s.hasWord(c, "be") {
		if next := c.Head + 1; next < len(s.a.Tokens) && s.words.receive[l+" "+s.a.Lower(next)] {
			l += " " + s.a.Lower(next)
		}
		return l, c.Subject, true // a passive that the parse has not seen: "foreigners are let in"
	}
	return c.Lemma, c.Object, s.words.receive[c.Lemma]
}

// canBeTaken reports whether a noun phrase names what a state may take: people, planes, removals.
func (s *scene) canBeTaken(i int) bool {
	return i != none && (s.arePeople(i) || s.isOwnPeople(i) || s.isAircraft(i) || s.words.moving[s.lemma(i)])
}

// refusing reads a verb of refusal with people, planes, removals or a proposal
// about them as its object: "rejects third-country deportees".
func refusing(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	t := s.newTaking(n, c.Lemma, c.Object)
	t.stance = demarche.Refuse
	keepsOut := c.Verb() == "keep" && c.With("out of", "out", "off", "away from") != none
	if !w.refuse[c.Lemma] && !keepsOut || c.Object == none || s.isHypothetical(n) || s.rules(c.Subject) {
		return t, false
	}
	removals := w.moving[s.lemma(c.Object)] || s.isAircraft(c.Object) && s.topic[c.Sentence] || s.namesPeople(c.Object) || s.isOwnPeople(c.Object) || s.turnsAway(c, keepsOut)
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
	if w.deeds[c.Verb()] && (c.Past || c.Infinite && c.Relation.Core() != language.Root) {
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

// turnsAway reports whether a clause is about letting people in whoever its
// pronoun means: "will not turn them away", "would keep them out".
func (s *scene) turnsAway(c *clause.Clause, keepsOut bool) bool {
	switch c.Lemma {
	case "turn away", "turn back", "keep out", "shut out", "lock out":
		keepsOut = true
	}
	return keepsOut && s.arePeople(c.Object) && s.near[c.Sentence]
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
	return p.state == s.sender
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
	case c.Lemma == "open" && c.Copular && !c.Negated && s.doorBefore(c.Head):
		t.patient, t.trigger = c.With("to", "for"), "door-open"
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
	case c.Object == none || c.Verb() != "have":
		return t, false
	case s.words.objection[s.lemma(c.Object)] && c.Negated:
		t.patient, t.trigger = s.childWith(c.Object, "to"), "no-objection"
		if t.patient == none {
			t.patient = s.childWith(c.Object, "with")
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

// reply gives the "yes" or "no" that is all that clause n says, empty if there is none.
func (s *scene) reply(n int) string {
	c := &s.cs.List[n]
	if i := c.Head + 1; i < s.a.Sentences[c.Sentence].Last {
		if w := s.a.Lower(i); w == "no" || w == "yes" {
			if next := i + 1; next >= s.a.Sentences[c.Sentence].Last || s.a.Tokens[next].UPOS != language.NOUN && s.a.Tokens[next].UPOS != language.ADJ {
				return w
			}
		}
	}
	return ""
}

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
	if role == none || !s.isRole(role) && !s.isDisowned(c) || !s.near[c.Sentence] {
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
	if by == nil || by.State == "" || by.State == s.sender || c.Modal != "will" && c.Modal != "would" {
		return t, false
	}
	t.state, t.how = party{state: by.State, entity: none, token: c.Head}, "the speaker's state "+string(by.State)
	return t, s.near[c.Sentence]
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
	if c.Subject == none || !s.arePeople(c.Subject) && !w.moving[s.lemma(c.Subject)] && !w.acceptance[s.lemma(c.Subject)] && !(s.isAircraft(c.Subject) && s.near[c.Sentence]) {
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
			if q, ok := s.subject(p); ok && q.state != "" && q.state != s.sender {
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
	if by := s.by(c.Head); by != nil && by.State != p.state || p.state == s.sender || vehicle && by == nil {
		return t, false // only its own word opens a state's door
	}
	t.state, t.how = p, how
	return t, true
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
	if by == nil || by.State == "" || by.State == s.sender {
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
