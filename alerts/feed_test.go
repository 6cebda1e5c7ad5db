package alerts

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/mmcdole/gofeed/atom"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

func recent(t *testing.T, a *answers.Answers, f Filter) []Change {
	t.Helper()
	changes, err := Recent(t.Context(), a, f, func(s demarche.State) string { return string(s) }, webfixture.Now())
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestTheFeedIsReadByAnotherProgram(t *testing.T) {
	a, _ := webfixture.Answers(t)
	changes := recent(t, a, Filter{})
	b, err := Atom(changes, "https://ledger.example", "/feeds/atom", "all", "everything")
	if err != nil {
		t.Fatal(err)
	}
	feed, err := (&atom.Parser{}).Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%v:\n%s", err, b)
	}
	if len(feed.Entries) != len(changes) || len(changes) < 3 || feed.Title != "Demarche: everything" || feed.ID == "" || feed.UpdatedParsed == nil {
		t.Fatalf("%d entries for %d changes, feed %q of %v", len(feed.Entries), len(changes), feed.ID, feed.UpdatedParsed)
	}
	kinds := make(map[string]int)
	seen := make(map[string]bool)
	for i, e := range feed.Entries {
		if seen[e.ID] || !strings.HasPrefix(e.ID, "urn:demarche:change:") || e.UpdatedParsed == nil || !e.UpdatedParsed.Equal(changes[i].Found.Truncate(time.Second)) || !strings.HasPrefix(e.Links[0].Href, "https://ledger.example/") {
			t.Errorf("entry %+v", e)
		}
		seen[e.ID] = true
		kinds[e.Categories[0].Term]++
	}
	if kinds["position"] == 0 || kinds["gap"] == 0 || kinds["flight"] == 0 {
		t.Errorf("the kinds are %v", kinds)
	}
	empty, err := Atom(nil, "", "/feeds/atom", "none", "nothing")
	if err != nil {
		t.Fatal(err)
	}
	if feed, err := (&atom.Parser{}).Parse(bytes.NewReader(empty)); err != nil || feed.UpdatedParsed == nil {
		t.Errorf("an empty feed: %v", err)
	}
}

func TestTheCalendarIsReadByAnotherProgram(t *testing.T) {
	a, _ := webfixture.Answers(t)
	changes := append(recent(t, a, Filter{}), Change{ID: "month", Kind: Flight, Title: "A month; with, signs\\ and " + strings.Repeat("é", 100), Day: "2025-02", Found: webfixture.Now()}, Change{ID: "never", Title: "No day"})
	b, err := Calendar(changes, "https://ledger.example", "everything")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.SplitSeq(b, []byte("\r\n")) {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
	}
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("%v:\n%s", err, b)
	}
	found := false
	for _, e := range cal.Events() {
		start, err := e.DateTimeStart(time.UTC)
		end, endErr := e.DateTimeEnd(time.UTC)
		uid := e.Props.Get(ical.PropUID)
		if err != nil || endErr != nil || !end.After(start) || uid == nil || e.Props.Get(ical.PropDateTimeStamp) == nil || uid.Value == "never@demarche.invalid" {
			t.Errorf("event %+v (%v, %v)", e.Props, err, endErr)
		}
		if uid.Value == "month@demarche.invalid" {
			title, err := e.Props.Text(ical.PropSummary)
			found = err == nil && title == changes[len(changes)-2].Title && start.Equal(time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)) && end.Equal(time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC))
		}
	}
	if !found {
		t.Errorf("the month is not read back:\n%s", b)
	}
	if err := ical.NewEncoder(io.Discard).Encode(cal); err != nil { // checks what an event must have
		t.Errorf("the calendar is not whole: %v", err)
	}
}

