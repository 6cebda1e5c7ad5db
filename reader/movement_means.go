package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// ownPlane reads a plane of the receiving state itself, which counts as
// civilian: "a plane of the Colombian Air Force", "chartered by the Somali
// government", "sent and paid for by Uzbekistan".
func (s *scene) ownPlane(j *journey) {
	r := j.r
	if j.vehicle == none || !s.isAircraft(j.vehicle) || r.DestinationState == "" {
		return
	}
	own := false
	for k := range s.cs.In(int(s.a.Tokens[j.vehicle].Sentence)) {
		c := &s.cs.List[k] // "its president sent a plane, which took them home"
		if p, ok := s.actor(c.Subject); ok && c.Object == j.vehicle && s.words.send[c.Verb()] {
			own = own || p.state == r.DestinationState
		}
	}
	for k := range s.a.Children(j.vehicle) {
		if m := s.cs.At(k); m != none {
			own = own || s.providedBy(m, r.DestinationState)
			continue
		}
		switch clause.Preposition(s.a, k) {
		case "", "of":
			if rel := s.a.Tokens[k].Rel.Core(); rel != language.Compound && rel != language.Amod && rel != language.Nmod {
				continue
			}
			p, ok := s.within(k, "")
			if near := clause.Preposition(s.a, p.token); near != "" && near != "of" {
				continue // "a flight bound for Juba"
			}
			own = own || ok && p.state == r.DestinationState && (p.kind == language.State || p.kind == language.Organisation) && s.a.Tokens[p.token].UPOS != language.PRON
		}
	}
	if own {
		r.Means = demarche.CivilianAircraft
		j.step("the receiving state's own plane")
	}
}

// providedBy reports whether clause m says that the state gave, hired or sent
// the vehicle that it modifies.
func (s *scene) providedBy(m int, st demarche.State) bool {
	d := &s.cs.List[m]
	switch d.Verb() {
	case "charter", "send", "dispatch", "provide", "hire", "pay", "own", "operate", "run", "arrange":
	default:
		return false
	}
	first, last := s.a.Subtree(d.Head)
	for i := first; i < last; i++ {
		if s.lemma(i) != "by" {
			continue
		}
		for k := i + 1; k < min(i+6, last); k++ {
			if p, ok := s.party(k); ok && p.kind != language.Person {
				return p.state == st
			}
		}
	}
	return false
}

// meansBefore gives the means of the aircraft spoken of before, for one that
// refers back to it: "such aircraft", "those planes".
func (s *scene) meansBefore(vehicle int) (demarche.Means, bool) {
	if vehicle == none {
		return "", false
	}
	back := s.lemma(vehicle) == "other" || s.lemma(vehicle) == "another"
	if !back && !s.isAircraft(vehicle) {
		return "", false
	}
	for k := range s.a.Children(vehicle) {
		switch s.lemma(k) {
		case "such", "those", "these":
			back = true
		}
	}
	if !back {
		return "", false
	}
	for i := vehicle - 1; i >= 0 && i >= vehicle-lookBack; i-- {
		if s.isAircraft(i) {
			if m, at := s.means(i); at != none {
				return m, true
			}
		}
	}
	return "", false
}

// meansAround gives the means of a flight whose kind its own words leave open,
// by what the sentences around it call the same aircraft: "a flight to Lagos
// ... The chartered plane cost".
func (s *scene) meansAround(j *journey) (demarche.Means, int) {
	if j.vehicle == none && !s.goesByLand(j) && !s.goesBySea(j) {
		if m, i := s.craftIn(j.sentences[0]); i != none && m != demarche.MilitaryAircraft {
			return m, i
		}
	}
	if !s.goesByAir(j) || j.r.Flights != nil && *j.r.Flights > 1 {
		return "", none
	}
	here := j.sentences[0]
	if j.vehicle != none && s.isDefinite(j.vehicle) {
		for n := here; n >= max(0, here-backReach); n-- {
			if m, i := s.aircraftIn(n, false); i != none && i != j.vehicle {
				return m, i
			}
		}
	}
	for n := here + 1; n <= min(len(s.a.Sentences)-1, here+1); n++ {
		if s.a.Sentences[n].Paragraph == s.a.Sentences[here].Paragraph {
			if m, i := s.aircraftIn(n, true); i != none {
				return m, i
			}
		}
	}
	if m, at, n := s.onlyAircraft(); n >= severalMentions || n > 0 && j.vehicle != none && s.isDefinite(j.vehicle) {
		return m, at
	}
	return "", none
}

