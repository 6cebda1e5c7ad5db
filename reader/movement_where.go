package reader

import (
	"cmp"
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
		if homes := s.listedStates(o.Token); o.Preposition == "from" && len(homes) > 1 {
			if len(r.Nationals) == 0 {
				r.Nationals = homes // "they came from India, Nepal and Iran"
			}
			continue
		}
		if o.Preposition == "from" || o.Preposition == "by" || j.leaves && (o.Preposition == "in" || o.Preposition == "at") {
			if !o.ofPeople {
				r.Sender = cmp.Or(s.sentFrom(at), st)
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

// listedStates gives the states that a list lists of which token i is the first, in its order.
func (s *scene) listedStates(i int) []demarche.State {
	states := []demarche.State{}
	add := func(k int) {
		if m := s.mention[k]; m != none && s.a.Mentions[m].Entity != none {
			en := &s.a.Entities[s.a.Mentions[m].Entity]
			if en.Kind == language.State && s.a.Mentions[m].Form == language.Name && !slices.Contains(states, en.State) {
				states = append(states, en.State)
			}
		}
	}
	add(i)
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() == language.Conj {
			add(k)
		}
	}
	return states
}

// boundFor reads the place before "-bound" in the sentence of a journey: "a
// Lima-bound charter".
func (s *scene) boundFor(j *journey) {
	sent := s.a.Sentences[s.a.Tokens[j.head].Sentence]
	for i := sent.First + 2; i < sent.Last; i++ {
		if s.a.Lower(i) != "bound" || s.a.Form(i-1) != "-" || s.a.Tokens[i-1].Space {
			continue
		}
		if st := s.placeState(i - 2); st != "" {
			j.r.DestinationState, j.r.Destination = st, demarche.Optional(s.placeWords(i-2))
			j.step("bound for \"%s\"", s.a.Form(i-2))
			return
		}
	}
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
	if j.place != none && directions[clause.Preposition(s.a, j.place)] >= directions["to"] && !s.isTurnedBack(c) {
		return // "South Sudan repatriated a Mexican to Mexico"
	}
	if s.words.receive[s.withParticle(c)] && (c.Object != none || c.Passive) || s.isTurnedBack(c) || s.isGreeted(c) {
		p, ok := s.subject(j.n)
		if !ok {
			p, ok = s.taker(c)
		}
		if !ok && !c.Passive && (s.isTurnedBack(c) || !s.words.receive[s.withParticle(c)]) {
			p, ok = s.within(c.Subject, "") // "Bolivian guards"
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

// isThatCountry reports whether token i names a country without its name:
// "in the country", "to their own countries".
func (s *scene) isThatCountry(i int) bool {
	switch s.lemma(i) {
	case "country", "state", "nation", "island", "territory", "soil", "homeland", "territories":
		return s.a.Tokens[i].UPOS == language.NOUN
	}
	return false
}
