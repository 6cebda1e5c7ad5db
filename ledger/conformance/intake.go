package conformance

import (
	"slices"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
)

// intake holds Intake: a capture is kept once, is unread until a document of it
// is read by the version in question, and the rest of an addition joins it.
func intake(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	in, ok := l.(ledger.Intake)
	if !ok {
		t.Fatalf("%T keeps no captures before they are read", l)
	}
	first, second, third := rich(1), rich(2), rich(3)
	var lines []int64
	for _, r := range []Report{first, second} {
		for _, want := range []demarche.Outcome{demarche.Added, demarche.Already} {
			line, got, err := in.Take(t.Context(), r.Capture)
			if err != nil || got != want {
				t.Fatalf("taking: %q, %v; want %q", got, err, want)
			}
			if want == demarche.Added {
				lines = append(lines, line)
			} else if line != lines[len(lines)-1] {
				t.Errorf("taken again the capture is line %d, was %d", line, lines[len(lines)-1])
			}
		}
	}
	add(t, l, third, demarche.Added)
	version := third.Reading.Doc.Reader
	unread(t, in, version, 0, 10, lines...)
	unread(t, in, version, 0, 1, lines[0])
	unread(t, in, version, lines[0], 10, lines[1])
	if got := documents(t, l); len(got) != 1 {
		t.Errorf("captures that nobody has read make %d documents", len(got))
	}
	kept, err := in.CaptureAt(t.Context(), lines[1])
	if err != nil || !slices.Equal(kept.Bytes, second.Capture.Bytes) || kept.Address != second.Capture.Address || !kept.Taken.Equal(second.Capture.Taken) || kept.Sequence != lines[1] {
		t.Errorf("the capture is %+v, %v", kept, err)
	}
	if _, err := in.CaptureAt(t.Context(), 1_000_000); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a line that is not there: %v", err)
	}
	add(t, l, first, demarche.Added)
	add(t, l, first, demarche.Already)
	unread(t, in, version, 0, 10, lines[1])
	if got := sound(t, l); got.Captures != 3 || got.Documents != 2 {
		t.Errorf("%d captures and %d documents", got.Captures, got.Documents)
	}
	waited(t, in)
	if all, err := in.Unread(t.Context(), "a newer reader", 0, 10); err != nil || len(all) != 3 {
		t.Errorf("a newer reader has yet to read %v, %v", all, err)
	}
	if _, _, err := in.Take(t.Context(), demarche.Capture{Address: "empty"}); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("a capture without bytes: %v", err)
	}
}

// waited holds Waited where the newest of two documents is of a capture that was
// kept by itself, and the other came with its capture.
func waited(t *testing.T, in ledger.Intake) {
	t.Helper()
	begin := time.Unix(0, 0)
	if got, err := in.Waited(t.Context(), begin, 10); err != nil || len(got) != 2 || got[0] <= 0 || got[1] != 0 {
		t.Errorf("captures waited %v, %v; want the newest some time, the other none", got, err)
	}
	if got, err := in.Waited(t.Context(), begin, 1); err != nil || len(got) != 1 || got[0] <= 0 {
		t.Errorf("of the newest: %v, %v", got, err)
	}
	if got, err := in.Waited(t.Context(), time.Now().Add(time.Hour), 10); err != nil || len(got) != 0 {
		t.Errorf("of none: %v, %v", got, err)
	}
}

func unread(t *testing.T, in ledger.Intake, reader string, after int64, most int, want ...int64) {
	t.Helper()
	got, err := in.Unread(t.Context(), reader, after, most)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("unread after line %d: %v, %v; want %v", after, got, err, want)
	}
}
