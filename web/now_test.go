package web

import (
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

// on counts n entries on each of these days.
func on(n int, days ...demarche.Date) []answers.DayCount {
	var out []answers.DayCount
	for _, d := range days {
		out = append(out, answers.DayCount{Day: d, Entries: n})
	}
	return out
}

// first gives the address of the first page on a day.
func first(day demarche.Date) string { return address("/", "on", string(day)) }

func TestSlider(t *testing.T) {
	s := newScale(append(on(1, "2025-01-01"), append(on(2, "2025-01-03"), on(1, "2031-01-01")...)...), "2025-03-01")
	for day, want := range map[demarche.Date]slider{
		"2024-12-01": {Step: 0, Next: "/?on=2025-01-03"},
		"2025-01-01": {Step: 0, Next: "/?on=2025-01-03"},
		"2025-01-02": {Step: 1, Previous: "/?on=2025-01-01", Next: "/?on=2025-01-03"},
		"2025-01-03": {Step: 2, Previous: "/?on=2025-01-01", Next: "/"},
		"2025-02-01": {Step: 3, Previous: "/?on=2025-01-03"},
	} {
		got := s.slider(day, first)
		if got.Step != want.Step || got.Previous != want.Previous || got.Next != want.Next || got.End != 3 || got.First != "2025-01-01" {
			t.Errorf("on %s: %+v, not %+v", day, got, want)
		}
	}
	if bars := s.bars(s.end()); len(bars) != 2 || bars[0].Height >= bars[1].Height || bars[1].X != 2*1000/3 {
		t.Errorf("the bars are %v", bars)
	}
	if newScale(on(1, "2026-01-01"), "2025-03-01").slider("2025-03-01", first) != nil {
		t.Error("there is a slider without days")
	}
}

func TestAFewDaysFarBackDoNotStretchTheSlider(t *testing.T) {
	s := newScale(append(on(1, "0001-01-01", "1492-10-12"), on(40, "2025-01-01", "2025-01-02", "2025-01-20")...), "2025-03-01")
	if got := s.slider("1492-10-12", first); got.First != "2025-01-01" || got.Step != 0 || got.End != 20 {
		t.Errorf("the slider is %+v", got)
	}
	if got := newScale(on(1, "0001-01-01", "2025-01-01"), "2025-03-01").slider("2025-01-01", first); got.Step != 739251 || got.Step >= got.End {
		t.Errorf("over two thousand years the slider is %+v", got)
	}
}

func TestADayYetToComeIsNotCalledToday(t *testing.T) {
	h := site0(t)
	const caution = "This day is yet to come, and nothing is known of what came after"
	for at, want := range map[string]bool{"/": false, "/?on=2025-03-01": false, "/?on=2030-01-01": true, "/states/COL": false, "/states/COL?on=2030-01-01": true} {
		body := get(h, at).Body.String()
		if got := strings.Contains(body, caution); got != want {
			t.Errorf("%s warns of a day yet to come: %t", at, got)
		}
		if want && strings.Contains(mainOf(body), `<span class="nb">today</span>`) {
			t.Errorf("%s is called today", at)
		}
	}
	if body := get(h, "/?on=2030-01-01").Body.String(); !strings.Contains(body, `on <span class="nb">1 January 2030</span>`) || strings.Contains(body, "data-fresh") {
		t.Error("the table of a day yet to come is not headed by it, or is refreshed as that of today")
	}
}

func TestTheViewForAWallHasNoForms(t *testing.T) {
	h := site0(t)
	wall := get(h, "/?wall=1&people=own").Body.String()
	if strings.Contains(mainOf(wall), "<form") || !strings.Contains(wall, `class="wall" data-fresh`) || !strings.Contains(wall, `<a href="/?people=own">`) {
		t.Errorf("the view for a wall is %s", mainOf(wall)[:600])
	}
	if now := get(h, "/?people=own").Body.String(); !strings.Contains(now, `<a href="/?people=own&amp;wall=1">`) || strings.Contains(now, `class="wall"`) {
		t.Error("the table does not lead to its view for a wall")
	}
}

func TestEveryPageSaysOnPaperWhereItIsFrom(t *testing.T) {
	h := site0(t)
	for _, at := range []string{"/", "/states/COL?on=2025-01-26", "/gaps", "/flights?per=year", "/would?state=COL", "/nowhere"} {
		_, line, _ := strings.Cut(get(h, at).Body.String(), `<p class="paper mark">`)
		line, _, _ = strings.Cut(line, "</p>")
		if !strings.HasPrefix(line, "As of 1 March 2025; the log has ") || !strings.Contains(line, "root of the tree ") || !strings.HasSuffix(line, "<span data-here>"+at+"</span>") {
			t.Errorf("%s says on paper %q", at, line)
		}
	}
}
