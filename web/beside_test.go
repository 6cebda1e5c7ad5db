package web

import (
	"log/slog"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func TestEventsAreListedOnce(t *testing.T) {
	a, words := webfixture.Newsroom(t)
	h := Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	for _, path := range []string{"/events", "/timeline", "/events?kind=movement"} {
		page := get(h, path)
		checkPage(t, path, page.Body.Bytes(), false)
		s := text(t, page.Body.Bytes())
		for _, want := range []string{"3 entries; 2 of this page stand under others", "2 more reports of the same", "told by 3 reports, 2 without copies"} {
			if !strings.Contains(s, want) {
				t.Errorf("%s does not say %q: %s", path, want, s)
			}
		}
	}
	if page := get(h, "/events").Body.String(); !strings.Contains(page, `<p class="what"><abbr class="tag" title="movement">M</abbr> <a href="/events/`) {
		t.Error("a line does not lead to its event")
	}
	if page := get(h, "/events?kind=act"); !strings.Contains(text(t, page.Body.Bytes()), "Nothing of this kind") {
		t.Error("acts are listed where there are none")
	}
}

func TestCopiesAreListedByTheirOrigin(t *testing.T) {
	a, words := webfixture.Newsroom(t)
	h := Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	page := get(h, "/copies")
	checkPage(t, "/copies", page.Body.Bytes(), false)
	s := text(t, page.Body.Bytes())
	for _, want := range []string{"1 family", "A plane lands 28 January 2025; copied in 1 report", "Plane lands 29 January 2025, Copy"} {
		if !strings.Contains(s, want) {
			t.Errorf("it does not say %q: %s", want, s)
		}
	}
	if strings.Contains(s, "Back home") {
		t.Error("a report that copies nothing is listed")
	}
	for _, number := range []string{"2", "-1", "x", "99999999999999999999"} {
		checkPage(t, "page "+number, get(h, "/copies?page="+number).Body.Bytes(), false)
	}
}

func TestChangesAreListedAndNarrowed(t *testing.T) {
	a, words := webfixture.Answers(t)
	h := Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	all, err := a.Changes(t.Context(), "")
	if err != nil || len(all) == 0 {
		t.Fatalf("the fixture has %d changes (%v)", len(all), err)
	}
	last := all[len(all)-1]
	for path, want := range map[string]int{
		"/changes": len(all), "/changes?since=" + string(last.Date): of(all, func(c answers.Change) bool { return c.Date >= last.Date }),
		"/changes?state=" + string(last.State): of(all, func(c answers.Change) bool { return c.State == last.State }), "/changes?state=FRA": 0, "/changes?until=2020": 0,
	} {
		page := get(h, path)
		checkPage(t, path, page.Body.Bytes(), false)
		if n := strings.Count(page.Body.String(), `<p class="shift">`); n != want {
			t.Errorf("%s lists %d changes, not %d", path, n, want)
		}
	}
	first := strings.Count(get(h, "/changes?first=1").Body.String(), `<p class="shift">`)
	if first <= len(all) {
		t.Errorf("with first stances there are %d, without %d", first, len(all))
	}
	for _, path := range []string{"/changes?state=Ruritania", "/changes?since=yesterday"} {
		if got := get(h, path); got.Code < 400 || got.Code >= 500 {
			t.Errorf("%s answers %d", path, got.Code)
		}
	}
}

func of(all []answers.Change, is func(answers.Change) bool) (n int) {
	for _, c := range all {
		if is(c) {
			n++
		}
	}
	return n
}

// Fields stand in words: no code of the record model is left to the reader.
func TestFieldsAreInWords(t *testing.T) {
	names, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	flight, yes := 2, true
	for want, r := range map[string]demarche.Record{
		"State: Colombia (COL) | Stance: refuse | Sending state: United States (USA) | Whose nationals: its own nationals | Means: military aircraft | Terms: dignity, a protocol first | Said by: name: Jane Doe | Said by: role: foreign minister | Said by: state: Colombia (COL) | Date: 26 January 2025 | The reader: 84% sure": &demarche.Position{
			Common: demarche.Common{Kind: demarche.KindPosition, Confidence: .84}, State: "COL", Stance: demarche.Refuse, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft,
			Terms: []demarche.Term{"dignity", "protocol"}, By: &demarche.Speaker{Name: "Jane Doe", Role: "foreign minister", State: "COL"}, Date: "2025-01-26",
		},
		"Status: turned back | Sender: United States (USA) | State of the destination: Colombia (COL) | Means: by land | Flights: 2 | People: 1,500 | Nationals of: Cuba (CUB), Haiti (HTI) | In restraints: yes": &demarche.Movement{
			Common: demarche.Common{Kind: demarche.KindMovement}, Status: demarche.TurnedBack, Sender: "USA", DestinationState: "COL", Means: demarche.Land, Flights: &flight, People: number(1500),
			Nationals: []demarche.State{"CUB", "HTI"}, Restrained: &yes,
		},
		"What is counted: living without authorisation | Value: 2,500,000 | Unit: US dollars | Who counts: a ministry": &demarche.Count{
			Common: demarche.Common{Kind: demarche.KindCount}, What: demarche.UnauthorizedPopulation, Value: 2.5e6, Unit: "usd", Source: "a ministry",
		},
		"Type: not specified | Who did not say: Ruritania | About: how many": &demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap}, Type: demarche.NotSpecified, Who: "Ruritania", About: "how many"},
	} {
		var got []string
		for _, f := range names.fields(r) {
			got = append(got, f.Name+": "+f.Value)
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("it says\n%s\nnot\n%s", s, want)
		}
	}
	if got := names.spelt("destination COL in both, sent by the FBI and USA, ABC"); got != "destination Colombia in both, sent by the FBI and the United States, ABC" {
		t.Errorf("spelt out it says %q", got)
	}
}

func number(n int) *int { return &n }
