// Package choice weighs the answers to one question about a record: who did it,
// to whom, whose people a figure counts. It is a conditional logit (McFadden 1974,
// "Conditional logit analysis of qualitative choice behavior"): the probability
// of an answer is in proportion to the exponential of the weights of its
// features, and the weights are learnt from annotated reports. What the rules of
// the reader answer is one feature among others, so what is learnt says as well
// how far each rule is to be believed.
package choice

import (
	"bytes"
	_ "embed" // of the weights
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

//go:embed weights.json
var weights []byte

// Fingerprint writes the embedded weights into a hash; a reader's version
// names them by it.
func Fingerprint(w io.Writer) error {
	_, err := w.Write(weights)
	return err
}

// Model gives for each role ("act sides") what each feature adds to the
// logarithm of an answer's odds.
type Model map[string]map[string]float64

// Load reads the embedded weights.
func Load() (Model, error) {
	m := Model{}
	if err := json.NewDecoder(bytes.NewReader(weights)).Decode(&m); err != nil {
		return nil, fmt.Errorf("choice: the embedded weights: %w", err)
	}
	return m, nil
}

// Answer is one of those that a question has.
type Answer struct {
	Values []string // what it fills the fields with, "" for nothing
	Parts  []int    // the groups of features that it has, indexes of the question's Parts
}

// Question asks for one of its answers.
type Question struct {
	Role    string
	Parts   [][]string // groups of features; several answers may share one
	Answers []Answer
	Rule    int // the answer that the rules give, -1 if they give none of these
}

// Features gives those of an answer.
func (q *Question) Features(answer int) []string {
	var features []string
	for _, p := range q.Answers[answer].Parts {
		features = append(features, q.Parts[p]...)
	}
	return features
}

// Learnt reports whether the model has weights for a role.
func (m Model) Learnt(role string) bool { return len(m[role]) > 0 }

// Probabilities gives how likely each answer of a question is right, if one is: together they are 1.
func (m Model) Probabilities(q *Question) []float64 {
	of := m[q.Role]
	sums := make([]float64, len(q.Parts))
	for i, features := range q.Parts {
		for _, f := range features {
			sums[i] += of[f]
		}
	}
	p := make([]float64, len(q.Answers))
	for i, a := range q.Answers {
		for _, part := range a.Parts {
			p[i] += sums[part]
		}
	}
	return Softmax(p)
}

// Softmax turns scores into probabilities, in place.
func Softmax(scores []float64) []float64 {
	if len(scores) == 0 {
		return scores
	}
	most, sum := slices.Max(scores), 0.0
	for i, x := range scores {
		scores[i] = math.Exp(x - most)
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
	return scores
}

// Weight is a feature with what it adds.
type Weight struct {
	Feature string
	Value   float64
}

// Heaviest gives the features of an answer that weigh most, at most n, the heaviest first.
func (m Model) Heaviest(q *Question, answer, n int) []Weight {
	of := m[q.Role]
	var all []Weight
	for _, f := range q.Features(answer) {
		if w := of[f]; w != 0 {
			all = append(all, Weight{f, w})
		}
	}
	slices.SortStableFunc(all, func(a, b Weight) int {
		switch x, y := math.Abs(a.Value), math.Abs(b.Value); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return all[:min(n, len(all))]
}
