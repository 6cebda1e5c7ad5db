package detection_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/language/pipeline"
	"demarche/reader/detection"
)

func TestEmbeddedWeights(t *testing.T) {
	m, err := detection.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(m) < 10 {
		t.Errorf("only %d labels were learnt", len(m))
	}
	for label, weights := range m {
		kind, what, _ := strings.Cut(label, " ")
		movement := kind == string(demarche.KindMovement) // a movement, and with its status
		if !slices.Contains(demarche.Kinds(), demarche.Kind(kind)) || !movement && what == "" {
			t.Errorf("%q is no label", label)
		}
		if weights[detection.Bias] >= 0 {
			t.Errorf("%s: most sentences do not state it, but the bias is %v", label, weights[detection.Bias])
		}
		for f, w := range weights {
			if math.IsNaN(w) || math.Abs(w) > 20 {
				t.Errorf("%s: the weight of %q is %v", label, f, w)
			}
		}
	}
}

func TestOf(t *testing.T) {
	m := detection.Model{"act protest": {detection.Bias: -1, "condemn": 3}}
	has := []detection.Feature{{Name: "condemn"}, {Name: "move"}}
	likely := detection.NewDetector(m).Likelihoods(has, nil)
	if got, want := likely.Of("act protest"), 1/(1+math.Exp(-2)); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v, want %v", got, want)
	}
	if got := likely.Of("act summon"); got != 0 {
		t.Errorf("a label that was not learnt has %v", got)
	}
	if got := detection.NewDetector(m).Likelihoods(nil, nil).Of("act protest"); got != 0 {
		t.Errorf("a sentence without features has %v", got)
	}
	if got := detection.NewDetector(m).Weight("act protest", "condemn"); got != 3 {
		t.Errorf("the weight is %v", got)
	}
}

func TestFeatures(t *testing.T) {
	layer, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	a, err := layer.Analyse("Returns are protested\n\nFredonia protested twice on Monday to the envoys. No.", "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range detection.Features(a, 1) {
		if f.Token < a.Sentences[1].First || f.Token >= a.Sentences[1].Last {
			t.Errorf("%q is a feature of token %d, outside its sentence", f.Name, f.Token)
		}
		if slices.Contains(names, f.Name) {
			t.Errorf("%q is told twice", f.Name)
		}
		names = append(names, f.Name)
	}
	for _, want := range []string{"protest", "root protest", "NAME + protest", "protest nsubj NAME", "envoy"} {
		if !slices.Contains(names, want) {
			t.Errorf("%q is no feature of %q: %q", want, a.Sentences[1].Span.Of(a.Text), names)
		}
	}
	for _, name := range names {
		if strings.Contains(name, "fredonia") || name == "heading" {
			t.Errorf("%q is a feature", name)
		}
	}
	if f := detection.Features(a, 2); len(f) != 0 {
		t.Errorf("a sentence of two words has %v", f)
	}
}
