package ask

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func TestAMovementIsReadAndStandsUnderFlags(t *testing.T) {
	w := load(t)
	m, err := ReadMovement(strings.NewReader(`{"state": "Honduras", "from": "USA", "nationals": ["HND"], "number": 80, "restraints": false, "criminals": "none", "notice": 0}`))
	if err != nil {
		t.Fatal(err)
	}
	q, err := w.Question(m.Over(Would{State: "Guatemala", Nationals: "GTM", Conditions: map[string]string{"restraints": "yes", "number": ""}}))
	eighty, none, yes := 80, 0, true
	want := answers.Conditions{Number: &eighty, Notice: &none, Restraints: &yes, Criminals: answers.NoneOfThem}
	if err != nil || q.State != "GTM" || q.From != "USA" || !slices.Equal(q.Nationals, []demarche.State{"GTM"}) || !reflect.DeepEqual(q.Conditions, want) {
		t.Errorf("%+v (%v)", q, err)
	}
}

func TestMovementsHoldNoPersons(t *testing.T) {
	for _, text := range []string{
		`{"state": "HND", "names": ["x"]}`, `{"state": "HND", "passengers": []}`, `[]`, `{"state": "HND"} {}`, `{"number": "eighty"}`, `{"number": 8.5}`, "", `{"nationals": "HND"}`,
	} {
		if _, err := ReadMovement(strings.NewReader(text)); demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(demarche.HintOf(err), "never by persons") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestConditionsInWords(t *testing.T) {
	w := load(t)
	for name, value := range map[string]string{"number": "some", "restraints": "perhaps", "passenger": "x"} {
		if _, err := w.Question(Would{State: "COL", Conditions: map[string]string{name: value}}); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%s %s: %v", name, value, err)
		}
	}
	for _, f := range ConditionFields() {
		value := "3"
		if !f.Number {
			value = f.Values[0]
		}
		q, err := w.Question(Would{State: "COL", Conditions: map[string]string{f.Name: value}})
		if err != nil || reflect.DeepEqual(q.Conditions, answers.Conditions{}) {
			t.Errorf("%s %s is not taken up (%v)", f.Name, value, err)
		}
	}
}

func TestClaims(t *testing.T) {
	c, err := load(t).Claim(Claim{What: "Turn back", Target: "American", Since: "2025"})
	if want := (answers.Claim{What: "turn_back", Target: "USA", Since: "2025"}); err != nil || c != want {
		t.Errorf("%+v (%v)", c, err)
	}
}
