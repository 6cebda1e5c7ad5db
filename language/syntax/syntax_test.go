package syntax_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
)

var update = flag.Bool("update", false, "write the golden files anew")

func pipeline(t testing.TB) language.Pipeline {
	t.Helper()
	m, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	return append(language.Pipeline{segment.New()}, m.Pipeline()...)
}

func analyse(t testing.TB, p language.Pipeline, text string) *language.Analysis {
	t.Helper()
	a, err := p.Analyse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestGolden(t *testing.T) {
	p := pipeline(t)
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := syntax.WriteCoNLLU(&got, analyse(t, p, string(text))); err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(name, ".txt") + ".conllu"
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("%s differs from its golden file (go test -update writes it anew):\n%s", name, firstDifference(got.String(), string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// TestRelations holds relations that the later layers rest on, in sentences
// that any usable model gets right.
func TestRelations(t *testing.T) {
	p := pipeline(t)
	for _, c := range []struct{ text, child, rel, head, lemma string }{
		{"Freedonia refused the flights.", "Freedonia", "nsubj", "refused", "freedonia"},
		{"Freedonia refused the flights.", "flights", "obj", "refused", "flight"},
		{"The plane was turned back by the ministry.", "plane", "nsubj:pass", "turned", "plane"},
		{"The plane was turned back by the ministry.", "was", "aux:pass", "turned", "be"},
		{"The minister said that the talks had failed.", "failed", "ccomp", "said", "fail"},
		{"The country will not accept migrants.", "not", "advmod", "accept", "not"},
		{"The country will not accept migrants.", "will", "aux", "accept", "will"},
		{"Jane Doe said the deal was dead.", "dead", "ccomp", "said", "dead"},
		{"Two planes landed in Fredville on Monday.", "Two", "nummod", "planes", "two"},
		{"Two planes landed in Fredville on Monday.", "Monday", "obl", "landed", "monday"},
		{"The president's office did not respond.", "president", "nmod:poss", "office", "president"},
		{"They went home and slept.", "slept", "conj", "went", "sleep"},
	} {
		a := analyse(t, p, c.text)
		found := false
		for i := range a.Tokens {
			if a.Form(i) != c.child {
				continue
			}
			found = true
			tok := a.Tokens[i]
			if tok.Head < 0 || a.Form(int(tok.Head)) != c.head || tok.Rel.Core().String() != strings.Split(c.rel, ":")[0] || !strings.EqualFold(tok.Lemma, c.lemma) {
				head := "root"
				if tok.Head >= 0 {
					head = a.Form(int(tok.Head))
				}
				t.Errorf("%q: %s is %s of %s (lemma %s), want %s of %s (lemma %s)", c.text, c.child, tok.Rel, head, tok.Lemma, c.rel, c.head, c.lemma)
			}
		}
		if !found {
			t.Errorf("%q has no word %q", c.text, c.child)
		}
	}
}

// TestHeadlines holds that capitals in a headline do not make names of verbs.
func TestHeadlines(t *testing.T) {
	p := pipeline(t)
	for text, verb := range map[string]string{
		"Freedonia Opens Its Door to Deportees":       "Opens",
		"FREEDONIA REFUSES PLANES":                    "REFUSES",
		"In Fredville, Envoy Offers Courtesy but Pay": "Offers",
	} {
		a := analyse(t, p, text+"\nThe talks failed.\n")
		if a.Paragraphs[0].Kind != language.Title {
			t.Fatalf("%q is no title", text)
		}
		root := a.Sentences[0].Root
		if a.Form(root) != verb || a.Tokens[root].UPOS != language.VERB {
			t.Errorf("the root of %q is %s, %s", text, a.Form(root), a.Tokens[root].UPOS)
		}
	}
}

// awkward texts.
var awkward = []string{
	"", ".", "?", "((((((", "a", "Yes.", "\xff\xfe \x00", "👩‍✈️ 🇫🇷", "\u202e\u05e9\u05dc\u05d5\u05dd\u202c.",
	"Mr. Doe said Freedonia wouldn't, couldn't and shouldn't take them (all 1,200 of them) back.",
	"co\u200boperate \ufeffand \u202eleft\u202c \u0627\u0644\u0648\u0632\u064a\u0631 \u0642\u0627\u0644 \u0646\u0639\u0645\u061f",
}

// checkTrees holds that every sentence has one root and no cycle, and that the
// words are where their spans say.
func checkTrees(t *testing.T, a *language.Analysis) {
	t.Helper()
	for s := range a.Sentences {
		sen := &a.Sentences[s]
		roots := 0
		for i := sen.First; i < sen.Last; i++ {
			steps := 0
			for h := i; h >= 0; h = int(a.Tokens[h].Head) {
				if steps++; steps > sen.Last-sen.First || h < sen.First || h >= sen.Last {
					t.Fatalf("%.40q: from word %d the heads lead out of the sentence or in a circle", a.Text, i)
				}
			}
			if a.Tokens[i].Head < 0 {
				roots++
				if a.Tokens[i].Rel != language.Root || sen.Root != i {
					t.Fatalf("%.40q: the root is %d with the relation %s, not %d", a.Text, sen.Root, a.Tokens[i].Rel, i)
				}
			}
			if span := a.Tokens[i].Span; span.Start < sen.Start || span.End > sen.End || span.Start >= span.End {
				t.Fatalf("%.40q: word %d at %v is outside its sentence at %v", a.Text, i, span, sen.Span)
			}
		}
		if roots != 1 {
			t.Fatalf("%.40q: sentence %d has %d roots", a.Text, s, roots)
		}
	}
}

// TestTrees holds that every sentence, however odd or long, gets a tree.
func TestTrees(t *testing.T) {
	p := pipeline(t)
	for _, text := range append(awkward,
		strings.Repeat("buffalo ", 3000), strings.Repeat("( ", 2000), strings.Repeat("(", 10_000), strings.Repeat("“No. ", 500),
		strings.Repeat("👩‍✈️ \u05e9\u05dc\u05d5\u05dd\u200b ", 1000), strings.Repeat("x", 1<<20),
	) {
		checkTrees(t, analyse(t, p, text))
	}
}

func FuzzTrees(f *testing.F) {
	for _, text := range awkward {
		f.Add(text)
	}
	p := pipeline(f)
	f.Fuzz(func(t *testing.T, text string) { checkTrees(t, analyse(t, p, text)) })
}

// TestNominals holds that an adjective in the place of a noun is one, and that
// one before its noun stays an adjective.
func TestNominals(t *testing.T) {
	p := pipeline(t)
	for text, want := range map[string]map[string]language.UPOS{
		"They deported a Colombian and a Syrian.":           {"Colombian": language.PROPN, "Syrian": language.PROPN},
		"The plane took an Afghan, another man and envoys.": {"Afghan": language.PROPN},
		"They met an Afghan official in the capital.":       {"Afghan": language.ADJ},
	} {
		a := analyse(t, p, text)
		for i := range a.Tokens {
			if u, ok := want[a.Form(i)]; ok && a.Tokens[i].UPOS != u {
				t.Errorf("%q: %s is %s, not %s", text, a.Form(i), a.Tokens[i].UPOS, u)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	p := pipeline(t)
	const text = "The ministry said on Monday that it would not accept the flight. Nobody answered."
	var want bytes.Buffer
	if err := syntax.WriteCoNLLU(&want, analyse(t, p, text)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				a, err := p.Analyse(text, "")
				if err != nil {
					t.Error(err)
					return
				}
				var got bytes.Buffer
				if err := syntax.WriteCoNLLU(&got, a); err != nil || got.String() != want.String() {
					t.Errorf("a concurrent analysis differs: %v", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestReadRefusesCutModels(t *testing.T) {
	whole, err := os.ReadFile("models/english.bin.zst")
	if err != nil {
		t.Fatal(err)
	}
	const most = 25 << 20
	if len(whole) > most {
		t.Errorf("the models have %d bytes, more than %d", len(whole), most)
	}
	for _, n := range []int{0, 1, 100, len(whole) / 2, len(whole) - 1} {
		if _, err := syntax.Read(whole[:n]); err == nil {
			t.Errorf("models cut to %d bytes were read", n)
		}
	}
}

func TestWriteCoNLLU(t *testing.T) {
	a, err := language.Pipeline{segment.New()}.Analyse("It's Doe's plane.\nThey can't.", "")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := syntax.WriteCoNLLU(&got, a); err != nil {
		t.Fatal(err)
	}
	const want = `# newpar
# sent_id = 1
# text = It's Doe's plane.
1-2	It's	_	_	_	_	_	_	_	_
1	It	_	_	_	_	0	root	_	_
2	's	_	_	_	_	1	dep	_	_
3-4	Doe's	_	_	_	_	_	_	_	_
3	Doe	_	_	_	_	2	dep	_	_
4	's	_	_	_	_	3	dep	_	_
5	plane	_	_	_	_	4	dep	_	SpaceAfter=No
6	.	_	_	_	_	5	dep	_	_

# newpar
# sent_id = 2
# text = They can't.
1	They	_	_	_	_	0	root	_	_
2-3	can't	_	_	_	_	_	_	_	SpaceAfter=No
2	ca	_	_	_	_	1	dep	_	_
3	n't	_	_	_	_	2	dep	_	_
4	.	_	_	_	_	3	dep	_	_

`
	if got.String() != want {
		t.Errorf("got\n%s", got.String())
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := syntax.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAnalyse(b *testing.B) {
	news, err := os.ReadFile("testdata/news.txt")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(news), 20)
	p := pipeline(b)
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		words += len(analyse(b, p, text).Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// The subject of a closing tag is its own, whatever the parsers made of it.
func TestTagsHaveTheirSubjects(t *testing.T) {
	m := pipeline(t)
	for text, want := range map[string][2]string{
		"There is no agreement with the United States on deportees, the foreign minister of Uganda said.": {"minister", "said"},
		"The flight had left, with all its passengers and crew, the ministry said.":                       {"ministry", "said"},
	} {
		a := analyse(t, m, text)
		for i := range a.Tokens {
			if a.Form(i) == want[0] && (a.Tokens[i].Head < 0 || a.Form(int(a.Tokens[i].Head)) != want[1] || a.Tokens[i].Rel != language.Nsubj) {
				t.Errorf("%s\n%s is no subject of %s", text, want[0], want[1])
			}
		}
	}
}
