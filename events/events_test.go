package events

import (
	"slices"
	"strings"
	"testing"

	"demarche"
)

func TestCopiesAddNoWitness(t *testing.T) {
	l := load(t, "reports.json")
	before := Of(l.entries, l.reports)
	// Every report is copied by another paper.
	entries, reports := slices.Clone(l.entries), make(map[string]Report)
	for document, r := range l.reports {
		reports[document] = Report{Publisher: r.Publisher, Families: []string{document}}
		reports["copy of "+document] = Report{Publisher: "Copying Post", Families: []string{document}}
	}
	for _, e := range l.entries {
		entries = append(entries, copied(t, e, "copy of "+e.Document))
	}
	after := Of(entries, reports)
	if len(after) != len(before) {
		t.Fatalf("%d events with copies, %d without", len(after), len(before))
	}
	for i, e := range after {
		w, was := e.Witnesses, before[i].Witnesses
		if w.Reports != 2*was.Reports || w.Families != was.Families || w.Independent != was.Independent {
			t.Errorf("event %s: %+v with copies, %+v without", e.ID, w, was)
		}
	}
}

func TestWitnesses(t *testing.T) {
	b := New()
	for document, r := range map[string]Report{
		"a": {Families: []string{"a"}, Publisher: "Meridian"}, "copy": {Families: []string{"a"}, Publisher: "Post"},
		"b": {Families: []string{"b"}, Publisher: "Meridian"}, "c": {Publisher: "Courier"}, "merged": {Families: []string{"a", "c"}, Publisher: "Mirror"},
	} {
		b.Tell(document, r)
	}
	for _, tt := range []struct {
		documents string
		want      Witnesses
	}{
		{"a", Witnesses{1, 1, 1}},
		{"a copy", Witnesses{2, 1, 1}},
		{"copy", Witnesses{1, 1, 1}},
		{"a b", Witnesses{2, 2, 1}},
		{"a c merged", Witnesses{3, 2, 2}},
		{"merged copy", Witnesses{2, 1, 1}},
		{"merged", Witnesses{1, 1, 1}},
		{"unknown a", Witnesses{2, 2, 2}},
	} {
		var items []*item
		for _, d := range strings.Fields(tt.documents) {
			items = append(items, &item{Document: d})
		}
		if got := b.witnesses(items); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.documents, got, tt.want)
		}
	}
}

// TestDifferingDetails holds the ranges, and who says what.
func TestDifferingDetails(t *testing.T) {
	l := load(t, "reports.json")
	for _, e := range Of(l.entries, l.reports) {
		if l.event[e.ID] != "kabul" {
			continue
		}
		for _, d := range e.Details {
			if d.Field == "people" {
				if d.Low != "27" || d.High != "30" || len(d.Values) != 3 || d.Values[0].Value != "28" || len(d.Values[0].Records) != 3 || d.Agreed() {
					t.Errorf("people: %+v", d)
				}
			}
			if d.Field == "sender" && (!d.Agreed() || d.Values[0].Value != "DEU" || d.Low != "") {
				t.Errorf("sender: %+v", d)
			}
		}
		if e.Witnesses.Reports != 5 || e.Witnesses.Independent != 4 {
			t.Errorf("witnesses: %+v", e.Witnesses)
		}
		return
	}
	t.Error("the event is not found")
}

// TestPlacesStandInTheirState: of two journeys that a reviewer made one, the place
// that is told first lies in the state that is.
func TestPlacesStandInTheirState(t *testing.T) {
	type told struct{ place, state string }
	for _, tt := range []struct {
		name         string
		told         []told
		place, state string
	}{
		{"two legs", []told{{"Soto Cano", "HND"}, {"Caracas", "VEN"}}, "Soto Cano", "HND"},
		{"most tell the state alone", []told{{"", "HND"}, {"", "HND"}, {"Caracas", "VEN"}, {"Caracas", "VEN"}, {"Caracas", "VEN"}}, "Caracas", "VEN"},
		{"the place that most tell lies elsewhere", []told{{"Caracas", "VEN"}, {"Caracas", "VEN"}, {"Soto Cano", "HND"}, {"Comayagua", "HND"}, {"", "HND"}}, "Comayagua", "HND"},
		{"no place lies in the state that most tell", []told{{"", "HND"}, {"", "HND"}, {"Caracas", "VEN"}}, "Caracas", "VEN"},
		{"a place whose state is not told", []told{{"", "HND"}, {"", "HND"}, {"Caracas", "VEN"}, {"Soto Cano", ""}}, "Soto Cano", "HND"},
		{"states alone", []told{{"", "HND"}, {"", "VEN"}}, "", "HND"},
	} {
		b, all := New(), []string{}
		for i, w := range tt.told {
			id := string(rune('a' + i))
			all = append(all, id)
			b.Add(demarche.Entry{Document: "report " + id, Publish: "2025-03-25", Record: &demarche.Movement{
				Common: demarche.Common{Kind: demarche.KindMovement, ID: id, Evidence: []demarche.Selector{{Exact: "A plane landed."}}}, Status: demarche.Completed,
				Destination: demarche.Optional(w.place), DestinationState: demarche.State(w.state), Means: demarche.MeansUnknown, Date: "2025-03-24"}})
		}
		b.Decide(Decision{ID: "1", Verb: Merge, These: all})
		found := b.Events()
		if len(found) != 1 {
			t.Fatalf("%s: %d events", tt.name, len(found))
		}
		first := func(field string) string {
			for _, d := range found[0].Details {
				if d.Field == field {
					return d.Values[0].Value
				}
			}
			return ""
		}
		if place, state := first("destination"), first("destination_state"); place != tt.place || state != tt.state {
			t.Errorf("%s: %s in %s, not %s in %s", tt.name, place, state, tt.place, tt.state)
		}
	}
}

