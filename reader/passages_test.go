package reader_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// The passages and figures below were written before the rules were fitted to
// them, in as many ways as an editor could think of, and the reader does not get
// all of them: the tests print how many it gets and hold it to no less.

// passagesTSV holds passages with the positions that an expert reads in them:
// "STATE stance people means", joined by "; ".
//
//go:embed testdata/passages.tsv
var passagesTSV string

// figuresTSV holds passages with the figures that an expert reads in them:
// "what value of", joined by "; ", "-" for no nationality, \n for a new line.
//
//go:embed testdata/figures.tsv
var figuresTSV string

// topicLine stands before each passage with figures, as a report's subject does.
const topicLine = "The ministry published figures on deportations on Monday.\n\n"

// Least figures of the tests: raise them when the reader gets better.
const (
	leastPassages = 132
	leastFigures  = 70
	leastPrecise  = 0.73
)

func TestPassages(t *testing.T) {
	holdTo(t, passagesTSV, leastPassages, func(text string) []string { return positionsIn(t, text) })
}

func TestFigures(t *testing.T) {
	holdTo(t, figuresTSV, leastFigures, func(text string) []string {
		var got []string
		for _, r := range readText(t, topicLine+text+"\n") {
			if c, ok := r.(*demarche.Count); ok {
				of := string(c.Of)
				if of == "" {
					of = "-"
				}
				got = append(got, fmt.Sprintf("%s %.0f %s", c.What, c.Value, of))
			}
		}
		return got
	})
}

// holdTo compares what is read in each line of a table with what is to be read,
// prints the figures, and fails if fewer than least lines are right in all or the
// records read are right too seldom.
func holdTo(t *testing.T, table string, least int, read func(string) []string) {
	t.Helper()
	lines := strings.Split(strings.TrimRight(table, "\n"), "\n")
	var right, wanted, found, hit int
	for _, line := range lines {
		text, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%q has nothing beside it", line)
		}
		var all []string
		if want != "" {
			all = strings.Split(want, "; ")
		}
		got := read(strings.ReplaceAll(text, `\n`, "\n"))
		wanted, found = wanted+len(all), found+len(got)
		rest := slices.Clone(got)
		for _, w := range all {
			if k := slices.Index(rest, w); k >= 0 {
				hit++
				rest = slices.Delete(rest, k, k+1)
			}
		}
		if len(rest) == 0 && len(got) == len(all) {
			right++
		}
	}
	precision, recall := float64(hit)/float64(found), float64(hit)/float64(wanted)
	t.Logf("%d of %d passages wholly right; %d records wanted, %d read, %d right: precision %.2f, recall %.2f", right, len(lines), wanted, found, hit, precision, recall)
	if right < least || precision < leastPrecise {
		t.Errorf("%d passages right at precision %.2f, want at least %d at %.2f", right, precision, least, leastPrecise)
	}
}
