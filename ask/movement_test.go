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

func TestAMovementTakesTheWordsOfTheFlags(t *testing.T) {
	w := load(t)
	words, err := ReadMovement(strings.NewReader(`{"state": "BRA", "number": "88", "restraints": "yes", "safe": "no", "notice": 2, "paid": null}`))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := ReadMovement(strings.NewReader(`{"state": "BRA", "number": 88, "restraints": true, "safe": false, "notice": "2"}`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.Question(words)
	b, err2 := w.Question(plain)
	if err != nil || err2 != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%+v (%v) and %+v (%v)", a, err, b, err2)
	}
	if said := Said(a.Conditions); said["number"] != "88" || said["restraints"] != "yes" || said["safe"] != "no" || said["paid"] != "" {
		t.Errorf("said: %v", said)
	}
}

func TestANameOfTwoStatesIsRefused(t *testing.T) {
	w := load(t)
	for _, name := range []string{"Congo", "Congolese", "congo"} {
		if s, err := w.State(name); demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), "COD or COG") {
			t.Errorf("%s is %s (%v)", name, s, err)
		}
	}
	for name, want := range map[string]demarche.State{"DR Congo": "COD", "Congo-Brazzaville": "COG", "Georgia": "GEO", "Washington": "USA", "COG": "COG"} {
		if s, err := w.State(name); err != nil || s != want {
			t.Errorf("%s is %s (%v)", name, s, err)
		}
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
	c, err := load(t).Claim(Claim{What: "Turn back", Target: "American", Since: "2025", Nationals: "Cuban"})
	if want := (answers.Claim{What: "turn_back", Target: "USA", Since: "2025", Nationals: []demarche.State{"CUB"}}); err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("%+v (%v)", c, err)
	}
}

func TestAMovementMayBeToldInOtherWords(t *testing.T) {
	w := load(t)
	other, err := ReadMovement(strings.NewReader(`{"state": "IND", "sender": "USA", "nationality": "IND", "documents": "no", "number": 104}`))
	if err != nil {
		t.Fatal(err)
	}
	usual, err := ReadMovement(strings.NewReader(`{"state": "IND", "from": "USA", "nationals": ["IND"], "identity": "no", "number": 104}`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.Question(other)
	b, err2 := w.Question(usual)
	if err != nil || err2 != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%+v (%v) and %+v (%v)", a, err, b, err2)
	}
	for _, both := range []string{`{"from": "USA", "sender": "GBR"}`, `{"documents": true, "identity": false}`, `{"nationals": ["VEN"], "nationality": "CUB"}`} {
		if _, err := ReadMovement(strings.NewReader(both)); demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), "one thing") {
			t.Errorf("%s: %v", both, err)
		}
	}
	if _, err := ReadMovement(strings.NewReader(`{"state": "IND", "documents": "no", "identity": "no"}`)); err != nil {
		t.Errorf("the same said twice: %v", err)
	}
}
