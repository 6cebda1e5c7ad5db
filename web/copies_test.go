package web

import (
	"slices"
	"testing"

	"demarche/answers"
)

func TestRelativesAreTheOthersOfTheFamily(t *testing.T) {
	fact := func(hash, title string) answers.DocumentFact {
		return answers.DocumentFact{Hash: hash, Name: hash + ".txt", Title: title, Published: "2025-01-28"}
	}
	family := answers.Family{Origin: fact("a", "The dispatch"), Members: []answers.Member{{Document: fact("b", ""), Whole: true}, {Document: fact("c", "Round-up")}}}
	got := relatives("b", []answers.Family{family})
	want := []relative{
		{Name: "The dispatch", Href: reportHref("a"), Role: "Origin", Published: "28 January 2025"},
		{Name: "Round-up", Href: reportHref("c"), Role: "Has passages of it", Published: "28 January 2025"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("relatives are %+v", got)
	}
}
