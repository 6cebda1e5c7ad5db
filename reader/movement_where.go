package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// route fills in the places that the arguments of a journey name, and gives the
// tokens of the noun phrases that may name its vehicle. Of several places, the
// one whose preposition says most of a direction is where it goes.
func (s *scene) route(j *journey) (tokens []int) {
	r := j.r
	tokens = []int{j.vehicle}
	if j.n != none && s.isVehicle(s.cs.List[j.n].Subject) {
		tokens = append(tokens, s.cs.List[j.n].Subject)
	}
	best, agent := 0, s.senderOf(j)
	for _, o := range s.pathWords(j) {
		tokens = append(tokens, o.Token)
		st, at := s.placeNamed(o.Oblique)
		if st == "" {
			continue
		}
		if st == agent && !o.ofPeople && (directions[o.Preposition] <= directions["in"] || s.words.byLand[s.lemma(o.Token)]) {
			continue // "put on coaches at Tangier", "to the crossing at Dajabón": on the senders' side
		}
		if o.Preposition == "from" || o.Preposition == "by" || j.leaves && (o.Preposition == "in" || o.Preposition == "at") {
			if !o.ofPeople {
				r.Sender = st
			}
			if !o.ofPeople && o.Preposition != "by" {
				r.Origin = demarche.Optional(s.placeWords(at))
			}
			continue
		}
		if w := directions[o.Preposition]; w > best {
			best = w
			r.DestinationState, r.Destination, j.place = st, demarche.Optional(s.placeWords(at)), at
		}
	}
	if j.n != none && j.sends && j.people != none && j.people > j.head {
		if i := s.placeAfter(j.people); i != none && s.placeState(i) != agent { // "took seven people to Rwanda in August and ten to Eswatini"
			r.DestinationState, r.Destination = s.placeState(i), demarche.Optional(s.placeWords(i))
		}
	}
	return tokens
}

// senderOf gives the state that the clause of a journey says sends the people,
// else the one from which the removals of the report come.
func (s *scene) senderOf(j *journey) demarche.State {
	if j.n != none && j.sends {
		if p, ok := s.actor(s.cs.List[j.n].Subject); ok && p.state != "" {
			return p.state
		}
	}
	return s.sender
}

// directions says how much each preposition says of where somebody goes.
var directions = map[string]int{
	"to": 10, "into": 10, "onto": 9, "on to": 9, "for": 8, "towards": 8, "toward": 8, "in": 6, "at": 6, "near": 5, "outside": 5, "on": 4, "over": 3, "across": 3, "": 2,
}

// pathWord is an argument that may name a place of a journey.
type pathWord struct {
	clause.Oblique
	ofPeople bool // in the noun phrase of the people, where "from" says whose nationals they are
}

// pathWords gives the arguments of a journey that may name its places: of its
// clause, of what modifies its people or vehicle, and in their noun phrases.
func (s *scene) pathWords(j *journey) []pathWord {
	var words []pathWord
	add := func(obliques []clause.Oblique, ofPeople bool) {
		for _, o := range obliques {
			words = append(words, pathWord{o, ofPeople})
		}
	}
	if j.n != none {
		c := &s.cs.List[j.n]
		add(c.Obliques, false)
		if c.Passive && c.Subject != none && !c.Inherited && clause.Preposition(s.a, c.Subject) == "by" {
			add([]clause.Oblique{{Preposition: "by", Token: c.Subject}}, false) // "returned by road", read as who returned them
		}
	}
	for _, m := range j.places {
		add(s.cs.List[m].Obliques, false)
	}
	for _, i := range []int{j.head, j.noun, j.vehicle, j.people} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			if p := clause.Preposition(s.a, k); p != "" && s.a.Tokens[k].Rel.Core() == language.Nmod {
				add([]clause.Oblique{{Preposition: p, Token: k}}, i == j.people && !s.words.moved[s.lemma(i)])
			}
		}
	}
	return words
}

