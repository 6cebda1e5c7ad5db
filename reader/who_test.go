package reader_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/vocabulary"
)

// wanted is a record that a passage of testdata/who.txt must yield.
type wanted struct{ kind, name, role, state string }

// passage is a short report with what must be read from it.
type passage struct {
	text string
	want []wanted
}

// passages reads testdata/who.txt.
func passages(t *testing.T) []passage {
	t.Helper()
	b, err := os.ReadFile("testdata/who.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []passage
	for _, block := range strings.Split(string(b), "\n---\n")[1:] {
		var p passage
		for line := range strings.Lines(block) {
			spec, ok := strings.CutPrefix(strings.TrimSpace(line), "= ")
			if !ok {
				p.text += line
				continue
			}
			kind, fields, _ := strings.Cut(spec, " ")
			f := append(strings.Split(fields, "|"), "", "")
			w := wanted{kind: kind, name: f[0], state: f[1]}
			if kind == "office" {
				w.role, w.state = f[1], f[2]
			}
			p.want = append(p.want, w)
		}
		list = append(list, p)
	}
	if len(list) < 50 {
		t.Fatalf("only %d passages", len(list))
	}
	return list
}

// is reports whether a record is the one wanted.
func (w wanted) is(rec demarche.Record) bool {
	state := func(got demarche.State) bool { return !demarche.IsStateCode(w.state) || string(got) == w.state }
	switch r := rec.(type) {
	case *demarche.Quote:
		return w.kind == "quote" && named(w.name, string(r.By.Name)) && state(r.By.State)
	case *demarche.Office:
		return w.kind == "office" && named(w.name, r.Name) && named(w.role, string(r.Role)) && state(r.State)
	case *demarche.Gap:
		return w.kind == "gap" && w.name == string(r.Type) && named(w.state, string(r.Who))
	}
	return false
}

// named reports whether all words of one name are among those of the other.
func named(a, b string) bool {
	short, long := nameWords(a), nameWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 == (len(long) > 0) && !slices.ContainsFunc(short, func(w string) bool { return w != "of" && w != "the" && !slices.Contains(long, w) })
}

func nameWords(s string) []string {
	return strings.Fields(vocabulary.Fold(strings.ReplaceAll(s, "-", " ")))
}

func TestWho(t *testing.T) {
	for _, p := range passages(t) {
		found := readText(t, p.text+"\nMore deportation flights are being planned.\n")
		for _, w := range p.want {
			k := slices.IndexFunc(found, w.is)
			if k < 0 {
				t.Errorf("no %+v in\n%s", w, p.text)
				continue
			}
			found = slices.Delete(found, k, k+1)
		}
	}
}
