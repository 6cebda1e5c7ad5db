package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"demarche/language"
)

func analyse(t testing.TB, text string) *language.Analysis {
	t.Helper()
	return analyseWith(t, New(), text)
}

func analyseWith(t testing.TB, s Segmenter, text string) *language.Analysis {
	t.Helper()
	a, err := language.Pipeline{s}.Analyse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes the words with blanks between them and each sentence on a line.
func show(a *language.Analysis) string {
	var lines []string
	for _, s := range a.Sentences {
		var words []string
		for i := s.First; i < s.Last; i++ {
			words = append(words, a.Form(i))
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return strings.Join(lines, "\n")
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"They don't, can't and won't.":               "They do n't , ca n't and wo n't .",
		"She cannot go; we’re gonna wait.":           "She can not go ; we ’re gon na wait .",
		"Freedonia's and the migrants' lawyers":      "Freedonia 's and the migrants ' lawyers",
		"I'd've said it's O'Brien's.":                "I 'd 've said it 's O'Brien 's .",
		"a third-country deal on pre-war e-mail":     "a third - country deal on pre-war e-mail",
		"It cost $5.2m, or 25% of US$20,000.":        "It cost $ 5.2 m , or 25 % of US$ 20,000 .",
		"at 5pm, 11.42am and 17:52 on 9/11":          "at 5 pm , 11.42 am and 17:52 on 9/11",
		"the 1990s, the 2nd C-17 and 3-4 others":     "the 1990s , the 2nd C - 17 and 3 - 4 others",
		"Call 555-0199 before 2025-01-26.":           "Call 555-0199 before 2025-01-26 .",
		"see https://example.org/a,b?c=1, please":    "see https://example.org/a,b?c=1 , please",
		"write to desk@example.org.":                 "write to desk@example.org .",
		"@speaker posted #returns (again)...":        "@speaker posted #returns ( again ) ...",
		"“No,” she said. ‘Never!’":                   "“ No , ” she said .\n‘ Never ! ’",
		"either/or, AT&T, Smith & Co.":               "either / or , AT&T , Smith & Co.",
		"the U.S.'s view, vs. Gen. J. R. Doe's":      "the U.S. 's view , vs. Gen. J. R. Doe 's",
		"No. 5 was a no. Really":                     "No. 5 was a no .\nReally",
		"'em and '90s rock'n'roll":                   "'em and '90s rock'n'roll",
		"😀👩‍✈️🇫🇷 flew 北京":                            "😀 👩‍✈️ 🇫🇷 flew 北京",
		"caf\u00e9 na\u0131\u0308ve":                 "caf\u00e9 na\u0131\u0308ve",
		"co\u200boperate \ufeffand \u202eleft\u202c": "co operate and left",
		"Wait--what?! No!!!":                         "Wait -- what ?!\nNo !!!",
	} {
		if got := show(analyse(t, text)); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, text := range []string{ // sentences stand apart by " | "
		"Mr. Doe met Gen. Roe on Jan. 26. | They talked.",
		"He lives in the U.S. | The talks failed.",
		"He lives in the U.S. Virgin Islands now.",
		"It ended at 5 p.m. | He left.",
		"It ended at 5 p.m. on Monday.",
		"“We are a sovereign country.” | Mr. Doe said so on Monday.",
		"“Why would we?” Mr. Doe asked.",
		"“Never!” she said. | “Not once.”",
		"“We will not.” | He left.",
		"\"We go. | We stay.\" | Then he left.",
		"'We go.' | Then he left.",
		"The minister said: \"We are ready.\"",
		"It was late (very late). | He left.",
		"He said no. | (He always does.) | Then he left.",
		"The plan (No. 4) failed. | It was Plan B.",
		"J. R. Doe agreed. | So did I. | We left.",
		"Flights left at 10.30. | More followed.",
		"He paid $5.5 million... | The rest is owed.",
		"The deal ... was signed.",
		"Acme Inc. said so. | Acme Inc. | He left.",
		"Is it so? | No! | Perhaps…",
		"It was so.[17] | Then it was not.",
	} {
		want := strings.ReplaceAll(text, " | ", "\n")
		a := analyse(t, strings.ReplaceAll(text, " | ", " "))
		var got []string
		for _, s := range a.Sentences {
			got = append(got, s.Of(a.Text))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	const text = " date 2025-02-05 Freedonia Turns Back a Plane\n" +
		"By Jane Doe\n" +
		"\n" +
		"FREDVILLE, Feb 5 (Agency) - Freedonia turned back a plane on Tuesday.\n" +
		"The talks went on.\n" +
		"A long silence\n" +
		"17:52 — Ministry: no comment\n" +
		"- one flight was cancelled;\n" +
		"2. another was not.\n" +
		"Q: Will it land?\n" +
		"MR. ROE: It will not.\n" +
		"Fredville, 5 February 2025. The ministry informs the public.\n" +
		"(Reporting by Jane Doe; Editing by John Roe)\n"
	a := analyse(t, text)
	type row struct {
		kind    language.ParagraphKind
		head    string
		begins  string
		sentens int
	}
	want := []row{
		{language.Meta, "", "date 2025-02-05", 1},
		{language.Title, "", "Freedonia Turns", 1},
		{language.Meta, "", "By Jane Doe", 1},
		{language.Body, "FREDVILLE, Feb 5 (Agency) -", "FREDVILLE", 2},
		{language.Body, "", "The talks", 1},
		{language.Heading, "", "A long silence", 1},
		{language.Heading, "", "17:52", 1},
		{language.ListItem, "", "- one", 1},
		{language.ListItem, "", "2. another", 1},
		{language.Body, "Q:", "Q: Will", 2},
		{language.Body, "MR. ROE:", "MR. ROE: It", 2},
		{language.Body, "Fredville, 5 February 2025.", "Fredville", 2},
		{language.Meta, "", "(Reporting", 1},
	}
	if len(a.Paragraphs) != len(want) {
		t.Fatalf("%d paragraphs, not %d", len(a.Paragraphs), len(want))
	}
	for i, p := range a.Paragraphs {
		head := p.Dateline
		if p.Speaker.End > 0 {
			head = p.Speaker
		}
		w := want[i]
		if p.Kind != w.kind || head.Of(text) != w.head || !strings.HasPrefix(p.Of(text), w.begins) || p.Last-p.First != w.sentens {
			t.Errorf("%q: kind %d, head %q, %d sentences; want %+v", p.Of(text), p.Kind, head.Of(text), p.Last-p.First, w)
		}
	}
}

// check holds what must be true of every text: the text is unchanged, spans
// lie on the boundaries of characters, in order and inside one another, and
// what no word covers is blank.
func check(t *testing.T, text string) {
	t.Helper()
	a := analyse(t, text)
	if a.Text != text {
		t.Fatal("the text was changed")
	}
	at := 0
	for i, tok := range a.Tokens {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("word %d has the span %v after byte %d", i, tok.Span, at)
		}
		for _, r := range text[at:tok.Start] {
			if !isBlank(r) {
				t.Fatalf("%q before word %d is in no word", text[at:tok.Start], i)
			}
		}
		if utf8.ValidString(text) && !utf8.ValidString(a.Form(i)) {
			t.Fatalf("word %d, %q, cuts a character", i, a.Form(i))
		}
		if s := a.Sentences[tok.Sentence]; i < s.First || i >= s.Last || !s.Contains(tok.Span) {
			t.Fatalf("word %d lies outside its sentence %d", i, tok.Sentence)
		}
		at = tok.End
	}
	for _, r := range text[at:] {
		if !isBlank(r) {
			t.Fatalf("%q at the end is in no word", text[at:])
		}
	}
	word, sentence := 0, 0
	for i, p := range a.Paragraphs {
		if p.First != sentence || p.Last <= p.First || p.Last > len(a.Sentences) {
			t.Fatalf("paragraph %d has the sentences %d to %d, expected from %d", i, p.First, p.Last, sentence)
		}
		for s := p.First; s < p.Last; s++ {
			sen := a.Sentences[s]
			if sen.Paragraph != i || sen.First != word || sen.Last <= sen.First || !p.Contains(sen.Span) {
				t.Fatalf("sentence %d of paragraph %d is %+v, expected from word %d", s, i, sen, word)
			}
			word = sen.Last
		}
		if head := headEnd(&a.Paragraphs[i]); head > 0 && a.Sentences[p.First].End != head {
			t.Fatalf("the head of paragraph %d is no sentence of its own", i)
		}
		sentence = p.Last
	}
	if word != len(a.Tokens) || sentence != len(a.Sentences) {
		t.Fatalf("%d of %d words and %d of %d sentences lie in paragraphs", word, len(a.Tokens), sentence, len(a.Sentences))
	}
}

var awkward = []string{
	"", " ", "\n\n", ".", "...", "'", "'s", "n't", "\"", "“", "((((", "))))", "[1]", ". . .", "?!", "a.b.c.", "U.S.", "$", "@", "#", "http://", "www.",
	"\xff\xfe", "a\xc3", "\xe2\x80", "\u200b", "a\u200bb", "\u202e\u05e9\u05dc\u05d5\u05dd\u202c", "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645.",
	"👩‍👩‍👧‍👦", "🇫🇷🇩🇪🇮", "e\u0301\u0301\u0301", "\ufeffTitle\r\nBody.\r\n", "a\u2028b\u2029c\x85d", "Q:", "Q: ", "A:\n", " date 2025-02-05", " date 2025-13-05 x", "date 2025-02-05x",
	"FREDVILLE, Feb 5 (Agency) - ", "(Agency) - x", "1.\n2)\n(a)\n•\n- \n", "x\x00y", "'''''", "’’’", "don''t", "cannot.", "C.I.A.'s", "...'s", "5pmpm", "1,2,3,4", "1:2:3:4:5", "é’s",
}

func TestSpansAreExact(t *testing.T) {
	for _, text := range awkward {
		check(t, text)
		check(t, "Before. "+text+" After.\n"+text)
	}
}

// longLine is the length in bytes of the lines of TestTimeIsLinear.
const longLine = 1 << 17

// TestTimeIsLinear cuts long lines that would take minutes if any rule looked
// at the rest of the line for each word.
func TestTimeIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long lines")
	}
	for _, unit := range []string{"a", "a ", "(", "[1", "“", "' ", "a.", "A.B", "'s", "1-", "1/", "http://", "@a", "a@", "! ", ".", "\u200b", "👩‍", "e\u0301", "x-", "Mr. ", "(Yes! ", "U.S. "} {
		check(t, strings.Repeat(unit, longLine/len(unit)))
	}
}

// TestSentencesAreCapped cuts lines without a full stop.
func TestSentencesAreCapped(t *testing.T) {
	for name, c := range map[string]struct{ unit, ends string }{
		"semicolons": {"they will take back, as agreed, the next plane; ", ";"},
		"commas":     {"they will take back the next plane, ", ","},
		"blanks":     {"they don't take back the next plane ", ""},
		"brackets":   {"((((", "("},
	} {
		text := strings.Repeat(c.unit, 1000)
		check(t, text)
		a := analyse(t, text)
		if len(a.Sentences) < 2 {
			t.Errorf("%s: one sentence of %d words", name, len(a.Tokens))
		}
		for i, s := range a.Sentences {
			if n := s.Last - s.First; n > longestSentence || n < longestSentence/2 && i+1 < len(a.Sentences) {
				t.Errorf("%s: sentence %d has %d words", name, i, n)
			}
			if !strings.HasSuffix(s.Of(text), c.ends) || strings.HasPrefix(s.Of(text), "n't") {
				t.Errorf("%s: sentence %d is cut amiss: %q", name, i, s.Of(text))
			}
		}
	}
	text := strings.Repeat("word ", longestSentence-1) + "end."
	if a := analyse(t, text); len(a.Sentences) != 2 { // the stop is one word more
		t.Errorf("%d words are %d sentences", len(a.Tokens), len(a.Sentences))
	}
}

func FuzzSpansAreExact(f *testing.F) {
	for _, text := range awkward {
		f.Add(text)
	}
	f.Fuzz(check)
}

func BenchmarkSegment(b *testing.B) {
	text := strings.Repeat("FREDVILLE, Feb 5 (Agency) - Freedonia doesn't accept third-country nationals, Mr. Doe said on Tuesday. \"We will not,\" he told reporters in the U.S. capital.\n", 200)
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		words += len(analyse(b, text).Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

func TestLettersThatAreNames(t *testing.T) {
	for text, want := range map[string]int{
		"The envoy wrote on X. Orlov agreed.":           2,
		"The ministry fell back on Plan B. Orlov left.": 2,
		"The minister met with J. Orlov on Monday.":     1,
		"The minister relied on J. Orlov.":              1,
	} {
		if got := len(analyse(t, text).Sentences); got != want {
			t.Errorf("%s: %d sentences, want %d", text, got, want)
		}
	}
}
