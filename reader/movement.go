package reader

import (
	"math"
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// movements finds people moved, or meant to be.
func movements(s *scene) []finding {
	var found []finding
	for n := range s.cs.List {
		if f := s.movementClause(n); f != nil {
			found = append(found, *f)
		}
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
	places          []int // clauses or nouns whose arguments name places
	each            bool  // the number of people is for each vehicle
	turn            bool  // the vehicle is named only by its turn: "the first", "another"
	n               int   // clause, none
}

// movementClause finds a movement in a clause of sending, arriving or leaving.
func (s *scene) movementClause(n int) *finding {
	c := &s.cs.List[n]
	w := s.words
	sends := w.send[c.Lemma] || w.removal[c.Lemma]
	arrives := w.arrive[c.Lemma]
	leaves := w.away[c.Lemma]
	turned := c.Lemma == "turn away" || c.Lemma == "turn back" || c.Lemma == "turn around"
	receives := w.receive[c.Lemma] && !w.light[c.Lemma] && c.Past && s.isAircraft(c.Object)
	off := c.Object != none && (c.Lemma == "call off" || c.Lemma == "cancel" || c.Lemma == "scrap") && s.isAircraft(c.Object)
	expected := c.Passive && (c.Lemma == "expect" || c.Lemma == "schedule") && s.below(n, language.Xcomp) == none
	if !sends && !arrives && !leaves && !turned && !receives && !off && !expected || !s.onSubject(c.Sentence) {
		return nil
	}
	if c.Relation == language.Acl && c.Infinite {
		return nil // "people deported from the United States": told by the clause above
	}
	j := journey{people: none, vehicle: none, n: n}
	take := func(i int) {
		switch {
		case i == none:
		case isTurn(s.lemma(i)) && !sends && j.vehicle == none: // "the first left San Diego"
			j.vehicle, j.turn = i, true
		case s.isAircraft(i) && j.vehicle == none:
			j.vehicle = i
		case s.isPeople(i) && j.people == none:
			j.people = i
		}
	}
	if sends || turned || receives || off || expected {
		take(c.Object)
	}
	if arrives || leaves {
		take(c.Subject)
	}
	if sends && j.vehicle == none {
		take(c.Subject)
	}
	for _, o := range c.Obliques {
		switch o.Preposition {
		case "with", "aboard", "on", "in", "carrying", "by", "on board", "for":
			take(o.Token)
		}
	}
	if j.people == none && j.vehicle == none {
		return nil
	}
	if j.vehicle != none {
		s.passengers(&j)
	}
	if j.people != none {
		for k := range s.a.Children(j.people) {
			if m := s.cs.At(k); m != none && s.a.Tokens[k].Rel.Core() == language.Acl && m != n {
				j.places = append(j.places, m) // "131 people deported from New York to Tashkent"
			}
		}
	}
	if !w.removal[c.Lemma] && !turned && !off {
		sure := s.surelyPeople(j.people) || s.topic[c.Sentence] || j.vehicle != none && s.onSubject(c.Sentence)
		if !sure {
			return nil
		}
	}
	if s.isHypothetical(n) || c.Mark == "to" && c.Perfect { // "was to have carried"
		return nil
	}
	status := demarche.Completed
	over := s.attitudeOver(n)
	switch {
	case over.refusing || over.unsettled:
		return nil
	case over.willing && !c.Past && !c.Perfect:
		status = demarche.Planned
	case expected:
		status = demarche.Planned
	case turned:
		status = demarche.TurnedBack
	case off || c.Negated && (c.Past || c.Perfect):
		status = demarche.Cancelled
	case c.Negated:
		return nil
	case c.Modal == "will" || c.Modal == "would" || s.isDue(n):
		status = demarche.Planned
	case c.Modal != "":
		return nil
	case leaves && (c.Object == none || s.placeState(c.Object) != "") && c.With("to", "at", "in") == none || s.isOngoing(c):
		status = demarche.UnderWay
	}
	return s.fillMovement(j, status, c.Lemma, c.Head)
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
				if d.Object != none && s.isPeople(d.Object) && j.people == none {
					j.people = d.Object
				}
				j.places = append(j.places, m)
			}
		}
	}
	if q, _ := s.headcount(j.people); q == none {
		s.onBoard(j)
	}
}

