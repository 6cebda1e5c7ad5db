package learn

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// logistic is a regression of yes or no on sparse features, each of which an
// example has or has not, and, if there are any, on values that every example
// has; the weights of these are the last.
type logistic struct {
	rows    [][]int     // example -> its features
	values  [][]float32 // example -> its values, nil if there are none
	yes     []bool      // example -> the answer
	free    []bool      // feature -> its weight carries no penalty
	penalty float64     // of the squares of the weights
	rough   bool        // weights of many values, of which two figures are enough

	at, odds []float64 // the weights last tried, and what each example then has
}

// fit gives the weights of the features that make the answers likeliest.
func (p *logistic) fit() ([]float64, error) {
	threshold := 1e-3
	if p.rough {
		threshold = 0.3
	}
	result, err := optimize.Minimize(optimize.Problem{Func: p.loss, Grad: p.gradient}, make([]float64, len(p.free)),
		&optimize.Settings{GradientThreshold: threshold, MajorIterations: 300}, &optimize.LBFGS{})
	if err != nil {
		return nil, fmt.Errorf("fit of %d examples: %w", len(p.rows), err)
	}
	return result.X, nil
}

func score(x []float64, row []int) float64 {
	sum := 0.0
	for _, i := range row {
		sum += x[i]
	}
	return sum
}

// scores gives the logarithm of the odds of each example. Loss and gradient ask
// for those of the same weights one after the other.
func (p *logistic) scores(x []float64) []float64 {
	if slices.Equal(p.at, x) {
		return p.odds
	}
	p.at, p.odds = append(p.at[:0], x...), p.odds[:0]
	for n, row := range p.rows {
		sum := score(x, row)
		if p.values != nil {
			of := x[len(x)-len(p.values[n]):]
			for i, v := range p.values[n] {
				sum += of[i] * float64(v)
			}
		}
		p.odds = append(p.odds, sum)
	}
	return p.odds
}

// loss is the negative logarithm of the likelihood, with the penalty.
func (p *logistic) loss(x []float64) float64 {
	sum := 0.0
	for n, z := range p.scores(x) {
		if p.yes[n] {
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

func (p *logistic) gradient(grad, x []float64) {
	for i, w := range x {
		grad[i] = 0
		if !p.free[i] {
			grad[i] = p.penalty * w
		}
	}
	for n, z := range p.scores(x) {
		excess := 1 / (1 + math.Exp(-z))
		if p.yes[n] {
			excess--
		}
		for _, i := range p.rows[n] {
			grad[i] += excess
		}
		if p.values != nil {
			of := grad[len(x)-len(p.values[n]):]
			for i, v := range p.values[n] {
				of[i] += excess * float64(v)
			}
		}
	}
}
