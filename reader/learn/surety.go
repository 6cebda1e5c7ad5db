// Package learn fits the weights of packages detection and confidence to the
// annotated reports and judges them on reports that the fit did not see.
package learn

import (
	"maps"
	"math"
	"slices"

	"demarche"
	"demarche/reader/confidence"
)

// Example is one record that the reader found in an annotated report.
type Example struct {
	Report   string
	Kind     demarche.Kind
	Features []string
	Right    bool // it matches an annotated record
	Tuned    bool // the rules were written with this report at hand
}

// Options steer the fit.
type Options struct {
	Penalty float64 // of the squares of the weights
	AtLeast int     // examples that must have a feature for it to count
}

// Default gives the options with which the shipped weights were learnt.
func Default() Options { return Options{Penalty: 8, AtLeast: 6} }

// tuned is the feature of examples from reports on which the rules were tuned.
// Rules are right there more often than elsewhere; the feature takes that up,
// and has no place in the model.
const tuned = "tuned"

// FitConfidence learns a weight for each feature of the examples by logistic
// regression with a penalty on the squares of all weights but those of the
// biases. What it estimates is the confidence in reports on which no rule was
// tuned.
func FitConfidence(examples []Example, o Options) (*confidence.Model, error) {
	p, names := problemOf(examples, o)
	x, err := p.fit()
	if err != nil {
		return nil, err
	}
	m := &confidence.Model{Weights: map[string]float64{}}
	for i, f := range names {
		if w := math.Round(x[i]*1000) / 1000; w != 0 && !f.tuned {
			m.Weights[f.name] = w
		}
	}
	return m, nil
}

// named is a feature of a kind of record.
type named struct {
	name  string
	tuned bool // it is that of tuned reports
}

func problemOf(examples []Example, o Options) (*logistic, []named) {
	seen := map[string]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			seen[confidence.Name(e.Kind, f)]++
		}
	}
	p := &logistic{penalty: o.Penalty}
	var names []named
	at := map[string]int{}
	add := func(f named, free bool) {
		if _, ok := at[f.name]; !ok {
			at[f.name] = len(names)
			names, p.free = append(names, f), append(p.free, free)
		}
	}
	for _, e := range examples {
		add(named{confidence.Name(e.Kind, confidence.Bias), false}, true)
		add(named{confidence.Name(e.Kind, tuned), true}, true)
	}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		if seen[name] >= o.AtLeast {
			add(named{name, false}, false)
		}
	}
	for _, e := range examples {
		row := []int{at[confidence.Name(e.Kind, confidence.Bias)]}
		if e.Tuned {
			row = append(row, at[confidence.Name(e.Kind, tuned)])
		}
		for _, f := range e.Features {
			if i, ok := at[confidence.Name(e.Kind, f)]; ok {
				row = append(row, i)
			}
		}
		p.rows, p.yes = append(p.rows, row), append(p.yes, e.Right)
	}
	return p, names
}
