package reader

import (
	"strings"

	"demarche/language"
	"demarche/reader/clause"
)

// movingKind is what a clause says of people or planes.
type movingKind struct {
	sends, arrives, leaves bool
	receives, turned       bool // taken in, turned back
	expected, occurs       bool // a flight, group or removal is coming, or happens
	off, stopped           bool // called off, stopped by a court
}

// any reports whether the clause says anything of the kind.
func (k movingKind) any() bool { return k.sends || k.arrives || k.leaves || k.occurs || k.said() }

// said reports whether what the clause says is said of its object.
func (k movingKind) said() bool { return k.receives || k.turned || k.off || k.expected }

// kindOf tells what clause n says of people or planes.
func (s *scene) kindOf(n int) movingKind {
	c := &s.cs.List[n]
	w := s.words
	var k movingKind
	k.sends = s.isSending(c)
	k.arrives = (w.arrive[c.Lemma] || w.arrive[c.Verb()] && isHomeward(c.Lemma)) && !(c.Passive && k.sends) && !s.comesFrom(c)
	k.arrives = k.arrives || s.travelsTo(c) && !k.sends
	if c.Verb() == "follow" && s.a.Lower(c.Head+1) == "by" {
		k.arrives = false // "Paraguayans, followed by Peruvians"
	}
	if k.arrives && !c.Passive && c.Object != none && !s.canBeReached(c.Object) {
		k.arrives = false // "put their names down"
	}
	k.leaves = w.away[c.Lemma] && !(k.sends && (s.isPeople(c.Object) || c.Lemma == "leave")) || s.isOnTheWay(c)
	if k.leaves && c.Verb() == "fly" && !c.Passive && c.Object == none && s.isPast(c) && c.With("to", "into", "on to", "home") != none {
		k.leaves, k.arrives = false, true // "24 flew on to Pristina"
	}
	if k.leaves && s.isVehicle(c.Object) && s.canBeMoved(c.Subject) {
		k.leaves, k.arrives = false, true // "nine left the aircraft in Kinshasa"
	}
	k.turned = s.isTurnedBack(c)
	k.receives = s.isReceived(c)
	k.expected = s.isExpected(n)
	k.occurs = w.occur[c.Lemma] && !k.sends && !k.arrives && (s.isRemoval(c.Subject) || s.isFlightsOfDay(c.Subject, n) || isStart(c.Verb()) && s.isMovingNoun(c.Subject))
	k.off = w.stop[c.Lemma] && s.isRemoval(c.Object) && !(c.Mark == "that" && s.cs.List[n].Relation.Core() == language.Acl)
	k.stopped = k.sends && c.Mark == "from" && s.byCourt(c)
	return k
}

// canBeReached reports whether the object of a verb of arriving is something to
// arrive at or get off: a place, a border, a vehicle, a country without its name.
func (s *scene) canBeReached(i int) bool {
	l, w := s.lemma(i), s.words
	st, _ := s.placeNamed(clause.Oblique{Token: i})
	return st != "" || w.byLand[l] || w.territory[l] || w.facility[l] || w.local[l] || s.isVehicle(i) || s.isThatCountry(i) || s.canBeMoved(i) || s.a.Tokens[i].UPOS == language.PROPN || l == "home" || l == "airport" || l == "river"
}

// isHomeward reports whether a verb has the particle "home" or "back".
func isHomeward(lemma string) bool {
	return strings.HasSuffix(lemma, " home") || strings.HasSuffix(lemma, " back")
}

// travelsTo reports whether a clause says that a vehicle, or people who are
// moved, went to a place that it names: "the flight went to Skopje".
func (s *scene) travelsTo(c *clause.Clause) bool {
	if !s.words.travel[c.Lemma] || c.Passive || c.Object != none || !s.isVehicle(c.Subject) && !s.surelyPeople(c.Subject) && !s.isTurnOf(c.Subject) && !s.isGroupOfMany(c.Subject) && !s.isGroupOfMany(c.With("with")) {
		return false
	}
	if c.Parent != none && s.words.expect[s.cs.List[c.Parent].Verb()] {
		return true // "expects the first group to travel in the other direction"
	}
	to := c.With("to", "into", "for", "on to")
	st, _ := s.placeNamed(clause.Oblique{Token: to})
	if st != "" || s.words.byLand[s.lemma(to)] {
		return true
	}
	for _, o := range c.Obliques {
		if s.isVehicle(o.Token) || s.lemma(o.Token) == "it" && s.craftMeant(o.Token) != none {
			return true // "will travel by scheduled flight"
		}
	}
	return false
}

