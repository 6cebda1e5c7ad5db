package answers_test

import (
	"slices"
	"testing"

	"demarche"
	"demarche/answers"
)

func proposals(t *testing.T, s *shelf) []answers.Proposal {
	t.Helper()
	all, err := s.answers().Proposals(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func names(all []answers.Proposal) []string {
	out := []string{}
	for _, p := range all {
		out = append(out, p.Rule+" "+string(p.Relation))
	}
	return out
}

// arrival is a movement whose report does not tell the day.
func arrival(people int, on demarche.Date) *demarche.Movement {
	m := move("completed", "USA", "COL", on)
	if people > 0 {
		m.People = &people
	}
	return m
}

// TestProposalsAreJudgedOnce holds that what a reviewer decides as the proposal
// says leaves the list, and that what rests on it follows.
func TestProposalsAreJudgedOnce(t *testing.T) {
	s := &shelf{}
	s.add(t, "threat.txt", "2025-01-26", act("threaten", "USA", "COL", "2025-01-26"))
	s.add(t, "measure.txt", "2025-01-27", act("sanction", "USA", "COL", "2025-01-27"))
	s.add(t, "monday.txt", "2025-02-03", arrival(91, "2025-02-03"))
	s.add(t, "tuesday.txt", "2025-02-04", arrival(93, "2025-02-04"))
	s.add(t, "vague.txt", "2025-02-05", arrival(92, "2025-02"))
	all := proposals(t, s)
	want := []string{"threat/measure carries_out", "event/perhaps same_event", "event/perhaps same_event"}
	if got := names(all); !slices.Equal(got, want) {
		t.Fatalf("proposed are %q, want %q", got, want)
	}
	decide := func(l demarche.Link) {
		t.Helper()
		l.Reviewer, l.Reason = "A. Reviewer", "so"
		if _, err := s.Link(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	decide(all[0].Confirm)
	if list := promises(t, s, ""); len(list.Closed) != 1 {
		t.Errorf("the promise stays open: %+v", list)
	}
	decide(all[1].Drop)
	if got := names(proposals(t, s)); len(got) != 0 {
		t.Errorf("what fits one event only is joined to it, but %q are proposed", got)
	}
	list, err := s.answers().Events(t.Context(), demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}})
	if err != nil || len(list.Events) != 2 || len(list.Perhaps) != 0 {
		t.Errorf("%d events and %d perhaps, %v; want 2 and none", len(list.Events), len(list.Perhaps), err)
	}
}

func TestOneEventOutOfTwoByAProposal(t *testing.T) {
	s := &shelf{}
	s.add(t, "monday.txt", "2025-02-03", arrival(91, "2025-02-03"))
	s.add(t, "tuesday.txt", "2025-02-04", arrival(93, "2025-02-04"))
	s.add(t, "vague.txt", "2025-02-05", arrival(92, "2025-02"))
	all := proposals(t, s)
	if len(all) != 2 {
		t.Fatalf("proposed are %q", names(all))
	}
	l := all[0].Confirm
	l.Reviewer, l.Reason = "A. Reviewer", "the same number in the minister's list"
	if _, err := s.Link(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if got := names(proposals(t, s)); len(got) != 0 {
		t.Errorf("still proposed: %q", got)
	}
}
