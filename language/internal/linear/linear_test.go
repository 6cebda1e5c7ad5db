package linear

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// learnt gives a trainer that has learnt to tell three classes by their features.
func learnt(t *testing.T) (*Trainer, [][]Feature) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	examples := make([][]Feature, 300)
	for i := range examples {
		class := uint64(i % 3)
		examples[i] = []Feature{F1(1, class), F2(2, class, random.Uint64N(50)), F3(3, random.Uint64N(9), 1, 2), F4(4, 1, 2, 3, random.Uint64N(99))}
	}
	learner := NewTrainer()
	for range 5 {
		for i, f := range examples {
			var scores [256]float32
			learner.Step()
			learner.Score(f, &scores)
			best := uint8(0)
			for c := uint8(1); c < 3; c++ {
				if scores[c] > scores[best] {
					best = c
				}
			}
			if gold := uint8(i % 3); best != gold {
				learner.Update(f, gold, 1)
				learner.Update(f, best, -1)
			}
		}
	}
	return learner, examples
}

func TestLearning(t *testing.T) {
	learner, examples := learnt(t)
	table := learner.Freeze(1, 1)
	for i, f := range examples {
		var scores [256]int32
		table.Score(f, &scores)
		gold := i % 3
		for c := range 3 {
			if c != gold && scores[c] >= scores[gold] {
				t.Fatalf("example %d of class %d scores %v", i, gold, scores[:3])
			}
		}
	}
}

func TestNarrowKeepsTheLargest(t *testing.T) {
	learner, _ := learnt(t)
	before, _ := learner.Freeze(1, 1).Len()
	learner.Narrow(10)
	after, _ := learner.Freeze(1, 1).Len()
	if before <= 10 || after > 10 || after == 0 {
		t.Errorf("%d features became %d", before, after)
	}
	learner.Update([]Feature{12345}, 1, 1)
	if again, _ := learner.Freeze(1, 1).Len(); again != after {
		t.Errorf("a feature was added after narrowing")
	}
}

func TestTablesAreReadAsWritten(t *testing.T) {
	learner, examples := learnt(t)
	table := learner.Freeze(1, 1)
	written := table.Append(nil)
	read, err := ReadTable(written)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read.Append(nil), written) {
		t.Error("writing again gives other bytes")
	}
	for _, f := range examples {
		var a, b [256]int32
		table.Score(f, &a)
		read.Score(f, &b)
		if a != b {
			t.Fatalf("%v scores %v and then %v", f, a[:3], b[:3])
		}
	}
	for n := range written {
		if _, err := ReadTable(written[:n]); err == nil {
			t.Fatalf("a table cut to %d of %d bytes was read", n, len(written))
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 1, 1, 0, 5, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		table, err := ReadTable(b)
		if err != nil {
			return
		}
		var scores [256]int32
		table.Score([]Feature{0, 1, 1<<32 - 1}, &scores)
		if again, err := ReadTable(table.Append(nil)); err != nil || again.keys != table.keys {
			t.Fatalf("a table that was read is not read again: %v", err)
		}
	})
}
