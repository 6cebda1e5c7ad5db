package answers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func where(t *testing.T, s *shelf, state demarche.State, on demarche.Date) answers.Standing {
	t.Helper()
	w, err := s.answers().Where(context.Background(), state, on)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWhereKeepsWhatWasSaidApart(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "2025-01-28",
		position("COL", refuse, own, military, "2025-01-26", on("protocol")),
		position("COL", accept, own, civil, "2025-01-26"),
		position("COL", accept, own, military, "2025-01-27", by(usa)),
		position("COL", accept, own, civil, "2025-01-28", on("dignity")),
		position("COL", refuse, own, anyMeans, "2025-01-28", at("Guantánamo Bay")),
		position("COL", accept, third, anyMeans, "2025-01-28", of("HTI", "VEN")))
	w := where(t, &s, "COL", "")
	if w.On != "2026-03-01" {
		t.Errorf("asked without a day, the answer is of %s", w.On)
	}
	type row struct {
		people  demarche.People
		means   demarche.Means
		place   demarche.Optional
		stance  demarche.Stance
		since   demarche.Date
		terms   []demarche.Term
		entries []string
	}
	want := []row{
		{own, military, "", refuse, "2025-01-26", []demarche.Term{"protocol"}, ids[:1]},
		{own, civil, "", accept, "2025-01-26", []demarche.Term{"dignity"}, []string{ids[3], ids[1]}},
		{own, anyMeans, "Guantánamo Bay", refuse, "2025-01-28", []demarche.Term{}, ids[4:5]},
		{third, anyMeans, "", accept, "2025-01-28", []demarche.Term{}, ids[5:6]},
	}
	var got []row
	for _, r := range w.Rows {
		got = append(got, row{r.People, r.Means, r.Place, r.Stance, r.Since, r.Terms, r.Entries})
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the rows are\n%v\nnot\n%v", got, want)
	}
	if o := w.Rows[0].Others; len(o) != 1 || o[0].Entry != ids[2] || o[0].Stance != accept {
		t.Errorf("the word of the USA is not shown apart: %+v", o)
	}
	if w.Rows[0].Word != answers.OwnWord || w.Rows[0].Sentence != "Sentence 0 of a.txt." {
		t.Errorf("the first row is %s word: %q", w.Rows[0].Word, w.Rows[0].Sentence)
	}
	if !slices.Equal(w.Rows[3].Nationals, []demarche.State{"HTI", "VEN"}) {
		t.Errorf("nationals are %v", w.Rows[3].Nationals)
	}
}

func TestWhereOnADay(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "", position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-27"))
	for day, want := range map[demarche.Date]demarche.Stance{"2025-01-26": refuse, "2025-01-27": accept, "2025-01": accept} {
		if w := where(t, &s, "COL", day); len(w.Rows) != 1 || w.Rows[0].Stance != want {
			t.Errorf("on %s the rows are %+v", day, w.Rows)
		}
	}
	if w := where(t, &s, "COL", "2025-01-25"); len(w.Rows) != 0 || len(w.Cells) != 0 {
		t.Errorf("before the first word there are %+v", w)
	}
}

func TestWhereOnlyOthersSpoke(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "", position("COL", accept, own, military, "2025-01-27", by(usa)))
	if r := where(t, &s, "COL", "").Rows[0]; r.Stance != accept || r.Word != answers.OtherWord || r.By.State != "USA" {
		t.Errorf("the row is %+v", r)
	}
}

func TestContestedIsFlagged(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "", position("COL", accept, own, military, "2025-01-27"), position("COL", refuse, own, military, "2025-01-27"))
	w := where(t, &s, "COL", "")
	if r := w.Rows[0]; r.Stance != answers.Contested || !r.Contested || r.Reason == "" || len(r.Entries) != 2 {
		t.Errorf("the row is %+v", r)
	}
	if c := w.Cell(own, military); c.Verdict != answers.Disputed {
		t.Errorf("the cell is %s", c.Verdict)
	}
}

func TestCellsInherit(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "", position("PAN", accept, anyone, anyMeans, "2025-02-12"), position("PAN", refuse, own, military, "2025-02-13"))
	w := where(t, &s, "PAN", "")
	for _, tt := range []struct {
		p demarche.People
		m demarche.Means
		v answers.Verdict
	}{
		{own, land, answers.Yes}, {own, military, answers.No}, {own, anyMeans, answers.YesWithTerms},
		{third, military, answers.Yes}, {third, anyMeans, answers.Yes},
	} {
		if c := w.Cell(tt.p, tt.m); c.Verdict != tt.v {
			t.Errorf("%s by %s is %s, not %s", tt.p, tt.m, c.Verdict, tt.v)
		}
	}
}

func TestMatrix(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "", position("PAN", accept, anyone, anyMeans, "2025-02-12"), position("COL", refuse, own, military, "2025-01-26"),
		position("BRA", accept, own, civil, "2025-03-01"))
	m, err := s.answers().Matrix(context.Background(), "2025-02-20")
	if err != nil {
		t.Fatal(err)
	}
	var got []demarche.State
	for _, w := range m {
		got = append(got, w.State)
	}
	if !slices.Equal(got, []demarche.State{"COL", "PAN"}) {
		t.Errorf("the states are %v", got)
	}
}

