package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// supposing are the conjunctions of a clause that does not say that something is so.
var supposing = set{"if": true, "unless": true, "whether": true, "until": true, "without": true, "provided": true, "providing": true, "lest": true, "once": true, "whenever": true}

// longestCondition is how many words the longest expression of a condition has
// ("on the understanding that").
const longestCondition = 4

// isCondition reports whether clause n says on what condition something holds
// rather than that it does, by its conjunction or by an expression of several
// words before it ("as long as they are not chained").
func (s *scene) isCondition(n int) bool {
	c := &s.cs.List[n]
	if supposing[c.Mark] {
		return true
	}
	switch c.Relation.Core() {
	case language.Advcl, language.Acl, language.Ccomp:
	default:
		return false
	}
	first, _ := s.a.Subtree(c.Head)
	sentence := s.a.Sentences[c.Sentence].First
	for from := max(sentence, first-longestCondition); from <= min(first+1, c.Head-1); from++ {
		words := s.a.Lower(from)
		for k := from + 1; k < min(from+longestCondition, c.Head); k++ {
			words += " " + s.a.Lower(k)
			if s.words.conditions[words] && k >= first-1 {
				return true
			}
		}
	}
	return false
}

// isProvided reports whether a clause is what "provided", "assuming" or the like
// make a condition of, which the parse takes for predicates: "provided that
// Algiers gives warning".
func (s *scene) isProvided(c *clause.Clause) bool {
	if c.Subject == none || c.Mark == "to" {
		return false
	}
	for i := c.Head - 1; i > max(s.a.Sentences[c.Sentence].First, c.Head-provisoReach); i-- {
		switch s.a.Lower(i) {
		case "provided", "providing", "supposing", "assuming":
			if s.a.Lower(i+1) == "that" {
				return true
			}
			m := s.cs.At(i)
			return s.a.Tokens[i-1].UPOS != language.AUX && (m == none || s.cs.List[m].Object == none)
		}
		if m := s.cs.At(i); m != none && !s.cs.List[m].Infinite {
			return false
		}
	}
	return false
}

// provisoReach is how many words before its predicate a word of condition may stand.
const provisoReach = 8
