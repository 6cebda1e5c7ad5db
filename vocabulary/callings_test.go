package vocabulary

import (
	"slices"
	"testing"
)

func TestCallings(t *testing.T) {
	p, err := LoadCallings()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(p.Public, "lawyer") || slices.Contains(p.Offices, "lawyer") {
		t.Error("a lawyer has a calling, which is no office")
	}
	wrong := Callings{Public: []string{"judge", "judge"}, Offices: []string{"mayor"}, Persons: []string{"order"}, NotPersons: []string{"order"}}
	if errs := wrong.Check(); len(errs) != 3 {
		t.Errorf("%d faults found in a file with three: %v", len(errs), errs)
	}
}
