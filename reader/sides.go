package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// sides weighs which state the report's removals come from and which they go to.
type sides struct {
	from, to map[demarche.State]int
}

// How much each way of telling weighs. What names the direction outright
// weighs most; whose people they are only hints at where they go.
const (
	weightAgent   = 3 // "X deported them"
	weightPath    = 3 // "deported to Y", "removed from X"
	weightTaker   = 2 // "Y takes them in"
	weightGiver   = 2 // "takes them in from X", "deportees from X"
	weightArrival = 1 // "landed in Y"
	weightKin     = 1 // "Y's nationals", "X deportation flights"
)

// findSides finds the states that the report's removals come from and go to.
func (s *scene) findSides() {
	w := sides{from: map[demarche.State]int{}, to: map[demarche.State]int{}}
	for n := range s.cs.List {
		s.weighClause(&s.cs.List[n], w)
	}
	for i := range s.a.Tokens {
		s.weighNoun(i, w)
	}
	delete(w.from, "")
	delete(w.to, "")
	s.sender = heaviest(less(w.from, w.to), "")
	if s.sender == "" {
		s.sender = heaviest(w.from, heaviest(w.to, ""))
	}
	s.receiver = heaviest(less(w.to, w.from), s.sender)
	if s.receiver == "" {
		s.receiver = heaviest(w.to, s.sender)
	}
	if s.sender == "" {
		s.sender = s.otherParty(w)
	}
	s.returnees = s.ownReturnees(w.to)
	s.findSenders(w)
}

// findSenders finds the state that the removals of each paragraph come from: the
// one that the paragraph tells, else that of the report if no more removals of
// others are told than of that, and the paragraph does not tell that it takes people in.
func (s *scene) findSenders(all sides) {
	total := 0
	for _, n := range all.from {
		total += n
	}
	s.senders = make([]demarche.State, len(s.a.Paragraphs))
	byParagraph := make([]sides, len(s.a.Paragraphs))
	for p := range byParagraph {
		byParagraph[p] = sides{from: map[demarche.State]int{}, to: map[demarche.State]int{}}
	}
	for n := range s.cs.List {
		s.weighClause(&s.cs.List[n], byParagraph[s.a.Sentences[s.cs.List[n].Sentence].Paragraph])
	}
	for i := range s.a.Tokens {
		s.weighNoun(i, byParagraph[s.a.Sentences[s.a.Tokens[i].Sentence].Paragraph])
	}
	for p, w := range byParagraph {
		delete(w.from, "")
		delete(w.to, "")
		switch told := heaviest(less(w.from, w.to), ""); {
		case told != "" && (s.sender == "" || all.from[told] >= all.to[told]):
			s.senders[p] = told
		case w.to[s.sender] <= w.from[s.sender] && all.from[s.sender] > 0 && 2*all.from[s.sender] >= total:
			s.senders[p] = s.sender
		}
	}
}

// senderAt gives the state that the removals of a sentence's paragraph come
// from, empty if none can be told.
func (s *scene) senderAt(sentence int) demarche.State {
	return s.senders[s.a.Sentences[sentence].Paragraph]
}

// otherParty gives the state that a report names most often and that nothing
// says takes people in: where no removal has its agent or origin beside it, the
// other party to it is who removes. It is named in at least two sentences.
func (s *scene) otherParty(w sides) demarche.State {
	named := map[demarche.State]int{}
	last := map[demarche.State]int{}
	for m := range s.a.Mentions {
		p, ok := s.party(s.a.Mentions[m].Head)
		if !ok || p.kind == language.Nationals || p.state == "" || w.to[p.state] > 0 {
			continue
		}
		sentence := int(s.a.Tokens[p.token].Sentence) + 1
		if last[p.state] != sentence {
			named[p.state]++
			last[p.state] = sentence
		}
	}
	if st := heaviest(named, ""); named[st] > 1 {
		return st
	}
	return ""
}

// less takes half of what speaks against each state from what speaks for it.
func less(weights, against map[demarche.State]int) map[demarche.State]int {
	left := map[demarche.State]int{}
	for st, n := range weights {
		if d := 2*n - against[st]; d > 0 {
			left[st] = d
		}
	}
	return left
}

