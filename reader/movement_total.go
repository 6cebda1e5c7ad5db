package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// manyPeople is how many people, without a vehicle or a day, are a total rather than one movement.
const manyPeople = 100

// fewPeople is how many people are one movement even where told as "since" a day.
const fewPeople = 50

// manyFlights is how many flights are a total rather than one movement.
const manyFlights = 10

// isOneMovement tells a movement from a total: totals over a year or since a
// day are counts.
func (s *scene) isOneMovement(j *journey) bool {
	r := j.r
	if r.DestinationState == "" && r.Destination == "" && (r.People == nil && !s.ownCountries(j) || r.Status == demarche.TurnedBack) {
		return false
	}
	if r.DestinationState == "" && r.Destination == "" && (r.Status == demarche.Completed || r.Status == demarche.UnderWay) && !s.ownCountries(j) {
		return false // moved, but nobody says where to
	}
	if r.Status == demarche.Planned && s.isVague(j) {
		return false
	}
	if r.Date != "" && len(r.Date) == 4 && (r.Flights == nil || r.People != nil) {
		return false
	}
	if r.Status == demarche.Completed && r.Date == "" && r.People != nil && *r.People >= fewPeople && !j.sure && s.speaksOfYear(j.sentences[0]) {
		return false
	}
	onDay := r.Date.IsDay() || s.speaksOfOneDay(j)
	narrow := j.sure && r.Destination != "" && !s.isStateName(r.Destination)
	named := s.words.moving[j.trigger] && r.People != nil && *r.People < manyPlanned // "the deportation of 177 Venezuelans" is one
	if j.vehicle == none && r.People != nil && !named && *r.People >= manyPeople && !onDay && r.Status == demarche.Completed && !narrow {
		return false
	}
	if r.People != nil && *r.People >= 1000 && (j.vehicle == none || !s.isVehicleCounted(j.vehicle)) && r.Status != demarche.Planned && !onDay || r.Flights != nil && *r.Flights >= manyFlights {
		return false
	}
	if j.n != none && r.Status == demarche.Completed {
		c := &s.cs.List[j.n]
		few := r.People != nil && *r.People < fewPeople
		if s.isOverTime(c) && r.Flights == nil && !few {
			return false
		}
		first, last := s.a.Subtree(c.Head)
		if _, total := contains(s.phrase(first, last), []string{"alone", "so far", "total", "altogether", "a week", "a month", "every week", "each week", "a day", "every day"}); total && r.Flights == nil && !few && !r.Date.IsDay() {
			return false
		}
	}
	if r.DestinationState != "" && (j.sure || r.Means != demarche.MeansUnknown || s.isNext(j) || len(r.Nationals) > 0) {
		return true
	}
	arrived := r.Destination != "" && r.Means != demarche.MeansUnknown
	carried := r.Means != demarche.MeansUnknown && r.DestinationState != "" && j.n != none && s.cs.List[j.n].Relation.Core() != language.Acl
	next := r.Status == demarche.Planned && r.Date != "" && r.DestinationState != "" && s.isNext(j)
	return arrived || carried || next || s.ownCountries(j) && s.isDefinite(j.people) || r.People != nil || r.Flights != nil || r.Date.IsDay() || r.Status == demarche.TurnedBack || r.Status == demarche.Cancelled
}

// speaksOfOneDay reports whether the sentence of a journey gives one day, or a
// time no longer than a weekend.
func (s *scene) speaksOfOneDay(j *journey) bool {
	n := j.sentences[0]
	if j.r.Date == "" && s.onlyDayIn(n) != "" {
		return true
	}
	_, ok := contains(s.lemmas[n], []string{"over the weekend", "at the weekend", "overnight", "last night", "this morning", "in one night", "in a single night", "in one day", "in a single day"})
	return ok
}

// isOverTime reports whether a clause tells what happened over a time: "since
// January"; not "the first since January".
func (s *scene) isOverTime(c *clause.Clause) bool {
	i := c.With("since", "over", "during", "between")
	if i == none || s.isShortTime(i) || s.words.byLand[s.lemma(i)] || s.placeState(i) != "" {
		return false
	}
	for k := i - 1; k > c.Head; k-- {
		switch s.lemma(k) {
		case "first", "second", "third", "last", "latest":
			return false
		}
	}
	return true
}

// isOverYears reports whether a clause tells what is to happen over months or years.
func (s *scene) isOverYears(c *clause.Clause) bool {
	switch s.lemma(c.With("over", "during")) {
	case "year", "month", "decade":
		return true
	}
	return false
}

// isShortTime reports whether token i names a time in which people are moved
// at once: "over the weekend", "during the night".
func (s *scene) isShortTime(i int) bool {
	switch s.lemma(i) {
	case "weekend", "night", "morning", "afternoon", "evening", "day", "hour", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return s.a.Tokens[i].XPOS != language.TagNNS
	}
	return false
}

