package webfixture

import (
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// dispatch is long enough for its copies to be known as such.
const dispatch = `A military transport with returned nationals aboard touched down at the airport of the capital late on Monday after a quarrel over landing rights.

Officials of the migration authority waited on the tarmac with blankets and water while the passengers walked down the stairs of the grey aircraft one after another.

The interior ministry of the neighbouring state promised that further aircraft would follow before the end of the week unless the courts stepped in.
`

// Newsroom gives the answers over one flight that a dispatch, a copy of it and
// a report with another number of people tell of.
func Newsroom(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	flight := func(people int, sentence string) demarche.Record {
		one := 1
		return &demarche.Movement{
			Common: rests(sentence), Status: demarche.Completed, Sender: "USA", Destination: "Bogota", DestinationState: "COL", Means: demarche.MilitaryAircraft,
			Flights: &one, People: &people, Date: "2025-01-27",
		}
	}
	const landed = "A military transport with returned nationals aboard touched down at the airport of the capital"
	const watched = "Some one hundred and twelve people came back to the city on an air force plane, a reporter who watched it at the gate wrote."
	return open(t, []Report{
		report("wire.txt", "A plane lands", "2025-01-28", dispatch, flight(110, landed)),
		report("copy.txt", "Plane lands", "2025-01-29", strings.Replace(dispatch, "late on Monday", "late Monday", 1), flight(110, landed)),
		report("own.txt", "Back home", "2025-01-28", watched+"\n", flight(112, watched)),
	})
}
