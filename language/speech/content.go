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

// cueExtent gives the words of the cue: verb, auxiliaries, negation, adverbs
// between them, particle, the preposition of the content, and the verbs that
// it hangs on ("went on to say").
func (r *reader) cueExtent(i, prep int) extent {
	e := extent{i, i + 1}
	for top := i; ; {
		for c := range r.a.Children(top) {
			if r.outer[c] != r.outer[i] {
				continue // "will not" of a quotation that breaks off
			}
			switch r.a.Tokens[c].Rel.Core() {
			case language.Aux, language.Cop:
				e.first = min(e.first, c)
			case language.Compound:
				if r.a.Tokens[c].Rel == language.CompoundPrt {
					e.last = max(e.last, c+1)
				}
			}
		}
		for { // adverbs, negation and "to" right before
			b := e.first - 1
			if b < 0 || r.outer[b] != r.outer[i] || r.a.Tokens[b].Sentence != r.a.Tokens[i].Sentence || int(r.a.Tokens[b].Head) != top {
				break
			}
			if rel := r.a.Tokens[b].Rel.Core(); rel != language.Advmod && rel != language.Mark && rel != language.Aux || r.a.Tokens[b].UPOS == language.SCONJ || r.a.Tokens[b].XPOS == language.TagWRB {
				break
			}
			e.first = b
		}
		h := int(r.a.Tokens[top].Head)
		if r.a.Tokens[top].Rel != language.Xcomp || h < 0 || h > top || r.a.Tokens[h].UPOS != language.VERB || r.a.Child(h, language.Obj) != language.None || len(r.lexicon.verb(r.a.Tokens[h].Lemma)) > 0 {
			break
		}
		top = h
		e.first = min(e.first, h)
	}
	for c := range r.a.Children(i) { // an adverb right behind: "said flatly"
		if c == e.last && r.a.Tokens[c].UPOS == language.ADV && r.a.Tokens[c].Rel.Core() == language.Advmod && r.extents[c].last == c+1 && r.a.Tokens[c].XPOS != language.TagWRB && !r.startsTime(c) {
			e.last++
		}
	}
	if prep >= e.last && prep-e.last <= 2 {
		e.last = prep + 1
	}
	if v := r.issuing(i); v != language.None {
		e.first = min(e.first, r.cueExtent(v, language.None).first)
	}
	if w := r.recordAfter(e.last); w > 0 {
		e.last = w
	}
	return e
}

// startsTime reports whether adverb i begins the words of a time: "late last week".
func (r *reader) startsTime(i int) bool {
	switch r.a.Lower(i) {
	case "late", "early":
		return i+1 < len(r.a.Tokens) && r.a.Tokens[i+1].UPOS != language.PUNCT
	}
	return false
}

// issuing gives the verb of "issued a statement saying" for the participle, or None.
func (r *reader) issuing(i int) int {
	n := int(r.a.Tokens[i].Head)
	if n < 0 || n > i || r.a.Tokens[i].Rel != language.Acl || r.a.Tokens[i].XPOS != language.TagVBG || !r.lexicon.records[r.a.Tokens[n].Lemma] {
		return language.None
	}
	if v := int(r.a.Tokens[n].Head); v >= 0 && v < n && r.a.Tokens[n].Rel == language.Obj && !r.passive(v) {
		return v
	}
	return language.None
}

// recordWords is how many words "in a written statement" may have.
const recordWords = 4

// recordAfter gives one past the words "in a statement" that begin at token i, or 0.
func (r *reader) recordAfter(i int) int {
	if i >= len(r.a.Tokens) || r.a.Lower(i) != "in" || r.a.Tokens[i].UPOS != language.ADP {
		return 0
	}
	for j := i + 1; j < len(r.a.Tokens) && j <= i+recordWords; j++ {
		switch r.a.Tokens[j].UPOS {
		case language.DET, language.ADJ, language.PRON:
			continue
		case language.NOUN:
			if r.lexicon.records[r.a.Tokens[j].Lemma] {
				return j + 1
			}
			continue
		}
		return 0
	}
	return 0
}

