package speech

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// paragraphs cuts a text at its line breaks, as the tokenizer does.
func paragraphs(text string) *language.Analysis {
	a := &language.Analysis{Text: text, Have: language.Tokens}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		if s := trim(text, demarche.Span{Start: at, End: at + end}); s.Len() > 0 {
			a.Paragraphs = append(a.Paragraphs, language.Paragraph{Span: s})
		}
		at += end + 1
	}
	return a
}

func quotationsOf(t testing.TB, text string) *language.Analysis {
	t.Helper()
	a := paragraphs(text)
	if err := NewQuotations(&vocabulary.Speech{Naming: []string{"called"}}).Apply(a); err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes the quotations of an analysis, one a line: depth, inner words, flags.
func show(a *language.Analysis) string {
	var b strings.Builder
	for _, q := range a.Quotations {
		fmt.Fprintf(&b, "%d|%s|", q.Depth, q.Inner.Of(a.Text))
		if !q.Closed {
			b.WriteString("open ")
		}
		if q.Continues >= 0 {
			fmt.Fprintf(&b, "continues %d ", q.Continues)
		}
		b.WriteByte('\n')
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"curly", "“We left,” she said. “It was late.”", "0|We left,|\n0|It was late.|\n"},
		{"straight", `"We left," she said. "It was late."`, "0|We left,|\n0|It was late.|\n"},
		{"single curly", "‘We left,’ she said. ‘It wasn’t late.’", "0|We left,|\n0|It wasn’t late.|\n"},
		{"single straight", "'We left,' she said. 'It wasn't late.'", "0|We left,|\n0|It wasn't late.|\n"},
		{"guillemets", "«We left», she said, « at noon ».", "0|We left|\n0|at noon|\n"},
		{"reversed guillemets", "»We left«, she said.", "0|We left|\n"},
		{"low marks", "„We left“, she said, „at noon”.", "0|We left|\n0|at noon|\n"},
		{"two single marks", "``We left,'' she said. ''It was late,'' he said.", "0|We left,|\n0|It was late,|\n"},
		{"nested", "“He told us ‘no’ twice,” she said.", "0|He told us ‘no’ twice,|\n1|no|\n"},
		{"nested straight", `"He told us 'no' twice," she said.`, "0|He told us 'no' twice,|\n1|no|\n"},
		{"British nesting", "‘He told us “no” twice,’ she said.", "0|He told us “no” twice,|\n1|no|\n"},
		{"same marks nested", "“He told us “no” twice,” she said.", "0|He told us “no” twice,|\n1|no|\n"},
		{"nested to the end", `"They said 'wait,'" she said.`, "0|They said 'wait,'|\n1|wait,|\n"},
		{"apostrophes", "The states' rights aren't John's, 'twas said in the '90s; rock 'n' roll.", ""},
		{"curly apostrophes", "The states’ rights aren’t John’s in the ’90s or the ‘90s.", ""},
		{"plural inside single", "'The states' rights matter,' he said.", "0|The states' rights matter,|\n"},
		{"primes", `He is 6'2" tall and wants a 12" pipe.`, ""},
		{"feet inside", `"He is 6'2" tall," she said.`, "0|He is 6'2\" tall,|\n"},
		{"never closed", "“We left, she said.", "0|We left, she said.|open\n"},
		{"one not closed, the next is", "“We left, she said. “It was late.”", "0|We left, she said.|open\n0|It was late.|\n"},
		{"one straight not closed", `"We left, she said. "It was late."`, "0|We left, she said.|open\n0|It was late.|\n"},
		{"over paragraphs", "“We left.\n\n“It was late.\n\n“We slept,” she said.", "0|We left.|open\n0|It was late.|open continues 0\n0|We slept,|continues 1\n"},
		{"over paragraphs, no marks", "\"We left.\n\nIt was late.\n\nWe slept,\" she said. Nobody came.", "0|We left.|open\n0|It was late.|open continues 0\n0|We slept,|continues 1\n"},
		{"open, then another speaker", "“We left.\nNobody knows why.\n“It was late,” he said.", "0|We left.|open\n0|It was late,|\n"},
		{"nested over paragraphs", "“He said “no” twice.\n“It was late,” she said.", "0|He said “no” twice.|open\n1|no|\n0|It was late,|continues 0\n"},
		{"stray closing mark", "We left,” she said.", ""},
		{"wrong way round", "”We left,” she said.", "0|We left,|\n"},
		{"mixed", "“We left,\" she said.", "0|We left,|\n"},
		{"after a dash", "The answer—“no”—was short.", "0|no|\n"},
		{"in brackets", "(“We left,” she said.)", "0|We left,|\n"},
		{"zero width", "\u200b“\u200bWe left\u200b”\u200b, she said.", "0|\u200bWe left\u200b|\n"},
		{"right to left", "\u200f\"שלום לכולם\"\u200f, she said.", "0|שלום לכולם|\n"},
		{"emoji", "“🙂” was all.", "0|🙂|\n"},
		{"empty", "“” and \"\" and ‘’ are nothing.", ""},
		{"two in one sentence", `He called it "a farce" and "an outrage".`, "0|a farce|\n0|an outrage|\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(quotationsOf(t, c.text)); got != c.want {
				t.Errorf("%s\n got\n%s want\n%s", c.text, got, c.want)
			}
		})
	}
}