// speaksOfYear reports whether a sentence gives a whole year.
func (s *scene) speaksOfYear(sentence int) bool {
	sent := &s.a.Sentences[sentence]
	return slices.ContainsFunc(s.a.Times, func(t language.Time) bool {
		return len(t.Value) == 4 && !t.Duration && t.Start >= sent.Start && t.Span.End <= sent.End
	})
}

// isVague reports whether what is planned is no certain movement: a plan told
// by somebody without saying where to or of whom, a plane of no day, or so many
// that they cannot go at once.
func (s *scene) isVague(j *journey) bool {
	r := j.r
	if j.n != none && s.isRate(&s.cs.List[j.n]) {
		return true // "will expel 10,000 every week"
	}
	if j.n != none && s.isOverYears(&s.cs.List[j.n]) {
		return true // "would be sent over three years"
	}
	if j.sure {
		return false
	}
	if j.n != none && s.cs.List[j.n].Modal == "would" && r.People == nil {
		return true
	}
	if r.Date != "" {
		return false
	}
	if r.People == nil {
		few := r.Flights != nil && *r.Flights > 1
		return !few && !s.isNext(j) && r.Flights != nil && !s.isDefinite(j.vehicle)
	}
	home := strings.HasSuffix(j.trigger, " home") || s.words.removal[j.trigger]
	return *r.People >= manyPlanned && !home
}

// manyPlanned is how many people, without a day or place, are no one group that is to go.
const manyPlanned = 500

// isNext reports whether a journey is of one group or vehicle told by its turn:
// "the first group", "further flights", "the rest".
func (s *scene) isNext(j *journey) bool {
	for _, i := range []int{j.people, j.vehicle} {
		if i != none && (s.isTurnOf(i) || isRest(s.lemma(i))) {
			return true
		}
	}
	return s.isAnother(j)
}

// isLocal reports whether a journey only leads to a place within a state that
// has no name: "taken to hospital".
func (s *scene) isLocal(j *journey) bool {
	to := s.cs.List[j.n].With("to", "into", "before")
	if to == none || !s.words.local[s.lemma(to)] {
		return false
	}
	st, _ := s.placeNamed(clause.Oblique{Preposition: "to", Token: to})
	return st == ""
}

// isWithinState reports whether a journey is of people whom a state moves from
// one of its places to another.
func (s *scene) isWithinState(j *journey) bool {
	c := &s.cs.List[j.n]
	if !j.sends || !j.sure || s.words.fetching[c.Verb()] && c.Verb() != "move" && c.Verb() != "transport" || s.words.removal[s.withParticle(c)] || s.saysHome(c) {
		return false
	}
	p, ok := s.actor(c.Subject)
	return ok && p.state == j.r.DestinationState && !slices.Contains(j.r.Nationals, p.state) && (s.a.Tokens[c.Subject].UPOS == language.PROPN || s.isNamedBefore(p.state, c.Subject))
}

// isNamedBefore reports whether a state, its people or a place in it is named
// before token i: "the government" is that of a state spoken of.
func (s *scene) isNamedBefore(st demarche.State, i int) bool {
	for k := 0; k < i; k++ {
		if m := s.mention[k]; m != none && s.a.Mentions[m].Entity != none && s.a.Mentions[m].Form != language.Nominal && s.a.Entities[s.a.Mentions[m].Entity].State == st {
			return true
		}
	}
	return false
}

// cameThemselves reports whether people who are not known from before are said
// to have come over land or water, with no word of removal or return: "800
// migrants reached the capital on foot".
func (s *scene) cameThemselves(j *journey, k movingKind) bool {
	if !k.arrives || k.sends || !s.canBeMoved(s.cs.List[j.n].Subject) || k.expected || k.occurs || j.people == none || s.isDefinite(j.people) && !s.isCounted(j.people) || j.r.Means != demarche.Land && j.r.Means != demarche.Sea {
		return false
	}
	sent := s.a.Sentences[s.cs.List[j.n].Sentence]
	for i := sent.First; i < sent.Last; i++ {
		switch l := s.lemma(i); {
		case s.words.removal[l], s.words.moving[l], l == "home", l == "back", l == "return", l == "deportee", l == "returnee", l == "push", l == "hand", l == "send":
			return false
		}
	}
	return len(j.r.Nationals) != 1 || j.r.Nationals[0] != j.r.DestinationState
}

// isStateName reports whether a destination is a whole state.
func (s *scene) isStateName(name demarche.Optional) bool {
	for e := range s.a.Entities {
		if en := &s.a.Entities[e]; en.Kind == language.State && en.Name == string(name) {
			return true
		}
	}
	return false
}
