package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// settled gives the state in which the people or places of token i are said to
// be by their own noun phrase: "immigrants in the United States", "immigrants
// living in the U.S.".
func (s *scene) settled(i int) demarche.State {
	for k := range s.a.Children(i) {
		switch clause.Preposition(s.a, k) {
		case "in", "at":
			if st := s.placeState(k); st != "" {
				return st
			}
		}
		if m := s.modifier(k); m != none {
			if st := s.placeState(s.cs.List[m].With("in", "at")); st != "" {
				return st
			}
		}
	}
	return ""
}

// modifier gives the clause that token k heads if it modifies a noun, else none.
func (s *scene) modifier(k int) int {
	if s.a.Tokens[k].Rel.Core() != language.Acl {
		return none
	}
	return s.cs.At(k)
}

// nearBytes is how far after a figure its date may stand: "a peak of 6.9 million in 2007".
const nearBytes = 5

// heldOn gives when a figure held: the time of its clause, of a clause that
// modifies what it counts, or the time right after it.
func (s *scene) heldOn(x *language.Quantity, head, n int) demarche.Date {
	if n != none {
		if d := s.timeIn(n); d != "" {
			return d
		}
	}
	for k := range s.a.Children(head) {
		if m := s.modifier(k); m != none {
			if d := s.timeIn(m); d != "" {
				return d
			}
		}
	}
	for _, t := range s.a.Times {
		if t.Value != "" && !t.Duration && t.Start >= x.End && t.Start-x.End <= nearBytes {
			return t.Value
		}
	}
	if x.Last < len(s.a.Tokens) { // a bare year, as lists and headlines have it: "6.9 million 2007"
		if d, err := demarche.ParseDate(s.a.Form(x.Last)); err == nil && len(d) == 4 && d >= "1900" && d < "2100" {
			return d
		}
	}
	return ""
}