// weighClause weighs what a clause of moving, receiving or arriving says.
func (s *scene) weighClause(c *clause.Clause, w sides) {
	words := s.words
	p, acts := s.actor(c.Subject)
	people := c.Object != none && s.isPeople(c.Object)
	receives := words.receive[c.Lemma] && !words.light[c.Lemma] && c.Object != none && (people || s.isAircraft(c.Object))
	switch {
	case receives || s.isTurnedBack(c):
		if acts && !c.Passive || acts && c.Subject != none {
			w.to[p.state] += weightTaker
		}
		w.from[s.sentFrom(c.With("from"))] += weightGiver
		if c.Passive && c.Subject == none {
			w.to[s.placeState(c.With("in", "at"))] += weightTaker
		}
	case words.removal[c.Lemma] || words.send[c.Lemma] && people:
		own := s.nationalsOf(c.Object)
		switch home := words.fetching[c.Verb()] && !words.removal[c.Lemma]; {
		case !acts:
		case slices.Contains(own, p.state): // who brings its own people home
			w.to[p.state] += weightTaker
		case !home || len(own) > 0:
			w.from[p.state] += weightAgent
		}
		w.from[s.sentFrom(c.With("from"))] += weightPath
		if o := c.With("by"); o != none {
			w.from[s.sentFrom(o)] += weightGiver
		}
		w.to[s.placeState(s.placeOf(c.With("to", "into")))] += weightPath
	case words.arrive[c.Lemma] && (s.isVehicle(c.Subject) || s.surelyPeople(c.Subject)):
		w.from[s.sentFrom(c.With("from"))] += weightGiver
		w.to[s.placeState(s.placeOf(c.With("in", "at", "to", "on")))] += weightArrival
	}
}

// weighNoun weighs the sides named beside a noun of moving, of aircraft or of people moved.
func (s *scene) weighNoun(i int, w sides) {
	l := s.lemma(i)
	moved := s.words.moved[l] || s.words.own[l]
	if !s.words.moving[l] && !s.words.aircraft[l] && !moved {
		return
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nmod:
		default:
			continue
		}
		p, ok := s.party(k)
		if !ok {
			continue
		}
		switch prep := clause.Preposition(s.a, k); {
		case prep == "to" || prep == "into":
			w.to[s.placeState(k)] += weightTaker
		case moved && prep == "" && p.kind != language.Person && strings.Contains(s.lemmas[s.a.Tokens[i].Sentence], " third country "):
			// they are to go elsewhere
		case moved && prep == "" && p.kind != language.Person:
			w.to[p.state] += weightKin
		case moved && prep == "from" && (l == "deportee" || l == "returnee" || l == "expellee"):
			w.from[s.sentFrom(k)] += weightGiver
		case p.kind == language.Nationals || moved:
		case prep == "from" || prep == "by":
			w.from[p.state] += weightGiver
		case prep == "":
			w.from[p.state] += weightKin
		}
	}
}

// ownReturnees gives the state whose nationals are returned to it, if the
// report is for the most part about one.
func (s *scene) ownReturnees(to map[demarche.State]int) demarche.State {
	nationals := map[demarche.State]int{}
	total := 0
	for m := range s.a.Mentions {
		e := s.a.Mentions[m].Entity
		if e == none {
			continue
		}
		if en := &s.a.Entities[e]; en.Kind == language.Nationals && en.State != "" && en.State != s.sender {
			nationals[en.State]++
			total++
		}
	}
	if st := heaviest(nationals, s.sender); st != "" && 3*nationals[st] >= 2*total && (st == s.receiver || to[st] > 0) {
		return st
	}
	return ""
}

// heaviest gives the state with the greatest weight, other than not.
func heaviest(weights map[demarche.State]int, not demarche.State) demarche.State {
	var best demarche.State
	for st, w := range weights {
		if st != "" && st != not && (best == "" || w > weights[best] || w == weights[best] && st < best) {
			best = st
		}
	}
	return best
}

// placeOf gives the token that names the place in the noun phrase of token i:
// itself, or the place that a facility lies in or is named after: "a prison
// near Lima", "the Lima airport".
func (s *scene) placeOf(i int) int {
	if i == none || s.placeState(i) != "" {
		return i
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if s.placeState(k) == "" || s.cs.Of(k) != s.cs.Of(i) {
			continue
		}
		switch clause.Preposition(s.a, k) {
		case "in", "at", "near", "outside", "of", "on", "":
			return k
		}
	}
	return i
}
