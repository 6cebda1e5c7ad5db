package main

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche"
)

// TestBanks checks the form of the passages on movements and figures: what
// they state is in words of the record model, and no passage comes twice.
func TestBanks(t *testing.T) {
	for _, bank := range []struct {
		path  string
		least int
		check func(words []string) bool
	}{
		{"../../../eval/bank/movements.tsv", 500, isMovement},
		{"../../../eval/bank/counts.tsv", 300, isCount},
	} {
		b, err := os.ReadFile(bank.path)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			columns := strings.Split(line, "\t")
			if len(columns) != 2 || seen[columns[0]] {
				t.Errorf("%s, line %d: want a passage that is there once, and what it states", bank.path, n+1)
				continue
			}
			seen[columns[0]] = true
			if columns[1] == "-" {
				continue
			}
			for one := range strings.SplitSeq(columns[1], "; ") {
				if !bank.check(strings.Fields(one)) {
					t.Errorf("%s, line %d: %q is not in the words of the record model", bank.path, n+1, one)
				}
			}
		}
		if len(seen) < bank.least {
			t.Errorf("%s: %d passages", bank.path, len(seen))
		}
	}
}

func isMovement(w []string) bool {
	means := []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansUnknown}
	return len(w) == 4 && slices.Contains(demarche.Statuses(), demarche.Status(w[0])) && demarche.IsStateCode(w[1]) && slices.Contains(means, demarche.Means(w[2])) && isNumber(w[3])
}

func isCount(w []string) bool {
	return len(w) == 3 && slices.Contains(demarche.CountWhats(), demarche.CountWhat(w[0])) && w[1] != "-" && isNumber(w[1]) && (w[2] == "-" || demarche.IsStateCode(w[2]))
}

// isNumber reports whether a word is a number, or "-" for one that is not said.
func isNumber(w string) bool {
	_, err := strconv.Atoi(w)
	return err == nil || w == "-"
}
