package speech

import (
	"demarche/language"
	"demarche/vocabulary"
)

// tag is who spoke a quotation, as the words right after it say: "..., the
// minister, Jane Doe, told reporters". The parse errs there most, because what
// stands before is a sentence of its own; word order does not.
type tag struct {
	verb   int
	source extent
}

// tagged reads the tag after every quotation and sets right what the parse made of it.
func (r *reader) tagged() {
	for q := range r.a.Quotations {
		x := &r.a.Quotations[q]
		if x.Depth > 0 || !r.speech(q) || !r.endsAsSpeech(q) {
			continue
		}
		if t, ok := r.tagAfter(x.End); ok && !r.others(q, t.verb) {
			r.setTag(q, t)
		}
	}
	for q := range r.a.Quotations {
		x := &r.a.Quotations[q]
		if x.Depth > 0 || x.Scare || r.byQuote[q] != language.None {
			continue
		}
		if cue, source, ok := r.nounTag(x.End); ok {
			r.give(q, cue, source)
		}
	}
}

// nounTag reads who spoke by a noun or a dash after a quotation: "... was the
// mayor's verdict", "... came the reply from the ministry", "... – Jane Doe,
// director of the institute". The cue is None after a dash.
func (r *reader) nounTag(at int) (cue int, source extent, ok bool) {
	start := r.a.TokenAt(at)
	if start == 0 || start >= len(r.a.Tokens) {
		return language.None, extent{}, false
	}
	s := r.a.Sentences[r.a.Tokens[start].Sentence]
	switch f := r.a.Form(start); {
	case f == "–" || f == "—" || f == "--":
		e := extent{start + 1, min(s.Last, start+tagWords)}
		return language.None, e, e.last == s.Last && !r.hasVerb(e) && !e.empty() && r.a.Tokens[e.first].UPOS == language.PROPN
	case f == ",":
		start++
	}
	if start+1 >= s.Last || r.a.Tokens[start].Lemma != "be" && r.a.Tokens[start].Lemma != "come" {
		return language.None, extent{}, false
	}
	for i := start + 1; i < s.Last && i < start+tagWords && !r.boundary(i); i++ {
		if r.a.Tokens[i].UPOS != language.NOUN || len(r.lexicon.nouns[r.a.Tokens[i].Lemma]) == 0 {
			continue
		}
		for c := range r.a.Children(i) {
			rel := r.a.Tokens[c].Rel
			if rel == language.NmodPoss || rel.Core() == language.Nmod && (r.caseOf(c, "from") >= 0 || r.caseOf(c, "of") >= 0 || r.caseOf(c, "by") >= 0) {
				return i, r.sourceExtent(c, i), true
			}
		}
	}
	return language.None, extent{}, false
}

// give makes an attribution of quotation q with that cue and source.
func (r *reader) give(q, cue int, source extent) {
	head := r.headOf(source)
	if head == language.None {
		return
	}
	first, last := r.a.TokensIn(r.a.Quotations[q].Span)
	f := finding{cue: cue, at: first, source: head, sources: source, content: []extent{{first, last}}, quotes: []int{q}, direct: true, take: take{pattern: takesQuote, class: vocabulary.Spoken}}
	if cue >= 0 {
		f.cueSpan, f.lemma, f.at = extent{cue, cue + 1}, r.a.Tokens[cue].Lemma, cue
	}
	r.add(f)
}

// others reports whether quotation q ends a clause that a cue before it has
// taken: he wrote that it was "closed", the ministry said.
func (r *reader) others(q, verb int) bool {
	first, _ := r.a.TokensIn(r.a.Quotations[q].Span)
	if first == 0 || first >= len(r.covered) || r.a.Tokens[first-1].Sentence != r.a.Tokens[first].Sentence {
		return false
	}
	f := r.covered[first]
	return f >= 0 && r.found[f].cue >= 0 && r.found[f].cue < first && r.found[f].cue != verb
}

