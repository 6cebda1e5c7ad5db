package choice_test

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"demarche/reader/choice"
)

func TestEmbeddedWeights(t *testing.T) {
	m, err := choice.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{"sides", "figure"} {
		if !m.Learnt(role) {
			t.Errorf("nothing is learnt of %q", role)
		}
	}
	if w := m["sides"]["rule actor"]; w <= 0 {
		t.Errorf("what the rules say of the actor weighs %v", w)
	}
	for role, weights := range m {
		for f, w := range weights {
			if math.IsNaN(w) || math.Abs(w) > 20 {
				t.Errorf("%s: the weight of %q is %v", role, f, w)
			}
		}
	}
	var b bytes.Buffer
	if err := choice.Fingerprint(&b); err != nil || b.Len() == 0 {
		t.Errorf("no bytes for the fingerprint: %v", err)
	}
}

func question() *choice.Question {
	return &choice.Question{
		Role:  "sides",
		Parts: [][]string{{"subject", "rule"}, {"object"}, {"both"}},
		Answers: []choice.Answer{
			{Values: []string{"PER"}, Parts: []int{0, 2}},
			{Values: []string{"CHL"}, Parts: []int{1, 2}},
			{Values: []string{""}},
		},
	}
}

func TestProbabilitiesFollowTheWeights(t *testing.T) {
	m := choice.Model{"sides": {"subject": 1, "rule": 0.5, "object": -1, "both": 2}}
	p := m.Probabilities(question())
	sum := 0.0
	for i, want := range []float64{3.5, 1, 0} {
		sum += p[i]
		if got := math.Log(p[i] / p[2]); math.Abs(got-want) > 1e-9 {
			t.Errorf("answer %d: odds %.3f, want %.3f", i, got, want)
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the probabilities sum to %v", sum)
	}
	if p := (choice.Model{}).Probabilities(question()); math.Abs(p[0]-1.0/3) > 1e-9 {
		t.Errorf("with nothing learnt: %v", p)
	}
}

func TestGreatScoresStayFinite(t *testing.T) {
	p := choice.Softmax([]float64{1000, 999, -1000})
	if math.IsNaN(p[0]) || p[0] < 0.7 || p[2] > 1e-9 {
		t.Errorf("got %v", p)
	}
	if p := choice.Softmax(nil); len(p) != 0 {
		t.Errorf("of nothing: %v", p)
	}
}

func TestHeaviestNamesWhatSpokeForAnAnswer(t *testing.T) {
	m := choice.Model{"sides": {"subject": 1, "rule": -3, "both": 2}}
	got := m.Heaviest(question(), 0, 2)
	want := []choice.Weight{{Feature: "rule", Value: -3}, {Feature: "both", Value: 2}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := m.Heaviest(question(), 2, 2); len(got) != 0 {
		t.Errorf("of an answer without features: %v", got)
	}
}
