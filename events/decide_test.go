package events

import (
	"slices"
	"testing"
	"time"

	"demarche"
)

// TestASplitLeavesTheRestMerged: what is taken out of events that a reviewer made one
// leaves the others one, whichever of them it is.
func TestASplitLeavesTheRestMerged(t *testing.T) {
	all := []string{"a", "b", "c", "d"}
	for _, out := range all {
		rest := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == out })
		b := New()
		for i, id := range all {
			b.Add(demarche.Entry{Document: "report " + id, Publish: "2025-03-05", Record: &demarche.Movement{
				Common: demarche.Common{Kind: demarche.KindMovement, ID: id, Evidence: []demarche.Selector{{Exact: "A plane landed."}}}, Status: demarche.Completed,
				Sender: "USA", DestinationState: "HND", Means: demarche.MeansUnknown, People: some(50 + 40*i), Date: "2025-03-04"}})
		}
		if n := len(b.Events()); n != 4 {
			t.Fatalf("%d events before any decision", n)
		}
		at := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
		b.Decide(Decision{ID: "1", Verb: Merge, These: all, At: at})
		b.Decide(Decision{ID: "2", Verb: Split, These: []string{out}, Those: rest, At: at.Add(time.Hour)})
		for _, e := range b.Events() {
			if !slices.Contains(e.Records, out) && !slices.Equal(e.Records, rest) || slices.Contains(e.Records, out) && len(e.Records) != 1 {
				t.Errorf("%s split off: an event of %v", out, e.Records)
			}
		}
	}
}

// TestTermsAreComparedAsAWhole: reports that name the same terms do not differ.
func TestTermsAreComparedAsAWhole(t *testing.T) {
	position := func(id string, terms ...demarche.Term) demarche.Entry {
		return demarche.Entry{Document: "report " + id, Publish: "2025-03-05", Record: &demarche.Position{
			Common: demarche.Common{Kind: demarche.KindPosition, ID: id}, State: "COL", Stance: demarche.Accept, People: demarche.OwnNationals,
			Means: demarche.MeansAny, Terms: terms, Date: "2025-03-04"}}
	}
	for _, tt := range []struct {
		second []demarche.Term
		want   []string
	}{
		{[]demarche.Term{"protocol", "dignity"}, []string{"dignity, protocol"}},
		{[]demarche.Term{"dignity"}, []string{"dignity", "dignity, protocol"}},
	} {
		e := Of([]demarche.Entry{position("a", "dignity", "protocol"), position("b", tt.second...)}, nil)
		var got []string
		for _, d := range e[0].Details {
			for _, v := range d.Values {
				if d.Field == "terms" {
					got = append(got, v.Value)
				}
			}
		}
		if slices.Sort(got); len(e) != 1 || !slices.Equal(got, tt.want) {
			t.Errorf("%v: %d events, terms %q, want %q", tt.second, len(e), got, tt.want)
		}
	}
}
