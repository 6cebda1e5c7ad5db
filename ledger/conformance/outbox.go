package conformance

import (
	"reflect"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
)

// OutboxLedger is a ledger that keeps what alerts send.
type OutboxLedger interface {
	demarche.Ledger
	ledger.Outbox
}

// Outbox runs the suite for what alerts send. open gives the same ledger, new
// and empty at first, each time that it is called; the suite closes it.
func Outbox(t *testing.T, open func(t *testing.T) OutboxLedger) {
	t.Helper()
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	s := open(t)
	if _, ok, err := s.Seen(t.Context()); ok || err != nil {
		t.Errorf("a new ledger was looked at (%v)", err)
	}
	first := ledger.Noted{
		Seen:    ledger.Seen{Line: 7, Day: "2025-03-01"},
		Answers: map[string]map[string]string{"position": {"COL": "refuse", "MEX": "accept"}},
		Changes: []ledger.Noticed{{ID: "a", At: now, Body: []byte(`{}`), Targets: []string{"desk", "mail"}}, {ID: "b", At: now, Body: []byte(`{}`)}},
	}
	if err := s.Note(t.Context(), ledger.Seen{}, first); err != nil {
		t.Fatal(err)
	}
	if err := s.Note(t.Context(), ledger.Seen{}, first); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("who looked from the same place a second time is told %v", err)
	}
	second := ledger.Noted{Seen: ledger.Seen{Line: 8, Day: "2025-03-02"}, Changes: []ledger.Noticed{{ID: "a", At: now}}}
	if err := s.Note(t.Context(), first.Seen, second); err == nil {
		t.Error("one change was noted twice")
	}
	if seen, ok, err := s.Seen(t.Context()); seen != first.Seen || !ok || err != nil {
		t.Errorf("after what failed it is seen up to %v (%v)", seen, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t) // a restart
	defer func() { _ = s.Close() }()
	if got, err := s.Answered(t.Context(), "position", "COL", "USA"); err != nil || !reflect.DeepEqual(got, map[string]string{"COL": "refuse"}) {
		t.Errorf("it answered %v (%v)", got, err)
	}
	if all, err := s.Answered(t.Context(), "position"); err != nil || len(all) != 2 {
		t.Errorf("in all it answered %v (%v)", all, err)
	}
	due, err := s.Due(t.Context(), now, time.Minute, 10)
	if err != nil || len(due) != 2 || due[0].ID != "a" || due[0].Target != "desk" || due[1].Target != "mail" {
		t.Fatalf("due are %+v (%v)", due, err)
	}
	if leased, err := s.Due(t.Context(), now.Add(time.Second), time.Minute, 10); err != nil || len(leased) != 0 {
		t.Errorf("while they are under way, due are %+v (%v)", leased, err)
	}
	if err := s.Sent(t.Context(), due[0], now); err != nil {
		t.Fatal(err)
	}
	if err := s.Failed(t.Context(), due[1], now.Add(2*time.Hour), "no answer"); err != nil {
		t.Fatal(err)
	}
	if err := s.PutOff(t.Context(), due[0], now); err != nil {
		t.Fatal(err)
	}
	if err := s.PutOff(t.Context(), due[1], now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]int{now.Add(59 * time.Minute): 0, now.Add(time.Hour): 1} {
		if again, err := s.Due(t.Context(), at, 0, 10); err != nil || len(again) != want || want == 1 && again[0].Tries != 1 {
			t.Errorf("at %s due are %+v (%v)", at, again, err)
		}
	}
	want := []ledger.TargetState{
		{Target: "desk", Sent: 1, Last: now},
		{Target: "mail", Waiting: 1, Tried: 1, Oldest: now, Next: now.Add(time.Hour), Failed: "no answer"},
	}
	if got, err := s.Outstanding(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("it stands %+v, want %+v (%v)", got, want, err)
	}
	later := ledger.Noted{Seen: second.Seen, Changes: []ledger.Noticed{{ID: "c", At: now.Add(3 * time.Hour), Body: []byte(`{}`), Targets: []string{"desk", "mail"}}}}
	if err := s.Note(t.Context(), first.Seen, later); err != nil {
		t.Fatal(err)
	}
	want[0].Waiting, want[0].Oldest, want[0].Next = 1, now.Add(3*time.Hour), now.Add(3*time.Hour)
	want[1].Waiting = 2
	if got, err := s.Outstanding(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("with a newer change it stands %+v, want %+v (%v)", got, want, err)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Faults) > 0 {
		t.Errorf("the ledger is %+v (%v)", v.Faults, err)
	}
}