// onBoard looks for a number of people said to be on board in the sentence of
// the vehicle, wherever the parse has put it: "with 104 Indians on board",
// "each with around 80 deportees".
func (s *scene) onBoard(j *journey) {
	sentence := s.a.Tokens[j.vehicle].Sentence
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
		if s.isAircraft(head) || head < j.vehicle {
			continue
		}
		before, after := s.phrase(max(sent.First, x.First-3), x.First), s.phrase(head+1, min(sent.Last, head+4))
		_, with := contains(before, []string{"with", "carry", "aboard", "bring", "bear"})
		_, aboard := contains(after, []string{"on board", "aboard", "on they", "in its hold"})
		if !with && !aboard {
			continue
		}
		j.people = head
		if _, each := contains(s.phrase(max(sent.First, x.First-4), x.First), []string{"each"}); each {
			j.each = true
		}
		return
	}
}

// movementNoun finds a movement in a noun: "the deportation of 40 Uyghurs to China".
func (s *scene) movementNoun(i int) *finding {
	j := journey{people: none, vehicle: none, n: none}
	to := none
	for k := range s.a.Children(i) {
		switch clause.Preposition(s.a, k) {
		case "of":
			if s.isPeople(k) {
				j.people = k
			}
		case "to":
			to = k
		}
	}
	if j.people == none || to == none {
		return nil
	}
	if q, _ := s.headcount(j.people); q == none {
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

func (s *scene) fillMovement(j journey, status demarche.Status, trigger string, head int) *finding {
	r := &demarche.Movement{Status: status, Means: demarche.MeansUnknown, Nationals: []demarche.State{}}
	f := s.newFinding(r, demarche.KindMovement, string(status)+"/"+strings.ReplaceAll(trigger, " ", "-"), head)
	if i, n := s.groupSize(j.people); i != none {
		q := &s.a.Quantities[i]
		r.People, r.Approx = &n, q.Approx
		if q.Max > 0 {
			m := int(q.Max)
			r.Max = &m
		}
		f.step("people: %d from \"%s\"", n, q.Span.Of(s.a.Text))
	}
	if j.turn {
		one := 1
		r.Flights = &one
	} else if j.vehicle != none && s.isAircraft(j.vehicle) {
		if q, n := s.headcount(j.vehicle); q != none {
			r.Flights = &n
		} else if s.a.Tokens[j.vehicle].XPOS != language.TagNNS {
			one := 1
			r.Flights = &one
		}
	}
	if j.each && r.People != nil && r.Flights != nil {
		all := *r.People * *r.Flights
		r.People = &all
		f.step("%d people in all", all)
	}
	tokens := []int{j.vehicle}
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
		if st == "" {
			continue
		}
		switch o.Preposition {
		case "to", "into", "in", "at", "for", "near", "on", "":
			if r.DestinationState == "" || o.Preposition == "to" && r.Destination == "" {
				r.DestinationState, r.Destination = st, demarche.Optional(s.entityName(o.Token))
			}
		case "from":
			r.Origin = demarche.Optional(s.entityName(o.Token))
			r.Sender = st
		case "by":
			r.Sender = st
		}
	}
	s.directObject(j, r)
	r.Nationals = s.nationalsOf(j.people)
	if m, at := s.means(tokens...); m != "" {
		r.Means = m
		f.step("means from \"%s\"", s.a.Form(at))
	}
	s.sendingState(j, r)
	s.ownPlane(j, r, &f)
	if r.DestinationState == "" {
		s.homeward(j, r, &f)
	}
	if r.DestinationState == "" && r.Destination == "" {
		if st := s.placeBefore(j, head, r.Sender); st != "" {
			r.DestinationState = st
			f.step("destination: the state last spoken of -> %s", st)
		}
	}
	if r.DestinationState == "" && r.Destination == "" && r.People == nil {
		return nil
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

// placeBefore gives the state spoken of last before token i, other than the
// sender, where the sentence does not say where people were taken; the state
// that the report's removals go to if none was spoken of.
func (s *scene) placeBefore(j journey, i int, sender demarche.State) demarche.State {
	first, last := i, i // the people and the vehicle name where they come from
	for _, np := range []int{j.people, j.vehicle} {
		if np != none {
			f, l := s.a.Subtree(np)
			first, last = min(first, f), max(last, l)
		}
	}
	for k := i - 1; k >= 0 && k >= i-lookBack; k-- {
		if k >= first && k < last {
			continue
		}
		if p, ok := s.party(k); ok && p.kind == language.State && p.state != sender && p.state != s.sender {
			return p.state
		}
		if st := s.placeState(k); st != "" && st != sender && st != s.sender {
			return st
		}
	}
	if s.receiver != sender {
		return s.receiver
	}
	return ""
}

// lookBack is how many words back the state last spoken of may stand.
const lookBack = 60

// directObject reads a destination given without a preposition: "reached Panama", "entered Mexico".
func (s *scene) directObject(j journey, r *demarche.Movement) {
	if j.n == none {
		return
	}
	c := &s.cs.List[j.n]
	if o := c.Object; o != none && r.DestinationState == "" && s.words.arrive[c.Lemma] {
		if st := s.placeState(o); st != "" {
			r.DestinationState, r.Destination = st, demarche.Optional(s.entityName(o))
		}
	}
	if o := c.Object; o != none && c.Lemma == "leave" {
		if st := s.placeState(o); st != "" {
			r.Sender, r.Origin = st, demarche.Optional(s.entityName(o))
		}
	}
	if s.words.receive[c.Lemma] || strings.HasPrefix(c.Lemma, "turn ") {
		if p, ok := s.actor(c.Subject); ok && p.state != "" {
			r.DestinationState = p.state
		}
	}
}

// ownPlane reads a plane of the receiving state itself, which counts as civilian.
func (s *scene) ownPlane(j journey, r *demarche.Movement, f *finding) {
	if j.vehicle == none || !s.isAircraft(j.vehicle) || r.DestinationState == "" {
		return
	}
	for k := range s.a.Children(j.vehicle) {
		switch clause.Preposition(s.a, k) {
		case "", "of":
			if p, ok := s.party(k); ok && p.state == r.DestinationState && p.kind != language.Nationals {
				r.Means = demarche.CivilianAircraft
				f.step("the receiving state's own plane")
				return
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

// homeward reads "home" and "back": people of one nationality go to their state.
func (s *scene) homeward(j journey, r *demarche.Movement, f *finding) {
	if j.n == none || len(r.Nationals) != 1 {
		return
	}
	c := &s.cs.List[j.n]
	home := strings.HasSuffix(c.Lemma, " home") || strings.HasSuffix(c.Lemma, " back") || s.words.removal[c.Lemma]
	first, last := s.a.Subtree(c.Head)
	for i := first; i < last && !home; i++ {
		l := s.lemma(i)
		home = l == "home" || l == "homeland" || l == "back"
	}
	if home {
		r.DestinationState = r.Nationals[0]
		f.step("home of the people moved: %s", r.DestinationState)
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

// manyFlights is how many flights are a total rather than one movement.
const manyFlights = 10

// isOneMovement tells a movement from a total: totals over a year or since a
// day are counts.
func (s *scene) isOneMovement(j journey, r *demarche.Movement) bool {
	if r.Date != "" && len(r.Date) == 4 && r.Flights == nil {
		return false
	}
	if j.vehicle == none && r.People != nil && *r.People >= manyPeople && !r.Date.IsDay() && r.Status == demarche.Completed {
		return false
	}
	if r.People != nil && *r.People >= 1000 && r.Flights == nil || r.Flights != nil && *r.Flights >= manyFlights {
		return false
	}
	if j.n != none {
		c := &s.cs.List[j.n]
		if c.With("since", "over", "during", "between") != none && r.Flights == nil {
			return false
		}
		first, last := s.a.Subtree(c.Head)
		if _, total := contains(s.phrase(first, last), []string{"since", "so far", "total", "altogether", "a week", "a month", "every week", "each week", "a day", "every day"}); total && r.Flights == nil {
			return false
		}
	}
	return r.People != nil || r.Flights != nil || r.Date.IsDay() || r.Status == demarche.TurnedBack || r.Status == demarche.Cancelled
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
