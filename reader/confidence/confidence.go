// Package confidence estimates how likely a record is right from what is known
// of the way in which it was read: the rule, where its words stand, how its
// states and speaker were resolved. The estimate is a logistic regression over
// named features; its weights are data that anybody can read, learnt from the
// annotated reports by the command behind `make weights`.
package confidence

import (
	"bytes"
	_ "embed" // of the weights
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"

	"demarche"
)

//go:embed weights.json
var weights []byte

// Fingerprint writes the embedded weights into a hash; a reader's version
// names them by it.
func Fingerprint(w io.Writer) error {
	_, err := w.Write(weights)
	return err
}

// Model holds what was learnt.
type Model struct {
	// Floor is the confidence below which a record is left out.
	Floor float64 `json:"floor"`
	// Weights gives what each feature adds to the logarithm of the odds. The
	// name of a feature begins with its kind and a blank: "act title".
	Weights map[string]float64 `json:"weights"`
}

// Load reads the embedded weights.
func Load() (*Model, error) {
	m := new(Model)
	d := json.NewDecoder(bytes.NewReader(weights))
	d.DisallowUnknownFields()
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf("confidence: the embedded weights: %w", err)
	}
	return m, nil
}

// Bias is the feature that every record has.
const Bias = "bias"

// Of gives the probability, from 0 to 1, that a record of a kind with such
// features is right. Features without a weight count nothing.
func (m *Model) Of(kind demarche.Kind, features []string) float64 {
	sum := m.Weights[Name(kind, Bias)]
	for _, f := range features {
		sum += m.Weights[Name(kind, f)]
	}
	return 1 / (1 + math.Exp(-sum))
}

// Guessed is the feature of a record that no rule found: only the words of its
// sentence tell of it.
const Guessed = "detected"

// likelierThanNot is the least confidence of a guess that is given out.
const likelierThanNot = 0.5

// Keeps reports whether a record with such features and confidence is given out
// under a floor. A guess must be likelier right than not besides: one that is
// wrong looks as if the report had said it.
func Keeps(floor, confidence float64, features []string) bool {
	return confidence >= floor && (confidence >= likelierThanNot || !slices.Contains(features, Guessed))
}

// Name gives the name under which the weight of a feature of a kind is kept.
func Name(kind demarche.Kind, feature string) string { return string(kind) + " " + feature }

// Weigh gives the features of a record with their weights, the heaviest first;
// those without a weight stand last.
func (m *Model) Weigh(kind demarche.Kind, features []string) []demarche.Feature {
	weighed := make([]demarche.Feature, len(features))
	for i, f := range features {
		weighed[i] = demarche.Feature{Name: f, Weight: m.Weights[Name(kind, f)]}
	}
	sort.SliceStable(weighed, func(i, j int) bool { return math.Abs(weighed[i].Weight) > math.Abs(weighed[j].Weight) })
	return weighed
}
