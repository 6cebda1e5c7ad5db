package segment

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
)

// TestEndsWithoutStop holds what is found without a stop, and that names and
// headlines are not cut.
func TestEndsWithoutStop(t *testing.T) {
	for _, text := range []string{ // sentences stand apart by " | "
		"Please let me know if you have any questions. | Thanks, | Jane",
		"The food was good :) | We will come back.",
		"Freedonia will take back the migrants on Monday, Foreign Minister Jane Doe said.",
		"The United States and Freedonia signed the Safe Third Country Agreement in March.",
		"17:52 — Ministry: no comment",
		"The Freedonian Ministry of Foreign Affairs and Trade Responds to Critics",
	} {
		want := strings.ReplaceAll(text, " | ", "\n")
		a := analyse(t, "A line before it.\n"+strings.ReplaceAll(text, " | ", " ")+"\nA line after it.\n")
		var got []string
		for _, s := range a.Sentences[1 : len(a.Sentences)-1] {
			got = append(got, s.Of(a.Text))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
		}
	}
}

func TestLearn(t *testing.T) {
	treebank := strings.Repeat("# newpar\n# text = They left early\n# text = Thanks\n# text = Mr. Doe met Gen. Roe in Fredville.\n", 30)
	learn := func() []byte {
		b, err := Learn([]io.Reader{strings.NewReader(treebank)}, 1)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	learnt := learn()
	if !bytes.Equal(learnt, learn()) {
		t.Error("the same treebank gave another table")
	}
	table, err := readBoundaries(learnt)
	if err != nil {
		t.Fatal(err)
	}
	a := analyseWith(t, Segmenter{byTable(table)}, "They left early Thanks Mr. Doe met Gen. Roe in Fredville.")
	if got, want := show(a), "They left early\nThanks\nMr. Doe met Gen. Roe in Fredville ."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadBoundariesRefusesCutTables(t *testing.T) {
	whole, err := os.ReadFile("boundaries.bin.zst")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 100, len(whole) / 2, len(whole) - 1} {
		if _, err := readBoundaries(whole[:n]); err == nil {
			t.Errorf("a table cut to %d bytes was read", n)
		}
	}
}
