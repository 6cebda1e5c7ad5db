package reader

import (
	"demarche"
	"demarche/language"
)

// nobodyElse gives the refusal of others' people that a state adds to the taking
// of its own: "will open to its own citizens and to nobody else".
func (s *scene) nobodyElse(n int, f *finding) []finding {
	own := f.record.(*demarche.Position)
	if own.Stance != demarche.Accept || own.People != demarche.OwnNationals || !s.saysNobodyElse(n) {
		return nil
	}
	third := *own
	third.Stance, third.People, third.Means, third.Terms = demarche.Refuse, demarche.ThirdNationals, demarche.MeansAny, []demarche.Term{}
	g := *f
	g.record = &third
	g.rule += "/nobody-else"
	g.steps = append([]string{}, append(f.steps, "and nobody else")...)
	return []finding{g}
}

// saysNobodyElse reports whether "nobody else", "no one else" or "not anyone
// else" stands behind the predicate of clause n in its sentence.
func (s *scene) saysNobodyElse(n int) bool {
	c := &s.cs.List[n]
	for i := c.Head + 2; i < s.a.Sentences[c.Sentence].Last; i++ {
		if s.cs.At(i) != none && s.a.Tokens[i].UPOS == language.VERB {
			return false // another predicate begins
		}
		if s.a.Lower(i) != "else" {
			continue
		}
		switch s.a.Lower(i - 1) {
		case "nobody", "no-one", "none":
			return true
		case "one":
			return s.a.Lower(i-2) == "no"
		case "anyone", "anybody":
			return s.deniedBefore(i-1, c.Head)
		}
	}
	return false
}
