package conformance

import (
	"sync"
	"testing"

	"demarche"
)

// severalReviewers has reviewers decide on what they saw: of several about one
// record or the same records, one decision is kept, and the others are told.
func severalReviewers(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	add(t, l, rich(3), demarche.Added)
	all := ids(entries(t, l, demarche.Filter{}))
	record := all[0]
	nothing := int64(0)
	ann := demarche.Decision{Record: record, What: demarche.ToAccept, Reviewer: "Ann", Reason: "so", Seen: &nothing}
	bea := demarche.Decision{Record: record, What: demarche.ToReject, Reviewer: "Bea", Reason: "not so", Seen: &nothing}
	undo := demarche.Decision{Record: record, What: demarche.ToUndo, Reviewer: "Bea", Reason: "not so", Seen: &nothing}
	if got := decide(t, l, ann); got.Review != demarche.Accepted {
		t.Errorf("it is %s", got.Review)
	}
	decide(t, l, ann) // sent twice
	size := headOf(t, l).Size
	for _, d := range []demarche.Decision{bea, undo} {
		if _, err := l.Decide(t.Context(), d); demarche.CodeOf(err) != demarche.Conflict || demarche.HintOf(err) == "" {
			t.Errorf("%s by one who has not seen what was decided: %v", d.What, err)
		}
	}
	if now := headOf(t, l).Size; now != size {
		t.Errorf("what was refused left %d lines", now-size)
	}
	had, err := l.Decisions(t.Context(), record)
	if err != nil || len(had) != 1 {
		t.Fatalf("%d decisions (%v)", len(had), err)
	}
	bea.Seen = &had[0].Sequence
	if got := decide(t, l, bea); got.Review != demarche.Rejected {
		t.Errorf("it is %s", got.Review)
	}
	bea.Reviewer, bea.What, bea.Seen = "Cay", demarche.ToAccept, nil // sees nothing, as on the command line
	if got := decide(t, l, bea); got.Review != demarche.Accepted {
		t.Errorf("it is %s", got.Review)
	}
	severalLinks(t, l, all)
	raced(t, l, all[3])
}

// severalLinks does the same with links.
func severalLinks(t *testing.T, l demarche.Ledger, all []string) {
	t.Helper()
	nothing := int64(0)
	merge := demarche.Link{Relation: demarche.SameEvent, What: demarche.ToAccept, These: all[:2], Reviewer: "Ann", Reason: "so", Seen: &nothing}
	kept := link(t, l, merge)
	link(t, l, merge) // sent twice
	split := demarche.Link{Relation: demarche.SameEvent, What: demarche.ToReject, These: all[1:2], Those: all[2:3], Reviewer: "Bea", Reason: "not so", Seen: &nothing}
	if _, err := l.Link(t.Context(), split); demarche.CodeOf(err) != demarche.Conflict || demarche.HintOf(err) == "" {
		t.Errorf("a link by one who has not seen the newest: %v", err)
	}
	split.Seen = &kept.Sequence
	newest := link(t, l, split)
	undo := demarche.Link{What: demarche.ToUndo, Undoes: newest.Sequence, Reviewer: "Ann", Reason: "so after all", Seen: &kept.Sequence}
	if _, err := l.Link(t.Context(), undo); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("taken back by one who has not seen the newest: %v", err)
	}
	undo.Seen = &newest.Sequence
	link(t, l, undo)
}

// raced has many decide at once on the same view: one of them does.
func raced(t *testing.T, l demarche.Ledger, record string) {
	t.Helper()
	nothing := int64(0)
	won := make(chan bool, 8)
	var wait sync.WaitGroup
	for _, name := range []string{"Ann", "Bea", "Cay", "Dee"} {
		for _, what := range []demarche.Judgement{demarche.ToAccept, demarche.ToReject} {
			wait.Go(func() {
				_, err := l.Decide(t.Context(), demarche.Decision{Record: record, What: what, Reviewer: name, Reason: "so", Seen: &nothing})
				if err != nil && demarche.CodeOf(err) != demarche.Conflict {
					t.Error(err)
				}
				won <- err == nil
			})
		}
	}
	wait.Wait()
	close(won)
	n := 0
	for ok := range won {
		if ok {
			n++
		}
	}
	had, err := l.Decisions(t.Context(), record)
	if err != nil || n != 1 || len(had) != 1 {
		t.Errorf("%d of 8 decided, and %d decisions are kept (%v)", n, len(had), err)
	}
}
