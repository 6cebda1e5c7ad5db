package timex_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/language"
)

// TestCorpus counts, over the dated records of the annotated reports a to f,
// how often the annotated date is among the times of the evidence or of its
// paragraph or is the day of publication; -v lists what is missed.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("parses sixty reports")
	}
	paths, _ := filepath.Glob(filepath.Join("../../eval/dev", "[a-f][0-9][0-9].json"))
	if len(paths) == 0 {
		t.Fatal("no annotated reports")
	}
	count := map[string]int{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Doc     demarche.DocInfo
			Records []struct {
				Kind       string
				Evidence   []string
				Date, AsOf demarche.Date
				As         demarche.Date `json:"as_of"`
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
			date := r.Date
			if r.Kind == "count" {
				date = r.As
			}
			if !date.Known() {
				continue
			}
			where := place(a, r.Evidence, date)
			count[where]++
			count["all"]++
			if where == "elsewhere" {
				t.Logf("%s %s %s %s: %q %s", gold.Doc.File, gold.Doc.Published, r.Kind, date, r.Evidence, show(within(a, r.Evidence)))
			}
		}
	}
	t.Logf("%v", count)
	if found := count["evidence"] + count["publication"] + count["paragraph"]; found*100 < 85*count["all"] {
		t.Errorf("%d of %d dates found", found, count["all"])
	}
}

// within gives the times of the evidence.
func within(a *language.Analysis, evidence []string) *language.Analysis {
	part := &language.Analysis{Text: a.Text}
	for _, e := range evidence {
		at := strings.Index(a.Text, e)
		span := demarche.Span{Start: at, End: at + len(e)}
		for _, t := range a.Times {
			if span.Contains(t.Span) {
				part.Times = append(part.Times, t)
			}
		}
	}
	return part
}

func place(a *language.Analysis, evidence []string, date demarche.Date) string {
	is := func(t language.Time) bool { return t.Value == date || t.End == date }
	if slices.ContainsFunc(within(a, evidence).Times, is) {
		return "evidence"
	}
	if date == a.Published {
		return "publication"
	}
	for _, e := range evidence {
		at := strings.Index(a.Text, e)
		for _, p := range a.Paragraphs {
			if p.Start <= at && at < p.End && slices.ContainsFunc(a.Times, func(t language.Time) bool { return p.Contains(t.Span) && is(t) }) {
				return "paragraph"
			}
		}
	}
	if slices.ContainsFunc(a.Times, is) {
		return "text"
	}
	return "elsewhere"
}
