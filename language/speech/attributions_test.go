package speech

import (
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

// pipeline gives the components up to attributions, and the vocabulary.
func pipeline(t testing.TB) (language.Pipeline, *vocabulary.Speech) {
	t.Helper()
	v, err := vocabulary.LoadSpeech()
	if err != nil {
		t.Fatal(err)
	}
	m, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	return append(p, NewQuotations(v), NewAttributions(v)), v
}

func analyse(t testing.TB, p language.Pipeline, text string) *language.Analysis {
	t.Helper()
	a, err := p.Analyse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// words joins the words of spans, without punctuation at the ends.
func words(text string, spans []demarche.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, plain(s.Of(text)))
	}
	return strings.Join(parts, " | ")
}

func plain(s string) string { return strings.Trim(s, " ,.:;\"“”'") }

func TestVocabularyExamplesAreRead(t *testing.T) {
	p, v := pipeline(t)
	var examples []string
	for _, groups := range [][]vocabulary.Cues{v.Verbs, v.Nouns, v.Adjectives} {
		for _, g := range groups {
			examples = append(examples, g.Examples...)
		}
	}
	for _, a := range v.Accordings {
		examples = append(examples, a.Example)
	}
	for _, example := range examples {
		e, err := vocabulary.ParseSpeechExample(example)
		if err != nil {
			t.Fatal(err)
		}
		a := analyse(t, p, e.Text)
		want := func(parts []string) string {
			var out []string
			for _, s := range parts {
				out = append(out, plain(s))
			}
			return strings.Join(out, " | ")
		}
		ok := slices.ContainsFunc(a.Attributions, func(x language.Attribution) bool {
			return words(e.Text, x.Source) == want(e.Source) && words(e.Text, x.Content) == want(e.Content) && strings.Contains(words(e.Text, x.Cue), strings.Fields(want(e.Cue))[0])
		})
		if !ok {
			var got []string
			for _, x := range a.Attributions {
				got = append(got, "<"+words(e.Text, x.Source)+"> ["+words(e.Text, x.Cue)+"] {"+words(e.Text, x.Content)+"}")
			}
			t.Errorf("%s\n  read as %s", example, strings.Join(got, "\n          "))
		}
	}
}
