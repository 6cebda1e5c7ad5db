package webfixture

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// Sizes of the long ledger.
const (
	manyReports  = 30
	manyPassages = 40
	manyTell     = 8
)

// LongPages are addresses of pages over the long ledger that fill several sheets.
type LongPages struct{ State, Flights, Report, Entry, Event, Answer, Timeline string }

// Long gives the answers over a ledger of which pages fill several sheets of
// paper: a state that often changed where it stands, many movements, one of
// which many reports tell differently, and a report of many entries.
func Long(t testing.TB) (*answers.Answers, *ask.Words, LongPages) {
	t.Helper()
	var all []Report
	for i := range manyReports {
		all = append(all, dayOfMany(i))
	}
	long := longReport()
	all = append(all, long)
	first := len(all)
	for i := range manyTell {
		all = append(all, tellingOfOne(i))
	}
	a, words := open(t, all)
	return a, words, LongPages{
		State: "/states/COL", Flights: "/flights", Report: "/reports/" + long.Document.Hash(), Entry: "/entries/" + long.Records[0].Shared().ID,
		Event: "/events/" + all[first].Records[0].Shared().ID, Answer: "/would?state=COL&people=own&means=military_aircraft", Timeline: "/timeline",
	}
}

// dayOfMany is the report of one of many days, on which Colombia takes a stance,
// says so and gets a plane.
func dayOfMany(i int) Report {
	day := demarche.Day(time.Date(2025, 1, 2+i, 0, 0, 0, 0, time.UTC))
	minister := &demarche.Speaker{Role: "foreign minister", State: "COL"}
	stance, does := demarche.Accept, "lets"
	if i%2 == 1 {
		stance, does = demarche.Refuse, "does not let"
	}
	people, flights := 30+i, 1+i%3
	stands := fmt.Sprintf("Colombia %s military aircraft with its people land from %s on, the foreign minister said at the port of entry number %d, unless they are in restraints or nobody was told of them.", does, day, i)
	landed := fmt.Sprintf("On %s a plane with %d people landed at runway %d.", day, people, i)
	quoted := fmt.Sprintf("\"We count them one by one, and this is day %d,\" he said.", i)
	asked := fmt.Sprintf("The ministry did not say who pays for day %d.", i)
	return report(fmt.Sprintf("day-%02d.txt", i), fmt.Sprintf("Day %d of planes", i), day, strings.Join([]string{stands, landed, quoted, asked}, " ")+"\n",
		&demarche.Position{Common: rests(stands), State: "COL", Stance: stance, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, Terms: []demarche.Term{"no_restraints", "prior_notice"}, By: minister, Date: day},
		&demarche.Movement{Common: rests(landed), Status: demarche.Completed, Sender: "USA", DestinationState: "COL", Means: demarche.MilitaryAircraft, Flights: &flights, People: &people, Date: day},
		&demarche.Quote{Common: rests(quoted), Text: fmt.Sprintf("We count them one by one, and this is day %d,", i), By: minister, Date: day},
		&demarche.Gap{Common: rests(asked), Type: demarche.NotDisclosed, Who: "COL", About: demarche.Optional(fmt.Sprintf("who pays for day %d", i))},
	)
}

// longReport is a report of many passages with an entry each.
func longReport() Report {
	var passages []string
	var records []demarche.Record
	for i := range manyPassages {
		said := fmt.Sprintf("Panama threatened to close crossing %d if more people came, and Costa Rica answered that it would open another within %d days.", i, i+2)
		passages = append(passages, said+" Nobody at the crossing had heard of it, and the road was empty all day.")
		records = append(records, &demarche.Act{Common: rests(said), Type: demarche.Threaten, Actor: "PAN", Target: "CRI", Date: "2025-02-20"})
	}
	return report("long.txt", "Crossings", "2025-02-20", strings.Join(passages, "\n\n")+"\n", records...)
}

// tellingOfOne is one of many reports of a flight, of each of which another
// number of people is told.
func tellingOfOne(i int) Report {
	people, flights := 110+i%3, 1
	said := fmt.Sprintf("A plane from the United States with %d people landed in Bogota on 10 February, said %s.", people, []string{"a pilot", "an aunt", "the tower", "a priest", "a porter", "two guards", "a nurse", "the mayor"}[i])
	before := strings.Repeat(string(rune('k'+i)), 40) // so that none is a copy
	return report(fmt.Sprintf("bogota-%d.txt", i), fmt.Sprintf("A plane lands, as seen by %d", i), "2025-02-11", before+"\n\n"+said+"\n",
		&demarche.Movement{Common: rests(said), Status: demarche.Completed, Sender: "USA", Destination: "Bogota", DestinationState: "COL", Means: demarche.MilitaryAircraft, Flights: &flights, People: &people, Date: "2025-02-10"})
}
