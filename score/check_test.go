package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
)

func TestCorpusKeepsTheModel(t *testing.T) {
	c, err := Check(corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Faults {
		t.Error(f)
	}
	if gold := compare(t, corpus, corpus).All().Gold; c.Total() != gold || gold == 0 {
		t.Errorf("%d records checked, %d in the corpus", c.Total(), gold)
	}
}

func TestCheckFindsFaults(t *testing.T) {
	const text = "Mexico will  take its own nationals.\nNothing more was said."
	for says, record := range map[string]string{
		"":                      `{"kind":"position","evidence":["Mexico will take its own\nnationals. "],"state":"MEX","stance":"accept","people":"own","means":"any"}`,
		"is not a kind":         `{"kind":"rumour","evidence":["Mexico"]}`,
		"no evidence":           `{"kind":"gap","type":"declined","who":"MEX"}`,
		"not in the report":     `{"kind":"gap","type":"declined","who":"MEX","evidence":["Mexico takes its own"]}`,
		"stance":                `{"kind":"position","evidence":["Mexico"],"state":"MEX","stance":"maybe","people":"own","means":"any"}`,
		"people":                `{"kind":"position","evidence":["Mexico"],"state":"MEX","stance":"accept","means":"any"}`,
		"term":                  `{"kind":"position","evidence":["Mexico"],"state":"MEX","stance":"accept","people":"own","means":"any","terms":["fee"]}`,
		`"ABC" is not a state`:  `{"kind":"position","evidence":["Mexico"],"state":"MEX","stance":"accept","people":"third","means":"any","nationals":["ABC"]}`,
		`"XXX" is not a state`:  `{"kind":"quote","evidence":["Mexico"],"text":"four words or more","by":{"name":"The minister","state":"XXX"}}`,
		`"ZZZ" is not a state`:  `{"kind":"movement","evidence":["Mexico"],"status":"planned","means":"unknown","destination_state":"ZZZ"}`,
		`means "any"`:           `{"kind":"movement","evidence":["Mexico"],"status":"planned","means":"any"}`,
		"value is missing":      `{"kind":"count","evidence":["Mexico"],"what":"held","unit":"people","value":null}`,
		"unit":                  `{"kind":"count","evidence":["Mexico"],"what":"held","value":0}`,
		"not a day":             `{"kind":"act","evidence":["Mexico"],"type":"protest","actor":"MEX","date":"26 January"}`,
		"actor is missing":      `{"kind":"act","evidence":["Mexico"],"type":"protest","actor":null}`,
		"channel":               `{"kind":"quote","evidence":["Mexico"],"text":"four words or more","by":{"name":"The minister"},"channel":"rumour"}`,
		"by is missing":         `{"kind":"quote","evidence":["Mexico"],"text":"four words or more"}`,
		"role is missing":       `{"kind":"office","evidence":["Mexico"],"name":"Jane Doe"}`,
		`unknown field "colour`: `{"kind":"office","evidence":["Mexico"],"name":"Jane Doe","role":"mayor","colour":"red"}`,
	} {
		dir := t.TempDir()
		for name, s := range map[string]string{"a.txt": text, "a.json": `{"records":[` + record + `]}`} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := Check(dir)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case says == "" && len(c.Faults) > 0:
			t.Errorf("a sound record has faults: %q", c.Faults)
		case says != "" && (len(c.Faults) == 0 || !strings.Contains(c.Faults[0], says)):
			t.Errorf("%s: faults %q, want %q", record, c.Faults, says)
		}
	}
}

func TestCheckedWritesItsNumbers(t *testing.T) {
	c := &Checked{Records: map[demarche.Kind]int{demarche.KindGap: 2}, Faults: []string{"a.json record 0: gap: no evidence"}}
	want := "a.json record 0: gap: no evidence\n2 records checked, 1 faults: position 0, act 0, movement 0, count 0, quote 0, gap 2, office 0\n"
	if got := written(t, c.WriteText); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
