package reader

import (
	"slices"
	"testing"
)

func TestStepFormLeavesOutWhatIsOfOneReport(t *testing.T) {
	for step, want := range map[string]string{
		`he -> Jane Doe -> FRD`:           "resolved",
		`under "refuse": refusal`:         "under : refusal",
		`2 flights of "the agency" found`: "flights of found",
	} {
		if got := stepForm(step); got != want {
			t.Errorf("%q: %q, want %q", step, got, want)
		}
	}
}

func TestRuleFeatures(t *testing.T) {
	if got, want := ruleFeatures("act/agree/noun"), []string{"rule agree/noun", "rule family agree"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := ruleFeatures("quote/direct"), []string{"rule direct"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
