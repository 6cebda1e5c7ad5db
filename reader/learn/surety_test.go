package learn_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"demarche"
	"demarche/reader/confidence"
	"demarche/reader/learn"
)

// sample draws examples from known odds: right with a probability of 0.9 where
// they have "good", 0.3 where they have not; reports beginning with "tuned"
// are right more often.
func sample(n int, seed uint64) []learn.Example {
	r := rand.New(rand.NewPCG(seed, 1))
	examples := make([]learn.Example, n)
	for i := range examples {
		e := learn.Example{Report: fmt.Sprintf("report %02d", r.IntN(40)), Kind: demarche.KindAct}
		chance := 0.3
		if r.IntN(2) == 0 {
			e.Features, chance = append(e.Features, "good"), 0.9
		}
		if r.IntN(2) == 0 {
			e.Features = append(e.Features, "noise")
		}
		if r.IntN(3) == 0 {
			e.Report, e.Tuned, chance = "tuned "+e.Report, true, (1+chance)/2
		}
		e.Right = r.Float64() < chance
		examples[i] = e
	}
	return examples
}

func TestFitRecoversTheOdds(t *testing.T) {
	m, err := learn.FitConfidence(sample(6000, 1), learn.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		features []string
		want     float64
	}{{nil, 0.3}, {[]string{"good"}, 0.9}, {[]string{"noise"}, 0.3}} {
		if got := m.Of(demarche.KindAct, tt.features); math.Abs(got-tt.want) > 0.04 {
			t.Errorf("%v: %.3f, want about %v", tt.features, got, tt.want)
		}
	}
	if w := m.Weights[confidence.Name(demarche.KindAct, "tuned")]; w != 0 {
		t.Errorf("the model keeps a weight for tuned reports: %v", w)
	}
}

func TestFitIsTheSameEachTime(t *testing.T) {
	a, err := learn.FitConfidence(sample(500, 2), learn.Default())
	if err != nil {
		t.Fatal(err)
	}
	b, err := learn.FitConfidence(sample(500, 2), learn.Default())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("two fits to the same examples differ")
	}
}

func TestFitLeavesOutRareFeatures(t *testing.T) {
	examples := sample(200, 3)
	examples[0].Features = append(examples[0].Features, "rare")
	m, err := learn.FitConfidence(examples, learn.Options{Penalty: 1, AtLeast: 2})
	if err != nil {
		t.Fatal(err)
	}
	if w, ok := m.Weights[confidence.Name(demarche.KindAct, "rare")]; ok {
		t.Errorf("a feature of one example has the weight %v", w)
	}
}

// A feature that names the report tells all about the examples of that report,
// and must tell nothing about them when they are judged.
func TestCrossValidateDoesNotSeeTheReport(t *testing.T) {
	examples := sample(400, 4)
	for i := range examples {
		examples[i].Right = examples[i].Report[len(examples[i].Report)-1]%2 == 0
		examples[i].Features = []string{examples[i].Report}
	}
	judged, err := learn.CrossValidate(examples, 10, learn.Options{Penalty: 0.1, AtLeast: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(judged) != len(examples) {
		t.Fatalf("%d judged of %d", len(judged), len(examples))
	}
	for _, j := range judged {
		if j.Confidence < 0.2 || j.Confidence > 0.8 {
			t.Fatalf("%s was judged %.2f by weights that knew it", j.Report, j.Confidence)
		}
	}
}

func judged(pairs ...any) []learn.Judged {
	var list []learn.Judged
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, learn.Judged{Example: learn.Example{Kind: demarche.KindGap, Right: pairs[i+1].(bool)}, Confidence: pairs[i].(float64)})
	}
	return list
}

func TestFloorIsWhereThePrecisionIsReached(t *testing.T) {
	for _, tt := range []struct {
		name      string
		list      []learn.Judged
		precision float64
		want      float64
	}{
		{"the least that does", judged(0.1, false, 0.2, false, 0.3, true, 0.45, true), 0.6, 0.11},
		{"all are right", judged(0.1, true, 0.9, true), 0.9, 0},
		{"not to be had", judged(0.9, false, 0.1, true), 0.9, 0.5},
	} {
		if got := learn.Floor(tt.list, tt.precision); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	got := learn.Count(judged(0.9, true, 0.5, true, 0.1, false), 0.4, map[demarche.Kind]int{demarche.KindGap: 4})[demarche.KindGap]
	if got != (learn.Figures{Gold: 4, Kept: 2, Right: 2}) || got.Precision() != 1 || got.Recall() != 0.5 || math.Abs(got.F1()-2.0/3) > 1e-12 {
		t.Errorf("%+v: %v %v %v", got, got.Precision(), got.Recall(), got.F1())
	}
	if none := (learn.Figures{}); none.Precision() != 0 || none.Recall() != 0 || none.F1() != 0 {
		t.Error("nothing found of nothing is not 0")
	}
}

func TestCurve(t *testing.T) {
	curve := learn.Curve(judged(0.95, true, 0.91, false, 1.0, true, 0.12, false), 10)
	if b := curve[9]; b.Records != 3 || math.Abs(b.Right-2.0/3) > 1e-12 || math.Abs(b.Mean-2.86/3) > 1e-12 {
		t.Errorf("the last bin is %+v", b)
	}
	if b := curve[1]; b.Records != 1 || b.Right != 0 {
		t.Errorf("the second bin is %+v", b)
	}
}
