package events

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// written gives what is packed as a program reads it that another wrote.
func written(t interface{ Fatal(...any) }, p Packed) Packed {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(p); err != nil {
		t.Fatal(err)
	}
	var read Packed
	if err := gob.NewDecoder(&b).Decode(&read); err != nil {
		t.Fatal(err)
	}
	return read
}

// TestPackedBookGoesOn packs a book between any two of the things that are done
// to it, and holds it against one that was never packed.
func TestPackedBookGoesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawn(t)
		decisions := decided(t, entries)
		whole, packed := New(), New()
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			if rapid.IntRange(0, 5).Draw(t, "pack") == 0 {
				again, err := Unpack(written(t, packed.Pack()))
				if err != nil {
					t.Fatal(err)
				}
				packed = again
				for _, d := range decisions {
					packed.Decide(d)
				}
			}
			if len(entries) == 0 {
				break
			}
			e := one(entries...).Draw(t, "entry")
			families := one(nil, []string{entries[0].Document}, []string{e.Document, entries[0].Document}).Draw(t, "families")
			r := Report{Families: families, Publisher: one("", "nowhere news", "meridian").Draw(t, "publisher")}
			step := rapid.IntRange(0, 5).Draw(t, "step")
			for _, b := range []*Book{whole, packed} {
				switch step {
				case 0:
					b.Tell(e.Document, r)
				case 1:
					b.Remove(e.Record.Shared().ID)
				case 2:
					b.Forget(e.Document)
				default:
					b.Add(e)
				}
				for _, d := range decisions {
					b.Decide(d)
				}
			}
			if got, want := asJSON(t, packed.Events()), asJSON(t, whole.Events()); got != want {
				t.Fatalf("events of a packed book\n%s\nof one that was not\n%s", got, want)
			}
			got, gotHeld := packed.WitnessesOf(e.Record.Shared().ID)
			want, wantHeld := whole.WitnessesOf(e.Record.Shared().ID)
			if got != want || gotHeld != wantHeld {
				t.Fatalf("%v (%t) tell of it in a packed book, %v (%t) in one that was not", got, gotHeld, want, wantHeld)
			}
		}
	})
}

func TestUnpackRefuses(t *testing.T) {
	b := New()
	for _, e := range chronicle(200) {
		b.Add(e)
	}
	if p := b.Pack(); len(p.Pairs) == 0 {
		t.Fatal("no pairs to try with")
	}
	for name, spoil := range map[string]func(*Packed){
		"a symbol twice":             func(p *Packed) { p.Symbols[1] = p.Symbols[0] },
		"a list too short":           func(p *Packed) { p.Keys = p.Keys[1:] },
		"a key too short":            func(p *Packed) { p.Keys[0] = p.Keys[0][1:] },
		"a pair without a score":     func(p *Packed) { p.Pairs[0].Scores = nil },
		"a pair of nothing":          func(p *Packed) { p.Pairs[0].Number = -1 },
		"a pair with nothing":        func(p *Packed) { p.Pairs[0].With[0] = int32(len(p.Records)) },
		"a pair with what went away": func(p *Packed) { p.Records[p.Pairs[0].With[0]] = nil },
	} {
		p := written(t, b.Pack())
		spoil(&p)
		if _, err := Unpack(p); !errors.Is(err, errUnfit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUnpackedBookAnswersAsleep holds that a book answers without making by what
// records are found when others come, and makes it when one does.
func TestUnpackedBookAnswersAsleep(t *testing.T) {
	entries := chronicle(200)
	whole := New()
	for _, e := range entries {
		whole.Add(e)
	}
	b, err := Unpack(written(t, whole.Pack()))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := asJSON(t, b.Events()), asJSON(t, whole.Events()); got != want || !b.asleep {
		t.Errorf("the events are others (%t), or it is awake (%t)", got != want, !b.asleep)
	}
	b.Forget(entries[0].Document)
	whole.Forget(entries[0].Document)
	if got, want := asJSON(t, b.Events()), asJSON(t, whole.Events()); got != want || b.asleep {
		t.Error("the events are others after a report was forgotten: " + fmt.Sprint(len(b.kept.numbers)))
	}
}
