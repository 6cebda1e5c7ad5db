package speech

import (
	"strings"

	"demarche/vocabulary"
)

// pattern is a way in which the parse can show the content of a cue; the
// order of the values is the order in which they are tried.
type pattern uint8

const (
	takesQuote           pattern = iota
	takesSubject                 // is expected to, seems to
	takesObjectAnd               // object+infinitive, object+predicate, object+as, object+preposition
	takesOnInfinitive            // call on X to go
	takesClause                  // said that, said whether, denied having
	takesInfinitive              // promised to go
	takesIsClause                // his claim is that
	takesPreposition             // warned of
	takesObject                  // denied the claim
	numberOfPatterns             //
	objectWithInfinitive = "infinitive"
	objectWithPredicate  = "predicate"
)

// take is one pattern that a cue admits.
type take struct {
	pattern pattern
	with    string // the preposition, or what stands with the object
	class   vocabulary.SpeechClass
	part    string // particle that the verb needs
	passive bool   // only in the passive
	idiom   bool   // a cue of several words
}

// lexicon gives the patterns of each cue by its lemma, in the order in which they are tried.
type lexicon struct {
	verbs, nouns, adjectives map[string][]take
	negating, records        map[string]bool
	accordings               [][]string // words of the phrases
	idioms                   map[string][]idiom
	light                    []light
}

// light are verbs that with one of the nouns as their object are one cue: "raised concerns".
type light struct {
	verbs, nouns map[string]bool
	class        vocabulary.SpeechClass
}

func newLexicon(v *vocabulary.Speech) *lexicon {
	l := &lexicon{
		verbs:      compile(v.Verbs),
		nouns:      compile(v.Nouns),
		adjectives: compile(v.Adjectives),
	}
	l.negating, l.records = setOf(v.Negating), setOf(v.Records)
	l.idioms = compileIdioms(v.Idioms)
	for _, g := range v.Light {
		l.light = append(l.light, light{setOf(g.Verbs), setOf(g.Nouns), g.Class})
	}
	for _, a := range v.Accordings {
		l.accordings = append(l.accordings, strings.Fields(a.Words))
	}
	return l
}

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// compile sorts the patterns of each lemma by the order in which they are tried.
func compile(groups []vocabulary.Cues) map[string][]take {
	by := map[string][]take{}
	for p := range numberOfPatterns {
		for i := range groups {
			g := &groups[i]
			for _, t := range g.Takes {
				k := takeOf(t)
				if k.pattern != p {
					continue
				}
				k.class, k.part, k.passive = g.Class, g.Parts, g.Passive
				for _, lemma := range g.Lemmas() {
					by[lemma] = append(by[lemma], k)
				}
			}
		}
	}
	return by
}

// takeOf reads a pattern of the vocabulary.
func takeOf(t vocabulary.Take) take {
	switch t {
	case "quote":
		return take{pattern: takesQuote}
	case "clause":
		return take{pattern: takesClause}
	case "infinitive":
		return take{pattern: takesInfinitive}
	case "object":
		return take{pattern: takesObject}
	case "subject":
		return take{pattern: takesSubject}
	case "is>clause":
		return take{pattern: takesIsClause}
	case "on+infinitive":
		return take{pattern: takesOnInfinitive}
	}
	if with, ok := strings.CutPrefix(string(t), "object+"); ok {
		return take{pattern: takesObjectAnd, with: with}
	}
	return take{pattern: takesPreposition, with: string(t)}
}

// verb gives the patterns of a verb; a lemma that the lemmatizer left with or
// without its final e ("blam", "toute") is found too.
func (l *lexicon) verb(lemma string) []take {
	if t := l.verbs[lemma]; t != nil {
		return t
	}
	if t := l.verbs[strings.TrimSuffix(lemma, "e")]; t != nil {
		return t
	}
	return l.verbs[lemma+"e"]
}
