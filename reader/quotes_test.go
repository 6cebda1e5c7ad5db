package reader_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// saying is a quotation that a passage of testdata/quotes.txt must yield: its
// first and last words and who said it.
type saying struct{ name, state, begins, ends string }

// sayings reads testdata/quotes.txt, which has what was said beside each text.
func sayings(t *testing.T) (texts []string, want [][]saying) {
	t.Helper()
	b, err := os.ReadFile("testdata/quotes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(b), "\n---\n")[1:] {
		var text string
		var said []saying
		for line := range strings.Lines(block) {
			spec, ok := strings.CutPrefix(strings.TrimSpace(line), "= ")
			if !ok {
				text += line
				continue
			}
			f := strings.Split(spec, "|")
			if len(f) != 3 {
				t.Fatalf("%q has not three fields", spec)
			}
			begins, ends, _ := strings.Cut(f[2], " … ")
			said = append(said, saying{f[0], f[1], begins, ends})
		}
		texts, want = append(texts, text), append(want, said)
	}
	return texts, want
}

// is reports whether a quotation is the one wanted, with its speaker.
func (s saying) is(q *demarche.Quote) bool {
	who := wanted{kind: "quote", name: s.name, state: s.state}
	return strings.HasPrefix(q.Text, s.begins) && strings.HasSuffix(q.Text, s.ends) && who.is(q)
}

// Least figures of the test: raise them when the reader gets better.
const leastQuotes = 0.9

// Most of the passages were at hand while the rules were written; the test
// prints how many quotations are found with their speaker and holds it to no less.
func TestQuotes(t *testing.T) {
	texts, want := sayings(t)
	if len(texts) < 60 {
		t.Fatalf("only %d passages", len(texts))
	}
	var wanted, read, right int
	for i, text := range texts {
		var got []*demarche.Quote
		for _, r := range readText(t, text+"\nMore deportation flights are being planned.\n") {
			if q, ok := r.(*demarche.Quote); ok {
				got = append(got, q)
			}
		}
		wanted, read = wanted+len(want[i]), read+len(got)
		for _, w := range want[i] {
			if k := slices.IndexFunc(got, w.is); k >= 0 {
				right++
				got = slices.Delete(got, k, k+1)
			} else if testing.Verbose() {
				t.Logf("missed %+v", w)
			}
		}
		for _, q := range got {
			if testing.Verbose() {
				t.Logf("wrong %q by %+v", q.Text, *q.By)
			}
		}
	}
	f1 := 2 * float64(right) / float64(wanted+read)
	t.Logf("%d quotations wanted, %d read, %d right with their speaker: F1 %.3f", wanted, read, right, f1)
	if f1 < leastQuotes {
		t.Errorf("F1 %.3f, want at least %.3f", f1, leastQuotes)
	}
}
