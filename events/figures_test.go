package events

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// report is a report of testdata/reports.json with its records and the events
// that they tell of.
type report struct {
	Name      string        `json:"name"`
	Published demarche.Date `json:"published"`
	Publisher string        `json:"publisher"`
	Family    string        `json:"family"`
	Text      []string      `json:"text"` // sentences
	Records   []struct {
		Event  string          `json:"event"`
		At     []int           `json:"at"` // sentences that are the evidence
		Record json.RawMessage `json:"record"`
	} `json:"records"`
}

// library is the reports of the test set, as a ledger gives them.
type library struct {
	entries []demarche.Entry
	reports map[string]Report
	event   map[string]string // of each record, by id
	name    map[string]string // the report and the sentence of each record
}

func load(t testing.TB, file string) library {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var reports []report
	if err := json.Unmarshal(b, &reports); err != nil {
		t.Fatal(err)
	}
	l := library{reports: make(map[string]Report), event: make(map[string]string), name: make(map[string]string)}
	for _, r := range reports {
		document := demarche.HashOf([]byte(strings.Join(r.Text, " ")))
		l.reports[document] = Report{Publisher: r.Publisher}
		for i, told := range r.Records {
			record, err := demarche.ParseRecord(told.Record)
			if err != nil {
				t.Fatalf("%s, record %d: %v", r.Name, i, err)
			}
			for _, s := range told.At {
				record.Shared().Evidence = append(record.Shared().Evidence, demarche.Selector{Exact: r.Text[s]})
			}
			complete(record)
			if err := record.Check(); err != nil {
				t.Fatalf("%s, record %d: %v", r.Name, i, err)
			}
			id, err := demarche.Identify(document, record)
			if err != nil {
				t.Fatal(err)
			}
			record.Shared().ID = id
			l.entries = append(l.entries, demarche.Entry{Record: record, Document: document, Name: r.Name, Publish: r.Published, Sequence: int64(len(l.entries) + 1)})
			l.event[id], l.name[id] = told.Event, r.Name+": "+strings.Join(r.Text, " ")
		}
	}
	return l
}

// complete fills in what the test set leaves out because it is not said.
func complete(r demarche.Record) {
	if m, ok := r.(*demarche.Movement); ok && m.Means == "" {
		m.Means = demarche.MeansUnknown
	}
}

// figures says how well records of one event were joined.
type figures struct {
	right, wrong, missed int // pairs of records
	events, exact        int // events of the test set, and those found with all their records and no other
}

func measure(l library, events []Event, report func(kind, a, b string)) figures {
	var f figures
	found := make(map[string]string)
	sizes := make(map[string]int)
	for _, e := range events {
		for _, id := range e.Records {
			found[id] = e.ID
		}
	}
	for i, a := range l.entries {
		x := a.Record.Shared().ID
		sizes[l.event[x]]++
		for _, b := range l.entries[:i] {
			y := b.Record.Shared().ID
			switch want, got := l.event[x] == l.event[y], found[x] == found[y]; {
			case want && got:
				f.right++
			case got:
				f.wrong++
				report("wrong", x, y)
			case want:
				f.missed++
				report("missed", x, y)
			}
		}
	}
	f.events = len(sizes)
	for _, e := range events {
		name := l.event[e.Records[0]]
		if len(e.Records) == sizes[name] && !slices.ContainsFunc(e.Records, func(id string) bool { return l.event[id] != name }) {
			f.exact++
		}
	}
	return f
}

func (f figures) precision() float64 { return float64(f.right) / float64(max(1, f.right+f.wrong)) }
func (f figures) recall() float64    { return float64(f.right) / float64(max(1, f.right+f.missed)) }
func (f figures) f1() float64 {
	return 2 * float64(f.right) / float64(max(1, 2*f.right+f.wrong+f.missed))
}

func (f figures) String() string {
	return fmt.Sprintf("pairs right %d, wrong %d, missed %d; precision %.3f, recall %.3f, F1 %.3f; events exactly right %d of %d",
		f.right, f.wrong, f.missed, f.precision(), f.recall(), f.f1(), f.exact, f.events)
}

// TestFigures prints, with -v, how well events are found in the two test sets;
// `make events-figures` runs it. The rules were written with the first at hand;
// the second was written when they were.
func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		file              string
		precision, recall float64
		exact             float64 // share of events exactly right
	}{
		{"reports.json", .95, .9, .9},
		{"later.json", .95, .9, .9},
	} {
		l := load(t, tt.file)
		f := measure(l, Of(l.entries, l.reports), func(kind, a, b string) {
			t.Logf("%s: %s %q\n  and %s %q", kind, l.event[a], l.name[a], l.event[b], l.name[b])
		})
		t.Logf("figures of %s: %d reports, %d records, %s", tt.file, len(l.reports), len(l.entries), f)
		if f.precision() < tt.precision || f.recall() < tt.recall || float64(f.exact) < tt.exact*float64(f.events) {
			t.Errorf("%s: %s; want %+v", tt.file, f, tt)
		}
	}
}