// placeNamed gives the state that an argument leads to or from and the token
// that names it: a place, a place in its noun phrase ("a prison near Lima"), or
// the adjective of a state's land or waters ("Turkish waters").
func (s *scene) placeNamed(o clause.Oblique) (demarche.State, int) {
	if o.Token == none || s.isThatCountry(o.Token) {
		return "", none
	}
	if st := s.placeState(o.Token); st != "" {
		return st, o.Token
	}
	l := s.lemma(o.Token)
	switch {
	case s.words.facility[l]:
		if k := s.placeBeside(o.Token, "in", "at", "near", "outside", "on", "of"); k != none {
			return s.placeState(k), k
		}
	case s.words.byLand[l]:
		if k := s.placeBeside(o.Token, "with", "to", "at", "of", "in", "near", "between"); k != none {
			return s.placeState(k), k
		}
	}
	if s.words.territory[l] {
		for k := range s.a.Children(o.Token) {
			if m := s.mention[k]; m != none && s.a.Mentions[m].Entity != none && s.a.Tokens[k].Rel.Core() != language.Nmod {
				if st := s.a.Entities[s.a.Mentions[m].Entity].State; st != "" {
					return st, k
				}
			}
		}
		if k := s.placeBeside(o.Token, "of", "with", "in"); k != none {
			return s.placeState(k), k
		}
	}
	return "", none
}

// placeBeside gives the place named with one of the prepositions beside the
// noun at token i, or just before it: "the frontier with Niger", "the Poipet
// checkpoint"; none if there is none.
func (s *scene) placeBeside(i int, prepositions ...string) int {
	for k := range s.a.Children(i) {
		if p := clause.Preposition(s.a, k); slices.Contains(prepositions, p) && s.placeState(k) != "" {
			return k
		}
	}
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() == language.Compound && s.placeState(k) != "" {
			return k
		}
	}
	return none
}

// directObject reads a destination given without a preposition: "reached Panama", "entered Mexico".
func (s *scene) directObject(j *journey) {
	r := j.r
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
	if s.words.receive[s.withParticle(c)] && (c.Object != none || c.Passive) || s.isTurnedBack(c) {
		p, ok := s.subject(j.n)
		if !ok {
			p, ok = s.taker(c)
		}
		if ok && p.state != "" && !s.takesHomeOthers(j, p.state) {
			r.DestinationState = p.state
			if j.vehicle != none && s.lemma(c.Subject) == "it" && s.nationality != "" {
				r.DestinationState = s.nationality // planes are turned back by the state whose people are on board
			}
		}
	}
}

// takesHomeOthers reports whether a clause of taking home or back is of another
// state's nationals than those of who takes them: "Peru is to fly 120
// Venezuelans home" sends, where "Peru flew home 120 Peruvians" receives.
func (s *scene) takesHomeOthers(j *journey, taker demarche.State) bool {
	lemma := s.withParticle(&s.cs.List[j.n])
	if !strings.HasSuffix(lemma, " home") && !strings.HasSuffix(lemma, " back") || strings.HasPrefix(lemma, "turn") {
		return false
	}
	states := s.groupNationals(j.people)
	return len(states) > 0 && !slices.Contains(states, taker)
}

// towardsPlace reads a place named with a preposition of direction elsewhere in
// the segment of a journey's clause.
func (s *scene) towardsPlace(j *journey) {
	if i := s.towards(&s.cs.List[j.n]); i != none {
		j.r.DestinationState, j.r.Destination = s.stateAt(i), demarche.Optional(s.placeWords(i))
		j.step("destination from \"%s\"", s.a.Form(i))
	}
}

// stateAt gives the state in which the place named by token i lies, or the one
// that an adjective names ("Turkish waters").
func (s *scene) stateAt(i int) demarche.State {
	if st := s.placeState(i); st != "" {
		return st
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		return s.a.Entities[s.a.Mentions[m].Entity].State
	}
	return ""
}

