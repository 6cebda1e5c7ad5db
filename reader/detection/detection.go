// Package detection estimates from the words of a sentence how likely it states
// an act or a gap of each type. The rules of the reader know the words of the
// vocabulary and how they must stand; the estimate has learnt from annotated
// reports what else tells such a thing, and how far the rules are to be
// believed. It is a logistic regression for each type over words, pairs of
// neighbours and pairs of the parse, weighed with one over the vectors of the
// words (package vectors). Names count as names, not by what they are.
package detection

import (
	"bytes"
	_ "embed" // of the weights
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/language"
)

//go:embed weights.json
var weights []byte

// Fingerprint writes the embedded weights into a hash; a reader's version
// names them by it.
func Fingerprint(w io.Writer) error {
	_, err := w.Write(weights)
	return err
}

// Bias is the feature that every sentence has.
const Bias = "bias"

// Model gives each label ("act protest") the weights of its features, each added
// to the logarithm of the odds.
type Model map[string]map[string]float64

// Load reads the embedded weights.
func Load() (Model, error) {
	m := Model{}
	d := json.NewDecoder(bytes.NewReader(weights))
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("detection: the embedded weights: %w", err)
	}
	return m, nil
}

// Detector is a model made ready: for each feature the labels that it tells for
// or against.
type Detector struct {
	labels  []string
	at      map[string]int // label -> its place in labels
	bias    []float64      // by label
	weights map[string][]weight
	meaning [][]float32 // by label and dimension of the meaning; nil for a label that it does not tell
}

type weight struct {
	label int
	value float64
}

// NewDetector makes a model ready.
func NewDetector(m Model) *Detector {
	d := &Detector{labels: slices.Sorted(maps.Keys(m)), at: map[string]int{}, weights: map[string][]weight{}}
	d.bias, d.meaning = make([]float64, len(d.labels)), make([][]float32, len(d.labels))
	for n, label := range d.labels {
		d.at[label], d.bias[n] = n, m[label][Bias]
		for f, w := range m[label] {
			if f != Bias {
				d.weights[f] = append(d.weights[f], weight{n, w})
			}
		}
	}
	for i := range meaningDims {
		name := MeaningName(i)
		for _, w := range d.weights[name] {
			if d.meaning[w.label] == nil {
				d.meaning[w.label] = make([]float32, meaningDims)
			}
			d.meaning[w.label][i] = float32(w.value)
		}
		delete(d.weights, name)
	}
	return d
}

// Likelihoods are the probabilities, from 0 to 1, that a sentence states what
// each label says.
type Likelihoods struct {
	of *Detector
	p  []float64 // by label
}

// Likelihoods weighs the features of a sentence and its meaning, which may be
// nil; a sentence without features states nothing.
func (d *Detector) Likelihoods(features []Feature, meaning []float32) Likelihoods {
	if len(features) == 0 {
		return Likelihoods{of: d}
	}
	p := slices.Clone(d.bias)
	for _, f := range features {
		for _, w := range d.weights[f.Name] {
			p[w.label] += w.value
		}
	}
	for n, weights := range d.meaning {
		if len(weights) == len(meaning) {
			p[n] += dot(weights, meaning)
		}
	}
	for i, sum := range p {
		p[i] = 1 / (1 + math.Exp(-sum))
	}
	return Likelihoods{d, p}
}

func dot(a, b []float32) float64 {
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}

// Of gives the probability of a label; 0 for one that was not learnt.
func (l Likelihoods) Of(label string) float64 {
	if n, ok := l.of.at[label]; ok && n < len(l.p) {
		return l.p[n]
	}
	return 0
}

// Weight gives what a feature adds to the logarithm of the odds of a label.
func (d *Detector) Weight(label, feature string) float64 {
	for _, w := range d.weights[feature] {
		if d.labels[w.label] == label {
			return w.value
		}
	}
	return 0
}

// Feature is something that a sentence has, and the token that has it.
type Feature struct {
	Name  string
	Token int
}

// shortest is the number of tokens below which a sentence states nothing.
const shortest = 4

// Features gives those of a sentence, each once, none for one that is too short.
func Features(a *language.Analysis, sentence int) []Feature {
	s := a.Sentences[sentence]
	if s.Last-s.First < shortest {
		return nil
	}
	seen := map[string]bool{}
	var features []Feature
	add := func(token int, parts ...string) {
		name := strings.Join(parts, " ")
		if !seen[name] {
			seen[name] = true
			features = append(features, Feature{name, token})
		}
	}
	for i := s.First; i < s.Last; i++ {
		t := &a.Tokens[i]
		if t.UPOS == language.PUNCT || t.UPOS == language.NUM {
			continue
		}
		word := wordOf(a, i)
		if t.UPOS != language.PROPN {
			add(i, word)
		}
		if h := int(t.Head); h >= 0 && t.UPOS != language.DET && (t.UPOS != language.PROPN || a.Tokens[h].UPOS != language.PROPN) {
			add(i, wordOf(a, h), t.Rel.Core().String(), word)
		}
		if i+1 < s.Last {
			add(i, word, "+", wordOf(a, i+1))
		}
		if i == s.Root {
			add(i, "root", word)
		}
		addClusters(a, i, i == s.Root, add)
	}
	if k := a.Paragraphs[s.Paragraph].Kind; k == language.Title || k == language.Heading {
		add(s.First, "heading")
	}
	return features
}

// wordOf gives the lemma of token i in small letters, and a sign for names and numbers.
func wordOf(a *language.Analysis, i int) string {
	switch t := &a.Tokens[i]; t.UPOS {
	case language.PROPN:
		return "NAME"
	case language.NUM:
		return "NUMBER"
	default:
		if t.Lemma == "" {
			return a.Lower(i)
		}
		return strings.ToLower(t.Lemma)
	}
}

// addClusters adds what is known of token i by the words that occur in like
// places, so that what is learnt of one word tells of another.
func addClusters(a *language.Analysis, i int, root bool, add func(token int, parts ...string)) {
	c := a.Tokens[i].Cluster
	if c == 0 || a.Tokens[i].UPOS == language.PROPN {
		return
	}
	switch a.Tokens[i].UPOS {
	case language.VERB, language.NOUN, language.ADJ, language.ADV, language.AUX, language.SCONJ:
	default:
		return
	}
	name := "~" + strconv.FormatUint(uint64(c), 32)
	add(i, name)
	if root {
		add(i, "root", name)
	}
	if h := int(a.Tokens[i].Head); h >= 0 && a.Tokens[h].Cluster != 0 && a.Tokens[h].UPOS != language.PROPN {
		add(i, "~"+strconv.FormatUint(uint64(a.Tokens[h].Cluster), 32), a.Tokens[i].Rel.Core().String(), name)
	}
}
