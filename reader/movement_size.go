package reader

import (
	"math"
	"slices"

	"demarche/language"
	"demarche/language/quantity"
	"demarche/reader/clause"
)

// headcount gives the quantity that counts the noun phrase of token i, none if
// it is not counted, and its number.
func (s *scene) headcount(i int) (quantity, number int) {
	if i == none {
		return none, 0
	}
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.Kind != language.Cardinal {
			continue
		}
		if x.Counted == i || i >= x.First && i < x.Last {
			return q, int(math.Round(x.Value))
		}
	}
	return none, 0
}

// groupSize gives the quantity that counts the people of token i here or, for
// a pronoun or a definite noun phrase, where the report first counts them:
// "eight men ... the men ... they".
func (s *scene) groupSize(i int) (quantity, number int) {
	if i != none && (s.lemma(i) == "family" || s.lemma(i) == "household") && s.a.Tokens[i].XPOS == language.TagNNS {
		return none, 0 // of how many people is not said
	}
	if q, n := s.headcount(i); q != none || i == none {
		return q, n
	}
	if q, n := s.sizeInside(i); q != none {
		return q, n
	}
	if q, n := s.sizeOf(i); q != none {
		return q, n
	}
	m := s.mention[i]
	if !s.isDefinite(i) || s.words.own[s.lemma(i)] && s.a.Child(i, language.NmodPoss) != none {
		return none, 0 // "its nationals" are all of them
	}
	if m != none && s.a.Mentions[m].Entity != none {
		for _, k := range s.index.mentionsOf[s.a.Mentions[m].Entity] {
			x := &s.a.Mentions[k]
			if q, n := s.headcount(x.Head); x.Head < i && q != none && s.a.Quantities[q].Value > 0 {
				return q, n
			}
		}
	}
	if s.a.Tokens[i].UPOS == language.PRON {
		return s.sizeBefore(i)
	}
	return none, 0
}

// sizeBefore gives the quantity that counts the people whom a plural pronoun at
// token i most likely stands for, where no coreference says so: the group
// counted last in its sentence or the one before, if it is the only one there.
func (s *scene) sizeBefore(i int) (quantity, number int) {
	switch s.lemma(i) {
	case "they", "them":
	default:
		return none, 0
	}
	sentence := int(s.a.Tokens[i].Sentence)
	for n := sentence; n >= max(0, sentence-1); n-- {
		if q, some := s.onlyGroupIn(s.a.Sentences[n].First, min(i, s.a.Sentences[n].Last)); some {
			if q == none {
				return none, 0
			}
			return q, int(math.Round(s.a.Quantities[q].Value))
		}
	}
	return none, 0
}

// onlyGroupIn gives the quantity that counts the one group of people in the
// tokens [first, last), none if there are several; some is false if there is none.
func (s *scene) onlyGroupIn(first, last int) (quantity int, some bool) {
	quantity = none
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < first || x.Last > last || x.Kind != language.Cardinal || x.Value < 2 || s.isPart(x.First, first) {
			continue
		}
		head := x.Counted
		if head == none {
			head = x.Last - 1
			if s.isYear(x) || !s.standsForPeople(x, head) {
				continue
			}
		}
		if !s.canBeMoved(head) {
			continue
		}
		if some {
			return none, true
		}
		quantity, some = q, true
	}
	return quantity, some
}

// size fills in how many people and flights a journey is of.
func (s *scene) size(j *journey) {
	r := j.r
	if i, n := s.groupSize(j.people); i != none && n > 0 {
		n += s.joinedCount(i)
		q := &s.a.Quantities[i]
		r.People, r.Approx = &n, q.Approx
		if q.Max > 0 {
			m := int(q.Max)
			r.Max = &m
		}
		j.step("people: %d from \"%s\"", n, q.Span.Of(s.a.Text))
	} else if s.isOne(j.people) {
		one := s.sum(j.people, 1)
		r.People = &one
		j.step("people: 1, \"%s\"", s.a.Form(j.people))
	}
	if q, n := s.headcount(j.vehicle); j.turn && q != none {
		r.Flights = &n // "two others"
	} else if j.turn {
		one := 1
		r.Flights = &one
	} else if j.vehicle != none && s.isAircraft(j.vehicle) {
		if q, n := s.headcount(j.vehicle); q != none {
			r.Flights = &n
		} else if s.isOnePlane(j.vehicle) {
			one := 1
			r.Flights = &one
		}
	}
	if s.isEach(j.people) && r.People != nil && r.Flights != nil {
		all := *r.People * *r.Flights
		r.People = &all
		j.step("%d people in all", all)
	}
}