// negated reports whether the cue is denied: "did not say", "declined to
// say", "no official said".
func (r *reader) negated(i, source int) bool {
	if r.lexicon.negating[r.a.Tokens[i].Lemma] {
		return true
	}
	for c := range r.a.Children(i) {
		if r.outer[c] != r.outer[i] {
			continue // a "not" that is quoted
		}
		switch r.a.Lower(c) {
		case "not", "n't", "n’t", "never":
			return true
		}
	}
	if source >= 0 {
		for c := range r.a.Children(source) {
			switch r.a.Lower(c) {
			case "no", "neither", "nor":
				return true
			}
		}
		switch r.a.Lower(source) {
		case "nobody", "none", "neither", "no-one":
			return true
		}
	}
	if h := int(r.a.Tokens[i].Head); r.a.Tokens[i].Rel == language.Xcomp && h >= 0 {
		return r.lexicon.negating[r.a.Tokens[h].Lemma] || r.negated(h, language.None)
	}
	return false
}

// clause gives the clause that cue i governs: a complement clause, or what a
// parenthetical cue stands in ("..., he said").
func (r *reader) clause(i int) []extent {
	for c := range r.a.Children(i) {
		t := &r.a.Tokens[c]
		switch t.Rel.Core() {
		case language.Ccomp:
			return r.settle(r.extents[c], i)
		case language.Xcomp:
			if t.XPOS == language.TagVBG {
				return r.settle(r.extents[c], i)
			}
		case language.Advcl:
			if m := r.a.Child(c, language.Mark); m != language.None && r.a.Lower(m) == "that" {
				return r.settle(r.extents[c], i)
			}
			if f := r.extents[c].first; f == i+1 && r.a.Tokens[f].XPOS == language.TagVBG {
				return r.settle(r.extents[c], i)
			}
		case language.Parataxis:
			if c > i && r.verbal(c) && r.introduced(r.extents[c].first) {
				return r.settle(r.extents[c], i)
			}
		}
	}
	return nil
}

// widen extends a clause after cue i over what the parse hung elsewhere but the
// words join to it: "and that ...", "and" with a verb that is no cue, "because
// ...", "if ...".
func (r *reader) widen(e extent, i int) extent {
	s := r.around(i)
	if e.first <= i || e.last >= s.Last {
		return e
	}
	j := e.last
	for j < s.Last && r.a.Form(j) == "," {
		j++
	}
	if j+1 >= s.Last || r.outer[j] != language.None {
		return e
	}
	joins := false
	switch {
	case r.a.Tokens[j].UPOS == language.CCONJ:
		k := j + 1
		for k+1 < s.Last && r.a.Tokens[k].UPOS == language.ADV {
			k++
		}
		joins = r.a.Lower(k) == "that" || r.a.Lower(k) == "because" ||
			r.finite(k) && j == e.last && (len(r.takes(k)) == 0 || r.a.Tokens[k].XPOS != r.a.Tokens[i].XPOS)
	case r.a.Tokens[j].UPOS == language.SCONJ || r.a.Lower(j) == "even":
		switch r.a.Lower(j) {
		case "because", "if", "unless", "even", "so", "when":
			joins = true
		}
	}
	if joins {
		if t := r.tail(j); t.last > e.last {
			e.last = t.last
		}
	}
	return e
}

// settle gives an extent without what belongs to cue i around it: for a
// preposed clause the words of the cue that lie inside it.
func (r *reader) settle(e extent, i int) []extent {
	if e.has(i) {
		if p, ok := r.parenthesis(i); ok {
			if rest := withoutAll([]extent{e}, p); len(rest) > 0 {
				return rest
			}
		}
		return withoutAll([]extent{e}, extent{i, i + 1})
	}
	return []extent{r.widen(e, i)}
}

// introduced reports whether a colon stands before token i.
func (r *reader) introduced(i int) bool {
	return i > 0 && r.a.Form(i-1) == ":"
}

