// Package learn fits the weights of package confidence to examples and judges
// them on reports that the fit did not see.
package learn

import (
	"fmt"
	"math"
	"slices"

	"demarche"
	"demarche/reader/confidence"

	"gonum.org/v1/gonum/optimize"
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

// Fit learns a weight for each feature of the examples by logistic regression
// with a penalty on the squares of all weights but those of the biases. What
// it estimates is the confidence in reports on which no rule was tuned.
func Fit(examples []Example, o Options) (*confidence.Model, error) {
	p := problemOf(examples, o)
	result, err := optimize.Minimize(optimize.Problem{Func: p.loss, Grad: p.gradient}, make([]float64, len(p.names)),
		&optimize.Settings{GradientThreshold: 1e-4, MajorIterations: 500}, &optimize.LBFGS{})
	if err != nil {
		return nil, fmt.Errorf("fit of %d examples: %w", len(examples), err)
	}
	m := &confidence.Model{Floor: map[demarche.Kind]float64{}, Weights: map[string]float64{}}
	for i, name := range p.names {
		if w := math.Round(result.X[i]*1000) / 1000; w != 0 && !p.tuned[i] {
			m.Weights[name] = w
		}
	}
	return m, nil
}

// problem is a logistic regression over sparse features.
type problem struct {
	names   []string // of the features
	free    []bool   // feature -> carries no penalty
	tuned   []bool   // feature -> is that of tuned reports
	rows    [][]int  // example -> its features
	right   []bool
	penalty float64
}

func problemOf(examples []Example, o Options) *problem {
	seen := map[string]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			seen[confidence.Name(e.Kind, f)]++
		}
	}
	p := &problem{penalty: o.Penalty}
	at := map[string]int{}
	add := func(name string, free, isTuned bool) {
		if _, ok := at[name]; !ok {
			at[name] = len(p.names)
			p.names, p.free, p.tuned = append(p.names, name), append(p.free, free), append(p.tuned, isTuned)
		}
	}
	for _, e := range examples {
		add(confidence.Name(e.Kind, confidence.Bias), true, false)
		add(confidence.Name(e.Kind, tuned), true, true)
	}
	for _, name := range sortedKeys(seen) {
		if seen[name] >= o.AtLeast {
			add(name, false, false)
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
		p.rows, p.right = append(p.rows, row), append(p.right, e.Right)
	}
	return p
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (p *problem) score(x []float64, row []int) float64 {
	sum := 0.0
	for _, i := range row {
		sum += x[i]
	}
	return sum
}

// loss is the negative logarithm of the likelihood, with the penalty.
func (p *problem) loss(x []float64) float64 {
	sum := 0.0
	for n, row := range p.rows {
		z := p.score(x, row)
		if p.right[n] {
			z = -z
		}
		sum += math.Log1p(math.Exp(-math.Abs(z))) + math.Max(z, 0)
	}
	for i, w := range x {
		if !p.free[i] {
			sum += p.penalty * w * w / 2
		}
	}
	return sum
}

func (p *problem) gradient(grad, x []float64) {
	for i, w := range x {
		grad[i] = 0
		if !p.free[i] {
			grad[i] = p.penalty * w
		}
	}
	for n, row := range p.rows {
		error := 1 / (1 + math.Exp(-p.score(x, row)))
		if p.right[n] {
			error--
		}
		for _, i := range row {
			grad[i] += error
		}
	}
}
