package reader

import (
	"strings"
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// stancesIn reads with weights of the test's own the positions of a text:
// "state stance people means" each.
func stancesIn(t *testing.T, words detection.Model, stance map[string]float64, text string) string {
	t.Helper()
	c := choice.Model{}
	if stance != nil {
		c[roleStance] = stance
	}
	var found []string
	for _, rec := range recordsOf(t, words, c, text) {
		if r, ok := rec.(*demarche.Position); ok {
			found = append(found, strings.Join([]string{string(r.State), string(r.Stance), string(r.People), string(r.Means)}, " "))
		}
	}
	return strings.Join(found, "; ")
}

func TestTheLikeliestStanceIsChosen(t *testing.T) {
	const (
		said   = "Chile wants to deport Bolivians. Bolivia will take back its nationals by bus."
		unsaid = "Chile wants to deport people. Bolivia will let the flights land."
	)
	rules := map[string]float64{"rule state": 9, "rule people": 9, "rule means": 9}
	for _, tt := range []struct {
		name    string
		text    string
		weights map[string]float64
		want    string
	}{
		{"nothing is learnt", said, nil, "BOL accept own land"},
		{"the rules are believed", said, rules, "BOL accept own land"},
		{"another state", said, map[string]float64{"state sender": 9, "rule people": 9, "rule means": 9}, "CHL accept own land"},
		{"other people than are told", said, map[string]float64{"rule state": 9, "people third": 9, "rule means": 9}, "BOL accept own land"},
		{"other means than are told", said, map[string]float64{"rule state": 9, "rule people": 9, "means any with here land": 9}, "BOL accept own land"},
		{"people of whom nothing is told", unsaid, map[string]float64{"rule state": 9, "people third": 9, "rule means": 9}, "BOL accept third any"},
		{"means of which nothing is told", unsaid, map[string]float64{"rule state": 9, "people third": 9, "means land": 9}, "BOL accept third land"},
	} {
		if got := stancesIn(t, detection.Model{}, tt.weights, tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Words that no rule reads as a stance.
const unread = "Chile deports Bolivians by bus. Bolivia grumbled about the deportees."

var grumbling = detection.Model{"position refuse": {"bias": -9, "grumble": 18}}

func TestAStanceThatTheWordsTellIsFilledByChoice(t *testing.T) {
	if got := stancesIn(t, grumbling, nil, unread); got != "" {
		t.Errorf("nothing is learnt of whose stance it is, but there is %q", got)
	}
	if got := stancesIn(t, grumbling, map[string]float64{"state receiver": 9, "people own": 5, "means any": 5}, unread); got != "BOL refuse own any" {
		t.Errorf("got %q", got)
	}
}

func TestAStanceToldAgainKeepsItsMeans(t *testing.T) {
	const text = "Chile deports Bolivians. Bolivia will not take back its nationals by bus. Bolivia grumbled about the deportees."
	weights := map[string]float64{"state receiver": 9, "people own": 5, "rule means": 9, "means any": 5}
	if got := stancesIn(t, grumbling, weights, text); got != "BOL refuse own land" {
		t.Errorf("got %q, want one record", got)
	}
}

// What a rule finds is no guess because words have told it before.
func TestAStanceThatARuleFindsToo(t *testing.T) {
	const text = "Chile deports Bolivians. Bolivia grumbled about the deportees. Bolivia will not take back its nationals by bus."
	weights := map[string]float64{"state receiver": 9, "people own": 5, "rule means": 9, "means any": 5}
	found := 0
	for _, rec := range recordsOf(t, grumbling, choice.Model{roleStance: weights}, text) {
		r, ok := rec.(*demarche.Position)
		if !ok {
			continue
		}
		found++
		if strings.Contains(r.Trace.Rule, "detected") || len(r.Evidence) != 2 {
			t.Errorf("rule %s, %d sentences", r.Trace.Rule, len(r.Evidence))
		}
	}
	if found != 1 {
		t.Errorf("%d positions, want 1", found)
	}
}

func TestStancesOfSeveralStatesAreNotChosenAmong(t *testing.T) {
	const text = "Austria deports foreigners. Bolivia and Peru will take back their own nationals."
	got := stancesIn(t, detection.Model{}, map[string]float64{"state here as state": 9, "people own": 9}, text)
	if !strings.Contains(got, "BOL accept own") || !strings.Contains(got, "PER accept own") {
		t.Errorf("got %q, want both states", got)
	}
}
