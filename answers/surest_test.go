package answers_test

import (
	"testing"

	"demarche"
)

func TestAnAnswerIsAsSureAsItsSurestEntry(t *testing.T) {
	sure := func(p demarche.Record, confidence float64) demarche.Record {
		p.Shared().Confidence = confidence
		return p
	}
	for name, tt := range map[string]struct {
		said     []demarche.Record
		reviewed bool // the first
		want     float64
	}{
		"two that agree": {[]demarche.Record{
			sure(position("COL", refuse, own, military, "2025-01-26"), .4), sure(position("COL", refuse, own, military, "2025-01-26", on("dignity")), .7),
		}, false, .7},
		"two that contradict each other": {[]demarche.Record{
			sure(position("COL", refuse, own, military, "2025-01-26"), .4), sure(position("COL", accept, own, military, "2025-01-26"), .7),
		}, false, .4},
		"one that was judged":         {[]demarche.Record{sure(position("COL", refuse, own, military, "2025-01-26"), .4)}, true, 1},
		"one that is said to be sure": {[]demarche.Record{sure(position("COL", refuse, own, military, "2025-01-26"), 1)}, false, .999},
		"not estimated":               {[]demarche.Record{position("COL", refuse, own, military, "2025-01-26")}, false, 0},
	} {
		var s shelf
		s.add(t, "a.txt", "2025-01-28", tt.said...)
		if tt.reviewed {
			s.entries[0].Review = demarche.Accepted
		}
		w := where(t, &s, "COL", "")
		if got := w.Rows[0].Surest; got != tt.want {
			t.Errorf("%s: the row is %v sure, want %v", name, got, tt.want)
		}
		if got := w.Cell(own, military).Surest; got != tt.want {
			t.Errorf("%s: the field is %v sure, want %v", name, got, tt.want)
		}
	}
}