// aboardLater reads how many people a journey is of where the next sentence says
// who was on board: "The plane left on Monday. Aboard were 40 men."
func (s *scene) aboardLater(j *journey) {
	last := slices.Max(j.sentences)
	if j.r.People != nil || j.vehicle == none || last+1 >= len(s.a.Sentences) || s.a.Sentences[last+1].Paragraph != s.a.Sentences[last].Paragraph || j.r.Flights != nil && *j.r.Flights > 1 {
		return
	}
	if _, ok := contains(s.lemmas[last+1], []string{"aboard", "on board", "on it be", "in it be", "passenger"}); !ok {
		return
	}
	sent := s.a.Sentences[last+1]
	if q, some := s.onlyGroupIn(sent.First, sent.Last); some && q != none {
		n := int(math.Round(s.a.Quantities[q].Value))
		j.r.People, j.r.Approx = &n, s.a.Quantities[q].Approx
		j.sentences = append(j.sentences, last+1)
		s.used[q] = true
		j.step("people: %d on board, by the next sentence", n)
	}
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
		case language.Acl:
			if q, n := s.sizeIn(s.cs.At(k)); q != none {
				return q, n
			}
			continue
		default:
			continue
		}
		if q, n := s.headcount(k); q != none && n > 0 && s.isPeople(k) {
			return q, s.sum(k, n)
		}
	}
	return none, 0
}

// sizeOf gives the number that stands just after "of" behind token i: "a group
// of 22 Congolese", however it hangs together.
func (s *scene) sizeOf(i int) (quantity, number int) {
	if i+2 >= len(s.a.Tokens) || s.a.Lower(i+1) != "of" || !isRest(s.lemma(i)) && s.lemma(i) != "family" {
		return none, 0
	}
	for q := range s.a.Quantities {
		if x := &s.a.Quantities[q]; x.First >= i+2 && x.First <= i+3 && x.Kind == language.Cardinal && x.Value > 0 {
			return q, int(math.Round(x.Value))
		}
	}
	return none, 0
}

// sizeIn gives the number that a clause beside a group says it has: "a group,
// which is to consist of eight persons".
func (s *scene) sizeIn(n int) (q, number int) {
	if n == none {
		return none, 0
	}
	c := &s.cs.List[n]
	switch c.Lemma {
	case "estimate", "put", "consist", "comprise", "number", "total", "make up", "count", "contain", "compose":
	default:
		return none, 0
	}
	for _, i := range []int{c.With("of", "at"), c.Object} {
		if q, n := s.headcount(i); q != none && n > 0 {
			return q, n
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
		} else if (quantity.Single(s.a, k) || s.a.Child(k, language.NmodPoss) != none) && s.a.Tokens[k].XPOS != language.TagNNS {
			n++
		}
	}
	return n
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
	case "group", "family", "planeload", "people", "body", "member", "number", "couple", "dozen", "party", "batch", "contingent", "cohort", "busload", "boatload", "handful", "team", "rest", "remainder":
		return false
	case "he", "she", "him", "his", "her":
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
	k := i - 1
	for k > 0 && (s.a.Tokens[k].UPOS == language.ADJ || s.a.Tokens[k].UPOS == language.VERB) && int(s.a.Tokens[k].Head) == i {
		k--
	}
	switch s.lemma(k) {
	case "a", "an":
	default:
		return false
	}
	switch s.a.Tokens[i+1].UPOS {
	case language.NOUN, language.PROPN, language.ADJ:
		return int(s.a.Tokens[i+1].Head) == i && s.a.Tokens[i+1].UPOS == language.ADJ // "an Afghan aged 31"
	}
	return true
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
	if x.Last < len(s.a.Tokens) {
		if u := s.a.Tokens[x.Last].UPOS; s.lemma(x.Last) == "more" || u == language.AUX || u == language.VERB {
			return true // "by last week 17 had come"
		}
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

// isQuantifier reports whether a word stands alone for people spoken of before.
func isQuantifier(lemma string) bool {
	switch lemma {
	case "all", "both", "most", "rest", "remainder", "many", "several", "some", "each":
		return true
	}
	return false
}
