package answers

import (
	"context"
	"testing"
	"time"

	"demarche"
)

// A copy is not counted as a report that stands for itself.
func TestPressCountsCopiesOnce(t *testing.T) {
	reports := []DocumentFact{
		{Hash: "a", Agency: "Nowhere News", Published: "2025-01-02"}, {Hash: "b", Agency: "NOWHERE NEWS", Published: "2025-01-01"},
		{Hash: "c", Publisher: "The Courier"}, {Hash: "d", Address: "https://www.harbour.example/1"},
	}
	publishers := []Publisher{{Name: "nowhere news", Reports: 2}, {Name: "harbour.example", Reports: 1}, {Name: "the courier", Reports: 1}}
	p := newPress(reports, publishers, map[string]bool{"b": true, "c": true})
	if p.Reports != 4 || p.Independent != 2 {
		t.Errorf("%+v", p)
	}
	for i, want := range []Outlet{{Written: "Nowhere News", Copies: 1}, {Written: "harbour.example"}, {Written: "The Courier", Copies: 1}} {
		if got := p.Publishers[i]; got.Written != want.Written || got.Copies != want.Copies || got.Publisher != publishers[i] {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// press1 is a ledger of which the reports alone are asked for.
type press1 struct {
	demarche.Ledger
	kept []demarche.Kept
	read int
}

func (l *press1) Documents(_ context.Context) ([]demarche.Kept, error) { l.read++; return l.kept, nil }
func (l *press1) Head(_ context.Context) (demarche.Head, error) {
	return demarche.Head{Size: int64(len(l.kept))}, nil
}

// What is kept of the reports is renewed when the ledger grows, and only then.
func TestReportsAreReadAgainWhenTheLedgerGrows(t *testing.T) {
	l := &press1{kept: []demarche.Kept{{Hash: "a"}, {Hash: "b"}}}
	l.kept[1].Published = "2025-01-01"
	a := New(l, time.Now)
	a.sources.warmth = &warmth{done: make(chan struct{})} // who copies whom is still being found
	for range 3 {
		part, total, err := a.NewestReports(t.Context(), 0, 9)
		if err != nil || total != 2 || part[0].Hash != "b" {
			t.Fatalf("%+v, %d, %v", part, total, err)
		}
	}
	read := l.read
	l.kept = append(l.kept, demarche.Kept{Hash: "c", Document: demarche.Document{Published: "2025-02-01"}})
	part, total, err := a.NewestReports(t.Context(), 0, 1)
	if err != nil || total != 3 || len(part) != 1 || part[0].Hash != "c" || l.read == read || read > 2 {
		t.Errorf("%+v, %d, %v; read %d and %d times", part, total, err, read, l.read)
	}
	if beyond, _, err := a.NewestReports(t.Context(), 7, 9); err != nil || len(beyond) != 0 {
		t.Errorf("%+v, %v", beyond, err)
	}
	if p, err := a.Press(t.Context()); err != nil || p.Settled || p.Reports != 3 || p.Watched == nil {
		t.Errorf("%+v, %v", p, err)
	}
}
