package speech

import (
	"slices"

	"demarche"
	"demarche/language"
)

// according reads "according to X" and the like, whose first word is token i.
func (r *reader) according(i int) (finding, bool) {
	for _, words := range r.lexicon.accordings {
		if !r.matches(i, words) {
			continue
		}
		after := i + len(words)
		if after >= len(r.a.Tokens) {
			continue
		}
		sent := r.around(i)
		if after >= sent.Last {
			continue
		}
		s := r.phraseSource(i, after, sent)
		e := extent{after, max(r.extents[s].last, after+1)}
		for k := after; k < e.last; k++ { // a phrase ends before a quotation, and at a comma if all else hangs on it
			if r.outer[k] != r.outer[i] || s == sent.Root && r.boundary(k) {
				e.last = max(k, after+1, r.explained(s, k, extent{k + 1, e.last}))
				break
			}
		}
		for e.last > after+1 && r.a.Tokens[e.last-1].UPOS == language.PUNCT {
			e.last--
		}
		for e.last < sent.Last && !r.boundary(e.last) && r.outer[e.last] == language.None && !r.finite(e.last) {
			e.last++ // a noun phrase runs on to the next comma, whatever the parse says
		}
		e.last = r.beforeSubject(i, e, sent)
		phrase := extent{i, e.last}
		f := finding{cue: i, at: i, cueSpan: extent{i, after}, source: s, sources: e, content: withoutAll([]extent{{sent.First, sent.Last}}, phrase), aside: phrase, lemma: r.a.Tokens[i].Lemma}
		f.content = slices.DeleteFunc(f.content, r.wordless)
		if len(f.content) == 0 {
			continue
		}
		return f, true
	}
	return finding{}, false
}

// explained gives the end of a phrase that explains source s behind the comma k and
// ends with another comma, before the clause that the source says; 0 if there is none.
func (r *reader) explained(s, k int, in extent) int {
	explains := false
	for j := k + 1; j < in.last; j++ {
		switch t := &r.a.Tokens[j]; {
		case r.finite(j):
			return 0
		case int(t.Head) == s && t.Rel == language.Appos:
			explains = true
		case r.boundary(j) && explains:
			for v := j + 1; v < in.last; v++ {
				if r.finite(v) {
					return j
				}
			}
			return 0
		}
	}
	return 0
}

// beforeSubject gives the end of a source that begins a sentence with its phrase,
// "according to X, Y, carrying Z, landed": where the verb of the sentence has no
// subject behind the source, the last part of the source is it.
func (r *reader) beforeSubject(i int, e extent, sent language.Sentence) int {
	v := sent.Root
	if i != sent.First || v < e.last || r.a.Tokens[v].UPOS != language.VERB {
		return e.last
	}
	if s := r.a.Child(v, language.Nsubj); s >= e.last && !r.partedBy(s, v) {
		return e.last
	}
	for k := e.last - 1; k > e.first; k-- {
		if r.a.Form(k) == "," {
			return k
		}
	}
	return e.last
}

// partedBy reports whether a single comma parts s from verb v behind it, which never
// parts a subject from its verb.
func (r *reader) partedBy(s, v int) bool {
	if s >= v || r.a.Form(v-1) != "," {
		return false
	}
	for k := s; k < v-1; k++ {
		if r.a.Form(k) == "," {
			return false
		}
	}
	return true
}

// phraseSource gives the head of the noun phrase that begins at token after,
// behind a phrase that begins at token i.
func (r *reader) phraseSource(i, after int, sent language.Sentence) int {
	if h := int(r.a.Tokens[i].Head); h >= after && h < sent.Last && r.nominal(h) && r.extents[h].first <= after {
		return h
	}
	for s := after; s < sent.Last; s++ {
		if r.nominal(s) {
			return r.top(s, extent{after, sent.Last})
		}
	}
	return after
}

// matches reports whether the tokens from i are the words.
func (r *reader) matches(i int, words []string) bool {
	if i+len(words) > len(r.a.Tokens) {
		return false
	}
	for k, w := range words {
		if r.a.Lower(i+k) != w {
			return false
		}
	}
	return true
}

// headlineWords is how many words the source before the colon of a headline can have.
const headlineWords = 6

// headlines reads "X: ..." in titles: the part before the colon is the source
// if it names somebody and holds no verb.
func (r *reader) headlines() {
	for i := range r.a.Paragraphs {
		p := &r.a.Paragraphs[i]
		if p.Kind != language.Title && p.Kind != language.Heading {
			continue
		}
		first, last := r.a.TokensIn(p.Span)
		colon := language.None
		for j := first; j < last && j-first <= headlineWords; j++ {
			if u := r.a.Tokens[j].UPOS; r.a.Form(j) == ":" {
				colon = j
				break
			} else if u == language.VERB || u == language.AUX || u == language.NUM || r.outer[j] != language.None {
				break
			}
		}
		if colon <= first || colon+2 >= last || r.covered[colon+1] != language.None {
			continue
		}
		who := r.addresser(extent{first, colon})
		if s := r.named(who.first, who.last); s >= 0 && r.a.Tokens[colon-1].UPOS == language.PROPN {
			r.add(finding{cue: language.None, at: colon, source: s, sources: who, colon: r.a.Tokens[colon].Span, content: []extent{{colon + 1, last}}})
		}
	}
}

// addresser gives who speaks of "X to Y:", the part before "to".
func (r *reader) addresser(e extent) extent {
	for j := e.first + 1; j < e.last-1; j++ {
		if r.a.Lower(j) == "to" && r.nominal(j-1) {
			return extent{e.first, j}
		}
	}
	return e
}

// transcripts reads paragraphs with a speaker before a colon: what follows is
// said by the speaker, and so are paragraphs after it up to the next speaker
// where the text is a transcript, with three speakers or more.
func (r *reader) transcripts() {
	turns := 0
	for i := range r.a.Paragraphs {
		if r.a.Paragraphs[i].Speaker.Len() > 0 {
			turns++
		}
	}
	current := -1
	for i := range r.a.Paragraphs {
		p := &r.a.Paragraphs[i]
		if s := p.Speaker; s.Len() > 0 {
			first, last := r.a.TokensIn(demarche.Span{Start: s.End, End: p.End})
			for first < last && r.a.Tokens[first].UPOS == language.PUNCT && r.outer[first] == language.None {
				first++
			}
			if first >= last {
				continue
			}
			sf, sl := r.a.TokensIn(s)
			f := finding{cue: language.None, at: first, source: language.None, speaker: s, content: []extent{{first, last}}}
			if sf < sl {
				f.source, f.sources = r.top(sl-1, extent{sf, sl}), extent{sf, sl}
			}
			current = len(r.found)
			r.add(f)
			continue
		}
		if current >= 0 && turns >= transcriptTurns && p.Kind == language.Body {
			first, last := r.a.TokensIn(p.Span)
			r.found[current].content = append(r.found[current].content, extent{first, last})
		}
	}
}

// transcriptTurns is how many turns make a text a transcript.
const transcriptTurns = 3
