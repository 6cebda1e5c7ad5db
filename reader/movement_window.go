package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// likelyMovement is the probability from which a sentence in which no clause
// tells of a movement is taken to tell of one by its words. It is low: what is
// found so is judged again by its confidence.
const likelyMovement = 0.3

// manyAtOnce is the number of people from which a group is not taken to have
// been moved at once where only the words of a sentence tell that it was.
const manyAtOnce = 1500

// byWords finds the movements that sentences tell by their words, in ways that
// the rules of clauses do not know: a counted group beside a vehicle, a place
// that something leads to, or a border. told are the journeys that clauses tell.
func (s *scene) byWords(told []*journey) []*journey {
	covered := map[int]bool{}
	for _, j := range told {
		for _, n := range j.sentences {
			covered[n] = true
		}
	}
	var found []*journey
	for n := range s.a.Sentences {
		if covered[n] || !s.onSubject(n) || s.hintOf(n).likely.Of(movementLabel) < likelyMovement || s.isSupposed(n) {
			continue
		}
		if j := s.journeyIn(n, told); j != nil {
			found = append(found, j)
		}
	}
	return found
}

// isSupposed reports whether a sentence only supposes what it tells.
func (s *scene) isSupposed(n int) bool {
	_, ok := contains(s.lemmas[n], []string{"if", "unless", "whether", "might", "could", "deny"})
	return ok
}

// isWished reports whether a clause only tells what people would have or do not
// leave: "wish to return", "four want to remain".
func (s *scene) isWished(n int) bool {
	for n != none {
		c := &s.cs.List[n]
		if p, ok := s.actor(c.Subject); s.words.wish[c.Lemma] && s.canBeMoved(c.Subject) && (!ok || p.kind == language.Nationals) {
			return true
		}
		if c.Relation.Core() != language.Xcomp {
			return false
		}
		n = c.Parent
	}
	return false
}

// journeyIn makes the journey that sentence n tells by its words; nil if it
// counts nobody who could be moved, or nothing says how or where to.
func (s *scene) journeyIn(n int, told []*journey) *journey {
	people := s.groupIn(n)
	if people == none || s.isWished(s.cs.Of(people)) {
		return nil
	}
	q, number := s.groupSize(people)
	if q == none || number == 0 || number >= manyAtOnce || s.used[q] {
		return nil
	}
	j := s.newJourney(people, none, "words")
	j.people = people
	r := &demarche.Movement{Status: s.statusIn(n), Means: demarche.MeansUnknown, Nationals: []demarche.State{}}
	j.r = r
	j.finding = s.newFinding(r, demarche.KindMovement, "by-words", people)
	s.size(j)
	at := s.leadsTo(n)
	if at != none {
		r.DestinationState, r.Destination, j.sure = s.stateAt(at), demarche.Optional(s.placeWords(at)), true
	}
	vehicle := s.vehicleIn(n, people)
	if vehicle != none {
		j.vehicle = vehicle
		if m, k := s.means(vehicle); k != none {
			r.Means = m
		}
	} else if _, ok := contains(s.lemmas[n], s.words.bySea); ok {
		r.Means = demarche.Sea
	} else if s.namesBorder(n) {
		r.Means = demarche.Land
	}
	if at == none && vehicle == none && r.Means == demarche.MeansUnknown {
		return nil
	}
	r.Nationals = s.groupNationals(people)
	if c := s.cs.Of(people); c != none {
		r.Date = s.when(c)
	}
	r.Restrained, r.By = s.restrained(people), s.by(people)
	s.settle(j, told)
	return j
}

// groupIn gives the counted people whom sentence n most likely tells of: the
// first that are no part of others; none if it counts none.
func (s *scene) groupIn(n int) int {
	sent := s.a.Sentences[n]
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < sent.First || x.Last > sent.Last || x.Kind != language.Cardinal || x.Value < 1 || s.isPart(x.First, sent.First) {
			continue
		}
		head := x.Counted
		if head == none {
			head = x.Last - 1
			if x.Value < 2 || s.isYear(x) || !s.standsForPeople(x, head) {
				continue
			}
		}
		if s.canBeMoved(head) && !s.countsOther(head) {
			return head
		}
	}
	return none
}

// leadsTo gives the place that sentence n most clearly leads to, other than in
// the sending state; none if there is none.
func (s *scene) leadsTo(n int) int {
	best, found := directions["on"], none
	for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
		p := clause.Preposition(s.a, i)
		w := directions[p]
		if p == "beyond" {
			w = directions["to"]
		}
		if w <= best || s.isModifier(i) {
			continue
		}
		st, at := s.placeNamed(clause.Oblique{Preposition: p, Token: i})
		if at == none || st == s.sender {
			continue
		}
		best, found = w, at
	}
	return found
}

// vehicleIn gives the vehicle of sentence n nearest to token i, none if it names none.
func (s *scene) vehicleIn(n, i int) int {
	found := none
	for k := s.a.Sentences[n].First; k < s.a.Sentences[n].Last; k++ {
		if s.isVehicle(k) && !s.isModifier(k) && (s.a.Tokens[k].UPOS == language.NOUN || s.a.Tokens[k].UPOS == language.PROPN) && (found == none || distance(k, i) < distance(found, i)) {
			found = k
		}
	}
	return found
}

// namesBorder reports whether sentence n speaks of a border or a crossing.
func (s *scene) namesBorder(n int) bool {
	for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
		if s.words.byLand[s.lemma(i)] && s.a.Tokens[i].UPOS == language.NOUN {
			return true
		}
	}
	return false
}

// stopsRemoval reports whether what a clause of stopping stops is a removal, a
// vehicle or people, and not itself: "the convoy stopped at the border".
func (s *scene) stopsRemoval(c *clause.Clause) bool {
	if c.Object == none {
		return false
	}
	if c.Lemma == "drop" && s.canBeMoved(c.Object) {
		return false // at the border
	}
	first, last := s.a.Subtree(c.Object)
	for i := first; i < last; i++ {
		if s.isMovingNoun(i) || s.isVehicle(i) || s.canBeMoved(i) || s.lemma(i) == "booking" || s.lemma(i) == "plan" {
			return true
		}
	}
	return false
}

// statusIn gives how far the movement that sentence n tells by its words got.
func (s *scene) statusIn(n int) demarche.Status {
	clauses := slices.Collect(s.cs.In(n))
	for _, k := range clauses {
		if c := &s.cs.List[k]; s.isForgone(k) || s.isBarred(c) || s.words.stop[c.Lemma] && !c.Negated && c.Modal == "" && s.stopsRemoval(c) {
			return demarche.Cancelled
		}
	}
	for _, k := range clauses {
		if c := &s.cs.List[k]; s.isRefusal(c) || s.isTurnedBack(c) {
			return demarche.TurnedBack
		}
	}
	for _, k := range clauses {
		c := &s.cs.List[k]
		if c.Modal == "will" || s.isDue(k) || s.words.expect[c.Verb()] && !s.isPast(c) {
			return demarche.Planned
		}
	}
	if _, ok := contains(s.lemmas[n], []string{"on its way", "on they way", "on their way", "on the way", "en route", "halfway", "bind for"}); ok {
		return demarche.UnderWay
	}
	return demarche.Completed
}
