package conformance

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche"
	"demarche/ledger"
)

func decide(t fatal, l demarche.Ledger, d demarche.Decision) demarche.Entry {
	t.Helper()
	if d.Reviewer == "" {
		d.Reviewer, d.Reason = "A. Reviewer", "the sentence says so"
	}
	e, err := l.Decide(context.Background(), d)
	if err != nil {
		t.Fatalf("decide %+v: %v", d, err)
	}
	return e
}

// asKept gives what a reviewer wrote as the ledger keeps it, with its id.
func asKept(t fatal, document string, r demarche.Record) demarche.Record {
	t.Helper()
	id, err := demarche.Identify(document, r)
	if err != nil {
		t.Fatalf("identify: %v", err)
	}
	r.Shared().ID = id
	return r
}

// decisions follows one record through every decision.
func decisions(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r := rich(3)
	add(t, l, r, demarche.Added)
	before := entries(t, l, demarche.Filter{})
	read := before[1].Record
	id, hash := read.Shared().ID, r.Document.Hash()
	first, second := asKept(t, hash, Reworded(read, 1)), asKept(t, hash, Reworded(read, 2))
	for i, step := range []struct {
		on      string
		what    demarche.Judgement
		amended demarche.Record
		answer  string // id of the entry from then on
		review  demarche.ReviewStatus
	}{
		{id, demarche.ToAccept, nil, id, demarche.Accepted},
		{id[:14], demarche.ToReject, nil, id, demarche.Rejected},
		{id, demarche.ToUndo, nil, id, demarche.Accepted},
		{id, demarche.ToAmend, first, first.Shared().ID, demarche.Amended},
		{first.Shared().ID, demarche.ToAccept, nil, first.Shared().ID, demarche.Amended},
		{first.Shared().ID, demarche.ToAmend, second, second.Shared().ID, demarche.Amended},
		{second.Shared().ID, demarche.ToUndo, nil, first.Shared().ID, demarche.Amended},
		{first.Shared().ID, demarche.ToReject, nil, id, demarche.Rejected},
		{first.Shared().ID, demarche.ToUndo, nil, first.Shared().ID, demarche.Amended},
		{id, demarche.ToUndo, nil, first.Shared().ID, demarche.Amended}, // the amendment itself stands still
		{id, demarche.ToUndo, nil, id, demarche.Accepted},
		{id, demarche.ToUndo, nil, id, demarche.Proposed},
	} {
		got := decide(t, l, demarche.Decision{Record: step.on, What: step.what, Amended: step.amended})
		if got.Record.Shared().ID != step.answer || got.Review != step.review {
			t.Fatalf("decision %d, %s %s: %s %s, want %s %s", i, step.what, step.on, got.Review, got.Record.Shared().ID, step.review, step.answer)
		}
		if amends := map[bool]string{true: id}[step.answer != id]; got.Amends != amends {
			t.Errorf("decision %d: the answer amends %q, want %q", i, got.Amends, amends)
		}
		all := entries(t, l, demarche.Filter{})
		shown := slices.ContainsFunc(all, func(e demarche.Entry) bool { return e.Record.Shared().ID == step.answer && e.Review == step.review })
		want := len(before)
		if step.review == demarche.Rejected {
			want--
		}
		if shown != (step.review != demarche.Rejected) || len(all) != want {
			t.Errorf("decision %d: %d entries, want %d; the record is among them: %v", i, len(all), want, shown)
		}
		sound(t, l)
	}
	history, err := l.Decisions(t.Context(), first.Shared().ID)
	if err != nil || len(history) != 12 {
		t.Fatalf("%d decisions are remembered, want 12 (%v)", len(history), err)
	}
	for i, d := range history {
		undoes := map[int]int{2: 1, 6: 5, 8: 7, 9: 4, 10: 3, 11: 0}
		if at, undo := undoes[i]; undo != (d.What == demarche.ToUndo) || undo && d.Undoes != history[at].Sequence {
			t.Errorf("decision %d is %+v", i, d)
		}
		if d.Record != id || d.Reviewer != "A. Reviewer" || d.Reason == "" || d.At.IsZero() || d.At.Location() != time.UTC || d.Version == "" {
			t.Errorf("decision %d is %+v", i, d)
		}
	}
	if e, err := l.Entry(t.Context(), second.Shared().ID); err != nil || e.Review != demarche.Rejected || e.Amends != id {
		t.Errorf("what nobody stands by any more is %s (%v)", e.Review, err)
	}
	if v := sound(t, l); v.Decisions != 12 {
		t.Errorf("%d decisions were verified", v.Decisions)
	}
	if p := proofOf(t, l, first.Shared().ID, 0); len(p.Lines) != 3+12 || p.Lines[1].What != "decision" {
		t.Errorf("the proof of an amended record has %d lines", len(p.Lines))
	}
	p := proofOf(t, l, id, 0)
	if len(p.Lines) != 3+12 {
		t.Errorf("the proof of the record has %d lines", len(p.Lines))
	}
	if p.Lines[0] = proofOf(t, l, ids(before)[0], 0).Lines[0]; demarche.CodeOf(ledger.CheckProof(p)) != demarche.Corrupt {
		t.Error("decisions about another record pass in a proof")
	}
}

