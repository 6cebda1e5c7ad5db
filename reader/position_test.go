package reader_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// stancesTSV holds sentences written for this test, each with the positions
// that an expert reads in it: "STATE stance people means", joined by "; ".
//
//go:embed testdata/stances.tsv
var stancesTSV string

func TestStancesOfManyWords(t *testing.T) {
	lines := strings.Split(strings.TrimRight(stancesTSV, "\n"), "\n")
	if len(lines) < 200 {
		t.Fatalf("only %d sentences", len(lines))
	}
	for _, line := range lines {
		text, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Errorf("%q has no positions beside it", line)
			continue
		}
		got := positionsIn(t, text)
		slices.Sort(got)
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%q\n  is read as %q\n  want       %q", text, got, want)
		}
	}
}