// tagAfter gives the tag that begins at byte at, behind a quotation.
func (r *reader) tagAfter(at int) (tag, bool) {
	start := r.a.TokenAt(at)
	if start == 0 || start >= len(r.a.Tokens) {
		return tag{}, false
	}
	s := r.around(start - 1)
	if start >= s.Last && r.tagAlone(start) {
		s = r.around(start)
	}
	for start < s.Last && r.a.Tokens[start].UPOS == language.PUNCT && r.outer[start] == language.None {
		start++
	}
	if start+2 < s.Last && r.a.Tokens[start].Lemma == "be" && r.a.Lower(start+1) == "how" {
		start += 2 // "... is how she put it"
	}
	v := r.tagVerb(start, s)
	if v == language.None {
		return tag{}, false
	}
	e := extent{start, v}
	for k := start; k < v && r.a.Lower(v-1) == "as"; k++ { // "the mayor was quoted as saying"
		if r.a.Tokens[k].UPOS == language.AUX {
			e.last = k
			break
		}
	}
	if r.hasNominal(e) {
		return tag{v, e}, true
	}
	e = extent{v + 1, v + 1}
	for e.last < s.Last && r.outer[e.last] == language.None && !r.boundary(e.last) && !r.startsAdjunct(e.last) {
		e.last++
	}
	for e.last < s.Last && r.a.Form(e.last) == "," && r.apposition(e.last+1, s) {
		for e.last++; e.last < s.Last && r.outer[e.last] == language.None && !r.boundary(e.last); e.last++ {
		}
	}
	return tag{v, e}, r.hasNominal(e) && r.a.Tokens[e.first].UPOS != language.ADP
}

// tagAlone reports whether the sentence that begins at token i is nothing but
// the tag of the quotation before it: "Trust me." The minister said. It holds
// one finite verb without an object or clause and no quotation.
func (r *reader) tagAlone(i int) bool {
	s := r.around(i)
	if i != s.First || i == 0 || s.Last-s.First > tagWords || r.a.Sentences[r.a.Tokens[i-1].Sentence].Paragraph != s.Paragraph {
		return false
	}
	verbs := 0
	for k := s.First; k < s.Last; k++ {
		if r.outer[k] != language.None {
			return false
		}
		if r.finite(k) {
			verbs++
			if r.a.Child(k, language.Ccomp, language.Xcomp, language.Obj, language.Iobj) != language.None {
				return false
			}
		}
	}
	return verbs == 1 && r.a.Form(s.Last-1) != ":"
}

// tagVerb gives the verb of saying of a tag that begins at token start: the
// first word or the first finite verb outside relative clauses and appositions.
func (r *reader) tagVerb(start int, s language.Sentence) int {
	for i := start; i < s.Last && i < start+tagWords; i++ {
		if r.outer[i] != language.None {
			return language.None
		}
		t := &r.a.Tokens[i]
		switch {
		case t.XPOS == language.TagWP || t.XPOS == language.TagWDT || t.XPOS == language.TagWPS:
			for i++; i < s.Last && r.a.Form(i) != ","; i++ {
			}
			continue
		case t.UPOS == language.CCONJ && i == start || t.UPOS == language.SCONJ && r.a.Lower(i) != "as" || t.XPOS == language.TagVBG && i == start:
			return language.None
		case i == start && t.XPOS == language.TagNNS && i+1 < s.Last && r.a.Tokens[i+1].UPOS == language.PROPN && r.utters(i):
			return i // "posts Jane Doe", which a tagger takes for a noun
		}
		if t.XPOS == language.TagVBG && r.a.Lower(i-1) == "as" && r.utters(i) {
			return i // "is quoted as saying"
		}
		if t.UPOS == language.VERB && (isFinite(t.XPOS) || t.XPOS == language.TagVBN || t.XPOS == language.TagVB && i > start && r.a.Tokens[i-1].UPOS != language.AUX && r.a.Tokens[i-1].XPOS != language.TagTO) {
			if r.utters(i) && !r.negatedBefore(i) {
				return i
			}
			if isFinite(t.XPOS) || i == start {
				return language.None
			}
		}
	}
	return language.None
}

