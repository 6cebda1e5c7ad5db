package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
)

const (
	awkward = "testdata/awkward" // hand-made cases; the outputs beside them are those of the program that defined the figures
	corpus  = "../eval/dev"
)

func compare(t testing.TB, gold, pred string, kinds ...demarche.Kind) *Result {
	t.Helper()
	r, err := Compare(gold, pred, kinds)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func written(t testing.TB, write ...func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	for _, w := range write {
		if err := w(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestAwkwardCases(t *testing.T) {
	r := compare(t, awkward+"/gold", awkward+"/pred")
	part := compare(t, awkward+"/gold", awkward+"/pred", demarche.KindAct, demarche.KindGap)
	for name, got := range map[string]string{
		"figures.txt":  written(t, r.WriteText),
		"figures.json": written(t, r.WriteJSON),
		"show.txt":     written(t, r.Show, r.WriteText),
		"act-gap.txt":  written(t, part.WriteText),
	} {
		want, err := os.ReadFile(filepath.Join(awkward, name))
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs:\n%s", name, firstDifference(got, string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func TestCorpusAgainstItselfIsPerfect(t *testing.T) {
	r := compare(t, corpus, corpus)
	if a := r.All(); a.Gold == 0 || a.Precision != 1 || a.Recall != 1 || a.F1 != 1 || a.Soft != 1 || a.NotFound != 0 {
		t.Errorf("the corpus against itself scores %+v", a)
	}
	if s := written(t, r.Show); s != "" {
		t.Errorf("misses of the corpus against itself:\n%s", s)
	}
}

func TestMissingPredictionIsNoRecords(t *testing.T) {
	pred := t.TempDir() // of the reports, one has a file
	if err := os.WriteFile(filepath.Join(pred, "a01.json"), []byte(`{"records":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	r := compare(t, corpus, pred)
	if a := r.All(); a.Gold == 0 || a.Predicted != 0 || a.F1 != 0 {
		t.Errorf("no predictions score %+v", a)
	}
}

func TestBadFolders(t *testing.T) {
	write := func(records string) string {
		dir := t.TempDir()
		for name, s := range map[string]string{"a.txt": "Words.", "a.json": records} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	good := write(`{"records":[]}`)
	for name, c := range map[string]struct {
		gold string
		code demarche.Code
		says string
	}{
		"no folder":      {filepath.Join(good, "none"), demarche.NotFound, "cannot be read"},
		"empty folder":   {t.TempDir(), demarche.NotFound, "no annotated reports"},
		"no JSON":        {write(`{"records":[`), demarche.Invalid, "a.json"},
		"two values":     {write(`{"records":[]} {}`), demarche.Invalid, "a.json"},
		"no records":     {write(`{"doc":{}}`), demarche.Invalid, "no list of records"},
		"no kind":        {write(`{"records":[{}]}`), demarche.Invalid, "record 0: no kind"},
		"no object":      {write(`{"records":[{"kind":"gap"},1]}`), demarche.Invalid, "record 1: not an object"},
		"odd evidence":   {write(`{"records":[{"kind":"gap","evidence":[1]}]}`), demarche.Invalid, "evidence"},
		"evidence no is": {write(`{"records":[{"kind":"gap","evidence":true}]}`), demarche.Invalid, "evidence"},
		"bad UTF-8":      {write("{\"records\":[], \"x\":\"\xff\"}"), demarche.Invalid, "UTF-8"},
	} {
		_, err := Compare(c.gold, good, nil)
		if demarche.CodeOf(err) != c.code || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v, want %s with %q", name, err, c.code, c.says)
		}
	}
	for name, pred := range map[string]string{"no such folder": filepath.Join(good, "none"), "an empty folder": t.TempDir()} {
		if _, err := Compare(good, pred, nil); demarche.CodeOf(err) != demarche.NotFound || demarche.HintOf(err) == "" {
			t.Errorf("records from %s: %v", name, err)
		}
	}
	if _, err := Compare(good, good, []demarche.Kind{"rumour"}); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("an unknown kind: %v", err)
	}
	if err := os.Remove(filepath.Join(good, "a.txt")); err != nil {
		t.Fatal(err)
	}
	if _, err := Compare(good, good, nil); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("records without a report: %v", err)
	}
}

// TestSameAsReference compares with the program that defined the figures on
// predictions damaged at random. It runs where DEMARCHE_SCORE_PY gives the
// path of that program.
func TestSameAsReference(t *testing.T) {
	reference := os.Getenv("DEMARCHE_SCORE_PY")
	if reference == "" {
		t.Skip("DEMARCHE_SCORE_PY is not set")
	}
	for seed := range uint64(8) {
		pred := t.TempDir()
		damage(t, pred, rand.New(rand.NewPCG(seed, 1)))
		r := compare(t, corpus, pred)
		for flag, got := range map[string]string{
			"--json": written(t, r.WriteJSON),
			"--show": written(t, r.Show, r.WriteText),
		} {
			want, err := exec.Command("python3", reference, corpus, pred, flag).Output()
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("seed %d, %s: %s", seed, flag, firstDifference(got, string(want)))
			}
		}
	}
}

// damage writes the records of the corpus to dir with records lost, doubled
// and out of order, and values exchanged between records.
func damage(t *testing.T, dir string, rng *rand.Rand) {
	t.Helper()
	files, err := filepath.Glob(corpus + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Records []map[string]any `json:"records"`
		}
		if err := json.Unmarshal(b, &doc); err != nil {
			t.Fatal(err)
		}
		out := []map[string]any{}
		for _, r := range doc.Records {
			for range rng.IntN(3) + rng.IntN(2) {
				hurt := map[string]any{}
				for k, v := range r {
					hurt[k] = v
				}
				other := doc.Records[rng.IntN(len(doc.Records))]
				for k, v := range other {
					if k != "kind" && rng.IntN(5) == 0 {
						hurt[k] = v
					}
				}
				out = append(out, hurt)
			}
		}
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		b, err = json.Marshal(map[string]any{"records": out})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(file)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAgreement(t *testing.T) {
	list := func(v ...value) []value { return v }
	for _, c := range []struct {
		field string
		a, b  value
		want  float64
	}{
		{"terms", nil, list(), 1},
		{"terms", list("cap", "paid"), list("paid", "other"), 1.0 / 3},
		{"terms", list(list()), list("x"), 0},
		{"terms", list(), parseNumber("3"), 0},
		{"name", "Luiz Inácio Lula da Silva", "lula", 1},
		{"name", "the president", "Mr President", 0},
		{"role", "foreign minister", "Minister of Foreign Affairs", 0.5},
		{"date", "2025-01-26", "2025-01", 0.5},
		{"date", "2025", "2025-01", 0},
		{"restrained", true, parseNumber("1"), 0},
		{"people", parseNumber("12"), parseNumber("12.0"), 1},
		{"people", parseNumber("12"), "12", 1},
		{"text", "one two three", "three two one", 1},
	} {
		if got := agreement(c.field, c.a, c.b); got != c.want {
			t.Errorf("%s %v and %v agree %v, want %v", c.field, c.a, c.b, got, c.want)
		}
		if got := agreement(c.field, c.b, c.a); got != c.want {
			t.Errorf("%s %v and %v agree %v, want %v", c.field, c.b, c.a, got, c.want)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		if _, err := Compare(corpus, corpus, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzRecords: whatever a file of records holds, it is scored or refused, and
// against itself everything with evidence matches.
func FuzzRecords(f *testing.F) {
	for _, s := range []string{
		`{"records":[{"kind":"gap","type":"declined","who":"USA","evidence":["Words of a report."]}]}`,
		`{"records":[{"kind":"count","value":1e400,"of":{"a":[1]},"evidence":[{"exact":"report"}]}]}`,
		`{"records":[{"kind":"act","type":"agree","actor":["x"],"evidence":"Words"}]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := parseJSON([]byte(s))
		if err != nil {
			return
		}
		list, _ := get(v, "records").([]value)
		var records []record
		for _, r := range list {
			spans, err := locate(r, "Words of a report.")
			if err != nil {
				return
			}
			records = append(records, record{r, spans})
		}
		for _, k := range demarche.Kinds() {
			fields, err := fieldsOf(k)
			if err != nil {
				t.Fatal(err)
			}
			some := ofKind(records, k)
			tally := tally{kind: k, fields: fields}
			tally.add("fuzz", some, some)
			if tally.hit > len(some) || tally.soft > float64(tally.hit)+1e-9 {
				t.Errorf("%d hits and soft %v over %d records", tally.hit, tally.soft, len(some))
			}
		}
	})
}
