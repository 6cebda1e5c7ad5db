package answers_test

import (
	"context"
	"encoding/json"
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

// slow is a ledger that gives texts only when it is let.
type slow struct {
	*shelf
	let chan struct{}
}

func (s slow) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	<-s.let
	return s.shelf.Document(ctx, hash)
}

func TestAQuestionIsToldWhatIsNotThereYet(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-01-26", position("COL", refuse, own, military, "2025-01-26"))
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
