package conformance

import (
	"context"
	"slices"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
)

func link(t fatal, l demarche.Ledger, k demarche.Link) demarche.Link {
	t.Helper()
	if k.Reviewer == "" {
		k.Reviewer, k.Reason = "A. Reviewer", "both name the flight"
	}
	out, err := l.Link(context.Background(), k)
	if err != nil {
		t.Fatalf("link %+v: %v", k, err)
	}
	return out
}

// links follows how records hang together through every decision.
func links(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(3) {
		add(t, l, rich(n), demarche.Added)
	}
	all := ids(entries(t, l, demarche.Filter{}))
	a, b, c := all[0], all[1], all[2]
	merge := demarche.Link{Relation: demarche.SameEvent, What: demarche.ToAccept, These: []string{b, a[:14]}}
	first := link(t, l, merge)
	if first.Sequence == 0 || first.At.IsZero() || first.At.Location() != time.UTC || !slices.Equal(first.These, sorted(a, b)) {
		t.Errorf("the link is kept as %+v", first)
	}
	lines := headOf(t, l).Size
	if again := link(t, l, merge); again.Sequence != first.Sequence || headOf(t, l).Size != lines {
		t.Errorf("the same link again is %+v", again)
	}
	apart := link(t, l, demarche.Link{Relation: demarche.SameEvent, What: demarche.ToReject, These: []string{a}, Those: []string{b, c}})
	kept := link(t, l, demarche.Link{Relation: demarche.CarriesOut, What: demarche.ToAccept, These: []string{a}, Those: []string{c}})
	undone := link(t, l, demarche.Link{What: demarche.ToUndo, Undoes: apart.Sequence})
	if undone.Relation != demarche.SameEvent || !slices.Equal(undone.These, apart.These) || !slices.Equal(undone.Those, apart.Those) {
		t.Errorf("what takes a link back is kept as %+v", undone)
	}
	for id, want := range map[string][]int64{
		"":     {first.Sequence, apart.Sequence, kept.Sequence, undone.Sequence},
		a[:12]: {first.Sequence, apart.Sequence, kept.Sequence, undone.Sequence},
		b:      {first.Sequence, apart.Sequence, undone.Sequence},
		all[3]: {},
	} {
		had, err := l.Links(t.Context(), id)
		if err != nil || !slices.Equal(sequences(had), want) {
			t.Errorf("the links of %q are %v, want %v (%v)", id, sequences(had), want, err)
		}
	}
	every, err := l.Links(t.Context(), "")
	if counting := sequences(demarche.CountingLinks(every)); err != nil || !slices.Equal(counting, []int64{first.Sequence, kept.Sequence}) {
		t.Errorf("the links %v count (%v)", counting, err)
	}
	refusedLinks(t, l, a, b, undone.Sequence, apart.Sequence)
	if v := sound(t, l); v.Links != 4 {
		t.Errorf("%d links were verified", v.Links)
	}
	p := proofOf(t, l, b, 0)
	if named := slices.IndexFunc(p.Lines, func(x demarche.Proven) bool { return x.What == "link" }); named < 0 || len(p.Lines) != 3+3 {
		t.Errorf("the proof has %d lines, and its first link is %d", len(p.Lines), named)
	}
	other := proofOf(t, l, all[3], 0)
	p.Lines = slices.Concat(other.Lines[:1], p.Lines[1:2])
	if demarche.CodeOf(ledger.CheckProof(p)) != demarche.Corrupt {
		t.Error("a link of other records passes in a proof")
	}
}

// refusedLinks makes links that say too little or contradict themselves.
func refusedLinks(t *testing.T, l demarche.Ledger, a, b string, undo, undone int64) {
	t.Helper()
	before := headOf(t, l).Size
	good := demarche.Link{Relation: demarche.Reverses, What: demarche.ToAccept, These: []string{a}, Those: []string{b}, Reviewer: "A. Reviewer", Reason: "so"}
	for name, spoil := range map[string]func(k *demarche.Link){
		"no reviewer":          func(k *demarche.Link) { k.Reviewer = " " },
		"no reason":            func(k *demarche.Link) { k.Reason = "" },
		"not UTF-8":            func(k *demarche.Link) { k.Reason = "\xff" },
		"no decision":          func(k *demarche.Link) { k.What = "" },
		"amended":              func(k *demarche.Link) { k.What = demarche.ToAmend },
		"another relation":     func(k *demarche.Link) { k.Relation = "follows" },
		"nothing on one side":  func(k *demarche.Link) { k.Those = nil },
		"two on one side":      func(k *demarche.Link) { k.These, k.Those = []string{a, b}, []string{a} },
		"to itself":            func(k *demarche.Link) { k.Those = k.These },
		"one event of one":     func(k *demarche.Link) { k.Relation, k.Those = demarche.SameEvent, nil },
		"one event, two sides": func(k *demarche.Link) { k.Relation = demarche.SameEvent },
		"undoing too":          func(k *demarche.Link) { k.Undoes = undo },
		"undoing nothing": func(k *demarche.Link) {
			*k = demarche.Link{What: demarche.ToUndo, Reviewer: "A. Reviewer", Reason: "so"}
		},
		"undoing a record": func(k *demarche.Link) {
			*k = demarche.Link{What: demarche.ToUndo, Undoes: 1, Reviewer: "A. Reviewer", Reason: "so"}
		},
		"undoing an undo": func(k *demarche.Link) {
			*k = demarche.Link{What: demarche.ToUndo, Undoes: undo, Reviewer: "A. Reviewer", Reason: "so"}
		},
		"undoing it twice": func(k *demarche.Link) {
			*k = demarche.Link{What: demarche.ToUndo, Undoes: undone, Reviewer: "A. Reviewer", Reason: "so"}
		},
	} {
		k := good
		spoil(&k)
		if _, err := l.Link(t.Context(), k); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v, want it refused as invalid", name, err)
		}
	}
	nobody := good
	nobody.Those = []string{"0000000000000000"}
	if _, err := l.Link(t.Context(), nobody); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a record that is not there: %v", err)
	}
	if now := headOf(t, l).Size; now != before {
		t.Errorf("what was refused left %d lines", now-before)
	}
}

func sorted(ids ...string) []string {
	slices.Sort(ids)
	return ids
}

func sequences(links []demarche.Link) []int64 {
	out := []int64{}
	for _, l := range links {
		out = append(out, l.Sequence)
	}
	return out
}
