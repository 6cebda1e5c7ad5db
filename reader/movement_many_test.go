package reader_test

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// movementsTSV holds passages written for this test, published on 6 February
// 2025, each with the movements that an expert reads in it ("status state means
// people", joined by "; ") and what else they say ("sender origin destination
// nationals flights restrained date"). A passage that the reader does not read
// yet begins with a question mark.
//
//go:embed testdata/movements.tsv
var movementsTSV string

// under stands above each passage: what a report is about is known from its title.
const under = "Deportations and returns: a summary of the week\n\n"

// leastOfRest is the share of the other fields of the movements read that must be right.
const leastOfRest = 0.7

func TestMovementsOfManyWords(t *testing.T) {
	lines := strings.Split(strings.TrimRight(movementsTSV, "\n"), "\n")
	if len(lines) < 140 {
		t.Fatalf("only %d passages", len(lines))
	}
	r := newReader(t).Unfiltered().Detecting(detection.Model{}).Choosing(choice.Model{}) // what is tested are the rules, whatever was learnt
	right, fields := 0, 0
	for _, line := range lines {
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			t.Errorf("%q has %d columns, not 3", line, len(parts))
			continue
		}
		text, unread := strings.CutPrefix(parts[0], "?")
		reading, err := r.Read(context.Background(), &demarche.Document{Name: "test.txt", Text: under + text + "\n", Lang: "en", Published: "2025-02-06"})
		if err != nil {
			t.Fatal(err)
		}
		keys, rest := tellMovements(reading.Records)
		want := splitList(parts[1])
		slices.Sort(want)
		sorted := slices.Sorted(slices.Values(keys))
		switch same := slices.Equal(sorted, want); {
		case unread && same:
			t.Logf("is read now, take its mark away: %q", text)
		case !unread && !same:
			t.Errorf("%q\n  is read as %q\n  want       %q", text, sorted, want)
		case same && len(want) == 1:
			n, all := agreement(rest[0], parts[2])
			right, fields = right+n, fields+all
		}
	}
	if share := float64(right) / float64(fields); share < leastOfRest {
		t.Errorf("%.2f of the other fields are right", share)
	}
}

// tellMovements writes the keys and the other fields of the movements among the records.
func tellMovements(records demarche.Records) (keys, rest []string) {
	for _, record := range records {
		m, ok := record.(*demarche.Movement)
		if !ok {
			continue
		}
		var nationals []string
		for _, st := range m.Nationals {
			nationals = append(nationals, string(st))
		}
		restrained := ""
		if m.Restrained != nil {
			restrained = fmt.Sprint(*m.Restrained)
		}
		keys = append(keys, fmt.Sprintf("%s %s %s %s", m.Status, known(string(m.DestinationState)), m.Means, number(m.People)))
		var fields []string
		for _, f := range []string{string(m.Sender), string(m.Origin), string(m.Destination), strings.Join(nationals, ","), number(m.Flights), restrained, string(m.Date)} {
			fields = append(fields, known(f))
		}
		rest = append(rest, strings.Join(fields, " "))
	}
	return keys, rest
}

// known writes a field as one word, "-" where it is not known.
func known(s string) string {
	if s == "" {
		return "-"
	}
	return strings.ReplaceAll(s, " ", "_")
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "; ")
}

// agreement counts the fields of which two lists, written as words, say the same.
func agreement(a, b string) (same, all int) {
	x, y := strings.Fields(a), strings.Fields(b)
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			same++
		}
	}
	return same, max(len(x), len(y))
}
