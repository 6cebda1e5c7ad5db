package speech

import (
	"slices"

	"demarche/language"
	"demarche/vocabulary"
)

// try reads token i as a cue with one pattern of content.
func (r *reader) try(i int, t take) (finding, bool) {
	f := finding{cue: i, at: i, source: language.None, take: t, lemma: r.a.Tokens[i].Lemma}
	passive := r.a.Tokens[i].UPOS == language.VERB && r.passive(i)
	if t.passive && !passive || !r.hasPart(i, t.part) {
		return f, false
	}
	switch r.a.Tokens[i].UPOS {
	case language.NOUN:
		return r.tryNoun(f)
	case language.ADJ:
		return r.tryAdjective(f)
	}
	f.source = r.source(i)
	preps := [2]int{language.None, language.None}
	switch t.pattern {
	case takesQuote:
		if !r.quoted(&f) {
			return f, false
		}
	case takesClause:
		if f.content, f.aside = r.interruption(i); len(f.content) == 0 {
			f.content = r.clause(i)
		}
	case takesInfinitive:
		f.content = r.infinitive(i)
	case takesObject:
		if passive && (t.class == vocabulary.Deed || r.asSaying(i) || f.source == language.None && t.class != vocabulary.Spoken) {
			return f, false // what is ignored or expected, and by nobody
		}
		f.content = r.object(i, passive)
	case takesObjectAnd:
		if passive && t.with == objectWithPredicate && f.source == language.None {
			return f, false // what is called something, by nobody
		}
		f.content = r.objectAnd(i, t.with, passive)
	case takesPreposition:
		f.content, preps[0] = r.prepositional(i, t.with)
	case takesOnInfinitive:
		f.content, preps[0] = r.onInfinitive(i)
	case takesSubject:
		f.content = r.subjectAnd(i)
		f.source = language.None
	}
	if len(f.content) == 0 && len(f.quotes) == 0 {
		return f, false
	}
	r.complete(&f, preps[0])
	return f, true
}

// asSaying reports whether verb i leads to "as saying", which is the cue then.
func (r *reader) asSaying(i int) bool {
	for c := range r.a.Children(i) {
		if c > i && r.a.Tokens[c].XPOS == language.TagVBG && r.a.Lower(c-1) == "as" {
			return true
		}
	}
	return false
}

// rest reads cue i where the parse shows none of its patterns: a speech verb
// with a subject, whose content then is the clause after it, to the end of the sentence.
func (r *reader) rest(i int) (finding, bool) {
	f := finding{cue: i, at: i, source: r.source(i), lemma: r.a.Tokens[i].Lemma}
	takes := r.takes(i)
	if r.a.Tokens[i].UPOS != language.VERB || r.passive(i) {
		return f, false
	}
	for _, t := range takes {
		if t.pattern != takesObjectAnd || t.class != vocabulary.Spoken || f.source == language.None {
			continue
		}
		if f.content = r.objectTail(i, t.with); len(f.content) > 0 {
			f.take = t
			r.complete(&f, language.None)
			return f, true
		}
	}
	k := slices.IndexFunc(takes, func(t take) bool {
		return t.pattern == takesClause && (t.class == vocabulary.Spoken || t.class == vocabulary.Written || t.class == vocabulary.Evidence) && t.part == ""
	})
	if k < 0 || f.source == language.None {
		return f, false
	}
	f.take = takes[k]
	if f.content, f.aside = r.host(i); len(f.content) > 0 {
		r.complete(&f, language.None)
		return f, true
	}
	s := r.around(i)
	_, aside := r.parenthesis(i)
	for j := i + 1; j < s.Last; j++ {
		if r.outer[j] != language.None {
			break
		}
		if aside && r.boundary(j) && (j+1 >= s.Last || r.a.Lower(j+1) != "that") {
			break
		}
		t := &r.a.Tokens[j]
		start := language.None
		switch {
		case r.a.Lower(j) == "that" && t.UPOS != language.PRON && t.UPOS != language.DET:
			start = j
		case t.Rel.Core() == language.Nsubj && t.XPOS != language.TagWP && t.XPOS != language.TagWDT && int(t.Head) > j && r.extents[j].first > i:
			start = r.extents[j].first
		}
		if start != language.None {
			f.content = []extent{{start, s.Last}}
			r.complete(&f, language.None)
			return f, true
		}
	}
	return f, false
}

// hasPart reports whether verb i has the particle, or none if the word is empty.
func (r *reader) hasPart(i int, part string) bool {
	p := r.a.Child(i, language.CompoundPrt)
	if part == "" {
		return p == language.None || r.a.Lower(p) == "out"
	}
	return p != language.None && r.a.Lower(p) == part
}

// complete fills in the words of cue and source and whether the cue is negated.
func (r *reader) complete(f *finding, prep int) {
	if f.source == language.None && r.a.Tokens[f.cue].UPOS == language.VERB && f.take.class != vocabulary.Seeming && !r.passive(f.cue) {
		f.source = r.likely(f.cue)
	}
	r.fromThat(f)
	r.extend(f)
	r.toEnd(f)
	r.beforeRuler(f)
	f.sources = r.sourceExtent(f.source, f.cue)
	f.cueSpan = r.cueExtent(f.cue, prep)
	for _, c := range f.content {
		if f.cueSpan.overlaps(c) {
			f.cueSpan = nearest(f.cueSpan.without(c), f.cue)
		}
	}
	if f.cueSpan.overlaps(f.sources) {
		f.cueSpan = nearest(f.cueSpan.without(f.sources), f.cue)
	}
	f.negated = f.negated || r.negated(f.cue, f.source)
}

// likely gives the speaker of a verb for which the parse shows none: the noun
// phrase right before a finite verb, the subject of the sentence of a participle.
func (r *reader) likely(i int) int {
	if r.finite(i) {
		return r.beside(i, language.None)
	}
	root := r.a.Sentences[r.a.Tokens[i].Sentence].Root
	if r.a.Tokens[i].XPOS != language.TagVBG || root < 0 || root == i || r.outer[root] != language.None {
		return language.None
	}
	return r.own(root, false)
}

// nearest gives the extent that holds token i, or the first.
func nearest(es []extent, i int) extent {
	for _, e := range es {
		if e.has(i) {
			return e
		}
	}
	return extent{i, i + 1}
}
