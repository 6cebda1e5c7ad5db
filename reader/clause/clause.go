// Package clause turns the dependency parse of a text into clauses: a
// predicate with its logical subject, object and obliques, whether it is
// negated, how it is modal, when it is, and which predicates stand above it
// ("agreed to take back" is the clause of "take" under "agree"). The reader
// finds its records in clauses, not in strings.
package clause

import (
	"sort"
	"strings"

	"demarche/language"
)

// None stands for "no token" and "no clause".
const None = language.None

// Oblique is an argument with its preposition ("to Guantanamo Bay").
type Oblique struct {
	Preposition string // lower case, several words joined by a space ("because of"); empty for a bare noun ("on board", "Tuesday")
	Token       int    // head of the noun phrase
}

// Clause is one predicate with its arguments. All fields that name words are
// token indexes of the analysis, None where there is nothing.
type Clause struct {
	Head      int    // the predicate: a verb, or the adjective or noun after a copula
	Lemma     string // of the predicate, with its particle: "take back"
	Subject   int    // who does it, whatever the voice; inherited from the governor where it is not said
	Object    int    // whom it is done to, whatever the voice
	Indirect  int    // "told REPORTERS", "offered IT"
	Obliques  []Oblique
	Parent    int // clause that this one complements or modifies, None
	Relation  language.Rel
	Mark      string // the conjunction that introduces it: "if", "unless", "until", "whether", "that"
	Passive   bool
	Negated   bool
	Copular   bool
	Modal     string // "will", "would", "can", "could", "may", "might", "must", "should", "shall"
	Perfect   bool
	Past      bool
	Present   bool
	Infinite  bool // infinitive or participle without tense of its own
	Sentence  int
	Inherited bool // Subject was inherited
}

// Clauses are the clauses of a text in the order of their heads.
type Clauses struct {
	a    *language.Analysis
	List []Clause
	at   map[int]int // head token -> index in List
}

// At gives the clause that token i heads, None if it heads none.
func (cs *Clauses) At(i int) int {
	if n, ok := cs.at[i]; ok {
		return n
	}
	return None
}

// Of gives the clause in which token i stands: the nearest predicate at or above it.
func (cs *Clauses) Of(i int) int {
	for i >= 0 {
		if n, ok := cs.at[i]; ok {
			return n
		}
		i = int(cs.a.Tokens[i].Head)
	}
	return None
}

// Above yields the indexes of the clauses above clause n, nearest first.
func (cs *Clauses) Above(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		seen := 0
		for p := cs.List[n].Parent; p != None && seen < 64; p = cs.List[p].Parent {
			if !yield(p) {
				return
			}
			seen++
		}
	}
}

// In yields the indexes of the clauses of a sentence.
func (cs *Clauses) In(sentence int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		first := sort.Search(len(cs.List), func(i int) bool { return cs.List[i].Sentence >= sentence })
		for i := first; i < len(cs.List) && cs.List[i].Sentence == sentence; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// Find builds the clauses of a parsed text.
func Find(a *language.Analysis) *Clauses {
	cs := &Clauses{a: a, at: map[int]int{}}
	for i := range a.Tokens {
		if isPredicate(a, i) {
			cs.at[i] = len(cs.List)
			cs.List = append(cs.List, describe(a, i))
		}
	}
	for n := range cs.List {
		cs.link(n)
		cs.reduce(n)
		cs.freeObliques(n)
	}
	cs.restoreMain()
	cs.restoreReduced()
	// Governors first, so that a subject can pass down a chain.
	done := make([]bool, len(cs.List))
	for n := range cs.List {
		cs.inherit(n, done, 0)
	}
	return cs
}

// reach is how many words away a noun phrase may stand that the parse has
// attached elsewhere and that is still taken for an argument.
const reach = 8

// Right yields the heads of the noun phrases that follow the predicate of
// clause n up to the next finite verb, nearest first: where a parse has lost
// the object, it is among them.
func (cs *Clauses) Right(n int) func(yield func(int) bool) {
	a, c := cs.a, &cs.List[n]
	last := a.Sentences[c.Sentence].Last
	return func(yield func(int) bool) {
		for i := c.Head + 1; i < last && i <= c.Head+reach; i++ {
			t := &a.Tokens[i]
			if m, ok := cs.at[i]; ok && (cs.List[m].Past || cs.List[m].Present || cs.List[m].Modal != "") {
				return
			}
			if isNominal(t.UPOS) && !(t.Head == int32(i+1) && isNominal(a.Tokens[i+1].UPOS)) && !yield(i) {
				return
			}
		}
	}
}

// Left yields the heads of the noun phrases before the predicate of clause n,
// nearest first, back to the verb before it: where a parse has lost the
// subject, it is among them.
func (cs *Clauses) Left(n int) func(yield func(int) bool) {
	a, c := cs.a, &cs.List[n]
	begin := a.Sentences[c.Sentence].First
	return func(yield func(int) bool) {
		for i := c.Head - 1; i >= begin && i >= c.Head-reach; i-- {
			if m, ok := cs.at[i]; ok && a.Tokens[i].UPOS == language.VERB && (cs.List[m].Past || cs.List[m].Present || cs.List[m].Modal != "") {
				return
			}
			if isNominal(a.Tokens[i].UPOS) && !yield(i) {
				return
			}
		}
	}
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// Verb gives the lemma of the predicate without its particle.
func (c *Clause) Verb() string { return firstWord(c.Lemma) }

// With gives the token of the first oblique that has one of the prepositions, None if there is none.
func (c *Clause) With(prepositions ...string) int {
	for _, want := range prepositions {
		for _, o := range c.Obliques {
			if o.Preposition == want {
				return o.Token
			}
		}
	}
	return None
}

// Future reports whether the clause speaks of what is to come: "will", "is
// to", "is going to" are modal; a bare infinitive depends on its governor.
func (c *Clause) Future() bool {
	switch c.Modal {
	case "will", "would", "shall", "may", "might", "could":
		return true
	}
	return false
}
