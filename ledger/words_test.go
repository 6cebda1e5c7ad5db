package ledger_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"demarche"
	"demarche/ledger"
)

func TestWordsAreFoldedAndStandWhereTheySay(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"Bogotá, Jan. 26 -- U.S.-led": "bogota jan 26 u s led",
		"sa\u0303o TOMÉ":              "sao tome",
		"Straße İpek Æsir ﬁne ½ x²":   "strasse ipek æsir fine 12 x2",
		"東京の便 rail":                   "東 京 の 便 rail",
		"\u202eabc\u200bdef🛬g":        "abc def g",
		"it’s 3,000":                  "it s 3 000",
		"a\u0301\u0301":               "a",
		"\u0301":                      "",
	} {
		var folded []string
		end := 0
		for _, w := range ledger.Words(text) {
			folded = append(folded, w.Folded)
			if w.Span.Start < end || w.Span.Len() == 0 || w.Span.End > len(text) || !utf8.ValidString(w.Span.Of(text)) {
				t.Errorf("%q: %+v", text, w)
			}
			end = w.Span.End
		}
		if got := strings.Join(folded, " "); got != want {
			t.Errorf("%q has the words %q, want %q", text, got, want)
		}
	}
}

func TestPassagesAreKeptApart(t *testing.T) {
	if got := ledger.Searchable("One, two.", "...", "Three"); got != "one two ¶ three" {
		t.Errorf("the words are %q", got)
	}
	if terms, err := ledger.ParseSearch("two ¶ three"); err != nil || len(terms) != 2 {
		t.Errorf("%v, %v", terms, err)
	}
}

func TestWhatIsWrittenIsTakenApart(t *testing.T) {
	for written, want := range map[string]string{
		`camp  CAMP camp`:       "camp",
		`"third country" camp*`: "third country|camp*",
		`third-country`:         "third country",
		`«sin respuesta» ok`:    "sin respuesta|ok",
		`a "b`:                  "a|b",
		`x" "y z"`:              "x|y|z", // the first mark is not ended where it was meant to be
		`"no resp*"`:            "no resp*",
		`re*`:                   "re*",
		`東*`:                    "東*",
		`AND OR NOT`:            "and|or|not",
	} {
		terms, err := ledger.ParseSearch(written)
		var got []string
		for _, term := range terms {
			got = append(got, strings.Join(term.Words, " ")+map[bool]string{true: "*"}[term.Beginning])
		}
		if strings.Join(got, "|") != want || err != nil {
			t.Errorf("%q is %q (%v), want %q", written, strings.Join(got, "|"), err, want)
		}
	}
}

func TestSnippetsShowMostOfWhatIsSought(t *testing.T) {
	filler := strings.Repeat("Nothing else of any account was told that day. ", 40)
	text := "Camp.\n\n" + filler + "The camp at Bogotá was full, “all of it”. " + filler
	terms, err := ledger.ParseSearch(`camp "at bogota" full`)
	if err != nil {
		t.Fatal(err)
	}
	s := ledger.Snippet(text, nil, terms)
	if !strings.Contains(s.Exact, "The camp at Bogotá was full") || len(s.Marks) != 3 || len(s.Exact) > 300 || strings.HasPrefix(s.Exact, "Camp") {
		t.Errorf("the snippet is %+v", s)
	}
	last := ledger.Snippet("so it was said.”\n", nil, terms[:1])
	if last.Exact != "so it was said.”\n" || len(last.Marks) != 0 || last.Marks == nil {
		t.Errorf("without a match the snippet is %+v", last)
	}
	passage := demarche.Span{Start: strings.Index(text, "“all"), End: strings.Index(text, "“all") + len("“all of it”")}
	if got := ledger.Snippet(text, []demarche.Span{passage}, terms); got.Exact != "“all of it”" || len(got.Marks) != 0 {
		t.Errorf("of a passage without a match it is %+v", got)
	}
	if long := ledger.Snippet(strings.Repeat("x", 2000), nil, terms); long.Start != long.End {
		t.Errorf("of one endless word it is %+v", long)
	}
}

func FuzzSearchedText(f *testing.F) {
	f.Add("The camp at Bogotá is full.", `camp "at bogota" fu*`)
	f.Add("東京 x\u0301 ½", "東* x")
	f.Add("\xff", "\"")
	f.Fuzz(func(t *testing.T, text, written string) {
		if !utf8.ValidString(text) {
			return
		}
		terms, err := ledger.ParseSearch(written)
		if err != nil {
			if demarche.CodeOf(err) != demarche.Invalid || len(terms) > 0 {
				t.Fatalf("%v, %v", terms, err)
			}
			return
		}
		for _, term := range terms {
			for _, w := range term.Words {
				if strings.ContainsAny(w, "\"*^:(){}+- \x00") || w == "" {
					t.Fatalf("%q is sought", w)
				}
			}
		}
		s := ledger.Snippet(text, nil, terms)
		sel := demarche.Selector{Exact: s.Exact, Start: s.Start, End: s.End}
		if err := sel.Check(text); err != nil {
			t.Fatal(err)
		}
		end := s.Start
		for _, m := range s.Marks {
			if m.Start < end || m.End <= m.Start || m.End > s.End {
				t.Fatalf("%+v", s)
			}
			end = m.End
		}
		// Words written for the table are the same words again when it divides them at spaces.
		var folded []string
		for _, w := range ledger.Words(text) {
			folded = append(folded, w.Folded)
		}
		if got := strings.Fields(ledger.Searchable(text)); !slices.Equal(got, folded) {
			t.Fatalf("%q is divided into %q", folded, got)
		}
	})
}
