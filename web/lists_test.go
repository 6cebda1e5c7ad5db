package web

import (
	"slices"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func TestPartsOfAListNewestFirst(t *testing.T) {
	a, _ := webfixture.Answers(t)
	for _, f := range []demarche.Filter{
		{}, {Kinds: []demarche.Kind{demarche.KindCount}}, {Kinds: []demarche.Kind{demarche.KindMovement}, State: "COL"},
		{Since: "2025-01-26"}, {Until: "2025-01"}, {Name: "doe"}, {State: "XKX"},
	} {
		all, total, err := a.NewestPart(t.Context(), f, 0, 1<<20)
		if err != nil || total != len(all) {
			t.Fatalf("%+v: %d of %d (%v)", f, len(all), total, err)
		}
		if !slices.IsSortedFunc(all, func(x, y answers.Item) int {
			switch {
			case x.Day == y.Day:
				return 0
			case !x.Day.Known() || y.Day.Known() && x.Day < y.Day:
				return 1
			}
			return -1
		}) {
			t.Errorf("%+v is not the newest first", f)
		}
		var parts []string
		for offset := 0; offset < total+3; offset += 3 {
			some, n, err := a.NewestPart(t.Context(), f, offset, 3)
			if err != nil || n != total || len(some) > 3 {
				t.Fatalf("from %d: %d of %d (%v)", offset, len(some), n, err)
			}
			parts = append(parts, idsOf(some)...)
		}
		if !slices.Equal(parts, idsOf(all)) {
			t.Errorf("%+v: the parts are %v, the whole %v", f, parts, idsOf(all))
		}
		f.Kinds = append(f.Kinds, demarche.Kinds()...)
		whole, err := a.Timeline(t.Context(), f)
		if had, want := slices.Sorted(slices.Values(idsOf(all))), slices.Sorted(slices.Values(idsOf(whole))); err != nil || len(f.Kinds) == len(demarche.Kinds()) && !slices.Equal(had, want) {
			t.Errorf("%+v lists %v, not %v (%v)", f, had, want, err)
		}
	}
}

func idsOf(items []answers.Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.ID()
	}
	return out
}

func TestStateCodesAreThoseOfEntries(t *testing.T) {
	a, _ := webfixture.Answers(t)
	summaries, err := a.States(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		codes, err := a.StateCodes(t.Context())
		if err != nil || len(codes) == 0 || !slices.EqualFunc(codes, summaries, func(c demarche.State, s answers.StateSummary) bool { return c == s.State }) {
			t.Errorf("the states are %v (%v), not those of %+v", codes, err, summaries)
		}
	}
}

func TestQuestionsInPartsAreThoseOfTheWhole(t *testing.T) {
	a, _ := webfixture.Answers(t)
	for _, f := range []demarche.Filter{{}, {State: "COL"}, {Until: "2025-02-15"}} {
		want, err := a.Gaps(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		answered, err := a.AnsweredGaps(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var open, done []string
		for offset := 0; ; offset += 2 {
			some, by, total, err := a.QuestionsPart(t.Context(), f, offset, 2)
			if err != nil || total != len(want)+len(answered) || len(some)+len(by) != max(0, min(2, total-offset)) {
				t.Fatalf("%+v from %d: %d and %d of %d (%v)", f, offset, len(some), len(by), total, err)
			}
			open = append(open, idsOf(some)...)
			for _, g := range by {
				done = append(done, g.Gap.ID())
			}
			if offset >= total {
				break
			}
		}
		slices.Sort(open)
		if whole := slices.Sorted(slices.Values(idsOf(want))); !slices.Equal(open, whole) || len(done) != len(answered) {
			t.Errorf("%+v: the parts have %v open, the whole %v; %d and %d are answered", f, open, whole, len(done), len(answered))
		}
	}
}
