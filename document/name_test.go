package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestName(t *testing.T) {
	for address, want := range map[string]string{
		"reports/a/x.txt": "x.txt", "rows.csv#3": "rows.csv#3", "standard input": "standard input", "reports/": "reports",
		"https://www.paper.example/2025/01/26/flight-turned-back.html": "paper.example/flight-turned-back",
		"https://paper.example/2025/01/26/flight-turned-back/":         "paper.example/flight-turned-back",
		"https://paper.example/world/flight-turned-back/index.html":    "paper.example/flight-turned-back",
		"https://paper.example/news/flight-turned-back/0":              "paper.example/flight-turned-back/0",
		"https://paper.example/article/20250126":                       "paper.example/article/20250126",
		"https://paper.example/view.asp?id=88":                         "paper.example/view.asp?id=88",
		"https://paper.example/":                                       "paper.example",
		"https://paper.example":                                        "paper.example",
		"https://paper.example/p/%C3%A9loge-du-vol":                    "paper.example/éloge-du-vol",
	} {
		if got := name(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	if got := name("https://paper.example/" + strings.Repeat("é", 500)); utf8.RuneCountInString(got) != longestName || !utf8.ValidString(got) {
		t.Errorf("a long name: %q", got)
	}
}
