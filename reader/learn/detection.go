package learn

import (
	"maps"
	"math"
	"slices"
	"strings"

	"demarche/reader/detection"
)

// Sentence is an example for the detection of what sentences state.
type Sentence struct {
	Report   string
	Features []string
	Meaning  []float32 // of its words, of the same length for all
	Labels   []string  // what it states by the annotation: "act protest"
	Kind     string    // the only kind of which Labels tells all, "" if it tells of every kind
}

// DetectionOptions steer the fit of the detection.
type DetectionOptions struct {
	Penalty  float64 // of the squares of the weights
	AtLeast  int     // sentences that must have a feature for it to count
	Labelled int     // sentences that must have a label for it to be learnt
	Least    float64 // weights smaller than this are left out
	Meaning  float64 // the say of the meaning, from 0 to 1; the features have the rest
	Vague    float64 // penalty of the squares of the weights of the meaning
}

// DefaultDetection gives the options with which the shipped weights were learnt.
func DefaultDetection() DetectionOptions {
	return DetectionOptions{Penalty: 3, AtLeast: 2, Labelled: 5, Least: 0.05, Meaning: 0.3, Vague: 0.3}
}

// FitDetection learns for each label the weights of the features, and apart from
// them those of the meaning, by logistic regression. Fitted together, the
// features, which are many, would leave the meaning nothing to tell; so each
// is fitted alone, and the logarithm of the odds is the mean of both, weighed.
func FitDetection(sentences []Sentence, o DetectionOptions) (detection.Model, error) {
	names, rows := columns(sentences, o.AtLeast)
	labelled := map[string]int{}
	for _, s := range sentences {
		for _, l := range s.Labels {
			labelled[l]++
		}
	}
	m := detection.Model{}
	for _, label := range slices.Sorted(maps.Keys(labelled)) {
		if labelled[label] < o.Labelled {
			continue
		}
		words := &logistic{free: make([]bool, len(names)), penalty: o.Penalty}
		words.free[0] = true
		meaning := &logistic{penalty: o.Vague, rough: true}
		kind, _, _ := strings.Cut(label, " ")
		for n, s := range sentences {
			if s.Kind == "" || s.Kind == kind {
				words.rows, words.yes = append(words.rows, rows[n]), append(words.yes, slices.Contains(s.Labels, label))
				meaning.rows, meaning.values = append(meaning.rows, []int{0}), append(meaning.values, s.Meaning)
			}
		}
		w, err := words.fit()
		if err != nil {
			return nil, err
		}
		share := o.Meaning
		if len(meaning.values[0]) == 0 {
			share = 0
		}
		m[label] = map[string]float64{detection.Bias: math.Round(w[0]*(1-share)*100) / 100}
		for i, w := range w[1:] {
			if math.Abs(w) >= o.Least {
				m[label][names[i+1]] = math.Round(w*(1-share)*100) / 100
			}
		}
		if share == 0 {
			continue
		}
		meaning.yes, meaning.free = words.yes, make([]bool, 1+len(meaning.values[0]))
		meaning.free[0] = true
		if w, err = meaning.fit(); err != nil {
			return nil, err
		}
		m[label][detection.Bias] += math.Round(w[0]*share*100) / 100
		for i, w := range w[1:] {
			m[label][detection.MeaningName(i)] = math.Round(w*share*1000) / 1000
		}
	}
	return m, nil
}

// columns gives the names of the features that enough sentences have, behind
// the bias, and which of them each sentence has.
func columns(sentences []Sentence, atLeast int) ([]string, [][]int) {
	seen := map[string]int{}
	for _, s := range sentences {
		for _, f := range s.Features {
			seen[f]++
		}
	}
	names := []string{detection.Bias}
	at := map[string]int{}
	for _, f := range slices.Sorted(maps.Keys(seen)) {
		if seen[f] >= atLeast {
			at[f] = len(names)
			names = append(names, f)
		}
	}
	rows := make([][]int, len(sentences))
	for n, s := range sentences {
		rows[n] = []int{0}
		for _, f := range s.Features {
			if i, ok := at[f]; ok {
				rows[n] = append(rows[n], i)
			}
		}
	}
	return names, rows
}
