package reader

import (
	"math"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// movements finds people moved, or meant to be.
func movements(s *scene) []finding {
	var found []finding
	var landed []landing
	for n := range s.cs.List {
		if s.completes(n, found) {
			continue
		}
		found = append(found, s.movementClause(n, &landed)...)
	}
	for i := range s.a.Tokens {
		if s.a.Tokens[i].UPOS == language.NOUN && s.words.moving[s.lemma(i)] {
			if f := s.movementNoun(i); f != nil {
				found = append(found, *f)
			}
		}
	}
	return found
}

// journey is a movement being put together from a clause.
type journey struct {
	people, vehicle int   // heads of the noun phrases, none
	to              int   // the place that a noun of moving leads to, none
	places          []int // clauses or nouns whose arguments name places
	arrives         bool  // they come to where the report is
	landed          []landing
	turn            bool // the vehicle is named only by its turn: "the first", "another"
	n               int  // clause, none
}

// movementClause finds a movement in a clause of sending, arriving or leaving.
// landed holds where people arrived in the clauses before it, and takes in this one.
func (s *scene) movementClause(n int, landed *[]landing) []finding {
	c := &s.cs.List[n]
	w := s.words
	sends := s.isSending(c)
	arrives := w.arrive[c.Lemma] && !(c.Passive && sends)
	leaves := w.away[c.Lemma] && !(sends && s.isPeople(c.Object)) || s.isOnTheWay(c)
	turned := s.isTurnedBack(c)
	receives := s.isReceived(c)
	off := c.Object != none && (c.Lemma == "call off" || c.Lemma == "cancel" || c.Lemma == "scrap") && s.isAircraft(c.Object)
	expected := c.Passive && (c.Lemma == "expect" || c.Lemma == "schedule") && s.below(n, language.Xcomp) == none
	if !sends && !arrives && !leaves && !turned && !receives && !off && !expected || !w.removal[c.Lemma] && !s.onSubject(c.Sentence) {
		return nil
	}
	stopped := sends && c.Mark == "from" && s.byCourt(c)
	if c.Mark == "from" && !stopped || c.Mark == "whenever" || s.comesToMoney(c) || !c.Perfect && s.isUnreal(n) {
		return nil // "barred from flying on"; "the three came to $500,000"
	}
	if arrives && c.Relation == language.AclRelcl && (s.isOutward(c) || s.moves(c.Parent)) {
		return nil // "a man who came to Britain by boat": how the people had come
	}
	if s.modifies(c) && !stopped || !turned && s.underTurned(n) {
		return nil // "people deported from the United States": told by the clause above
	}
	k := movingKind{sends: sends, arrives: arrives, leaves: leaves, other: turned || receives || off || expected}
	j := s.travellers(n, k)
	j.landed = *landed
	if j.people == none && j.vehicle == none {
		return nil
	}
	if !w.removal[c.Lemma] && !turned && !off {
		sure := s.surelyPeople(j.people) || s.isCounted(j.people) || s.topic[c.Sentence] || j.vehicle != none && s.onSubject(c.Sentence)
		if !sure {
			return nil
		}
	}
	if s.isHypothetical(n) && !(c.Mark == "when" && s.isPast(c)) || s.afterCondition(c) {
		return nil
	}
	if expected {
		j.arrives = true
	}
	k.turned, k.off, k.expected, k.stopped = turned, off, expected, stopped
	status, told := s.statusOf(n, k, s.isCounted(j.people))
	if !told {
		return nil
	}
	var found []finding
	if f := s.fillMovement(j, status, c.Lemma, c.Head); f != nil {
		if st := f.record.(*demarche.Movement).DestinationState; j.arrives && st != "" {
			*landed = append(*landed, landing{c.Sentence, st})
		}
		if s.isCustom(c, f) {
			return nil
		}
		found = append(found, *f)
		found = append(found, s.gapped(f, c)...)
		found = append(found, s.alsoTo(f, c)...)
	}
	return found
}

// movingKind is what a clause says of people or planes.
type movingKind struct {
	sends, arrives, leaves         bool
	turned, off, expected, stopped bool // turned back, called off, expected, stopped by a court
	other                          bool // said of its object
}

// travellers gives the people and the vehicle of clause n, and where its
// arguments name places.
func (s *scene) travellers(n int, k movingKind) journey {
	c := &s.cs.List[n]
	j := journey{people: none, vehicle: none, to: none, n: n, arrives: k.arrives || s.isBroughtIn(c)}
	take := func(i int) {
		switch {
		case i == none:
		case isTurn(s.lemma(i)) && !k.sends && j.vehicle == none: // "the first left San Diego"
			j.vehicle, j.turn = i, true
		case s.isVehicle(i) && j.vehicle == none:
			j.vehicle = i
		case s.isPeople(i) && !s.countsOther(i) && j.people == none:
			j.people = i
		}
	}
	if k.sends || k.other {
		take(c.Object)
	}
	if k.arrives || k.leaves {
		take(c.Subject)
	}
	if k.sends && j.vehicle == none {
		take(c.Subject)
	}
	for _, o := range c.Obliques {
		switch o.Preposition {
		case "with", "aboard", "on", "in", "carrying", "by", "on board", "for":
			take(o.Token)
		}
	}
	s.fromSegment(&j, c)
	if j.vehicle != none {
		s.passengers(&j)
	}
	if j.people != none {
		for i := range s.a.Children(j.people) {
			if m := s.cs.At(i); m != none && s.a.Tokens[i].Rel.Core() == language.Acl && m != n {
				j.places = append(j.places, m) // "131 people deported from New York to Tashkent"
			}
		}
	}
	return j
}

// statusOf gives how far the movement of clause n got, by its tense, modality
// and governors; told is false where the clause does not say that it takes or
// took place, or will. counted tells that it says how many people.
func (s *scene) statusOf(n int, k movingKind, counted bool) (status demarche.Status, told bool) {
	c := &s.cs.List[n]
	over := s.attitudeOver(n)
	switch {
	case k.stopped || c.Mark == "to" && c.Perfect: // "were to have left"
		return demarche.Cancelled, counted
	case over.refusing || over.unsettled:
		return "", false
	case over.willing && !c.Past && !c.Perfect, k.expected:
		return demarche.Planned, true
	case k.turned:
		return demarche.TurnedBack, true
	case k.off || c.Negated && (s.isPast(c) || c.Perfect):
		return demarche.Cancelled, true
	case c.Negated:
		return "", false
	case c.Modal == "will" || c.Modal == "would" || s.isDue(n):
		return demarche.Planned, true
	case c.Modal != "":
		return "", false
	case k.leaves && s.isRecent(n) || s.isOngoing(c):
		return demarche.UnderWay, true
	case k.arrives && s.refusedEntry(c.Sentence):
		return demarche.TurnedBack, true
	}
	return demarche.Completed, true
}

// isSending reports whether a clause says that somebody moves people out: a
// verb of sending, with or without a particle ("flown in", "sent on"), whose
// object, if it has one, can be moved. What a state takes without sending it
// anywhere, it receives.
func (s *scene) isSending(c *clause.Clause) bool {
	w := s.words
	verb := w.send[c.Lemma] || w.removal[c.Lemma]
	if !verb && w.send[c.Verb()] {
		switch strings.TrimPrefix(c.Lemma, c.Verb()+" ") {
		case "in", "on", "out", "over", "off", "across", "away", "up", "onward", "down":
			verb = true
		}
	}
	if !verb || c.Object != none && !s.isPeople(c.Object) && !s.isVehicle(c.Object) && !isQuantifier(s.lemma(c.Object)) {
		return false
	}
	if c.Verb() == "take" || c.Verb() == "get" || c.Verb() == "bring" {
		if p, ok := s.actor(c.Subject); ok && p.state != "" && c.With("to", "into", "across") == none && !s.isVehicle(c.Subject) {
			return c.Lemma == "bring home" || c.Lemma == "bring back"
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
	noun := int(s.a.Tokens[c.Head].Head)
	return noun == none || s.a.Tokens[noun].Rel.Core() != language.Root
}

// isQuantifier reports whether a word stands alone for people spoken of before.
func isQuantifier(lemma string) bool {
	switch lemma {
	case "all", "both", "most", "rest", "remainder", "many", "several", "some", "each":
		return true
	}
	return false
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

// afterCondition reports whether a conjunction of condition stands before the
// predicate in its segment: "until a first planeload has been returned".
func (s *scene) afterCondition(c *clause.Clause) bool {
	first, _ := s.segment(c)
	for i := max(0, first-1); i < c.Head; i++ {
		switch s.lemma(i) {
		case "until", "unless", "if", "whether", "once", "ensure":
			return true
		}
	}
	return false
}

// recent is how many days after a departure a report may still not know of the arrival.
const recent = 2

// isRecent reports whether what clause n tells happened, as far as the report
// says, on the last days before its publication.
func (s *scene) isRecent(n int) bool {
	at := s.when(n)
	if at == "" || s.a.Published == "" {
		return true
	}
	if !at.IsDay() {
		return strings.HasPrefix(string(s.a.Published), string(at))
	}
	then, err := time.Parse(time.DateOnly, string(at))
	now, fault := time.Parse(time.DateOnly, string(s.a.Published))
	return err == nil && fault == nil && now.Sub(then) <= recent*24*time.Hour
}

// gapped finds the further journeys of a clause that leaves its verb out after
// the first: "eight were flown to South Sudan and five to Eswatini".
func (s *scene) gapped(f *finding, c *clause.Clause) []finding {
	r := f.record.(*demarche.Movement)
	if r.People == nil {
		return nil
	}
	var found []finding
	last := s.a.Sentences[c.Sentence].Last
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		to := x.Last
		if x.Counted != none {
			to = x.Counted + 1
		}
		if x.First <= c.Head || to+1 >= last || x.Kind != language.Cardinal || x.Value == 0 || s.a.Lower(to) != "to" || s.used[q] {
			continue
		}
		place := none
		for i := to + 1; i < min(to+5, last); i++ {
			if st := s.placeState(i); st != "" && st != r.DestinationState {
				place = i
			}
		}
		if place == none {
			continue
		}
		g := *r
		people := int(x.Value)
		g.People, g.Approx, g.Max = &people, x.Approx, nil
		g.DestinationState, g.Destination = s.placeState(place), demarche.Optional(s.placeWords(place))
		g.Flights, g.Nationals, g.Means = nil, []demarche.State{}, demarche.MeansUnknown
		h := s.newFinding(&g, demarche.KindMovement, "gapped", x.First)
		h.step("people: %d, with the verb of the clause before", people)
		s.used[q] = true
		found = append(found, h)
	}
	return found
}

// landing is where and in which sentence people were said to arrive.
type landing struct {
	sentence int
	state    demarche.State
}

// isTurn reports whether a noun phrase names a flight by its turn alone.
func isTurn(lemma string) bool {
	switch lemma {
	case "first", "second", "third", "fourth", "another", "latest", "last":
		return true
	}
	return false
}

// isDue reports whether clause n is an infinitive of what is arranged: "are to
// be flown", "is expected to arrive", "is due to land".
func (s *scene) isDue(n int) bool {
	c := &s.cs.List[n]
	if c.Parent == none || c.Relation.Core() != language.Xcomp {
		return c.Infinite && c.Relation.Core() == language.Root && c.Mark == "to"
	}
	switch s.cs.List[c.Parent].Verb() {
	case "be", "expect", "due", "schedule", "plan", "set", "prepare", "intend":
		return true
	}
	return false
}

// isOngoing reports whether a clause is in the progressive or just begun.
func (s *scene) isOngoing(c *clause.Clause) bool {
	if c.Parent != none && c.Relation.Core() == language.Xcomp {
		switch s.cs.List[c.Parent].Verb() {
		case "begin", "start":
			return true
		}
	}
	if s.a.Tokens[c.Head].XPOS != language.TagVBG {
		return false
	}
	return s.a.Child(c.Head, language.Aux) != none
}

// passengers looks for the people of a vehicle: "a plane carrying 199
// Venezuelans", "a flight with 104 Indians on board".
func (s *scene) passengers(j *journey) {
	for k := range s.a.Children(j.vehicle) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod:
			switch clause.Preposition(s.a, k) {
			case "with", "of", "for":
				if s.isPeople(k) && j.people == none {
					j.people = k
				}
			}
		case language.Acl:
			if m := s.cs.At(k); m != none {
				d := &s.cs.List[m]
				people := d.Object
				if people == none {
					people = d.With("to") // "a jet that was to take up to seven people"
				}
				if people != none && s.isPeople(people) && j.people == none {
					j.people = people
				}
				j.places = append(j.places, m)
			}
		}
	}
	if q, _ := s.headcount(j.people); q == none {
		s.onBoard(j)
	}
	if owner := s.a.Child(j.vehicle, language.NmodPoss); owner != none && j.people == none {
		if q, _ := s.groupSize(owner); q != none {
			j.people = owner // "their plane"
		}
	}
}

// onBoard looks for a number of people said to be on board in the sentence of
// the vehicle, wherever the parse has put it: "with 104 Indians on board",
// "each with around 80 deportees".
func (s *scene) onBoard(j *journey) {
	sentence := int(s.a.Tokens[j.vehicle].Sentence)
	if s.onBoardIn(j, sentence); !s.isCounted(j.people) && sentence+1 < len(s.a.Sentences) && s.a.Sentences[sentence+1].Paragraph == s.a.Sentences[sentence].Paragraph {
		s.onBoardIn(j, sentence+1) // "it had 98 people on board"
	}
}

// onBoardIn looks for the people on board in one sentence.
func (s *scene) onBoardIn(j *journey, sentence int) {
	sent := s.a.Sentences[sentence]
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.Kind != language.Cardinal || x.First < sent.First || x.Last > sent.Last || x.Value == 0 {
			continue
		}
		head := x.Counted
		if head == none {
			head = x.Last - 1
		}
		if s.isVehicle(head) || head < j.vehicle {
			continue
		}
		before, after := s.phrase(max(sent.First, x.First-3), x.First), s.phrase(head+1, min(sent.Last, head+4))
		_, with := contains(before, []string{"with", "carry", "aboard", "bring", "bear"})
		_, aboard := contains(after, []string{"on board", "aboard", "in its hold"})
		if !with && !aboard || sentence != int(s.a.Tokens[j.vehicle].Sentence) && s.isEach(head) { // of other planes
			continue
		}
		j.people = head
		return
	}
}

