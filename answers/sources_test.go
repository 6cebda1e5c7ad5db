package answers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

// TestAnswersKeepUp asks one Answers after every change to the ledger, and one
// that begins anew: they must say the same.
func TestAnswersKeepUp(t *testing.T) {
	var s shelf
	rng := rand.New(rand.NewPCG(3, 1))
	lasting, forgetful := s.answers(), s.answers()
	forgetful.HoldNews(2)
	states := []demarche.State{"COL", "MEX", "GTM"}
	var texts []string
	for step := range 60 {
		switch {
		case step%5 == 4: // read again, without some records
			hash := s.docs[rng.IntN(len(s.docs))].Hash
			s.readAgain(hash, func(demarche.Entry) bool { return rng.IntN(2) == 0 })
		default:
			text := paragraphs(step, rng)
			if step%3 == 2 { // a copy, cut short
				text = texts[rng.IntN(len(texts))]
				text = fmt.Sprintf("Copy %d.\n\n", step) + text[:len(text)-rng.IntN(40)]
			}
			texts = append(texts, text)
			day := demarche.Date(fmt.Sprintf("2025-02-%02d", 1+rng.IntN(5)))
			state := states[rng.IntN(3)]
			people := 100 + rng.IntN(3)
			s.dispatch(t, fmt.Sprintf("%d.txt", step), day, []string{"", "Nowhere News"}[rng.IntN(2)], text,
				position(state, []demarche.Stance{accept, refuse}[rng.IntN(2)], own, anyMeans, day),
				&demarche.Movement{Status: demarche.Completed, Sender: "USA", DestinationState: state, Means: demarche.MeansUnknown, People: &people,
					Nationals: []demarche.State{}, Date: day},
				&demarche.Act{Type: demarche.Protest, Actor: demarche.Optional(state), Target: "USA", Date: day})
		}
		anew := s.answers()
		for name, ask := range questions(states[step%3]) {
			got, want := ask(t, lasting), ask(t, anew)
			if got != want {
				t.Fatalf("step %d, %s: who was asked before says\n%.1500s\nwho begins anew\n%.1500s", step, name, got, want)
			}
			if step%4 > 0 {
				continue
			}
			if got := ask(t, forgetful); got != want {
				t.Fatalf("step %d, %s: who forgets says\n%.1500s\nwho begins anew\n%.1500s", step, name, got, want)
			}
		}
	}
}

// paragraphs gives a text that shares nothing with others.
func paragraphs(step int, rng *rand.Rand) string {
	var b strings.Builder
	for range 3 {
		for range 25 {
			fmt.Fprintf(&b, "word%d%c ", rng.IntN(4000), 'a'+step%26)
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func questions(state demarche.State) map[string]func(*testing.T, *answers.Answers) string {
	text := func(t *testing.T, v any, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	ctx := context.Background()
	return map[string]func(*testing.T, *answers.Answers) string{
		"where": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Where(ctx, state, "2025-02-03")
			return text(t, v, err)
		},
		"matrix": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Matrix(ctx, "")
			return text(t, v, err)
		},
		"press": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Press(ctx)
			return text(t, v, err)
		},
		"would": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Would(ctx, answers.Question{State: state, People: own})
			return text(t, v, err)
		},
		"a part of the timeline": func(t *testing.T, a *answers.Answers) string {
			v, total, err := a.TimelinePart(ctx, demarche.Filter{State: state}, 3, 10)
			if err == nil {
				err = a.Corroborate(ctx, v)
			}
			whole, werr := a.Timeline(ctx, demarche.Filter{State: state})
			if werr != nil || total != len(whole) || len(v) != min(10, max(0, total-3)) {
				t.Fatalf("a part of %d entries of %d, the whole has %d (%v)", len(v), total, len(whole), werr)
			}
			for i, it := range v {
				if it.ID() != whole[3+i].ID() {
					t.Fatalf("place %d of the part is %s, of the whole %s", i, it.ID(), whole[3+i].ID())
				}
			}
			return text(t, v, err)
		},
		"events": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Events(ctx, demarche.Filter{State: state})
			return text(t, v, err)
		},
		"flights in brief": func(t *testing.T, a *answers.Answers) string {
			v, err := a.FlightsWithin(ctx, demarche.Filter{State: state, Since: "2025-02-02", Until: "2025-02-04"})
			if err != nil {
				t.Fatal(err)
			}
			all, err := a.FlightsWithin(ctx, demarche.Filter{})
			return text(t, []answers.FlightList{v, all}, err)
		},
		"copies": func(t *testing.T, a *answers.Answers) string {
			v, err := a.Copies(ctx)
			return text(t, v, err)
		},
	}
}
