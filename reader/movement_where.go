package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// route fills in the places that the arguments of a journey name, and gives the
// tokens of the noun phrases that may name its vehicle.
func (s *scene) route(j *journey) (tokens []int) {
	r := j.r
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
	for _, i := range []int{j.head, j.vehicle, j.people} {
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
	if s.words.receive[c.Lemma] || s.isTurnedBack(c) {
		if p, ok := s.subject(j.n); ok && p.state != "" {
			r.DestinationState = p.state
			if j.vehicle != none && s.lemma(c.Subject) == "it" && s.nationality != "" {
				r.DestinationState = s.nationality // planes are turned back by the state whose people are on board
			}
		}
	}
}

// towardsPlace reads a place named with a preposition of direction elsewhere in
// the segment of a journey's clause.
func (s *scene) towardsPlace(j *journey) {
	if i := s.towards(&s.cs.List[j.n]); i != none {
		j.r.DestinationState, j.r.Destination = s.placeState(i), demarche.Optional(s.placeWords(i))
		j.step("destination from \"%s\"", s.a.Form(i))
	}
}

// destinationAround finds where people were taken where nothing in the clause
// names it: the home of people who go home, where those before them arrived, or
// the state last spoken of.
func (s *scene) destinationAround(j *journey, before []*journey) {
	r := j.r
	if s.ownCountries(j) {
		return
	}
	if r.Status == demarche.TurnedBack && j.vehicle != none { // from whose border is not said: the state whose people are returned
		r.DestinationState = s.nationality
		return
	}
	s.homeward(j)
	if r.DestinationState != "" {
		return
	}
	if j.arrives && !s.saysThere(j.head) {
		if st := s.arrivedAt(j, before); st != "" {
			r.DestinationState = st
			j.step("destination: where those before arrived, or the speaker is -> %s", st)
			return
		}
	}
	if st := s.placeBefore(j); st != "" {
		r.DestinationState = st
		j.step("destination: the state last spoken of -> %s", st)
	}
}

// towards gives the place after a preposition of direction in the segment of a clause.
func (s *scene) towards(c *clause.Clause) int {
	first, last := s.segment(c)
	for _, part := range [][2]int{{max(first, c.Head), last}, {first, c.Head}} {
		for i := part[0]; i < part[1]; i++ {
			if s.placeState(i) == "" || s.isThatCountry(i) {
				continue
			}
			switch clause.Preposition(s.a, i) {
			case "to", "into", "for":
				return i
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

// arrivalReach is how many sentences back an arrival still tells where the next one is.
const arrivalReach = 6

// arrivedAt gives the state that those who came before arrived in, or the state
// of who says that they came: people who "come" come to where the report is.
func (s *scene) arrivedAt(j *journey, before []*journey) demarche.State {
	sender, here := j.r.Sender, j.sentences[0]
	if by := s.by(j.head); by != nil && by.State != sender && (sender != "" || by.State != s.sender) {
		return by.State
	}
	for k := len(before) - 1; k >= 0; k-- {
		b := before[k]
		if st := b.r.DestinationState; b.arrives && st != "" && st != sender && (here-b.sentences[0] <= arrivalReach || j.trigger == "follow") {
			return st
		}
	}
	return ""
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

// placeBefore gives the state spoken of last before token i, other than the
// sender, where the sentence does not say where people were taken; the state
// that the report's removals go to if none was spoken of.
func (s *scene) placeBefore(j *journey) demarche.State {
	i, sender := j.head, j.r.Sender
	first, last := i, i // the people and the vehicle name where they come from
	for _, np := range []int{j.people, j.vehicle} {
		if np != none {
			f, l := s.a.Subtree(np)
			first, last = min(first, f), max(last, l)
		}
	}
	fits := func(st demarche.State) bool {
		return st != "" && st != sender && (sender != "" || st != s.sender)
	}
	for k := i - 1; k >= 0 && k >= i-lookBack; k-- {
		if k >= first && k < last || s.isModifier(k) || s.isThatCountry(k) || s.isOrigin(k) {
			continue
		}
		if p, ok := s.party(k); ok && p.kind == language.State && fits(p.state) {
			return p.state
		}
		if st := s.placeState(k); fits(st) {
			return st
		}
	}
	switch {
	case s.receiver != "" && s.receiver != sender:
		return s.receiver
	case s.nationality != sender:
		return s.nationality
	}
	return ""
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
	home := strings.HasSuffix(c.Lemma, " home") || strings.HasSuffix(c.Lemma, " back") || s.words.removal[c.Lemma]
	first, last := s.segment(c)
	for i := first; i < last && !home; i++ {
		l := s.lemma(i)
		home = l == "home" || l == "homeland" || l == "back" || l == "border" || l == "frontier"
	}
	if home {
		r.DestinationState = nationals[0]
		if r.Sender == r.DestinationState {
			r.Sender = "" // its own airline brought them
		}
		j.step("home of the people moved: %s", r.DestinationState)
	}
}
