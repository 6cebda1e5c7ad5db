package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// How much each sign tells that people are other states' nationals (above 0) or
// a state's own (below). A sign of leanSure decides against the rest of the report.
const (
	leanSure   = 3
	leanStrong = 2
	leanWeak   = 1
)

// leaning tells, where no word names whose nationals they are, how far the
// people of a taking look like others' nationals: by who they are called, what
// is told of how they came or why they cannot go home, and by the verb. A state
// takes asylum seekers in and its own people back.
func (s *scene) leaning(t *taking, patient, sentence int) int {
	lean := s.leanOfVerb(t) + s.leanOfStay(t)
	if _, ok := contains(s.lemmas[sentence], []string{"dublin"}); ok {
		lean += leanSure
	}
	if patient == none {
		return lean
	}
	patient = s.antecedent(patient)
	if of := s.partOf(patient); of != none && s.arePeople(of) {
		patient = of // "any of Britain's asylum seekers"
	}
	return lean + s.leanOfNoun(t, patient) + s.leanOfRelative(patient)
}

// leanOfVerb weighs the word of receiving.
func (s *scene) leanOfVerb(t *taking) int {
	w := s.words
	switch {
	case w.home[t.trigger] || w.fetch[t.trigger]:
		return -leanWeak
	case t.trigger == "return" || t.trigger == "repatriation" || t.trigger == "homecoming":
		return -leanStrong
	case w.lodging[t.trigger] || t.lodges:
		return leanStrong
	case t.trigger == "take in" || t.trigger == "resettlement":
		return leanWeak
	}
	return 0
}

// leanOfStay weighs for how long people may stay: nobody takes its own for a time only.
func (s *scene) leanOfStay(t *taking) int {
	if s.isAircraft(t.patient) {
		return 0
	}
	for _, o := range s.cs.List[t.clause].Obliques {
		if o.Preposition == "for" && s.isSpan(o.Token) {
			return leanStrong
		}
	}
	return 0
}

// leanOfNoun weighs what the people are called and how many they may be at most.
func (s *scene) leanOfNoun(t *taking, i int) int {
	lean := 0
	switch s.lemma(i) {
	case "seeker", "asylum-seeker", "applicant", "claimant":
		lean = leanStrong
		if s.isTurnedDown(i) {
			lean = leanWeak
		}
	case "refugee":
		lean = leanStrong
	case "migrant", "detainee", "prisoner", "convict", "inmate", "criminal":
		lean = leanWeak
	case "deportee", "returnee", "expellee":
		lean = -leanWeak
	}
	if lean > 0 && (s.words.home[t.trigger] || t.trigger == "return") {
		lean-- // those who are taken back may have sought asylum
	}
	if s.isCapped(i) && !s.isAircraft(i) {
		lean += leanStrong // nobody bargains over how many of its own it takes
	}
	return lean
}

// isTurnedDown reports whether people are said to have been refused asylum.
func (s *scene) isTurnedDown(i int) bool {
	for k := range s.a.Children(i) {
		switch s.lemma(k) {
		case "failed", "fail", "rejected", "reject", "refused", "refuse", "unsuccessful", "denied", "deny":
			return true
		}
	}
	return false
}

// isCapped reports whether a noun phrase gives a number at most: "up to 300 refugees".
func (s *scene) isCapped(i int) bool {
	first, _ := s.a.Subtree(i)
	from := max(s.a.Sentences[s.a.Tokens[i].Sentence].First, first-3)
	_, ok := contains(s.phrase(from, i+1), []string{"up to", "no more than", "at most", "as many as", "maximum of"})
	return ok && s.hasFigure(i)
}

// leanOfRelative weighs what the clauses that describe people tell: that they
// came through a state ("who crossed from its territory"), or that they cannot go home.
func (s *scene) leanOfRelative(i int) int {
	lean := 0
	for k := range s.a.Children(i) {
		n := s.cs.At(k)
		if n == none || s.cs.List[n].Relation.Core() != language.Acl {
			continue
		}
		c := &s.cs.List[n]
		switch c.Verb() {
		case "cross", "transit", "traverse", "pass", "wade", "swim":
			lean = leanStrong
		case "leave", "come", "set", "depart", "arrive":
			if _, ok := contains(s.phrase(s.a.Subtree(c.Head)), []string{"territory", "shore", "coast", "soil", "way of", "through", "via"}); ok {
				lean = leanStrong
			}
		case "return", "send", "go", "deport", "remove", "repatriate":
			if c.Negated && (c.Modal == "can" || c.Modal == "could" || c.Modal == "will") {
				lean = leanSure // "who cannot be returned to their own country"
			}
		}
	}
	return lean
}

// antecedent gives the noun phrase that a pronoun for people goes back to, the token itself if it is none.
func (s *scene) antecedent(i int) int {
	m := s.mention[i]
	if s.a.Tokens[i].UPOS != language.PRON || m == none || s.a.Mentions[m].Entity == none {
		return i
	}
	e := s.a.Mentions[m].Entity
	for k := m - 1; k >= 0; k-- {
		if x := &s.a.Mentions[k]; x.Entity == e && s.a.Tokens[x.Head].UPOS != language.PRON {
			return x.Head
		}
	}
	return i
}

// isForeignTo reports whether the words around token i say that the people whom
// it belongs to are not of a state: "foreign prisoners", "anyone else", "other
// Africans", "Australia's deportees", "who are not Fijian".
func (s *scene) isForeignTo(i int, state demarche.State) bool {
	head := int(s.a.Tokens[i].Head)
	switch s.a.Lower(i) {
	case "foreign", "alien", "overseas":
		return head != none && head > i && s.isPeople(head)
	case "else":
		return i > 0 && (s.isPeople(i-1) || s.isNobody(i-1) || s.a.Lower(i-1) == "one")
	case "elsewhere":
		return head != none && s.isPeople(head) && clause.Preposition(s.a, i) == "from"
	case "other":
		return head != none && head > i && s.isOfPeoples(head)
	}
	if n := s.cs.At(i); n != none && s.cs.List[n].Copular && s.cs.List[n].Negated {
		p, ok := s.party(i)
		return ok && p.state == state || s.placeState(i) == state
	}
	return false
}
