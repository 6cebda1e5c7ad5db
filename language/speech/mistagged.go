package speech

import (
	"slices"

	"demarche/language"
	"demarche/vocabulary"
)

// mistagged reads a word that the tagger took for a noun but that must be the
// verb of its sentence: "One in three [say] {they have never been asked}". No
// finite verb stands before it, a noun phrase without it ends right before it,
// and a clause follows.
func (r *reader) mistagged(i int) (finding, bool) {
	t := &r.a.Tokens[i]
	s := r.around(i)
	if t.UPOS != language.NOUN || i == s.First || i+2 >= s.Last || r.hasVerb(extent{s.First, i}) {
		return finding{}, false
	}
	takes := r.lexicon.verb(t.Lemma)
	k := slices.IndexFunc(takes, func(t take) bool {
		return t.pattern == takesClause && t.part == "" && (t.class == vocabulary.Spoken || t.class == vocabulary.Evidence || t.class == vocabulary.Thought)
	})
	if k < 0 || !r.endsNounPhrase(i-1) || !r.startsClause(i+1, s) {
		return finding{}, false
	}
	f := finding{cue: i, at: i, lemma: t.Lemma, take: takes[k], source: r.beside(i, language.None), content: []extent{{i + 1, s.Last}}}
	if f.source == language.None {
		return f, false
	}
	r.complete(&f, language.None)
	return f, true
}

// endsNounPhrase reports whether a noun phrase can end with token i: a noun, number or pronoun.
func (r *reader) endsNounPhrase(i int) bool {
	switch r.a.Tokens[i].UPOS {
	case language.NOUN, language.PROPN, language.NUM:
		return r.outer[i] == language.None
	case language.PRON:
		return r.a.Tokens[i].XPOS != language.TagPRPS
	}
	return r.a.Lower(i) == "third" || r.a.Form(i) == ")" || r.a.Form(i) == "%"
}

// startsClause reports whether a clause can begin at token i behind a noun:
// "that", a determiner or a pronoun, with a finite verb somewhere after it.
func (r *reader) startsClause(i int, s language.Sentence) bool {
	if r.outer[i] != language.None {
		return false
	}
	switch t := &r.a.Tokens[i]; {
	case r.a.Lower(i) == "that", t.UPOS == language.DET, t.XPOS == language.TagPRP:
		return r.hasVerb(extent{i, s.Last})
	}
	return false
}