// host gives the sentence in which cue i and its subject are a parenthesis,
// without the parenthesis: "The camp, she said, was full." The parse of such
// sentences is the least certain, so commas decide.
func (r *reader) host(i int) ([]extent, extent) {
	p, ok := r.parenthesis(i)
	if !ok {
		return nil, extent{}
	}
	s := r.around(i)
	before, after := extent{s.First, p.first}, extent{p.last, s.Last}
	if r.wordless(before) || !r.hasVerb(before) && r.wordless(after) {
		return nil, extent{}
	}
	if r.wordless(after) || r.adjunct(after) {
		return []extent{before}, p
	}
	return []extent{before, after}, p
}

// interruption gives the sentence that cue i and its subject break between the
// subject and the verb: "The years that followed, he said, were lean."
func (r *reader) interruption(i int) ([]extent, extent) {
	p, ok := r.parenthesis(i)
	if !ok {
		return nil, extent{}
	}
	s := r.around(i)
	next := p.last + 1
	for next < s.Last && r.a.Tokens[next].UPOS == language.ADV {
		next++
	}
	if next >= s.Last || r.a.Form(p.last) != "," || !r.finite(next) || r.outer[next] != language.None || r.hasVerb(extent{p.first - 1, i}) {
		return nil, extent{}
	}
	return r.host(i)
}

// parenthesis gives the extent of cue i with its subject and adjuncts if it
// stands between commas, dashes or quotation marks and the end of the sentence.
func (r *reader) parenthesis(i int) (extent, bool) {
	subject := r.own(i, false)
	if subject == language.None {
		return extent{}, false
	}
	s := r.around(i)
	p := extent{min(i, r.cueExtent(i, language.None).first), i + 1}
	e := r.extents[subject]
	if subject < i {
		p.first = min(p.first, max(e.first, s.First))
	} else {
		p.last = max(p.last, e.last)
	}
	if p.first <= s.First+1 || !r.boundary(p.first-1) && r.a.Lower(p.first-1) != "as" {
		return extent{}, false
	}
	for p.last < s.Last && !r.boundary(p.last) {
		if r.outer[p.last] != language.None || r.a.Tokens[p.last].Rel.Core() == language.Nsubj || r.a.Lower(p.last) == "that" {
			return extent{}, false
		}
		p.last++
	}
	return p, true
}

// hasVerb reports whether a finite verb lies in the extent.
func (r *reader) hasVerb(e extent) bool {
	for i := e.first; i < e.last; i++ {
		switch r.a.Tokens[i].XPOS {
		case language.TagVBD, language.TagVBP, language.TagVBZ, language.TagMD:
			return true
		}
	}
	return false
}

// boundary reports whether token i is a comma, dash, stop or quotation mark outside a quotation, or one's edge.
func (r *reader) boundary(i int) bool {
	switch r.a.Form(i) {
	case ",", ";", ".", "-", "–", "—", "--", "?", "!", ":", ")":
		return true
	}
	return r.outer[i] != language.None && r.a.Tokens[i].UPOS == language.PUNCT
}

// wordless reports whether an extent holds nothing but punctuation.
func (r *reader) wordless(e extent) bool {
	for i := e.first; i < e.last; i++ {
		if r.a.Tokens[i].UPOS != language.PUNCT {
			return false
		}
	}
	return true
}

// adjunct reports whether what follows a parenthetical cue goes with the cue
// rather than with the content: ", adding that", ", who had", ", after".
func (r *reader) adjunct(e extent) bool {
	for i := e.first; i < e.last; i++ {
		t := &r.a.Tokens[i]
		switch {
		case t.UPOS == language.PUNCT:
			continue
		case t.XPOS == language.TagVBG, t.XPOS == language.TagWP, t.XPOS == language.TagWDT:
			return true
		}
		return false
	}
	return false
}

// infinitive gives the infinitive that cue i governs.
func (r *reader) infinitive(i int) []extent {
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Xcomp, language.Ccomp, language.Acl, language.Advcl:
			if r.toInfinitive(c) {
				return []extent{r.extents[c]}
			}
		}
	}
	return nil
}

