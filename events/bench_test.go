package events

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"demarche"
)

// chronicle gives n records of flights: on each day one to each of ten states,
// told by five reports that differ in small ways.
func chronicle(n int) []demarche.Entry {
	d := rand.New(rand.NewPCG(3, 1))
	var out []demarche.Entry
	for event := 0; len(out) < n; event++ {
		day := time.Date(2020, 1, 1+event/10, 0, 0, 0, 0, time.UTC)
		aboard := 60 + d.IntN(90)
		for report := range 5 {
			told, date := aboard, demarche.Day(day)
			switch d.IntN(10) {
			case 0:
				told += 1 + d.IntN(3)
			case 1:
				date = date[:7]
			}
			id := fmt.Sprintf("%06d.%d", event, report)
			out = append(out, demarche.Entry{Document: "report " + id, Publish: demarche.Day(day.AddDate(0, 0, 1)), Record: &demarche.Movement{
				Common: demarche.Common{Kind: demarche.KindMovement, ID: id, Evidence: []demarche.Selector{{Exact: fmt.Sprintf("A plane with %d deported people landed, officials said.", told)}}},
				Status: demarche.Completed, Sender: "USA", DestinationState: demarche.State(fmt.Sprintf("XA%c", 'A'+event%10)), Means: demarche.MeansUnknown, People: &told, Date: date,
			}})
		}
	}
	return out[:n]
}

// BenchmarkEvents makes the events of 10,000 and of 40,000 records; the time per
// record should be the same.
func BenchmarkEvents(b *testing.B) {
	for _, n := range []int{10000, 40000} {
		entries := chronicle(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if len(Of(entries, nil)) < n/10 {
					b.Fatal("too few events")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/record")
		})
	}
}

// TestCostDoesNotGrow counts with how many records one is compared, where times
// depend on what else the machine does.
func TestCostDoesNotGrow(t *testing.T) {
	const n, tenth = 20000, 2000
	b := New()
	met := make([]int, 0, n)
	for _, e := range chronicle(n) {
		_, seek := newItem(e, nil).slots()
		found := 0
		for _, s := range seek {
			for range b.slots.of(hashOf(s)) {
				found++
			}
		}
		met = append(met, found)
		b.Add(e)
	}
	start, end := 0, 0
	for i := range tenth {
		start, end = start+met[tenth+i], end+met[n-tenth+i]
	}
	t.Logf("records met on average: %.1f at the start, %.1f at the end", float64(start)/tenth, float64(end)/tenth)
	if end > start*3/2 {
		t.Errorf("a record meets %d others at the end, %d at the start", end/tenth, start/tenth)
	}
}
