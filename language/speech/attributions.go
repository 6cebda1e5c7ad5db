package speech

import (
	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// Attributions finds who says what: for each cue of the vocabulary its source
// and content in the parse, direct speech with its speaker, "according to",
// headlines with a colon and transcript lines. Names and coreference are used
// where they are there, to say which entity the source is.
type Attributions struct {
	lexicon *lexicon
	weights Weights
}

// NewAttributions makes the component from the vocabulary of speech.
func NewAttributions(v *vocabulary.Speech) (*Attributions, error) {
	w, err := shippedWeights()
	if err != nil {
		return nil, err
	}
	return &Attributions{lexicon: newLexicon(v), weights: w}, nil
}

// With gives the component with other weights for who speaks a quotation, none
// to leave the choice to the rules alone.
func (c *Attributions) With(w Weights) *Attributions {
	return &Attributions{lexicon: c.lexicon, weights: w}
}

// Name gives "attributions".
func (*Attributions) Name() string { return "attributions" }

// Needs gives the layers that must be there: the parse with tags and lemmas, and quotations.
func (*Attributions) Needs() language.Layer {
	return language.Tokens | language.Tags | language.Lemmas | language.Parse | language.Quotations
}

// Gives gives the layer that is there afterwards.
func (*Attributions) Gives() language.Layer { return language.Attributions }

// Apply fills in the attributions of the analysis, in the order of the text.
func (c *Attributions) Apply(a *language.Analysis) error {
	r := newReader(a, c.lexicon)
	r.run()
	if len(c.weights) > 0 {
		r.rank(c.weights)
	}
	a.Attributions = r.finish()
	return nil
}

// run looks for attributions: cues first, then what words show where the parse
// fails, then speech without a cue.
func (r *reader) run() {
	r.cues()
	r.tagged()
	r.closing()
	r.untangle()
	r.quotations()
	r.headlines()
	r.transcripts()
}

// finding is an attribution in the making, in tokens.
type finding struct {
	cue     int // head token of the cue, None for a colon or a bare quotation
	cueSpan extent
	source  int // head token of the source, None
	sources extent
	content []extent
	quotes  []int // quotations that belong to the content whole
	lemma   string
	negated bool
	direct  bool   // direct speech: bare quotations that follow go on with it
	aside   extent // the cue with its source and adjuncts where it is a parenthesis
	take    take
	at      int           // token whose sentence it is counted to
	speaker demarche.Span // source of a transcript line, which has no tokens of its own
	colon   demarche.Span // cue that is no token
}

// reader holds what the search for attributions needs to know of one text.
type reader struct {
	a          *language.Analysis
	lexicon    *lexicon
	extents    []extent
	outer      []int32     // of each token: the outermost quotation that it stands in, None
	mention    map[int]int // smallest mention by head token
	inName     map[int]int // the name of a person or body by its other tokens
	found      []finding
	byQuote    []int         // of each quotation: the finding that it belongs to, None
	covered    []int32       // of each token: the first finding whose content holds it, None
	inSentence map[int][]int // findings by the sentence of their cue
	times      map[int]bool  // tokens that tell when
	byCue      map[int]int   // findings by the token of their cue
	spoken     map[int]int   // quotations that were given to another than the rules gave them to: the finding
	skip       []int32       // of each token: where to look on for the first that no content holds
}

func newReader(a *language.Analysis, l *lexicon) *reader {
	r := &reader{a: a, lexicon: l, extents: extents(a), outer: make([]int32, len(a.Tokens)), mention: map[int]int{}, inName: map[int]int{}}
	r.covered = make([]int32, len(a.Tokens))
	r.skip = make([]int32, len(a.Tokens)+1)
	for i := range r.skip {
		r.skip[i] = int32(i)
	}
	r.inSentence = map[int][]int{}
	for i := range r.outer {
		r.outer[i], r.covered[i] = language.None, language.None
	}
	r.times, r.byCue, r.spoken = map[int]bool{}, map[int]int{}, map[int]int{}
	for t := range a.Times {
		first, last := a.TokensIn(a.Times[t].Span)
		for i := first; i < last; i++ {
			r.times[i] = true
		}
	}
	r.byQuote = make([]int, len(a.Quotations))
	for q := range a.Quotations {
		r.byQuote[q] = language.None
		if a.Quotations[q].Depth > 0 {
			continue
		}
		first, last := a.TokensIn(a.Quotations[q].Span)
		for i := first; i < last; i++ {
			if r.outer[i] == language.None {
				r.outer[i] = int32(q)
			}
		}
	}
	for m := range a.Mentions {
		h := a.Mentions[m].Head
		if o, ok := r.mention[h]; !ok || a.Mentions[m].Last-a.Mentions[m].First < a.Mentions[o].Last-a.Mentions[o].First {
			r.mention[h] = m
		}
	}
	r.wholeNames()
	return r
}

// wholeNames lets every word of a name stand for it, so that it is found as well
// where the parse made another of its words the head: "Human Rights Watch".
func (r *reader) wholeNames() {
	for m := range r.a.Mentions {
		x := &r.a.Mentions[m]
		if x.Form != language.Name || x.Entity < 0 {
			continue
		}
		if k := r.a.Entities[x.Entity].Kind; k != language.Person && k != language.Organisation {
			continue
		}
		for i := x.First; i < x.Last; i++ {
			if _, ok := r.mention[i]; !ok {
				r.inName[i] = m
			}
		}
	}
}

// cues looks at every word that can be a cue and is not inside a quotation.
func (r *reader) cues() {
	for i := range r.a.Tokens {
		if r.outer[i] != language.None {
			continue
		}
		if f, ok := r.according(i); ok {
			r.add(f)
			continue
		}
		r.cue(i)
	}
}

// cue reads token i with the first pattern that is there.
func (r *reader) cue(i int) {
	if f, ok := r.idiom(i); ok {
		r.add(f)
		return
	}
	for _, t := range r.takes(i) {
		if f, ok := r.try(i, t); ok {
			r.add(f)
			return
		}
	}
	if f, ok := r.rest(i); ok {
		r.add(f)
		return
	}
	if f, ok := r.mistagged(i); ok {
		r.add(f)
	}
}

func (r *reader) add(f finding) {
	if f.cue >= 0 && r.a.Tokens[f.cue].UPOS != language.VERB && len(r.found) > 0 && r.found[len(r.found)-1].cueSpan.has(f.cue) {
		return // "said in a statement" is one cue
	}
	r.wholeQuotations(&f)
	for _, q := range f.quotes {
		if r.byQuote[q] == language.None {
			r.byQuote[q] = len(r.found)
		}
	}
	for _, e := range f.content {
		for i := r.uncovered(e.first); i < e.last; i = r.uncovered(i) {
			r.covered[i], r.skip[i] = int32(len(r.found)), int32(i+1)
		}
	}
	if f.cue >= 0 {
		n := int(r.a.Tokens[f.cue].Sentence)
		r.inSentence[n] = append(r.inSentence[n], len(r.found))
		r.byCue[f.cue] = len(r.found)
	}
	r.found = append(r.found, f)
}

// uncovered gives the first token from i on that lies in no content yet; it
// shortens the way for the next call, so that all calls together are linear.
func (r *reader) uncovered(i int) int {
	for int(r.skip[i]) != i {
		if n := r.skip[i]; r.skip[n] != n {
			r.skip[i] = r.skip[n]
		}
		i = int(r.skip[i])
	}
	return i
}

// wholeQuotations widens content that holds a part of a quotation to all of
// it: the parse ends at sentences and errs at marks, quotations do not. Content
// that is nothing but a quotation is direct speech.
func (r *reader) wholeQuotations(f *finding) {
	for k := range f.content {
		e := &f.content[k]
		if e.empty() {
			continue
		}
		if q := r.outer[e.first]; q >= 0 {
			first, last := r.a.TokensIn(r.a.Quotations[q].Span)
			e.first = min(e.first, first)
			if e.last <= last && r.speech(int(q)) {
				f.direct = true
				f.quotes = append(f.quotes, int(q))
			}
		}
		if q := r.outer[e.last-1]; q >= 0 {
			_, last := r.a.TokensIn(r.a.Quotations[q].Span)
			e.last = max(e.last, last)
		}
	}
}

// takes gives the patterns that token i admits as a cue.
func (r *reader) takes(i int) []take {
	t := &r.a.Tokens[i]
	switch t.UPOS {
	case language.VERB:
		switch t.Rel {
		case language.Amod, language.Compound, language.Case, language.Fixed, language.Mark, language.Cc:
			return nil
		}
		return r.lexicon.verb(t.Lemma)
	case language.NOUN:
		return r.lexicon.nouns[t.Lemma]
	case language.ADJ:
		if t.Rel != language.Amod {
			return r.lexicon.adjectives[t.Lemma]
		}
	}
	return nil
}
