package confidence_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/reader/confidence"
)

func TestEmbeddedWeights(t *testing.T) {
	m, err := confidence.Load()
	if err != nil {
		t.Fatal(err)
	}
	if m.Floor <= 0 || m.Floor >= 0.6 {
		t.Errorf("the floor is %v", m.Floor)
	}
	for _, k := range demarche.Kinds() {
		if m.Weights[confidence.Name(k, confidence.Bias)] == 0 {
			t.Errorf("%s has no bias: the weights were not learnt from it", k)
		}
	}
	for name, w := range m.Weights {
		kind, feature, ok := strings.Cut(name, " ")
		if !ok || feature == "" || !slices.Contains(demarche.Kinds(), demarche.Kind(kind)) {
			t.Errorf("%q is no kind with a feature", name)
		}
		if math.IsNaN(w) || math.Abs(w) > 20 {
			t.Errorf("the weight of %q is %v", name, w)
		}
	}
	var b bytes.Buffer
	if err := confidence.Fingerprint(&b); err != nil || b.Len() == 0 {
		t.Errorf("no bytes for the fingerprint: %v", err)
	}
}

func TestOf(t *testing.T) {
	m := &confidence.Model{Weights: map[string]float64{"act bias": 1, "act in the title": -2, "gap bias": 3}}
	for _, tt := range []struct {
		name     string
		kind     demarche.Kind
		features []string
		want     float64
	}{
		{"the bias alone", "act", nil, 1 / (1 + math.Exp(-1))},
		{"a feature", "act", []string{"in the title"}, 1 / (1 + math.Exp(1))},
		{"a feature without weight", "act", []string{"spoken"}, 1 / (1 + math.Exp(-1))},
		{"another kind", "gap", []string{"in the title"}, 1 / (1 + math.Exp(-3))},
		{"a kind without weights", "count", nil, 0.5},
	} {
		if got := m.Of(tt.kind, tt.features); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestKeeps(t *testing.T) {
	for _, tt := range []struct {
		name       string
		confidence float64
		features   []string
		want       bool
	}{
		{"under the floor", 0.29, nil, false},
		{"at the floor", 0.3, []string{"title"}, true},
		{"a guess above the floor", 0.49, []string{"title", confidence.Guessed}, false},
		{"a guess likelier than not", 0.5, []string{confidence.Guessed}, true},
	} {
		if got := confidence.Keeps(0.3, tt.confidence, tt.features); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	if confidence.Keeps(0.6, 0.55, []string{confidence.Guessed}) {
		t.Error("a guess under a high floor is kept")
	}
}

func TestWeighPutsTheHeaviestFirst(t *testing.T) {
	m := &confidence.Model{Weights: map[string]float64{"act bias": 1, "act a": 0.5, "act b": -2, "gap c": 9}}
	got := m.Weigh("act", []string{"a", "c", "b"})
	want := []demarche.Feature{{Name: "b", Weight: -2}, {Name: "a", Weight: 0.5}, {Name: "c"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