// TestLeavesOpenWhatIsNotTold: a record that fits several events joins none.
func TestLeavesOpenWhatIsNotTold(t *testing.T) {
	b := New()
	add := func(id string, people *int, words string) {
		b.Add(demarche.Entry{Document: "report " + id, Publish: "2025-03-05", Record: &demarche.Movement{
			Common: demarche.Common{Kind: demarche.KindMovement, ID: id, Evidence: []demarche.Selector{{Exact: words}}}, Status: demarche.Completed,
			Sender: "USA", DestinationState: "HND", Means: demarche.MeansUnknown, People: people, Date: "2025-03-04"}})
	}
	add("a", some(118), "A plane with 118 people landed.")
	add("c", nil, "A plane landed in Honduras.")
	if n := len(b.Events()); n != 1 {
		t.Errorf("%d events where one flight is known, want 1", n)
	}
	add("b", some(97), "A plane with 97 people landed.")
	events := b.Events()
	if len(events) != 3 {
		t.Fatalf("%d events, want two flights and a record that may be of either", len(events))
	}
	for _, e := range events {
		if want := map[bool][]string{true: {"a", "b"}, false: nil}[e.ID == "c"]; !slices.Equal(e.Perhaps, want) {
			t.Errorf("%s is perhaps %v, want %v", e.ID, e.Perhaps, want)
		}
	}
}

// TestDaysThatDiffer holds when reports may be a day apart.
func TestDaysThatDiffer(t *testing.T) {
	act := func(id string, day demarche.Date, words string) demarche.Entry {
		return demarche.Entry{Document: "report " + id, Publish: "2025-03-07", Record: &demarche.Act{
			Common: demarche.Common{Kind: demarche.KindAct, ID: id, Evidence: []demarche.Selector{{Exact: words}}}, Type: demarche.Summon, Actor: "BRA", Target: "USA", Date: day}}
	}
	const handcuffs, visas = "The envoy was summoned late in the evening to explain the handcuffs.", "The ambassador had to listen to a complaint on visas for students."
	for _, tt := range []struct {
		name string
		b    demarche.Entry
		want int
	}{
		{"a day apart in like words", act("b", "2025-03-05", "Late in the evening the envoy had to explain the handcuffs."), 1},
		{"a day apart in other words", act("b", "2025-03-05", visas), 2},
		{"two days apart", act("b", "2025-03-06", handcuffs), 2},
		{"within the month", act("b", "2025-03", handcuffs), 1},
		{"in another month", act("b", "2025-04", handcuffs), 2},
		{"without a day, published weeks later", func() demarche.Entry { e := act("b", "", handcuffs); e.Publish = "2025-03-31"; return e }(), 2},
		{"without a day, published the day after", func() demarche.Entry { e := act("b", "", handcuffs); e.Publish = "2025-03-05"; return e }(), 1},
	} {
		if got := Of([]demarche.Entry{act("a", "2025-03-04", handcuffs), tt.b}, nil); len(got) != tt.want {
			t.Errorf("%s: %d events, want %d", tt.name, len(got), tt.want)
		}
	}
}

func TestRejectedRecordsTellNothing(t *testing.T) {
	l := load(t, "later.json")
	b := New()
	for _, e := range l.entries {
		b.Add(e)
		e.Review = demarche.Rejected
		b.Add(e)
	}
	if n := len(b.Events()); n != 0 {
		t.Errorf("%d events of rejected records", n)
	}
}

// TestUndatedPlans: a plan without a day is carried out in the weeks that follow.
func TestUndatedPlans(t *testing.T) {
	movement := func(id string, status demarche.Status, published, day demarche.Date, people int) demarche.Entry {
		return demarche.Entry{Document: "report " + id, Publish: published, Record: &demarche.Movement{
			Common: demarche.Common{Kind: demarche.KindMovement, ID: id, Evidence: []demarche.Selector{{Exact: "A flight to Kigali."}}}, Status: status,
			Sender: "GBR", DestinationState: "RWA", Means: demarche.MeansUnknown, People: &people, Date: day}}
	}
	plan := movement("plan", demarche.Planned, "2026-04-02", "", 38)
	for _, tt := range []struct {
		name    string
		flight  demarche.Entry
		events  int
		perhaps bool
	}{
		{"two weeks later", movement("flight", demarche.Completed, "2026-04-15", "2026-04-14", 38), 1, false},
		{"months later, the same telling number", movement("flight", demarche.Completed, "2026-08-15", "2026-08-14", 38), 2, false},
		{"with another number", movement("flight", demarche.Completed, "2026-04-15", "2026-04-14", 80), 2, false},
		{"told in a report without a day", movement("flight", demarche.Completed, "", "", 38), 2, true},
	} {
		events := Of([]demarche.Entry{plan, tt.flight}, nil)
		if perhaps := len(events[0].Perhaps) > 0; len(events) != tt.events || perhaps != tt.perhaps {
			t.Errorf("%s: %d events, perhaps the same %v; want %d, %v", tt.name, len(events), perhaps, tt.events, tt.perhaps)
		}
	}
}
