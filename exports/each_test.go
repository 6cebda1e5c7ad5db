package exports_test

import (
	"fmt"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ledger/sqlite"
)

// TestGoingThroughManyEntries goes through more entries than are read at a
// time: each comes once, in the order of the log, and each event once.
func TestGoingThroughManyEntries(t *testing.T) {
	store, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	const reports, each = 13, 40
	for i := range reports {
		text := fmt.Sprintf("Report %d.\n", i)
		var records demarche.Records
		for j := range each {
			people := 100 + 7*j
			exact := fmt.Sprintf("On day %d a plane with %d people from base %d landed at port %d.", j%28+1, people, j, j)
			start := len([]rune(text))
			text += exact + "\n"
			records = append(records, &demarche.Movement{
				Common: demarche.Common{Kind: demarche.KindMovement, Evidence: []demarche.Selector{{Exact: exact, Start: start, End: start + len(exact)}}},
				Status: demarche.Completed, Sender: "USA", Destination: demarche.Optional(fmt.Sprintf("Port %d", j)), DestinationState: "GTM",
				Means: demarche.MilitaryAircraft, People: &people, Nationals: []demarche.State{}, Date: demarche.Date(fmt.Sprintf("2025-01-%02d", j%28+1)),
			})
		}
		d := demarche.Document{Name: "report.txt", Published: "2025-02-01", Lang: "en", Text: text}
		for _, r := range records {
			if r.Shared().ID, err = demarche.Identify(d.Hash(), r); err != nil {
				t.Fatal(err)
			}
		}
		c := demarche.Capture{Address: fmt.Sprintf("report-%d", i), Bytes: []byte(text)}
		d.Capture = c.Hash()
		if _, err := store.Add(t.Context(), c, d, demarche.Reading{Doc: demarche.DocInfo{File: d.Name, SHA256: d.Hash(), Reader: "test"}, Records: records}); err != nil {
			t.Fatal(err)
		}
	}
	a := answers.New(store, time.Now)
	seen, last := make(map[string]bool), int64(0)
	err = a.Each(t.Context(), demarche.Filter{}, func(it answers.Item) error {
		if seen[it.ID()] || it.Sequence <= last {
			t.Errorf("%s at line %d comes after line %d", it.ID(), it.Sequence, last)
		}
		seen[it.ID()], last = true, it.Sequence
		return nil
	})
	if err != nil || len(seen) != reports*each {
		t.Errorf("%d of %d entries came (%v)", len(seen), reports*each, err)
	}
	told, witnesses := make(map[string]bool), 0
	err = a.EachEvent(t.Context(), demarche.Filter{}, func(e answers.Event) error {
		if told[e.ID] {
			t.Errorf("event %s comes twice", e.ID)
		}
		told[e.ID] = true
		witnesses += len(e.Witnesses)
		return nil
	})
	if err != nil || witnesses != reports*each || len(told) >= witnesses {
		t.Errorf("%d events with %d witnesses came (%v)", len(told), witnesses, err)
	}
	stop := fmt.Errorf("enough")
	n := 0
	if err := a.Each(t.Context(), demarche.Filter{}, func(answers.Item) error { n++; return stop }); err != stop || n != 1 {
		t.Errorf("it stopped after %d with %v", n, err)
	}
}

func TestPublishersAreCounted(t *testing.T) {
	store, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	for i, day := range []demarche.Date{"2025-01-03", "2025-01-01", ""} {
		text := fmt.Sprintf("Report %d.", i)
		c := demarche.Capture{Address: "https://www.news.example/a", Bytes: []byte(text), Taken: time.Date(2025, 2, 1+i, 0, 0, 0, 0, time.UTC)}
		d := demarche.Document{Name: "r", Published: day, Lang: "en", Text: text, Capture: c.Hash()}
		if i == 1 {
			d.Agency = "Example Agency"
		}
		if _, err := store.Add(t.Context(), c, d, demarche.Reading{Doc: demarche.DocInfo{SHA256: d.Hash(), Published: day, Reader: "test"}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := answers.New(store, time.Now).Publishers(t.Context())
	want := []answers.Publisher{
		{Name: "news.example", Reports: 2, First: "2025-01-03", Last: "2025-01-03", Taken: time.Date(2025, 2, 3, 0, 0, 0, 0, time.UTC)},
		{Name: "example agency", Reports: 1, First: "2025-01-01", Last: "2025-01-01", Taken: time.Date(2025, 2, 2, 0, 0, 0, 0, time.UTC)},
	}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("they are %v, want %v (%v)", got, want, err)
	}
}
