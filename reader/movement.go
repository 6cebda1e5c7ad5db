package reader

import (
	"strings"

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

// isTurn reports whether a noun phrase names a flight by its turn alone.
func isTurn(lemma string) bool {
	switch lemma {
	case "first", "second", "third", "fourth", "another", "latest", "last":
		return true
	}
	return false
}

// alsoTo finds the further destinations of one journey told together: "flown
// out to Guatemala and El Salvador". How many went to each is not said.
func (s *scene) alsoTo(f *finding, c *clause.Clause) []finding {
	r := f.record.(*demarche.Movement)
	to := c.With("to")
	if to == none || s.placeState(to) != r.DestinationState || s.a.Tokens[c.Head].UPOS != language.VERB {
		return nil
	}
	var found []finding
	for k := range s.a.Children(to) {
		st := s.placeState(k)
		if s.a.Tokens[k].Rel.Core() != language.Conj || st == "" || st == r.DestinationState || s.lemma(k) == "to" {
			continue
		}
		r.People, r.Max, r.Approx = nil, nil, false
		g := *r
		g.DestinationState, g.Destination = st, demarche.Optional(s.placeWords(k))
		h := s.newFinding(&g, demarche.KindMovement, "also-to", k)
		found = append(found, h)
	}
	return found
}
