package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// weights says how much each state acts or is named in the report, the nearer
// before the sentence the more.
func (s *scene) weights(sentence int) map[demarche.State]int {
	if s.named == nil {
		s.named = map[demarche.State]int{}
		for i := range s.a.Tokens {
			if p, ok := s.actor(i); ok && p.state != "" {
				s.named[p.state]++
			}
		}
	}
	weight := make(map[demarche.State]int, len(s.named))
	for state, n := range s.named {
		weight[state] = 12 * n
	}
	for far := 0; far <= sentence && nearWeight(far) > 0; far++ {
		sent := s.a.Sentences[sentence-far]
		for i := sent.First; i < sent.Last; i++ {
			if p, ok := s.actor(i); ok && p.state != "" {
				weight[p.state] += nearWeight(far)
			}
		}
	}
	return weight
}

// nearWeight is what being named a number of sentences earlier adds; it comes to nothing.
func nearWeight(far int) int { return 100 / (1 + far*far) }

// isBetweenSides reports whether a clause of meeting or talking can be with a
// side that it does not name as such: it is active, not "of" something, and
// what it has as object, if anything, is an official or a subject of talks.
func (s *scene) isBetweenSides(c *clause.Clause) bool {
	if c.Passive || c.With("of", "for") != none || s.isQuestionWord(c.Subject) {
		return false
	}
	if c.Lemma != "receive" && c.Lemma != "host" && c.Lemma != "entertain" && c.Lemma != "greet" {
		return true
	}
	return c.Object != none && (slices.Contains(s.words.agents, s.lemma(c.Object)) || slices.Contains(s.words.pairs, s.lemma(c.Object)))
}

// namedBeside gives the one state, other than the actor's, that a sentence names
// or whose places or people it names; none if it names several.
func (s *scene) namedBeside(sentence int, not demarche.State) demarche.State {
	var one demarche.State
	for _, m := range s.index.mentionsIn[sentence] {
		e := s.a.Mentions[m].Entity
		if e == none || s.a.Entities[e].State == "" || s.a.Entities[e].State == not || s.a.Entities[e].State == one {
			continue
		}
		if one != "" {
			return ""
		}
		one = s.a.Entities[e].State
	}
	return one
}

// otherSide gives the state that stands opposite another where a sentence does
// not say which: the one of most weight there.
func (s *scene) otherSide(sentence int, not demarche.State) demarche.State {
	return heaviest(s.sideWeights(sentence), not)
}

// sideWeights says how much each state is named in the report, near a sentence and in it.
func (s *scene) sideWeights(sentence int) map[demarche.State]int {
	weight := s.weights(sentence)
	sent := s.a.Sentences[sentence]
	for i := sent.First; i < sent.Last; i++ {
		if p, ok := s.party(i); p.state == "" {
			continue
		} else if ok && p.kind != language.Nationals && p.kind != language.Place {
			weight[p.state] += namedWeight
		} else {
			weight[p.state] += besideWeight
		}
	}
	return weight
}

// What being named in the sentence itself adds for a state: as who may act, or
// by its people and places.
const (
	namedWeight  = 200
	besideWeight = 40
)

// pairOf gives the two states that a noun phrase names ("Kenya and Somalia") or
// means ("the two governments").
func (s *scene) pairOf(i, sentence int) ([2]party, bool) {
	if pair, ok := s.bothOf(i, sentence, ""); ok {
		return pair, true
	}
	if p, ok := s.actor(i); ok {
		if q, ok := s.joined(i, p); ok {
			return [2]party{p, q}, true
		}
	}
	return [2]party{}, false
}

// bothOf gives the two states that a noun phrase like "the two governments" or
// "both sides" means: those of most weight at its sentence, other than not.
func (s *scene) bothOf(i, sentence int, not demarche.State) ([2]party, bool) {
	var pair [2]party
	if i == none || !s.isPlural(i) {
		return pair, false
	}
	officials := slices.Contains(s.words.pairs, s.lemma(i)) // only "both ministers", not "the ministers"
	if !officials && !slices.Contains(s.words.sides, s.lemma(i)) {
		return pair, false
	}
	two := false
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod:
			if !s.isTime(k) {
				return pair, false
			}
		case language.Amod, language.Compound, language.Acl, language.Advmod:
			if !officials {
				return pair, false // "African governments"
			}
		case language.Nummod, language.Det:
			switch l := s.a.Lower(k); l {
			case "two", "2", "both":
				two = true
			case "the":
				two = two || not == "" && !officials && s.lemma(i) != "authority"
			default:
				return pair, false
			}
		}
	}
	if !two {
		return pair, false
	}
	weight := s.weights(sentence)
	delete(weight, not)
	one := heaviest(weight, "")
	other := heaviest(weight, one)
	for k, st := range []demarche.State{one, other} {
		pair[k] = party{state: st, entity: none, kind: language.State, token: i}
	}
	return pair, other != ""
}

func (s *scene) isPlural(i int) bool {
	x := s.a.Tokens[i].XPOS
	return x == language.TagNNS || x == language.TagNNPS
}

// joined gives the party that "and" joins to the one that token i heads, or to
// the name in apposition to it.
func (s *scene) joined(i int, p party) (party, bool) {
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Conj:
			if q, ok := s.actor(k); ok && q.id() != p.id() && q.id() != "" {
				return q, true
			}
		case language.Appos, language.Flat:
			if q, ok := s.joined(k, p); ok {
				return q, true
			}
		}
	}
	return party{}, false
}
