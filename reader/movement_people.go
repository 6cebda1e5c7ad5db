package reader

import (
	"unicode"
	"unicode/utf8"

	"demarche/language"
	"demarche/reader/clause"
)

// canBeMoved reports whether token i heads a noun phrase of people who may be
// moved: as isPeople, and also those named only as a part of others ("the
// rest", "both"), by their number ("hundreds of Haitians"), or by the name of a
// people that is no nationality ("17 Chechens").
func (s *scene) canBeMoved(i int) bool {
	if i == none {
		return false
	}
	l := s.lemma(i)
	if s.words.freight[l] || isRest(l) && s.isOfOthers(i) {
		return false
	}
	return s.isPeople(i) || isRest(l) || isQuantifier(l) || s.membersOf(i) != none || s.isCountedName(i) || s.isDemonym(i)
}

// isOfOthers reports whether the group at token i is of people who are named by
// what they do and are not moved: "a group of mayors".
func (s *scene) isOfOthers(i int) bool {
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == "of" && s.a.Tokens[k].UPOS == language.NOUN && !s.isPeople(k) && !s.isDemonym(k) && !s.isVehicle(k) {
			if q, _ := s.headcount(k); q == none {
				return true
			}
		}
	}
	return false
}

// membersOf gives the people of whom the noun at token i tells a number or a
// part: the Haitians of "hundreds of Haitians"; none if it does not.
func (s *scene) membersOf(i int) int {
	switch s.lemma(i) {
	case "hundred", "thousand", "dozen", "score", "ten", "number", "majority", "bulk", "column", "half", "third", "handful", "wave", "series", "crowd", "total":
	default:
		if s.a.Tokens[i].UPOS != language.NUM {
			return none
		}
	}
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == "of" && s.isPeople(k) {
			return k
		}
	}
	return none
}

// isCountedName reports whether token i is a capitalised plural with a number:
// the members of a people, "40 Uyghurs".
func (s *scene) isCountedName(i int) bool {
	form := s.a.Form(i)
	first, _ := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(first) || form[len(form)-1] != 's' || !s.isCounted(i) {
		return false
	}
	if u := s.a.Tokens[i].UPOS; u != language.PROPN && u != language.NOUN {
		return false
	}
	return s.placeState(i) == "" && !s.isVehicle(i)
}

// carriesFreight reports whether a vehicle is said to carry things and no
// people, or things for people: "a cargo plane with vaccines for returnees".
func (s *scene) carriesFreight(i, people int) bool {
	if i == none {
		return false
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if s.words.freight[s.lemma(k)] && (s.isModifier(k) || clause.Preposition(s.a, k) == "with" || clause.Preposition(s.a, k) == "of" || s.a.Tokens[k].Rel.Core() == language.Obj) {
			return people == none || people > k && !s.isCounted(people)
		}
	}
	return false
}

// isHerding reports whether a verb is said of people only where others move them
// over land.
func isHerding(verb string) bool {
	switch verb {
	case "bus", "buss", "truck", "cart", "herd", "march", "dump", "push", "frogmarch", "chase", "drive", "deposit", "drop", "walk", "escort", "tip", "shuttle", "frog-march", "haul", "usher", "bundle":
		return true
	}
	return false
}

// clearlyMoved reports whether a journey tells by itself, in a report that does
// not speak of returns throughout, that a state moves people: they are a
// state's nationals or are called by a word for those who are moved, and it is
// said where they go, or in what.
func (s *scene) clearlyMoved(j *journey, k movingKind) bool {
	if !k.sends && !k.arrives && !k.receives && !k.leaves || j.people == none || !s.surelyPeople(j.people) {
		return false
	}
	if !k.sends && !k.receives && !s.isCounted(j.people) {
		return false
	}
	return j.vehicle != none || s.leadsSomewhere(j)
}

// leadsSomewhere reports whether the words of a journey name where it goes, or
// that it goes home or over a border.
func (s *scene) leadsSomewhere(j *journey) bool {
	for _, o := range s.pathWords(j) {
		if directions[o.Preposition] < directions["across"] {
			continue
		}
		if st, _ := s.placeNamed(o.Oblique); st != "" && !o.ofPeople || s.words.byLand[s.lemma(o.Token)] {
			return true
		}
	}
	return j.n != none && s.saysHome(&s.cs.List[j.n])
}

// namesForeignersTo reports whether token i names nationals of another state than the
// one that the subject of clause c acts for: "they escorted an Eritrean".
func (s *scene) namesForeignersTo(i int, c *clause.Clause) bool {
	states := s.nationalsOf(i)
	if len(states) == 0 {
		return false
	}
	p, ok := s.actor(c.Subject)
	return !ok || p.kind != language.Person && p.state != states[0]
}

// lostSubject gives the counted people right before the auxiliaries of a passive
// to which the parse has given no subject: "after nearly 1,200 people were trucked".
func (s *scene) lostSubject(c *clause.Clause) int {
	if !c.Passive || c.Object != none || c.Subject != none {
		return none
	}
	verbs := false
	for i := c.Head - 1; i >= s.a.Sentences[c.Sentence].First && i > c.Head-lostReach; i-- {
		switch t := &s.a.Tokens[i]; {
		case t.UPOS == language.AUX:
			verbs = true
		case s.cs.At(i) != none && verbs:
			return none
		case s.canBeMoved(i) && s.isCounted(i) && verbs:
			return i
		}
	}
	return none
}

// lostReach is how many words before a passive its subject may stand.
const lostReach = 14

// isTheirs reports whether a journey is told of people by a pronoun in a passage
// about returns: somebody moves them, or they go somewhere that is named.
func (s *scene) isTheirs(j *journey, c *clause.Clause) bool {
	if j.people == none || !s.near[c.Sentence] || c.Relation.Core() == language.Conj && c.Parent != none && s.moves(c.Parent) {
		return false // "loaded them onto trucks and took them": told by the clause before
	}
	switch s.a.Lower(j.people) {
	case "they", "them", "all", "both", "most":
	default:
		return false
	}
	return j.sends && (c.Passive || isHerding(c.Verb())) && !s.words.fetching[c.Verb()] || s.leadsSomewhere(j)
}

// hadCome reports whether clause m, beside people, tells how they had come
// before: "a man who reached the country by boat".
func (s *scene) hadCome(m int) bool {
	c := &s.cs.List[m]
	return c.Relation == language.AclRelcl && (s.words.arrive[c.Verb()] || s.words.travel[c.Verb()])
}

// saysHome reports whether a clause says that people go back or home.
func (s *scene) saysHome(c *clause.Clause) bool {
	first, last := s.segment(c)
	for i := first; i < last; i++ {
		switch s.lemma(i) {
		case "home", "homeland", "back":
			return true
		}
	}
	return false
}
