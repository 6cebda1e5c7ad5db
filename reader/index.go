package reader

import (
	"strings"

	"demarche/language"
	"demarche/reader/clause"
)

// index holds what the rules look up again and again by clause, entity or
// sentence, so that no rule walks the whole report for each of its clauses.
type index struct {
	lemmas     []string      // token -> its lemma in lower case, its form where it has none
	times      map[int][]int // clause, or none -> the times whose heads stand in it
	mentionsOf [][]int       // entity -> its mentions
	mentionsIn [][]int       // sentence -> the mentions that begin in it
}

func newIndex(a *language.Analysis, cs *clause.Clauses) index {
	x := index{
		lemmas:     make([]string, len(a.Tokens)),
		times:      timesOf(a, cs),
		mentionsOf: make([][]int, len(a.Entities)),
		mentionsIn: make([][]int, len(a.Sentences)),
	}
	for i := range a.Tokens {
		if x.lemmas[i] = strings.ToLower(a.Tokens[i].Lemma); x.lemmas[i] == "" {
			x.lemmas[i] = a.Lower(i)
		}
	}
	for m := range a.Mentions {
		sentence := a.Tokens[a.Mentions[m].First].Sentence
		x.mentionsIn[sentence] = append(x.mentionsIn[sentence], m)
		if e := a.Mentions[m].Entity; e != none {
			x.mentionsOf[e] = append(x.mentionsOf[e], m)
		}
	}
	return x
}
