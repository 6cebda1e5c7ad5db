package conformance

import (
	"context"
	"slices"
	"testing"

	"demarche"
)

// touched checks that a ledger tells about which texts something came.
func touched(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	var last int64
	check := func(what string, want ...string) {
		t.Helper()
		before := last
		texts, newest, err := l.Touched(context.Background(), last)
		if err != nil || !slices.Equal(texts, want) {
			t.Fatalf("%s touches %q, want %q (%v)", what, texts, want, err)
		}
		head, err := l.Head(context.Background())
		if err != nil || newest != head.Size {
			t.Fatalf("%s: the newest line is %d, the log has %d (%v)", what, newest, head.Size, err)
		}
		if last = newest; last > before {
			if texts, newest, err := l.Touched(context.Background(), last); err != nil || len(texts) != 0 || newest != last {
				t.Fatalf("after %s: %q and %d after line %d (%v)", what, texts, newest, last, err)
			}
		}
	}
	check("nothing")
	a, b := rich(1), rich(2)
	add(t, l, a, demarche.Added)
	check("a report", a.Document.Hash())
	add(t, l, a, demarche.Already)
	check("the same again")
	add(t, l, b, demarche.Added)
	add(t, l, a.By("reader 2", func(i int) bool { return i > 0 }), demarche.Added)
	check("a report and a new reading of another", a.Document.Hash(), b.Document.Hash())
	add(t, l, b.From("/elsewhere.txt", "elsewhere.txt"), demarche.Added)
	check("a copy", b.Document.Hash())
	d := demarche.Decision{Record: b.Reading.Records[0].Shared().ID, What: demarche.ToAmend, Reviewer: "A. Reviewer", Reason: "misread",
		Amended: Reworded(b.Reading.Records[0], 1)}
	if _, err := l.Decide(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	check("a decision", b.Document.Hash())
	if texts, _, err := l.Touched(context.Background(), 0); err != nil || !slices.Equal(texts, []string{a.Document.Hash(), b.Document.Hash()}) {
		t.Errorf("all that was kept touches %q (%v)", texts, err)
	}
}

// someOf asks for entries of some texts, and for some entries.
func someOf(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	a, b, c := rich(1), rich(2), rich(3)
	for _, r := range []Report{a, b, c} {
		add(t, l, r, demarche.Added)
	}
	ofTwo := append(idsOf(a), idsOf(c)...)
	if got := ids(entries(t, l, demarche.Filter{Texts: []string{c.Document.Hash(), a.Document.Hash(), "ff"}})); !slices.Equal(got, ofTwo) {
		t.Errorf("entries of two texts: %q, want %q", got, ofTwo)
	}
	some := []string{idsOf(a)[1], idsOf(b)[0]}
	if got := ids(entries(t, l, demarche.Filter{IDs: []string{some[1], some[0], "ff"}})); !slices.Equal(got, some) {
		t.Errorf("two entries by id: %q, want %q", got, some)
	}
	for _, f := range []demarche.Filter{{Texts: []string{}}, {IDs: []string{}}} {
		if got := entries(t, l, f); len(got) != 0 {
			t.Errorf("of nothing: %d entries", len(got))
		}
	}
	for _, state := range codes() {
		narrow := func(e demarche.Entry) bool { return slices.Contains(ofTwo, e.Record.Shared().ID) }
		for _, f := range []demarche.Filter{{State: state}, {ToState: state}} {
			var want []string
			for _, e := range entries(t, l, f) {
				if narrow(e) {
					want = append(want, e.Record.Shared().ID)
				}
			}
			f.Texts = []string{a.Document.Hash(), c.Document.Hash()}
			if got := ids(entries(t, l, f)); !slices.Equal(got, want) {
				t.Errorf("of %s in two texts: %q, want %q", state, got, want)
			}
		}
	}
}
