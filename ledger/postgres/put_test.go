package postgres_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

func hashOf(n uint64) string { return demarche.HashOf([]byte(conformance.Sample(n).Document.Text)) }

// A report that is withheld is put into another collection too: it stays where it
// was, what was decided about it goes along, and publishing the other collection
// shows it and nothing else.
func TestAReportIsPutIntoAnotherCollectionToo(t *testing.T) {
	h := newWithheld(t)
	for _, a := range []addition{{conformance.Sample(1), ""}, {conformance.Sample(50), "dossier-a"}, {conformance.Sample(60), "dossier-a"}, {conformance.Sample(51), "dossier-b"}} {
		a.to(t, h.writer)
	}
	for name, teams := range map[string][]string{"open-a": {"a"}, "both": {"a", "b"}} {
		if err := h.writer.MakeCollection(t.Context(), ledger.CollectionFacts{Name: name, Teams: teams, By: "A. Analyst", Reason: "a part of it"}); err != nil {
			t.Fatal(err)
		}
	}
	record := conformance.Sample(50).Reading.Records[0]
	if _, err := h.writer.Decide(t.Context(), demarche.Decision{Record: record.Shared().ID, What: demarche.ToAmend, Amended: conformance.Reworded(record, 3), Reviewer: "A. Reviewer", Reason: "so it says"}); err != nil {
		t.Fatal(err)
	}
	a, b, public := view(t, h.writer, []string{"a"}), view(t, h.writer, []string{"b"}), view(t, h.writer, nil)
	put := ledger.CollectionFacts{Name: "open-a", By: "A. Analyst", Reason: "the ministry said so"}
	before := told(t, a)
	for _, want := range []demarche.Outcome{demarche.Added, demarche.Already} {
		if got, err := a.Put(t.Context(), put, hashOf(50)[:12]); err != nil || got != want {
			t.Errorf("it is %s, want %s (%v)", got, want, err)
		}
	}
	compare(t, "after it was put into another collection of the team", before, told(t, a))
	if k, err := a.Document(t.Context(), hashOf(50)); err != nil || k.Unpublished != "dossier-a open-a" {
		t.Errorf("it is of %q, %v", k.Unpublished, err)
	}
	if k, err := a.Document(t.Context(), hashOf(60)); err != nil || k.Unpublished != "dossier-a" {
		t.Errorf("what was not put is of %q, %v", k.Unpublished, err)
	}
	for who, v := range map[string]*postgres.View{"everybody": public, "another team": b} {
		if _, err := v.Document(t.Context(), hashOf(50)); demarche.CodeOf(err) != demarche.NotFound {
			t.Errorf("%s sees it: %v", who, err)
		}
	}
	all, err := a.Collections(t.Context())
	if err != nil || !slices.ContainsFunc(all, func(c ledger.Collection) bool { return c.Name == "open-a" && c.Captures == 1 }) {
		t.Errorf("the collections are %+v, %v", all, err)
	}
	sound(t, h.owner)

	// The teams of a collection that it is put into see it from then on.
	if _, err := a.Put(t.Context(), ledger.CollectionFacts{Name: "both", By: "A. Analyst", Reason: "to be read together"}, hashOf(50)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Document(t.Context(), hashOf(50)); err != nil {
		t.Errorf("the other team does not see it: %v", err)
	}

	if err := h.writer.Publish(t.Context(), ledger.CollectionFacts{Name: "open-a", By: "B. Analyst", Reason: "confirmed"}); err != nil {
		t.Fatal(err)
	}
	only := open(t, empty(t), postgres.Options{})
	addition{conformance.Sample(1), ""}.to(t, only)
	addition{conformance.Sample(50), ""}.to(t, only)
	if _, err := only.Decide(t.Context(), demarche.Decision{Record: record.Shared().ID, What: demarche.ToAmend, Amended: conformance.Reworded(record, 3), Reviewer: "A. Reviewer", Reason: "so it says"}); err != nil {
		t.Fatal(err)
	}
	compare(t, "after it was published", told(t, only), told(t, public))
	said := fmt.Sprint(told(t, public))
	for _, n := range []uint64{60, 51} {
		if strings.Contains(said, hashOf(n)) {
			t.Errorf("report %d is told too", n)
		}
	}
	sound(t, h.owner)
	// It is moved as it is.
	to := open(t, h.other(t), postgres.Options{})
	if _, err := ledger.Move(t.Context(), h.owner, sections{to}, nil); err != nil {
		t.Fatal(err)
	}
	h.alike(t, to, nil, []string{"a"}, []string{"b"})
}

func TestWhatCannotBePutIntoACollection(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	if err := h.writer.MakeCollection(t.Context(), ledger.CollectionFacts{Name: "published", Teams: []string{"a"}, By: "A", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	if err := h.writer.Publish(t.Context(), ledger.CollectionFacts{Name: "published", By: "A", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	a, public := view(t, h.writer, []string{"a"}), view(t, h.writer, nil)
	before, err := h.owner.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f := ledger.CollectionFacts{Name: "dossier-b", By: "A. Analyst", Reason: "so"}
	for name, c := range map[string]struct {
		asks *postgres.View
		f    ledger.CollectionFacts
		hash string
		code demarche.Code
	}{
		"what everybody sees":         {a, f, hashOf(1), demarche.Conflict},
		"asked by everybody":          {public, f, hashOf(1), demarche.Conflict},
		"what came to be public":      {a, f, hashOf(53), demarche.Conflict},
		"what the asker does not see": {a, f, hashOf(51), demarche.NotFound},
		"what nobody but teams see":   {public, f, hashOf(50), demarche.NotFound},
		"into what is published":      {a, ledger.CollectionFacts{Name: "published", By: "A", Reason: "so"}, hashOf(50), demarche.Conflict},
		"into no collection":          {a, ledger.CollectionFacts{Name: "nowhere", By: "A", Reason: "so"}, hashOf(50), demarche.NotFound},
		"by nobody":                   {a, ledger.CollectionFacts{Name: "dossier-b", Reason: "so"}, hashOf(50), demarche.Invalid},
		"no report":                   {a, f, strings.Repeat("0", 64), demarche.NotFound},
	} {
		if got, err := c.asks.Put(t.Context(), c.f, c.hash); demarche.CodeOf(err) != c.code {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	if after, err := h.owner.Head(t.Context()); err != nil || after != before {
		t.Errorf("the log grew from %d to %d lines, %v", before.Size, after.Size, err)
	}
}