// movementNoun finds a movement in a noun: "the deportation of 40 Uyghurs to
// China", "the deportation of 603 compatriots".
func (s *scene) movementNoun(i int) *finding {
	j := journey{people: none, vehicle: none, to: none, n: none}
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == "of" && s.isPeople(k) && s.isCounted(k) {
			j.people = k
		}
	}
	if j.people == none || !s.onSubject(int(s.a.Tokens[i].Sentence)) {
		return nil
	}
	j.to = s.placeAfter(j.people)
	if j.to == none && !s.words.own[s.lemma(j.people)] && len(s.nationalsOf(j.people)) != 1 {
		return nil
	}
	status := demarche.Completed
	if n := s.cs.Of(i); n != none {
		if s.isHypothetical(n) || s.cs.List[n].Negated {
			return nil
		}
		j.n = n
		if s.cs.List[n].Future() {
			status = demarche.Planned
		}
	}
	return s.fillMovement(j, status, s.lemma(i), i)
}

// nounReach is how many words after the people the place that a noun of moving
// leads to may stand.
const nounReach = 4

// placeAfter gives the place named with "to" just after the people of token i.
func (s *scene) placeAfter(i int) int {
	last := s.a.Sentences[s.a.Tokens[i].Sentence].Last
	for k := i + 1; k < min(i+1+nounReach, last); k++ {
		if s.a.Lower(k) != "to" {
			continue
		}
		for m := k + 1; m < min(k+1+nounReach, last); m++ {
			if s.placeState(m) != "" {
				return m
			}
		}
	}
	return none
}

