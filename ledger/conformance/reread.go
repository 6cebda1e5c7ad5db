package conformance

import (
	"slices"
	"strings"
	"testing"

	"demarche"
)

// rereads holds Reread: it does what adding the report again does, and needs no capture.
func rereads(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l, other := closing(t, open), closing(t, open)
	r := rich(4)
	second := r.By("reader 2", func(i int) bool { return i != 1 })
	for _, store := range []demarche.Ledger{l, other} {
		add(t, store, r, demarche.Added)
		add(t, store, rich(5), demarche.Added)
	}
	again := second.Reading
	again.Doc.SHA256, again.Doc.Published = r.Document.Hash(), r.Document.Published
	for _, want := range []demarche.Outcome{demarche.Added, demarche.Already} {
		if got, err := l.Reread(t.Context(), again); err != nil || got != want {
			t.Fatalf("reading again: %q, %v; want %q", got, err, want)
		}
	}
	add(t, other, second, demarche.Added)
	compare(t, entries(t, l, demarche.Filter{}), entries(t, other, demarche.Filter{}))
	if got, err := l.Readings(t.Context(), r.Document.Hash()); err != nil || len(got) != 2 || got[1].Reader != "reader 2" {
		t.Errorf("readings are %+v, %v", got, err)
	}
	add(t, l, second, demarche.Already)
	head := sound(t, l).LogHead
	for name, spoil := range map[string]struct {
		change func(*demarche.Reading)
		code   demarche.Code
	}{
		"a text that is not kept":  {func(r *demarche.Reading) { r.Doc.SHA256 = strings.Repeat("0", 64) }, demarche.NotFound},
		"another day":              {func(r *demarche.Reading) { r.Doc.Published = "1999-01-01" }, demarche.Conflict},
		"no version of the reader": {func(r *demarche.Reading) { r.Doc.Reader = "" }, demarche.Invalid},
		"records of another text":  {func(r *demarche.Reading) { r.Records = rich(5).Reading.Records }, demarche.Invalid},
	} {
		bad := again
		bad.Doc.Reader, bad.Records = "reader 3", slices.Clone(again.Records)
		spoil.change(&bad)
		if outcome, err := l.Reread(t.Context(), bad); demarche.CodeOf(err) != spoil.code {
			t.Errorf("%s: %q, %v; want %s", name, outcome, err, spoil.code)
		}
	}
	if now := sound(t, l).LogHead; now != head {
		t.Error("what was refused changed the log")
	}
}
