package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/language/quantity"
	"demarche/reader/clause"
)

// segment gives the tokens [first, last) that clause c speaks with: those
// around its predicate up to the next finite predicate on each side that does
// not merely modify a noun, or to a semicolon. Where the parse has attached an
// argument wrongly, it is still among them.
func (s *scene) segment(c *clause.Clause) (first, last int) {
	sent := s.a.Sentences[c.Sentence]
	for first = c.Head; first > sent.First && !s.bounds(first-1, c.Head); first-- {
	}
	for k := range s.a.Children(c.Head) {
		if s.a.Tokens[k].Rel == language.Cc && k < c.Head && k >= first {
			first = k + 1 // its own part of the sentence: "..., and a second group left"
		}
	}
	for last = c.Head + 1; last < sent.Last && !s.bounds(last, c.Head); last++ {
	}
	if last < sent.Last { // give the subject of the next clause back to it
		for i := last - 1; i > c.Head; i-- {
			if u := s.a.Tokens[i].UPOS; u == language.PUNCT || u == language.CCONJ || u == language.SCONJ {
				last = i
				break
			}
		}
	}
	return first, last
}

// bounds reports whether token i ends the segment of the predicate at head.
func (s *scene) bounds(i, head int) bool {
	switch s.a.Form(i) {
	case ";", ":":
		return true
	}
	n := s.cs.At(i)
	if n == none || i == head {
		return false
	}
	c := &s.cs.List[n]
	if c.Relation.Core() == language.Acl || c.Infinite && c.Modal == "" {
		return false
	}
	return c.Past || c.Present || c.Modal != ""
}

// fromSegment looks for the people and the vehicle of a journey in the segment
// of its clause, where the parse has not made them its arguments.
func (s *scene) fromSegment(j *journey, c *clause.Clause) {
	first, last := s.segment(c)
	if j.vehicle == none {
		for i := first; i < last; i++ {
			if s.isVehicle(i) && s.cs.At(i) == none && !s.isModifier(i) && !s.inRelative(i, c) {
				j.vehicle = i
				break
			}
		}
	}
	if each := s.eachIn(first, last); each != none && j.people != none && each != j.people && j.vehicle == none {
		j.vehicle, j.people, j.turn = j.people, each, true // "two others left, each with 80 people"
		return
	}
	if j.people != none && s.isCounted(j.people) {
		return
	}
	best := none
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < first || x.Last > last || x.Kind != language.Cardinal || x.Value < 2 {
			continue
		}
		head := x.Counted
		if head == none {
			head = x.Last - 1
			if s.isYear(x) || !s.standsForPeople(x, head) {
				continue
			}
		}
		if !s.isPeople(head) || s.a.Tokens[head].UPOS == language.PRON || s.isPart(x.First, first) || s.isAside(head) || s.inRelative(head, c) && j.vehicle == none {
			continue
		}
		if best == none || distance(head, c.Head) < distance(best, c.Head) {
			best = head
		}
	}
	if best == none && j.people == none {
		best = s.onePerson(c, first, last)
	}
	if best != none {
		j.people = best
	}
}

// onePerson gives a single person in the segment [first, last) of a clause of
// removal whose object the parse has lost: "an Afghan aged 31 was deported".
func (s *scene) onePerson(c *clause.Clause, first, last int) int {
	if !s.words.removal[c.Lemma] {
		return none
	}
	for i := first; i < last; i++ {
		if s.isOne(i) && !s.isAside(i) && !s.isModifier(i) && !s.inRelative(i, c) && clause.Preposition(s.a, i) == "" {
			return i
		}
	}
	return none
}

// inRelative reports whether token i stands in a relative clause inside clause
// c: "a man who came BY BOAT was flown out".
func (s *scene) inRelative(i int, c *clause.Clause) bool {
	for n := s.cs.Of(i); n != none; n = s.cs.List[n].Parent {
		d := &s.cs.List[n]
		if d.Head == c.Head {
			return false
		}
		if d.Relation == language.AclRelcl {
			return int(s.a.Tokens[d.Head].Head) != i
		}
	}
	return false
}

func distance(i, j int) int { return max(i-j, j-i) }

// isModifier reports whether a noun only modifies another: "flight data".
func (s *scene) isModifier(i int) bool {
	switch s.a.Tokens[i].Rel.Core() {
	case language.Compound, language.Amod, language.Nmod:
		return clause.Preposition(s.a, i) == "" && s.a.Tokens[i].Rel.Core() != language.Nmod
	}
	return false
}

// isAside reports whether a noun phrase of people stands beside what is told:
// a source ("according to two people"), or one of a row of parts ("341 women
// and 157 children" of whom the first are parts).
func (s *scene) isAside(i int) bool {
	switch clause.Preposition(s.a, i) {
	case "of":
		return s.cs.At(int(s.a.Tokens[i].Head)) != none // "of the 1,163 deported, 742 left by aeroplane"
	case "according to", "to", "by", "from", "for", "after", "before", "against", "about":
		return true
	}
	if h := int(s.a.Tokens[i].Head); h != none && s.a.Tokens[i].Rel.Core() == language.Conj {
		f, _ := s.a.Subtree(h)
		return s.isPart(f, s.a.Sentences[s.a.Tokens[i].Sentence].First)
	}
	return false
}

// isVehicle reports whether token i names a plane, bus or ship.
func (s *scene) isVehicle(i int) bool {
	if i == none {
		return false
	}
	if s.isAircraft(i) {
		return true
	}
	_, ok := s.vehicleAt(i)
	return ok && s.a.Tokens[i].UPOS != language.VERB
}