// toInfinitive reports whether c is an infinitive with "to".
func (r *reader) toInfinitive(c int) bool {
	for m := range r.a.Children(c) {
		if r.a.Tokens[m].Rel == language.Mark && r.a.Lower(m) == "to" && m < c {
			return true
		}
	}
	return false
}

// objectOf gives the object of cue i, its subject in the passive, or the noun
// that a relative clause without pronoun describes; None if there is none.
func (r *reader) objectOf(i int, passive bool) int {
	if passive {
		if s := r.a.Child(i, language.Nsubj); s != language.None {
			return s
		}
		if r.a.Tokens[i].Rel == language.Acl {
			return int(r.a.Tokens[i].Head)
		}
		return language.None
	}
	if o := r.a.Child(i, language.Obj, language.Iobj); o != language.None {
		return o
	}
	if r.a.Tokens[i].Rel == language.AclRelcl && r.a.Child(i, language.Nsubj) != language.None {
		if s := r.a.Child(i, language.Nsubj); r.a.Tokens[s].XPOS != language.TagWP && r.a.Tokens[s].XPOS != language.TagWDT && r.a.Lower(s) != "that" {
			return int(r.a.Tokens[i].Head)
		}
	}
	return language.None
}

// object gives the words of the object of cue i.
func (r *reader) object(i int, passive bool) []extent {
	o := r.objectOf(i, passive)
	if o == language.None {
		return nil
	}
	return r.settleObject(o, i)
}

// settleObject gives the words of noun o without those of cue i's clause.
func (r *reader) settleObject(o, i int) []extent {
	e := r.extents[o]
	if e.has(i) {
		out := withoutAll([]extent{e}, r.extents[i])
		return out[:min(1, len(out))]
	}
	return []extent{e}
}

// objectAnd gives the object of cue i together with what follows it: an
// infinitive, a predicate or a preposition with its noun.
func (r *reader) objectAnd(i int, with string, passive bool) []extent {
	o := r.objectOf(i, passive)
	if o == language.None {
		if c := r.a.Child(i, language.Ccomp, language.Advcl); with == objectWithInfinitive && c > i && r.toInfinitive(c) && r.a.Child(c, language.Nsubj) != language.None {
			return []extent{r.extents[c]} // "encouraged [both sides to talk]"
		}
		return nil
	}
	object := r.settleObject(o, i)
	if len(object) == 0 {
		return nil
	}
	if c := r.a.Child(o, language.Acl); with == objectWithInfinitive && c > i && r.toInfinitive(c) {
		return object
	}
	for c := range r.a.Children(i) {
		if c == o || c < i {
			continue
		}
		t := &r.a.Tokens[c]
		fits := false
		switch with {
		case objectWithInfinitive:
			fits = (t.Rel == language.Xcomp || t.Rel == language.Ccomp || t.Rel == language.Advcl) && r.toInfinitive(c)
		case objectWithPredicate:
			fits = t.Rel == language.Xcomp && t.UPOS != language.VERB || c > o && (t.Rel.Core() == language.Obj || t.Rel == language.OblUnmarked)
		default:
			core := t.Rel.Core()
			fits = (core == language.Obl || core == language.Advcl || core == language.Xcomp) && r.caseOf(c, with) != language.None
		}
		if fits {
			if object[0].last <= r.extents[c].first && object[0].first > i {
				return []extent{{object[0].first, r.extents[c].last}}
			}
			return append(object, r.extents[c])
		}
	}
	return nil
}

// objectTail reads the object and what follows it from the words alone where
// the parse has lost one of them: "called the plan <anything>", "accused the
// ministry of <anything>".
func (r *reader) objectTail(i int, with string) []extent {
	e := r.tail(i)
	if e.last-e.first < 2 || r.a.Tokens[e.first].UPOS == language.ADP || r.a.Tokens[e.first].UPOS == language.PUNCT {
		return nil
	}
	if with == objectWithPredicate {
		for j := e.first + 1; j < e.last; j++ {
			if r.outer[j] != language.None && r.outer[j-1] == language.None {
				return []extent{{e.first, r.quoteEnd(j)}}
			}
		}
		return nil
	}
	for j := e.first + 1; j < e.last-1; j++ {
		if r.a.Lower(j) == with {
			return []extent{e}
		}
	}
	return nil
}