func TestChanges(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "", position("COL", refuse, own, military, "2025-01-26"), position("COL", accept, own, military, "2025-01-27"),
		position("COL", accept, own, military, "2025-01-29"), position("MEX", accept, own, anyMeans, "2025-01-20"))
	for since, want := range map[demarche.Date]int{"": 1, "2025-01-27": 1, "2025-01-28": 0} {
		c, err := s.answers().Changes(context.Background(), since)
		if err != nil || len(c) != want {
			t.Fatalf("since %q: %+v (%v)", since, c, err)
		}
		if want == 1 && (c[0].Before != refuse || c[0].After != accept || c[0].Date != "2025-01-27" || c[0].Entries[0] != ids[1]) {
			t.Errorf("the change is %+v", c[0])
		}
	}
}

func TestListsAreByDay(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "2025-02-01", &demarche.Act{Type: demarche.Protest, Actor: "BRA", Date: "2025-01-25"}, &demarche.Movement{Status: demarche.Completed, Means: "unknown"})
	s.add(t, "b.txt", "", &demarche.Act{Type: demarche.SendNote, Actor: "MEX"}, position("MEX", accept, own, anyMeans, "2025-01-28"))
	s.add(t, "c.txt", "2025-02-01", &demarche.Gap{Type: demarche.Declined, Who: "USA"})
	got, err := s.answers().Timeline(context.Background(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, i := range got {
		days = append(days, string(i.Day)+" "+string(i.DatedBy))
	}
	if want := []string{"2025-01-25 record", "2025-01-28 record", "2025-02-01 publication", " nothing"}; !slices.Equal(days, want) {
		t.Errorf("the days are %q", days)
	}
	gaps, err := s.answers().Gaps(context.Background(), demarche.Filter{})
	if err != nil || len(gaps) != 1 {
		t.Errorf("%d gaps (%v)", len(gaps), err)
	}
}

func TestItemsAreRecordsInJSON(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "2025-02-01", position("MEX", accept, own, anyMeans, "2025-01-28"))
	got, err := s.answers().Timeline(context.Background(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var back []struct {
		Kind, ID, State, Stance string
		Evidence                []demarche.Selector
		Report                  answers.Report
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if r := back[0]; r.Kind != "position" || r.ID != ids[0] || r.State != "MEX" || r.Report.Name != "a.txt" || r.Report.Day != "2025-01-28" || len(r.Evidence) != 1 {
		t.Errorf("%s", b)
	}
}

func TestShow(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "2025-02-01", position("MEX", accept, own, anyMeans, ""), position("MEX", refuse, third, anyMeans, ""))
	got, err := s.answers().Show(context.Background(), ids[1])
	if err != nil {
		t.Fatal(err)
	}
	e := got.Evidence[0]
	if !strings.HasSuffix(e.Before, "Sentence 0 of a.txt.\n") || e.Exact != "Sentence 1 of a.txt." || e.Fault != "" {
		t.Errorf("the evidence is %+v", e)
	}
	if got.Document.Name != "a.txt" || got.Document.Hash == "" {
		t.Errorf("the report is %+v", got.Document)
	}
	if _, err := s.answers().Show(context.Background(), "none"); demarche.CodeOf(err) != demarche.NotFound {
		t.Errorf("an unknown id gives %v", err)
	}
}

func TestStates(t *testing.T) {
	var s shelf
	s.add(t, "a.txt", "2025-02-01", position("MEX", accept, third, anyMeans, "2025-01-28", of("VEN")), &demarche.Gap{Type: demarche.Declined, Who: "Pew Research Center"})
	got, err := s.answers().States(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].State != "MEX" || got[0].Positions != 1 || got[2].State != "VEN" || got[2].Positions != 0 || got[2].Last != "2025-01-28" {
		t.Errorf("the states are %+v", got)
	}
}

func TestTurnsHaveFirstStancesAndTerms(t *testing.T) {
	var s shelf
	ids := s.add(t, "a.txt", "2025-01-28",
		position("COL", refuse, own, military, "2025-01-24"),
		position("COL", refuse, own, military, "2025-01-25"),
		position("COL", refuse, own, military, "2025-01-26", on("protocol")),
		position("COL", accept, own, military, "2025-01-27"),
		position("COL", refuse, own, civil, "2025-01-27", by(usa)))
	turns := func(since demarche.Date) []string {
		list, err := s.answers().Turns(t.Context(), "", since)
		if err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, x := range list {
			out = append(out, fmt.Sprint(x.Date, " ", x.Means, " ", x.Before, x.TermsBefore, " ", x.After, x.Terms, " ", x.New))
		}
		return out
	}
	want := []string{
		"2025-01-24 military_aircraft [] refuse[] [" + ids[0] + "]",
		"2025-01-26 military_aircraft refuse[] refuse[protocol] [" + ids[2] + "]",
		"2025-01-27 military_aircraft refuse[protocol] accept[] [" + ids[3] + "]",
	}
	if got := turns(""); !slices.Equal(got[:min(len(got), 3)], want) {
		t.Errorf("the turns are\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := turns("2025-01-27"); len(got) == 0 || !slices.Contains(got, want[2]) || slices.Contains(got, want[0]) {
		t.Errorf("since the last day they are %q", got)
	}
	changes, err := s.answers().Changes(t.Context(), "")
	if err != nil || len(changes) != 1 {
		t.Errorf("of these, changes of stance are %+v (%v)", changes, err)
	}
}
