// Package webfixture makes the small ledger over which the pages, the API and
// the server are tested: a refusal and the agreement that follows it, a word
// of others, a camp with too little room, a threat carried out, a question and
// its answer, a report full of markup. Its reports and speakers are invented.
package webfixture

import (
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/ledger/sqlite"
)

// Now is the time that the fixture takes for the present.
func Now() time.Time { return time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC) }

// Hostile is text that would run if it were written into a page as it is.
const Hostile = `<script>alert('x')</script><img src=x onerror="alert(1)">"'>&amp;{{.}}`

// Evidence of the reports, for tests that look for it.
const (
	Refusal   = "Colombia will not let military aircraft with deported people land until there is a protocol, the foreign minister said on Sunday."
	Agreement = "Colombia has agreed to take its nationals on military aircraft again, the foreign minister said on Wednesday."
	Room      = "The camp at Port Rosa has beds for 120 people."
	Answered  = "\"The ferries will carry families home,\" the foreign minister of Colombia said on Thursday."
	Told      = "Honduras had agreed to take nationals of other states, a spokeswoman of the United States said."
)

// Report is a report of the fixture.
type Report struct {
	Document demarche.Document
	Records  demarche.Records
}

// Answers gives the answers over the ledger of the fixture, kept on disk for
// as long as the test runs, and the words to ask for them.
func Answers(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	return open(t, Reports())
}

// Empty gives the answers over a ledger that holds nothing.
func Empty(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	return open(t, nil)
}

func open(t testing.TB, reports []Report) (*answers.Answers, *ask.Words) {
	t.Helper()
	a, words, _ := store(t, reports)
	return a, words
}

// store gives a ledger with reports in it, and the answers over it.
func store(t testing.TB, reports []Report) (*answers.Answers, *ask.Words, *sqlite.Store) {
	t.Helper()
	l := kept(t, reports)
	a, words := over(t, l)
	a.Working(NewWork())
	return a, words, l
}

// over gives the answers over a ledger.
func over(t testing.TB, l demarche.Ledger) (*answers.Answers, *ask.Words) {
	t.Helper()
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	return answers.New(l, Now), words
}

// kept gives a ledger with reports in it.
func kept(t testing.TB, reports []Report) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db", sqlite.Options{Clock: Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	fill(t, store, reports)
	return store
}

// fill adds reports to a ledger.
func fill(t testing.TB, l demarche.Ledger, reports []Report) {
	t.Helper()
	for _, r := range reports {
		c := demarche.Capture{Address: "reports/" + r.Document.Name, Bytes: []byte(r.Document.Text), Taken: Now()}
		d := r.Document
		d.Capture = c.Hash()
		info := demarche.DocInfo{File: d.Name, Published: d.Published, Lang: d.Lang, Title: d.Title, SHA256: d.Hash(), Reader: "fixture"}
		if _, err := l.Add(t.Context(), c, d, demarche.Reading{Doc: info, Records: r.Records}); err != nil {
			t.Fatal(err)
		}
	}
}

