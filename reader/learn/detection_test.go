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
	if p := d.Likelihoods(with, nil).Of("act protest"); p < 0.75 {
		t.Errorf("with the word that tells it: %.2f", p)
	}
	if p := d.Likelihoods(without, nil).Of("act protest"); p > 0.2 {
		t.Errorf("without it: %.2f", p)
	}
	if _, ok := m["act rule"]; ok {
		t.Error("a label of one sentence was learnt")
	}
}

// A bank that tells of one kind only says nothing of the others.
func TestFitDetectionOfABank(t *testing.T) {
	var sentences []learn.Sentence
	for i := range 100 {
		s := learn.Sentence{Features: []string{"the"}}
		if i%4 == 0 {
			s.Features, s.Labels = append(s.Features, "accept"), []string{"position accept"}
		}
		sentences = append(sentences, s)
		sentences = append(sentences, learn.Sentence{Features: []string{"the", "accept"}, Kind: "act"})
	}
	o := learn.DefaultDetection()
	o.Penalty = 0.5
	m, err := learn.FitDetection(sentences, o)
	if err != nil {
		t.Fatal(err)
	}
	with := []detection.Feature{{Name: "the"}, {Name: "accept"}}
	if p := detection.NewDetector(m).Likelihoods(with, nil).Of("position accept"); p < 0.75 {
		t.Errorf("a bank of acts speaks against a position: %.2f", p)
	}
}

// What is learnt of the meaning holds for words that were never seen, and where
// the bank of another kind says nothing.
func TestFitDetectionOfMeaning(t *testing.T) {
	var sentences []learn.Sentence
	for i := range 200 {
		s := learn.Sentence{Features: []string{"the", fmt.Sprintf("word %d", i)}, Meaning: []float32{0, 1, float32(i % 2)}}
		if i%4 == 0 {
			s.Meaning[0], s.Labels = 1, []string{"act protest"}
		}
		sentences = append(sentences, s)
	}
	m, err := learn.FitDetection(sentences, learn.DefaultDetection())
	if err != nil {
		t.Fatal(err)
	}
	weights := m["act protest"]
	if w := weights[detection.MeaningName(0)]; w < 0.3 {
		t.Errorf("the dimension that tells it weighs %.2f", w)
	}
	for f := range weights {
		if f != detection.Bias && f != "the" && f != detection.MeaningName(0) && f != detection.MeaningName(1) && f != detection.MeaningName(2) {
			t.Errorf("%q, which one sentence has, is weighed", f)
		}
	}
	o := learn.DefaultDetection()
	o.Meaning = 0
	if m, err = learn.FitDetection(sentences, o); err != nil {
		t.Fatal(err)
	}
	if _, ok := m["act protest"][detection.MeaningName(0)]; ok {
		t.Error("the meaning is weighed though it has no say")
	}
}
