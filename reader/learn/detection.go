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
	Labels   []string // what it states by the annotation: "act protest"
	Kind     string   // the only kind of which Labels tells all, "" if it tells of every kind
}

// DetectionOptions steer the fit of the detection.
type DetectionOptions struct {
	Penalty  float64 // of the squares of the weights
	AtLeast  int     // sentences that must have a feature for it to count
	Labelled int     // sentences that must have a label for it to be learnt
	Least    float64 // weights smaller than this are left out
}

// DefaultDetection gives the options with which the shipped weights were learnt.
func DefaultDetection() DetectionOptions {
	return DetectionOptions{Penalty: 3, AtLeast: 2, Labelled: 5, Least: 0.05}
}

// FitDetection learns for each label the weights of the features by logistic regression.
func FitDetection(sentences []Sentence, o DetectionOptions) (detection.Model, error) {
	seen, labelled := map[string]int{}, map[string]int{}
	for _, s := range sentences {
		for _, f := range s.Features {
			seen[f]++
		}
		for _, l := range s.Labels {
			labelled[l]++
		}
	}
	names := []string{detection.Bias}
	at := map[string]int{}
	for _, f := range slices.Sorted(maps.Keys(seen)) {
		if seen[f] >= o.AtLeast {
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
	free := make([]bool, len(names))
	free[0] = true
	m := detection.Model{}
	for _, label := range slices.Sorted(maps.Keys(labelled)) {
		if labelled[label] < o.Labelled {
			continue
		}
		p := &logistic{free: free, penalty: o.Penalty}
		kind, _, _ := strings.Cut(label, " ")
		for n, s := range sentences {
			if s.Kind == "" || s.Kind == kind {
				p.rows, p.yes = append(p.rows, rows[n]), append(p.yes, slices.Contains(s.Labels, label))
			}
		}
		x, err := p.fit()
		if err != nil {
			return nil, err
		}
		m[label] = map[string]float64{detection.Bias: math.Round(x[0]*100) / 100}
		for i, w := range x[1:] {
			if math.Abs(w) >= o.Least {
				m[label][names[i+1]] = math.Round(w*100) / 100
			}
		}
	}
	return m, nil
}