// headcount gives the quantity that counts the noun phrase of token i, none if
// it is not counted, and its number.
func (s *scene) headcount(i int) (quantity, number int) {
	if i == none {
		return none, 0
	}
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.Kind != language.Cardinal {
			continue
		}
		if x.Counted == i || i >= x.First && i < x.Last {
			return q, int(math.Round(x.Value))
		}
	}
	return none, 0
}

// groupSize gives the quantity that counts the people of token i here or, for
// a pronoun or a definite noun phrase, where the report first counts them:
// "eight men ... the men ... they".
func (s *scene) groupSize(i int) (quantity, number int) {
	if q, n := s.headcount(i); q != none || i == none {
		return q, n
	}
	if q, n := s.sizeInside(i); q != none {
		return q, n
	}
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Entity == none || !s.isDefinite(i) {
		return none, 0
	}
	for k := range s.a.Mentions {
		x := &s.a.Mentions[k]
		if x.Entity == s.a.Mentions[m].Entity && x.Head < i {
			if q, n := s.headcount(x.Head); q != none && s.a.Quantities[q].Value > 0 {
				quantity, number = q, n
				return quantity, number
			}
		}
	}
	return none, 0
}

// isDefinite reports whether a noun phrase refers back: a pronoun, or a noun with "the", "these", "their".
func (s *scene) isDefinite(i int) bool {
	if s.a.Tokens[i].UPOS == language.PRON {
		return true
	}
	for k := range s.a.Children(i) {
		switch s.lemma(k) {
		case "the", "these", "those", "this", "that", "their", "its":
			return true
		}
	}
	return false
}