// isGroupOfMany reports whether token i names a group of people whose number is said.
func (s *scene) isGroupOfMany(i int) bool {
	q, _ := s.groupSize(i)
	return q != none && s.canBeMoved(i)
}

// comesFrom reports whether a clause only tells where people are from: "the 17
// men come from Ghana and Nepal".
func (s *scene) comesFrom(c *clause.Clause) bool {
	if c.Lemma != "come" || s.isPast(c) || c.Perfect || c.Modal != "" || c.With("to", "in", "into", "on", "by", "with") != none {
		return false
	}
	for i := c.Head + 1; i < s.a.Sentences[c.Sentence].Last; i++ {
		if s.lemma(i) == "from" {
			return true
		}
	}
	return false
}

// isExpected reports whether clause n says that a flight, a group or a removal
// is coming: "is scheduled", "expects the first group to travel".
func (s *scene) isExpected(n int) bool {
	c := &s.cs.List[n]
	if !s.words.expect[c.Lemma] && !s.isFixed(c) || s.below(n, language.Xcomp) != none || c.Negated && !s.notBefore(c) || c.Relation.Core() == language.Acl {
		return false
	}
	if !c.Passive && !c.Copular {
		return c.Verb() == "expect" && s.isRemoval(c.Object)
	}
	if s.isFlightsOfDay(c.Object, n) || s.isNextTrip(c.Object) || c.Copular && s.isNextTrip(c.Subject) {
		return true
	}
	i := c.Object
	if c.Copular {
		i = c.Subject
	}
	return s.isRemoval(i) || s.isPeople(i) && (s.surelyPeople(i) || s.isCounted(i) || s.lemma(i) == "group" || s.isTurnOf(i))
}

// isFixed reports whether a clause says that a day is set for a vehicle: "the
// next charter is set for 15 April".
func (s *scene) isFixed(c *clause.Clause) bool {
	switch c.Lemma {
	case "set", "fix", "arrange", "pencil", "timetable", "earmark", "line up", "announce":
	default:
		return false
	}
	return c.Passive && s.isVehicle(c.Object) && c.With("for", "on", "in", "before") != none
}

// isNextTrip reports whether token i names one vehicle by its turn among those
// that take people away: "a first convoy", "the next ferry".
func (s *scene) isNextTrip(i int) bool {
	if i == none || !s.isVehicle(i) || s.isAny(i) || s.a.Tokens[i].XPOS == language.TagNNS {
		return false
	}
	for k := range s.a.Children(i) {
		if k < i && (isTurn(s.lemma(k)) || isOther(s.lemma(k))) {
			return true
		}
	}
	return false
}

// isMovingNoun reports whether token i is a noun of moving: "deportations".
func (s *scene) isMovingNoun(i int) bool {
	return i != none && s.words.moving[s.lemma(i)] && s.a.Tokens[i].UPOS == language.NOUN
}

// isFlightsOfDay reports whether token i names flights set apart from others, or
// by the day that clause n or their own noun phrase gives: "further flights are
// planned", "flights announced for 14 March never took place".
func (s *scene) isFlightsOfDay(i, n int) bool {
	if i == none || !s.isAircraft(i) || s.isAny(i) {
		return false
	}
	for k := range s.a.Children(i) {
		if isOther(s.lemma(k)) {
			return true
		}
		if m := s.modifier(k); m != none && s.timeIn(m).IsDay() {
			return true
		}
	}
	return s.timeIn(n).IsDay()
}

// isTurnOf reports whether a noun phrase is told by its turn: "the first persons".
func (s *scene) isTurnOf(i int) bool {
	if i == none {
		return false
	}
	for k := range s.a.Children(i) {
		if isTurn(s.lemma(k)) {
			return true
		}
	}
	return false
}

