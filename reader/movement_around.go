package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

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

// isHanding reports whether a verb says that people are given over to their own state.
func isHanding(lemma string) bool {
	switch lemma {
	case "hand", "hand over", "turn over", "give back", "hand back", "return", "put across", "push across", "walk back":
		return true
	}
	return false
}

// crossesBorder reports whether a clause says that people go over a border, of
// which a place beside it may be on either side.
func (s *scene) crossesBorder(c *clause.Clause) bool {
	return s.words.byLand[s.lemma(c.Object)] || s.words.byLand[s.lemma(c.With("over", "across", "through"))]
}

// homeFirst lets people of one nationality whom a clause sends home, expels, or
// has cross a border go to their state, rather than to a place beside which that
// is only said to happen: "sent home 40 Haitians found in Nassau".
func (s *scene) homeFirst(j *journey) {
	r := j.r
	if j.n == none || len(r.Nationals) != 1 || r.DestinationState == "" || r.DestinationState == r.Nationals[0] || j.to != none {
		return
	}
	c := &s.cs.List[j.n]
	if s.crossesBorder(c) && c.With("to", "into", "onto", "on to") == none {
		j.step("destination: home over the border -> %s", r.Nationals[0])
		r.DestinationState, r.Destination, j.place = r.Nationals[0], "", none
		return
	}
	if j.place == none || directions[clause.Preposition(s.a, j.place)] > directions["in"] {
		return
	}
	lemma := s.withParticle(c)
	if !isHomeward(lemma) && !s.words.removal[lemma] && !s.words.stop[c.Lemma] && c.Verb() != "cross" {
		return
	}
	if s.words.facility[s.lemma(j.place)] || s.placeState(j.place) != r.DestinationState {
		return
	}
	j.step("destination: home rather than \"%s\" -> %s", s.a.Form(j.place), r.Nationals[0])
	r.DestinationState, r.Destination, j.place = r.Nationals[0], "", none
}

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
	home := strings.HasSuffix(c.Lemma, " home") || strings.HasSuffix(c.Lemma, " back") || s.words.removal[c.Lemma] || c.Verb() == "return" || isHanding(c.Lemma)
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
