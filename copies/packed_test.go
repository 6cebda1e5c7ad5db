package copies

import (
	"bytes"
	"encoding/gob"
	"errors"
	"reflect"
	"slices"
	"testing"
)

// written gives what is packed as a program reads it that another wrote.
func written(t *testing.T, p Packed) Packed {
	t.Helper()
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

// TestPackedIndexGoesOn packs an index now and again, and holds what goes on with
// what was unpacked against one that was never packed.
func TestPackedIndexGoesOn(t *testing.T) {
	bodies := make(map[string]string)
	body := func(id string) (string, error) { return bodies[id], nil }
	packed, whole := Over(body), Over(body)
	texts := press(600)
	for i, text := range texts {
		bodies[text.ID] = text.Body
		if i%97 == 50 {
			packed.Changed()
			again, err := Unpack(written(t, packed.Pack()), body)
			if err != nil {
				t.Fatal(err)
			}
			packed = again
			if len(packed.Changed()) > 0 {
				t.Fatal("texts are told to have changed that did not")
			}
			whole.Changed()
		}
		for _, x := range []*Index{packed, whole} {
			x.Add(text)
			if i%7 == 0 {
				text.Agency = "Nowhere News" // a correction
				x.Add(text)
			}
			if i%11 == 10 {
				x.Remove(texts[i-5].ID)
			}
		}
	}
	if got, want := packed.Families(), whole.Families(); !reflect.DeepEqual(got, want) {
		t.Error("the families differ")
	}
	if got, want := packed.Changed(), whole.Changed(); !reflect.DeepEqual(got, want) {
		t.Errorf("%d texts are told to have changed, want %d", len(got), len(want))
	}
	for _, text := range texts {
		if got, want := packed.Relations(text.ID), whole.Relations(text.ID); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s is tied by %v, want %v", text.ID, got, want)
		}
	}
}

func TestUnpackRefuses(t *testing.T) {
	x := New()
	for _, text := range press(60) {
		x.Add(text)
	}
	if p := x.Pack(); len(p.Edges) == 0 || len(p.Tried) == 0 {
		t.Fatalf("%d relations and %d comparisons to try with", len(p.Edges), len(p.Tried))
	}
	for name, spoil := range map[string]func(*Packed){
		"a list too short":           func(p *Packed) { p.Lengths = p.Lengths[1:] },
		"marks missing":              func(p *Packed) { p.Marks = p.Marks[8:] },
		"fewer marks than none":      func(p *Packed) { p.Marked[0] = -1 },
		"out of order":               func(p *Packed) { slices.Reverse(p.IDs) },
		"a text twice":               func(p *Packed) { p.IDs[1] = p.IDs[0] },
		"half a pair":                func(p *Packed) { p.Tried = p.Tried[1:] },
		"a text that is not there":   func(p *Packed) { p.Tried[0] = 60 },
		"a place before the first":   func(p *Packed) { p.Edges[0].Later = -1 },
		"part of a passage's places": func(p *Packed) { p.Edges[0].Places = p.Edges[0].Places[1:] },
	} {
		p := written(t, x.Pack())
		spoil(&p)
		if _, err := Unpack(p, nil); !errors.Is(err, errUnfit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
