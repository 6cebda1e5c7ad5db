package quantity_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
	"demarche/language"
)

// TestCorpus counts, over the annotated movements and counts of the reports a to
// f, how often the annotated number is among the quantities of the evidence,
// with the same approximation; -v lists what is missed.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("parses sixty reports")
	}
	paths, _ := filepath.Glob(filepath.Join("../../eval/dev", "[a-f][0-9][0-9].json"))
	if len(paths) == 0 {
		t.Fatal("no annotated reports")
	}
	all, found, approx := 0, 0, 0
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Doc     demarche.DocInfo
			Records []struct {
				Kind          string
				Evidence      []string
				People, Value any // a number, or the people of a position
				Approx        bool
			}
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		a := analyse(t, string(text), gold.Doc.Published)
		for _, r := range gold.Records {
			value, ok := r.People.(float64)
			if r.Kind == "count" {
				value, ok = r.Value.(float64)
			}
			if !ok || value <= 1 {
				continue
			}
			all++
			part := within(a, r.Evidence)
			same := false
			hit := false
			for _, q := range part.Quantities {
				if q.Kind != language.Label && q.Value == value {
					hit = true
					same = same || q.Approx == r.Approx
				}
			}
			switch {
			case !hit:
				t.Logf("%s %s %v %v: %q %s", gold.Doc.File, r.Kind, value, r.Approx, r.Evidence, show(part, true))
			case !same:
				found++
				t.Logf("%s %s %v approx %v: %q %s", gold.Doc.File, r.Kind, value, r.Approx, r.Evidence, show(part, true))
			default:
				found++
				approx++
			}
		}
	}
	t.Logf("%d numbers, %d found, %d with the same approximation", all, found, approx)
	if found*100 < 96*all {
		t.Errorf("%d of %d numbers found", found, all)
	}
}

// within is the analysis with the quantities of the evidence alone.
func within(a *language.Analysis, evidence []string) *language.Analysis {
	part := *a
	part.Quantities = nil
	for _, e := range evidence {
		at := strings.Index(a.Text, e)
		span := demarche.Span{Start: at, End: at + len(e)}
		for _, q := range a.Quantities {
			if span.Contains(q.Span) {
				part.Quantities = append(part.Quantities, q)
			}
		}
	}
	return &part
}
