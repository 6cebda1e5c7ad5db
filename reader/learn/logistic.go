package learn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// logistic is a regression of yes or no on sparse features, each of which an
// example has or has not.
type logistic struct {
	rows    [][]int // example -> its features
	yes     []bool  // example -> the answer
	free    []bool  // feature -> its weight carries no penalty
	penalty float64 // of the squares of the weights
}

// fit gives the weights of the features that make the answers likeliest.
func (p *logistic) fit() ([]float64, error) {
	result, err := optimize.Minimize(optimize.Problem{Func: p.loss, Grad: p.gradient}, make([]float64, len(p.free)),
		&optimize.Settings{GradientThreshold: 1e-3, MajorIterations: 300}, &optimize.LBFGS{})
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

// loss is the negative logarithm of the likelihood, with the penalty.
func (p *logistic) loss(x []float64) float64 {
	sum := 0.0
	for n, row := range p.rows {
		z := score(x, row)
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
	for n, row := range p.rows {
		excess := 1 / (1 + math.Exp(-score(x, row)))
		if p.yes[n] {
			excess--
		}
		for _, i := range row {
			grad[i] += excess
		}
	}
}
