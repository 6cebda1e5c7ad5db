package speech

import (
	"strings"

	"demarche/language"
	"demarche/vocabulary"
)

// idiom is a cue of several words that begins with a verb: "take issue with".
type idiom struct {
	words []string // after the verb; ones and oneself stand for any possessive and reflexive
	class vocabulary.SpeechClass
}

// idiomGap is how many modifiers can stand between two words of an idiom:
// "took very strong issue with".
const idiomGap = 4

// tails are the prepositions that lead from a phrase to what it is about and
// then belong to the cue: "raised doubts about".
var tails = map[string]bool{
	"about": true, "of": true, "on": true, "over": true, "for": true, "against": true, "at": true, "to": true,
	"toward": true, "towards": true, "with": true, "regarding": true, "concerning": true,
}

// compileIdioms sorts the idioms by the lemma of their verb.
func compileIdioms(groups []vocabulary.Idioms) map[string][]idiom {
	by := map[string][]idiom{}
	for _, g := range groups {
		for _, p := range g.Phrases {
			w := strings.Fields(p)
			by[w[0]] = append(by[w[0]], idiom{w[1:], g.Class})
		}
	}
	return by
}

// idiom reads verb i with the words after it as one cue, and what follows them
// as its content.
func (r *reader) idiom(i int) (finding, bool) {
	if r.a.Tokens[i].UPOS != language.VERB || r.passive(i) {
		return finding{}, false
	}
	end, class := r.idiomEnd(i)
	if end == 0 {
		return finding{}, false
	}
	s := r.around(i)
	f := finding{cue: i, at: i, lemma: r.a.Tokens[i].Lemma, take: take{pattern: takesObject, class: class, idiom: true}, source: r.source(i)}
	if end < s.Last && tails[r.a.Lower(end)] && r.a.Tokens[end].XPOS != language.TagTO && !tails[r.a.Lower(end-1)] {
		end++
	}
	if r.a.Tokens[end-1].UPOS == language.NOUN && !r.introduces(end, s) {
		return f, false
	}
	if f.content = r.following(i, end, s); len(f.content) == 0 && !r.quoted(&f) {
		return f, false
	}
	r.complete(&f, language.None)
	f.cueSpan.last = end
	return f, true
}

// introduces reports whether token j, after a noun, begins what it says: "a
// statement that ...", "a promise to ...", "a warning: ...".
func (r *reader) introduces(j int, s language.Sentence) bool {
	if j >= s.Last {
		return false
	}
	switch r.a.Lower(j) {
	case "that", "whether", "how", "to", ":":
		return true
	}
	return r.outer[j] != language.None
}

// idiomEnd gives one past the last word of the longest idiom that begins at
// verb i, and its class; 0 if there is none.
func (r *reader) idiomEnd(i int) (int, vocabulary.SpeechClass) {
	end, class := 0, vocabulary.SpeechClass("")
	lemma := r.a.Tokens[i].Lemma
	for _, p := range r.lexicon.idioms[lemma] {
		if e := r.matchIdiom(i+1, p.words); e > end {
			end, class = e, p.class
		}
	}
	for _, l := range r.lexicon.light {
		if end == 0 && l.verbs[lemma] {
			if o := r.a.Child(i, language.Obj); o > i && l.nouns[r.a.Tokens[o].Lemma] && o-i <= idiomGap+1 {
				end, class = o+1, l.class
			}
		}
	}
	return end, class
}

// matchIdiom gives one past the last of the words, which stand from token j on
// with no more than modifiers between them; 0 if they do not.
func (r *reader) matchIdiom(j int, words []string) int {
	for _, w := range words {
		for gap := 0; ; gap++ {
			if j >= len(r.a.Tokens) || r.a.Tokens[j].Sentence != r.a.Tokens[j-1].Sentence || r.outer[j] != language.None {
				return 0
			}
			if r.isWord(j, w) {
				j++
				break
			}
			if gap == idiomGap || !r.modifies(j) {
				return 0
			}
			j++
		}
	}
	return j
}

// isWord reports whether token j is a word of an idiom.
func (r *reader) isWord(j int, w string) bool {
	switch w {
	case "ones":
		return r.a.Tokens[j].XPOS == language.TagPRPS || r.a.Tokens[j].XPOS == language.TagPOS
	case "oneself":
		return strings.HasSuffix(r.a.Lower(j), "self") || strings.HasSuffix(r.a.Lower(j), "selves")
	}
	return r.a.Lower(j) == w || r.a.Tokens[j].UPOS == language.NOUN && r.a.Tokens[j].Lemma == w
}

// modifies reports whether token j can stand between two words of an idiom.
func (r *reader) modifies(j int) bool {
	switch t := &r.a.Tokens[j]; t.UPOS {
	case language.DET, language.ADJ, language.ADV, language.NUM:
		return true
	case language.PRON:
		return t.XPOS == language.TagPRPS
	case language.PART:
		return t.XPOS == language.TagPOS
	case language.NOUN, language.PROPN:
		return t.Rel.Core() == language.Compound || t.Rel == language.NmodPoss
	}
	return false
}

// following gives the phrase or clause that begins at token j, after cue i.
func (r *reader) following(i, j int, s language.Sentence) []extent {
	if j >= s.Last || r.a.Tokens[j].UPOS == language.PUNCT && r.outer[j] == language.None {
		return nil
	}
	t := j
	for n := 0; n < maxClimb*4; n++ {
		h := int(r.a.Tokens[t].Head)
		if h < j || h >= s.Last || r.extents[h].first <= i {
			break
		}
		t = h
	}
	if r.a.Tokens[t].UPOS == language.ADP || r.a.Tokens[t].UPOS == language.CCONJ || r.a.Tokens[t].Rel.Core() == language.Conj {
		return nil
	}
	return []extent{{j, r.extents[t].last}}
}
