package pipeline_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
	"demarche/language/pipeline"
)

// layer is the whole layer, loaded once for all tests of the package.
var layer = sync.OnceValues(pipeline.New)

// hostile texts have no limit to what one part of the layer has to look at:
// many holders of one post, one sentence or line, marks that nothing closes.
// Each gives at least n bytes.
func hostile(n int) map[string]string {
	repeat := func(unit string) string { return strings.Repeat(unit, n/len(unit)+1) }
	return map[string]string{
		"holders":       holders(n, "\n\n"),
		"one line":      holders(n, " "),
		"one sentence":  strings.ReplaceAll(holders(n, " "), ". ", ", "),
		"brackets":      repeat("("),
		"open quotes":   repeat("“We "),
		"open quotes 2": repeat("“We will not\n\n"),
		"pronouns":      repeat("“We will not take them,” Mexico said. It refused. He said she told them it was his.\n\n"),
		"capitals":      repeat("PRESIDENT OF THE MINISTRY "),
		"one name":      repeat("Ana "),
		"hyphens":       repeat("Al-"),
		"posts":         repeat("minister, "),
		"owners":        repeat("the minister's "),
		"transcript":    repeat("Q: Do I ask?\n\nA: We will answer.\n\n"),
		"dates":         repeat("two days after Monday 5 May 2025, "),
		"numbers":       repeat("12 to 20 "),
		"right to left": repeat("قال الوزير إن البلد لن يقبل. "),
		"emoji":         repeat("👩‍👩‍👧‍👦\u200b Minister 🇨🇴 "),
		"zero width":    repeat("a\u200b\u200d\ufeff "),
		"one word":      repeat("x"),
	}
}

// holders makes a report of invented people who hold the same posts.
func holders(n int, end string) string {
	syllables := strings.Fields("ba ko ri ta mel dor san lu vek pra zim to gar nel fu")
	name := func(k int) string {
		var b strings.Builder
		for ; k > 0; k /= len(syllables) {
			b.WriteString(syllables[k%len(syllables)])
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	states := strings.Fields("Mexico Honduras Panama Chile Brazil Kenya Ghana Nigeria Denmark Norway India Pakistan Turkey Greece")
	var b strings.Builder
	for k := 200; b.Len() < n; k++ {
		state := states[k%len(states)]
		fmt.Fprintf(&b, "%s's foreign minister, %s %s, said on Tuesday that the country would take back 120 of its citizens. ", state, name(k*7), name(k*3+1000))
		fmt.Fprintf(&b, "\"We will not pay,\" he told reporters. President %s %s refused, and the %s Relief Council (%s) met the ministry. ", name(k*5), name(k*11), name(k), strings.ToUpper(name(k))[:4])
		fmt.Fprintf(&b, "They met Sen. %s, who heads the Migration Service.%s", name(k*13), end)
	}
	return b.String()
}

// exact checks that all positions lie in the text, at whole characters, and
// that every letter and digit is in exactly one word.
func exact(a *language.Analysis) error {
	at := 0
	for i := range a.Tokens {
		tok := &a.Tokens[i]
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(a.Text) {
			return fmt.Errorf("token %d is [%d, %d) after %d of %d", i, tok.Start, tok.End, at, len(a.Text))
		}
		if s := a.Text[at:tok.Start]; strings.ContainsFunc(s, inWord) {
			return fmt.Errorf("%q at %d is in no word", s, at)
		}
		at = tok.End
	}
	if strings.ContainsFunc(a.Text[at:], inWord) {
		return fmt.Errorf("%q at the end is in no word", a.Text[at:])
	}
	for name, s := range spans(a) {
		if s.Start < 0 || s.End < s.Start || s.End > len(a.Text) || !boundary(a.Text, s.Start) || !boundary(a.Text, s.End) {
			return fmt.Errorf("%s is [%d, %d) of %d", name, s.Start, s.End, len(a.Text))
		}
	}
	for i := range a.Mentions {
		m := &a.Mentions[i]
		if m.First < 0 || m.First >= m.Last || m.Last > len(a.Tokens) || m.Head < m.First || m.Head >= m.Last || m.Entity < language.None || m.Entity >= len(a.Entities) {
			return fmt.Errorf("mention %d is %+v", i, *m)
		}
	}
	return nil
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// boundary reports whether a character begins at byte i; where the text is no
// valid UTF-8, every byte may be one.
func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i]) || !utf8.ValidString(text[max(0, i-utf8.UTFMax+1):min(len(text), i+utf8.UTFMax)])
}

// spans yields all spans of an analysis with what they are.
func spans(a *language.Analysis) func(yield func(string, demarche.Span) bool) {
	return func(yield func(string, demarche.Span) bool) {
		give := func(what string, spans ...demarche.Span) bool {
			for _, s := range spans {
				if !yield(what, s) {
					return false
				}
			}
			return true
		}
		for i := range a.Tokens {
			if !give("token", a.Tokens[i].Span) {
				return
			}
		}
		for i := range a.Sentences {
			if !give("sentence", a.Sentences[i].Span) {
				return
			}
		}
		for i := range a.Paragraphs {
			if p := &a.Paragraphs[i]; !give("paragraph", p.Span, p.Dateline, p.Speaker) {
				return
			}
		}
		for i := range a.Quotations {
			if q := &a.Quotations[i]; !give("quotation", q.Span, q.Inner) {
				return
			}
		}
		for i := range a.Times {
			if !give("time", a.Times[i].Span) {
				return
			}
		}
		for i := range a.Quantities {
			if !give("quantity", a.Quantities[i].Span) {
				return
			}
		}
		for i := range a.Entities {
			for _, p := range a.Entities[i].Posts {
				if !give("post", p.Words) {
					return
				}
			}
		}
		for i := range a.Attributions {
			at := &a.Attributions[i]
			if !give("source", at.Source...) || !give("cue", at.Cue...) || !give("content", at.Content...) {
				return
			}
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	p, err := layer()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range hostile(200) {
		f.Add(text)
	}
	f.Add("Mexico said (“We\u00a0…\r\n\r\n’s ‘President’ – 5–6 a.m.\x00\xff\xc3")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		a, err := p.Analyse(text, "2025-02-05")
		if err != nil {
			t.Fatal(err)
		}
		if err := exact(a); err != nil {
			t.Fatal(err)
		}
	})
}
