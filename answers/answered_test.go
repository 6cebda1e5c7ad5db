package answers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

// ask adds a report that asks, tells, or tells the number of a movement, few
// enough in words, days and parties that they meet.
func (s *shelf) ask(t *rapid.T) {
	n := len(s.docs)
	silent := rapid.SampledFrom([]demarche.Optional{"COL", "COL", "MEX", "The Ferry Board", ""})
	about := rapid.SampledFrom([]demarche.Optional{"whether ferries would carry families", "whether ferries would carry families home", "how many people were on board", "how many people were on board", "beds", ""})
	sentence := rapid.SampledFrom([]string{"Ferries will carry families home to the camp.", "The ferries carry families.", "Port Rosa has beds.", "It was not said how many people were on board."}).Draw(t, "sentence")
	day := rapid.SampledFrom([]demarche.Date{"", "2025-01", "2025-01-27", "2025-02", "2025-02-03", "2025-02-20"})
	move := func(people *int) demarche.Record {
		m := flight(0)
		m.People, m.Date = people, rapid.SampledFrom([]demarche.Date{"2025-01-27", "2025-01-27", "2025-02-03"}).Draw(t, "moved")
		m.By = rapid.SampledFrom([]*demarche.Speaker{nil, {State: "COL"}}).Draw(t, "teller")
		return m
	}
	many := 110
	var records []demarche.Record
	for range rapid.IntRange(1, 2).Draw(t, "records") {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0, 1:
			asked := about.Draw(t, "about")
			records = append(records, gap(silent.Draw(t, "silent"), asked))
			if strings.HasPrefix(string(asked), "how many") {
				records = append(records, move(nil))
			}
		case 2:
			q := minister("Ferries carry families")
			q.Date = day.Draw(t, "said")
			records = append(records, q)
		case 3:
			a := act(demarche.Pledge, rapid.SampledFrom([]demarche.Optional{"MEX", "the ferry board"}).Draw(t, "actor"), "", day.Draw(t, "pledged"))
			records = append(records, a)
		case 4:
			records = append(records, move(&many))
		case 5:
			records = append(records, move(nil))
		}
	}
	text := fmt.Sprintf("Report %d, %s.\n", n, strings.Repeat(string(rune('k'+n)), 40))
	whole := text + sentence
	for _, r := range records {
		r.Shared().Kind = kindOf(r)
		r.Shared().Evidence = []demarche.Selector{{Exact: sentence, Start: len(text), End: len(whole)}}
	}
	published := rapid.SampledFrom([]demarche.Date{"", "2025-01-26", "2025-01-26", "2025-01-28", "2025-01-28", "2025-02-05", "2025-02-21"}).Draw(t, "published")
	before := len(s.entries)
	s.keep(fmt.Sprintf("%d.txt", n), published, whole, records)
	for i := range s.entries[before:] {
		s.entries[before+i].Kept = time.Date(2026, 1, 1, 0, 0, n, 0, time.UTC)
	}
}

// judge has a reviewer accept or reject an entry, or say or deny that one answers another.
func (s *shelf) judge(t *rapid.T) {
	e := rapid.SampledFrom(s.entries).Draw(t, "judged")
	by := rapid.SampledFrom(s.entries).Draw(t, "by")
	what := rapid.SampledFrom([]demarche.Judgement{demarche.ToAccept, demarche.ToReject}).Draw(t, "decision")
	if e.Record.Shared().Kind == demarche.KindGap && by.Record.Shared().Kind != demarche.KindGap && rapid.Bool().Draw(t, "link") {
		link := demarche.Link{Relation: demarche.AnswersGap, What: what, These: []string{e.Record.Shared().ID}, Those: []string{by.Record.Shared().ID}, Reviewer: "A. Reviewer", Reason: "so"}
		if _, err := s.Link(context.Background(), link); err != nil {
			t.Fatal(err)
		}
		return
	}
	s.review(e.Record.Shared().ID, rapid.SampledFrom([]demarche.ReviewStatus{demarche.Accepted, demarche.Rejected, demarche.Proposed}).Draw(t, "review"))
	s.log = append(s.log, e.Document)
}

