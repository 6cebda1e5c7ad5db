package answers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func first(t *testing.T, s *shelf, c answers.Claim) answers.FirstAnswer {
	t.Helper()
	a, err := s.answers().First(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func codes(a answers.FirstAnswer) []string {
	out := []string{}
	for _, d := range a.Doubts {
		out = append(out, d.Code)
	}
	return out
}

// filler keeps n reports, each of one day before, that tell nothing.
func filler(t *testing.T, s *shelf, n int) {
	t.Helper()
	for i := range n {
		s.dispatch(t, fmt.Sprintf("quiet %d.txt", i), demarche.Date(fmt.Sprintf("2025-01-%02d", i+1)), "", fmt.Sprintf("Nothing %d of note was told in the town of number %d on this day of the year, a clerk said.", i*7919, i))
	}
}

func TestFirst(t *testing.T) {
	for name, tt := range map[string]struct {
		said  []demarche.Record
		claim answers.Claim
		state demarche.State
		sure  answers.Sureness
		codes []string
	}{
		"nobody": {nil, answers.Claim{What: "refuse"}, "", "", []string{}},
		"own words of different days": {
			[]demarche.Record{position("MEX", refuse, own, military, "2025-01-24"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "MEX", answers.Likely, []string{"not_reviewed", "one_source"},
		},
		"the same day": {
			[]demarche.Record{position("MEX", refuse, own, military, "2025-01-26"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "COL", answers.Doubtful, []string{"tie", "not_reviewed", "one_source"},
		},
		"perhaps earlier, known to the month": {
			[]demarche.Record{position("MEX", refuse, own, military, "2025-01"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "COL", answers.Doubtful, []string{"tie", "not_reviewed", "one_source"},
		},
		"another's word": {
			[]demarche.Record{position("MEX", refuse, own, military, "2025-01-24", by(usa)), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "MEX", answers.Doubtful, []string{"other_word", "not_reviewed", "one_source"},
		},
		"a refusal of everything is one of military aircraft": {
			[]demarche.Record{position("MEX", refuse, own, anyMeans, "2025-01-24"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "MEX", answers.Likely, []string{"not_reviewed", "one_source"},
		},
		"and one of land is not": {
			[]demarche.Record{position("MEX", refuse, own, land, "2025-01-24"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Means: military}, "COL", answers.Likely, []string{"not_reviewed", "one_source"},
		},
		"an act": {
			[]demarche.Record{act("turn_back", "COL", "USA", "2025-01-26"), act("turn_back", "MEX", "USA", "2025-01-25"), act("protest", "BRA", "USA", "2025-01-20")},
			answers.Claim{What: "turn_back"}, "MEX", answers.Likely, []string{"report_word", "not_reviewed", "one_source"},
		},
		"since a day": {
			[]demarche.Record{position("MEX", refuse, own, military, "2025-01-24"), position("COL", refuse, own, military, "2025-01-26")},
			answers.Claim{What: "refuse", Since: "2025-01-25"}, "COL", answers.Likely, []string{"not_reviewed", "one_source"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			filler(t, s, 20)
			for i, r := range tt.said {
				s.add(t, fmt.Sprintf("report %d of things.txt", i), "2025-01-28", r)
			}
			a := first(t, s, tt.claim)
			if (a.First == nil) != (tt.state == "") || a.First != nil && a.First.State != tt.state {
				t.Fatalf("first is %+v, want %s", a.First, tt.state)
			}
			if a.Sure != tt.sure || !slices.Equal(codes(a), tt.codes) {
				t.Errorf("%s for %q, want %s for %q", a.Sure, codes(a), tt.sure, tt.codes)
			}
		})
	}
}

func TestRunnersDidWhatIsAskedAbout(t *testing.T) {
	s := &shelf{}
	elsewhere := position("GTM", refuse, own, anyMeans, "2025-01-27")
	elsewhere.Place = "Fort Example"
	for i, r := range []demarche.Record{
		position("COL", refuse, own, military, "2025-01-26"),
		elsewhere,
		position("MEX", refuse, own, anyMeans, "2025-01-28"),
		position("BRA", refuse, own, land, "2025-01-29"),
		position("HND", accept, own, anyMeans, "2025-01-26"),
		position("PER", accept, own, military, "2025-01-27"),
	} {
		s.add(t, fmt.Sprintf("report %d.txt", i), "2025-01-30", r)
	}
	for name, tt := range map[string]struct {
		claim answers.Claim
		want  string
	}{
		"a means":                       {answers.Claim{What: "refuse", Means: military}, "COL MEX, all means"},
		"no means":                      {answers.Claim{What: "refuse"}, "COL MEX BRA"},
		"a place":                       {answers.Claim{What: "refuse", Place: "Fort Example"}, "GTM"},
		"an acceptance by a means":      {answers.Claim{What: "accept", Means: military}, "PER"},
		"an acceptance, whatever means": {answers.Claim{What: "accept"}, "HND PER"},
	} {
		a := first(t, s, tt.claim)
		got := ""
		for _, c := range append([]answers.Contender{*a.First}, a.Runners...) {
			got = strings.TrimSpace(got + " " + string(c.State))
			if c.General {
				got += ", all means"
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestAStanceOnCertainNationalsCountsWhereTheyAreAskedAbout(t *testing.T) {
	s := &shelf{}
	certain := position("NGA", refuse, third, anyMeans, "2025-01-20")
	certain.Nationals = []demarche.State{"VEN"}
	own1 := position("COL", refuse, own, anyMeans, "2025-01-21")
	own1.Nationals = []demarche.State{"COL"} // its own, however they are called
	for i, r := range []demarche.Record{certain, own1, position("BFA", refuse, third, anyMeans, "2025-01-25")} {
		s.add(t, fmt.Sprintf("report %d.txt", i), "2025-01-30", r)
	}
	for name, tt := range map[string]struct {
		claim answers.Claim
		want  string
	}{
		"of nobody in particular": {answers.Claim{What: "refuse"}, "COL BFA; NGA"},
		"of third states":         {answers.Claim{What: "refuse", People: third}, "BFA; NGA"},
		"of those":                {answers.Claim{What: "refuse", People: third, Nationals: []demarche.State{"CUB", "VEN"}}, "NGA BFA;"},
		"of others":               {answers.Claim{What: "refuse", People: third, Nationals: []demarche.State{"CUB"}}, "BFA; NGA"},
	} {
		a := first(t, s, tt.claim)
		got := string(a.First.State)
		for _, c := range a.Runners {
			got += " " + string(c.State)
		}
		got += ";"
		for _, c := range a.Partly {
			got += " " + string(c.State)
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	if _, err := s.answers().First(t.Context(), answers.Claim{What: "protest", Nationals: []demarche.State{"VEN"}}); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("an act of certain nationals: %v", err)
	}
}

func TestFirstDependsOnWhatWasRead(t *testing.T) {
	s := &shelf{}
	s.add(t, "a.txt", "2025-01-26", position("COL", refuse, own, military, "2025-01-26"))
	claim := answers.Claim{What: "refuse"}
	if a := first(t, s, claim); a.Sure != answers.Doubtful || a.Nearby != 0 || !slices.Contains(codes(a), "nothing_before") {
		t.Errorf("with nothing read before: %s for %q", a.Sure, codes(a))
	}
	filler(t, s, 4)
	if a := first(t, s, claim); a.Sure != answers.Likely || a.Nearby != 4 || a.Oldest != "2025-01-01" || !slices.Contains(codes(a), "little_before") {
		t.Errorf("with 4 reports: %s for %q, %d nearby", a.Sure, codes(a), a.Nearby)
	}
	filler(t, s, 15)
	s.entries[0].Review = demarche.Accepted
	s.add(t, "b.txt", "2025-01-27", position("COL", refuse, own, military, "2025-01-26"))
	if a := first(t, s, claim); a.Sure != answers.Sure || len(a.Doubts) != 0 {
		t.Errorf("reviewed, from two sources, with 15 reports before: %s for %q", a.Sure, codes(a))
	}
	s.add(t, "c.txt", "", position("MEX", refuse, own, military, ""))
	if a := first(t, s, claim); a.Sure != answers.Doubtful || len(a.Undated) != 1 {
		t.Errorf("with an undated one: %s for %q", a.Sure, codes(a))
	}
}

func TestClaimsThatCannotBeAsked(t *testing.T) {
	for _, c := range []answers.Claim{
		{What: "rumour"}, {What: "refuse", Means: "rocket"}, {What: "refuse", People: "all"}, {What: "refuse", Target: "USA"}, {What: "protest", Means: military},
	} {
		if _, err := (&shelf{}).answers().First(t.Context(), c); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
