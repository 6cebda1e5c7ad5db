package operations

import (
	"slices"
	"testing"
	"time"
)

func TestLagOf(t *testing.T) {
	if l := LagOf(time.Unix(9, 0), nil); l != (Lag{Since: time.Unix(9, 0)}) {
		t.Errorf("of nothing: %+v", l)
	}
	var waited []time.Duration
	for i := range 20 {
		waited = append(waited, time.Duration(20-i)*time.Second)
	}
	before := slices.Clone(waited)
	if l := LagOf(time.Time{}, waited); l.Reports != 20 || l.Median != 10 || l.High != 19 || l.Longest != 20 {
		t.Errorf("of 1 to 20 seconds: %+v", l)
	}
	if !slices.Equal(before, waited) {
		t.Error("the durations were put in another order")
	}
	if l := LagOf(time.Time{}, []time.Duration{1500 * time.Millisecond}); l.Median != 1.5 || l.High != 1.5 || l.Longest != 1.5 {
		t.Errorf("of one: %+v", l)
	}
}

func TestSort(t *testing.T) {
	faults := []Fault{{Stage: "read", Source: "b", Times: 1}, {Stage: "fetch", Source: "c", Times: 1}, {Stage: "read", Source: "a", Times: 1}, {Stage: "read", Source: "z", Times: 7}}
	Sort(faults)
	got := ""
	for _, f := range faults {
		got += f.Source
	}
	if got != "zcab" {
		t.Errorf("the order is %s", got)
	}
}
