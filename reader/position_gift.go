package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// offering reads room, shelter or safety that a state gives to people: "offers
// refuge to migrants", "will rent it 300 cells for foreigners".
func offering(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !s.words.give[c.Verb()] || c.Object == none || !s.words.shelter[s.lemma(c.Object)] && !s.words.facility[s.lemma(c.Object)] {
		return taking{}, false
	}
	if (c.Verb() == "rent" || c.Verb() == "lease") && c.Indirect == none && c.With("to") == none {
		return taking{}, false // who rents it for its own people
	}
	t := s.newTaking(n, c.Verb()+" "+s.lemma(c.Object), none)
	for _, i := range []int{c.With("to", "for"), s.childWith(c.Object, "for"), s.childWith(c.Object, "to"), c.Indirect} {
		if i != none && s.arePeople(i) {
			t.patient = i
			break
		}
	}
	if t.patient == none { // where the parse has hung them elsewhere
		for i := range s.cs.Right(n) {
			if s.surelyPeople(i) || s.arePeople(i) && clause.Preposition(s.a, i) != "" {
				t.patient = i
				break
			}
		}
	}
	if t.patient == none || !s.onSubject(c.Sentence) {
		return t, false
	}
	t.lodges, t.place = true, s.siteOf(c)
	t.stated = c.Verb() == "offer"
	t.at = s.attitudeOver(n)
	return t, true
}

// fetching reads a state's own vehicles that it sends for its people: "would go
// on sending its own planes".
func fetching(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !s.sendsVehicle(c) || !s.onSubject(c.Sentence) || c.Negated {
		return taking{}, false
	}
	own := false
	for k := range s.a.Children(c.Object) {
		own = own || s.lemma(k) == "own"
	}
	if p, ok := s.subject(n); !own || !ok || p.state == "" || p.state == s.sender {
		return taking{}, false
	}
	t := s.newTaking(n, "send own", c.Object)
	t.at = s.attitudeOver(n)
	t.own = true
	return t, t.at.told() || t.at.modal == "will" || t.at.modal == "would"
}

// sentUs reads leave to send people to the state that speaks: "they can send us
// our own people", "you may not send us anybody else".
func sentUs(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if !s.words.send[c.Lemma] || c.Indirect == none || c.Passive || s.isHypothetical(n) && c.Modal != "may" {
		return taking{}, false
	}
	p, ok := s.stateNear(c.Indirect)
	t := s.newTaking(n, "send us", c.Object)
	switch c.Modal {
	case "may", "can", "could":
		t.stance = demarche.Accept
		if c.Negated {
			t.stance = demarche.Refuse
		}
	default:
		return t, false
	}
	t.state, t.how = p, "to whom they may be sent"
	return t, ok && s.arePeople(c.Object)
}

// papers reads the issuing of travel documents, by which a state takes its own
// back: "now issues travel papers", "refuses to issue documents for its nationals".
func papers(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	if c.Object == none || !s.onSubject(c.Sentence) {
		return taking{}, false
	}
	if !s.isTravelPaper(c.Object) && !s.isPaperFor(c.Object) || !s.words.issue[c.Verb()] {
		return s.papersUnder(n)
	}
	t := s.newTaking(n, "issue papers", c.Object)
	t.own = true
	for _, i := range []int{c.With("to", "for"), s.childWith(c.Object, "for"), c.Indirect} {
		if i != none && s.arePeople(i) {
			t.patient = i
		}
	}
	t.at = s.attitudeOver(n)
	return t, t.at.told() || c.Present && !c.Infinite || c.Modal == "will" || c.Modal == "would"
}

// papersUnder reads the issuing of travel documents as a noun, or requests for
// them: "resumed the issue of laissez-passers", "rejects applications for travel papers".
func (s *scene) papersUnder(n int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	t := s.newTaking(n, "issue papers", c.Object)
	t.own = true
	paper := none
	switch l := s.lemma(c.Object); {
	case l == "issue" || l == "issuance" || l == "issuing" || l == "delivery":
		paper = s.childWith(c.Object, "of")
	case w.proposal[l] || l == "application":
		paper = s.childWith(c.Object, "for")
	}
	if paper == none || !s.isTravelPaper(paper) && !s.isPaperFor(paper) || s.isHypothetical(n) {
		return t, false
	}
	switch v := c.Verb(); {
	case w.refuse[c.Lemma] || w.refuse[v]:
		t.at.refusing = true
	case w.willing[c.Lemma] || w.willing[v] || w.assent[v]:
		t.at.willing = true
	default:
		return t, false
	}
	t.at.negated, t.stated = c.Negated, true
	return t, true
}

// recognising reads whether a state takes people for its own: "declined to
// recognise them as its citizens".
func recognising(s *scene, n int) (taking, bool) {
	c := &s.cs.List[n]
	switch c.Verb() {
	case "recognise", "recognize", "identify", "acknowledge", "accept", "regard", "claim", "own", "treat", "consider":
	default:
		return taking{}, false
	}
	as := c.With("as")
	if as == none || !s.onSubject(c.Sentence) || s.isHypothetical(n) {
		return taking{}, false
	}
	if _, named := s.party(as); !s.words.own[s.lemma(as)] && s.lemma(as) != "own" && !(named && s.arePeople(as)) {
		return taking{}, false
	}
	t := s.newTaking(n, "recognise", c.Object)
	t.own = true
	t.at = s.attitudeOver(n)
	return t, t.at.told() || t.at.negated || c.Modal == "will" || c.Modal == "would" || c.Present && !c.Infinite
}

// isPaperFor reports whether noun i is a paper for people who are moved: "papers for deportees".
func (s *scene) isPaperFor(i int) bool {
	switch s.lemma(i) {
	case "document", "paper", "passport", "certificate":
	default:
		return false
	}
	k := s.childWith(i, "for")
	return k != none && s.arePeople(k)
}

// isTravelPaper reports whether noun i is a paper to travel with: "travel
// documents", "laissez-passer".
func (s *scene) isTravelPaper(i int) bool {
	switch l := s.lemma(i); strings.TrimSuffix(l, "s") {
	case "laissez-passer", "laisser-passer", "passer":
		return true
	case "document", "paper", "certificate", "permit":
	default:
		return false
	}
	for k := range s.a.Children(i) {
		switch s.lemma(k) {
		case "travel", "emergency", "return", "replacement", "identity", "entry":
			return s.a.Tokens[k].Rel.Core() != language.Conj
		}
	}
	return false
}
