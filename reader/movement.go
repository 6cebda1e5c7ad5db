package reader

import (
	"slices"
	"sort"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// movements finds people moved, or meant to be: it collects what the report
// tells of journeys, clause by clause and noun by noun, joins the tellings of
// one journey, fills in from around them what they leave out, and keeps those
// that tell enough to be one movement.
func movements(s *scene) []finding {
	var all []*journey
	for _, j := range s.tellings() {
		if k := s.toldBefore(j, all); k != none {
			all[k].join(j)
			continue
		}
		s.settle(j, all)
		if b := s.wayBack(j, all); b != nil && !s.bringBack(j, b) {
			continue
		}
		if s.refusedLater(j) {
			j.r.Status = demarche.TurnedBack
			j.step("they were not let in")
			j.mark("not-let-in")
		}
		if k := s.toldBefore(j, all); k != none { // now that it is known where it went
			all[k].join(j)
			continue
		}
		all = append(all, j)
	}
	kept := all[:0]
	for _, j := range all {
		if s.isOneMovement(j) {
			s.use(j)
			s.noteFeatures(j)
			kept = append(kept, j)
		}
	}
	for _, j := range s.byWords(kept) {
		if s.toldBefore(j, kept) == none && s.isOneMovement(j) {
			s.use(j)
			s.noteFeatures(j)
			kept = append(kept, j)
		}
	}
	var found []finding
	for _, j := range kept {
		also := append(s.gapped(j), s.alsoTo(j)...)
		found = append(found, j.finding)
		s.remember(&j.finding, j)
		for i := range also {
			s.remember(&also[i], nil)
		}
		found = append(found, also...)
	}
	return found
}

// journey is one movement as far as the report has told it.
type journey struct {
	finding
	r               *demarche.Movement
	head, n         int    // the word that tells it, and its clause or none
	trigger         string // lemma of that word
	people, vehicle int    // heads of the noun phrases, none
	noun            int    // the noun of moving that is its clause's subject or object, none
	to              int    // the place that a noun of moving leads to, none
	place           int    // the place that an argument of the clause leads to, none
	places          []int  // clauses or nouns whose arguments name places
	sends, leaves   bool   // somebody sends them; they are said to have left
	arrives         bool   // they come to where the report is
	turn            bool   // the vehicle is named only by its turn: "the first", "another"
	sure            bool   // its own words say where it goes
}

// newJourney starts a journey at the word head of clause n.
func (s *scene) newJourney(head, n int, trigger string) *journey {
	return &journey{head: head, n: n, trigger: trigger, people: none, vehicle: none, noun: none, to: none, place: none}
}

// tellings gives every telling of a journey in the order of the text, with
// what its own words say.
func (s *scene) tellings() []*journey {
	var told []*journey
	for n := range s.cs.List {
		if s.completes(n, told) {
			continue
		}
		if j, _ := s.movementClause(n); j != nil {
			told = append(told, j)
		}
	}
	for i := range s.a.Tokens {
		if s.a.Tokens[i].UPOS == language.NOUN && s.words.moving[s.lemma(i)] {
			taken := slices.ContainsFunc(told, func(j *journey) bool { return j.noun == i })
			if j := s.movementNoun(i); j != nil && !taken {
				told = append(told, j)
			}
		}
	}
	sort.SliceStable(told, func(i, k int) bool { return told[i].sentences[0] < told[k].sentences[0] })
	return told
}

// movementClause finds a movement in a clause of sending, arriving or leaving,
// or of a flight or removal that is expected, happens or is stopped. Where it
// finds none it says why.
func (s *scene) movementClause(n int) (j *journey, why string) {
	c := &s.cs.List[n]
	k := s.kindOf(n)
	removal := s.words.removal[s.withParticle(c)] && !s.isLoose(c)
	switch {
	case !k.any():
		return nil, "no clause of moving"
	case c.Mark == "from" && !k.stopped:
		return nil, "kept from it" // "barred from flying on"
	case c.Mark == "whenever" || s.afterWherever(c):
		return nil, "at any time or place"
	case s.comesToMoney(c):
		return nil, "a sum" // "the three came to $500,000"
	case s.isDisclaimed(n):
		return nil, "denied"
	case !c.Perfect && s.isUnreal(n) && !s.isForgone(n):
		return nil, "only meant"
	case k.arrives && c.Relation == language.AclRelcl && !s.isForgone(n) && (s.isOutward(c) || s.moves(c.Parent) || c.Perfect):
		return nil, "how they had come" // "a man who came to Britain by boat"
	case s.isOnlyLet(n):
		return nil, "only allowed"
	case s.modifies(c) && !k.stopped, !k.turned && s.underTurned(n):
		return nil, "told by the clause above" // "people deported from the United States"
	}
	j = s.travellers(n, k)
	if j.people == none && j.vehicle == none && j.noun == none {
		return nil, "nobody moved"
	}
	if s.carriesFreight(j.vehicle, j.people) {
		return nil, "freight"
	}
	if !removal && !s.onSubject(c.Sentence) && !s.throughout && !s.clearlyMoved(j, k) {
		return nil, "off the subject"
	}
	if !removal && !k.turned && !k.off && !s.surelyMoved(j, c) {
		return nil, "perhaps anybody"
	}
	if until := s.untilMoved(c); !until && !s.isForgone(n) && !s.isBarred(c) && (s.isHypothetical(n) && !(c.Mark == "when" && (s.isPast(c) || c.Modal == "will" || s.isDue(n))) || s.afterCondition(c)) {
		return nil, "only if"
	}
	if s.onCondition(n) {
		return nil, "under a condition"
	}
	if c.Relation == language.AclRelcl && c.Present && !c.Perfect && c.Modal == "" && !s.isCounted(j.people) && !s.isOngoing(c) && j.vehicle == none && !s.leadsSomewhere(j) {
		return nil, "whoever is moved" // "Peruvians who are deported"
	}
	j.arrives = j.arrives || k.expected
	status, told := s.statusOf(n, k, s.isCounted(j.people) || s.isOne(j.people))
	if !told {
		return nil, "not said to happen"
	}
	s.describe(j, status)
	switch {
	case s.isCustom(c, j):
		return nil, "a custom"
	case s.isLocal(j):
		return nil, "within a place"
	case s.isWithinState(j):
		return nil, "within the state"
	case s.cameThemselves(j, k):
		return nil, "came by themselves"
	}
	return j, ""
}

// surelyMoved reports whether those of a journey are people who are moved, or
// a vehicle that moves them, and not anybody who travels.
func (s *scene) surelyMoved(j *journey, c *clause.Clause) bool {
	if st := s.nationalsOf(j.people); len(st) == 1 && st[0] == s.sender && !j.sends && s.sender != s.receiver {
		return false // "the Americans had come with a request"
	}
	if j.people != none && (s.isTurnOf(j.people) || isRest(s.lemma(j.people))) {
		return true // "the first inmates", "the others", where the report is about removals
	}
	if j.people != none && isHerding(c.Verb()) && s.leadsSomewhere(j) {
		return true // "women and children are trucked to the border"
	}
	if s.isTheirs(j, c) {
		return true // "they were driven off", "all of them had been walked through the gate"
	}
	if j.sends && s.namesForeignersTo(j.people, c) {
		return true
	}
	if s.entityMoved(j.people) || j.sends && s.near[c.Sentence] && s.isOne(j.people) {
		return true
	}
	return s.surelyPeople(j.people) || s.isCounted(j.people) || s.topic[c.Sentence] || j.vehicle != none && s.onSubject(c.Sentence)
}

// entityMoved reports whether a noun phrase that refers back stands for people
// who are elsewhere called those moved: "they", "the men".
func (s *scene) entityMoved(i int) bool {
	if i == none || s.mention[i] == none || s.a.Mentions[s.mention[i]].Entity == none || !s.isDefinite(i) {
		return false
	}
	for _, m := range s.index.mentionsOf[s.a.Mentions[s.mention[i]].Entity] {
		if h := s.a.Mentions[m].Head; h != i && s.surelyPeople(h) {
			return true
		}
	}
	return false
}

// isRest reports whether a noun names people only as part of those spoken of.
func isRest(lemma string) bool {
	switch lemma {
	case "group", "other", "rest", "remainder", "party", "batch", "contingent":
		return true
	}
	return false
}

// travellers gives the people and the vehicle of clause n, and where its
// arguments name places.
func (s *scene) travellers(n int, k movingKind) *journey {
	c := &s.cs.List[n]
	j := s.newJourney(c.Head, n, c.Lemma)
	j.sends, j.leaves = k.sends, k.leaves
	j.arrives = k.arrives || s.isBroughtIn(c)
	take := func(i int) {
		switch {
		case i == none, i == c.Subject && clause.Preposition(s.a, i) == "of":
		case isTurn(s.lemma(i)) && !k.sends && j.vehicle == none: // "the first left San Diego"
			j.vehicle, j.turn = i, true
		case s.isVehicle(i) && j.vehicle == none:
			j.vehicle = i
		case s.lemma(i) == "it" && s.craftMeant(i) != none && j.vehicle == none:
			j.vehicle = s.craftMeant(i)
		case s.canBeMoved(i) && !s.countsOther(i) && j.people == none:
			j.people = i
		}
	}
	if k.sends || k.said() {
		take(c.Object)
	}
	if (k.arrives || k.leaves) && s.isMainInDisguise(c) {
		take(int(s.a.Tokens[c.Head].Head))
	}
	if k.arrives || k.leaves || k.occurs || k.expected && j.people == none && j.vehicle == none {
		take(c.Subject)
	}
	if k.turned && !c.Passive && c.Object == none {
		take(c.Subject) // "the coaches turned round"
	}
	if k.occurs || k.off || k.expected {
		s.takeNoun(j, c)
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
	s.fromSegment(j, c)
	if j.people == none && j.vehicle == none && j.noun == none && k.sends {
		j.people = s.lostSubject(c)
	}
	if j.vehicle != none {
		s.passengers(j)
	}
	if j.people != none {
		for i := range s.a.Children(j.people) {
			if m := s.cs.At(i); m != none && s.cs.List[m].Relation.Core() == language.Acl && m != n && !s.hadCome(m) {
				j.places = append(j.places, m) // "131 people deported from New York to Tashkent"
			}
		}
	}
	return j
}

// describe makes the record of a journey with what its own words say.
func (s *scene) describe(j *journey, status demarche.Status) {
	r := &demarche.Movement{Status: status, Means: demarche.MeansUnknown, Nationals: []demarche.State{}}
	j.r = r
	j.finding = s.newFinding(r, demarche.KindMovement, string(status)+"/"+strings.ReplaceAll(j.trigger, " ", "-"), j.head)
	s.size(j)
	tokens := s.route(j)
	s.directObject(j)
	if j.to != none {
		r.DestinationState, r.Destination = s.placeState(j.to), demarche.Optional(s.placeWords(j.to))
	}
	if r.DestinationState == "" && j.n != none {
		s.towardsPlace(j)
	}
	if r.DestinationState == "" {
		s.boundFor(j)
	}
	if named := s.groupNationals(j.people); len(named) > 0 || len(r.Nationals) == 0 {
		r.Nationals = named
	}
	s.homeFirst(j)
	j.sure = r.DestinationState != ""
	if m, at := s.means(tokens...); m != "" {
		r.Means = m
		j.step("means from \"%s\"", s.a.Form(at))
	} else if m := s.carrierOf(j); m != "" {
		r.Means = m
		j.step("means: a carrier is named")
	} else if s.goesBySea(j) {
		r.Means = demarche.Sea
		j.step("means: pushed back over water")
	} else if s.goesByLand(j) {
		r.Means = demarche.Land
		j.step("means: over a land border, or driven")
	}
	s.sendingState(j)
	if j.n != none {
		r.Date = s.when(j.n)
	}
	if s.isYearOfDeal(r.Date, j.sentences[0]) {
		r.Date = ""
	}
	r.Restrained = s.restrained(j.head)
	r.By = s.by(j.head)
}

// settle fills in what a journey leaves out from what stands around it. before
// are the journeys told before it.
func (s *scene) settle(j *journey, before []*journey) {
	r := j.r
	if r.DestinationState == "" {
		s.destinationAround(j, before)
	}
	s.aboardLater(j)
	s.ownPlane(j)
	if m, ok := s.meansBefore(j.vehicle); ok && r.Means == demarche.MeansUnknown {
		r.Means = m
		j.step("means of the aircraft spoken of before")
	}
	if r.Means == demarche.MeansUnknown {
		if m, i := s.meansAround(j); i != none {
			r.Means = m
			j.step("means of the aircraft spoken of around it: \"%s\"", s.a.Form(i))
			j.mark("means-from-around")
		}
	}
	if r.Sender == r.DestinationState {
		r.Sender = ""
	}
	if r.Sender == "" && s.sender != r.DestinationState {
		r.Sender = s.sender
	}
}

// use marks the figures of a journey as taken.
func (s *scene) use(j *journey) {
	for _, i := range []int{j.people, j.vehicle} {
		if q, _ := s.headcount(i); q != none {
			s.used[q] = true
		}
	}
}

// isTurn reports whether a noun phrase names a flight by its turn alone.
func isTurn(lemma string) bool {
	switch lemma {
	case "first", "second", "third", "fourth", "another", "latest", "last":
		return true
	}
	return false
}
