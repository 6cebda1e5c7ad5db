package learn_test

import (
	"fmt"
	"testing"

	"demarche/reader/detection"
	"demarche/reader/learn"
)

func TestFitDetectionLearnsWhichWordsTell(t *testing.T) {
	var sentences []learn.Sentence
	for i := range 200 {
		s := learn.Sentence{Features: []string{"the", fmt.Sprintf("word %d", i%7)}}
		if i%4 == 0 {
			s.Features, s.Labels = append(s.Features, "condemn"), []string{"act protest"}
		}
		if i == 1 {
			s.Labels = []string{"act rule"}
		}
		sentences = append(sentences, s)
	}
	m, err := learn.FitDetection(sentences, learn.DefaultDetection())
	if err != nil {
		t.Fatal(err)
	}
	d := detection.NewDetector(m)
	with, without := []detection.Feature{{Name: "the"}, {Name: "condemn"}}, []detection.Feature{{Name: "the"}}
	if p := d.Likelihoods(with).Of("act protest"); p < 0.8 {
		t.Errorf("with the word that tells it: %.2f", p)
	}
	if p := d.Likelihoods(without).Of("act protest"); p > 0.2 {
		t.Errorf("without it: %.2f", p)
	}
	if _, ok := m["act rule"]; ok {
		t.Error("a label of one sentence was learnt")
	}
}