// fillMovement makes the record of a journey, nil where too little is said for
// one movement.
func (s *scene) fillMovement(j journey, status demarche.Status, trigger string, head int) *finding {
	r := &demarche.Movement{Status: status, Means: demarche.MeansUnknown, Nationals: []demarche.State{}}
	f := s.newFinding(r, demarche.KindMovement, string(status)+"/"+strings.ReplaceAll(trigger, " ", "-"), head)
	s.size(j, r, &f)
	tokens := s.route(j, head, r)
	s.directObject(j, r)
	if j.to != none {
		r.DestinationState, r.Destination = s.placeState(j.to), demarche.Optional(s.placeWords(j.to))
	}
	explicit := r.DestinationState != ""
	r.Nationals = s.groupNationals(j.people)
	if m, at := s.means(tokens...); m != "" {
		r.Means = m
		f.step("means from \"%s\"", s.a.Form(at))
	} else if s.goesByLand(j, trigger) {
		r.Means = demarche.Land
		f.step("means: over a land border, or driven")
	}
	s.sendingState(j, r)
	if r.DestinationState == "" {
		s.destinationAround(j, r, head, &f)
	}
	s.ownPlane(j, r, &f)
	if m, ok := s.meansBefore(j.vehicle); ok && r.Means == demarche.MeansUnknown {
		r.Means = m
		f.step("means of the aircraft spoken of before")
	}
	if r.DestinationState == "" && r.Destination == "" && (r.People == nil || status == demarche.TurnedBack) {
		return nil
	}
	if j.n != none && status == demarche.Planned && s.cs.List[j.n].Modal == "would" && !explicit {
		return nil // a plan told by somebody without saying where to
	}
	if r.Sender == r.DestinationState && r.Sender != "" {
		r.Sender = ""
		if s.sender != r.DestinationState {
			r.Sender = s.sender
		}
	}
	if r.Sender == "" && s.sender != r.DestinationState {
		r.Sender = s.sender
	}
	r.Date = s.when(max(j.n, 0))
	if j.n == none {
		r.Date = ""
	}
	if !s.isOneMovement(j, r) {
		return nil
	}
	for _, i := range []int{j.people, j.vehicle} {
		if q, _ := s.headcount(i); q != none {
			s.used[q] = true
		}
	}
	r.Restrained = s.restrained(head)
	r.By = s.by(head)
	return &f
}

