package answers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"demarche"
	"demarche/answers"

	"pgregory.net/rapid"
)

func asJSON(t rapid.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// slow is a ledger that takes its time for every text until it is let.
type slow struct {
	*shelf
	let chan struct{}
}

func (s slow) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	select {
	case <-s.let:
	case <-time.After(50 * time.Millisecond):
	}
	return s.shelf.Document(ctx, hash)
}

func TestAQuestionIsToldWhatIsNotThereYet(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-01-26", position("COL", refuse, own, military, "2025-01-26"))
	for i := range 300 { // a question has its turn between some of them
		s.add(t, fmt.Sprintf("%d.txt", i), "2025-01-26", position("MEX", refuse, own, military, "2025-01-26"))
	}
	ledger := slow{s, make(chan struct{})}
	a := answers.New(ledger, func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) })
	ended := a.Warm(context.Background())
	a.WaitFor(time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if a.Ready() {
		t.Error("ready before any text was read")
	}
	if _, err := a.Where(ctx, "COL", ""); demarche.CodeOf(err) != demarche.NotYet || demarche.HintOf(err) == "" {
		t.Errorf("asked too early: %v", err)
	}
	close(ledger.let)
	if err := <-ended; err != nil || !a.Ready() {
		t.Fatalf("ready %v: %v", a.Ready(), err)
	}
	got, err := a.Where(ctx, "COL", "")
	if err != nil || len(got.Rows) != 1 || got.Rows[0].Corroboration.Reports != 1 {
		t.Errorf("%+v: %v", got.Rows, err)
	}
}

func TestWarmFindsWhatQuestionsWouldHave(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-01-26", move(demarche.Completed, "USA", "COL", "2025-01-26"), position("COL", refuse, own, military, "2025-01-26"))
	s.add(t, "b.txt", "2025-01-27", move(demarche.Completed, "USA", "COL", "2025-01-26"))
	warm, cold := s.answers(), s.answers()
	if err := <-warm.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.add(t, "c.txt", "2025-01-28", move(demarche.Completed, "USA", "COL", "2025-01-26"))
	want, err := cold.FlightEvents(context.Background(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := warm.FlightEvents(context.Background(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if g, w := asJSON(t, got), asJSON(t, want); g != w {
		t.Errorf("warmed %s\nwant %s", g, w)
	}
}

// TestListsMadeAhead holds that what is made while a server starts is what the
// first question would have made, also of what came meanwhile and was rejected.
func TestListsMadeAhead(t *testing.T) {
	s := &shelf{}
	rng := rand.New(rand.NewPCG(7, 1))
	states := []demarche.State{"COL", "MEX", "GTM"}
	add := func(n int) {
		day := demarche.Day(time.Date(2025, 1, 1+n, 0, 0, 0, 0, time.UTC))
		state := states[rng.IntN(len(states))]
		ids := s.add(t, fmt.Sprintf("%03d.txt", n), day, move(demarche.Completed, "USA", state, day[:7]), act("protest", demarche.Optional(state), "USA", ""),
			position(state, []demarche.Stance{accept, refuse}[rng.IntN(2)], own, military, day))
		if n%5 == 0 {
			s.review(ids[n%3], demarche.Rejected)
		}
	}
	for n := range 60 {
		add(n)
	}
	warm, cold := s.answers(), s.answers()
	if err := <-warm.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		add(100 + n)
	}
	for _, state := range append(states, "USA") {
		for _, f := range []demarche.Filter{{State: state}, {State: state, Since: "2025-01-20", Until: "2025-02-10"}, {State: state, Until: "2025-01"}} {
			got, all, err := warm.TimelinePart(context.Background(), f, 3, 40)
			if err != nil {
				t.Fatal(err)
			}
			want, wanted, err := cold.TimelinePart(context.Background(), f, 3, 40)
			if g, w := asJSON(t, got), asJSON(t, want); err != nil || g != w || all != wanted {
				t.Errorf("%+v: %d of %s, %v\nwant %d of %s", f, all, g, err, wanted, w)
			}
			whole, err := cold.Timeline(context.Background(), f)
			if err != nil || len(whole) != all || asJSON(t, whole[min(3, all):min(43, all)]) != asJSON(t, got) {
				t.Errorf("%+v: a part is not that of the whole, %v", f, err)
			}
		}
		for _, on := range []demarche.Date{"", "2025-02-01"} {
			got, err := warm.Where(context.Background(), state, on)
			if err != nil {
				t.Fatal(err)
			}
			want, err := cold.Where(context.Background(), state, on)
			if g, w := asJSON(t, got), asJSON(t, want); err != nil || g != w {
				t.Errorf("where %s on %q: %s, %v\nwant %s", state, on, g, err, w)
			}
		}
	}
}

func TestWarmEndsWithItsContext(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-01-26", position("COL", refuse, own, military, "2025-01-26"))
	a := s.answers()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := <-a.Warm(ctx); err == nil {
		t.Error("no error though the context had ended")
	}
	got, err := a.Where(context.Background(), "COL", "")
	if err != nil || len(got.Rows) != 1 {
		t.Errorf("asked afterwards: %+v: %v", got.Rows, err)
	}
}
