package web_test

import (
	"slices"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

// waitingIn gives the ids of what waits, from a queue that was asked before and from one that never was.
func waitingIn(t *testing.T, a *answers.Answers, fresh func() *answers.Answers, f demarche.Filter) []string {
	t.Helper()
	var all [2][]string
	for i, x := range []*answers.Answers{a, fresh()} {
		q, err := x.Queue(t.Context(), f, 0, 0)
		if err != nil || q.Total != len(q.Items) {
			t.Fatalf("%d of %d (%v)", len(q.Items), q.Total, err)
		}
		for _, it := range q.Items {
			all[i] = append(all[i], it.ID())
		}
	}
	if !slices.Equal(all[0], all[1]) {
		t.Fatalf("the queue that was asked before has\n%v, a new one\n%v", all[0], all[1])
	}
	return all[0]
}

func TestTheQueueKeepsUpWithDecisions(t *testing.T) {
	a, _, _, ledger := webfixture.Review(t, webfixture.Now)
	fresh := func() *answers.Answers { return answers.New(ledger, webfixture.Now) }
	kinds := demarche.Filter{Kinds: []demarche.Kind{demarche.KindQuote, demarche.KindPosition}}
	colombia := demarche.Filter{State: "COL"}
	every := waitingIn(t, a, fresh, demarche.Filter{})
	few, state := waitingIn(t, a, fresh, kinds), waitingIn(t, a, fresh, colombia)
	rank := -1
	for _, id := range every {
		e, err := ledger.Entry(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.Index(demarche.Kinds(), e.Record.Shared().Kind)
		if at < rank {
			t.Fatalf("a %s stands behind what rests less on it", e.Record.Shared().Kind)
		}
		rank = at
	}
	if len(few) == 0 || len(few) >= len(every) || len(state) == 0 || len(state) >= len(every) {
		t.Fatalf("%d, %d and %d wait", len(every), len(few), len(state))
	}
	id := every[0]
	for i, d := range []demarche.Decision{{What: demarche.ToAccept}, {What: demarche.ToReject}, {What: demarche.ToUndo}, {What: demarche.ToUndo}} {
		d.Record, d.Reviewer, d.Reason = id, "Ann", "so"
		if _, err := a.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		for f, before := range map[*demarche.Filter][]string{{}: every, &kinds: few, &colombia: state} {
			got := waitingIn(t, a, fresh, *f)
			want := before
			if i < 3 {
				want = slices.DeleteFunc(slices.Clone(before), func(x string) bool { return x == id })
			}
			if !slices.Equal(got, want) {
				t.Errorf("after decision %d %d wait, want %d", i, len(got), len(want))
			}
		}
	}
}

func TestAPartOfTheQueue(t *testing.T) {
	a, _, _, ledger := webfixture.Review(t, webfixture.Now)
	every := waitingIn(t, a, func() *answers.Answers { return answers.New(ledger, webfixture.Now) }, demarche.Filter{})
	for _, c := range []struct {
		id                  string
		before, limit, from int
		first               string
		many                int
	}{
		{every[5], 2, 4, 3, every[3], 4}, {every[1], 2, 4, 0, every[0], 4}, {every[len(every)-1], 1, 10, len(every) - 2, every[len(every)-2], 2},
		{"", 3, 2, 0, every[0], 2}, {"ffffffffffffffff", 3, 2, 0, every[0], 2},
	} {
		q, err := a.QueueAround(t.Context(), demarche.Filter{}, c.id, c.before, c.limit)
		if err != nil || q.From != c.from || q.Total != len(every) || len(q.Items) != c.many || q.Items[0].ID() != c.first {
			t.Errorf("around %q: from %d, %d of %d, %v", c.id, q.From, len(q.Items), q.Total, err)
		}
	}
	for _, offset := range []int{len(every), len(every) + 7} {
		if q, err := a.Queue(t.Context(), demarche.Filter{}, offset, 3); err != nil || len(q.Items) != 0 || q.Total != len(every) {
			t.Errorf("from %d on it has %d of %d (%v)", offset, len(q.Items), q.Total, err)
		}
	}
}

func TestWhichDecisionsCount(t *testing.T) {
	decision := func(line int64, record string, what demarche.Judgement, undoes int64) answers.Decided {
		return answers.Decided{Decision: &demarche.Decision{Sequence: line, Record: record, What: what, Undoes: undoes}}
	}
	link := func(line int64, what demarche.Judgement, undoes int64) answers.Decided {
		return answers.Decided{Link: &demarche.Link{Sequence: line, What: what, Undoes: undoes}}
	}
	counts := answers.Counting([]answers.Decided{
		decision(1, "a", demarche.ToAccept, 0), decision(2, "a", demarche.ToReject, 0), decision(3, "a", demarche.ToUndo, 2),
		decision(4, "b", demarche.ToAccept, 0), decision(5, "b", demarche.ToAmend, 0), link(6, demarche.ToAccept, 0), link(7, demarche.ToReject, 0),
		link(8, demarche.ToUndo, 6), decision(9, "c", demarche.ToReject, 0), decision(10, "c", demarche.ToUndo, 9),
	})
	for line, want := range map[int64]bool{1: true, 2: false, 3: false, 4: false, 5: true, 6: false, 7: true, 8: false, 9: false, 10: false} {
		if counts[line] != want {
			t.Errorf("line %d counts: %t", line, counts[line])
		}
	}
}