// isRemoval reports whether token i names a flight or the removal of certain
// people: not flights or removals at large.
func (s *scene) isRemoval(i int) bool {
	if i == none {
		return false
	}
	if s.isAircraft(i) {
		return (s.isOnePlane(i) || s.isVehicleCounted(i)) && !s.isAny(i)
	}
	return s.words.moving[s.lemma(i)] && s.a.Tokens[i].UPOS == language.NOUN && s.peopleOfNoun(i) != none
}

// isAny reports whether a noun phrase means each of its kind: "every charter", "any plane".
func (s *scene) isAny(i int) bool {
	switch d := s.a.Child(i, language.Det); s.lemma(d) {
	case "any", "every", "each", "no":
		return true
	}
	return false
}

// isVehicleCounted reports whether a few vehicles are told by number: "two planes".
func (s *scene) isVehicleCounted(i int) bool {
	q, n := s.headcount(i)
	return q != none && n > 0 && n < fewFlights
}

// peopleOfNoun gives the people that a noun of moving is of: "the transfer of
// an Afghan", "the deportation of 40 people"; none if it is of people at large.
func (s *scene) peopleOfNoun(i int) int {
	for k := range s.a.Children(i) {
		switch clause.Preposition(s.a, k) {
		case "of", "with":
			if (s.canBeMoved(k) || s.isDemonym(k)) && (s.isGroupOfMany(k) || s.isOne(k)) {
				return k
			}
		}
		if s.a.Tokens[k].Rel == language.NmodPoss && s.a.Tokens[k].UPOS == language.PRON {
			switch s.lemma(k) {
			case "he", "she", "they", "his", "her", "their":
				return k // "his transfer"
			}
		}
	}
	return s.peopleAfterPlace(i)
}

// peopleAfterPlace gives the counted people named with "of" after the place that
// a noun of moving leads to: "the deportation to Chad of 28 men"; none if there are none.
func (s *scene) peopleAfterPlace(i int) int {
	last := s.a.Sentences[s.a.Tokens[i].Sentence].Last
	if i+1 >= last || s.a.Lower(i+1) != "to" {
		return none
	}
	for k := i + 2; k < min(last, i+2+particleReach); k++ {
		if s.cs.At(k) != none {
			return none
		}
		if clause.Preposition(s.a, k) == "of" && s.canBeMoved(k) && s.isGroupOfMany(k) {
			return k
		}
	}
	return none
}

// takeNoun takes the removal that is the subject or object of a clause into its journey.
func (s *scene) takeNoun(j *journey, c *clause.Clause) {
	for _, i := range []int{c.Object, c.Subject} {
		if i == none || s.isAircraft(i) || !s.isMovingNoun(i) {
			continue
		}
		j.noun = i
		if j.people == none || j.people == i {
			j.people = s.peopleOfNoun(i)
		}
	}
}

// withParticle gives the lemma of a clause with the particle that stands behind
// its object: "took 116 people BACK".
func (s *scene) withParticle(c *clause.Clause) string {
	if c.Object == none || c.Lemma != c.Verb() || s.a.Tokens[c.Head].UPOS != language.VERB {
		return c.Lemma
	}
	_, last := s.segment(c)
	for i := c.Head + 1; i < min(last, c.Head+particleReach); i++ {
		switch l := s.lemma(i); l {
		case "back", "home", "away":
			if int(s.a.Tokens[i].Head) == c.Head || i == c.Object+1 {
				return c.Lemma + " " + l
			}
		case "over", "ashore", "across", "in", "out", "off":
			if int(s.a.Tokens[i].Head) == c.Head && clause.Preposition(s.a, i) == "" && s.a.Tokens[i].UPOS != language.SCONJ || l == "over" && i == c.Object+1 && i+1 < last && s.a.Tokens[i+1].UPOS == language.ADP {
				return c.Lemma + " " + l
			}
		}
	}
	return c.Lemma
}

// isLoose reports whether a verb of removal is also said of others than those
// who are moved: "threw out the governing party", "the coach was sent home".
func (s *scene) isLoose(c *clause.Clause) bool {
	switch c.Verb() {
	case "oust", "kick", "turf", "evict", "banish", "throw", "relocate", "ship":
		return true
	}
	return c.Lemma == "send home"
}