// Weights of what hints at where a journey goes that does not say so itself.
const (
	weightHome      = 60 // home, for people of one nationality
	weightThere     = 40 // "there", for the place spoken of last
	weightSeries    = 30 // where the journeys told before went, for one more of them
	weightBefore    = 20 // where the journey told before went
	weightSpeaker   = 25 // whose official says that they came
	weightReceiver  = 20 // where the removals of the report go
	weightNational  = 25 // whose nationals these people are
	weightHere      = 15 // where the report is written, for those who arrive
	weightAlone     = 10 // more, where nothing says who takes people in
	weightMain      = 15 // whose nationals the report is about
	weightSpoken    = 28 // the state spoken of last
	weightSubject   = 5  // more if it was what the sentence was about
	lostPerSentence = 4  // what a journey or a state loses with each sentence since
	enough          = 20 // what a state must have to be taken
)

// destinationAround chooses where people were taken where nothing in the
// clause names it, among the states that the report speaks of.
func (s *scene) destinationAround(j *journey, before []*journey) {
	if s.ownCountries(j) {
		return
	}
	if j.r.Status == demarche.TurnedBack && j.vehicle != none { // from whose border is not said: the state whose people are returned
		j.r.DestinationState = s.nationality
		return
	}
	s.homeward(j)
	if j.r.DestinationState != "" {
		return
	}
	weights := map[demarche.State]int{}
	s.weighJourneys(j, before, weights)
	s.weighSpoken(j, weights)
	s.weighPact(j, weights)
	weights[s.receiver] += weightReceiver
	if j.arrives {
		weights[s.home()] += weightHere
	}
	weights[s.nationality] += weightMain
	if s.receiver == "" {
		weights[s.nationality] += weightAlone
	}
	if states := j.r.Nationals; len(states) == 1 {
		weights[states[0]] += weightNational
	}
	if by := j.r.By; by != nil && j.arrives {
		weights[by.State] += weightSpeaker
	}
	for st := range weights {
		if st == j.r.Sender || j.r.Sender == "" && st == s.sender {
			delete(weights, st)
		}
	}
	if st := heaviest(weights, ""); weights[st] >= enough {
		j.r.DestinationState = st
		j.step("destination: weighed %d from around -> %s", weights[st], st)
		j.mark("place-from-around")
	}
}

// weighJourneys weighs where the journeys told before went.
func (s *scene) weighJourneys(j *journey, before []*journey, weights map[demarche.State]int) {
	for k := len(before) - 1; k >= 0; k-- {
		b := before[k]
		if b.r.DestinationState == "" {
			continue
		}
		w := weightBefore
		if s.isAnother(j) {
			w = weightSeries
		}
		if w -= lostPerSentence * (j.sentences[0] - b.sentences[len(b.sentences)-1]); w > 0 {
			weights[b.r.DestinationState] += w
		}
		return
	}
}

// weighSpoken weighs the states spoken of before a journey, the last one most.
func (s *scene) weighSpoken(j *journey, weights map[demarche.State]int) {
	weight := weightSpoken
	if s.saysThere(j.head) {
		weight = weightThere
	}
	first, last := j.head, j.head // the people and the vehicle name where they come from
	for _, np := range []int{j.people, j.vehicle} {
		if np != none {
			f, l := s.a.Subtree(np)
			first, last = min(first, f), max(last, l)
		}
	}
	here := j.sentences[0]
	seen := map[demarche.State]bool{}
	for k := j.head - 1; k >= 0 && k >= j.head-lookBack; k-- {
		if k >= first && k < last || s.isModifier(k) || s.isThatCountry(k) || s.isOrigin(k) {
			continue
		}
		st := s.placeState(k)
		if p, ok := s.party(k); ok && p.kind != language.Nationals {
			st = p.state
		}
		if st == "" || st == j.r.Sender || seen[st] {
			continue
		}
		w := weight - len(seen)*lostPerSentence - (here-int(s.a.Tokens[k].Sentence))*lostPerSentence
		if s.a.Tokens[k].Rel.Core() == language.Nsubj {
			w += weightSubject
		}
		seen[st] = true
		if w > 0 {
			weights[st] += w
		}
	}
}

// home gives the state of the first dateline, from which a report is written;
// empty if there is none.
func (s *scene) home() demarche.State {
	for p := range s.a.Paragraphs {
		line := s.a.Paragraphs[p].Dateline
		if line.Len() == 0 {
			continue
		}
		first, last := s.a.TokensIn(line)
		for i := first; i < last; i++ {
			if st := s.placeState(i); st != "" {
				return st
			}
		}
	}
	return ""
}

