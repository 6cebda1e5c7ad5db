package answers_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

// wire is a dispatch long enough for its copies to be known as such.
const wire = `BOGOTA - A military transport with deported nationals aboard touched down at the airport of the capital late on Monday after a quarrel over landing rights.

Officials of the migration authority waited on the tarmac with blankets and water while the passengers walked down the stairs of the grey aircraft one after another.

The interior ministry of the neighbouring state promised that further aircraft would follow before the end of the week unless the courts stepped in.
`

// dispatch keeps a report of a text of its own.
func (s *shelf) dispatch(t *testing.T, name string, published demarche.Date, agency, text string, records ...demarche.Record) {
	t.Helper()
	hash := demarche.HashOf([]byte(text))
	s.docs = append(s.docs, demarche.Kept{
		Document: demarche.Document{Name: name, Published: published, Lang: "en", Agency: agency, Text: text}, Hash: hash, Sequence: int64(len(s.docs) + 1),
	})
	s.log = append(s.log, hash)
	for _, r := range records {
		k := r.Shared()
		k.Kind = kindOf(r)
		k.Evidence = []demarche.Selector{{Exact: text[:20], Start: 0, End: 20}}
		id, err := demarche.Identify(hash, r)
		if err != nil {
			t.Fatal(err)
		}
		k.ID = id
		s.entries = append(s.entries, demarche.Entry{Record: r, Document: hash, Name: name, Publish: published, Sequence: s.nextLine(), Review: demarche.Proposed})
	}
}

func flight(people int) *demarche.Movement {
	one := 1
	return &demarche.Movement{Status: demarche.Completed, Sender: "USA", DestinationState: "COL", Destination: "Bogota", Means: demarche.MilitaryAircraft,
		Flights: &one, People: &people, Nationals: []demarche.State{}, Date: "2025-01-27"}
}

const ownWords = "Some one hundred and ten people came back to the city on an air force plane, a reporter who watched it at the gate of the field wrote on Tuesday morning.\n"

// newsroom is one flight told by a dispatch, a copy of it and a report of its own.
func newsroom(t *testing.T) *shelf {
	s := &shelf{}
	refusal := func() *demarche.Position {
		return position("COL", refuse, own, military, "2025-01-26")
	}
	s.dispatch(t, "wire.txt", "2025-01-28", "Wire", wire, flight(110), refusal())
	s.dispatch(t, "copy.txt", "2025-01-29", "", strings.Replace(wire, "late on Monday", "late Monday", 1), flight(110), refusal())
	s.dispatch(t, "own.txt", "2025-01-28", "", ownWords, flight(112))
	return s
}

func TestAFlightIsListedAndCountedOnce(t *testing.T) {
	list, err := newsroom(t).answers().FlightEvents(t.Context(), demarche.Filter{})
	if err != nil || len(list.Events) != 1 || len(list.Perhaps) != 0 {
		t.Fatalf("%d events, %d perhaps (%v)", len(list.Events), len(list.Perhaps), err)
	}
	e := list.Events[0]
	if c := e.Corroboration; c.Reports != 3 || c.Families != 2 || c.Independent != 2 {
		t.Errorf("told by %+v, want 3 reports of 2 families", c)
	}
	if d := e.Detail("people"); d.Low != "110" || d.High != "112" || len(d.Values) != 2 || len(d.Values[0].Records) != 2 {
		t.Errorf("people %+v", d)
	}
	if len(e.Witnesses) != 3 || e.Witnesses[0].Document == "" || e.ID != e.First().ID() || e.Day != "2025-01-27" || e.Status() != demarche.Completed {
		t.Errorf("event %+v", e)
	}
	want := answers.Total{Status: demarche.Completed, Events: 1, Flights: answers.Sum{Low: 1, High: 1, Told: 1}, People: answers.Sum{Low: 110, High: 112, Told: 1}}
	if !slices.Equal(list.Totals, []answers.Total{want}) {
		t.Errorf("totals %+v", list.Totals)
	}
	again, err := newsroom(t).answers().Event(t.Context(), e.Witnesses[2].ID())
	if err != nil || again.ID != e.ID {
		t.Errorf("the event of its last witness is %s (%v)", again.ID, err)
	}
}

func TestACopyCorroboratesNothing(t *testing.T) {
	s := newsroom(t)
	st, err := s.answers().Where(t.Context(), "COL", "2025-02-01")
	if err != nil || len(st.Rows) != 1 {
		t.Fatalf("%d rows (%v)", len(st.Rows), err)
	}
	if c := st.Rows[0].Corroboration; c.Reports != 2 || c.Families != 1 || c.Independent != 1 {
		t.Errorf("where: %+v, want two reports of one family", c)
	}
	ans, err := s.answers().Would(t.Context(), answers.Question{State: "COL", People: own, Means: military, On: "2025-02-01"})
	if err != nil || ans.Corroboration.Families != 1 || ans.Corroboration.Reports != 2 {
		t.Errorf("would: %+v (%v)", ans.Corroboration, err)
	}
	items, err := s.answers().Timeline(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.answers().Corroborate(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if want := map[demarche.Kind]int{demarche.KindPosition: 1, demarche.KindMovement: 2}[it.Record.Shared().Kind]; it.Told == nil || it.Told.Families != want {
			t.Errorf("%s is told by %+v, want %d families", it.ID(), it.Told, want)
		}
	}
}

func TestCopiesNameTheOrigin(t *testing.T) {
	s := newsroom(t)
	families, err := s.answers().Copies(t.Context())
	if err != nil || len(families) != 1 {
		t.Fatalf("%d families (%v)", len(families), err)
	}
	f := families[0]
	if f.Origin.Name != "wire.txt" || len(f.Members) != 1 || f.Members[0].Document.Name != "copy.txt" || !f.Members[0].Whole || len(f.Members[0].Passages) == 0 {
		t.Errorf("%+v", f)
	}
	if of, err := s.answers().CopiesOf(t.Context(), s.docs[2].Hash); err != nil || len(of) != 0 {
		t.Errorf("a report of its own has families %+v (%v)", of, err)
	}
}

// counted counts how often texts are asked for.
type counted struct {
	*shelf
	texts int
}

func (c *counted) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	c.texts++
	return c.shelf.Document(ctx, hash)
}

func TestTextsAreReadOncePerLedger(t *testing.T) {
	c := &counted{shelf: newsroom(t)}
	a := answers.New(c, func() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) })
	ask := func() {
		if _, err := a.FlightEvents(t.Context(), demarche.Filter{}); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	ask()
	if c.texts != 3 {
		t.Errorf("three texts were read %d times", c.texts)
	}
	c.dispatch(t, "later.txt", "2025-02-03", "", "Another plane with forty people on board went to another place on another day, a clerk of the field said.", flight(40))
	ask()
	if c.texts != 4 {
		t.Errorf("one more text was read %d times", c.texts-3)
	}
}
