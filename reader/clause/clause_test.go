package clause_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"demarche/language"
	"demarche/language/pipeline"
	"demarche/reader/clause"
)

var update = flag.Bool("update", false, "write testdata/clauses.txt anew")

const golden = "testdata/clauses.txt"

// The golden file holds sentences, each with its clauses below it as an expert
// would draw them: predicate, who does it, whom it is done to, and how.
func TestClauses(t *testing.T) {
	b, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	find := finder(t)
	var got strings.Builder
	sentences := 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, " ") {
			continue
		}
		sentences++
		a, cs := find(t, line)
		fmt.Fprintf(&got, "%s\n", line)
		for n := range cs.List {
			fmt.Fprintf(&got, "  %s\n", drawn(a, cs, n))
		}
		got.WriteByte('\n')
	}
	if sentences < 40 {
		t.Fatalf("only %d sentences", sentences)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(b); got.String() != want {
		t.Error(firstDifference(got.String(), want))
	}
}

// drawn writes a clause on a line.
func drawn(a *language.Analysis, cs *clause.Clauses, n int) string {
	c := &cs.List[n]
	word := func(i int) string {
		if i == clause.None {
			return "-"
		}
		return a.Form(i)
	}
	out := fmt.Sprintf("%s (%s > %s)", c.Lemma, word(c.Subject), word(c.Object))
	if c.Indirect != clause.None {
		out += " to " + word(c.Indirect)
	}
	for _, o := range c.Obliques {
		out += " [" + strings.TrimSpace(o.Preposition+" "+word(o.Token)) + "]"
	}
	if c.Parent != clause.None {
		out += " under " + cs.List[c.Parent].Lemma
	}
	if c.Mark != "" {
		out += ", " + c.Mark
	}
	if c.Modal != "" {
		out += ", " + c.Modal
	}
	for _, f := range []struct {
		is   bool
		word string
	}{{c.Negated, "not"}, {c.Passive, "passive"}, {c.Copular, "copular"}, {c.Perfect, "perfect"}, {c.Past, "past"}, {c.Present, "present"}, {c.Infinite, "infinite"}, {c.Inherited, "inherited"}} {
		if f.is {
			out += ", " + f.word
		}
	}
	return out
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	sentence := ""
	for i := range min(len(g), len(w)) {
		if !strings.HasPrefix(w[i], " ") && w[i] != "" {
			sentence = w[i]
		}
		if g[i] != w[i] {
			return fmt.Sprintf("line %d, %q:\ngot  %s\nwant %s", i+1, sentence, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// finder gives what analyses a text and finds its clauses.
func finder(t testing.TB) func(t testing.TB, text string) (*language.Analysis, *clause.Clauses) {
	t.Helper()
	layer, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	return func(t testing.TB, text string) (*language.Analysis, *clause.Clauses) {
		t.Helper()
		a, err := layer.Analyse(text, "")
		if err != nil {
			t.Fatal(err)
		}
		return a, clause.Find(a)
	}
}

// FuzzClauses holds of any text that clauses stand in the order of their heads,
// name tokens that are there, and lie under one another without a circle.
func FuzzClauses(f *testing.F) {
	find := finder(f)
	for _, s := range []string{"", ".", "Said said said.", "It was, it is, and it will be", "«Нет», said the minister, who – he said – did not.", "take back take back who whom\n\nwho"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		a, cs := find(t, text)
		token := func(i int) bool { return i == clause.None || 0 <= i && i < len(a.Tokens) }
		last := -1
		for n := range cs.List {
			c := &cs.List[n]
			if c.Head <= last || c.Head >= len(a.Tokens) {
				t.Fatalf("clause %d has the head %d after %d, of %d tokens", n, c.Head, last, len(a.Tokens))
			}
			last = c.Head
			if cs.At(c.Head) != n || cs.Of(c.Head) != n {
				t.Fatalf("clause %d is not found at its head", n)
			}
			if s := a.Sentences[c.Sentence]; c.Head < s.First || c.Head >= s.Last {
				t.Fatalf("clause %d stands outside its sentence", n)
			}
			if !token(c.Subject) || !token(c.Object) || !token(c.Indirect) {
				t.Fatalf("clause %d names a token that is not there: %+v", n, *c)
			}
			for _, o := range c.Obliques {
				if o.Token == clause.None || !token(o.Token) {
					t.Fatalf("clause %d names a token that is not there: %+v", n, *c)
				}
			}
			for p := range cs.Above(n) {
				if p == n {
					t.Fatalf("clause %d lies under itself", n)
				}
			}
		}
	})
}