// negatedBefore reports whether an auxiliary stands right before verb i, so
// that it is no simple "said".
func (r *reader) negatedBefore(i int) bool {
	return i > 0 && r.a.Tokens[i-1].UPOS == language.AUX && r.a.Tokens[i].XPOS == language.TagVBN && r.a.Tokens[i-1].Lemma == "be"
}

// utters reports whether token i is a word that brings direct speech.
func (r *reader) utters(i int) bool {
	if r.a.Tokens[i].Lemma == "put" && i+1 < len(r.a.Tokens) && r.a.Lower(i+1) == "it" {
		return true
	}
	for _, t := range r.lexicon.verb(r.a.Tokens[i].Lemma) {
		if t.pattern == takesQuote && (t.class == vocabulary.Spoken || t.class == vocabulary.Written) {
			return true
		}
	}
	return false
}

func (r *reader) hasNominal(e extent) bool {
	for i := e.first; i < e.last; i++ {
		if r.nominal(i) {
			return true
		}
	}
	return false
}

// startsAdjunct reports whether token i begins what is no part of the name of a speaker: "on Monday", "to reporters".
func (r *reader) startsAdjunct(i int) bool {
	t := &r.a.Tokens[i]
	if t.UPOS == language.ADP {
		switch r.a.Lower(i) {
		case "of", "for", "at":
			return false
		}
		return true
	}
	return t.UPOS == language.ADV || t.UPOS == language.SCONJ || t.UPOS == language.VERB && isFinite(t.XPOS)
}

// apposition reports whether the words from token i to the next comma or stop
// name who stands before them: a determiner, possessive or name, and no verb.
func (r *reader) apposition(i int, s language.Sentence) bool {
	if i >= s.Last || r.outer[i] != language.None {
		return false
	}
	switch t := &r.a.Tokens[i]; {
	case t.UPOS == language.DET, t.UPOS == language.PROPN, t.XPOS == language.TagPRPS, t.UPOS == language.NOUN:
	default:
		return false
	}
	for ; i < s.Last && !r.boundary(i); i++ {
		if u := r.a.Tokens[i].UPOS; u == language.VERB || u == language.AUX || r.a.Tokens[i].XPOS == language.TagPRP {
			return false
		}
	}
	return true
}

// setTag gives quotation q to the source of its tag.
func (r *reader) setTag(q int, t tag) {
	head := r.headOf(t.source)
	if head == language.None {
		return
	}
	if k, ok := r.byCue[t.verb]; ok {
		f := &r.found[k]
		if f.source == language.None || !t.source.has(f.source) || !r.isPerson(f.source) && (r.isPerson(head) || !r.person(f.source)) {
			f.source, f.sources = head, t.source
			f.cueSpan = nearest(f.cueSpan.without(t.source), f.cue)
		}
		if r.byQuote[q] == language.None {
			r.join(q, k)
		}
		return
	}
	if r.byQuote[q] != language.None {
		return
	}
	r.give(q, t.verb, t.source)
}

// isPerson reports whether token i stands for a person whom the report names or describes.
func (r *reader) isPerson(i int) bool {
	e := r.entity(i)
	return e >= 0 && r.a.Entities[e].Kind == language.Person
}

// headOf gives the token for which a stretch of words stands: the head of the
// first named person in it, else its first noun or pronoun.
func (r *reader) headOf(e extent) int {
	head := language.None
	for i := e.first; i < e.last; i++ {
		if m, ok := r.mention[i]; ok && r.outer[i] == language.None {
			x := &r.a.Mentions[m]
			if x.Entity >= 0 && r.a.Entities[x.Entity].Kind == language.Person && (x.Form == language.Name || x.Form == language.Short) {
				return i
			}
		}
		if head == language.None && r.nominal(i) && r.a.Tokens[i].Rel.Core() != language.Compound {
			head = i
		}
	}
	return head
}
