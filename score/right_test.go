package score_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"demarche"
	"demarche/score"
)

func TestRight(t *testing.T) {
	dir := t.TempDir()
	text := "The north protested to the south. The north summoned the envoy."
	act := func(kind, actor, evidence string) string {
		return `{"kind":"act","type":"` + kind + `","actor":"` + actor + `","target":"USA","by":null,"date":null,"evidence":[` + evidence + `]}`
	}
	first, second := `"The north protested to the south."`, `"The north summoned the envoy."`
	for name, content := range map[string]string{
		"a.txt":  text,
		"a.json": `{"records":[` + act("protest", "MEX", first) + `]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names, err := score.Names(dir)
	if err != nil || !slices.Equal(names, []string{"a"}) {
		t.Fatalf("%v, %v", names, err)
	}
	annotated, err := score.ReadAnnotated(dir, "a")
	if err != nil {
		t.Fatal(err)
	}
	if n := annotated.Count(demarche.KindAct); n != 1 {
		t.Errorf("%d annotated acts", n)
	}
	exact := func(s string) string { return `{"exact":` + s + `,"start":0,"end":1}` }
	var found demarche.Records
	if err := json.Unmarshal([]byte("["+act("protest", "COL", exact(first))+","+act("protest", "MEX", exact(second))+","+act("protest", "MEX", exact(first))+","+act("protest", "MEX", exact(first))+"]"), &found); err != nil {
		t.Fatal(err)
	}
	right, err := annotated.Right(found)
	if err != nil {
		t.Fatal(err)
	}
	// Another actor, other evidence, right, and the same once more.
	if want := []bool{false, false, true, false}; !slices.Equal(right, want) {
		t.Errorf("%v, want %v", right, want)
	}
	fits, err := annotated.Fits(found)
	if err != nil {
		t.Fatal(err)
	}
	if want := []bool{false, false, true, true}; !slices.Equal(fits, want) { // each alone
		t.Errorf("%v fit, want %v", fits, want)
	}
	if _, err := score.ReadAnnotated(dir, "b"); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a report that is not there: %v", err)
	}
}

func TestFieldFits(t *testing.T) {
	dir := t.TempDir()
	move := func(status, to, means, people, evidence string) string {
		return `{"kind":"movement","status":"` + status + `","destination_state":"` + to + `","means":"` + means + `","people":` + people + `,"evidence":[` + evidence + `]}`
	}
	first, second := `"Forty were put over the border."`, `"Nine more sailed for the south."`
	for name, content := range map[string]string{
		"a.txt":  "Forty were put over the border. Nine more sailed for the south.",
		"a.json": `{"records":[` + move("completed", "PER", "land", "40", first) + "," + move("under_way", "BOL", "sea", "9", first+","+second) + `]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	annotated, err := score.ReadAnnotated(dir, "a")
	if err != nil {
		t.Fatal(err)
	}
	exact := func(s string) string { return `{"exact":` + s + `,"start":0,"end":1}` }
	var found demarche.Records
	if err := json.Unmarshal([]byte("["+move("completed", "PER", "sea", "40", exact(first))+","+move("completed", "BOL", "sea", "9", exact(first))+","+move("completed", "PER", "land", "40", exact(second))+"]"), &found); err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string][]bool{
		"status":            {true, false, false}, // of the second alone, whose evidence the third has
		"means":             {false, true, false},
		"destination_state": {true, true, false},
	} {
		got, err := annotated.FieldFits(found, field)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", field, got, want)
		}
	}
}
