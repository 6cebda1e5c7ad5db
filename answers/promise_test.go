package answers_test

import (
	"slices"
	"testing"

	"demarche"
	"demarche/answers"
)

func act(t demarche.ActType, actor, target demarche.Optional, on demarche.Date) *demarche.Act {
	return &demarche.Act{Type: t, Actor: actor, Target: target, Date: on}
}

func move(status demarche.Status, from, to demarche.State, on demarche.Date) *demarche.Movement {
	return &demarche.Movement{Status: status, Sender: from, DestinationState: to, Means: demarche.MeansUnknown, Nationals: []demarche.State{}, Date: on}
}

func promises(t *testing.T, s *shelf, state demarche.State) answers.PromiseList {
	t.Helper()
	list, err := s.answers().Promises(t.Context(), demarche.Filter{State: state})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func rules(cs []answers.Connection) []string {
	out := []string{}
	for _, c := range cs {
		out = append(out, c.Rule+" "+string(c.Relation)+" "+string(c.Status))
	}
	return out
}

func TestWhatFollowsFromAPromise(t *testing.T) {
	for name, tt := range map[string]struct {
		promise *demarche.Act
		later   []demarche.Record
		want    []string
	}{
		"a threat and the measure":           {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("sanction", "USA", "COL", "2025-01-26")}, []string{"threat/measure carries_out proposed"}},
		"a threat and its end":               {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("ease", "USA", "COL", "2025-01-27")}, []string{"threat/ease reverses proposed"}},
		"a measure against another":          {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("sanction", "USA", "MEX", "2025-01-28")}, []string{}},
		"a measure before the threat":        {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("sanction", "USA", "COL", "2025-01-25")}, []string{}},
		"perhaps before the threat":          {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("sanction", "USA", "COL", "2025-01")}, []string{}},
		"more than a year later":             {act("threaten", "USA", "COL", "2025-01-26"), []demarche.Record{act("sanction", "USA", "COL", "2026-02-01")}, []string{}},
		"silence":                            {act("threaten", "USA", "COL", "2025-01-26"), nil, []string{}},
		"a pledge and the first flight":      {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{move("completed", "USA", "COL", "2025-01-30"), move("completed", "USA", "COL", "2025-01-28")}, []string{"pledge/movement carries_out proposed"}},
		"a flight that is planned":           {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{move("planned", "USA", "COL", "2025-01-28")}, []string{}},
		"a flight from elsewhere":            {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{move("completed", "MEX", "COL", "2025-01-28")}, []string{}},
		"an agreement, sides exchanged":      {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{act("agree", "USA", "COL", "2025-02-01")}, []string{"pledge/agreement carries_out proposed"}},
		"a pledge and a refusal":             {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{position("COL", refuse, own, military, "2025-02-01")}, []string{"pledge/refusal contradicts proposed"}},
		"a refusal in another's word":        {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{position("COL", refuse, own, military, "2025-02-01", by(usa))}, []string{}},
		"carried out, then halted":           {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{move("completed", "USA", "COL", "2025-01-28"), act("suspend", "COL", "USA", "2025-02-01")}, []string{"pledge/movement carries_out proposed", "pledge/halted reverses proposed"}},
		"an order without words in common":   {act("order", "USA", "", "2025-01-27"), []demarche.Record{move("completed", "USA", "GTM", "2025-01-28")}, []string{}},
		"a deny, which follows from nothing": {act("pledge", "COL", "USA", "2025-01-27"), []demarche.Record{act("deny", "COL", "USA", "2025-01-28")}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			s.add(t, "promise.txt", "2025-01-27", tt.promise)
			for i, r := range tt.later {
				s.add(t, string(rune('a'+i))+" later report.txt", "2025-02-02", r)
			}
			list := promises(t, s, "")
			if len(list.Open) != 1 || len(list.Closed) != 0 {
				t.Fatalf("%d open, %d closed", len(list.Open), len(list.Closed))
			}
			if got := rules(list.Open[0].Connections); !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestNewsWithoutADayFollowsByItsReport: what no report dates follows from a
// promise if it was first told after it, though both were told within the days
// of which reports tell news.
func TestNewsWithoutADayFollowsByItsReport(t *testing.T) {
	for name, tt := range map[string]struct {
		promised demarche.Date // by the report; it was published on 26 January
		told     demarche.Date // day of the report that tells of the end
		eased    demarche.Date // by that report
		want     []string
	}{
		"told the day after":                  {"", "2025-01-27", "", []string{"threat/ease reverses proposed"}},
		"told the day after, a dated promise": {"2025-01-26", "2025-01-27", "", []string{"threat/ease reverses proposed"}},
		"told on the same day":                {"", "2025-01-26", "", []string{}},
		"told the day before":                 {"", "2025-01-25", "", []string{}},
		"told later, of a day before":         {"", "2025-01-27", "2025-01-25", []string{}},
		"told later, of a month":              {"", "2025-01-27", "2025-01", []string{}},
		"told later, of the day":              {"", "2025-01-27", "2025-01-26", []string{"threat/ease reverses proposed"}},
		"told much later":                     {"", "2026-01-30", "", []string{}},
	} {
		s := &shelf{}
		s.add(t, "threat.txt", "2025-01-26", act("threaten", "USA", "COL", tt.promised))
		s.add(t, "ease.txt", tt.told, act("ease", "USA", "COL", tt.eased))
		if got := rules(promises(t, s, "").Open[0].Connections); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestPlacesCarryOutOrders(t *testing.T) {
	s := &shelf{}
	s.dispatch(t, "order.txt", "2025-01-29", "", "The president ordered the camp at Port Rosa to be readied for thousands of people.", act("order", "USA", "", "2025-01-29"))
	s.entries[0].Record.Shared().Evidence[0].Exact = "The president ordered the camp at Port Rosa to be readied for thousands of people."
	m := move("completed", "USA", "CUB", "2025-02-04")
	m.Destination = "Port Rosa"
	s.add(t, "flight.txt", "2025-02-05", m)
	s.add(t, "held.txt", "2025-02-10", &demarche.Count{What: demarche.Held, Value: 90, Unit: "people", Place: "Port Rosa", In: "CUB", Of: "USA", AsOf: "2025-02-10"})
	got := rules(promises(t, s, "USA").Open[0].Connections)
	if want := []string{"order/movement carries_out proposed", "order/figure carries_out proposed"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if list := promises(t, s, "CUB"); len(list.Open)+len(list.Closed) != 0 {
		t.Errorf("a state without a part has %+v", list)
	}
}

func TestReviewersCloseAndReopenPromises(t *testing.T) {
	s := &shelf{}
	p := s.add(t, "pledge.txt", "2025-01-27", act("pledge", "COL", "USA", "2025-01-27"))[0]
	first := s.add(t, "first.txt", "2025-01-28", move("completed", "USA", "COL", "2025-01-28"))[0]
	second := s.add(t, "second.txt", "2025-01-31", move("completed", "USA", "COL", "2025-01-31"))[0]
	other := s.add(t, "other.txt", "2025-02-03", act("praise", "USA", "COL", "2025-02-03"))[0]
	decide := func(what demarche.Judgement, relation demarche.Relation, later string) {
		t.Helper()
		if _, err := s.Link(t.Context(), demarche.Link{Relation: relation, What: what, These: []string{p}, Those: []string{later}, Reviewer: "A. Reviewer", Reason: "so"}); err != nil {
			t.Fatal(err)
		}
	}
	decide(demarche.ToReject, demarche.CarriesOut, first)
	list := promises(t, s, "")
	if len(list.Open) != 1 {
		t.Fatalf("a dropped connection closes it: %+v", list)
	}
	if got, want := rules(list.Open[0].Connections), []string{"pledge/movement carries_out dropped", "pledge/movement carries_out proposed"}; !slices.Equal(got, want) || list.Open[0].Connections[1].Entry.ID() != second {
		t.Errorf("after one is dropped: %q", got)
	}
	decide(demarche.ToAccept, demarche.CarriesOut, second)
	if list = promises(t, s, ""); len(list.Closed) != 1 || list.Closed[0].Connections[1].Reviewer != "A. Reviewer" {
		t.Errorf("a confirmed connection leaves it open: %+v", list)
	}
	decide(demarche.ToAccept, demarche.Contradicts, other)
	if list = promises(t, s, ""); len(list.Closed) != 1 || !slices.Contains(rules(list.Closed[0].Connections), " contradicts confirmed") {
		t.Errorf("what a reviewer made is not there: %+v", list)
	}
	if _, err := s.Link(t.Context(), demarche.Link{What: demarche.ToUndo, Undoes: 2, Reviewer: "A. Reviewer", Reason: "no"}); err != nil {
		t.Fatal(err)
	}
	if list = promises(t, s, ""); len(list.Open) != 1 {
		t.Errorf("taken back, it stays closed: %+v", list)
	}
}

func TestWhatReviewersConnectIsChecked(t *testing.T) {
	s := &shelf{}
	p := s.add(t, "pledge.txt", "2025-01-27", act("pledge", "COL", "USA", "2025-01-27"))[0]
	flown := s.add(t, "flight.txt", "2025-01-28", move("completed", "USA", "COL", "2025-01-28"))[0]
	before := s.add(t, "before.txt", "2025-01-03", move("completed", "USA", "COL", "2025-01-02"))[0]
	office := s.add(t, "office.txt", "2025-01-29", &demarche.Office{Name: "Ana Ruiz", Role: "foreign minister", State: "COL"})[0]
	for _, tt := range []struct {
		name           string
		relation       demarche.Relation
		what           demarche.Judgement
		earlier, later string
		fits           bool
	}{
		{"a flight carries a pledge out", demarche.CarriesOut, demarche.ToAccept, p, flown, true},
		{"the rule's proposal is dropped", demarche.CarriesOut, demarche.ToReject, p, flown, true},
		{"nothing carries a flight out", demarche.CarriesOut, demarche.ToAccept, flown, p, false},
		{"what came before carries nothing out", demarche.CarriesOut, demarche.ToAccept, p, before, false},
		{"an office carries nothing out", demarche.CarriesOut, demarche.ToAccept, p, office, false},
		{"a pledge is no question", demarche.AnswersGap, demarche.ToAccept, p, flown, false},
		{"a pledge does not bear on itself", demarche.Reverses, demarche.ToAccept, p, p, false},
		{"nobody proposed what is dropped", demarche.Reverses, demarche.ToReject, p, flown, false},
	} {
		l := demarche.Link{Relation: tt.relation, What: tt.what, These: []string{tt.earlier}, Those: []string{tt.later}}
		if err := s.answers().CheckConnection(t.Context(), l); tt.fits && err != nil || !tt.fits && (demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "") {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	for name, ids := range map[string][]string{"one entry": {p}, "an entry and itself": {p, p}, "two kinds": {p, flown}} {
		if all, err := s.answers().Merged(t.Context(), ids); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%s is merged: %v (%v)", name, all, err)
		}
	}
	if all, err := s.answers().Merged(t.Context(), []string{flown, before}); err != nil || len(all) != 2 {
		t.Errorf("two flights are merged: %v (%v)", all, err)
	}
}
