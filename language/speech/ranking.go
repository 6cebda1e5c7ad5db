package speech

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"demarche/language"
)

// speakersJSON holds the weights of the features of who speaks a quotation, as
// internal/cmd/trainspeakers learns them.
//
//go:embed speakers.json
var speakersJSON []byte

// Weights are those of the features by which the speaker of a quotation is chosen.
type Weights map[string]float64

// shippedWeights gives the weights that lie in the program.
func shippedWeights() (Weights, error) {
	var w Weights
	if err := json.Unmarshal(speakersJSON, &w); err != nil {
		return nil, fmt.Errorf("weights of speakers: %w", err)
	}
	return w, nil
}

// Choice is a quotation, or the parts of one that its attribution breaks, with
// those who may have spoken it: what the weights are learnt from.
type Choice struct {
	Quotations []int
	Candidates []Candidate // the last is nobody, with Token None
	Ruled      int         // the token of whom the rules choose, None for nobody
}

// Candidate is one who may have spoken a quotation.
type Candidate struct {
	Token    int // head of the words for them, None for nobody
	Entity   int // who they are, None where unresolved
	Features []string
}

// Choices gives every choice of a speaker in the text with all features, for
// those who learn the weights. The analysis needs what Apply needs.
func (c *Attributions) Choices(a *language.Analysis) []Choice {
	r := newReader(a, c.lexicon)
	r.run()
	var out []Choice
	var past []int
	all := r.choices()
	for k := range all {
		x := Choice{Quotations: all[k].quotes, Ruled: language.None}
		if f := all[k].rule; f >= 0 {
			x.Ruled = r.found[f].source
		}
		var features []string
		w := r.weighing(&all[k], past, func(f []byte) { features = append(features, string(f)) })
		for n, i := range all[k].candidates {
			features = nil
			w.of(n)
			x.Candidates = append(x.Candidates, Candidate{i, r.entity(i), features})
		}
		features = nil
		w.nobody()
		x.Candidates = append(x.Candidates, Candidate{language.None, language.None, features})
		past = append(past, r.ruled(&all[k]))
		out = append(out, x)
	}
	return out
}

// ruled gives the entity to which the rules give a choice, None if to none.
func (r *reader) ruled(c *choice) int {
	if c.rule < 0 {
		return language.None
	}
	return r.entity(r.found[c.rule].source)
}

func (r *reader) weighing(c *choice, past []int, give func([]byte)) *weighing {
	return &weighing{r: r, c: c, past: past, give: give}
}

// of gives the features of the candidate with that number.
func (w *weighing) of(n int) {
	i, who := w.c.candidates[n], w.c.entities[n]
	w.near = 0
	for k, j := range w.c.candidates {
		switch {
		case k == n || who >= 0 && w.c.entities[k] == who:
		case i < w.c.first && j > i && j < w.c.first, i > w.c.first && j > w.c.first && j < i:
			w.near++
		}
	}
	w.candidate(i)
}

// leadOverRule is by how much the logarithm of the odds of another speaker must
// be above those of the one whom the rules have chosen.
const leadOverRule = 0.5

// leadOverGrammar is the same where the words quoted stand within what a verb of
// speech governs: "while the ministry said it "had no notice"".
const leadOverGrammar = 3.0

// governed reports whether the words of a choice stand within the content of a
// cue in their sentence, and no other cue stands between.
func (r *reader) governed(c *choice) bool {
	if c.form != fragmentForm || c.rule < 0 {
		return false
	}
	f := &r.found[c.rule]
	if f.cue < 0 || f.cue >= c.first || f.source < 0 || f.source > f.cue || r.a.Tokens[f.cue].Sentence != r.a.Tokens[c.first].Sentence {
		return false
	}
	for i := f.cue + 1; i < c.first; i++ {
		if _, other := r.byCue[i]; other || r.outer[i] != language.None {
			return false
		}
	}
	return true
}

