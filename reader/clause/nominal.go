package clause

import (
	"slices"
	"strings"

	"demarche/language"
)

// WithNouns gives these clauses together with those that nouns of doing amount
// to, in the order of their heads, and the indexes of the latter: "the
// suspension of flights by Kenya" as "Kenya suspended flights". verb names the
// verb of a noun, "" if it tells no deed. The clauses themselves stay as they are.
func (cs *Clauses) WithNouns(verb func(token int) string) (*Clauses, []int) {
	more := &Clauses{a: cs.a, at: map[int]int{}}
	var nominal []int
	moved := make([]int, len(cs.List)) // clause -> where it is now
	next := 0
	for i := range cs.a.Tokens {
		if next < len(cs.List) && cs.List[next].Head == i {
			moved[next] = len(more.List)
			more.at[i] = len(more.List)
			more.List = append(more.List, cs.List[next])
			next++
			continue
		}
		if v := verb(i); v != "" && cs.a.Tokens[i].UPOS == language.NOUN {
			more.at[i] = len(more.List)
			nominal = append(nominal, len(more.List))
			more.List = append(more.List, ofNoun(cs.a, i, v))
		}
	}
	for n := range more.List {
		c := &more.List[n]
		c.Obliques = slices.Clone(c.Obliques)
		if _, found := slices.BinarySearch(nominal, n); found {
			more.link(n)
		} else if c.Parent != None {
			c.Parent = moved[c.Parent]
		}
	}
	return more, nominal
}

// ofNoun reads noun i as the predicate verb: its owner or who stands behind
// "by" does it, to what stands behind "of" or before it ("flight suspension").
func ofNoun(a *language.Analysis, i int, verb string) Clause {
	t := &a.Tokens[i]
	c := Clause{Head: i, Lemma: verb, Subject: None, Object: None, Indirect: None, Parent: None, Relation: t.Rel, Sentence: int(t.Sentence), Past: true}
	before := None
	for k := range a.Children(i) {
		switch rel := a.Tokens[k].Rel; {
		case rel == language.NmodPoss:
			c.Subject = k
		case rel.Core() == language.Compound && k < i:
			before = k
		case rel.Core() == language.Det && strings.EqualFold(a.Form(k), "no"):
			c.Negated = true
		case rel.Core() == language.Nmod || rel.Core() == language.Obl:
			switch prep := prepositionOf(a, k); prep {
			case "":
			case "of":
				c.Object = k
			case "by":
				c.Subject = k
			default:
				c.Obliques = append(c.Obliques, Oblique{prep, k})
			}
		}
	}
	if c.Object == None {
		c.Object = before
	}
	if c.Subject == None {
		c.Subject = agentBelow(a, i)
	}
	return c
}

// agentBelow gives who stands behind "by" deeper in the phrase of noun i, where
// the parse has hung it on a noun nearby: "the suspension of flights by Kenya".
func agentBelow(a *language.Analysis, i int) int {
	first, last := a.Subtree(i)
	for k := max(first, i+1); k < last; k++ {
		if a.Tokens[k].UPOS == language.VERB {
			return None // another deed begins
		}
		if prepositionOf(a, k) == "by" {
			return k
		}
	}
	return None
}
