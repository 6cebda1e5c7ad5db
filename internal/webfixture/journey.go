package webfixture

import (
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// Journey gives the answers over movements of which some may be legs of one
// journey: 199 people to one state and, a day later, to others; and over one of
// as many people a month later, which is none of it.
func Journey(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	text := "A plane with 199 people left for Honduras on Sunday. A plane with 199 people landed in Venezuela on Monday. A plane with 199 people landed in Guatemala in May."
	moved := func(sentence string, to demarche.State, day demarche.Date) demarche.Record {
		people := 199
		return &demarche.Movement{Common: rests(sentence), Status: demarche.Completed, Sender: "USA", DestinationState: to, Means: demarche.CivilianAircraft, People: &people, Date: day}
	}
	return open(t, []Report{report("journey.txt", "Two planes", "2025-03-25", text+"\n",
		moved("A plane with 199 people left for Honduras on Sunday.", "HND", "2025-03-23"),
		moved("A plane with 199 people landed in Venezuela on Monday.", "VEN", "2025-03-24"),
		moved("A plane with 199 people landed in Guatemala in May.", "GTM", "2025-05-04"),
	)})
}