// weighPact weighs the state with which the deal is under which a journey is
// made: "the first flight under the agreement with Kosovo".
func (s *scene) weighPact(j *journey, weights map[demarche.State]int) {
	for _, np := range []int{j.vehicle, j.people, j.noun} {
		if np == none {
			continue
		}
		first, last := s.a.Subtree(np)
		for k := first; k < last; k++ {
			if clause.Preposition(s.a, k) != "with" {
				continue
			}
			if p, ok := s.party(k); ok && p.state != "" && p.kind == language.State {
				weights[p.state] += weightNational
			}
		}
	}
}

// towards gives the place after a preposition of direction in the segment of a clause.
func (s *scene) towards(c *clause.Clause) int {
	first, last := s.segment(c)
	for _, part := range [][2]int{{max(first, c.Head), last}, {first, c.Head}} {
		for i := part[0]; i < part[1]; i++ {
			switch clause.Preposition(s.a, i) {
			case "to", "into", "for", "towards", "toward", "onto":
				if _, at := s.placeNamed(clause.Oblique{Token: i}); at != none {
					return at
				}
			}
		}
	}
	return none
}

// saysThere reports whether "there" or "in the country" stands with the
// predicate at token i: in the place spoken of last.
func (s *scene) saysThere(i int) bool {
	last := s.a.Sentences[s.a.Tokens[i].Sentence].Last
	if i+1 < last && s.lemma(i+1) == "there" {
		return true
	}
	for k := range s.a.Children(i) {
		if s.isThatCountry(k) && clause.Preposition(s.a, k) == "in" {
			return true
		}
	}
	return false
}

// isThatCountry reports whether token i names a country without its name:
// "in the country", "to their own countries".
func (s *scene) isThatCountry(i int) bool {
	switch s.lemma(i) {
	case "country", "state", "nation", "island", "territory", "soil", "homeland", "territories":
		return s.a.Tokens[i].UPOS == language.NOUN
	}
	return false
}

// ownCountries reports whether people of several states go each to their own.
func (s *scene) ownCountries(j *journey) bool {
	if j.n == none {
		return false
	}
	c := &s.cs.List[j.n]
	first, last := s.segment(c)
	_, own := contains(s.phrase(first, last), []string{"they country", "they own country", "their country", "their own country", "country of origin", "they homeland"})
	return own && len(s.groupNationals(j.people)) != 1
}

// isOrigin reports whether token i names where people are from: after "from"
// or "among", or in a row of names that begins so.
func (s *scene) isOrigin(i int) bool {
	first := s.a.Sentences[s.a.Tokens[i].Sentence].First
	for k := i - 1; k >= first; k-- {
		switch s.lemma(k) {
		case "from", "among", "including":
			return true
		case ",", "and", "the", "or":
			continue
		}
		if s.placeState(k) == "" && s.a.Tokens[k].UPOS != language.PROPN {
			return false
		}
	}
	return false
}

// lookBack is how many words back the state last spoken of may stand.
const lookBack = 60

// homeward reads "home" and "back": people of one nationality go to their state.
func (s *scene) homeward(j *journey) {
	r := j.r
	if j.n == none {
		return
	}
	nationals := r.Nationals
	if len(nationals) == 0 && s.nationality != "" {
		nationals = []demarche.State{s.nationality}
	}
	if len(nationals) != 1 {
		return
	}
	c := &s.cs.List[j.n]
	home := strings.HasSuffix(c.Lemma, " home") || strings.HasSuffix(c.Lemma, " back") || s.words.removal[c.Lemma] || c.Verb() == "return"
	first, last := s.segment(c)
	for i := first; i < last && !home; i++ {
		l := s.lemma(i)
		home = l == "home" || l == "homeland" || l == "back" || s.words.byLand[l]
	}
	if home {
		r.DestinationState = nationals[0]
		if r.Sender == r.DestinationState {
			r.Sender = "" // its own airline brought them
		}
		j.step("home of the people moved: %s", r.DestinationState)
	}
}
