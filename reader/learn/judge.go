package learn

import (
	"slices"

	"demarche"
	"demarche/reader/confidence"
)

// Judged is an example with the confidence that weights learnt from other
// reports give it.
type Judged struct {
	Example
	Confidence float64
}

// CrossValidate splits the reports into folds, fits on all folds but one and
// judges that one, for each in turn: no example is judged by weights that saw
// its report.
func CrossValidate(examples []Example, folds int, o Options) ([]Judged, error) {
	fold := foldsOf(examples, folds)
	var judged []Judged
	for k := range folds {
		var rest []Example
		for _, e := range examples {
			if fold[e.Report] != k {
				rest = append(rest, e)
			}
		}
		m, err := FitConfidence(rest, o)
		if err != nil {
			return nil, err
		}
		for _, e := range examples {
			if fold[e.Report] == k {
				judged = append(judged, Judged{e, m.Of(e.Kind, e.Features)})
			}
		}
	}
	return judged, nil
}

// foldsOf deals the reports out in order of name.
func foldsOf(examples []Example, folds int) map[string]int {
	var names []string
	for _, e := range examples {
		names = append(names, e.Report)
	}
	slices.Sort(names)
	fold := map[string]int{}
	for i, name := range slices.Compact(names) {
		fold[name] = i % folds
	}
	return fold
}

// Floor gives the least confidence, two figures after the point, from which on
// records are right as often as precision asks; where that is not to be had,
// half.
func Floor(judged []Judged, precision float64) float64 {
	const none = 50
	for hundredths := range none {
		floor := float64(hundredths) / 100
		kept, right := 0, 0
		for _, j := range judged {
			if confidence.Keeps(floor, j.Confidence, j.Features) {
				kept++
				if j.Right {
					right++
				}
			}
		}
		if float64(right) >= precision*float64(kept) {
			return floor
		}
	}
	return none / 100.0
}

// Bin is a range of confidence with how often records in it were right.
type Bin struct {
	From, To float64
	Records  int
	Mean     float64 // of their confidence
	Right    float64 // part of them
}

// Curve gives the calibration of judged examples in bins of equal width.
func Curve(judged []Judged, bins int) []Bin {
	curve := make([]Bin, bins)
	for i := range curve {
		curve[i].From, curve[i].To = float64(i)/float64(bins), float64(i+1)/float64(bins)
	}
	for _, j := range judged {
		b := &curve[min(int(j.Confidence*float64(bins)), bins-1)]
		b.Records++
		b.Mean += j.Confidence
		if j.Right {
			b.Right++
		}
	}
	for i := range curve {
		if n := float64(curve[i].Records); n > 0 {
			curve[i].Mean /= n
			curve[i].Right /= n
		}
	}
	return curve
}

// Figures are strict figures of the examples that reach a floor.
type Figures struct {
	Gold, Kept, Right int
}

// Precision gives the part of the kept examples that are right, 0 to 1.
func (f Figures) Precision() float64 { return ratio(f.Right, f.Kept) }

// Recall gives the part of the annotated records that was found.
func (f Figures) Recall() float64 { return ratio(f.Right, f.Gold) }

// F1 gives the harmonic mean of precision and recall, 0 to 1.
func (f Figures) F1() float64 { return ratio(2*f.Right, f.Kept+f.Gold) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Count counts the examples of each kind that reach a floor.
func Count(judged []Judged, floor float64, gold map[demarche.Kind]int) map[demarche.Kind]Figures {
	count := map[demarche.Kind]Figures{}
	for k, n := range gold {
		count[k] = Figures{Gold: n}
	}
	for _, j := range judged {
		f := count[j.Kind]
		if confidence.Keeps(floor, j.Confidence, j.Features) {
			f.Kept++
			if j.Right {
				f.Right++
			}
		}
		count[j.Kind] = f
	}
	return count
}
