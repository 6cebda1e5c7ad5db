package reader

import (
	"time"

	"demarche"
	"demarche/language"
)

// linkAt is how much must speak for two tellings being of one journey.
const linkAt = 2

// toldBefore gives the journey, of those told before, that j most likely tells
// again, the nearest of equals; none if it is told for the first time.
func (s *scene) toldBefore(j *journey, before []*journey) int {
	best, weight := none, linkAt-1
	for k := len(before) - 1; k >= 0; k-- {
		if !s.canBeOne(before[k], j) {
			continue
		}
		if w := s.sameness(before[k], j); w > weight {
			best, weight = k, w
		}
	}
	return best
}

// canBeOne reports whether nothing that two tellings say keeps them from being
// of one journey.
func (s *scene) canBeOne(a, b *journey) bool {
	x, y := a.r, b.r
	switch {
	case !sameNumber(x.People, y.People), !sameNumber(x.Flights, y.Flights):
		return false
	case s.byOtherWay(a, b) || s.byOtherWay(b, a):
		return false
	case a.sure && b.sure && x.DestinationState != y.DestinationState:
		return false
	case x.Means != y.Means && x.Means != demarche.MeansUnknown && y.Means != demarche.MeansUnknown:
		return false
	case !nearDate(x.Date, y.Date, a.leaves != b.leaves):
		return false
	}
	return followsFrom(x.Status, y.Status) || followsFrom(y.Status, x.Status) || s.isDropped(a, b) || s.isDropped(b, a)
}

// isDropped reports whether b tells of a that it was called off, in one
// sentence: "the flight, due to leave on Monday, was cancelled".
func (s *scene) isDropped(a, b *journey) bool {
	return a.r.Status == demarche.Planned && b.r.Status == demarche.Cancelled && a.sentences[0] == b.sentences[0] && (a.vehicle != none && a.vehicle == b.vehicle || a.people != none && a.people == b.people)
}

// byOtherWay reports whether a went over land or sea and b by air.
func (s *scene) byOtherWay(a, b *journey) bool {
	return (a.r.Means == demarche.Land || a.r.Means == demarche.Sea) && s.isAircraft(b.vehicle)
}

// followsFrom reports whether a journey told as of status a can later be told as of status b.
func followsFrom(a, b demarche.Status) bool {
	switch a {
	case b:
		return true
	case demarche.UnderWay:
		return b == demarche.Completed || b == demarche.TurnedBack
	}
	return false
}

// nearDate reports whether two dates can be of one journey: the same, one a
// part of the other, or days next to each other; two days apart where one is
// of the departure.
func nearDate(a, b demarche.Date, departure bool) bool {
	if sameDate(a, b) {
		return true
	}
	apart := 24 * time.Hour
	if departure {
		apart *= 2
	}
	x, err := time.Parse(time.DateOnly, string(a))
	y, fault := time.Parse(time.DateOnly, string(b))
	return err == nil && fault == nil && x.Sub(y).Abs() <= apart
}

// sameness weighs what speaks for two tellings being of one journey.
func (s *scene) sameness(a, b *journey) int {
	x, y := a.r, b.r
	w := 0
	apart := b.sentences[0] - a.sentences[len(a.sentences)-1]
	toOne := x.DestinationState != "" && x.DestinationState == y.DestinationState
	counted := x.People != nil && y.People != nil
	if counted && *x.People > 2 {
		w += 2
	}
	if counted && toOne {
		w++
	}
	if s.oneEntity(a.people, b.people) || s.oneEntity(a.vehicle, b.vehicle) {
		w += 2
	}
	if !counted && s.refersBack(b) && apart <= backReach {
		w += 2
	}
	if a.inTitle() && toOne {
		w += 2
	}
	if toOne && x.Date != "" && x.Date == y.Date && x.Date.IsDay() {
		w++
	}
	if apart <= 1 && !counted {
		w++
		if toOne {
			w++
		}
	}
	if x.Flights != nil && y.Flights != nil && *x.Flights > 1 && x.Means == y.Means && x.Means != demarche.MeansUnknown {
		w += 2 // "two military planes ... the two C-17s"
	}
	if s.isAnother(b) {
		w -= 3
	}
	return w
}

// backReach is how many sentences back a journey may be told that "the plane"
// or "they" mean without more.
const backReach = 3

// oneEntity reports whether two noun phrases are mentions of one entity.
func (s *scene) oneEntity(i, k int) bool {
	if i == none || k == none || s.mention[i] == none || s.mention[k] == none {
		return false
	}
	e := s.a.Mentions[s.mention[i]].Entity
	return e != none && e == s.a.Mentions[s.mention[k]].Entity
}

// refersBack reports whether a telling names its people or vehicle as known:
// "they", "the plane", "all of them".
func (s *scene) refersBack(j *journey) bool {
	for _, i := range []int{j.vehicle, j.people} {
		if i == none || s.isAnother(j) {
			continue
		}
		if s.isDefinite(i) || isQuantifier(s.lemma(i)) {
			return true
		}
	}
	return false
}

// isAnother reports whether a telling sets its people or vehicle apart from
// those told before: "a second flight", "20 more", "a new group".
func (s *scene) isAnother(j *journey) bool {
	if j.turn || j.trigger == "follow" {
		return true
	}
	for _, i := range []int{j.vehicle, j.people} {
		if i == none {
			continue
		}
		if i+1 < len(s.a.Tokens) && s.a.Tokens[i].UPOS == language.NUM && s.lemma(i+1) == "more" {
			return true // "three more"
		}
		for k := range s.a.Children(i) {
			switch s.a.Tokens[k].Rel.Core() {
			case language.Amod, language.Det, language.Nummod, language.Advmod:
				if isOther(s.lemma(k)) {
					return true
				}
			}
		}
	}
	return false
}

// isOther reports whether a word sets what it modifies apart from its like.
func isOther(lemma string) bool {
	switch lemma {
	case "another", "second", "third", "fourth", "fifth", "new", "more", "further", "other", "additional", "earlier", "previous", "next", "later", "separate", "subsequent", "last":
		return true
	}
	return false
}

// join adds to a journey what another telling of it says.
func (j *journey) join(b *journey) {
	if b.sure && !j.sure {
		j.r.DestinationState, j.r.Destination, j.sure = b.r.DestinationState, b.r.Destination, true
	}
	if j.r.Status == demarche.UnderWay && b.r.Status == demarche.Completed && !b.arrives && b.sentences[0] == j.sentences[len(j.sentences)-1] {
		b.r.Status = demarche.UnderWay // "are at sea with 90 people whom it has deported"
	}
	if b.r.Status == demarche.Cancelled {
		j.r.Status = demarche.Cancelled
	}
	join(&j.finding, &b.finding)
	if j.people == none {
		j.people = b.people
	}
	if j.vehicle == none {
		j.vehicle = b.vehicle
	}
}
