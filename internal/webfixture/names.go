package webfixture

import (
	"strings"
	"testing"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
)

// Names that are hard to show: of one word that no line holds, of another
// script, of another direction.
const (
	endless   = "Ministeriumfuer"
	arabic    = "وزارة الخارجية والتعاون الدولي وشؤون المغتربين"
	chinese   = "外交部国际合作与侨民事务司"
	accented  = "Þórunn Ñandú-Ünlüoğlu"
	longWords = 16 // how many times the endless word is repeated
)

// LongNames gives the answers over reports whose titles, speakers and places
// have names that are hard to show, with the accounts of Review.
func LongNames(t testing.TB) (*answers.Answers, *ask.Words, *accounts.Desk) {
	t.Helper()
	long := strings.Repeat(endless, longWords) + "Rueckkehr"
	by := &demarche.Speaker{Name: demarche.Optional(accented + "-" + long), Role: demarche.Optional(arabic), State: "COL"}
	few, many := 80, 90
	report1 := "Colombia will not let aircraft land until " + long + " agrees, " + accented + " said on Sunday."
	report2 := "Colombia has agreed to let them land, the ministry said on Monday. Eighty people arrived at " + long + ". The ministry did not say when " + long + " would answer. It pledged to answer."
	a, words, kept := store(t, []Report{
		report(long+".txt", long, "2025-02-25", report1+"\n",
			&demarche.Position{Common: rests(report1), State: "COL", Stance: demarche.Refuse, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, Place: demarche.Optional(long), By: by, Date: "2025-02-25"},
			&demarche.Position{Common: rests(report1), State: "COL", Stance: demarche.Refuse, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, By: by, Date: "2025-02-25"},
			&demarche.Quote{Common: rests(report1), Text: long + " " + arabic, By: by, Date: "2025-02-25"},
			&demarche.Office{Common: rests(report1), Name: accented + "-" + long, Role: demarche.Optional(arabic), State: "COL", Body: demarche.Optional(long)},
			&demarche.Count{Common: rests(report1), What: demarche.Held, Value: 80, Unit: "people", Of: "COL", Place: demarche.Optional(long), Source: demarche.Optional(long)},
			&demarche.Count{Common: rests(report1), What: demarche.Capacity, Value: 40000000, Unit: "places", Place: demarche.Optional(long), Source: demarche.Optional(arabic), AsOf: "2025-02-25"},
		),
		report(chinese+".txt", arabic, "2025-02-26", report2+"\n",
			&demarche.Position{Common: rests(report2[:66]), State: "COL", Stance: demarche.Accept, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft, By: by, Date: "2025-02-26"},
			&demarche.Movement{Common: rests(report2[:66]), Status: demarche.Completed, Sender: "USA", Origin: demarche.Optional(chinese), Destination: demarche.Optional(long), DestinationState: "COL", Means: demarche.MilitaryAircraft, People: &few, Max: &many, Date: "2025-02-26", By: by},
			&demarche.Gap{Common: rests(report2[:66]), Type: demarche.NotDisclosed, Who: demarche.Optional(long), About: demarche.Optional("when " + long + " would answer")},
			&demarche.Act{Common: rests("It pledged to answer."), Type: demarche.Pledge, Actor: demarche.Optional(long), Target: demarche.Optional(arabic), Date: "2025-02-26"},
		),
	})
	desk := deskOf(kept, Now)
	people(t, desk)
	return a, words, desk
}
