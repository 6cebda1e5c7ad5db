package rows

import (
	"math/rand/v2"
	"slices"
	"testing"

	"demarche"
)

// Candidates are divided where they stand; what comes out is what would if each
// was looked at by itself, in whatever order.
func TestCandidatesAreDividedInPlace(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	days := []demarche.Date{"", "2024", "2025-01", "2025-01-26", "2025-03-01"}
	filters := []demarche.Filter{{}, {Since: "2025-01-01"}, {Until: "2025-01-31"}, {Kinds: []demarche.Kind{demarche.KindAct}}, {ReviewedOnly: true}, {Rejected: true}}
	parted := 0
	for round := range 600 {
		f := filters[round%len(filters)]
		var having []bool
		if round%4 == 0 {
			having = []bool{true, false, true}
		}
		all := make([]candidate, rng.IntN(12))
		var entries, reports []int64
		for i := range all {
			st := stand{what: standing(rng.IntN(4)), kind: uint8(rng.IntN(len(demarche.Kinds()))), status: uint8(rng.IntN(len(statuses()))), states: int32(rng.IntN(3))}
			all[i] = candidate{row: int64(i), stand: st, day: days[rng.IntN(len(days))]}
			one := []candidate{all[i]}
			e, r := divided(one, f, having)
			if len(e)+len(r) > 1 {
				t.Fatalf("one candidate is both: %+v", one)
			}
			if len(e) == 1 && st.what != anEntry || len(r) == 1 && st.what != aReport {
				t.Fatalf("%+v is taken for what it is not", st)
			}
			for range e {
				entries = append(entries, int64(i))
			}
			for range r {
				reports = append(reports, int64(i))
			}
		}
		e, r := divided(all, f, having)
		if got := rowsOf(e); !same(got, entries) {
			t.Fatalf("the entries are %v, not %v", got, entries)
		}
		if got := rowsOf(r); !same(got, reports) {
			t.Fatalf("the reports are %v, not %v", got, reports)
		}
		if len(e) > 0 && len(r) > 0 {
			parted++
		}
	}
	if parted < 50 {
		t.Errorf("only %d times there were both", parted)
	}
}

func same(a, b []int64) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
