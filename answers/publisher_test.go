package answers

import (
	"slices"
	"testing"

	"demarche"
)

func TestWhoPublishedAReport(t *testing.T) {
	for want, k := range map[string]demarche.Kept{
		"nowhere news":    {Document: demarche.Document{Agency: "Nowhere News", Publisher: "The Courier"}, Address: "https://www.courier.example/1"},
		"the courier":     {Document: demarche.Document{Publisher: "The Courier"}, Address: "https://www.courier.example/1"},
		"courier.example": {Address: "https://www.Courier.example/1"},
		"":                {Address: "/reports/a.txt"},
	} {
		if got := publisherOf(k); got != want {
			t.Errorf("%+v was published by %q, want %q", k, got, want)
		}
	}
}

func TestWhatSourcesTellIsShown(t *testing.T) {
	k := demarche.Kept{Document: demarche.Document{Publisher: "p", Byline: "b", Canonical: "c", Extractor: "e", Corrections: "one\ntwo"}}
	f := documentFact(k)
	if f.Publisher != "p" || f.Byline != "b" || f.Canonical != "c" || f.Extractor != "e" || !slices.Equal(f.Corrections, []string{"one", "two"}) {
		t.Errorf("%+v", f)
	}
	if f := documentFact(demarche.Kept{}); f.Corrections != nil {
		t.Errorf("a report without notices has %q", f.Corrections)
	}
}

// The folders of whoever added a file are told to nobody.
func TestAFileIsToldByItsName(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/news/a.html": "https://example.org/news/a.html",
		"/home/analyst/secret/a b.txt":    "a b.txt",
		`C:\Users\analyst\a.txt`:          "a.txt",
		"a.csv#3":                         "a.csv#3",
		"file:///home/analyst/a.txt":      "a.txt",
		"standard input":                  "standard input",
		"":                                "",
	} {
		if got := documentFact(demarche.Kept{Address: address}).Address; got != want {
			t.Errorf("%q is told as %q, want %q", address, got, want)
		}
	}
}
