package main

import (
	"math"
	"testing"

	"demarche/language"
	"demarche/language/speech"
)

// invented gives choices between two candidates of which the one that spoke last is right.
func invented() []example {
	var all []example
	for n := range 12 {
		all = append(all, example{
			text: n,
			candidates: []speech.Candidate{
				{Token: 1, Entity: 0, Features: []string{"far"}},
				{Token: 2, Entity: language.None, Features: []string{"near", "subject"}},
				{Token: language.None, Entity: language.None, Features: []string{"nobody"}},
			},
			correct: []bool{n%4 == 0, n%4 != 0, false},
		})
	}
	return all
}

func TestFitPrefersWhatIsMostlyRight(t *testing.T) {
	w, err := fit(invented(), 0.1)
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, e := range invented() {
		if e.right(w) {
			right++
		}
	}
	if right != 9 || w["near"] <= w["far"] || w["far"] <= w["nobody"] {
		t.Errorf("%d right of 12 with %v", right, w)
	}
}

func TestGradientIsThatOfTheLoss(t *testing.T) {
	m := &entropy{rows: [][][]int{{{0, 1}, {1}, {2}}, {{0}, {2}}}, correct: [][]bool{{true, true, false}, {false, true}}, size: 3, penalty: 0.3}
	x := []float64{0.2, -0.4, 0.7}
	grad := make([]float64, 3)
	m.loss(grad, x)
	for i := range x {
		const h = 1e-6
		up, down := append([]float64{}, x...), append([]float64{}, x...)
		up[i] += h
		down[i] -= h
		if slope := (m.loss(nil, up) - m.loss(nil, down)) / (2 * h); math.Abs(slope-grad[i]) > 1e-6 {
			t.Errorf("slope %d is %.6f, the gradient says %.6f", i, slope, grad[i])
		}
	}
}

func TestBankIsReadWhole(t *testing.T) {
	texts, err := readBank("../../../reader/testdata/quotes.txt")
	if err != nil || len(texts) < 60 || len(texts[0].said) != 1 || texts[0].said[0].ends != "front door," {
		t.Errorf("%d passages, %+v (%v)", len(texts), texts[0].said, err)
	}
}