// size fills in how many people and flights a journey is of.
func (s *scene) size(j journey, r *demarche.Movement, f *finding) {
	if i, n := s.groupSize(j.people); i != none {
		n += s.joinedCount(i)
		q := &s.a.Quantities[i]
		r.People, r.Approx = &n, q.Approx
		if q.Max > 0 {
			m := int(q.Max)
			r.Max = &m
		}
		f.step("people: %d from \"%s\"", n, q.Span.Of(s.a.Text))
	} else if s.isOne(j.people) {
		one := 1
		r.People = &one
		f.step("people: 1, \"%s\"", s.a.Form(j.people))
	}
	if q, n := s.headcount(j.vehicle); j.turn && q != none {
		r.Flights = &n // "two others"
	} else if j.turn {
		one := 1
		r.Flights = &one
	} else if j.vehicle != none && s.isAircraft(j.vehicle) {
		if q, n := s.headcount(j.vehicle); q != none {
			r.Flights = &n
		} else if s.isOnePlane(j.vehicle) {
			one := 1
			r.Flights = &one
		}
	}
	if s.isEach(j.people) && r.People != nil && r.Flights != nil {
		all := *r.People * *r.Flights
		r.People = &all
		f.step("%d people in all", all)
	}
}

// route fills in the places that the arguments of a journey name, and gives the
// tokens of the noun phrases that may name its vehicle.
func (s *scene) route(j journey, head int, r *demarche.Movement) (tokens []int) {
	tokens = []int{j.vehicle}
	if j.n != none && s.isVehicle(s.cs.List[j.n].Subject) {
		tokens = append(tokens, s.cs.List[j.n].Subject)
	}
	var obliques []clause.Oblique
	if j.n != none {
		obliques = append(obliques, s.cs.List[j.n].Obliques...)
	}
	for _, m := range j.places {
		obliques = append(obliques, s.cs.List[m].Obliques...)
	}
	for _, i := range []int{head, j.vehicle, j.people} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			if p := clause.Preposition(s.a, k); p != "" && s.a.Tokens[k].Rel.Core() == language.Nmod {
				obliques = append(obliques, clause.Oblique{Preposition: p, Token: k})
			}
		}
	}
	for _, o := range obliques {
		tokens = append(tokens, o.Token)
		st := s.placeState(o.Token)
		if st == "" || s.isThatCountry(o.Token) {
			continue
		}
		switch o.Preposition {
		case "to", "into", "in", "at", "for", "near", "on", "":
			if r.DestinationState == "" || o.Preposition == "to" && r.Destination == "" {
				r.DestinationState, r.Destination = st, demarche.Optional(s.placeWords(o.Token))
			}
		case "from":
			r.Origin = demarche.Optional(s.placeWords(o.Token))
			r.Sender = st
		case "by":
			r.Sender = st
		}
	}
	return tokens
}

