package speech

import (
	"demarche/language"
	"demarche/vocabulary"
)

// maxTangle bounds how many cues of one sentence are compared with each other.
const maxTangle = 48

// untangle takes apart attributions of one sentence that the parse put into
// each other although they stand side by side: "A said that ..., adding that
// ...", "A said ..., while B denied ...", "A said ..., according to B".
func (r *reader) untangle() {
	for _, fs := range r.inSentence {
		if len(fs) > maxTangle {
			continue
		}
		for _, a := range fs {
			for _, b := range fs {
				if a != b && r.holds(&r.found[a], r.found[b].cue) {
					r.separate(&r.found[a], &r.found[b])
				}
			}
		}
	}
}

// holds reports whether token i lies in the content of a finding.
func (r *reader) holds(f *finding, i int) bool {
	for _, e := range f.content {
		if e.has(i) {
			return true
		}
	}
	return false
}

// separate cuts the content of x where y, which begins inside it, is a statement beside it.
func (r *reader) separate(x, y *finding) {
	if c := r.relativeComma(y); c > x.cue && x.aside.empty() {
		r.cut(x, c)
		return
	}
	if !y.aside.empty() {
		if y.aside.last >= r.lastWord(x) {
			r.cut(x, y.aside.first)
		} else {
			x.content = withoutAll(x.content, y.aside)
		}
		return
	}
	if y.cue < x.cue || !x.aside.empty() || y.take.class != vocabulary.Spoken && y.take.class != vocabulary.Written {
		return
	}
	verb := &r.a.Tokens[y.cue]
	subject := r.own(y.cue, false) != language.None
	start := y.cueSpan.first
	if subject && y.sources.last <= start && y.sources.first > x.cue && !y.sources.empty() {
		start = y.sources.first
	}
	if t := r.tense(y); !subject && t == r.tense(x) && isFinite(t) && r.a.Tokens[start-1].UPOS == language.CCONJ {
		y.source, y.sources = x.source, x.sources
		r.cut(x, start-1)
		return
	}
	joint := start - 1
	for joint > x.cue && (r.a.Tokens[joint].UPOS == language.CCONJ || r.a.Tokens[joint].UPOS == language.SCONJ && r.a.Lower(joint) != "that" || r.a.Tokens[joint].UPOS == language.ADV) {
		joint--
	}
	if f := r.a.Form(joint); f != "," && f != ";" && f != "—" && f != "–" && f != "-" {
		return
	}
	switch {
	case verb.XPOS == language.TagVBG && !subject:
		y.source, y.sources = x.source, x.sources
	case start == y.cueSpan.first || joint == start-1 && r.a.Form(joint) == "," || r.a.Tokens[y.cue].XPOS != r.a.Tokens[x.cue].XPOS:
		return
	}
	r.cut(x, joint)
}

// relativeComma gives the comma before "which" where a cue with a subject of its
// own leads a relative clause that the report adds: "..., which he said was late".
func (r *reader) relativeComma(y *finding) int {
	i := y.sources.first - 1
	if y.sources.empty() || i < 1 || y.sources.last > y.cue || r.a.Lower(i) != "which" || r.a.Form(i-1) != "," || r.outer[i] != language.None {
		return language.None
	}
	return i - 1
}

// tense gives the tag of the finite word of a cue: its auxiliary or itself.
func (r *reader) tense(f *finding) language.XPOS {
	for i := f.cueSpan.first; i < f.cue; i++ {
		if isFinite(r.a.Tokens[i].XPOS) {
			return r.a.Tokens[i].XPOS
		}
	}
	return r.a.Tokens[f.cue].XPOS
}

// lastWord gives one past the last word of a finding's content.
func (r *reader) lastWord(f *finding) int {
	last := 0
	for _, e := range f.content {
		last = max(last, e.last)
	}
	for last > 0 && r.a.Tokens[last-1].UPOS == language.PUNCT {
		last--
	}
	return last
}

// cut ends the content of a finding before token i, unless nothing would be left.
func (r *reader) cut(f *finding, i int) {
	kept := withoutAll(f.content, extent{i, len(r.a.Tokens)})
	if len(kept) > 0 {
		f.content = kept
	}
}
