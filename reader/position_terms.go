package reader

import (
	"strings"

	"demarche"
	"demarche/language"
)

// termsOf gives the conditions that the sentence of clause n puts on its stance.
func (s *scene) termsOf(n int, r *demarche.Position) []demarche.Term {
	c := &s.cs.List[n]
	sent := s.a.Sentences[c.Sentence]
	from := s.conditionAfter(c.Head, sent)
	condition, whole := s.wording(from, sent.Last), s.wording(sent.First, sent.Last)
	terms := []demarche.Term{}
	for _, t := range s.words.terms {
		text := condition
		switch t.Term {
		case "cap", "temporary", "paid", "voluntary", "case_by_case", "no_criminals", "criminals_only", "own_transport", "identity_check":
			if r.Stance == demarche.Accept {
				text = whole
			}
		case "other":
			continue
		}
		if _, ok := contains(text, t.Words); ok {
			terms = append(terms, t.Term)
		}
	}
	if r.Stance == demarche.Accept && r.Means == demarche.CivilianAircraft {
		if _, ok := contains(whole, []string{"not military", "no military"}); ok {
			terms = append(terms, "civilian_only")
		}
	}
	return terms
}

// conditionAfter gives the token at which a condition opens after token i, the
// end of the sentence if none does.
func (s *scene) conditionAfter(i int, sent language.Sentence) int {
	for k := i + 1; k < sent.Last; k++ {
		two, three := s.a.Lower(k), ""
		if s.words.conditions[two] {
			return k
		}
		if k+1 < sent.Last {
			two += " " + s.a.Lower(k+1)
		}
		if k+2 < sent.Last {
			three = two + " " + s.a.Lower(k+2)
		}
		if s.words.conditions[two] || s.words.conditions[three] {
			return k
		}
	}
	return sent.Last
}

// wording gives the tokens [first, last) as lemmas and again as they stand, each with a space before and after.
func (s *scene) wording(first, last int) string {
	var b strings.Builder
	b.WriteString(s.phrase(first, last))
	b.WriteByte('|')
	b.WriteByte(' ')
	for i := first; i < last; i++ {
		b.WriteString(s.a.Lower(i))
		b.WriteByte(' ')
	}
	return b.String()
}
