package speech

import (
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
		// The source is the noun after the phrase: the first token there whose head lies before it or outside.
		s := after
		for n := 0; n < 40; n++ {
			h := int(r.a.Tokens[s].Head)
			if h < i || h >= r.a.Sentences[r.a.Tokens[i].Sentence].Last || h == s {
				break
			}
			if h < after { // hangs on "according" itself
				break
			}
			if !r.extents[h].has(after) || r.a.Tokens[h].UPOS == language.VERB {
				break
			}
			s = h
		}
		e := extent{after, r.extents[s].last}
		if e.empty() {
			continue
		}
		phrase := extent{i, e.last}
		host := int(r.a.Tokens[s].Head)
		if host >= i && host < after {
			host = int(r.a.Tokens[host].Head)
		}
		var content extent
		sent := &r.a.Sentences[r.a.Tokens[i].Sentence]
		if host >= 0 {
			for n := 0; n < maxClimb && r.a.Tokens[host].Head >= 0 && !r.verbal(host); n++ {
				host = int(r.a.Tokens[host].Head)
			}
			for n := 0; n < maxClimb && r.a.Tokens[host].Rel == language.Conj; n++ {
				host = int(r.a.Tokens[host].Head)
			}
			content = r.extents[host]
		} else {
			content = extent{sent.First, sent.Last}
		}
		f := finding{cue: i, at: i, cueSpan: extent{i, after}, source: s, sources: e, content: withoutAll([]extent{content}, phrase), aside: phrase, lemma: r.a.Tokens[i].Lemma}
		if len(f.content) == 0 {
			continue
		}
		return f, true
	}
	return finding{}, false
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

// headlines reads "X: ..." in titles.
func (r *reader) headlines() {}

// transcripts reads paragraphs with a speaker before a colon.
func (r *reader) transcripts() {}
