package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// sailed tells of one movement, beside another figure and another state.
const sailed = "Deportations from Chile\n\nA ferry took 40 deported Bolivians to Peru on Monday. Of these, 12 had been held in Quito.\n"

func TestTheFieldsOfAMovementAreChosen(t *testing.T) {
	for _, tt := range []struct {
		name    string
		weights choice.Model
		want    string
	}{
		{"nothing is learnt", nil, "completed PER sea 40"},
		{"the rules are believed", choice.Model{roleStatus: {"rule status": 3}, roleMeans: {"rule means": 3}, roleDestination: {"rule to": 3}, rolePeople: {"rule people": 3}}, "completed PER sea 40"},
		{"how far it got", choice.Model{roleStatus: {"status planned at take": 3}}, "planned PER sea 40"},
		{"how they went", choice.Model{roleMeans: {"rule means": 1, "means land vehicle ferry": 3}}, "completed PER land 40"},
		{"where they went", choice.Model{roleDestination: {"rule to": 1, "to the people's own": 3}}, "completed BOL sea 40"},
		{"how many they were", choice.Model{rolePeople: {"rule people": 1, "people figure 1 sentences on": 3}}, "completed PER sea 12"},
		{"that it is not said how many they were", choice.Model{rolePeople: {"people untold": 9}}, "completed PER sea -"},
	} {
		got := fieldsOfMovements(recordsOf(t, detection.Model{}, tt.weights, sailed))
		if !slices.Equal(got, []string{tt.want}) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func fieldsOfMovements(records demarche.Records) []string {
	var found []string
	for _, r := range records {
		if m, ok := r.(*demarche.Movement); ok {
			people := "-"
			if m.People != nil {
				people = fmt.Sprint(*m.People)
			}
			found = append(found, fmt.Sprint(m.Status, " ", m.DestinationState, " ", m.Means, " ", people))
		}
	}
	return found
}

func TestTheTraceOfAMovementTellsWhatWasWeighed(t *testing.T) {
	for _, r := range recordsOf(t, detection.Model{}, choice.Model{roleMeans: {"rule means": 3, "means land": -1}}, sailed) {
		m, ok := r.(*demarche.Movement)
		if !ok {
			continue
		}
		steps := strings.Join(m.Trace.Steps, "\n")
		if !strings.Contains(steps, "weighed: means: sea 0.") || !strings.Contains(steps, "weighed: for sea: rule means +3.00") {
			t.Errorf("the trace tells %q", steps)
		}
		if strings.Contains(steps, "weighed: status") {
			t.Errorf("nothing is learnt of the status, but the trace tells %q", steps)
		}
		return
	}
	t.Error("no movement is read")
}

func TestAMovementIsAskedByField(t *testing.T) {
	r := choosing(t, choice.Model{})
	asked, err := r.Questions(t.Context(), &demarche.Document{Name: "test", Text: sailed, Published: "2025-02-06"})
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	for _, q := range asked {
		if q.Field == "" || q.Records[0].Shared().Kind != demarche.KindMovement {
			continue
		}
		if q.Question.Rule < 0 {
			t.Errorf("%s: what the rules say is no answer", q.Field)
			continue
		}
		rules[q.Field] = q.Question.Answers[q.Question.Rule].Values[0]
		for n := range q.Records {
			if same := fieldsOfMovements(q.Records[n : n+1])[0] == "completed PER sea 40"; same != (n == q.Question.Rule) {
				t.Errorf("%s: answer %d is %s", q.Field, n, fieldsOfMovements(q.Records[n : n+1])[0])
			}
		}
	}
	if got, want := fmt.Sprint(rules), "map[destination_state:PER means:sea people:40 status:completed]"; got != want {
		t.Errorf("the rules answer %s, want %s", got, want)
	}
}
