package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// receiving reads a clause of receiving: "will not accept military flights",
// "agreed to take back its nationals".
func receiving(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	lemma, patient, ok := s.takes(n)
	if !ok || c.Copular && s.a.Tokens[c.Head].UPOS == language.ADJ { // "are welcome to" tells no deed
		return taking{}, false
	}
	if patient == none && c.Passive {
		patient = s.peopleSpokenOf(c)
	}
	t := s.newTaking(n, lemma, patient)
	t.light = w.light[lemma]
	s.readLet(&t)
	s.readBrought(&t)
	if (lemma == "want" || lemma == "see") && !(t.moves && c.Negated) && !s.wantsPeople(c, &t) {
		return t, false // wants something else
	}
	if t.light && c.Indirect != none && !s.canBeTaken(t.patient) && s.isAircraft(c.Indirect) {
		t.patient = c.Indirect // "lets one flight a month land", the verb read as a noun
	}
	s.findPatient(&t)
	if w.lodging[lemma] && c.Subject != none && (s.isFacility(c.Subject) || c.Modal == "can" && c.Relation == language.AclRelcl) {
		return t, false // "the prison can hold 400"
	}
	if !s.canBeTaken(t.patient) && s.isFacilityFor(c) {
		t.patient, t.others = c.Object, true
	}
	if t.patient == none || s.a.Lower(t.patient) == "one" && w.lodging[lemma] { // "will not host one": a place, not a person
		return t, false
	}
	if s.describes(c, t.patient) && (c.Subject == none || c.Passive) || c.Lemma == "take" && s.carriesOff(n) || s.isHeadlineDeed(c) {
		return t, false // "migrants who are not received" tells which, not whether
	}
	t.at = s.attitudeOver(n)
	t.at.negated = t.at.negated != t.unlet
	if c.Object == none && c.Subject != patient && patient != none && clause.IsNegative(s.a, patient) {
		t.at.negated = !t.at.negated // "lets in no foreigners", read as a phrase of place
	}
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

// peopleSpokenOf gives the people of whom a passive is said that is joined to what
// is said of them: "said the men were foreigners and would not be admitted".
func (s *scene) peopleSpokenOf(c *clause.Clause) int {
	if c.Relation.Core() != language.Conj || c.Parent == none || c.Subject != none {
		return none
	}
	if i := s.cs.List[c.Parent].Subject; s.arePeople(i) {
		return i
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
		t.moves, t.unlet = true, d.Negated // "lets nobody return"
		t.place = d.With("to", "at", "in", "into")
	}
	if t.patient == none {
		t.patient = d.Subject
	}
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

// wantsPeople reports whether a verb of wanting has people themselves as what
// is wanted: "does not want deportees from other countries".
func (s *scene) wantsPeople(c *clause.Clause, t *taking) bool {
	if c.Lemma != "want" || s.below(t.clause, language.Xcomp, language.Ccomp) != none {
		return false
	}
	return c.With("to") != none && t.patient != none || c.Negated && s.surelyPeople(t.patient)
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

// siteOf gives the place of its own (a prison, a town) in which clause c is set, none if it names none.
func (s *scene) siteOf(c *clause.Clause) int {
	for _, o := range c.Obliques {
		if (o.Preposition == "in" || o.Preposition == "at" || o.Preposition == "inside") && s.isSite(o.Token) {
			return o.Token
		}
	}
	return none
}

// fetchesOwn reports whether those whom a state fetches or flies home are its
// own people: what a removing state does with others is no receiving.
func (s *scene) fetchesOwn(t *taking) bool {
	p, _, ok := s.stander(t)
	if !ok || t.patient == none {
		return false
	}
	if s.isTheirOwn(t.patient) || s.isOwnPeople(t.patient) || s.a.Tokens[t.patient].UPOS == language.PRON && p.state != s.senderAt(s.cs.List[t.clause].Sentence) {
		return true
	}
	first, last := s.a.Subtree(t.patient)
	own, third, _ := s.peopleWords(p.state, first, last, true)
	if own+third == 0 && p.state != s.senderAt(s.cs.List[t.clause].Sentence) {
		own, third = s.peopleElsewhere(p.state, s.cs.List[t.clause].Sentence)
	}
	return own > 0 && third == 0
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
	if i == none || !s.words.facility[s.lemma(i)] || !s.onSubject(c.Sentence) {
		return false
	}
	switch c.Verb() {
	case "host", "accept", "have", "house", "accommodate", "open", "allow", "permit", "want":
		return true
	}
	return false
}