// isOnePlane reports whether a noun phrase without a number stands for one
// vehicle: "a plane", "the flight", "Flight leaves" over a paragraph; not
// "on military aircraft".
func (s *scene) isOnePlane(i int) bool {
	if s.a.Tokens[i].XPOS == language.TagNNS {
		return false
	}
	if quantity.Single(s.a, i) || s.isDefinite(i) || s.lemma(i) != "aircraft" {
		return true
	}
	for k := range s.a.Children(i) {
		if k < i && s.a.Tokens[k].Rel.Core() == language.Amod && s.a.Tokens[k].XPOS != language.TagJJ {
			return true
		}
	}
	return false
}

// isDefinite reports whether a noun phrase refers back: a pronoun, or a noun with "the", "these", "their".
func (s *scene) isDefinite(i int) bool {
	if i == none {
		return false
	}
	if s.a.Tokens[i].UPOS == language.PRON {
		return true
	}
	for k := range s.a.Children(i) {
		switch s.lemma(k) {
		case "the", "these", "those", "this", "that", "their", "its":
			return true
		}
	}
	return false
}

// passengers looks for the people of a vehicle: "a plane carrying 199
// Venezuelans", "a flight with 104 Indians on board".
func (s *scene) passengers(j *journey) {
	for k := range s.a.Children(j.vehicle) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod:
			switch clause.Preposition(s.a, k) {
			case "with", "of", "for":
				if s.isPeople(k) && j.people == none {
					j.people = k
				}
			}
		case language.Acl:
			if m := s.cs.At(k); m != none {
				d := &s.cs.List[m]
				people := d.Object
				if people == none {
					people = d.With("to") // "a jet that was to take up to seven people"
				}
				if people != none && s.isPeople(people) && j.people == none {
					j.people = people
				}
				j.places = append(j.places, m)
			}
		}
	}
	if q, _ := s.headcount(j.people); q == none {
		s.onBoard(j)
	}
	if owner := s.a.Child(j.vehicle, language.NmodPoss); owner != none && j.people == none {
		if q, _ := s.groupSize(owner); q != none {
			j.people = owner // "their plane"
		}
	}
}

// onBoard looks for a number of people said to be on board in the sentence of
// the vehicle, wherever the parse has put it: "with 104 Indians on board",
// "each with around 80 deportees".
func (s *scene) onBoard(j *journey) {
	sentence := int(s.a.Tokens[j.vehicle].Sentence)
	if s.onBoardIn(j, sentence); !s.isCounted(j.people) && sentence+1 < len(s.a.Sentences) && s.a.Sentences[sentence+1].Paragraph == s.a.Sentences[sentence].Paragraph {
		s.onBoardIn(j, sentence+1) // "it had 98 people on board"
	}
}

// onBoardIn looks for the people on board in one sentence.
func (s *scene) onBoardIn(j *journey, sentence int) {
	sent := s.a.Sentences[sentence]
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.Kind != language.Cardinal || x.First < sent.First || x.Last > sent.Last || x.Value == 0 {
			continue
		}
		head := x.Counted
		if head == none {
			head = x.Last - 1
		}
		if s.isVehicle(head) || head < j.vehicle || x.Counted != none && !s.canBeMoved(head) {
			continue // "with 60 seats"
		}
		before, after := s.phrase(max(sent.First, x.First-3), x.First), s.phrase(head+1, min(sent.Last, head+4))
		_, with := contains(before, []string{"with", "carry", "aboard", "bring", "bear"})
		_, aboard := contains(after, []string{"on board", "aboard", "in its hold"})
		if !with && !aboard || sentence != int(s.a.Tokens[j.vehicle].Sentence) && s.isEach(head) { // of other planes
			continue
		}
		j.people = head
		return
	}
}

// nationalsOf gives the states whose nationals the noun phrase of token i names.
func (s *scene) nationalsOf(i int) []demarche.State {
	states := []demarche.State{}
	if i == none {
		return states
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		m := s.mention[k]
		if m == none || s.a.Mentions[m].Entity == none {
			continue
		}
		if s.a.Mentions[m].Form == language.Nominal && s.isCounted(k) && !s.isDefinite(k) {
			continue // "some 400 people" are newly spoken of
		}
		en := &s.a.Entities[s.a.Mentions[m].Entity]
		national := en.Kind == language.Nationals || s.a.Mentions[m].Form == language.Adjective && int(s.a.Tokens[k].Head) == i
		if national && en.State != "" && !slices.Contains(states, en.State) {
			states = append(states, en.State)
		}
	}
	return states
}

// groupNationals gives the states whose nationals the noun phrase of token i
// names, here or where the report first speaks of the group.
func (s *scene) groupNationals(i int) []demarche.State {
	states := s.nationalsOf(i)
	if st := s.demonymAfter(i); len(states) == 0 && st != "" {
		return append(states, st)
	}
	if i != none && len(states) == 0 && s.words.own[s.lemma(i)] {
		if st := s.ownerOf(i); st != "" {
			return append(states, st) // "its citizens"
		}
	}
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

// demonymAfter gives the state of the demonym right after the number at token i,
// which the parse has not joined to it: "put 640 Sudanese on lorries"; empty if
// there is none.
func (s *scene) demonymAfter(i int) demarche.State {
	if i == none || s.a.Tokens[i].UPOS != language.NUM || i+1 >= s.a.Sentences[s.a.Tokens[i].Sentence].Last {
		return ""
	}
	m := s.mention[i+1]
	if m == none || s.a.Mentions[m].Entity == none || s.a.Mentions[m].Form != language.Adjective && s.a.Entities[s.a.Mentions[m].Entity].Kind != language.Nationals {
		return ""
	}
	return s.a.Entities[s.a.Mentions[m].Entity].State
}
