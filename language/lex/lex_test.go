package lex_test

import (
	"strings"
	"testing"

	"demarche"
	"demarche/language/lex"
)

func scan(text string) []lex.Lexeme {
	return lex.Scan(nil, text, demarche.Span{End: len(text)})
}

func TestScan(t *testing.T) {
	for text, want := range map[string]string{
		"On Jan. 26, 4,094 left.": "On| Jan|.| 26|,| 4,094| left|.",
		"$7.5m, 2023–26":          "$|7.5|m|,| 2023|–|26",
		"Panamá's 17:52 x1":       "Panamá|'|s| 17|:|52| x|1",
		" \t é́a":                 " é́a",
	} {
		var got strings.Builder
		for i, l := range scan(text) {
			if i > 0 {
				got.WriteByte('|')
			}
			if l.Space && (i > 0 || text[0] == ' ') {
				got.WriteByte(' ')
			}
			got.WriteString(l.Text)
			if l.Span.Of(text) != l.Text {
				t.Errorf("%q: span of %q is %q", text, l.Text, l.Span.Of(text))
			}
		}
		if got.String() != want {
			t.Errorf("%q: %q, want %q", text, got.String(), want)
		}
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		text  string
		value float64
		words string // what the numeral consists of
		vague bool
	}{
		{"4,094 people", 4094, "4,094", false},
		{"1.73 million", 1730000, "1.73 million", false},
		{"7.5m people", 7500000, "7.5m", false},
		{"3 bn", 3e9, "3 bn", false},
		{"17th flight", 17, "17", false},
		{"1,00,000 people", 100000, "1,00,000", false},
		{"2 lakh people", 200000, "2 lakh", false},
		{"twenty-three men", 23, "twenty-three", false},
		{"Eight hundred and forty-two citizens", 842, "Eight hundred and forty-two", false},
		{"two thousand five hundred", 2500, "two thousand five hundred", false},
		{"one hundred thousand and two men", 100002, "one hundred thousand and two", false},
		{"a hundred and two", 102, "a hundred and two", false},
		{"a dozen men", 12, "a dozen", false},
		{"two dozen", 24, "two dozen", false},
		{"half a million", 500000, "half a million", false},
		{"two and a half million", 2500000, "two and a half million", false},
		{"one and two", 1, "one", false},
		{"one hundred and one thousand", 101000, "one hundred and one thousand", false},
		{"two million three hundred thousand and five", 2300005, "two million three hundred thousand and five", false},
		{"a hundred and two men", 102, "a hundred and two", false},
		{"a million and a half", 1e6, "a million", false},
		{"dozens of men", 12, "dozens", true},
		{"tens of thousands of men", 10000, "tens of thousands", true},
		{"hundreds and hundreds", 100, "hundreds", true},
		{"seventy seven", 77, "seventy seven", false},
	}
	for _, tt := range tests {
		l := scan(tt.text)
		n, ok := lex.Number(l, 0)
		if !ok {
			t.Errorf("%q: no number", tt.text)
			continue
		}
		if words := tt.text[:l[n.Next-1].End]; n.Value != tt.value || words != tt.words || n.Vague != tt.vague {
			t.Errorf("%q: %v of %q, vague %v; want %v of %q, vague %v", tt.text, n.Value, words, n.Vague, tt.value, tt.words, tt.vague)
		}
	}
	for _, text := range []string{"", "a man", "half of them", "30.1.2025", "1,2,3", "4,0945", "people", "score", ",5"} {
		if n, ok := lex.Number(scan(text), 0); ok {
			t.Errorf("%q: %v", text, n)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"one hundred and two", "1.5 million", "half a dozen", "7.5m", "twenty-", "tens of", "9e9", "thousand thousand"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := scan(text)
		end := 0
		for i := range l {
			if l[i].Start < end || l[i].End <= l[i].Start || l[i].Span.Of(text) != l[i].Text {
				t.Fatalf("lexeme %d is %+v", i, l[i])
			}
			end = l[i].End
			if n, ok := lex.Number(l, i); ok && (n.Next <= i || n.Next > len(l) || n.Value < 0) {
				t.Errorf("%q at %d: %+v", text, i, n)
			}
		}
	})
}
