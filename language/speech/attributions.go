package speech

import (
	"slices"
	"strings"

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
}

// NewAttributions makes the component from the vocabulary of speech.
func NewAttributions(v *vocabulary.Speech) *Attributions {
	return &Attributions{lexicon: newLexicon(v)}
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
	found      []finding
	byQuote    []int         // of each quotation: the finding that it belongs to, None
	covered    []int32       // of each token: the first finding whose content holds it, None
	inSentence map[int][]int // findings by the sentence of their cue
	times      map[int]bool  // tokens that tell when
	byCue      map[int]int   // findings by the token of their cue
	skip       []int32       // of each token: where to look on for the first that no content holds
}

func newReader(a *language.Analysis, l *lexicon) *reader {
	r := &reader{a: a, lexicon: l, extents: extents(a), outer: make([]int32, len(a.Tokens)), mention: map[int]int{}}
	r.covered = make([]int32, len(a.Tokens))
	r.skip = make([]int32, len(a.Tokens)+1)
	for i := range r.skip {
		r.skip[i] = int32(i)
	}
	r.inSentence = map[int][]int{}
	for i := range r.outer {
		r.outer[i], r.covered[i] = language.None, language.None
	}
	r.times, r.byCue = map[int]bool{}, map[int]int{}
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
	return r
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

// finish turns the findings into attributions in the order of the text.
func (r *reader) finish() []language.Attribution {
	if len(r.found) == 0 {
		return nil
	}
	out := make([]language.Attribution, 0, len(r.found))
	for i := range r.found {
		out = append(out, r.attribution(&r.found[i]))
	}
	r.answerers(out)
	slices.SortStableFunc(out, func(x, y language.Attribution) int { return begin(x) - begin(y) })
	return out
}

// answerers says who "A:" is in a transcript that names the one who answers
// elsewhere: the person to whom the text attributes most.
func (r *reader) answerers(out []language.Attribution) {
	said := map[int]int{}
	best := language.None
	for i := range out {
		if e := out[i].Entity; e >= 0 && out[i].Class == language.Said && r.a.Entities[e].Kind == language.Person {
			if said[e]++; best < 0 || said[e] > said[best] {
				best = e
			}
		}
	}
	for i := range out {
		x := &out[i]
		if x.Entity < 0 && x.CueToken < 0 && len(x.Source) > 0 && isAnswer(x.Source[0].Of(r.a.Text)) {
			x.Entity = best
		}
	}
}

// isAnswer reports whether the speaker of a transcript line is only said to answer.
func isAnswer(speaker string) bool {
	switch strings.ToLower(strings.Trim(speaker, ":. ")) {
	case "a", "ans", "answer":
		return true
	}
	return false
}

// classes gives the class of an attribution by that of its cue; speech without a cue is said.
var classes = map[vocabulary.SpeechClass]language.AttributionClass{
	vocabulary.Spoken: language.Said, vocabulary.Written: language.Written, vocabulary.Thought: language.Thought,
	vocabulary.Evidence: language.Shown, vocabulary.Stance: language.Valued, vocabulary.Deed: language.Treated, vocabulary.Seeming: language.Seems,
}

// begin gives the first byte of an attribution.
func begin(x language.Attribution) int {
	at := -1
	for _, spans := range [][]demarche.Span{x.Source, x.Cue, x.Content} {
		if len(spans) > 0 && (at < 0 || spans[0].Start < at) {
			at = spans[0].Start
		}
	}
	return at
}

func (r *reader) attribution(f *finding) language.Attribution {
	x := language.Attribution{
		CueToken:   f.cue,
		SourceHead: f.source,
		Entity:     r.entity(f.source),
		Cue0:       f.lemma,
		Class:      classes[f.take.class],
		Negated:    f.negated,
	}
	if f.at >= 0 && f.at < len(r.a.Tokens) {
		x.Sentence = int(r.a.Tokens[f.at].Sentence)
	}
	if f.source >= 0 {
		if n := r.antecedent(f.source); n >= 0 {
			x.SourceHead = n
		}
	}
	x.Content = r.spans(f.content, f.quotes)
	if s := r.trimmed(f.sources); s.Len() > 0 {
		x.Source = []demarche.Span{s}
	} else if f.speaker.Len() > 0 {
		x.Source = []demarche.Span{f.speaker}
	}
	if s := r.trimmed(f.cueSpan); s.Len() > 0 {
		x.Cue = []demarche.Span{s}
	} else if f.colon.Len() > 0 {
		x.Cue = []demarche.Span{f.colon}
	}
	x.Quotations = r.inside(x.Content)
	return x
}

// inside gives the quotations that lie in the spans.
func (r *reader) inside(spans []demarche.Span) []int {
	var out []int
	for _, s := range spans {
		first, _ := slices.BinarySearchFunc(r.a.Quotations, s.Start, func(q language.Quotation, at int) int { return q.Start - at })
		for q := first; q < len(r.a.Quotations) && r.a.Quotations[q].Start < s.End; q++ {
			if s.Contains(r.a.Quotations[q].Inner) {
				out = append(out, q)
			}
		}
	}
	return out
}

// spans gives the spans of content: its tokens and whole quotations, merged where nothing but white space lies between.
func (r *reader) spans(content []extent, quotes []int) []demarche.Span {
	var out []demarche.Span
	for _, e := range content {
		if s := r.trimmed(e); s.Len() > 0 {
			out = append(out, s)
		}
	}
	for _, q := range quotes {
		out = append(out, r.a.Quotations[q].Span)
	}
	slices.SortFunc(out, func(x, y demarche.Span) int { return x.Start - y.Start })
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && r.adjoin(merged[n-1], s) {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// adjoin reports whether two spans overlap or only blanks lie between them.
func (r *reader) adjoin(s, t demarche.Span) bool {
	return t.Start <= s.End || strings.Trim(r.a.Text[s.End:t.Start], " \t\u00a0") == ""
}

// trimmed gives the span of tokens without punctuation at its ends, but with quotation marks and brackets.
func (r *reader) trimmed(e extent) demarche.Span {
	for !e.empty() && r.edge(e.first) {
		e.first++
	}
	for !e.empty() && r.edge(e.last-1) {
		e.last--
	}
	if e.empty() {
		return demarche.Span{}
	}
	return r.a.SpanOf(e.first, e.last)
}

// edge reports whether token i is punctuation that does not belong to what it stands beside.
func (r *reader) edge(i int) bool {
	if r.a.Tokens[i].UPOS != language.PUNCT {
		return false
	}
	switch r.a.Form(i) {
	case ",", ".", ":", ";", "-", "–", "—", "--", "...", "…":
		return r.outer[i] == language.None
	}
	return false
}

// entity gives the entity of a source: that of its head, or of the noun that a relative pronoun stands for.
func (r *reader) entity(i int) int {
	if i < 0 {
		return language.None
	}
	if m, ok := r.mention[i]; ok && r.a.Mentions[m].Entity >= 0 {
		return r.a.Mentions[m].Entity
	}
	if n := r.antecedent(i); n >= 0 {
		return r.entity(n)
	}
	if r.lexicon.records[r.a.Tokens[i].Lemma] { // "the ministry's statement", "a letter from the ministry"
		for c := range r.a.Children(i) {
			if rel := r.a.Tokens[c].Rel; rel == language.NmodPoss || rel.Core() == language.Nmod && (r.caseOf(c, "from") >= 0 || r.caseOf(c, "by") >= 0 || r.caseOf(c, "of") >= 0) {
				if e := r.entity(c); e >= 0 && r.a.Entities[e].Kind <= language.Organisation {
					return e
				}
			}
		}
	}
	for c := range r.a.Children(i) { // "spokesman John Doe", "the minister, Jane Doe,"
		switch r.a.Tokens[c].Rel.Core() {
		case language.Appos, language.Flat, language.Compound:
			if m, ok := r.mention[c]; ok && r.a.Mentions[m].Entity >= 0 && r.a.Entities[r.a.Mentions[m].Entity].Kind == language.Person {
				return r.a.Mentions[m].Entity
			}
		}
	}
	return language.None
}

// antecedent gives the noun that a relative pronoun stands for, or None.
func (r *reader) antecedent(i int) int {
	switch r.a.Tokens[i].XPOS {
	case language.TagWP, language.TagWDT:
	default:
		return language.None
	}
	v := int(r.a.Tokens[i].Head)
	for n := 0; v >= 0 && n < 4; n++ {
		if r.a.Tokens[v].Rel == language.AclRelcl {
			return int(r.a.Tokens[v].Head)
		}
		v = int(r.a.Tokens[v].Head)
	}
	return language.None
}