// craftIn gives the means of the one vehicle that sentence n speaks of, where a
// journey itself names none: "a charter landed: 13 men were set down"; none if
// it names none, or vehicles of several kinds.
func (s *scene) craftIn(n int) (demarche.Means, int) {
	means, at := demarche.Means(""), none
	for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
		if !s.isVehicle(i) || s.isModifier(i) {
			continue
		}
		m, k := s.means(i)
		if k == none || at != none && m != means {
			return "", none
		}
		means, at = m, i
	}
	return means, at
}

// onlyAircraft gives the means of the aircraft of the report, if it calls all of
// those whose kind it tells of one kind, and how often it does.
func (s *scene) onlyAircraft() (means demarche.Means, at, times int) {
	at = none
	for n := range s.a.Sentences {
		for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
			if !s.isAircraft(i) || s.isModifier(i) {
				continue
			}
			m, k := s.means(i)
			if k == none {
				continue
			}
			if at != none && m != means {
				return "", none, 0
			}
			means, at = m, i
			times++
		}
	}
	return means, at, times
}

// severalMentions is how often a report must call its aircraft of one kind for
// those to be so whose kind it does not tell.
const severalMentions = 3

// goesByAir reports whether a journey is said to be a flight.
func (s *scene) goesByAir(j *journey) bool {
	if j.vehicle != none {
		return s.isAircraft(j.vehicle)
	}
	verb, _, _ := strings.Cut(j.trigger, " ")
	return verb == "fly" || verb == "airlift"
}

// aircraftIn gives the means of the aircraft that sentence n speaks of, and its
// token: of the one that refers back if definite is set; none if it names none
// or several.
func (s *scene) aircraftIn(n int, definite bool) (demarche.Means, int) {
	means, at := demarche.Means(""), none
	for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
		if !s.isAircraft(i) || s.isModifier(i) || definite && !s.isDefinite(i) {
			continue
		}
		m, k := s.means(i)
		if k == none {
			continue
		}
		if at != none && m != means {
			return "", none
		}
		means, at = m, i
	}
	return means, at
}

// goesByLand reports whether a journey without a vehicle goes over a land
// border, or is one of being driven, pushed or walked.
func (s *scene) goesByLand(j *journey) bool {
	if j.n == none || j.vehicle != none {
		return false
	}
	verb, _, _ := strings.Cut(j.trigger, " ")
	switch verb {
	case "bus", "buss", "truck", "walk", "march", "drive", "push", "cross":
		return true
	}
	c := &s.cs.List[j.n]
	if s.isHandedOver(c) {
		return true
	}
	first, last := s.segment(c)
	for i := c.Head + 1; i < last && i >= first; i++ {
		if !s.words.byLand[s.lemma(i)] {
			continue
		}
		switch clause.Preposition(s.a, i) {
		case "over", "across", "through", "to", "by", "at", "over at", "across at":
			return true
		}
	}
	return false
}