// Reports gives the reports of the fixture.
func Reports() []Report {
	minister := &demarche.Speaker{Role: "foreign minister", State: "COL"}
	flights, people, more := 2, 160, 500
	return []Report{
		report("refusal.txt", "Colombia turns planes back", "2025-01-26",
			"Colombia turns planes back\n\nBOGOTA, Jan 26 (Example Agency) - "+Refusal+" It would take them on civilian aircraft, he added. "+
				"\"We ask for dignity and for nothing else,\" he said.\n\nTwo planes with about 160 people turned back on Sunday. "+
				"The American embassy did not respond to questions. Some 190,000 Colombians live in the United States without papers, according to the Example Institute.\n",
			&demarche.Position{
				Common: rests(Refusal), State: "COL", Stance: demarche.Refuse, From: "USA", People: demarche.OwnNationals,
				Means: demarche.MilitaryAircraft, Terms: []demarche.Term{"protocol"}, By: minister, Date: "2025-01-26",
			},
			&demarche.Position{
				Common: rests("It would take them on civilian aircraft, he added."), State: "COL", Stance: demarche.Accept, From: "USA",
				People: demarche.OwnNationals, Means: demarche.CivilianAircraft, By: minister, Date: "2025-01-26",
			},
			&demarche.Quote{Common: rests("\"We ask for dignity and for nothing else,\" he said."), Text: "We ask for dignity and for nothing else,", By: minister, Date: "2025-01-26"},
			&demarche.Act{Common: rests(Refusal, "Two planes with about 160 people turned back on Sunday."), Type: demarche.TurnBack, Actor: "COL", Target: "USA", Date: "2025-01-26"},
			&demarche.Movement{
				Common: rests("Two planes with about 160 people turned back on Sunday."), Status: demarche.TurnedBack, Sender: "USA", DestinationState: "COL",
				Means: demarche.MilitaryAircraft, Flights: &flights, People: &people, Approx: true, Date: "2025-01-26",
			},
			&demarche.Gap{Common: rests("The American embassy did not respond to questions."), Type: demarche.NoResponse, Who: "USA", About: "questions"},
			&demarche.Count{
				Common: rests("Some 190,000 Colombians live in the United States without papers, according to the Example Institute."),
				What:   demarche.UnauthorizedPopulation, Value: 190000, Unit: "people", Approx: true, Of: "COL", In: "USA", Source: "Example Institute",
			},
			&demarche.Office{Common: rests(Refusal), Name: "Jane Doe", Role: "foreign minister", State: "COL"},
		),
		report("agreement.txt", "Colombia agrees to military flights", "2025-01-29",
			"Colombia agrees to military flights\n\n"+Agreement+"\n",
			&demarche.Position{
				Common: rests(Agreement), State: "COL", Stance: demarche.Accept, From: "USA", People: demarche.OwnNationals,
				Means: demarche.MilitaryAircraft, By: minister, Date: "2025-01-29",
			},
		),
		report("told.txt", "What Washington says", "2025-02-05",
			"What Washington says\n\n"+Told+" Honduras has not said so.\n",
			&demarche.Position{
				Common: rests(Told), State: "HND", Stance: demarche.Accept, From: "USA", People: demarche.ThirdNationals, Means: demarche.MeansAny,
				By: &demarche.Speaker{Role: "spokeswoman", State: "USA"}, Date: "2025-02-05",
			},
			&demarche.Gap{Common: rests("Honduras has not said so."), Type: demarche.NotDisclosed, Who: "HND", About: "whether it had agreed"},
		),
		report("hostile.txt", Hostile, "",
			Hostile+"\n\n"+Hostile+" A minister of Brazil said: \""+Hostile+"\".\n",
			&demarche.Quote{
				Common: rests("A minister of Brazil said: \"" + Hostile + "\"."), Text: Hostile,
				By: &demarche.Speaker{Name: Hostile, Role: Hostile, State: "BRA"}, Channel: demarche.Post,
			},
			&demarche.Gap{Common: rests(Hostile), Type: demarche.Declined, Who: Hostile, About: Hostile},
			&demarche.Office{Common: rests(Hostile), Name: Hostile, Role: Hostile, Body: Hostile},
			&demarche.Position{
				Common: rests("A minister of Brazil said"), State: "BRA", Stance: demarche.Unsettled, People: demarche.AnyPeople, Means: demarche.MeansAny,
				Place: Hostile, By: &demarche.Speaker{Name: Hostile, State: "BRA"},
			},
			&demarche.Movement{
				Common: rests("A minister of Brazil said"), Status: demarche.Planned, Origin: Hostile, Destination: Hostile, Means: demarche.MeansUnknown,
				By: &demarche.Speaker{Name: Hostile},
			},
			&demarche.Count{Common: rests("A minister"), What: demarche.OtherCount, Value: 1, Unit: "people", Place: Hostile, Source: Hostile},
			&demarche.Act{Common: rests("A minister"), Type: demarche.Protest, Actor: Hostile, Target: Hostile},
		),
		report("camp.txt", "The camp at the port", "2025-02-12",
			"The camp at the port\n\n"+Room+" Some 90 people were held there on Tuesday. Another 500 are to be flown to the camp by March, officials said. "+
				"The United States threatened Colombia with tariffs on Sunday. The tariffs followed on Monday. "+
				"Colombia has not said whether its ferries would carry families home.\n",
			&demarche.Count{Common: rests(Room), What: demarche.Capacity, Value: 120, Unit: "places", In: "CUB", Place: "Port Rosa camp", AsOf: "2025-02-12"},
			&demarche.Count{Common: rests("Some 90 people were held there on Tuesday."), What: demarche.Held, Value: 90, Unit: "people", Approx: true, In: "CUB", Place: "Port Rosa camp", AsOf: "2025-02-11"},
			&demarche.Movement{
				Common: rests("Another 500 are to be flown to the camp by March, officials said."), Status: demarche.Planned, Sender: "USA", Destination: "Port Rosa",
				DestinationState: "CUB", Means: demarche.MeansUnknown, People: &more, Date: "2025-03",
			},
			&demarche.Act{Common: rests("The United States threatened Colombia with tariffs on Sunday."), Type: demarche.Threaten, Actor: "USA", Target: "COL", Date: "2025-02-09"},
			&demarche.Act{Common: rests("The tariffs followed on Monday."), Type: demarche.Sanction, Actor: "USA", Target: "COL", Date: "2025-02-10"},
			&demarche.Gap{Common: rests("Colombia has not said whether its ferries would carry families home."), Type: demarche.NotDisclosed, Who: "COL", About: "whether its ferries would carry families home"},
		),
		report("ferries.txt", "Ferries for families", "2025-02-20",
			"Ferries for families\n\n"+Answered+"\n",
			&demarche.Quote{Common: rests(Answered), Text: "The ferries will carry families home", By: minister, Date: "2025-02-20"},
		),
	}
}