func TestScareQuotes(t *testing.T) {
	for text, want := range map[string]bool{
		"The “return hubs” never opened.":                           true,
		"He wrote a book called “How We Came to Leave the Island.”": true,
		"She reads “The Art of Waiting for a Ferry” at night.":      true,
		"“No,” he said.":                                    true, // three words or fewer: too short to tell
		"He said: “No.”":                                    false,
		"“Never again!” they shouted.":                      false,
		"“We were not asked about it,” he said.":            false,
		"The talks were “neither easy nor short,” he said.": false,
	} {
		a := quotationsOf(t, text)
		if len(a.Quotations) != 1 {
			t.Errorf("%s: %d quotations", text, len(a.Quotations))
		} else if a.Quotations[0].Scare != want {
			t.Errorf("%s: scare is %v", text, !want)
		}
	}
}

// checkQuotations reports quotations that break what language.Quotation promises.
func checkQuotations(a *language.Analysis) error {
	last := -1
	for i, q := range a.Quotations {
		switch {
		case q.Start < last:
			return fmt.Errorf("quotation %d begins before the one before it", i)
		case !q.Span.Contains(q.Inner) || q.Inner.Len() == 0:
			return fmt.Errorf("quotation %d: inner %v, outer %v", i, q.Inner, q.Span)
		case !utf8.ValidString(q.Span.Of(a.Text)) || !utf8.ValidString(q.Inner.Of(a.Text)):
			return fmt.Errorf("quotation %d cuts a character", i)
		case q.Continues >= i:
			return fmt.Errorf("quotation %d continues %d", i, q.Continues)
		case q.Depth < 0 || q.Depth >= maxNesting:
			return fmt.Errorf("quotation %d has depth %d", i, q.Depth)
		}
		last = q.Start
	}
	return nil
}

func FuzzQuotations(f *testing.F) {
	for _, s := range []string{
		"“a ‘b’ c” \"d 'e' f\"\n“g\n“h” i", "'a 'b' c' d''e''", "„a“ «b» ‹c› ``d''", `6'2" and 12"`, "\"a\n\nb\" c", "“““”””", "‘’‘’", "'\u200b'\u202e\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		if err := checkQuotations(quotationsOf(t, text)); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// TestQuotationsAreLinear holds that hostile input takes time in proportion to its length.
func TestQuotationsAreLinear(t *testing.T) {
	for name, piece := range map[string]string{
		"opening curly":   "“",
		"opening words":   "“a ",
		"opening single":  "‘a ",
		"straight":        "\"",
		"straight single": " 'a",
		"plural":          " 'a s' b",
		"pairs":           "''",
		"mixed":           "“‘«\"'",
		"paragraphs":      "“a\n",
		"zero width":      "\u200b'\u200b",
		"no marks":        "word ",
		"stray closing":   "a” ",
		"open, then gaps": "\"a\n\nb\n\n",
	} {
		took := func(n int) time.Duration {
			text := strings.Repeat(piece, n/len(piece))
			best := time.Hour
			for range 2 {
				start := time.Now()
				a := quotationsOf(t, text)
				best = min(best, time.Since(start))
				if err := checkQuotations(a); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			return best
		}
		if d := took(1 << 18); d > time.Second {
			t.Errorf("%s: a quarter of a megabyte takes %v", name, d)
		}
	}
}

func BenchmarkQuotations(b *testing.B) {
	text := strings.Repeat("“We were never asked,” the mayor’s spokeswoman said. “And we won’t be,” she added, “not by ‘them’.” The town isn't big.\n\n", 200)
	a := paragraphs(text)
	q := NewQuotations(&vocabulary.Speech{})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.Quotations = nil
		if err := q.Apply(a); err != nil {
			b.Fatal(err)
		}
	}
}
