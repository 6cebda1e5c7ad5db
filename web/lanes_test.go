package web

import (
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func dated(days ...demarche.Date) []answers.Item {
	var out []answers.Item
	for _, d := range days {
		out = append(out, answers.Item{Day: d})
	}
	return out
}

func TestTheAxisCoversTheDays(t *testing.T) {
	for name, tt := range map[string]struct {
		days        []demarche.Date
		today       demarche.Date
		first, last string // ticks
		count       int
	}{
		"one day":    {[]demarche.Date{"2025-01-26"}, "2025-01-26", "25 Jan 2025", "26 Jan", 2},
		"two months": {[]demarche.Date{"2025-01-05", "2025-03-01"}, "2025-02-15", "4 Jan 2025", "27 Feb", 7},
		"a year":     {[]demarche.Date{"2025-01", "2025-12-31"}, "2025-11-30", "Jan 2025", "Jan 2026", 7},
		"ten years":  {[]demarche.Date{"2016-05-01", "2026-04-01"}, "2026-06-01", "2018", "2026", 5},
	} {
		a, ok := newAxis(dated(tt.days...), tt.today)
		if !ok {
			t.Fatalf("%s: no axis", name)
		}
		ticks := a.ticks()
		if len(ticks) != tt.count || ticks[0].Word != tt.first || ticks[len(ticks)-1].Word != tt.last {
			t.Errorf("%s: the ticks are %+v", name, ticks)
		}
		for _, d := range tt.days {
			if x := a.middle(d); x <= 0 || x >= 100 {
				t.Errorf("%s: %s stands at %f", name, d, x)
			}
		}
	}
	if _, ok := newAxis(dated("", ""), "2025-01-01"); ok {
		t.Error("there is an axis without days")
	}
	old := append(dated("1492-10-12"), dated("2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08", "2025-01-09", "2025-01-10",
		"2025-01-11", "2025-01-12", "2025-01-13", "2025-01-14", "2025-01-15", "2025-01-16", "2025-01-17", "2025-01-18", "2025-01-19", "2025-01-20")...)
	if a, _ := newAxis(old, "2025-02-01"); a.from.Year() != 2024 {
		t.Errorf("one day far back stretches the axis to %v", a.from)
	}
}

func TestPeriods(t *testing.T) {
	for day, want := range map[demarche.Date][3][3]string{
		"2025-05-17": {{"May 2025", "2025-05-01", "2025-05-31"}, {"2025, second quarter", "2025-04-01", "2025-06-30"}, {"2025", "2025-01-01", "2025-12-31"}},
		"2024-02":    {{"February 2024", "2024-02-01", "2024-02-29"}, {"2024, first quarter", "2024-01-01", "2024-03-31"}, {"2024", "2024-01-01", "2024-12-31"}},
		"2024":       {{"2024", "2024-01-01", "2024-12-31"}, {"2024", "2024-01-01", "2024-12-31"}, {"2024", "2024-01-01", "2024-12-31"}},
		"2025-12-31": {{"December 2025", "2025-12-01", "2025-12-31"}, {"2025, fourth quarter", "2025-10-01", "2025-12-31"}, {"2025", "2025-01-01", "2025-12-31"}},
		"":           {{"no day", "", ""}, {"no day", "", ""}, {"no day", "", ""}},
	} {
		for i, per := range periods() {
			if word, since, until := periodOf(day, per); [3]string{word, string(since), string(until)} != want[i] {
				t.Errorf("the %s of %q is %q, from %s to %s", per, day, word, since, until)
			}
		}
	}
}

func TestWordsBelowADrawingDoNotRunIntoEachOther(t *testing.T) {
	ticks := spaced([]laneTick{
		{Word: "4 Jan 2025", at: 0}, {Word: "13 Jan", at: 8}, {Word: "22 Jan", at: 20}, {Word: "31 Jan", at: 40}, {Word: "9 Feb", at: 87}, {Word: "18 Feb", at: 96, Last: true},
	})
	var wide, narrow []string
	for _, t := range ticks {
		wide = append(wide, t.Word)
		if !t.Roomy {
			narrow = append(narrow, t.Word)
		}
	}
	if got := strings.Join(wide, "|"); got != "4 Jan 2025||22 Jan|31 Jan|9 Feb|" {
		t.Errorf("on a wide screen %s", got)
	}
	if got := strings.Join(narrow, "|"); got != "4 Jan 2025|31 Jan|9 Feb" {
		t.Errorf("on a narrow screen %s", got)
	}
}

func TestTheDrawingEndsToday(t *testing.T) {
	a, _ := newAxis(dated("2024-01-01", "2024-02-01"), "2025-03-01")
	if x := a.at(demarche.Date("2025-03-01").First()); x < 95 || x > 100 || demarche.Day(a.to) != "2025-03-01" {
		t.Errorf("today stands at %f of a drawing to %v", x, a.to)
	}
	s := &site{now: webfixture.Now}
	a, _ = newAxis(dated("2025-01-01", "2026-01-01"), s.today()) // a flight is planned for then
	board := answers.Board{State: "COL", On: "2025-01-10"}
	board.Fields[0] = answers.Field{People: demarche.OwnNationals, Means: demarche.MeansAny, Verdict: answers.No}
	b := s.band(a, "COL", demarche.OwnNationals, []answers.Board{board})
	want := percent(a.at(s.today().First().AddDate(0, 0, 1)) - a.at(board.On.First()))
	if len(b.Parts) != 1 || b.Parts[0].Width != want {
		t.Errorf("the stance is drawn %+v, not %s wide", b.Parts, want)
	}
}
