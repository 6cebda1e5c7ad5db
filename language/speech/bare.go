package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/language"
)

// quotations gives quotations that no cue took to whoever speaks around them.
func (r *reader) quotations() {
	for q := range r.a.Quotations {
		x := &r.a.Quotations[q]
		if r.byQuote[q] != language.None || x.Depth > 0 || x.Scare {
			continue
		}
		first, last := r.a.TokensIn(x.Span)
		if first >= last {
			continue
		}
		if f := int(r.covered[first]); f >= 0 {
			r.byQuote[q] = f
			continue
		}
		if c := x.Continues; c >= 0 && r.byQuote[c] >= 0 {
			r.join(q, r.byQuote[c])
			continue
		}
		switch bare := r.bare(first, last); {
		case r.resumes(q):
			r.join(q, r.byQuote[r.previous(q)])
		case (bare || first == r.around(first).First) && r.follows(q):
			r.join(q, r.byQuote[r.previous(q)])
		case bare && r.goesOn(first) >= 0:
			r.join(q, r.goesOn(first))
		case bare || last-first >= utteranceWords:
			if s := r.speaker(q, first, bare); s >= 0 {
				e := r.sourceExtent(s, language.None)
				if s < first {
					e.last = min(e.last, first)
				}
				e.last = r.beforeAdjunct(s, e.last)
				r.add(finding{cue: language.None, at: first, source: s, sources: e, content: []extent{{first, last}}, direct: bare})
				r.byQuote[q] = len(r.found) - 1
			}
		}
	}
}

// beforeAdjunct gives one past the last word of a source with head s before the
// comma that sets off where or when it spoke: "Doe, in a post on Monday: ...".
func (r *reader) beforeAdjunct(s, last int) int {
	for j := s + 1; j+1 < last; j++ {
		if r.a.Form(j) == "," && r.startsAdjunct(j+1) {
			return j
		}
	}
	return last
}

// resumes reports whether quotation q goes on in the middle of the sentence that
// the one before it began, with nothing but who speaks between commas between
// them: "“Our patience,” the minister went on, “has cost us years.”"
func (r *reader) resumes(q int) bool {
	p := r.previous(q)
	if p < 0 || r.byQuote[p] < 0 {
		return false
	}
	x, y := &r.a.Quotations[p], &r.a.Quotations[q]
	next, _ := utf8.DecodeRuneInString(y.Inner.Of(r.a.Text))
	from, to := r.a.TokenAt(x.End), r.a.TokenAt(y.Start)
	if !unicode.IsLower(next) || !strings.HasSuffix(x.Inner.Of(r.a.Text), ",") || to-from > maxTitle || r.a.Form(to-1) != "," || r.newParagraph(from, to) {
		return false
	}
	cue := r.found[r.byQuote[p]].cue
	if begin := r.a.TokenAt(x.Start); begin != r.around(begin).First || cue < from || cue >= to {
		return false
	}
	for i := from; i < to; i++ {
		if u := r.a.Tokens[i].UPOS; i != cue && (u == language.VERB || u == language.CCONJ) {
			return false // it says more than who speaks
		}
	}
	return true
}

func (r *reader) join(q, f int) {
	r.byQuote[q] = f
	r.found[f].quotes = append(r.found[f].quotes, q)
}

// bare reports whether the tokens of a quotation stand alone in their sentences.
func (r *reader) bare(first, last int) bool {
	s, e := r.around(first), r.around(last-1)
	for i := s.First; i < e.Last; i++ {
		if (i < first || i >= last) && r.a.Tokens[i].UPOS != language.PUNCT {
			return false
		}
	}
	return true
}

// previous gives the outer quotation before q, or None.
func (r *reader) previous(q int) int {
	for p := q - 1; p >= 0; p-- {
		if r.a.Quotations[p].Depth == 0 {
			return p
		}
	}
	return language.None
}

// follows reports whether quotation q goes on with the direct speech before it
// in its paragraph: "...", he said. "...".
func (r *reader) follows(q int) bool {
	p := r.previous(q)
	if p < 0 || r.byQuote[p] < 0 || !r.found[r.byQuote[p]].direct {
		return false
	}
	from, to := r.a.Quotations[p].End, r.a.Quotations[q].Start
	if strings.Contains(r.a.Text[from:to], "\n") {
		return false
	}
	first, last := r.a.TokenAt(from), r.a.TokenAt(to)
	return first == last || r.a.Tokens[last-1].Sentence-r.a.Tokens[first].Sentence == 0
}

// goesOn gives the attribution that a quotation from token first on, which
// stands alone in its sentence, goes on with: indirect speech in the sentence
// before it in its paragraph. None if there is none.
func (r *reader) goesOn(first int) int {
	own := int(r.a.Tokens[first].Sentence)
	if own == 0 || r.a.Sentences[own-1].Paragraph != r.a.Sentences[own].Paragraph {
		return language.None
	}
	best := language.None
	for _, k := range lastOf(r.inSentence[own-1]) {
		x := &r.found[k]
		if x.source >= 0 && x.cue >= 0 && r.utters(x.cue) && (best < 0 || x.cue > r.found[best].cue) && r.covered[x.cue] == language.None {
			best = k
		}
	}
	return best
}