// rank gives every quotation to the likeliest of those around it. Where that is
// not whom the rules have chosen, the quotation gets an attribution of its own.
func (r *reader) rank(weights Weights) {
	var past []int
	all := r.choices()
	for k := range all {
		c := &all[k]
		best := r.likeliest(c, past, weights)
		if best != language.None && !r.same(best, c) {
			r.reassign(c, best)
		}
		speaker := r.ruled(c)
		if best != language.None {
			speaker = r.entity(best)
		}
		past = append(past, speaker)
	}
}

// same reports whether candidate i is whom the rules have chosen.
func (r *reader) same(i int, c *choice) bool {
	if c.rule < 0 {
		return false
	}
	s := r.found[c.rule].source
	return s == i || s >= 0 && r.entity(s) >= 0 && r.entity(s) == r.entity(i)
}

// likeliest gives the token of who most likely speaks a choice, None if nobody.
// The chances of all the words for one are added up.
func (r *reader) likeliest(c *choice, past []int, weights Weights) int {
	var sum float64
	w := r.weighing(c, past, func(f []byte) { sum += weights[string(f)] })
	scores := make([]float64, len(c.candidates))
	for n := range c.candidates {
		sum = 0
		w.of(n)
		scores[n] = sum
	}
	sum = 0
	w.nobody()
	best, most := language.None, sum
	ruleScore := math.Inf(-1)
	for n, i := range c.candidates {
		total, lead := math.Inf(-1), n
		for m := range c.candidates {
			if m == n || c.entities[n] >= 0 && c.entities[n] == c.entities[m] {
				total = logAdd(total, scores[m])
				if scores[m] > scores[lead] {
					lead = m
				}
			}
		}
		if r.same(i, c) {
			ruleScore = total
		}
		if total > most {
			best, most = c.candidates[lead], total
		}
	}
	lead := leadOverRule
	if r.governed(c) {
		lead = leadOverGrammar
	}
	if best != language.None && !r.same(best, c) && most < ruleScore+lead {
		return r.found[c.rule].source
	}
	return best
}

// logAdd gives the logarithm of the sum of two numbers of which it has the logarithms.
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// reassign gives the quotations of a choice to candidate i: in the finding of the
// rules, if that is nothing else, or in one of its own.
func (r *reader) reassign(c *choice, i int) {
	f := finding{cue: language.None, at: c.first, source: i, sources: r.sourceExtent(i, language.None), quotes: c.quotes, direct: true}
	r.verbOf(&f)
	k := len(r.found)
	if c.rule >= 0 && r.found[c.rule].direct && r.nothingElse(c) {
		k = c.rule
		if old := r.found[k].cue; old >= 0 { // what the rules took for the cue may be right all the same
			f.cue, f.cueSpan, f.lemma, f.take, f.at = old, nearest(r.found[k].cueSpan.without(f.sources), old), r.found[k].lemma, r.found[k].take, r.found[k].at
		}
		r.found[k] = f
	} else {
		r.found = append(r.found, f)
	}
	for _, q := range c.quotes {
		r.byQuote[q], r.spoken[q] = k, k
	}
}

// nothingElse reports whether the rules gave a choice a finding that has no
// other quotation and no other content.
func (r *reader) nothingElse(c *choice) bool {
	f := &r.found[c.rule]
	for _, q := range f.quotes {
		if !slices.Contains(c.quotes, q) {
			return false
		}
	}
	for _, e := range f.content {
		if e.first < c.first || e.last > c.last {
			return false
		}
	}
	return true
}

// verbOf makes the verb of which the source is the subject the cue of a finding,
// if it is in the vocabulary and no other's.
func (r *reader) verbOf(f *finding) {
	t := &r.a.Tokens[f.source]
	v := int(t.Head)
	if t.Rel.Core() != language.Nsubj || v < 0 || r.outer[v] != language.None || r.a.Tokens[v].UPOS != language.VERB || len(r.takes(v)) == 0 {
		return
	}
	if _, taken := r.byCue[v]; taken || r.a.Tokens[v].Sentence != r.a.Tokens[f.at].Sentence {
		return
	}
	f.cue, f.lemma, f.take = v, r.a.Tokens[v].Lemma, r.takes(v)[0]
	f.cueSpan = nearest(r.cueExtent(v, language.None).without(f.sources), v)
	r.byCue[v] = len(r.found)
}