// isHandedOver reports whether a clause says that people were handed over at a
// place that is no airport and no port: at a border.
func (s *scene) isHandedOver(c *clause.Clause) bool {
	switch c.Lemma {
	case "hand", "hand over", "turn over", "hand back", "give back", "give over":
	default:
		return false
	}
	at := c.With("at", "near", "on")
	if at == none || s.a.Tokens[at].UPOS != language.PROPN && !s.words.byLand[s.lemma(at)] {
		return false
	}
	_, air := contains(s.lemmas[c.Sentence], []string{"airport", "port", "harbour", "harbor", "airfield", "airbase", "tarmac", "airstrip", "island"})
	return !air && s.placeState(at) != "" && !s.isStateName(demarche.Optional(s.placeWords(at)))
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

// craftMeant gives the vehicle that the pronoun at token i stands for: that of
// its entity, else the one spoken of last in its sentence or the one before;
// none if there is none.
func (s *scene) craftMeant(i int) int {
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		for k := range s.a.Mentions {
			x := &s.a.Mentions[k]
			if x.Entity == s.a.Mentions[m].Entity && x.Head < i && s.isVehicle(x.Head) {
				return x.Head
			}
		}
		if s.a.Entities[s.a.Mentions[m].Entity].Kind != language.Group {
			return none // a state or a body
		}
	}
	sentence := max(0, int(s.a.Tokens[i].Sentence)-1)
	for k := i - 1; k >= s.a.Sentences[sentence].First; k-- {
		if s.isVehicle(k) && !s.isModifier(k) {
			return k
		}
	}
	return none
}

// carrierOf gives the means of the carrier that a journey is said to be made
// by: "by scheduled KLM service"; empty if none is named.
func (s *scene) carrierOf(j *journey) demarche.Means {
	for _, o := range s.pathWords(j) {
		switch o.Preposition {
		case "by", "on", "aboard", "with":
		default:
			continue
		}
		first, last := s.a.Subtree(o.Token)
		if l := s.lemma(o.Token); l == "service" || l == "connection" {
			if _, ok := contains(s.phrase(first, last), []string{"schedule", "scheduled", "regular", "commercial", "airline", "daily", "ordinary"}); ok {
				return demarche.CivilianAircraft
			}
		}
		if _, ok := contains(s.phrase(first, last), []string{"air force", "air wing", "air corps"}); ok && o.Preposition == "by" {
			return demarche.MilitaryAircraft // "flown out by the Ghanaian air force"
		}
		for i := first; i < last; i++ {
			if s.isAirlineName(i) {
				return demarche.CivilianAircraft
			}
			if m, ok := s.words.carriers[s.lemma(i)]; ok && s.a.Tokens[i].UPOS == language.PROPN {
				return m
			}
		}
	}
	return ""
}

// isAirlineName reports whether token i is a name that ends as those of
// airlines do: "Bahamasair", "Fastjet", "Kam Air".
func (s *scene) isAirlineName(i int) bool {
	if s.a.Tokens[i].UPOS != language.PROPN {
		return false
	}
	l := s.a.Lower(i)
	for _, end := range []string{"air", "jet", "airlines", "airways", "aero", "avia"} {
		if len(l) > len(end) && strings.HasSuffix(l, end) && l != "learjet" || l == end && end != "jet" && i > 0 && s.a.Tokens[i-1].UPOS == language.PROPN {
			return true
		}
	}
	return false
}

// isAirlinePlane reports whether the name before the aircraft at token i is an airline's.
func (s *scene) isAirlinePlane(i int) bool {
	for k := range s.a.Children(i) {
		if k < i && s.isAirlineName(k) {
			return true
		}
	}
	return false
}

// goesBySea reports whether people without a vehicle are pushed back where the
// sentence speaks of water or a coast guard.
func (s *scene) goesBySea(j *journey) bool {
	if j.n == none || j.vehicle != none {
		return false
	}
	if strings.HasSuffix(s.withParticle(&s.cs.List[j.n]), " ashore") {
		return true
	}
	switch s.cs.List[j.n].Verb() {
	case "push", "tow", "drive", "force", "turn", "return", "intercept":
	default:
		return false
	}
	_, ok := contains(s.lemmas[s.cs.List[j.n].Sentence], s.words.bySea)
	return ok
}