// quoteEnd gives one past the last token of the quotation that token i stands in.
func (r *reader) quoteEnd(i int) int {
	q := r.outer[i]
	for i < len(r.outer) && r.outer[i] == q {
		i++
	}
	return i
}

// tail gives the words after cue i up to where its clause ends: a stop, a
// comma before a participle or relative pronoun, or "and" before another verb.
func (r *reader) tail(i int) extent {
	s := r.around(i)
	e := extent{i + 1, i + 1}
	for e.first < s.Last && r.a.Tokens[e.first].UPOS == language.ADV {
		e.first++
	}
	for e.last = e.first; e.last < s.Last; e.last++ {
		j := e.last
		if r.outer[j] != language.None {
			continue
		}
		if r.boundary(j) && (r.wordless(extent{j, s.Last}) || r.adjunct(extent{j, s.Last}) || r.a.Form(j) == ";") {
			break
		}
		if r.a.Tokens[j].UPOS == language.CCONJ && j+1 < s.Last && r.finite(j+1) {
			break
		}
	}
	return e
}

// finite reports whether token i is a finite verb.
func (r *reader) finite(i int) bool {
	switch r.a.Tokens[i].XPOS {
	case language.TagVBD, language.TagVBP, language.TagVBZ, language.TagMD:
		return true
	}
	return false
}

// prepositional gives what follows the preposition of cue i, and the preposition.
func (r *reader) prepositional(i int, word string) ([]extent, int) {
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Obl, language.Advcl, language.Nmod, language.Acl, language.Ccomp, language.Xcomp:
			if p := r.caseOf(c, word); p != language.None {
				return []extent{{p + 1, r.extents[c].last}}, p
			}
		}
	}
	p := i + 1 // right after the cue, whatever the parse hung it on
	if p+1 >= len(r.a.Tokens) || r.a.Lower(p) != word || r.a.Tokens[p].Sentence != r.a.Tokens[i].Sentence {
		return nil, language.None
	}
	if h := int(r.a.Tokens[p].Head); h > p && r.a.Tokens[p].Rel == language.Case {
		return []extent{{p + 1, r.extents[h].last}}, p
	}
	return nil, language.None
}

// onInfinitive gives "X to go" of "called on X to go", and the preposition.
func (r *reader) onInfinitive(i int) ([]extent, int) {
	on, p := r.prepositional(i, "on")
	if on == nil {
		if on, p = r.prepositional(i, "upon"); on == nil {
			return nil, language.None
		}
	}
	if inf := r.infinitive(i); inf != nil {
		on = append(on, inf...)
	}
	return on, p
}

// subjectAnd gives the subject of cue i and what follows the cue.
func (r *reader) subjectAnd(i int) []extent {
	var out []extent
	if s := r.a.Child(i, language.Nsubj); s != language.None && r.a.Lower(s) != "it" {
		out = append(out, r.extents[s])
	}
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Xcomp, language.Ccomp, language.Csubj:
			return append(out, r.extents[c])
		}
	}
	return nil
}

