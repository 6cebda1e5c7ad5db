package answers_test

import (
	"slices"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

func merge(t *testing.T, s *shelf, what demarche.Judgement, these, those []string) {
	t.Helper()
	if _, err := s.Link(t.Context(), demarche.Link{Relation: demarche.SameEvent, What: what, These: these, Those: those, Reviewer: "A. Reviewer", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
}

// sizes gives how many witnesses each event of movements has.
func sizes(t *testing.T, a *answers.Answers) []int {
	t.Helper()
	list, err := a.FlightEvents(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	out := []int{}
	for _, e := range slices.Concat(list.Events, list.Perhaps) {
		out = append(out, len(e.Witnesses))
	}
	slices.Sort(out)
	return out
}

func TestReviewersMergeAndSplitEvents(t *testing.T) {
	s := newsroom(t)
	s.dispatch(t, "other.txt", "2025-02-02", "", "A second plane with some ninety people reached another city on the coast, a clerk of the port said.", func() demarche.Record {
		m := flight(90)
		m.Date, m.Destination = "2025-02-02", "Barranquilla"
		return m
	}())
	id := func(i int) string { return s.entries[i].Record.Shared().ID }
	var flights []string
	for _, e := range s.entries {
		if e.Record.Shared().Kind == demarche.KindMovement {
			flights = append(flights, e.Record.Shared().ID)
		}
	}
	if got := sizes(t, s.answers()); !slices.Equal(got, []int{1, 3}) {
		t.Fatalf("events of %v witnesses before any decision (%s)", got, id(0))
	}
	all, err := s.answers().Whole(t.Context(), []string{flights[0], flights[3]})
	if err != nil || len(all) != 4 {
		t.Fatalf("both events are %v (%v)", all, err)
	}
	merge(t, s, demarche.ToAccept, all, nil)
	if got := sizes(t, s.answers()); !slices.Equal(got, []int{4}) {
		t.Errorf("merged: events of %v witnesses", got)
	}
	these, those, err := s.answers().Beside(t.Context(), []string{flights[3]})
	if err != nil || len(these) != 1 || len(those) != 3 {
		t.Fatalf("%v stands beside %v (%v)", these, those, err)
	}
	if _, _, err := s.answers().Beside(t.Context(), all); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("a whole event is split from nothing: %v", err)
	}
	merge(t, s, demarche.ToReject, these, those)
	if got := sizes(t, s.answers()); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("split after that: events of %v witnesses", got)
	}
	if e, err := s.answers().Event(t.Context(), flights[3]); err != nil || len(e.Witnesses) != 1 {
		t.Errorf("the event that was split off is %+v (%v)", e, err)
	} else if decided, err := s.answers().EventDecisions(t.Context(), e); err != nil || len(decided) != 2 {
		t.Errorf("about it was decided %+v (%v)", decided, err)
	}
	for n := int64(1); n <= 2; n++ {
		if _, err := s.Link(t.Context(), demarche.Link{What: demarche.ToUndo, Undoes: n, Reviewer: "B. Reviewer", Reason: "no"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := sizes(t, s.answers()); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("all taken back: events of %v witnesses", got)
	}
}

// TestDecisionsOutliveReadings holds that a decision about a record holds for
// what a later reading finds in its place, and for nothing else.
func TestDecisionsOutliveReadings(t *testing.T) {
	s := newsroom(t)
	var at []int
	for i, e := range s.entries {
		if e.Record.Shared().Kind == demarche.KindMovement {
			at = append(at, i)
		}
	}
	old := s.entries[at[2]]
	merge(t, s, demarche.ToReject, []string{old.Record.Shared().ID}, []string{s.entries[at[0]].Record.Shared().ID})
	want := sizes(t, s.answers())
	if len(want) != 2 {
		t.Fatalf("split: events of %v witnesses", want)
	}
	again := flight(112)
	again.Kind, again.Evidence, again.Origin = demarche.KindMovement, old.Record.Shared().Evidence, "El Paso"
	id, err := demarche.Identify(old.Document, again)
	if err != nil {
		t.Fatal(err)
	}
	again.ID = id
	s.past = append(s.past, old)
	s.readings = map[string][]demarche.KeptReading{old.Document: {{Reader: "1", Records: demarche.Records{old.Record}}, {Reader: "2", Records: demarche.Records{again}}}}
	s.entries[at[2]].Record = again
	if got := sizes(t, s.answers()); !slices.Equal(got, want) {
		t.Errorf("read again: events of %v witnesses, want %v", got, want)
	}
	// A record that stood beside it all the time does not take its place.
	s.readings[old.Document][0].Records = demarche.Records{old.Record, again}
	if got := sizes(t, s.answers()); !slices.Equal(got, []int{3}) {
		t.Errorf("nothing stands in its place: events of %v witnesses", got)
	}
}

func TestAmendedRecordsKeepTheirDecisions(t *testing.T) {
	s := newsroom(t)
	last := len(s.entries) - 1
	old := s.entries[last]
	merge(t, s, demarche.ToReject, []string{old.Record.Shared().ID}, []string{s.entries[0].Record.Shared().ID})
	amended := flight(111)
	amended.Common = *old.Record.Shared()
	amended.ID = "aaaaaaaaaaaaaaaa"
	s.past = append(s.past, old) // the ledger still knows it
	s.entries[last].Record, s.entries[last].Amends = amended, old.Record.Shared().ID
	if got := sizes(t, s.answers()); len(got) != 2 {
		t.Errorf("events of %v witnesses", got)
	}
}

// TestLinksAreThoseOfTheTime holds that a decision counts from when it was taken.
func TestLinksAreThoseOfTheTime(t *testing.T) {
	s := newsroom(t)
	s.readings = make(map[string][]demarche.KeptReading)
	for _, d := range s.docs {
		s.readings[d.Hash] = []demarche.KeptReading{{Kept: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)}}
	}
	last := s.entries[len(s.entries)-1].Record.Shared().ID
	merge(t, s, demarche.ToReject, []string{last}, []string{s.entries[0].Record.Shared().ID}) // kept at the beginning of 2026
	for at, want := range map[time.Time][]int{
		time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC): {3},
		time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC):   {1, 2},
	} {
		if got := sizes(t, s.answers().Narrowed(at, false)); !slices.Equal(got, want) {
			t.Errorf("as known by %s: events of %v witnesses, want %v", at, got, want)
		}
	}
}
