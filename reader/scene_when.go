package reader

import (
	"demarche"
	"demarche/language"
)

// when gives the date of clause n: of a time in the clause itself, else in the
// clauses that it completes up to (and with) the one that reports it.
func (s *scene) when(n int) demarche.Date {
	for m := n; m != none; m = s.cs.List[m].Parent {
		if d := s.timeIn(m); d != "" {
			return d
		}
		switch s.cs.List[m].Relation.Core() {
		case language.Xcomp, language.Ccomp, language.Parataxis, language.Conj:
			continue
		}
		break
	}
	return s.whenSaid(s.cs.List[n].Head)
}

// whenSaid gives the date on which what token i says was said, empty if the
// report does not tell.
func (s *scene) whenSaid(i int) demarche.Date {
	at, ok := s.attribution(i)
	if !ok || at.CueToken == none {
		return ""
	}
	if n := s.cs.Of(at.CueToken); n != none {
		return s.timeIn(n)
	}
	return ""
}

// timeIn gives the resolved time that belongs to clause n, empty if there is none.
func (s *scene) timeIn(n int) demarche.Date {
	for _, i := range s.index.times[n] {
		t := &s.a.Times[i]
		if t.Value == "" || t.Duration {
			continue
		}
		if t.End != "" {
			return t.End // a range is told when it is over
		}
		return t.Value
	}
	return ""
}
