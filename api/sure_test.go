package api

import (
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/internal/webfixture"
)

// Every answer says how sure the reader was of what it rests on.
func TestAnswersSayHowSureTheyAre(t *testing.T) {
	a, words := webfixture.Judged(t, demarche.Decision{Record: webfixture.Reports()[0].Records[0].Shared().ID, What: demarche.ToAccept, Reviewer: "Ann", Reason: "so it is"})
	h, err := Handler(a, words, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Rows, Cells []struct {
			Verdict    string
			Entries    []string
			Confidence *float64
		}
	}
	if err := json.Unmarshal(asked(h, "/api/where?on=2025-01-26", "").Body.Bytes(), &all); err != nil || len(all) == 0 {
		t.Fatalf("%d states stand anywhere (%v)", len(all), err)
	}
	seen := map[string]bool{}
	for _, st := range all {
		for _, c := range slices.Concat(st.Rows, st.Cells) {
			if c.Confidence == nil || *c.Confidence < 0 || *c.Confidence > 1 {
				t.Fatalf("%+v has no confidence", c)
			}
			switch {
			case *c.Confidence == 1:
				seen["judged"] = true
			case *c.Confidence == 0:
				seen["not estimated"] = true
			}
		}
	}
	if !seen["judged"] || !seen["not estimated"] {
		t.Errorf("of the answers are %v", seen)
	}
	for _, address := range []string{"/api/where", "/api/changes", "/api/events", "/api/flights", "/api/counts", "/api/timeline", "/api/gaps"} {
		w := asked(h, address, "text/csv")
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || w.Code != http.StatusOK || !slices.Contains(rows[0], "confidence") {
			t.Errorf("%s answers %d with the columns %v (%v)", address, w.Code, rows, err)
		}
	}
}

// Entries of one event can be told as such in a spreadsheet.
func TestTheTimelineNamesEvents(t *testing.T) {
	a, words := webfixture.Newsroom(t)
	h, err := Handler(a, words, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(asked(h, "/api/timeline", "text/csv").Body.String())).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("the timeline is %v (%v)", rows, err)
	}
	of := func(name string) int { return slices.Index(rows[0], name) }
	for _, row := range rows[1:] {
		if row[of("event")] == "" || row[of("event")] != rows[1][of("event")] || row[of("reports")] != "3" || row[of("families")] != "2" {
			t.Errorf("a row is of the event %q, told by %s reports, %s without copies", row[of("event")], row[of("reports")], row[of("families")])
		}
	}
	var list struct {
		Entries []struct {
			Report struct{ Event string }
		}
	}
	if err := json.Unmarshal(asked(h, "/api/timeline", "").Body.Bytes(), &list); err != nil || len(list.Entries) != 3 || list.Entries[0].Report.Event != rows[1][of("event")] {
		t.Errorf("as JSON it is %+v (%v)", list, err)
	}
}