// particleReach is how many words after a verb its particle may stand.
const particleReach = 8

// isSending reports whether a clause says that somebody moves people out: a
// verb of sending, with or without a particle ("flown in", "sent on"), whose
// object, if it has one, can be moved. What a state takes without sending it
// anywhere, it receives.
func (s *scene) isSending(c *clause.Clause) bool {
	w := s.words
	lemma := s.withParticle(c)
	if c.Lemma == "leave" && s.surelyPeople(c.Object) {
		return c.With("at", "in", "near", "on") != none && s.isCounted(c.Object) // "four lorries left 212 people at the border post"
	}
	if lemma == "set" && (!s.canBeMoved(c.Object) || c.With("across", "over", "on", "onto", "on to", "in", "at") == none) {
		return false // "is set to deport", "is set for Monday"
	}
	verb := w.send[lemma] || w.removal[lemma] || w.send[c.Lemma] || strings.HasSuffix(lemma, " ashore") || strings.HasSuffix(lemma, " across")
	if !verb && w.send[c.Verb()] {
		switch strings.TrimPrefix(c.Lemma, c.Verb()+" ") {
		case "in", "on", "out", "over", "off", "across", "away", "up", "onward", "down":
			verb = c.Lemma != "take off" // off the plane again
		}
	}
	if s.words.removal[c.Lemma] && c.Passive && !s.isLoose(c) {
		return true // whatever the parse takes for its object
	}
	if !verb || c.Object != none && !s.canBeMoved(c.Object) && !s.isVehicle(c.Object) {
		return false
	}
	if c.Verb() == "take" || c.Verb() == "get" || c.Verb() == "bring" {
		if p, ok := s.actor(c.Subject); ok && p.state != "" && c.With("to", "into", "across") == none && !s.isVehicle(c.Subject) {
			return lemma == "bring home" || lemma == "bring back" || strings.HasSuffix(lemma, " ashore") || strings.HasSuffix(lemma, " over") || strings.HasSuffix(lemma, " across")
		}
	}
	return true
}

// modifies reports whether a clause only tells more about a noun: "people
// deported from the United States". Where that noun is the root of its
// sentence, the parse has taken the main verb for a participle.
func (s *scene) modifies(c *clause.Clause) bool {
	if c.Relation != language.Acl || !c.Infinite && c.Mark != "" {
		return false
	}
	if s.isMainInDisguise(c) {
		return false
	}
	if n := s.cs.At(c.Head); c.Mark == "to" && (s.isDue(n) || s.isDroppedPlan(c)) {
		return false // "has chartered a ferry to ship them"
	}
	noun := int(s.a.Tokens[c.Head].Head)
	return noun == none || s.a.Tokens[noun].Rel.Core() != language.Root
}

// isMainInDisguise reports whether the parse has taken the main verb for a
// participle of its subject: it is in the past tense, or has no passive ("three
// planeloads arrived").
func (s *scene) isMainInDisguise(c *clause.Clause) bool {
	if c.Relation != language.Acl {
		return false
	}
	switch s.a.Tokens[c.Head].XPOS {
	case language.TagVBD:
		return !s.words.removal[c.Lemma] || c.With("by") == none // "people deported by the United States"
	case language.TagVBG:
		return false
	}
	return c.Passive && !s.words.send[c.Lemma] && (s.words.arrive[c.Lemma] || s.words.away[c.Lemma])
}

// isOnTheWay reports whether a clause says that people or a vehicle are "on
// their way", "en route" or "at sea".
func (s *scene) isOnTheWay(c *clause.Clause) bool {
	switch c.Lemma {
	case "way", "route", "sea":
	default:
		return false
	}
	first, last := s.a.Subtree(c.Head)
	_, ok := contains(s.phrase(first, last), []string{"on its way", "on they way", "on their way", "on the way", "en route", "at sea"})
	return ok
}

// isBroughtIn reports whether a clause says that people were brought to where
// the report is: "flown in".
func (s *scene) isBroughtIn(c *clause.Clause) bool {
	return strings.HasSuffix(c.Lemma, " in") && s.words.send[c.Verb()]
}
