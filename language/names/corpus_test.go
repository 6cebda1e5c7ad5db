package names

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

// reports gives the annotated reports a to f; DEMARCHE_SETS narrows them to
// those whose names begin with one of its letters.
func reports(t *testing.T) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("reads all annotated reports")
	}
	sets := os.Getenv("DEMARCHE_SETS")
	if sets == "" {
		sets = "abcdef"
	}
	files, err := filepath.Glob(filepath.Join("../../eval/dev", "["+sets+"]*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no annotated reports: %v", err)
	}
	return files
}

// TestCorpus measures the offices found in the annotated reports. With -v it
// prints every miss (-), every false one (+), wrong states (!) and roles (~).
func TestCorpus(t *testing.T) {
	files := reports(t)
	pipe := pipeline(t)
	var gold, found, hit, nameHit int
	var roles float64
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		text, want, published := load(t, f)
		a, err := pipe.Analyse(text, published)
		if err != nil {
			t.Fatal(err)
		}
		got := offices(a)
		gold += len(want)
		found += len(got)
		used := make([]bool, len(got))
		for _, pass := range []bool{true, false} {
			for _, w := range want {
				if w.done {
					continue
				}
				for i, g := range got {
					if used[i] || !sameName(w.Name, g.Name) || pass && w.State != g.State {
						continue
					}
					w.done, used[i] = true, true
					nameHit++
					if pass {
						hit++
						roles += overlap(string(w.Role), string(g.Role))
						if overlap(string(w.Role), string(g.Role)) < 1 {
							t.Logf("~ %s %s: %q want %q", name, w.Name, g.Role, w.Role)
						}
					} else {
						t.Logf("! %s %s: state %q want %q (%s)", name, w.Name, g.State, w.State, g.Role)
					}
					break
				}
			}
		}
		for _, w := range want {
			if !w.done {
				t.Logf("- %s %s | %s | %s %s", name, w.Name, w.Role, w.State, w.Body)
			}
		}
		for i, g := range got {
			if !used[i] {
				t.Logf("+ %s %s | %s | %s %s", name, g.Name, g.Role, g.State, g.Body)
			}
		}
	}
	p, r := float64(hit)/float64(max(found, 1)), float64(hit)/float64(max(gold, 1))
	f1 := 2 * p * r / max(p+r, 1e-9)
	t.Logf("offices: gold %d found %d; name and state P %.3f R %.3f F1 %.3f; name alone R %.3f; role agreement %.3f",
		gold, found, p, r, f1, float64(nameHit)/float64(max(gold, 1)), roles/float64(max(hit, 1)))
	if f1 < 0.85 {
		t.Errorf("F1 of name and state fell to %.3f", f1)
	}
}

type office struct {
	demarche.Office
	done bool
}

func load(t *testing.T, file string) (string, []*office, demarche.Date) {
	t.Helper()
	text, records, published := loadRecords(t, file)
	var out []*office
	for _, r := range records {
		if o, ok := r.(*demarche.Office); ok {
			out = append(out, &office{Office: *o})
		}
	}
	return text, out, published
}

func loadRecords(t *testing.T, file string) (string, demarche.Records, demarche.Date) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Doc struct {
			Published demarche.Date `json:"published"`
		} `json:"doc"`
		Records []json.RawMessage `json:"records"`
	}
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	var out demarche.Records
	for _, raw := range d.Records {
		if r, err := demarche.ParseRecord(raw); err == nil {
			out = append(out, r)
		}
	}
	return string(text), out, d.Doc.Published
}

// offices gives the posts of all persons named in full.
func offices(a *language.Analysis) []*office {
	var out []*office
	for i := range a.Entities {
		e := &a.Entities[i]
		if e.Kind != language.Person || !strings.Contains(e.Name, " ") {
			continue
		}
		for _, p := range e.Posts {
			out = append(out, &office{Office: demarche.Office{Name: e.Name, Role: demarche.Optional(p.Role), State: p.State, Body: demarche.Optional(p.Body), Former: p.Former}})
		}
	}
	return out
}

func sameName(a, b string) bool {
	x, y := strings.Fields(vocabulary.Fold(a)), strings.Fields(vocabulary.Fold(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	return within(x, y)
}

func overlap(a, b string) float64 {
	x, y := strings.Fields(vocabulary.Fold(a)), strings.Fields(vocabulary.Fold(b))
	common := 0
	for _, w := range x {
		for _, v := range y {
			if w == v {
				common++
				break
			}
		}
	}
	return float64(common) / float64(max(1, len(x)+len(y)-common))
}

// TestCorpusSpeakers measures how often the subject of the verb of speech beside
// an annotated quotation is resolved to the annotated speaker, by the form of
// the subject.
func TestCorpusSpeakers(t *testing.T) {
	files := reports(t)
	pipe := pipeline(t)
	right, all := map[language.MentionForm]int{}, map[language.MentionForm]int{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		text, quotes, published := loadQuotes(t, f)
		a, err := pipe.Analyse(text, published)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range quotes {
			at := strings.Index(text, string(q.Evidence[0].Exact))
			if at < 0 || q.By == nil || q.By.Name == "" {
				continue
			}
			m := subjectBeside(a, demarche.Span{Start: at, End: at + len(q.Evidence[0].Exact)})
			if m == nil {
				continue
			}
			all[m.Form]++
			got := "-"
			if m.Entity >= 0 {
				got = a.Entities[m.Entity].Name
			}
			if m.Entity >= 0 && got != "" && sameName(got, string(q.By.Name)) {
				right[m.Form]++
			} else {
				t.Logf("x %s %q is %s, want %s: %.80s", name, a.TextOf(m.First, m.Last), got, q.By.Name, q.Evidence[0].Exact)
			}
		}
	}
	for form, n := range all {
		t.Logf("form %d: %d of %d", form, right[form], n)
		if right[form]*5 < n*4 {
			t.Errorf("form %d: only %d of %d subjects resolved rightly", form, right[form], n)
		}
	}
}

// subjectBeside gives the mention that is the subject of a verb of speech in
// the span and outside quotation marks, or nil.
func subjectBeside(a *language.Analysis, s demarche.Span) *language.Mention {
	first, last := a.TokensIn(s)
	for i := first; i < last; i++ {
		if !speechVerbs[a.Tokens[i].Lemma] || inQuotes(a, i) {
			continue
		}
		if c := a.Child(i, language.Nsubj); c != language.None {
			if m := MentionFor(a, c); m != language.None {
				return &a.Mentions[m]
			}
		}
	}
	return nil
}

func inQuotes(a *language.Analysis, i int) bool {
	for _, q := range a.Quotations {
		if q.Inner.Contains(a.Tokens[i].Span) {
			return true
		}
	}
	return false
}

func loadQuotes(t *testing.T, file string) (string, []*demarche.Quote, demarche.Date) {
	t.Helper()
	text, records, published := loadRecords(t, file)
	var out []*demarche.Quote
	for _, r := range records {
		if q, ok := r.(*demarche.Quote); ok {
			out = append(out, q)
		}
	}
	return text, out, published
}

func pipeline(t testing.TB) language.Pipeline {
	t.Helper()
	m, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	n, err := New()
	if err != nil {
		t.Fatal(err)
	}
	words, err := vocabulary.LoadSpeech()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("DEMARCHE_UNKNOWN") != "" {
		n.known, n.knownBy = nil, nil // how much rests on words outside the report
	}
	return append(append(language.Pipeline{segment.New(), speech.NewQuotations(words)}, m.Pipeline()...), n)
}
