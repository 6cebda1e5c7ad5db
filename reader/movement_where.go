package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// destinationAround finds where people were taken where no argument of the
// clause says it: a place named with "to" elsewhere in its segment, the home of
// people who go home, or the state last spoken of.
func (s *scene) destinationAround(j journey, r *demarche.Movement, head int, f *finding) {
	if j.n != none {
		if i := s.towards(&s.cs.List[j.n]); i != none {
			r.DestinationState, r.Destination = s.placeState(i), demarche.Optional(s.placeWords(i))
			f.step("destination from \"%s\"", s.a.Form(i))
			return
		}
	}
	if s.ownCountries(j) {
		return
	}
	if r.Status == demarche.TurnedBack && j.vehicle != none { // from whose border is not said: the state whose people are returned
		r.DestinationState = s.nationality
		return
	}
	s.homeward(j, r, f)
	if r.DestinationState != "" {
		return
	}
	if j.arrives && !s.saysThere(head) {
		if st := s.arrivedAt(j, head, r.Sender); st != "" {
			r.DestinationState = st
			f.step("destination: where those before arrived, or the speaker is -> %s", st)
			return
		}
	}
	if st := s.placeBefore(j, head, r.Sender); st != "" {
		r.DestinationState = st
		f.step("destination: the state last spoken of -> %s", st)
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
func (s *scene) arrivedAt(j journey, head int, sender demarche.State) demarche.State {
	here := int(s.a.Tokens[head].Sentence)
	if by := s.by(head); by != nil && by.State != sender && (sender != "" || by.State != s.sender) {
		return by.State
	}
	for k := len(j.landed) - 1; k >= 0; k-- {
		if l := j.landed[k]; l.state != sender && (here-l.sentence <= arrivalReach || s.lemma(head) == "follow") {
			return l.state
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
func (s *scene) ownCountries(j journey) bool {
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
func (s *scene) placeBefore(j journey, i int, sender demarche.State) demarche.State {
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

// ownPlane reads a plane of the receiving state itself, which counts as
// civilian: "a plane of the Colombian Air Force", "chartered by the Somali
// government", "sent and paid for by Uzbekistan".
func (s *scene) ownPlane(j journey, r *demarche.Movement, f *finding) {
	if j.vehicle == none || !s.isAircraft(j.vehicle) || r.DestinationState == "" {
		return
	}
	own := false
	if j.n != none {
		p, ok := s.actor(s.cs.List[j.n].Subject) // "Brazil's president sent an air force plane"
		own = ok && p.state == r.DestinationState && s.cs.List[j.n].Object == j.vehicle && s.words.send[s.cs.List[j.n].Lemma]
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
		f.step("the receiving state's own plane")
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

// homeward reads "home" and "back": people of one nationality go to their state.
func (s *scene) homeward(j journey, r *demarche.Movement, f *finding) {
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
		f.step("home of the people moved: %s", r.DestinationState)
	}
}

// groupNationals gives the states whose nationals the noun phrase of token i
// names, here or where the report first speaks of the group.
func (s *scene) groupNationals(i int) []demarche.State {
	states := s.nationalsOf(i)
	if len(states) > 0 || i == none || !s.isDefinite(i) {
		return states
	}
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Entity == none {
		return states
	}
	for k := range s.a.Mentions {
		x := &s.a.Mentions[k]
		if x.Entity == s.a.Mentions[m].Entity && x.Head < i {
			if states := s.nationalsOf(x.Head); len(states) > 0 {
				return states
			}
		}
	}
	return states
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

// isBroughtIn reports whether a clause says that people were brought to where
// the report is: "flown in".
func (s *scene) isBroughtIn(c *clause.Clause) bool {
	return strings.HasSuffix(c.Lemma, " in") && s.words.send[c.Verb()]
}

// isTurnedBack reports whether a clause says that a plane or people were turned
// away, or denied entry or landing.
func (s *scene) isTurnedBack(c *clause.Clause) bool {
	switch c.Lemma {
	case "turn away", "turn back", "turn around":
		return true
	}
	if c.Lemma == "turn" {
		_, last := s.segment(c)
		for i := c.Head + 1; i < min(last, c.Head+turnReach); i++ {
			switch s.lemma(i) {
			case "away", "back", "around":
				return true
			case "to", "into":
				return false
			}
		}
	}
	return s.isDenied(c)
}

// turnReach is how many words after "turn" its particle may stand.
const turnReach = 7

// underTurned reports whether clause n modifies the people or planes of a
// clause that says that they were turned back.
func (s *scene) underTurned(n int) bool {
	for p := range s.cs.Above(n) {
		c := &s.cs.List[p]
		if c.Sentence != s.cs.List[n].Sentence {
			return false
		}
		if s.isTurnedBack(c) {
			return s.cs.List[n].Relation.Core() != language.Conj
		}
	}
	return false
}

// isDenied reports whether a clause says that a plane was denied entry or landing.
func (s *scene) isDenied(c *clause.Clause) bool {
	switch c.Lemma {
	case "deny", "refuse", "withhold", "block", "bar":
	default:
		return false
	}
	if c.Negated || c.Modal != "" || c.Mark == "because" { // the main clause tells what came of it
		return false
	}
	first, last := s.segment(c)
	if _, ok := contains(s.phrase(first, last), []string{"entry", "landing", "land", "clearance", "permission"}); !ok {
		return false
	}
	for i := first; i < last; i++ {
		if s.isAircraft(i) && !s.isModifier(i) {
			return true
		}
	}
	return false
}

// refusedEntry reports whether a sentence says that those who came were not let in.
func (s *scene) refusedEntry(sentence int) bool {
	_, ok := contains(s.lemmas[sentence], []string{"refuse entry", "deny entry", "refused entry", "denied entry", "turn away", "turn back"})
	return ok
}

// comesToMoney reports whether a clause gives a sum: "the three came to $500,000".
func (s *scene) comesToMoney(c *clause.Clause) bool {
	if c.Lemma != "come" {
		return false
	}
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First > c.Head && x.First <= c.Head+3 && x.Kind != language.Cardinal {
			return true
		}
	}
	return false
}

// isUnreal reports whether clause n is an infinitive of what was only meant to
// be: "a jet that was to take them".
func (s *scene) isUnreal(n int) bool {
	c := &s.cs.List[n]
	if c.Mark != "to" || !c.Infinite && !c.Past || c.Modal != "" || c.Relation.Core() == language.Root {
		return false
	}
	if s.isDue(n) && !c.Past || s.attitudeOver(n).willing {
		return false
	}
	if p := c.Parent; p != none {
		switch s.cs.List[p].Verb() {
		case "begin", "start", "continue", "go", "help", "use":
			return false
		}
	}
	return true
}

// isOutward reports whether a clause of arriving leads to the state that the
// report's removals come from.
func (s *scene) isOutward(c *clause.Clause) bool {
	if s.sender == "" {
		return false
	}
	if s.placeState(c.Object) == s.sender {
		return true
	}
	for _, o := range c.Obliques {
		switch o.Preposition {
		case "in", "to", "into", "at":
			if s.placeState(o.Token) == s.sender {
				return true
			}
		}
	}
	return false
}

// isReceived reports whether a clause tells that a vehicle, or a counted group
// at a place, was received.
func (s *scene) isReceived(c *clause.Clause) bool {
	w := s.words
	if !w.receive[c.Lemma] || w.light[c.Lemma] || !s.isPast(c) && !c.Perfect {
		return false
	}
	if s.isVehicle(c.Object) {
		return true
	}
	at := c.With("at", "in")
	return s.isPeople(c.Object) && s.isCounted(c.Object) && at != none && s.placeState(at) != "" && !s.isThatCountry(at)
}

// goesByLand reports whether a journey without a vehicle goes over a land
// border, or is one of being driven, pushed or walked.
func (s *scene) goesByLand(j journey, trigger string) bool {
	if j.n == none || j.vehicle != none {
		return false
	}
	verb, _, _ := strings.Cut(trigger, " ")
	switch verb {
	case "bus", "buss", "truck", "walk", "march", "drive", "push", "cross":
		return true
	}
	c := &s.cs.List[j.n]
	first, last := s.segment(c)
	for i := c.Head + 1; i < last && i >= first; i++ {
		if !s.words.byLand[s.lemma(i)] {
			continue
		}
		switch clause.Preposition(s.a, i) {
		case "over", "across", "through", "to", "by":
			return true
		}
	}
	return false
}

// completes reports whether clause n tells that the plane or people of the
// movement found just before arrived ("... when it put down in Manaus"), and
// writes it into that movement.
func (s *scene) completes(n int, found []finding) bool {
	c := &s.cs.List[n]
	if s.travelsOn(c, found) {
		return true
	}
	if len(found) == 0 || !s.words.arrive[c.Lemma] || c.Negated || c.Modal != "" || !c.Past && !c.Perfect && c.Mark != "when" || c.Subject == none {
		return false
	}
	switch s.lemma(c.Subject) {
	case "it", "they":
	default:
		return false
	}
	f := &found[len(found)-1]
	r, ok := f.record.(*demarche.Movement)
	if !ok || r.Status != demarche.UnderWay || f.sentences[0] != c.Sentence {
		return false
	}
	for _, o := range c.Obliques {
		if st := s.placeState(o.Token); st != "" && r.DestinationState != "" && st != r.DestinationState {
			return false
		}
	}
	r.Status = demarche.Completed
	f.step("arrived: \"%s\"", s.a.Form(c.Head))
	return true
}

// byCourt reports whether a court or judge is named before the predicate of a
// clause: "a judge barred the government from sending them".
func (s *scene) byCourt(c *clause.Clause) bool {
	first := s.a.Sentences[c.Sentence].First
	_, ok := contains(s.phrase(first, c.Head), []string{"court", "judge", "tribunal", "justice"})
	return ok
}

// isCustom reports whether a clause in the plain present tells what planes do
// as a rule ("then the plane comes back") rather than one journey.
func (s *scene) isCustom(c *clause.Clause, f *finding) bool {
	r := f.record.(*demarche.Movement)
	kind := s.a.Paragraphs[s.a.Sentences[c.Sentence].Paragraph].Kind
	return c.Present && !c.Perfect && !c.Passive && !s.isOngoing(c) && r.People == nil && r.Status == demarche.Completed &&
		kind != language.Title && kind != language.Heading
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

// isPast reports whether a clause is in the past, also where only the auxiliary
// of a passive says so ("were flown").
func (s *scene) isPast(c *clause.Clause) bool {
	if c.Past {
		return true
	}
	for k := range s.a.Children(c.Head) {
		if s.a.Tokens[k].Rel == language.AuxPass && s.a.Tokens[k].XPOS == language.TagVBD {
			return true
		}
	}
	return false
}

// travelsOn reports whether a clause tells where the people of the movement found
// just before it in the same sentence went on to, and makes that their
// destination: a journey with stops goes to its last stop.
func (s *scene) travelsOn(c *clause.Clause, found []finding) bool {
	switch c.Lemma {
	case "go", "go on", "travel on", "fly on", "continue", "proceed", "head", "head on":
	default:
		return false
	}
	to := c.With("to", "on to", "onto", "for")
	if len(found) == 0 || to == none || c.Negated || c.Modal != "" || s.placeState(to) == "" || s.isThatCountry(to) {
		return false
	}
	f := &found[len(found)-1]
	r, ok := f.record.(*demarche.Movement)
	if !ok || f.sentences[0] != c.Sentence || s.isCounted(c.Subject) {
		return false
	}
	r.DestinationState, r.Destination = s.placeState(to), demarche.Optional(s.placeWords(to))
	f.step("and went on to \"%s\"", s.a.Form(to))
	return true
}
