package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// wayBack gives the journey, of those told before, of which j tells how those
// on it were brought back to where they had come from; nil if j tells another
// journey. Who goes back to the sending state was turned back.
func (s *scene) wayBack(j *journey, before []*journey) *journey {
	if j.n == none {
		return nil
	}
	if b := s.turnedJustBefore(j, before); b != nil {
		return b
	}
	if !s.isBackwards(j) {
		return nil
	}
	for k := len(before) - 1; k >= 0; k-- {
		b := before[k]
		apart := j.sentences[0] - b.sentences[len(b.sentences)-1]
		sameCraft := b.r.Status == demarche.UnderWay && j.vehicle != none && s.isDefinite(j.vehicle) && b.vehicle != none
		if apart > backReach && !(sameCraft && apart <= farBack) {
			return nil
		}
		from := b.r.Sender
		if from == "" {
			from = s.sender
		}
		switch b.r.Status {
		case demarche.Planned, demarche.Cancelled:
			continue
		}
		if b.r.DestinationState == from || from == "" || slices.Contains(j.r.Nationals, from) || b.r.DestinationState == "" && b.r.Status != demarche.TurnedBack {
			continue
		}
		there := j.sure && j.r.DestinationState == from || j.r.Destination != "" && j.r.Destination == b.r.Origin
		if !there && (j.sure || b.r.Status != demarche.TurnedBack && !s.refersBack(j)) {
			continue
		}
		return b
	}
	return nil
}

// turnedJustBefore gives the journey told just before j that was turned back,
// where j tells what became of its vehicle or people: "was refused landing
// rights; it turned round and came down in Marseille"; nil if there is none.
func (s *scene) turnedJustBefore(j *journey, before []*journey) *journey {
	if len(before) == 0 || s.isAnother(j) {
		return nil
	}
	b := before[len(before)-1]
	if b.r.Status != demarche.TurnedBack || !sameNumber(b.r.People, j.r.People) || j.r.Status == demarche.Planned || j.r.Status == demarche.Cancelled {
		return nil
	}
	apart := j.sentences[0] - b.sentences[len(b.sentences)-1]
	same := b.vehicle != none && (j.vehicle == b.vehicle || s.oneEntity(j.vehicle, b.vehicle))
	if apart == 0 && (same || s.isBackwards(j) && s.refersBack(j)) || apart == 1 && same {
		return b
	}
	return nil
}

// farBack is how many sentences back a departure may be told of which "the
// plane" is said to have come back, as in a report that is written as it happens.
const farBack = 5 * backReach

// isBackwards reports whether a journey is told as one back: "was flown back",
// "returned", "put about", or of those told before.
func (s *scene) isBackwards(j *journey) bool {
	c := &s.cs.List[j.n]
	if c.Negated || c.Modal != "" {
		return false
	}
	switch c.Verb() {
	case "return", "turn", "reverse":
		return true
	}
	first, last := s.segment(c)
	for i := first; i < last; i++ {
		switch s.lemma(i) {
		case "back", "again":
			return true
		}
	}
	return j.sure && j.r.DestinationState == s.sender && s.refersBack(j)
}

// bringBack writes into the journeys what j tells of the way back of b: it is
// b's own, or that of some of those on it, who make a journey of their own.
func (s *scene) bringBack(j, b *journey) (own bool) {
	all := j.r.People == nil || b.r.People == nil || *j.r.People == *b.r.People
	if all {
		b.r.Status = demarche.TurnedBack
		b.sentences = append(b.sentences, j.sentences...)
		if b.r.People == nil {
			b.r.People, b.r.Approx, b.r.Max = j.r.People, j.r.Approx, j.r.Max
		}
		b.step("turned back: \"%s\"", s.a.Form(j.head))
		b.mark("brought-back")
		return false
	}
	j.r.DestinationState, j.r.Destination, j.sure = b.r.DestinationState, b.r.Destination, true
	j.r.Status, j.r.Means = demarche.TurnedBack, b.r.Means
	j.step("turned back, where others stayed")
	j.mark("brought-back")
	return true
}

// refusedLater reports whether the sentence of a journey, after its own words,
// or the one after it says that those on it were not let in.
func (s *scene) refusedLater(j *journey) bool {
	switch {
	case j.n == none, j.r.Status != demarche.Completed && j.r.Status != demarche.UnderWay:
		return false
	}
	here := j.sentences[0]
	for n := here; n <= min(here+1, len(s.a.Sentences)-1); n++ {
		if s.a.Sentences[n].Paragraph != s.a.Sentences[here].Paragraph {
			break
		}
		for k := range s.cs.In(n) {
			c := &s.cs.List[k]
			if n == here && c.Head <= j.head && c.Relation.Core() != language.Advcl || n > here && s.isOtherGroup(c, j) {
				continue
			}
			if s.isRefusal(c) {
				return true
			}
		}
	}
	return false
}

// isOtherGroup reports whether a clause counts other people than those of a journey.
func (s *scene) isOtherGroup(c *clause.Clause, j *journey) bool {
	for _, i := range []int{c.Object, c.Subject} {
		if q, n := s.headcount(i); q != none && j.r.People != nil && n != *j.r.People {
			return true
		}
	}
	return false
}

// isRefusal reports whether a clause says that people or a vehicle, known from
// before, were not let in: "were refused entry", "it was not allowed to land",
// "the gate stayed shut".
func (s *scene) isRefusal(c *clause.Clause) bool {
	if c.Mark == "if" || c.Mark == "unless" || c.Mark == "after" { // after a refusal they went elsewhere
		return false
	}
	known := false
	for _, i := range []int{c.Object, c.Subject, c.Indirect} {
		known = known || i != none && (s.isDefinite(i) || isQuantifier(s.lemma(i))) && (s.canBeMoved(i) || s.isVehicle(i) || s.lemma(i) == "it")
	}
	first, last := s.segment(c)
	words := s.phrase(first, last)
	_, entry := contains(words, []string{"entry", "landing", "land", "clearance", "permission", "enter", "disembark", "ashore", "dock", "cross", "in", "off", "through"})
	_, right := contains(words, []string{"slot", "clearance", "permission", "runway", "berth", "landing", "overflight", "landing right"})
	switch c.Verb() {
	case "withhold", "revoke", "withdraw", "rescind":
		return !c.Negated && right
	case "give", "grant", "get", "obtain", "receive":
		if right {
			return c.Negated
		}
	case "decline", "abstain", "refrain":
		_, in := contains(words, []string{"admit", "receive", "accept", "let", "land", "take"})
		return !c.Negated && in
	}
	switch c.Verb() {
	case "refuse", "deny", "bar", "forbid":
		return !c.Negated && known && (entry || right)
	case "land":
		return c.Negated && c.Passive && known
	case "allow", "permit", "let", "admit", "accept", "receive", "clear":
		return c.Negated && known && (s.isPast(c) || c.Perfect || c.Modal == "would") && !strings.Contains(words, " until ")
	case "stay", "remain", "be":
		_, shut := contains(words, []string{"stay shut", "stay closed", "remain shut", "remain closed", "stay down", "remain down"})
		return shut
	case "turn away", "turn":
		return known && s.isTurnedBack(c)
	}
	return s.isTurnedBack(c) && known
}