// rests begins a record that rests on these passages.
func rests(exact ...string) demarche.Common {
	c := demarche.Common{}
	for _, e := range exact {
		c.Evidence = append(c.Evidence, demarche.Selector{Exact: e})
	}
	return c
}

// report places the evidence of the records in the text and names them.
func report(name, title string, published demarche.Date, text string, records ...demarche.Record) Report {
	r := Report{Document: demarche.Document{Name: name, Title: title, Published: published, Lang: "en", Text: text}, Records: records}
	points := demarche.CodePoints(text)
	for _, rec := range records {
		h := rec.Shared()
		h.Kind = kindOf(rec)
		for i, e := range h.Evidence {
			at := strings.Index(text, e.Exact)
			h.Evidence[i] = points.Select(demarche.Span{Start: at, End: at + len(e.Exact)})
		}
		switch rec := rec.(type) {
		case *demarche.Position:
			rec.Nationals = []demarche.State{}
			if rec.Terms == nil {
				rec.Terms = []demarche.Term{}
			}
		case *demarche.Movement:
			rec.Nationals = []demarche.State{}
		}
		id, err := demarche.Identify(r.Document.Hash(), rec)
		if err != nil {
			panic(err) // every record here can be written as JSON
		}
		h.ID = id
	}
	return r
}

func kindOf(r demarche.Record) demarche.Kind {
	switch r.(type) {
	case *demarche.Position:
		return demarche.KindPosition
	case *demarche.Act:
		return demarche.KindAct
	case *demarche.Movement:
		return demarche.KindMovement
	case *demarche.Count:
		return demarche.KindCount
	case *demarche.Quote:
		return demarche.KindQuote
	case *demarche.Gap:
		return demarche.KindGap
	}
	return demarche.KindOffice
}
