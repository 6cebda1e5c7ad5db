package main

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"demarche/language/speech"
)

// least is how often a feature must be met to get a weight.
const least = 2

// entropy is a log-linear model over the candidates of each example: the
// likelihood of an example is the chance of all candidates that are right.
type entropy struct {
	rows    [][][]int // example -> candidate -> its features
	correct [][]bool
	size    int
	penalty float64
}

// fit gives the weights under which the right candidates are likeliest.
func fit(examples []example, penalty float64) (speech.Weights, error) {
	count := map[string]int{}
	for _, e := range examples {
		for _, c := range e.candidates {
			for _, f := range c.Features {
				count[f]++
			}
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < least })
	names := slices.Sorted(maps.Keys(count))
	index := make(map[string]int, len(names))
	for n, f := range names {
		index[f] = n
	}
	m := &entropy{size: len(names), penalty: penalty}
	for _, e := range examples {
		rows := make([][]int, len(e.candidates))
		for k, c := range e.candidates {
			for _, f := range c.Features {
				if i, ok := index[f]; ok {
					rows[k] = append(rows[k], i)
				}
			}
		}
		m.rows, m.correct = append(m.rows, rows), append(m.correct, e.correct)
	}
	result, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return m.loss(nil, x) },
		Grad: func(grad, x []float64) { m.loss(grad, x) },
	}, make([]float64, m.size), &optimize.Settings{GradientThreshold: 1e-3, MajorIterations: 300}, &optimize.LBFGS{})
	if err != nil {
		return nil, fmt.Errorf("fit of %d quotations: %w", len(examples), err)
	}
	w := make(speech.Weights, len(names))
	for n, f := range names {
		w[f] = result.X[n]
	}
	return w, nil
}

// loss gives the negative logarithm of the likelihood with the penalty, and its gradient.
func (m *entropy) loss(grad, x []float64) float64 {
	sum := 0.0
	for i, w := range x {
		sum += m.penalty * w * w / 2
		if grad != nil {
			grad[i] = m.penalty * w
		}
	}
	for n, rows := range m.rows {
		scores := make([]float64, len(rows))
		for k, row := range rows {
			for _, i := range row {
				scores[k] += x[i]
			}
		}
		top := slices.Max(scores)
		var all, right float64
		for k, s := range scores {
			scores[k] = math.Exp(s - top)
			all += scores[k]
			if m.correct[n][k] {
				right += scores[k]
			}
		}
		right = math.Max(right, 1e-300)
		sum += math.Log(all) - math.Log(right)
		if grad == nil {
			continue
		}
		for k, row := range rows {
			d := scores[k] / all
			if m.correct[n][k] {
				d -= scores[k] / right
			}
			for _, i := range row {
				grad[i] += d
			}
		}
	}
	return sum
}

// right reports whether the weights choose a right candidate: the chances of
// all the words for one entity are added up.
func (e *example) right(w speech.Weights) bool {
	score := make([]float64, len(e.candidates))
	for k, c := range e.candidates {
		for _, f := range c.Features {
			score[k] += w[f]
		}
	}
	best, most := -1, math.Inf(-1)
	for k, c := range e.candidates {
		total := 0.0
		for o, d := range e.candidates {
			if o == k || c.Entity >= 0 && c.Entity == d.Entity {
				total += math.Exp(score[o])
			}
		}
		if total > most {
			best, most = k, total
		}
	}
	for o, d := range e.candidates {
		if e.correct[o] && (o == best || d.Entity >= 0 && d.Entity == e.candidates[best].Entity) {
			return true
		}
	}
	return false
}