// directObject reads a destination given without a preposition: "reached Panama", "entered Mexico".
func (s *scene) directObject(j journey, r *demarche.Movement) {
	if j.n == none {
		return
	}
	c := &s.cs.List[j.n]
	if o := c.Object; o != none && s.words.arrive[c.Lemma] {
		if st := s.placeState(o); st != "" {
			r.DestinationState, r.Destination = st, demarche.Optional(s.placeWords(o))
		}
	}
	if o := c.Object; o != none && c.Lemma == "leave" {
		if st := s.placeState(o); st != "" {
			r.Sender, r.Origin = st, demarche.Optional(s.placeWords(o))
		}
	}
	if s.words.receive[c.Lemma] || s.isTurnedBack(c) {
		if p, ok := s.subject(j.n); ok && p.state != "" {
			r.DestinationState = p.state
			if j.vehicle != none && s.lemma(c.Subject) == "it" && s.nationality != "" {
				r.DestinationState = s.nationality // planes are turned back by the state whose people are on board
			}
		}
	}
}

// sendingState reads who moves them: the subject of the sending, or who deported the people.
func (s *scene) sendingState(j journey, r *demarche.Movement) {
	if j.n != none {
		c := &s.cs.List[j.n]
		if s.words.send[c.Lemma] {
			if p, ok := s.actor(c.Subject); ok && p.state != "" && p.state != r.DestinationState {
				r.Sender = p.state
				return
			}
		}
	}
	if j.vehicle != none {
		for k := range s.a.Children(j.vehicle) {
			switch s.a.Tokens[k].Rel.Core() {
			case language.Compound, language.Amod:
				if m, _ := s.means(j.vehicle); m == demarche.CivilianAircraft {
					continue // an airline's
				}
				if p, ok := s.within(k, ""); ok && p.state != "" && p.state != r.DestinationState && p.kind != language.Person && p.kind != language.Nationals {
					r.Sender = p.state // "a U.S. Air Force flight"
					return
				}
			}
		}
	}
	for _, i := range []int{j.people, j.vehicle} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			m := s.cs.At(k)
			if m == none || s.a.Tokens[k].Rel.Core() != language.Acl {
				continue
			}
			d := &s.cs.List[m]
			if !s.words.send[d.Lemma] {
				continue
			}
			if p, ok := s.actor(d.Subject); ok && p.state != "" && p.state != r.DestinationState {
				r.Sender = p.state
				return
			}
			if o := d.With("from"); o != none {
				if st := s.placeState(o); st != "" {
					r.Sender = st
					return
				}
			}
		}
	}
}

