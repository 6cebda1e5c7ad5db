package reader_test

import (
	"fmt"
	"slices"
	"testing"

	"demarche"
)

// readStances gives the stances of a text as "state stance people means", with
// the number of their sentences.
func readStances(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, rec := range readText(t, text) {
		if p, ok := rec.(*demarche.Position); ok {
			found = append(found, fmt.Sprint(p.State, " ", p.Stance, " ", p.People, " ", p.Means, " ", len(p.Evidence)))
		}
	}
	return found
}

func TestHeadlineLimitedByTheText(t *testing.T) {
	got := readStances(t, "Chad refuses deportation flights\n\nNDJAMENA, Feb 5 (Wire) - Chad will not accept deportation flights with people of other nationalities from France on military aircraft, the Chadian foreign minister said on Tuesday. It will continue to receive its own citizens.\n")
	if want := []string{"TCD refuse third military_aircraft 2", "TCD accept own any 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, act := range readActs(t, "Chad refuses deportation flights\n\nChad will not accept deportation flights from France on military aircraft, the Chadian foreign minister said on Tuesday.\n") {
		t.Errorf("a stance is told as a deed: %s", act)
	}
}

// A headline that says whose nationals it means stands beside a text on others.
func TestHeadlineOfOtherPeople(t *testing.T) {
	got := readStances(t, "Chad to take back its nationals\n\nChad will also receive Sudanese people deported by France, its foreign minister said on Tuesday.\n")
	if !slices.Contains(got, "TCD accept own any 1") || !slices.Contains(got, "TCD accept third any 1") {
		t.Errorf("got %q", got)
	}
}
