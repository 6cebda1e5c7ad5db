package answers_test

import (
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func room(what demarche.CountWhat, n float64, on demarche.Date) *demarche.Count {
	return &demarche.Count{What: what, Value: n, Unit: "people", Place: "Port Rosa camp", In: "CUB", AsOf: on}
}

func transfer(status demarche.Status, n int, on demarche.Date) *demarche.Movement {
	m := move(status, "USA", "CUB", on)
	m.Destination, m.People = "Port Rosa", &n
	return m
}

func places(t *testing.T, s *shelf, name string, on demarche.Date) []answers.PlaceReport {
	t.Helper()
	ps, err := s.answers().Places(t.Context(), name, on)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func lows(s answers.Series) []int {
	out := []int{}
	for _, p := range s.Points {
		out = append(out, p.Low)
	}
	return out
}

func TestSeriesOfAPlaceStayApart(t *testing.T) {
	s := &shelf{}
	s.telling(t, "a.txt", "2025-01-29", "The camp will hold thirty thousand.", room(demarche.Capacity, 30000, ""))
	s.telling(t, "b.txt", "2025-01-30", "The camp has beds for a hundred and twenty.", room(demarche.Capacity, 120, "2025-01-30"))
	s.telling(t, "c.txt", "2025-02-05", "Ten people arrived at the camp.", transfer(demarche.Completed, 10, "2025-02-04"))
	s.telling(t, "d.txt", "2025-02-12", "Ninety are held in the camp.", room(demarche.Held, 90, "2025-02-11"))
	s.telling(t, "e.txt", "2025-02-20", "Some fifty more are to go to the camp.", transfer(demarche.Planned, 50, "2025-02-25"))
	s.telling(t, "f.txt", "2025-02-21", "A plane for the city was cancelled.", transfer(demarche.Cancelled, 70, "2025-02-21"))
	ps := places(t, s, "", "")
	if len(ps) != 1 || ps[0].Name != "Port Rosa camp" || !slices.Equal(ps[0].Names, []string{"Port Rosa camp", "Port Rosa"}) || !slices.Equal(ps[0].States, []demarche.State{"CUB"}) {
		t.Fatalf("places %+v", ps)
	}
	for kind, want := range map[answers.SeriesKind][]int{
		answers.AnnouncedRoom: {30000}, answers.ExistingRoom: {120}, answers.PeopleSent: {10}, answers.PeopleHeld: {90}, answers.PeopleToSend: {50},
	} {
		if got := lows(ps[0].Get(kind)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
	if w := ps[0].Warnings; len(w) != 1 || w[0].Certain || len(w[0].Entries) != 3 || !strings.Contains(w[0].Reason, "90 were held") {
		t.Errorf("warnings %+v", w)
	}
	if before := places(t, s, "port rosa", "2025-02-01"); len(before[0].Series) != 2 {
		t.Errorf("by 1 February: %+v", before[0].Series)
	}
	if before := places(t, s, "port rosa", "2025-02-21"); !slices.Equal(lows(before[0].Get(answers.PeopleToSend)), []int{50}) {
		t.Errorf("what is announced by 21 February: %+v", before[0].Get(answers.PeopleToSend))
	}
	if _, err := s.answers().Places(t.Context(), "Nowhere", ""); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("a place of which nothing is told: %v", err)
	}
}

// TestPeopleWhoAreToBeHeldAreNotHeld holds that a plan to hold people tells of
// room that is announced, and that a plan told beside people who are held changes nothing.
func TestPeopleWhoAreToBeHeldAreNotHeld(t *testing.T) {
	for sentence, held := range map[string]bool{
		"The president condemned the plan to hold 30 people at the camp.": false,
		"Thirty people will be held at the camp, the minister said.":      false,
		"The state would house 30 people in the camp.":                    false,
		"Thirty people are held at the camp.":                             true,
		"Thirty people are held at the camp and will stay for a year.":    true,
		"The ministry announced that 30 people were held at the camp.":    true,
		"Thirty people are held at the camp; no plan is known.":           true,
	} {
		s := &shelf{}
		s.telling(t, "a.txt", "2025-02-12", sentence, room(demarche.Held, 30, "2025-02-11"))
		p := places(t, s, "Port Rosa", "")[0]
		if n, m := len(p.Get(answers.PeopleHeld).Points), len(p.Get(answers.AnnouncedRoom).Points); (n == 1) != held || n+m != 1 {
			t.Errorf("%s: %d figures of people held, %d of announced room", sentence, n, m)
		}
	}
}

func TestTransfersBeyondTheRoom(t *testing.T) {
	for name, tt := range map[string]struct {
		told    []demarche.Record
		certain []bool
	}{
		"within":                      {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), transfer(demarche.Planned, 100, "2025-02-10")}, []bool{}},
		"beyond":                      {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), transfer(demarche.Planned, 101, "2025-02-10")}, []bool{true}},
		"no room known":               {[]demarche.Record{transfer(demarche.Planned, 101, "2025-02-10")}, []bool{}},
		"an agreed number":            {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), room(demarche.Agreed, 300, "2025-02-10")}, []bool{true}},
		"sent, not announced":         {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), transfer(demarche.Completed, 500, "2025-02-10")}, []bool{}},
		"the newer room counts":       {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), room(demarche.Capacity, 500, "2025-02-05"), transfer(demarche.Planned, 300, "2025-02-10")}, []bool{}},
		"figures of one day differ":   {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), room(demarche.Capacity, 500, "2025-02-01"), transfer(demarche.Planned, 300, "2025-02-10")}, []bool{false}},
		"each transfer is one by one": {[]demarche.Record{room(demarche.Capacity, 100, "2025-02-01"), transfer(demarche.Planned, 60, "2025-02-10"), transfer(demarche.Planned, 90, "2025-02-20")}, []bool{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			for i, r := range tt.told {
				s.telling(t, string(rune('a'+i)), "2025-02-08", strings.Repeat(string(rune('k'+i)), 9)+" is told of the camp at the port of roses.", r)
			}
			got := []bool{}
			for _, w := range places(t, s, "Port Rosa", "")[0].Warnings {
				got = append(got, w.Certain)
				if w.Reason == "" || len(w.Entries) < 2 {
					t.Errorf("warning %+v", w)
				}
			}
			if !slices.Equal(got, tt.certain) {
				t.Errorf("warnings %v, want %v", got, tt.certain)
			}
		})
	}
}

func TestCitiesAreNoPlacesOfDetention(t *testing.T) {
	s := newsroom(t)
	if ps := places(t, s, "", ""); len(ps) != 0 {
		t.Errorf("%+v", ps)
	}
	if ps := places(t, s, "Bogotá", ""); len(ps) != 1 || !slices.Equal(lows(ps[0].Get(answers.PeopleSent)), []int{110}) || ps[0].Get(answers.PeopleSent).Points[0].High != 112 {
		t.Errorf("asked by name: %+v", ps)
	}
}
