package linear

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestRows holds that features whose weights stand in rows, few or more than
// the lanes can hold, score like their weights one by one.
func TestRows(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	learner := NewTrainer()
	var features []Feature
	for i := range 5 * uint64(fullLanes) {
		f := F1(1, i)
		features = append(features, f)
		for c := range uint8(4 + i%60) {
			learner.Update([]Feature{f}, 3*c, float32(random.IntN(120)-60))
		}
	}
	big := F1(2, 0) // a weight too large for a lane
	for c := range uint8(40) {
		learner.Update([]Feature{big}, c, 1)
	}
	learner.Update([]Feature{big}, 5, 1000)
	features = append(features, big, F1(3, 0))

	table := learner.Freeze(1, 1)
	if n := len(table.wide.rows) / table.wide.words; n < 2*fullLanes || n >= len(features)-2 {
		t.Fatalf("%d of %d features have rows", n, len(features))
	}
	for _, n := range []int{0, 1, fullLanes, 2 * fullLanes, len(features)} {
		scores, want := [256]int32{9: 5}, [256]int32{9: 5}
		table.Score(features[:n], &scores)
		table.ScoreFew(features[:n], want[:])
		if scores != want {
			t.Errorf("%d features score %v, one by one %v", n, scores, want)
		}
	}
	written := table.Append(nil)
	read, err := ReadTable(written)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read.Append(nil), written) {
		t.Error("writing again gives other bytes")
	}
}