func TestFeedsAreNarrowed(t *testing.T) {
	a, _ := webfixture.Answers(t)
	all := len(recent(t, a, Filter{}))
	for name, f := range map[string]Filter{
		"state": {States: []demarche.State{"HND"}}, "kind": {Kinds: []Kind{Gap}}, "people": {People: demarche.OwnNationals}, "means": {Means: demarche.Sea},
	} {
		some := recent(t, a, f)
		for _, c := range some {
			if !f.Passes(c) {
				t.Errorf("by %s comes %+v", name, c)
			}
		}
		if len(some) >= all {
			t.Errorf("by %s there are %d of %d", name, len(some), all)
		}
	}
}

func TestOldChangesAreInAFeedThatHasFewNewOnes(t *testing.T) {
	a, _ := webfixture.Answers(t)
	later, err := Recent(t.Context(), a, Filter{}, func(s demarche.State) string { return string(s) }, webfixture.Now().AddDate(5, 0, 0))
	if err != nil || len(later) != len(recent(t, a, Filter{})) {
		t.Errorf("five years later there are %d changes (%v)", len(later), err)
	}
}

func TestAChangeOfAFeedStaysTheSame(t *testing.T) {
	p := newPlace(t)
	p.add("2025-01-24", "Guatemala, Friday.\n\n"+arrival+"\n", flight(arrival, demarche.Completed, 80, "2025-01-24"))
	w := p.watcher(&Config{})
	before := recent(t, w.Answers, Filter{})
	p.now = p.now.Add(time.Hour)
	p.add("2025-01-23", "Printed a day before, found later.\n\n"+arrival+" That is what was told.\n", flight(arrival, demarche.Completed, 80, "2025-01-24"))
	after := recent(t, w.Answers, Filter{})
	if len(before) != 1 || len(after) != 1 || before[0].ID != after[0].ID || !before[0].Found.Equal(after[0].Found) {
		t.Errorf("it was %+v and is %+v", before, after)
	}
}

// TestAFeedTellsThatAFlightWentOn has a movement be planned, then completed: the
// feed has an entry for each, with the sentence that says so, the calendar one
// event that is what it was called before.
func TestAFeedTellsThatAFlightWentOn(t *testing.T) {
	p := newPlace(t)
	planned := "A military plane with 80 people will leave El Paso for Guatemala City on Friday."
	p.add("2025-01-23", "Guatemala.\n\n"+planned+"\n", flight(planned, demarche.Planned, 80, "2025-01-24"))
	w := p.watcher(&Config{})
	first := recent(t, w.Answers, Filter{})
	p.now = p.now.Add(time.Hour)
	p.add("2025-01-24", "Guatemala, Friday.\n\n"+arrival+"\n", flight(arrival, demarche.Completed, 80, "2025-01-24"))
	p.now = p.now.Add(time.Hour)
	p.add("2025-01-22", "Guatemala, found later, printed earlier.\n\nOn Wednesday: "+planned+"\n", flight(planned, demarche.Planned, 80, "2025-01-24"))
	both := recent(t, w.Answers, Filter{})
	if len(first) != 1 || len(both) != 2 || both[1].ID != first[0].ID || both[1].After != "planned" || both[0].Before != "planned" || both[0].After != "completed" ||
		both[0].Sentence != arrival || both[1].Sentence != planned || !both[0].Found.Equal(both[1].Found.Add(time.Hour)) {
		t.Errorf("it was %+v and is %+v", first, both)
	}
	uids := func(changes []Change) (ids, titles []string) {
		b, err := Calendar(changes, "", "all")
		if err != nil {
			t.Fatal(err)
		}
		cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range cal.Events() {
			ids, titles = append(ids, e.Props.Get(ical.PropUID).Value), append(titles, e.Props.Get(ical.PropSummary).Value)
		}
		return ids, titles
	}
	before, _ := uids(first)
	after, titles := uids(both)
	if len(before) != 1 || !slices.Equal(before, after) || !strings.Contains(titles[0], "completed") {
		t.Errorf("the calendar had %q and has %q, %q", before, after, titles)
	}
}