// nationalsOf gives the states whose nationals the noun phrase of token i names.
func (s *scene) nationalsOf(i int) []demarche.State {
	states := []demarche.State{}
	if i == none {
		return states
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		m := s.mention[k]
		if m == none || s.a.Mentions[m].Entity == none {
			continue
		}
		if s.a.Mentions[m].Form == language.Nominal && s.isCounted(k) && !s.isDefinite(k) {
			continue // "some 400 people" are newly spoken of
		}
		en := &s.a.Entities[s.a.Mentions[m].Entity]
		national := en.Kind == language.Nationals || s.a.Mentions[m].Form == language.Adjective && int(s.a.Tokens[k].Head) == i
		if national && en.State != "" && !slices.Contains(states, en.State) {
			states = append(states, en.State)
		}
	}
	return states
}

// manyPeople is how many people, without a vehicle or a day, are a total rather than one movement.
const manyPeople = 100

// fewPeople is how many people are one movement even where told as "since" a day.
const fewPeople = 50

// manyFlights is how many flights are a total rather than one movement.
const manyFlights = 10

// isOneMovement tells a movement from a total: totals over a year or since a
// day are counts.
func (s *scene) isOneMovement(j journey, r *demarche.Movement) bool {
	if r.Date != "" && len(r.Date) == 4 && (r.Flights == nil || r.People != nil) {
		return false
	}
	if j.vehicle == none && r.People != nil && *r.People >= manyPeople && !r.Date.IsDay() && r.Status == demarche.Completed {
		return false
	}
	if r.People != nil && *r.People >= 1000 && r.Flights == nil || r.Flights != nil && *r.Flights >= manyFlights {
		return false
	}
	if j.n != none && r.Status == demarche.Completed {
		c := &s.cs.List[j.n]
		few := r.People != nil && *r.People < fewPeople
		if c.With("since", "over", "during", "between") != none && r.Flights == nil && !few {
			return false
		}
		first, last := s.a.Subtree(c.Head)
		if _, total := contains(s.phrase(first, last), []string{"since", "so far", "total", "altogether", "a week", "a month", "every week", "each week", "a day", "every day"}); total && r.Flights == nil && !few {
			return false
		}
	}
	arrived := r.Destination != "" && r.Means != demarche.MeansUnknown
	return arrived || r.People != nil || r.Flights != nil || r.Date.IsDay() || r.Status == demarche.TurnedBack || r.Status == demarche.Cancelled
}

// restrained reads whether the sentence of the movement says that people were in restraints.
func (s *scene) restrained(head int) *bool {
	n := int(s.a.Tokens[head].Sentence)
	for _, t := range s.words.terms {
		if t.Term != "no_restraints" {
			continue
		}
		if _, ok := contains(s.lemmas[n], t.Words); ok {
			_, no := contains(s.lemmas[n], []string{"no one", "nobody", "without", "not"})
			yes := !no
			return &yes
		}
	}
	return nil
}
