package answers_test

import (
	"context"
	"fmt"
	"testing"

	"demarche"
	"demarche/answers"
)

// busy is a state about which n reports of two years say something.
func busy(b *testing.B, n int) *shelf {
	b.Helper()
	s := &shelf{}
	for i := range n {
		p := position("COL", []demarche.Stance{accept, accept, refuse, unsettled}[i%4], []demarche.People{own, own, third, anyone}[i/3%4],
			[]demarche.Means{anyMeans, military, civil}[i/5%3], demarche.Date(fmt.Sprintf("202%d-%02d-%02d", 4+i%2, i/7%12+1, i/11%28+1)))
		if i%5 == 0 {
			p.By = usa
		}
		s.add(b, fmt.Sprintf("%d.txt", i), "", p)
	}
	return s
}

func BenchmarkWhere(b *testing.B) {
	a := busy(b, 5000).answers()
	for b.Loop() {
		if _, err := a.Where(context.Background(), "COL", ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWould(b *testing.B) {
	a := busy(b, 5000).answers()
	for b.Loop() {
		if _, err := a.Would(context.Background(), answers.Question{State: "COL", People: own, Means: military}); err != nil {
			b.Fatal(err)
		}
	}
}

// world is what n reports of two years tell of twenty states: acts, flights, figures, silences and words.
func world(b *testing.B, n int) *shelf {
	b.Helper()
	s := &shelf{}
	types := demarche.ActTypes()
	for i := range n {
		day := demarche.Date(fmt.Sprintf("202%d-%02d-%02d", 4+i%2, i/7%12+1, i/11%28+1))
		state := demarche.State(fmt.Sprintf("A%c%c", 'A'+i%5, 'A'+i/5%4))
		sentence := fmt.Sprintf("Ministry %d of town %d told of ferry %d and camp %d on that day of harvest %d.", i, i%97, i%89, i%83, i%79)
		records := []demarche.Record{
			act(types[i%len(types)], demarche.Optional(state), "USA", day),
			move(demarche.Completed, "USA", state, day),
			&demarche.Count{What: demarche.Held, Value: float64(i), Unit: "people", Place: demarche.Optional(fmt.Sprintf("Camp %d", i%83)), In: state, AsOf: day},
			gap(demarche.Optional(state), demarche.Optional(fmt.Sprintf("whether ferry %d would call at the camp of the harvest", i%89))),
			&demarche.Quote{Text: "ferry and camp and harvest", By: &demarche.Speaker{Role: "minister", State: state}, Date: day},
			position(state, []demarche.Stance{accept, refuse}[i%2], own, military, day),
		}
		for _, r := range records {
			r.Shared().Kind = kindOf(r)
			r.Shared().Evidence = []demarche.Selector{{Exact: sentence, Start: 0, End: len(sentence)}}
		}
		s.keep(fmt.Sprintf("%d.txt", i), day, sentence, records)
	}
	return s
}

func BenchmarkAsks(b *testing.B) {
	a := world(b, 2000).answers()
	ctx := context.Background()
	for name, ask := range map[string]func() error{
		"gaps":     func() error { _, err := a.Gaps(ctx, demarche.Filter{}); return err },
		"promises": func() error { _, err := a.Promises(ctx, demarche.Filter{}); return err },
		"first":    func() error { _, err := a.First(ctx, answers.Claim{What: "refuse"}); return err },
		"places":   func() error { _, err := a.Places(ctx, "", ""); return err },
	} {
		if err := ask(); err != nil { // the events are made before the clock runs
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDays asks what pages of a day that nobody asked for before need.
func BenchmarkDays(b *testing.B) {
	a := world(b, 2000).answers()
	ctx := context.Background()
	day := func(n int) demarche.Date { return demarche.Date(fmt.Sprintf("202%d-%02d-%02d", 4+n%2, n%12+1, n%28+1)) }
	for name, ask := range map[string]func(n int) error{
		"boards": func(n int) error { _, err := a.Boards(ctx, day(n)); return err },
		"recent": func(n int) error { _, _, err := a.Recent(ctx, day(n)[:8]+"01", day(n), 5); return err },
		"open questions": func(n int) error {
			_, err := a.OpenQuestions(ctx, "", day(n), 6)
			return err
		},
		"flights in brief": func(n int) error {
			_, err := a.FlightsWithin(ctx, demarche.Filter{Since: day(n)[:7], Until: day(n)[:7]})
			return err
		},
	} {
		if err := ask(0); err != nil { // the events are made before the clock runs
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				if err := ask(n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