// TestANewerReaderMakesNoNewChange has a newer reader read all reports otherwise
// than the one before, but for what changed: a subscriber of the feed sees
// nothing new, neither by the ids nor by the times.
func TestANewerReaderMakesNoNewChange(t *testing.T) {
	p := newPlace(t)
	w := p.watcher(&Config{})
	gap := &demarche.Gap{Common: says(demarche.KindGap, question), Type: demarche.NotSpecified, Who: "GTM", About: "how its consuls would check identities of passengers"}
	quote := &demarche.Quote{Common: says(demarche.KindQuote, answer), Text: "Our consuls will check identities of passengers at the airport", By: &demarche.Speaker{Name: "embassy", State: "GTM"}, Date: "2025-02-03"}
	first, second := flight(arrival, demarche.Planned, 80, "2025-01-24"), flight(arrival, demarche.Completed, 80, "2025-01-24")
	said := position(refusal, "COL", demarche.Refuse, "2025-01-26")
	texts := []string{"Guatemala.\n\n" + arrival + "\n\n" + question + "\n", "Guatemala, later.\n\n" + arrival + " It was seen.\n", "Bogota.\n\n" + refusal + "\n", "Guatemala, in February.\n\n" + answer + "\n"}
	for i, records := range [][]demarche.Record{{first, gap}, {second}, {said}, {quote}} {
		p.now = p.now.Add(time.Hour)
		p.add([]demarche.Date{"2025-01-23", "2025-01-24", "2025-01-27", "2025-02-03"}[i], texts[i], records...)
	}
	amended := flight(arrival, demarche.Planned, 80, "2025-01-24").(*demarche.Movement)
	amended.Origin, amended.Evidence = "", first.Shared().Evidence
	list := func() (out []string) {
		for _, c := range recent(t, w.Answers, Filter{}) {
			out = append(out, strings.Join([]string{string(c.Kind), c.ID, c.Before, c.After, c.Found.String()}, " "))
		}
		return out
	}
	before := list()
	if len(before) != 4 {
		t.Fatalf("the feed has %q", before)
	}
	p.now = p.now.Add(time.Hour)
	if _, err := p.store.Decide(t.Context(), demarche.Decision{Record: first.Shared().ID, What: demarche.ToAmend, Amended: amended, Reviewer: "A. Reviewer", Reason: "not told from where"}); err != nil {
		t.Fatal(err)
	}
	if after := list(); !slices.Equal(before, after) {
		t.Errorf("after an amendment it has\n%s\nand had\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}
	askedAgain, quoteAgain, saidAgain := *gap, *quote, *said.(*demarche.Position)
	askedAgain.About, quoteAgain.Channel, saidAgain.By = "how consuls would check identities of passengers", demarche.Statement, nil
	again := func(r demarche.Record) demarche.Record {
		m := *r.(*demarche.Movement)
		m.Origin, m.Nationals = "", []demarche.State{}
		return &m
	}
	for i, records := range [][]demarche.Record{{again(first), &askedAgain}, {again(second)}, {&saidAgain}, {&quoteAgain}} {
		p.now = p.now.Add(time.Hour)
		p.reread(texts[i], records...)
		if after := list(); !slices.Equal(before, after) {
			t.Errorf("after report %d was read again it has\n%s\nand had\n%s", i, strings.Join(after, "\n"), strings.Join(before, "\n"))
		}
	}
}

// What is kept of a stance for programs is read back whole, however it is worded for people.
func TestStancesAreReadBack(t *testing.T) {
	for _, terms := range [][]demarche.Term{nil, {"dignity"}, demarche.Terms()} {
		want := stand{Stance: demarche.Refuse, Terms: terms}
		if got := newStandOf(want.String()); got.Stance != want.Stance || !slices.Equal(got.Terms, want.Terms) {
			t.Errorf("%q is read as %+v", want, got)
		}
	}
}