// What a feed asks of the last days is what all questions of the ledger say,
// however it grew, was read again and was judged, and whichever part of it is seen.
func TestAnsweredSinceIsAnsweredOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, ctx := &shelf{}, context.Background()
		a := s.answers()
		views := []*answers.Answers{a, a.Narrowed(time.Time{}, true), a.Narrowed(time.Date(2026, 1, 1, 0, 0, 2, 0, time.UTC), false)}
		if rapid.Bool().Draw(t, "little is held") {
			a.HoldNews(1)
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch n := rapid.IntRange(0, 9).Draw(t, "step"); {
			case n == 0 && len(s.docs) > 0: // a newer reader finds less
				d := rapid.SampledFrom(s.docs).Draw(t, "read again")
				s.readAgain(d.Hash, func(demarche.Entry) bool { return rapid.Bool().Draw(t, "gone") })
			case n == 1 && len(s.docs) > 0: // it was of another day
				d := rapid.SampledFrom(s.docs).Draw(t, "of another day")
				s.publish(d.Hash, rapid.SampledFrom([]demarche.Date{"", "2025-01-26", "2025-02-21"}).Draw(t, "day"))
			case n < 4 && len(s.entries) > 0:
				s.judge(t)
			case n == 4:
				a.WarmQuestions(ctx)
			default:
				s.ask(t)
			}
			since := rapid.SampledFrom([]demarche.Date{"", "2025-01-27", "2025-01-28", "2025-02-03", "2025-02-20"}).Draw(t, "since")
			states := rapid.SampledFrom([][]demarche.State{nil, {"COL"}, {"MEX", "USA"}}).Draw(t, "states")
			for i, view := range views {
				got, err := view.AnsweredGapsSince(ctx, states, since)
				if err != nil {
					t.Fatal(err)
				}
				if want := answeredSince(t, s, i, states, since); text(t, got) != text(t, want) {
					t.Fatalf("view %d of %v since %s:\n%s\nnot\n%s", i, states, since, text(t, got), text(t, want))
				}
			}
		}
	})
}

// answeredSince gives the same by all that a view of the ledger holds.
func answeredSince(t *rapid.T, s *shelf, view int, states []demarche.State, since demarche.Date) []answers.AnsweredGap {
	a := s.answers()
	a = []*answers.Answers{a, a.Narrowed(time.Time{}, true), a.Narrowed(time.Date(2026, 1, 1, 0, 0, 2, 0, time.UTC), false)}[view]
	all, err := a.AnsweredGaps(context.Background(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(g answers.AnsweredGap) bool {
		some := slices.ContainsFunc(answers.StatesOf(g.Gap.Record), func(s demarche.State) bool { return slices.Contains(states, s) })
		return g.By[0].Entry.Day < since || len(states) > 0 && !some
	})
}

// What is remembered of questions and of what was said is made by several at once.
func TestAnsweredSinceIsAskedByMany(t *testing.T) {
	s := &shelf{}
	s.telling(t, "a", "2025-02-01", silent, gap("COL", "whether the ferries would carry returned families"))
	s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families"))
	a := s.answers()
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			if i%4 == 0 {
				a.WarmQuestions(t.Context())
			}
			got, err := a.AnsweredGapsSince(t.Context(), nil, "2025-02-02")
			if err != nil || len(got) != 1 || len(got[0].By) != 1 {
				t.Errorf("%+v (%v)", got, err)
			}
			if _, err := a.OpenQuestions(t.Context(), "", "", 5); err != nil {
				t.Error(err)
			}
			if _, err := a.FirstTold(t.Context(), []answers.Item{got[0].Gap}); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
}
