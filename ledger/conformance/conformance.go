// Package conformance is the suite that any store of the ledger must pass. It
// holds a store against a model that does the same in memory, over made-up
// reports, and needs nothing but the interface.
package conformance

import (
	"context"
	"testing"

	"demarche"
)

// Run runs the suite. open gives a new, empty ledger each time; the suite
// closes it.
func Run(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(t *testing.T, open func(t *testing.T) demarche.Ledger)
	}{
		{"empty", empty},
		{"what is added comes back", comesBack},
		{"adding twice adds once", idempotent},
		{"a new reader version", newReader},
		{"a record that two readings share", sharedRecord},
		{"a record that no reading holds any more", pastRecord},
		{"the same text from elsewhere", sameText},
		{"a corrected day", correctedDay},
		{"a copy of another day", copyOfAnotherDay},
		{"readings", readings},
		{"reading again", rereads},
		{"captures before they are read", intake},
		{"several reviewers", severalReviewers},
		{"order", order},
		{"beginnings of ids", beginnings},
		{"what does not hold together is refused", refused},
		{"characters of many bytes", manyBytes},
		{"many at once", manyAtOnce},
		{"an ended context", endedContext},
		{"a context that ends on the way", endingContext},
		{"verify", verifies},
		{"heads", heads},
		{"proofs", proofs},
		{"filters", filters},
		{"pages", pages},
		{"what was touched", touched},
		{"some texts and some ids", someOf},
		{"what was known at a time", known},
		{"decisions", decisions},
		{"decisions that are refused", refusedDecisions},
		{"links", links},
		{"search", searches},
		{"search in step", searchInStep},
		{"searches that are refused", refusedSearches},
		{"any search", anySearch},
		{"any history", anyHistory},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// fatal is what the suite needs of *testing.T and *rapid.T.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

func add(t fatal, l demarche.Ledger, r Report, want demarche.Outcome) {
	t.Helper()
	got, err := l.Add(context.Background(), r.Capture, r.Document, r.Reading)
	if err != nil {
		t.Fatalf("add %s: %v", r.Document.Name, err)
	}
	if got != want {
		t.Fatalf("add %s: %s, want %s", r.Document.Name, got, want)
	}
}

func entries(t fatal, l demarche.Ledger, f demarche.Filter) []demarche.Entry {
	t.Helper()
	all, err := l.Entries(context.Background(), f)
	if err != nil {
		t.Fatalf("entries of %+v: %v", f, err)
	}
	outlined(t, l, f, all)
	return all
}

// outlined fails unless the outline of what passes a filter is that of the entries.
func outlined(t fatal, l demarche.Ledger, f demarche.Filter, entries []demarche.Entry) {
	t.Helper()
	got, err := l.Outline(context.Background(), f)
	if err != nil || len(got) != len(entries) {
		t.Fatalf("outline of %+v: %d of %d entries, %v", f, len(got), len(entries), err)
	}
	for i, e := range entries {
		day := e.Record.When()
		if day == "" {
			day = e.Publish
		}
		shared := e.Record.Shared()
		want := demarche.Outlined{ID: shared.ID, Sequence: e.Sequence, Day: day, Document: e.Document, Kind: shared.Kind, Confidence: shared.Confidence, Review: e.Review}
		if got[i] != want {
			t.Fatalf("outline of %+v: place %d is %+v, want %+v", f, i, got[i], want)
		}
	}
}

func documents(t fatal, l demarche.Ledger) []demarche.Kept {
	t.Helper()
	all, err := l.Documents(context.Background())
	if err != nil {
		t.Fatalf("documents: %v", err)
	}
	return all
}

// sound fails if the ledger has a fault, and gives what was checked.
func sound(t fatal, l demarche.Ledger) demarche.Verification {
	t.Helper()
	v, err := l.Verify(context.Background(), nil)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	for _, f := range v.Faults {
		t.Fatalf("verify: %s %s: %s", f.What, f.ID, f.Reason)
	}
	return v
}

func ids(entries []demarche.Entry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Record.Shared().ID
	}
	return all
}

func idsOf(r Report) []string {
	all := make([]string, len(r.Reading.Records))
	for i, record := range r.Reading.Records {
		all[i] = record.Shared().ID
	}
	return all
}

// rich gives the n-th made-up report that has at least four records.
func rich(n uint64) Report {
	for i := n * 1000; ; i++ {
		if r := Sample(i); len(r.Reading.Records) >= 4 {
			return r
		}
	}
}

func closing(t *testing.T, open func(t *testing.T) demarche.Ledger) demarche.Ledger {
	t.Helper()
	l := open(t)
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return l
}
