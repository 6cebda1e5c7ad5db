package speech

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// finish turns the findings into attributions in the order of the text.
func (r *reader) finish() []language.Attribution {
	if len(r.found) == 0 {
		return nil
	}
	out := make([]language.Attribution, 0, len(r.found))
	for i := range r.found {
		x := r.attribution(&r.found[i])
		if q := r.found[i].quotes; len(q) > 0 {
			f, ok := r.spoken[q[0]]
			x.Decided = ok && f == i
		}
		out = append(out, x)
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
	if s := r.trimmed(r.wording(f)); s.Len() > 0 {
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
	if m, ok := r.inName[i]; ok {
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
