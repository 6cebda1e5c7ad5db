package events

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"demarche"
)

// TestPackedAsItWas holds that a record that was packed is what it was.
func TestPackedAsItWas(t *testing.T) {
	l := load(t, "reports.json")
	k := newKept()
	var items []*item
	for _, e := range l.entries {
		x := newItem(e, nil)
		x.Record.Shared().Confidence = 0 // not kept
		k.give(x)
		items = append(items, x)
	}
	clear(k.lately)
	for _, want := range items {
		got, fresh := k.of(k.numbers[keyOf(want.id)])
		if !fresh || !reflect.DeepEqual(got, want) {
			t.Fatalf("unpacked %+v of %+v, packed %+v of %+v", got, got.Record, want, want.Record)
		}
	}
}

// TestForgottenRecordsLeaveNothing holds that a book from which records went
// keeps the others as they are, and does not grow by what is gone.
func TestForgottenRecordsLeaveNothing(t *testing.T) {
	b, fresh := New(), New()
	entries := chronicle(2000)
	for i, e := range entries {
		b.Add(e)
		if i%2 == 0 {
			fresh.Add(e)
		}
	}
	for i, e := range entries {
		if i%2 == 1 {
			b.Forget(e.Document)
		}
	}
	b.kept.compact()
	clear(b.kept.lately)
	if got, want := asJSON(t, b.Events()), asJSON(t, fresh.Events()); got != want {
		t.Errorf("events of what is left are not those of a book that never held more")
	}
	size := func(b *Book) (n int) {
		for _, c := range b.kept.chunks {
			n += len(c)
		}
		return n
	}
	if got, want := size(b), size(fresh); got > want*101/100 || b.kept.dead != 0 { // higher numbers of symbols are longer
		t.Errorf("%d bytes, and %d of what is gone; want %d and none", got, b.kept.dead, want)
	}
}

// TestPairsComeAndGo compares the chains of pairs with lists.
func TestPairsComeAndGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := newKept()
		want := make(map[int32][]int32)
		for range 5 {
			k.packed = append(k.packed, packed{pairs: noLink})
		}
		one := rapid.Int32Range(0, 4)
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			x, y := one.Draw(t, "x"), one.Draw(t, "y")
			if rapid.Bool().Draw(t, "note") {
				k.pair(x, pair{with: y})
				want[x] = append(want[x], y)
			} else {
				k.unpair(x, y)
				want[x] = slices.DeleteFunc(want[x], func(n int32) bool { return n == y })
			}
		}
		for n := range int32(5) {
			var got []int32
			for p := range k.pairsOf(n) {
				got = append(got, p.with)
			}
			slices.Reverse(got)
			if !slices.Equal(got, want[n]) {
				t.Fatalf("pairs of %d are %v, want %v", n, got, want[n])
			}
		}
	})
}

// TestCodecKeepsWhatIsNotSaid tells nothing from an empty list and a zero.
func TestCodecKeepsWhatIsNotSaid(t *testing.T) {
	zero, no := 0, false
	for _, want := range []demarche.Record{
		&demarche.Movement{Common: demarche.Common{Kind: demarche.KindMovement, ID: "a"}, Nationals: []demarche.State{}, Flights: &zero, Restrained: &no},
		&demarche.Movement{Common: demarche.Common{Kind: demarche.KindMovement, ID: "not sixteen digits"}},
		&demarche.Position{Common: demarche.Common{Kind: demarche.KindPosition}, Terms: []demarche.Term{}, By: &demarche.Speaker{}},
		&demarche.Count{Common: demarche.Common{Kind: demarche.KindCount}, Value: -0.5},
	} {
		s := newSymbols()
		w := codec{symbols: s}
		w.record(&want)
		var got demarche.Record
		r := codec{symbols: s, bytes: w.bytes, reading: true}
		if r.record(&got); !reflect.DeepEqual(got, want) || len(r.bytes) != 0 {
			t.Errorf("read %+v, wrote %+v", got, want)
		}
	}
}