// tryNoun reads a noun as a cue.
func (r *reader) tryNoun(f finding) (finding, bool) {
	i := f.cue
	prep := language.None
	switch f.take.pattern {
	case takesClause:
		for c := range r.a.Children(i) {
			if c < i {
				continue
			}
			core := r.a.Tokens[c].Rel
			if m := r.a.Child(c, language.Mark); (core == language.Acl || core == language.Ccomp || core == language.AclRelcl) && m != language.None && r.a.Lower(m) == "that" {
				f.content = []extent{r.extents[c]}
			}
		}
	case takesInfinitive:
		f.content = r.infinitive(i)
	case takesPreposition:
		f.content, prep = r.prepositional(i, f.take.with)
	case takesIsClause:
		f.content = r.predicate(i)
	}
	if len(f.content) == 0 {
		return f, false
	}
	first := i
	if p := r.a.Child(i, language.NmodPoss); p != language.None {
		f.source = p
		if m := r.extents[p]; m.last > p+1 && r.a.Tokens[m.last-1].XPOS == language.TagPOS {
			first = m.last - 1
		} else {
			first = m.last
		}
	} else if h := int(r.a.Tokens[i].Head); r.a.Tokens[i].Rel == language.Obj && h >= 0 && !r.passive(h) {
		f.source = r.source(h)
		first = r.cueExtent(h, language.None).first
	}
	if f.source == language.None {
		f.source = r.nounSource(i, prep)
	}
	if f.source == language.None {
		r.complete(&f, prep)
		return f, true
	}
	r.complete(&f, prep)
	f.sources = r.possessor(f.source, first)
	f.cueSpan.first = min(f.cueSpan.first, max(first, f.sources.last))
	if first <= i {
		f.cueSpan.first = first
	}
	return f, true
}

// nounSource gives who utters noun i by a preposition: "criticism from the
// bishops of the plan", "a statement by the ministry".
func (r *reader) nounSource(i, prep int) int {
	for c := range r.a.Children(i) {
		if r.a.Tokens[c].Rel.Core() != language.Nmod {
			continue
		}
		for _, word := range []string{"by", "from", "among"} {
			if p := r.caseOf(c, word); p != language.None && p != prep {
				return c
			}
		}
	}
	return language.None
}

// possessor gives the words of a source without the possessive 's that token first may be.
func (r *reader) possessor(source, first int) extent {
	e := r.extents[source]
	if e.has(first) && first > source {
		e.last = first
	}
	return e
}

// predicate gives the clause of "his claim is that ...".
func (r *reader) predicate(i int) []extent {
	h := int(r.a.Tokens[i].Head)
	if h < 0 || r.a.Tokens[i].Rel.Core() != language.Nsubj {
		return nil
	}
	if r.a.Tokens[i].Rel == language.NsubjOuter {
		e := r.extents[h]
		e.first = max(e.first, r.extents[i].last)
		if c := r.a.Child(h, language.Cop); c != language.None && c >= e.first && c < h {
			e.first = c + 1
		}
		return []extent{e}
	}
	if r.a.Tokens[h].Lemma == "be" {
		if c := r.a.Child(h, language.Ccomp, language.Xcomp); c != language.None && c > h {
			return []extent{r.extents[c]}
		}
	}
	return nil
}

// tryAdjective reads a predicate adjective as a cue.
func (r *reader) tryAdjective(f finding) (finding, bool) {
	i := f.cue
	prep := language.None
	carrier := i // what has the subject: the adjective with a copula, or the verb before it
	if h := int(r.a.Tokens[i].Head); r.a.Tokens[i].Rel == language.Xcomp && h >= 0 && h < i {
		carrier = h
	} else if r.a.Child(i, language.Cop) == language.None {
		return f, false
	}
	f.source = r.source(carrier)
	switch f.take.pattern {
	case takesClause:
		for _, g := range []int{i, carrier} {
			if c := r.a.Child(g, language.Ccomp, language.Csubj); c != language.None && c > i {
				f.content = []extent{r.extents[c]}
				break
			}
		}
	case takesInfinitive:
		f.content = r.infinitive(i)
	case takesPreposition:
		f.content, prep = r.prepositional(i, f.take.with)
	case takesSubject:
		return f, false
	}
	if len(f.content) == 0 {
		return f, false
	}
	if f.source >= 0 && r.a.Lower(f.source) == "it" && f.take.class == "seeming" {
		f.source = language.None
	}
	r.complete(&f, prep)
	if carrier != i {
		f.cueSpan.first = min(f.cueSpan.first, r.cueExtent(carrier, language.None).first)
	}
	return f, true
}
