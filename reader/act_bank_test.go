package reader_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// actsTSV holds passages written for this test, before any rule was written for
// them, each with the acts that an expert reads in it: "type actor > target"
// joined by "; ", without "> target" where nobody is meant, "-" for none.
//
//go:embed testdata/acts.tsv
var actsTSV string

// How much of the bank is read right, less a little: what falls below it has
// lost something, what passes it well should raise it.
const (
	bankRecall    = 0.77
	bankPrecision = 0.85
)

// bankActs gives the acts of a text as the bank writes them.
func bankActs(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, rec := range readText(t, text) {
		if a, ok := rec.(*demarche.Act); ok {
			found = append(found, bankAct(a))
		}
	}
	return found
}

func bankAct(a *demarche.Act) string {
	actor, target := string(a.Actor), string(a.Target)
	if (a.Type == demarche.Agree || a.Type == demarche.Negotiate) && target < actor {
		actor, target = target, actor // symmetric
	}
	if target == "" {
		return fmt.Sprint(a.Type, " ", actor)
	}
	return fmt.Sprint(a.Type, " ", actor, " > ", target)
}

// bankWant gives the acts that a line of the bank asks for.
func bankWant(want string) []string {
	var acts []string
	for w := range strings.SplitSeq(want, "; ") {
		kind, sides, ok := strings.Cut(w, " ")
		if !ok {
			continue // "-"
		}
		actor, target, _ := strings.Cut(sides, " > ")
		acts = append(acts, bankAct(&demarche.Act{Type: demarche.ActType(kind), Actor: demarche.Optional(actor), Target: demarche.Optional(target)}))
	}
	return acts
}

func TestActsOfManyWords(t *testing.T) {
	passages, wanted, right, read := 0, 0, 0, 0
	missed, extra := map[string]int{}, map[string]int{}
	for line := range strings.SplitSeq(strings.TrimRight(actsTSV, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Errorf("%q has no acts beside it", line)
			continue
		}
		passages++
		got, acts := bankActs(t, text), bankWant(want)
		wanted, read = wanted+len(acts), read+len(got)
		for _, w := range acts {
			if slices.Contains(got, w) {
				right++
			} else {
				missed[kindOf(w)]++
				t.Logf("missed %q\n  in %q\n  read as %q", w, text, got)
			}
		}
		for _, g := range got {
			if !slices.Contains(acts, g) {
				extra[kindOf(g)]++
				t.Logf("read %q\n  in %q\n  want %q", g, text, acts)
			}
		}
	}
	recall, precision := float64(right)/float64(wanted), float64(right)/float64(read)
	t.Logf("%d passages, %d acts: %d right, %d read; precision %.3f, recall %.3f; missed %v; not asked for %v", passages, wanted, right, read, precision, recall, missed, extra)
	if passages < 250 {
		t.Errorf("only %d passages", passages)
	}
	if recall < bankRecall || precision < bankPrecision {
		t.Errorf("precision %.3f, recall %.3f; want %.2f and %.2f", precision, recall, bankPrecision, bankRecall)
	}
}

// kindOf gives the type of an act of the bank.
func kindOf(act string) string {
	kind, _, _ := strings.Cut(act, " ")
	return kind
}