// speaker gives the head token of who speaks a quotation that has no cue: the
// source of what is said beside it in its sentence, of what was said in the
// sentence before, or the subject of that sentence.
func (r *reader) speaker(q, first int, bare bool) int {
	own := int(r.a.Tokens[first].Sentence)
	if first > 0 && r.a.Form(first-1) == ":" && int(r.a.Tokens[first-1].Sentence) == own {
		if s := r.beforeColon(extent{r.around(first).First, first - 1}); s >= 0 {
			return s
		}
	}
	if !bare {
		if s := r.sourceIn(own, first); s >= 0 {
			return s
		}
		if root := r.a.Sentences[own].Root; root >= 0 && r.outer[root] == language.None {
			if s := r.own(root, false); s >= 0 && s < first && r.person(s) {
				return s
			}
		}
	}
	if own == 0 {
		return language.None
	}
	sameParagraph := r.a.Sentences[own-1].Paragraph == r.a.Sentences[own].Paragraph
	if !sameParagraph && !bare {
		return language.None
	}
	before := r.a.Sentences[own-1]
	colon := before.Last > before.First && r.a.Form(before.Last-1) == ":"
	if s := r.sourceIn(own-1, before.Last); s >= 0 {
		return s
	}
	if p := r.previous(q); p >= 0 && r.byQuote[p] >= 0 && bare {
		last := r.a.TokenAt(r.a.Quotations[p].End)
		if last > 0 && int(r.a.Tokens[last-1].Sentence) >= own-2 {
			return r.found[r.byQuote[p]].source
		}
	}
	if !sameParagraph && !colon {
		return language.None
	}
	return r.spokenOf(own, bare)
}

// beforeColon gives who speaks by the words before a colon: the subject of
// their verb ("The minister was blunt: ..."), whose answer it is ("The
// minister's answer: ..."), or the last person or body that they name.
func (r *reader) beforeColon(e extent) int {
	for i := e.last - 1; i >= e.first; i-- {
		t := &r.a.Tokens[i]
		if r.outer[i] != language.None || t.UPOS != language.VERB && t.UPOS != language.ADJ && t.UPOS != language.NOUN {
			continue
		}
		if s := r.own(i, false); s >= e.first && s < i && r.speaks(s) {
			return s
		}
		if p := r.a.Child(i, language.NmodPoss); p >= e.first && t.UPOS == language.NOUN && len(r.lexicon.nouns[t.Lemma]) > 0 && r.speaks(p) {
			return p
		}
	}
	return r.named(e.first, e.last)
}

// speaks reports whether token i can name one who speaks; where nobody has
// looked for names, any noun can.
func (r *reader) speaks(i int) bool {
	return r.person(i) || len(r.a.Mentions) == 0 && r.nominal(i) && r.a.Lower(i) != "it"
}

// maxBefore is how many sentences before a quotation are asked for who speaks.
const maxBefore = 3

// spokenOf gives the subject of the sentence before a quotation in its
// paragraph, and for one that stands alone of the sentences before that, if it
// is a person or body.
func (r *reader) spokenOf(own int, bare bool) int {
	for n := own - 1; n >= max(0, own-maxBefore); n-- {
		b := r.a.Sentences[n]
		if n < own-1 && (!bare || b.Paragraph != r.a.Sentences[own].Paragraph) {
			break
		}
		if b.Root < 0 {
			continue
		}
		if s := r.own(b.Root, false); s >= 0 && r.person(s) {
			return s
		}
	}
	return language.None
}

// named gives the last name of a person or body between two tokens, by its head, or None.
func (r *reader) named(from, to int) int {
	for i := to - 1; i >= from; i-- {
		if r.outer[i] == language.None && r.nominal(i) && r.person(i) && !r.clockZone(i) {
			return r.top(i, extent{from, to})
		}
	}
	return language.None
}

// clockZone reports whether token i is the zone of a time of day: "3:15 a.m. ET", "14:00 GMT".
func (r *reader) clockZone(i int) bool {
	if i == 0 || r.a.Form(i) != strings.ToUpper(r.a.Form(i)) {
		return false
	}
	switch before := r.a.Lower(i - 1); strings.ReplaceAll(before, ".", "") {
	case "am", "pm":
		return true
	default:
		return strings.Contains(before, ":") && r.a.Tokens[i-1].UPOS == language.NUM
	}
}

// sourceIn gives the source of the finding in a sentence whose cue is nearest to token at, or None.
func (r *reader) sourceIn(sentence, at int) int {
	best, distance := language.None, 1<<30
	for _, f := range lastOf(r.inSentence[sentence]) {
		x := &r.found[f]
		if x.source < 0 || x.cue < 0 {
			continue
		}
		if d := max(at-x.cue, x.cue-at); d < distance {
			best, distance = x.source, d
		}
	}
	return best
}

// lastOf gives the last findings of a sentence, as many as are looked at; only
// text without stops has more.
func lastOf(found []int) []int { return found[max(0, len(found)-maxTangle):] }

// person reports whether token i can name one who speaks: a name, a pronoun of a person, or a mention of a person or body.
func (r *reader) person(i int) bool {
	if m, ok := r.mention[i]; ok {
		if e := r.a.Mentions[m].Entity; e >= 0 {
			return r.a.Entities[e].Kind <= language.Organisation
		}
	}
	switch r.a.Lower(i) {
	case "he", "she", "they", "we", "i":
		return true
	}
	return r.a.Tokens[i].UPOS == language.PROPN
}
