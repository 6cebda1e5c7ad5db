package reader

import (
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

// moves reports whether clause n says that people are moved.
func (s *scene) moves(n int) bool {
	return n != none && (s.isSending(&s.cs.List[n]) || s.words.arrive[s.cs.List[n].Lemma])
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

// isPart reports whether the figure at token i is a part of the people told of
// before it: "among them", "including 12 children", "of whom 341".
func (s *scene) isPart(i, first int) bool {
	for k := i - 1; k >= first && k >= i-4; k-- {
		switch s.lemma(k) {
		case "among", "include", "including", "whom", "them", "most":
			return true
		}
	}
	return false
}

// isCounted reports whether the noun phrase of token i says how many people.
func (s *scene) isCounted(i int) bool {
	q, n := s.headcount(i)
	return q != none && n > 0
}

// isOne reports whether the noun phrase of token i stands for one person.
func (s *scene) isOne(i int) bool {
	if i == none || s.a.Tokens[i].XPOS == language.TagNNS || s.a.Tokens[i].XPOS == language.TagNNPS {
		return false
	}
	switch s.lemma(i) {
	case "group", "family", "planeload", "people", "body", "member", "number", "couple", "dozen":
		return false
	case "he", "she", "him":
		return true
	}
	if s.isDemonym(i) {
		return true
	}
	if !s.isPeople(i) || s.a.Tokens[i].UPOS == language.PRON || s.a.Tokens[i].UPOS == language.NUM {
		return false
	}
	if quantity.Single(s.a, i) || s.isDefinite(i) {
		return true
	}
	for k := range s.a.Children(i) {
		if s.lemma(k) == "first" { // a title: "First migrant sent back"
			return true
		}
	}
	return false
}

// isDemonym reports whether token i is an adjective of nationality that stands
// for one person: "an Afghan aged 31".
func (s *scene) isDemonym(i int) bool {
	m := s.mention[i]
	if i == 0 || i+1 >= len(s.a.Tokens) || m == none || s.a.Mentions[m].Form != language.Adjective {
		return false
	}
	switch s.lemma(i - 1) {
	case "a", "an":
	default:
		return false
	}
	switch s.a.Tokens[i+1].UPOS {
	case language.NOUN, language.PROPN, language.ADJ:
		return false
	}
	return true
}

// isAside reports whether a noun phrase of people stands beside what is told:
// a source ("according to two people"), or one of a row of parts ("341 women
// and 157 children" of whom the first are parts).
func (s *scene) isAside(i int) bool {
	switch clause.Preposition(s.a, i) {
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

// isEach reports whether the number of people of token i is for each vehicle:
// "two planes, each with around 80 deportees".
func (s *scene) isEach(i int) bool {
	q, _ := s.headcount(i)
	if q == none {
		return false
	}
	x := &s.a.Quantities[q]
	sent := s.a.Sentences[s.a.Tokens[x.First].Sentence]
	_, each := contains(s.phrase(max(sent.First, x.First-4), x.First), []string{"each"})
	return each
}

// sizeInside gives the number inside the noun phrase of a group: "a group of 40
// migrants", "a new group, of 493", "the group, five women and four men".
func (s *scene) sizeInside(i int) (q, number int) {
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod:
			if clause.Preposition(s.a, k) != "of" {
				continue
			}
		case language.Appos:
		default:
			continue
		}
		if q, n := s.headcount(k); q != none && n > 0 && s.isPeople(k) {
			return q, s.sum(k, n)
		}
	}
	return none, 0
}

// sum adds to the number n of the noun phrase of token i those of the people
// joined to it: "five women and four men".
func (s *scene) sum(i, n int) int {
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() != language.Conj || !s.isPeople(k) {
			continue
		}
		if q, m := s.headcount(k); q != none {
			s.used[q] = true
			n += m
		} else if quantity.Single(s.a, k) && s.a.Tokens[k].XPOS != language.TagNNS {
			n++
		}
	}
	return n
}

// eachIn gives the people counted for each vehicle in the tokens [first, last), none if there are none.
func (s *scene) eachIn(first, last int) int {
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < first || x.Last > last || x.Counted == none || !s.isPeople(x.Counted) {
			continue
		}
		if s.isEach(x.Counted) {
			return x.Counted
		}
	}
	return none
}

// countsOther reports whether a bare number counts something other than people: "three ships".
func (s *scene) countsOther(i int) bool {
	if s.a.Tokens[i].UPOS != language.NUM {
		return false
	}
	q, n := s.headcount(i)
	if q == none {
		return true
	}
	counted := s.a.Quantities[q].Counted
	return n == 1 || counted != none && counted != i && !s.isPeople(counted)
}

// standsForPeople reports whether a bare number is a noun phrase of its own:
// a subject or object, "the first 498", "20 more".
func (s *scene) standsForPeople(x *language.Quantity, head int) bool {
	switch s.a.Tokens[head].Rel.Core() {
	case language.Nsubj, language.Obj:
		return true
	}
	if x.Last < len(s.a.Tokens) && s.lemma(x.Last) == "more" {
		return true
	}
	if x.First == 0 {
		return false
	}
	switch s.lemma(x.First - 1) {
	case "first", "last", "the", "remaining", "another", "other":
		return true
	}
	return s.lemma(x.First) == "first"
}

// joinedCount gives the people counted just before the figure q and joined to it by
// "and": the five of "five women and four men".
func (s *scene) joinedCount(q int) int {
	x := &s.a.Quantities[q]
	if q == 0 || x.First == 0 || x.Counted == none || s.lemma(x.First-1) != "and" {
		return 0
	}
	y := &s.a.Quantities[q-1]
	if y.Kind != language.Cardinal || y.Counted != x.First-2 || !s.isPeople(y.Counted) {
		return 0
	}
	s.used[q-1] = true
	return int(y.Value)
}
