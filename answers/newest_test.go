package answers_test

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
