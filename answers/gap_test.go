package answers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func gap(who, about demarche.Optional) *demarche.Gap {
	return &demarche.Gap{Type: demarche.NotDisclosed, Who: who, About: about}
}

// telling keeps a report of one sentence, which its records rest on.
func (s *shelf) telling(t *testing.T, name string, published demarche.Date, sentence string, records ...demarche.Record) {
	t.Helper()
	s.dispatch(t, name, published, "", sentence, records...)
	for _, r := range records {
		r.Shared().Evidence = []demarche.Selector{{Exact: sentence, Start: 0, End: len(sentence)}}
	}
}

func open(t *testing.T, s *shelf, f demarche.Filter) (int, []answers.AnsweredGap) {
	t.Helper()
	gaps, err := s.answers().Gaps(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	answered, err := s.answers().AnsweredGaps(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return len(gaps), answered
}

const (
	silent = "The government has not said whether the ferries would carry returned families."
	spoke  = "Ferries will carry returned families home from March, the minister said."
)

func minister(words string) *demarche.Quote {
	return &demarche.Quote{Text: words, By: &demarche.Speaker{Role: "minister", State: "COL"}}
}

func TestAQuestionClosesOnlyByAnAnswer(t *testing.T) {
	about := demarche.Optional("whether the ferries would carry returned families")
	for name, tt := range map[string]struct {
		gap   *demarche.Gap
		later func(*shelf)
		open  int
	}{
		"silence":               {gap("COL", about), func(*shelf) {}, 1},
		"the one asked answers": {gap("COL", about), func(s *shelf) { s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families")) }, 0},
		"on the same day":       {gap("COL", about), func(s *shelf) { s.telling(t, "b", "2025-02-01", spoke, minister("Ferries will carry families")) }, 1},
		"another answers":       {gap("MEX", about), func(s *shelf) { s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families")) }, 1},
		"of something else": {gap("COL", about), func(s *shelf) {
			s.telling(t, "b", "2025-02-03", "The ferries are old, the minister said.", minister("The ferries are old"))
		}, 1},
		"nothing to go by": {gap("COL", ""), func(s *shelf) { s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families")) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			s.telling(t, "a", "2025-02-01", silent, tt.gap)
			tt.later(s)
			n, answered := open(t, s, demarche.Filter{})
			if n != tt.open || n+len(answered) != 1 {
				t.Fatalf("%d open, answered %+v", n, answered)
			}
			if tt.open == 1 {
				return
			}
			if c := answered[0].By[0]; c.Rule != "question/spoken" || c.Relation != demarche.AnswersGap || c.Status != answers.ConnectionProposed || c.Entry.Sentence() != spoke {
				t.Errorf("answered by %+v", c)
			}
			if before, _ := open(t, s, demarche.Filter{Until: "2025-02-02"}); before != 1 {
				t.Error("it was open until it was answered")
			}
		})
	}
}

func TestALaterReportTellsTheNumber(t *testing.T) {
	s := &shelf{}
	unknown := flight(0)
	unknown.People = nil
	s.dispatch(t, "a.txt", "2025-01-28", "", ownWords+"It was not said how many people were on board.", unknown, gap("COL", "how many people were on board"))
	if n, _ := open(t, s, demarche.Filter{}); n != 1 {
		t.Fatalf("%d open", n)
	}
	s.dispatch(t, "b.txt", "2025-01-29", "", wire, flight(110))
	n, answered := open(t, s, demarche.Filter{})
	if n != 0 || len(answered) != 1 || answered[0].By[0].Rule != "question/number" || answered[0].By[0].Event == "" {
		t.Fatalf("%d open, answered %+v", n, answered)
	}
	drop := demarche.Link{Relation: demarche.AnswersGap, What: demarche.ToReject, These: []string{answered[0].Gap.ID()}, Those: []string{answered[0].By[0].Entry.ID()}, Reviewer: "A. Reviewer", Reason: "another flight"}
	if _, err := s.Link(t.Context(), drop); err != nil {
		t.Fatal(err)
	}
	if n, _ := open(t, s, demarche.Filter{}); n != 1 {
		t.Error("a question stays closed by what a reviewer dropped")
	}
	cs, err := s.answers().GapConnections(t.Context(), answered[0].Gap)
	if err != nil || len(cs) != 1 || cs[0].Status != answers.ConnectionDropped {
		t.Errorf("its connections are %+v (%v)", cs, err)
	}
}

// Of a question that asks for a number is found what tells it, remembered or
// not, and nothing where its report tells of other movements too or told it itself.
func TestOpenQuestionsAreAnsweredByNumbers(t *testing.T) {
	unknown, other := flight(0), flight(30)
	unknown.People, other.Sender = nil, "MEX"
	asks := ownWords + "It was not said how many people were on board."
	for name, tt := range map[string]struct {
		moves []demarche.Record
		open  int
	}{"not told": {[]demarche.Record{unknown}, 0}, "told": {[]demarche.Record{flight(110)}, 1}, "of two": {[]demarche.Record{unknown, other}, 1}, "of none": {nil, 1}} {
		for _, warm := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s %t", name, warm), func(t *testing.T) {
				s := &shelf{}
				s.dispatch(t, "a.txt", "2025-01-28", "", asks, append(slices.Clone(tt.moves), gap("COL", "how many people were on board"))...)
				a := s.answers()
				if warm {
					a.WarmQuestions(t.Context())
				}
				if got, err := a.OpenQuestions(t.Context(), "", "2025-01-30", 5); err != nil || len(got) != 1 {
					t.Errorf("%d are open at first (%v)", len(got), err)
				}
				s.dispatch(t, "b.txt", "2025-01-29", "", wire, flight(110))
				if got, err := a.OpenQuestions(t.Context(), "", "2025-01-30", 5); err != nil || len(got) != tt.open {
					t.Errorf("%d are open, not %d (%v)", len(got), tt.open, err)
				}
				if n, _ := open(t, s, demarche.Filter{Until: "2025-01-30"}); n != tt.open {
					t.Errorf("%d are open by all that was read, not %d", n, tt.open)
				}
			})
		}
	}
}

func TestACopyOfTheReportAnswersNothing(t *testing.T) {
	s := &shelf{}
	later := func() *demarche.Quote {
		q := minister("further aircraft would follow before the end of the week")
		q.Date = "2025-02-03"
		return q
	}
	s.dispatch(t, "a.txt", "2025-01-28", "", wire, gap("COL", "whether further aircraft would follow"), later())
	s.dispatch(t, "b.txt", "2025-01-30", "", strings.Replace(wire, "late on Monday", "late Monday", 1), later())
	for _, e := range s.entries {
		e.Record.Shared().Evidence[0].Exact = wire
	}
	if n, answered := open(t, s, demarche.Filter{}); n != 1 {
		t.Errorf("%d open, answered %+v", n, answered)
	}
	s.telling(t, "c", "2025-02-04", "Further aircraft follow next week, the minister of the interior said at last.", minister("Further aircraft follow"))
	if n, _ := open(t, s, demarche.Filter{}); n != 0 {
		t.Error("another report answers nothing")
	}
}

func TestAReviewerNamesTheAnswer(t *testing.T) {
	s := &shelf{}
	s.telling(t, "a", "2025-02-01", silent, gap("COL", ""))
	s.telling(t, "b", "2025-02-03", spoke, minister("Ferries will carry families"))
	link := demarche.Link{Relation: demarche.AnswersGap, What: demarche.ToAccept, These: []string{s.entries[0].Record.Shared().ID}, Those: []string{s.entries[1].Record.Shared().ID}, Reviewer: "A. Reviewer", Reason: "so"}
	if _, err := s.Link(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	n, answered := open(t, s, demarche.Filter{})
	if n != 0 || len(answered) != 1 || answered[0].By[0].Status != answers.ConnectionConfirmed || answered[0].By[0].Rule != "" {
		t.Errorf("%d open, answered %+v", n, answered)
	}
}
