package speech

import (
	"demarche/language"
)

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

// finite reports whether token i is a finite verb.
func (r *reader) finite(i int) bool {
	switch r.a.Tokens[i].XPOS {
	case language.TagVBD, language.TagVBP, language.TagVBZ, language.TagMD:
		return true
	}
	return false
}
