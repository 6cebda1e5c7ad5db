package web

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func chartOf(points map[answers.SeriesKind][]answers.Point) *chartView {
	p := answers.PlaceReport{}
	for _, k := range []answers.SeriesKind{answers.ExistingRoom, answers.AnnouncedRoom, answers.PeopleHeld, answers.PeopleSent, answers.PeopleToSend} {
		if points[k] != nil {
			p.Series = append(p.Series, answers.Series{Kind: k, Points: points[k]})
		}
	}
	return newChart(p)
}

func point(day demarche.Date, low, high int) answers.Point {
	return answers.Point{Day: day, Low: low, High: high}
}

func TestChartsDrawFiguresWhereTheyBelong(t *testing.T) {
	if c := chartOf(nil); c != nil {
		t.Errorf("nothing is drawn as %+v", c)
	}
	if c := chartOf(map[answers.SeriesKind][]answers.Point{answers.PeopleHeld: {point("", 5, 5)}}); c != nil {
		t.Errorf("a figure without a day is drawn as %+v", c)
	}
	c := chartOf(map[answers.SeriesKind][]answers.Point{
		answers.ExistingRoom: {point("2025-01-01", 100, 100), point("2025-01-11", 400, 400)},
		answers.PeopleHeld:   {point("2025-01-06", 90, 110), point("", 1, 1)},
		answers.PeopleSent:   {point("2025-01", 10, 10)},
	})
	room, held, sent := c.Series[0], c.Series[1], c.Series[2]
	if room.Line == "" || held.Line == "" || sent.Line != "" || room.Ranges != "" || held.Ranges == "" || c.Undated != 1 {
		t.Errorf("%+v", c)
	}
	// From the day of the first to that of the second, up, and on to the end.
	m := regexp.MustCompile(`^M(\d+) (\d+)H(\d+)V(\d+)H(\d+)$`).FindStringSubmatch(room.Line)
	if m == nil {
		t.Fatalf("the line is %q", room.Line)
	}
	n := make([]int, len(m))
	for i := range m {
		n[i], _ = strconv.Atoi(m[i])
	}
	if n[1] <= c.Left || n[3] <= n[1] || n[4] != c.Top || n[2] != c.Bottom-(c.Bottom-c.Top)/4 || n[5] != c.Right {
		t.Errorf("the line is %q in a field of %+v", room.Line, c)
	}
	if last := c.Up[len(c.Up)-1]; c.Up[0].At != c.Bottom || c.Up[0].Label != "0" || last.At != c.Top || last.Label != "400" {
		t.Errorf("the ticks are %+v", c.Up)
	}
	if c.Across[0].Label != "31 December 2024" && c.Across[0].Label != "31 Dec 2024" {
		t.Errorf("the days are %+v", c.Across)
	}
	for _, s := range c.Series {
		if s.Key == "" || s.Word == "" || strings.ContainsAny(s.Marks+s.Line+s.Key, "%!N") {
			t.Errorf("%+v", s)
		}
	}
}

func TestChartsOfOddFigures(t *testing.T) {
	for name, points := range map[string][]answers.Point{
		"none": {point("2025-01-01", 0, 0)}, "one day": {point("2025-01-01", 3, 3)}, "a year": {point("2025", 1, 1)}, "far apart": {point("1500-01-01", 1, 1), point("9999-12-31", 2, 2)},
		"very many": {point("2025-01-01", 1, 1<<40)},
	} {
		c := chartOf(map[answers.SeriesKind][]answers.Point{answers.PeopleHeld: points})
		for _, n := range regexp.MustCompile(`-?\d+`).FindAllString(regexp.MustCompile(`[a-z][^A-Z]*`).ReplaceAllString(c.Series[0].Marks+c.Series[0].Line, " "), -1) {
			if x, err := strconv.Atoi(n); err != nil || x < 0 || x > c.Width {
				t.Errorf("%s: %s is drawn outside: %+v", name, n, c.Series[0])
			}
		}
		if len(c.Up) < 2 || len(c.Up) > 7 || len(c.Across) == 0 {
			t.Errorf("%s: %d and %d ticks", name, len(c.Up), len(c.Across))
		}
	}
}

func TestPlacesAreDrawnAndListed(t *testing.T) {
	w := get(pagesOver(webfixture.Camps(t)), "/places")
	checkPage(t, "/places", w.Body.Bytes(), false)
	page, got := w.Body.String(), text(t, w.Body.Bytes())
	for _, s := range []string{"Room that is there", "Room announced", "People held", "People sent", "People to be sent", "1 of the figures below has no day and is not drawn", "The camp held seven people when nobody looked."} {
		if !strings.Contains(got, s) {
			t.Errorf("the page does not say %q:\n%s", s, got)
		}
	}
	for _, class := range []string{"c-capacity-existing", "c-capacity-announced", "c-held", "c-sent", "c-transfer-announced"} {
		if strings.Count(page, class) != 2 { // drawn, and in the key
			t.Errorf("%s is drawn %d times", class, strings.Count(page, class)-1)
		}
	}
}

// The name of a day stands below what is drawn of that day.
func TestDaysBelowAChartAreWhereTheirFiguresAre(t *testing.T) {
	for name, days := range map[string][2]demarche.Date{"two days": {"2025-02-04", "2025-02-05"}, "a week": {"2025-02-04", "2025-02-11"}, "three months": {"2025-01-03", "2025-04-01"}} {
		c := chartOf(map[answers.SeriesKind][]answers.Point{answers.PeopleSent: {point(days[0], 10, 10), point(days[1], 20, 20)}})
		if len(c.Across) < 2 {
			t.Fatalf("%s: the days are %+v", name, c.Across)
		}
		var at [2]int // of the two figures
		for i, m := range regexp.MustCompile(`M(\d+) `).FindAllStringSubmatch(c.Series[0].Marks, 2) {
			at[i], _ = strconv.Atoi(m[1])
		}
		perDay := float64(at[1]-at[0]) / (days[1].First().Sub(days[0].First()).Hours() / 24)
		for _, tick := range c.Across {
			when, err := time.Parse("2 Jan 2006", tick.Label)
			if err != nil {
				t.Fatal(err)
			}
			want := float64(at[0]) + perDay*when.Sub(days[0].First()).Hours()/24
			if float64(tick.At)-want > 1.5 || want-float64(tick.At) > 1.5 {
				t.Errorf("%s: %s stands at %d, where figures of that day stand at %.1f", name, tick.Label, tick.At, want)
			}
		}
	}
	c := chartOf(map[answers.SeriesKind][]answers.Point{answers.PeopleSent: {point("2023-05-05", 1, 1), point("2025-09-20", 2, 2)}})
	for _, tick := range c.Across {
		if !strings.HasPrefix(tick.Label, "Jan ") {
			t.Errorf("of years the days are %+v", c.Across)
		}
	}
}