// refusedDecisions makes decisions that say too little, and the same one twice.
func refusedDecisions(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	r, other := rich(3), rich(4)
	add(t, l, r, demarche.Added)
	add(t, l, other, demarche.Added)
	read := r.Reading.Records[0]
	id := read.Shared().ID
	elsewhere := Reworded(read, 1)
	elsewhere.Shared().Evidence = other.Reading.Records[0].Shared().Evidence
	broken := Reworded(read, 1)
	broken.Shared().Kind = "rumour"
	good := demarche.Decision{Record: id, What: demarche.ToAccept, Reviewer: "A. Reviewer", Reason: "so"}
	for name, spoil := range map[string]func(d *demarche.Decision){
		"no reviewer":          func(d *demarche.Decision) { d.Reviewer = " " },
		"no reason":            func(d *demarche.Decision) { d.Reason = "" },
		"not UTF-8":            func(d *demarche.Decision) { d.Reason = "\xff" },
		"no decision":          func(d *demarche.Decision) { d.What = "" },
		"another word":         func(d *demarche.Decision) { d.What = "approve" },
		"nothing to undo":      func(d *demarche.Decision) { d.What = demarche.ToUndo },
		"nothing amended":      func(d *demarche.Decision) { d.What = demarche.ToAmend },
		"amended, but accept":  func(d *demarche.Decision) { d.Amended = Reworded(read, 1) },
		"amended to the same":  func(d *demarche.Decision) { d.What, d.Amended = demarche.ToAmend, read },
		"amended to no record": func(d *demarche.Decision) { d.What, d.Amended = demarche.ToAmend, broken },
		"evidence elsewhere":   func(d *demarche.Decision) { d.What, d.Amended = demarche.ToAmend, elsewhere },
	} {
		d := good
		spoil(&d)
		if _, err := l.Decide(t.Context(), d); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v, want it refused as invalid", name, err)
		}
	}
	nobody := good
	nobody.Record = "0000000000000000"
	if _, err := l.Decide(t.Context(), nobody); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a record that is not there: %v", err)
	}
	if v := sound(t, l); v.Decisions != 0 || v.Records != len(r.Reading.Records)+len(other.Reading.Records) {
		t.Errorf("what was refused left %d decisions and %d records", v.Decisions, v.Records)
	}
	bare := Reworded(read, 3)
	bare.Shared().Evidence = nil
	e := decide(t, l, demarche.Decision{Record: id, What: demarche.ToAmend, Amended: bare})
	if !slices.Equal(e.Record.Shared().Evidence, read.Shared().Evidence) {
		t.Errorf("a record amended without evidence has %+v", e.Record.Shared().Evidence)
	}
	lines := headOf(t, l).Size
	decide(t, l, demarche.Decision{Record: id, What: demarche.ToAmend, Amended: bare})
	if now := headOf(t, l).Size; now != lines {
		t.Errorf("the same decision again added %d lines", now-lines)
	}
}

// decideAnything makes any decision about any entry, in the store and in the model.
func decideAnything(t *rapid.T, l demarche.Ledger, m *model) {
	all := m.entries(demarche.Filter{Rejected: true})
	if len(all) == 0 {
		return
	}
	e := all[rapid.IntRange(0, len(all)-1).Draw(t, "entry")]
	id := e.Record.Shared().ID
	what := rapid.SampledFrom([]demarche.Judgement{demarche.ToAccept, demarche.ToReject, demarche.ToUndo, demarche.ToAmend, demarche.ToAmend}).Draw(t, "judgement")
	d := demarche.Decision{Record: id, What: what, Reviewer: "A. Reviewer", Reason: "so"}
	if what == demarche.ToAmend {
		if d.Amended = Reworded(e.Record, rapid.IntRange(0, 2).Draw(t, "wording")); rapid.Bool().Draw(t, "to what is there") {
			d.Amended = Reworded(rapid.SampledFrom(all).Draw(t, "other").Record, 0)
			d.Amended.Shared().Evidence = e.Record.Shared().Evidence
		}
		d.Amended = asKept(t, e.Document, d.Amended)
		if d.Amended.Shared().ID == m.read(id) {
			return // says what the record says already
		}
	}
	if !m.decide(id, what, d.Amended) {
		if _, err := l.Decide(context.Background(), d); demarche.CodeOf(err) != demarche.Invalid {
			t.Fatalf("nothing to undo: %v", err)
		}
		return
	}
	decide(t, l, d)
}

// read gives the id of the record that was read, of one that a reviewer wrote in its place.
func (m *model) read(id string) string {
	if was, ok := m.asRead[id]; ok && !m.holds(id) {
		return was
	}
	return id
}
