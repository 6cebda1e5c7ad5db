package speech

import (
	"demarche/language"
)

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
