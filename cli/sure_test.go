package cli

import (
	"testing"

	"demarche"
	"demarche/answers"
)

func TestHowSureIsSaidShortAndInALine(t *testing.T) {
	for confidence, want := range map[float64][2]string{
		0: {"-", "not reviewed"}, .499: {"49% !", "not reviewed, only 49% sure"}, .5: {"50%", "not reviewed, 50% sure"}, .9999: {"99%", "not reviewed, 99% sure"}, 1: {"99%", "not reviewed, 99% sure"},
	} {
		it := answers.NewItem(demarche.Entry{Record: &demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap, Confidence: confidence}}, Review: demarche.Proposed})
		if got := [2]string{sureOf(it), sureLineOf(it)}; got != want {
			t.Errorf("%g is said %q, not %q", confidence, got, want)
		}
		for _, status := range []demarche.ReviewStatus{demarche.Accepted, demarche.Amended, demarche.Rejected} {
			if it.Review = status; sureOf(it) != string(status) || sureLineOf(it) != string(status)+" in review" {
				t.Errorf("what is %s is said to be %q", status, sureOf(it))
			}
		}
	}
	if sureShort(1) != "reviewed" || sureLine(1) != "reviewed" {
		t.Errorf("what a person judged is said to be %q, %q", sureShort(1), sureLine(1))
	}
}
