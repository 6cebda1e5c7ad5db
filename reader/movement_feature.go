package reader

import (
	"slices"
	"strconv"

	"demarche"
)

// noteFeatures notes on a journey what may make it sure or doubtful.
func (s *scene) noteFeatures(j *journey) {
	r := j.r
	air := j.vehicle != none && s.isAircraft(j.vehicle)
	for name, holds := range map[string]bool{
		"place-said":         j.sure,
		"place-unknown":      r.DestinationState == "",
		"place-is-receiver":  r.DestinationState == s.receiver && s.receiver != "",
		"place-of-nationals": len(r.Nationals) == 1 && r.Nationals[0] == r.DestinationState,
		"people":             r.People != nil,
		"people-moved":       s.surelyPeople(j.people),
		"people-counted":     s.isCounted(j.people),
		"people-refer-back":  r.People != nil && !s.isCounted(j.people),
		"vehicle":            j.vehicle != none,
		"means":              r.Means != demarche.MeansUnknown,
		"air-of-no-kind":     r.Means == demarche.MeansUnknown && air,
		"no-vehicle-no-kind": r.Means == demarche.MeansUnknown && j.vehicle == none,
		"day":                r.Date.IsDay(),
		"dated":              r.Date != "",
		"noun":               j.n == none || j.n != none && s.cs.List[j.n].Head != j.head,
		"removal-verb":       s.words.removal[j.trigger],
		"sends":              j.sends,
		"arrives":            j.arrives,
		"leaves":             j.leaves,
		"topic-sentence":     s.topic[j.sentences[0]],
		"told-again":         len(j.sentences) > 1,
		"refers-back":        s.refersBack(j),
		"one-of-many":        r.Flights != nil && *r.Flights > 1,
		string(r.Status):     true,
	} {
		if holds {
			j.mark(name)
		}
	}
	j.mark("size " + sizeBand(r.People))
	if told := s.statusTold(j); told != "" && told != r.Status {
		j.mark("words tell another status")
		j.mark(string(r.Status) + " where words tell " + string(told))
	}
	slices.Sort(j.features)
}

// sizeBand gives the order of a number of people.
func sizeBand(n *int) string {
	switch {
	case n == nil:
		return "unknown"
	case *n == 1:
		return "one"
	}
	for _, most := range []int{10, 50, 250, 1000} {
		if *n <= most {
			return "up to " + strconv.Itoa(most)
		}
	}
	return "more"
}

// statusTold gives the status that the words of a journey's sentences tell most
// likely, by what detection has learnt; "" if none is at all likely.
func (s *scene) statusTold(j *journey) demarche.Status {
	best, found := leastStatus, demarche.Status("")
	for _, st := range demarche.Statuses() {
		for _, n := range j.sentences {
			if p := s.hintOf(n).likely.Of(movementLabel + " " + string(st)); p > best {
				best, found = p, st
			}
		}
	}
	return found
}

// leastStatus is the probability below which words tell no status.
const leastStatus = 0.15
