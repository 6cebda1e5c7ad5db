package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// isReceived reports whether a clause tells that a vehicle, or a counted group
// at a place, was received.
func (s *scene) isReceived(c *clause.Clause) bool {
	w := s.words
	lemma := s.withParticle(c)
	if s.isGreeted(c) {
		return true
	}
	if !w.receive[lemma] || w.light[lemma] || c.Negated {
		return false
	}
	if c.Modal == "will" || s.isDue(s.cs.At(c.Head)) {
		return s.isPeople(c.Object) && (s.isTurnOf(c.Object) || s.isCounted(c.Object)) && s.dated(c) // "the first are to be received there in spring"
	}
	if c.Modal != "" || !s.isPast(c) && !c.Perfect {
		return false
	}
	if s.isVehicle(c.Object) {
		return true
	}
	if s.isPeople(c.Object) && s.isCounted(c.Object) && !s.isAny(c.Object) {
		if p, ok := s.taker(c); ok && p.state != "" {
			return true // "Ankara accepted 34 Syrians from Kos"
		}
	}
	if s.words.moved[s.lemma(c.Object)] && s.dated(c) {
		if p, ok := s.taker(c); ok && p.state != "" {
			return true // "took in deportees last year"
		}
	}
	at := c.With("at", "in")
	st, _ := s.placeNamed(clause.Oblique{Preposition: "at", Token: at})
	return s.isPeople(c.Object) && s.isCounted(c.Object) && st != ""
}

// isGreeted reports whether a clause says that officials dealt with a counted
// group who had just come to a place: "registered 26 men at the airport".
func (s *scene) isGreeted(c *clause.Clause) bool {
	if !s.words.greet[c.Lemma] || c.Negated || c.Modal != "" || !s.isPast(c) || !s.surelyPeople(c.Object) || !s.isCounted(c.Object) {
		return false
	}
	_, ok := contains(s.lemmas[c.Sentence], []string{"airport", "border", "crossing", "port", "tarmac", "apron", "runway", "terminal"})
	return ok
}

// dated reports whether a clause gives a time of its own.
func (s *scene) dated(c *clause.Clause) bool {
	n := s.cs.At(c.Head)
	return n != none && s.timeIn(n) != ""
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

// comesToMoney reports whether a clause gives a sum: "the three came to $500,000".
func (s *scene) comesToMoney(c *clause.Clause) bool {
	if c.Lemma != "come" {
		return false
	}
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First > c.Head && x.First <= c.Head+3 && (x.Kind == language.MoneyAmount || x.Kind == language.Percent) {
			return true
		}
	}
	return false
}

// moves reports whether clause n says that people are moved.
func (s *scene) moves(n int) bool {
	return n != none && (s.isSending(&s.cs.List[n]) || s.words.arrive[s.cs.List[n].Lemma])
}

// taker gives the party that takes people in: the subject or, where the parse
// has lost it, the state that the sentence begins with.
func (s *scene) taker(c *clause.Clause) (party, bool) {
	if c.Subject != none && s.words.territory[s.lemma(c.Subject)] {
		return s.within(c.Subject, "") // "the Honduran capital", "the Libyan side"
	}
	if c.Subject != none || c.Passive {
		return s.actor(c.Subject)
	}
	for i := s.a.Sentences[c.Sentence].First; i < c.Head; i++ {
		if s.a.Tokens[i].UPOS == language.PROPN && clause.Preposition(s.a, i) == "" {
			return s.actor(i)
		}
	}
	return party{}, false
}
