package reader

import (
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// A reader with weights of the test's own, so that the test says what is chosen.
func choosing(t *testing.T, m choice.Model) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r.Unfiltered().Choosing(m)
}

const protested = "Bolivia protested to Chile over the deportation of its nationals to Peru."

func actOf(t *testing.T, r *Reader, text string) *demarche.Act {
	t.Helper()
	d := demarche.Document{Name: "test", Text: text}
	reading, err := r.Read(t.Context(), &d)
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range reading.Records {
		if a, ok := rec.(*demarche.Act); ok {
			return a
		}
	}
	t.Fatalf("no act in %q", text)
	return nil
}

func TestTheLikeliestSidesAreChosen(t *testing.T) {
	for _, tt := range []struct {
		name    string
		weights map[string]float64
		want    string
	}{
		{"the rules are believed", map[string]float64{"rule actor": 2, "rule target": 2}, "BOL > CHL"},
		{"the order of the text", map[string]float64{"pair out of order": 9, "actor subject": -3, "target subject": 9, "actor not here": -5, "rule actor": -5}, "CHL > BOL"},
		{"nobody is meant", map[string]float64{"rule actor": 2, "target nobody": 5}, "BOL > "},
	} {
		a := actOf(t, choosing(t, choice.Model{roleSides: tt.weights}), protested)
		if got := string(a.Actor + " > " + a.Target); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTheTraceTellsWhatWasWeighed(t *testing.T) {
	a := actOf(t, choosing(t, choice.Model{roleSides: {"rule actor": 2, "rule target": 2}}), protested)
	weighedSteps := slices.DeleteFunc(slices.Clone(a.Trace.Steps), func(s string) bool { return !strings.HasPrefix(s, weighed) })
	if len(weighedSteps) != 2 || !strings.Contains(weighedSteps[0], "BOL > CHL 0.") || !strings.Contains(weighedSteps[1], "rule actor +2.00") {
		t.Errorf("the trace tells %q", weighedSteps)
	}
	without := actOf(t, choosing(t, choice.Model{}), protested)
	for _, s := range without.Trace.Steps {
		if strings.HasPrefix(s, weighed) {
			t.Errorf("nothing is learnt, but the trace tells %q", s)
		}
	}
}

func TestQuestionsHoldTheRulesAnswer(t *testing.T) {
	r := choosing(t, choice.Model{})
	d := demarche.Document{Name: "test", Text: protested}
	asked, err := r.Questions(t.Context(), &d)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, q := range asked {
		if len(q.Records) != len(q.Question.Answers) {
			t.Fatalf("%d records for %d answers", len(q.Records), len(q.Question.Answers))
		}
		if q.Question.Role != roleSides || q.Question.Rule < 0 {
			continue
		}
		a := q.Records[q.Question.Rule].(*demarche.Act)
		if a.Type != demarche.Protest || len(a.Evidence) == 0 {
			continue
		}
		found = true
		if a.Actor != "BOL" || a.Target != "CHL" {
			t.Errorf("the answer of the rules is %s > %s", a.Actor, a.Target)
		}
		for i, x := range q.Question.Answers {
			if x.Values[0] == x.Values[1] {
				t.Errorf("answer %d has %s against itself", i, x.Values[0])
			}
		}
	}
	if !found {
		t.Error("nothing is asked of the protest")
	}
}

func TestPathBetween(t *testing.T) {
	r := choosing(t, choice.Model{})
	d := demarche.Document{Name: "test", Text: "Bolivia protested to Chile."}
	a, err := r.Analyse(&d)
	if err != nil {
		t.Fatal(err)
	}
	s := r.sceneOf(a)
	for _, tt := range []struct {
		from, to int
		want     string
	}{{1, 0, "/nsubj"}, {1, 3, "/obl:to"}, {0, 3, "^nsubj/obl:to"}, {1, 1, ""}} {
		if got := s.pathBetween(tt.from, tt.to); got != tt.want {
			t.Errorf("from %q to %q: %q, want %q", a.Form(tt.from), a.Form(tt.to), got, tt.want)
		}
	}
}

func TestWhoDoesWhatAPassiveTellsIsChosen(t *testing.T) {
	const text = "Fiji and the deportees\n\nTonga sent deportees to Fiji in May. Deportations went on, and the restrictions on visas were lifted.\n"
	if a := actIn(t, nil, text); a != nil {
		t.Errorf("nothing is learnt, but %s %s", a.Type, a.Actor)
	}
	a := actIn(t, map[string]float64{"actor in the title": -5, "actor before by 1": 5, "target nobody": 9}, text)
	if a == nil || a.Type != demarche.Ease || a.Actor != "TON" || !strings.Contains(strings.Join(a.Trace.Steps, "\n"), "no rule tells who does it") {
		t.Errorf("got %+v, want Tonga to ease", a)
	}
}

// actIn gives the first act that is read with weights of the test's own for its sides, nil if none is.
func actIn(t *testing.T, sides map[string]float64, text string) *demarche.Act {
	t.Helper()
	c := choice.Model{}
	if sides != nil {
		c[roleSides] = sides
	}
	for _, rec := range recordsOf(t, detection.Model{}, c, text) {
		if a, ok := rec.(*demarche.Act); ok {
			return a
		}
	}
	return nil
}
