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
