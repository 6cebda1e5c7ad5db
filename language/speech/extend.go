package speech

import (
	"demarche/language"
)

// leaving are the prepositions and conjunctions whose phrase after the content
// tells when or how something was said rather than what.
var leaving = map[string]bool{
	"during": true, "after": true, "before": true, "while": true, "among": true, "although": true, "though": true,
	"on": true, "since": true, "when": true, "amid": true,
}

// extend widens content that stands after its cue to what the parse hung on
// the cue itself although the words run on: "[proposed] {a ban} on flights",
// "[highlighted] {the win} as proof". It ends at the first part that a comma
// sets off or that tells of the saying.
func (r *reader) extend(f *finding) {
	n := len(f.content)
	if n == 0 || f.cue < 0 || !f.aside.empty() || f.take.pattern < takesObjectAnd {
		return
	}
	r.between(f)
	e := &f.content[n-1]
	if e.first <= f.cue {
		return
	}
	for c := range r.a.Children(f.cue) {
		x := r.extents[c]
		if x.first < e.last || c < f.cue {
			continue
		}
		if r.a.Tokens[c].UPOS == language.PUNCT {
			continue
		}
		if x.first > e.last || r.outer[x.first] != language.None && r.outer[x.first] != r.outer[e.last-1] || !r.runsOn(f, c) {
			return
		}
		e.last = x.last
	}
}

// runsOn reports whether dependent c of the cue, right after the content, belongs to it.
func (r *reader) runsOn(f *finding, c int) bool {
	t := &r.a.Tokens[c]
	if r.a.Form(r.extents[c].first) == "," || r.a.Form(r.extents[c].first) == "-" {
		return false
	}
	word := ""
	for m := range r.a.Children(c) {
		if rel := r.a.Tokens[m].Rel; m < c && (rel == language.Case || rel == language.Mark) {
			word = r.a.Lower(m)
			break
		}
	}
	switch t.Rel.Core() {
	case language.Advcl, language.Obl:
		if t.Rel == language.OblUnmarked || t.Rel == language.OblAgent {
			return false
		}
		return !leaving[word]
	case language.Obj, language.Xcomp, language.Ccomp:
		return true
	case language.Parataxis:
		return false
	}
	return false
}

// between takes in the object that stands between the cue and its clause or
// infinitive: "decided which vision they prefer", "wants the court to rule".
func (r *reader) between(f *finding) {
	if f.take.pattern != takesClause && f.take.pattern != takesInfinitive {
		return
	}
	for k := range f.content {
		e := &f.content[k]
		for c := range r.a.Children(f.cue) {
			if c > f.cue && r.a.Tokens[c].Rel == language.Obj && r.extents[c].last == e.first && r.extents[c].first > f.cue {
				e.first = r.extents[c].first
			}
		}
	}
}

// toEnd widens a clause after a verb of saying to the end of the sentence
// where nothing shows that the report goes on in its own voice: what was said
// is mostly the rest of the sentence, and the parse errs most at its end.
func (r *reader) toEnd(f *finding) {
	n := len(f.content)
	if n == 0 || f.take.pattern != takesClause || r.a.Tokens[f.cue].UPOS != language.VERB || !f.aside.empty() || f.content[n-1].first <= f.cue {
		return
	}
	s := r.around(f.cue)
	e := &f.content[n-1]
	k := e.last
	for k < s.Last && r.a.Tokens[k].UPOS == language.PUNCT {
		k++
	}
	if k < s.Last && !r.ownVoice(f, k, s) {
		e.last = s.Last
	}
}

// ownVoice reports whether the words from token k to the end of the sentence
// are the report's rather than the source's.
func (r *reader) ownVoice(f *finding, k int, s language.Sentence) bool {
	tense := r.a.Tokens[f.cue].XPOS
	t := &r.a.Tokens[k]
	switch {
	case t.XPOS == language.TagVBG:
		return true
	case t.XPOS == language.TagWP || t.XPOS == language.TagWDT || t.XPOS == language.TagWPS:
		return false
	case t.UPOS == language.CCONJ:
		for i := k + 1; i < s.Last; i++ {
			if r.finite(i) {
				return r.a.Tokens[i].XPOS == tense
			}
		}
		return false
	case t.UPOS == language.SCONJ || t.UPOS == language.ADP:
		switch r.a.Lower(k) {
		case "if", "because", "that", "unless":
			return false
		}
		return true
	}
	for i := k; i < s.Last; i++ {
		if r.a.Tokens[i].UPOS == language.VERB && len(r.takes(i)) > 0 {
			return true
		}
	}
	return false
}

// fromThat begins the content of a verb of saying at the "that" behind it
// where the parse took a noun in between for what "that" refers to and so cut
// the clause short: "said on Monday that 40 more, of 90 named, would". A
// "that" before a finite verb is a relative pronoun indeed.
func (r *reader) fromThat(f *finding) {
	if len(f.content) == 0 || f.take.pattern != takesClause || r.a.Tokens[f.cue].UPOS != language.VERB {
		return
	}
	e := &f.content[0]
	for j := f.cue + 1; j < e.first && !r.boundary(j) && r.outer[j] == language.None; j++ {
		if r.a.Lower(j) != "that" {
			if r.finite(j) {
				return
			}
			continue
		}
		if j+1 < e.first && !r.finite(j+1) {
			e.first = j
		}
		return
	}
}

// beforeRuler ends the content of a cue in a subordinate clause where the
// clause begins that it depends on: "When [asked] {about it}, he said ...".
func (r *reader) beforeRuler(f *finding) {
	if !f.aside.empty() || r.a.Tokens[f.cue].UPOS != language.VERB {
		return
	}
	h := int(r.a.Tokens[f.cue].Head)
	for n := 0; n < maxClimb && h >= 0; n++ {
		if h > f.cue && r.verbal(h) {
			start := r.cueExtent(h, language.None).first
			if s := r.own(h, false); s > f.cue && s < start {
				start = r.extents[s].first
			}
			for start > f.cue+1 && r.a.Tokens[start-1].UPOS == language.PUNCT && r.outer[start-1] == language.None {
				start--
			}
			for k := range f.content {
				if e := &f.content[k]; e.first > f.cue && e.has(h) && e.first < start && r.a.Tokens[start].UPOS == language.PUNCT {
					e.last = start
				}
			}
			return
		}
		h = int(r.a.Tokens[h].Head)
	}
}
