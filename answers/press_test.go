package answers_test

import (
	"testing"

	"demarche/internal/webfixture"
)

// A copy is not counted as a report that stands for itself, and what is kept
// is renewed when the ledger grows.
func TestPressCountsCopiesOnce(t *testing.T) {
	a, _ := webfixture.Newsroom(t)
	p, err := a.Press(t.Context())
	if err != nil || p.Reports != 3 || p.Independent != 2 || !p.Settled || len(p.Publishers) != 1 || p.Publishers[0].Copies != 1 || p.Watched == nil {
		t.Errorf("%+v, %v", p, err)
	}
	part, total, err := a.NewestReports(t.Context(), 1, 1)
	if err != nil || total != 3 || len(part) != 1 {
		t.Fatalf("%+v, %d, %v", part, total, err)
	}
	first, _, err := a.NewestReports(t.Context(), 0, 9)
	if err != nil || len(first) != 3 || first[0].Published != "2025-01-29" || first[1].Hash != part[0].Hash {
		t.Errorf("%+v, %v", first, err)
	}
	if beyond, _, err := a.NewestReports(t.Context(), 7, 9); err != nil || len(beyond) != 0 {
		t.Errorf("%+v, %v", beyond, err)
	}
}
