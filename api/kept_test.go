package api

import (
	"fmt"
	"testing"

	"demarche/answers"
)

func TestAnAnswerIsKeptUntilTheLedgerGrows(t *testing.T) {
	k := newKept(100)
	one, two := answers.Basis{Line: 1, Day: "2025-01-01"}, answers.Basis{Line: 2, Day: "2025-01-01"}
	k.put(one, "where", reply{body: []byte("a")})
	get := func(b answers.Basis, question string) []byte {
		a, _ := k.get(b, question)
		return a.body
	}
	if got := string(get(one, "where")); got != "a" {
		t.Errorf("kept %q, want a", got)
	}
	for _, b := range []answers.Basis{two, {Line: 1, Day: "2025-01-02"}} {
		if got := get(b, "where"); got != nil {
			t.Errorf("on %v: %q, though something came since", b, got)
		}
	}
	k.put(two, "where", reply{body: []byte("b")})
	k.put(one, "would", reply{body: []byte("late")}) // an answer that took longer than the ledger stood still
	if got, late := string(get(two, "where")), get(two, "would"); got != "b" || late != nil {
		t.Errorf("kept %q and %q, want b and nothing", got, late)
	}
	if got := get(one, "where"); got != nil {
		t.Errorf("%q on a basis that is past", got)
	}
}

func TestWhatIsNotAskedForGoesFirst(t *testing.T) {
	k, basis := newKept(100), answers.Basis{Line: 1}
	for i := range 10 {
		k.put(basis, fmt.Sprint(i), reply{body: make([]byte, 10)})
	}
	k.get(basis, "0")
	k.put(basis, "more", reply{body: make([]byte, 10)})
	k.put(basis, "too long to keep", reply{body: make([]byte, 60)})
	for question, want := range map[string]bool{"0": true, "1": false, "2": true, "more": true, "too long to keep": false} {
		if _, got := k.get(basis, question); got != want {
			t.Errorf("%s: kept %v, want %v", question, got, want)
		}
	}
	if k.size != 100 || len(k.of) != 10 || k.order.Len() != 10 {
		t.Errorf("%d bytes in %d and %d answers, want 100 in 10", k.size, len(k.of), k.order.Len())
	}
}
