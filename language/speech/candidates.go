package speech

import (
	"demarche/language"
)

// choice is direct speech with those around it who may have spoken: the parts
// that one attribution breaks, and their candidates.
type choice struct {
	quotes     []int // the quotations, parts of one utterance
	first      int   // first token of the first
	last       int   // one past the last token of the last
	form       quoteForm
	rule       int   // the finding that the rules gave it to, None
	candidates []int // head tokens, in the order of the text
	entities   []int // who they are, None where unresolved
}

// quoteForm says how a quotation stands in its sentence.
type quoteForm uint8

const (
	fragmentForm quoteForm = iota // words within a sentence of the report
	bareForm                      // alone in its sentences
	colonForm                     // after a colon
	taggedForm                    // ends as speech does, and the sentence goes on
)

var formNames = [...]string{"fragment", "bare", "colon", "tagged"}

// The bounds on who is a candidate: how many sentences before the quotation
// are looked at, how many tokens to each side, and how many candidates are kept of each.
const (
	candidateSentences = 3
	candidateTokens    = 160
	maxCandidates      = 20
)

// choices gives the direct speech of the text that is to be given to somebody.
func (r *reader) choices() []choice {
	var out []choice
	for q := range r.a.Quotations {
		x := &r.a.Quotations[q]
		if x.Depth > 0 || !r.speech(q) {
			continue
		}
		first, last := r.a.TokensIn(x.Span)
		if first >= last {
			continue
		}
		if n := len(out); n > 0 && r.breaks(&out[n-1], q) {
			out[n-1].quotes, out[n-1].last = append(out[n-1].quotes, q), last
			continue
		}
		out = append(out, choice{quotes: []int{q}, first: first, last: last, form: r.formOf(q, first, last), rule: r.byQuote[q]})
	}
	for k := range out {
		out[k].candidates = r.candidates(&out[k])
		for _, i := range out[k].candidates {
			out[k].entities = append(out[k].entities, r.entity(i))
		}
	}
	return out
}

// breaks reports whether nothing but its attribution stands between the
// quotations of a choice and quotation q.
func (r *reader) breaks(c *choice, q int) bool {
	p := c.quotes[len(c.quotes)-1]
	f := r.byQuote[q]
	if f == language.None || f != r.byQuote[p] || r.found[f].cue == language.None {
		return false
	}
	cue := r.a.Tokens[r.found[f].cue].Span
	from, to := r.a.Quotations[p].End, r.a.Quotations[q].Start
	return cue.Start >= from && cue.End <= to && !r.newParagraph(r.a.TokenAt(from), r.a.TokenAt(to))
}

// newParagraph reports whether tokens i and j stand in different paragraphs.
func (r *reader) newParagraph(i, j int) bool {
	n := len(r.a.Tokens) - 1
	i, j = min(i, n), min(j, n)
	return r.a.Sentences[r.a.Tokens[i].Sentence].Paragraph != r.a.Sentences[r.a.Tokens[j].Sentence].Paragraph
}

func (r *reader) formOf(q, first, last int) quoteForm {
	switch {
	case first > 0 && r.a.Form(first-1) == ":":
		return colonForm
	case r.bare(first, last):
		return bareForm
	case r.endsAsSpeech(q):
		return taggedForm
	}
	return fragmentForm
}

// candidates gives the tokens around a choice that can stand for who speaks.
func (r *reader) candidates(c *choice) []int {
	from, to := r.window(c)
	var before, after []int
	for i := c.first - 1; i >= from && len(before) < maxCandidates; i-- {
		if r.mayspeak(i, c) {
			before = append(before, i)
		}
	}
	for i := c.first; i < to && len(after) < maxCandidates; i++ {
		if r.mayspeak(i, c) {
			after = append(after, i)
		}
	}
	out := make([]int, 0, len(before)+len(after))
	for k := len(before) - 1; k >= 0; k-- {
		out = append(out, before[k])
	}
	return append(out, after...)
}

// window gives the range of tokens in which the candidates of a choice stand:
// its own sentences, those before as far as the paragraph before, and the one
// after in its paragraph.
func (r *reader) window(c *choice) (from, to int) {
	own, end := int(r.a.Tokens[c.first].Sentence), int(r.a.Tokens[c.last-1].Sentence)
	paragraph := r.a.Sentences[own].Paragraph
	n := own
	for n > 0 && own-n < candidateSentences && r.a.Sentences[n-1].Paragraph >= paragraph-1 {
		n--
	}
	m := end
	if m+1 < len(r.a.Sentences) && r.a.Sentences[m+1].Paragraph == r.a.Sentences[end].Paragraph {
		m++
	}
	return max(r.a.Sentences[n].First, c.first-candidateTokens), min(r.a.Sentences[m].Last, c.last+candidateTokens)
}

// mayspeak reports whether token i can name who speaks: the head of a mention of
// a person, state or body outside quotations, a pronoun, the subject of a verb of
// saying, or whom the rules have chosen.
func (r *reader) mayspeak(i int, c *choice) bool {
	if r.outer[i] != language.None {
		return false
	}
	if c.rule >= 0 && r.found[c.rule].source == i {
		return true
	}
	if m, ok := r.mention[i]; ok {
		if e := r.a.Mentions[m].Entity; e >= 0 {
			return r.a.Entities[e].Kind <= language.Organisation
		}
	}
	t := &r.a.Tokens[i]
	switch {
	case t.XPOS == language.TagPRP:
		switch r.a.Lower(i) {
		case "he", "she", "they", "it", "we":
			return true
		}
		return false
	case t.UPOS != language.NOUN && t.UPOS != language.PROPN:
		return false
	}
	return t.Rel.Core() == language.Nsubj && t.Head >= 0 && r.utters(int(t.Head))
}
