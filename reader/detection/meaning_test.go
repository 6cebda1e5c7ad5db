package detection_test

import (
	"math"
	"testing"

	"demarche/language/pipeline"
	"demarche/language/vectors"
	"demarche/reader/detection"
)

// Sentences of like meaning without a word in common lie nearer than others; names mean nothing.
func TestMeaning(t *testing.T) {
	layer, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	table, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := layer.Analyse("Fredonia condemned the raid. Sylvania denounced the attacks. Fredonia grew tomatoes. Sylvania condemned the raid. Fredonia?", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Sentences) != 5 {
		t.Fatalf("%d sentences", len(a.Sentences))
	}
	cosine := func(i, j int) float64 {
		u, v := detection.Meaning(a, i, table), detection.Meaning(a, j, table)
		var uv, uu, vv float64
		for k := range u {
			uv, uu, vv = uv+float64(u[k]*v[k]), uu+float64(u[k]*u[k]), vv+float64(v[k]*v[k])
		}
		return uv / math.Sqrt(uu*vv)
	}
	if near, far := cosine(0, 1), cosine(0, 2); near < far+0.3 {
		t.Errorf("the like one lies at %.2f, the other at %.2f", near, far)
	}
	if same := cosine(0, 3); same < 0.999 {
		t.Errorf("with another name it lies at %.3f", same)
	}
	for i, x := range detection.Meaning(a, 4, table) {
		if x != 0 {
			t.Errorf("a name has %v in dimension %d", x, i)
		}
	}
}

// A model weighs the meaning beside the features.
func TestLikelihoodsOfMeaning(t *testing.T) {
	meaning := make([]float32, 3*vectors.Dims)
	meaning[vectors.Dims+2] = 0.5
	m := detection.Model{
		"act protest": {detection.Bias: -1, "condemn": 1, detection.MeaningName(vectors.Dims + 2): 4},
		"act pledge":  {detection.Bias: -1},
	}
	d := detection.NewDetector(m)
	has := []detection.Feature{{Name: "condemn"}}
	for _, c := range []struct {
		label   string
		meaning []float32
		odds    float64 // logarithm
	}{
		{"act protest", meaning, 2},
		{"act protest", nil, 0},
		{"act pledge", meaning, -1},
	} {
		if got, want := d.Likelihoods(has, c.meaning).Of(c.label), 1/(1+math.Exp(-c.odds)); math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: %v, want %v", c.label, got, want)
		}
	}
}
