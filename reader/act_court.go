package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

var courtWords = set{"court": true, "judge": true, "tribunal": true, "justice": true, "panel": true, "magistrate": true}

// courtParts are parts of courts where the court stands with them: "a chamber of the Supreme Court".
var courtParts = set{"chamber": true, "bench": true, "division": true, "section": true, "senate": true, "member": true}

// courtIn gives the court or judge that does what a clause says, none if it is none:
// its subject, the agent of a passive, or whose ruling a cue reports.
func (s *scene) courtIn(c *clause.Clause) int {
	if s.isCourt(c.Subject) {
		return c.Subject
	}
	if i := s.beforeVerb(s.cs.At(c.Head)); !c.Passive && i != none && s.isCourt(i) {
		return i
	}
	if i := s.courtBefore(c); i != none {
		return i
	}
	if c.Passive && c.Subject == none && s.isCourt(c.Object) && s.a.Child(c.Head, language.AuxPass) == none {
		return c.Object // "the court ruled", read as "the court that was ruled"
	}
	if c.Passive && c.Subject == none {
		first, last := s.a.Subtree(c.Head)
		for i := max(first, c.Head+1); i < last; i++ {
			if s.isCourt(i) && clause.Preposition(s.a, i) == "by" {
				return i
			}
		}
	}
	return none
}

// courtBefore gives the court that stands before the verb of an active clause
// whose subject the parse has lost or taken from elsewhere: "a court in Rome had refused".
func (s *scene) courtBefore(c *clause.Clause) int {
	if c.Passive || c.Infinite {
		return none
	}
	if _, ok := s.actor(c.Subject); ok || c.Subject != none && s.a.Tokens[c.Subject].UPOS == language.PRON {
		return none
	}
	for i := range s.cs.Left(s.cs.At(c.Head)) {
		if s.isCourt(i) && clause.Preposition(s.a, i) == "" {
			return i
		}
		if i > 0 && s.a.Tokens[i-1].UPOS == language.PUNCT {
			return none
		}
	}
	return none
}

// courtDoing gives the court that does what a clause says as a party: its state,
// or its own name if it is international.
func (s *scene) courtDoing(c *clause.Clause) (party, string, bool) {
	i := s.courtIn(c)
	if i == none {
		return party{}, "", false
	}
	how := "court \"" + s.a.Form(i) + "\""
	p, _ := s.actor(i)
	if p.state == "" {
		p.state, p.kind, p.token = s.courtState(i), language.Organisation, i
	}
	return p, how, p.id() != ""
}

// isCourt reports whether token i heads the name of a court or a judge.
func (s *scene) isCourt(i int) bool {
	if i == none {
		return false
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := s.a.Entities[s.a.Mentions[m].Entity]
		if strings.Contains(strings.ToLower(en.Name), "court") {
			return true
		}
		for _, p := range en.Posts {
			if strings.Contains(p.Role, "judge") || strings.Contains(p.Role, "justice of") {
				return true
			}
		}
		if en.Kind == language.Person {
			return false // "Justice Minister"
		}
	}
	l := s.lemma(i)
	if courtParts[l] {
		k := s.childWith(i, "of")
		return k != none && s.isCourt(k) || (l == "chamber" || l == "bench") && k == none && s.isDefinite(i) && s.courtSpoken(i)
	}
	return courtWords[l] && (l != "justice" || s.isPlural(i))
}

// aboveStates are words in the names of courts that belong to no one state.
var aboveStates = []string{"international", "european", "inter-american", "african", "caribbean", "human rights", "world", "united nations", "common market", "ecowas"}

// isNationalCourt reports whether a name is that of a court of one state.
func isNationalCourt(name string) bool {
	name = strings.ToLower(name)
	return (strings.Contains(name, "court") || strings.Contains(name, "tribunal")) &&
		!slices.ContainsFunc(aboveStates, func(w string) bool { return strings.Contains(name, w) })
}

// courtSpoken reports whether a court is named before token i in its paragraph
// or the one before, so that "the chamber" is its.
func (s *scene) courtSpoken(i int) bool {
	p := s.a.Sentences[s.a.Tokens[i].Sentence].Paragraph
	for k := i - 1; k >= 0 && s.a.Sentences[s.a.Tokens[k].Sentence].Paragraph >= p-1; k-- {
		if l := s.lemma(k); l == "court" || l == "tribunal" {
			return true
		}
	}
	return false
}

// courtState gives the state of the court or judge that token i heads: a state
// named with it, else, unless it is international, the state whose removals are before it.
func (s *scene) courtState(i int) demarche.State {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); l == "international" || l == "european" || l == "inter-american" {
			return ""
		}
		if st := s.placeState(k); st != "" {
			return st
		}
	}
	if st := s.courtElsewhere(i); st != "" {
		return st
	}
	return s.removingState(int(s.a.Tokens[i].Sentence))
}

// courtElsewhere gives the state of the place that the report names with the
// court of token i in other sentences: for "Court of Appeal lifts stay", where
// "the Court of Appeal in Stockholm" lifted it.
func (s *scene) courtElsewhere(i int) demarche.State {
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Entity == none {
		return ""
	}
	for _, other := range s.index.mentionsOf[s.a.Mentions[m].Entity] {
		last := s.a.Mentions[other].Last
		if last+1 >= len(s.a.Tokens) || s.a.Lower(last) != "in" {
			continue
		}
		if st := s.placeState(last + 1); st != "" {
			return st
		}
	}
	return ""
}

// removingState gives the state whose removals a court of an unnamed state has
// before it: one that acts or is named much, that other courts of the report
// belong to, that removes, and that does not receive.
func (s *scene) removingState(sentence int) demarche.State {
	weight := s.weights(sentence)
	for k := range s.a.Tokens {
		if p, ok := s.actor(k); ok && p.state != "" && s.isCourt(k) {
			weight[p.state] += 100
		}
	}
	weight[s.sender] += 100
	delete(weight, s.receiver)
	return heaviest(weight, "")
}
