package webfixture

import (
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// Formula is text that a spreadsheet takes for a formula.
const Formula = `=HYPERLINK("https://evil.example","x")`

// Formulas gives the answers over a report in which every word that a report
// can choose is a formula.
func Formulas(t testing.TB) (*answers.Answers, *ask.Words) {
	t.Helper()
	by := &demarche.Speaker{Name: Formula, Role: Formula, State: "BRA"}
	text := Formula + "\n\n" + Formula + " A minister spoke.\n"
	r := report("=name.txt", Formula, "2025-02-01", text,
		&demarche.Quote{Common: rests(Formula), Text: Formula, By: by, Date: "2025-02-01"},
		&demarche.Gap{Common: rests(Formula), Type: demarche.Declined, Who: Formula, About: Formula, By: by},
		&demarche.Office{Common: rests(Formula), Name: Formula, Role: Formula, Body: Formula},
		&demarche.Position{Common: rests(Formula), State: "BRA", Stance: demarche.Refuse, People: demarche.AnyPeople, Means: demarche.MeansAny, Place: Formula, By: by, Date: "2025-02-01"},
		&demarche.Movement{Common: rests(Formula), Status: demarche.Completed, Origin: Formula, Destination: Formula, Means: demarche.MeansUnknown, By: by, Date: "2025-02-01"},
		&demarche.Count{Common: rests(Formula), What: demarche.Held, Value: 7, Unit: "people", Place: Formula, Source: Formula, AsOf: "2025-02-01"},
		&demarche.Act{Common: rests(Formula), Type: demarche.Threaten, Actor: Formula, Target: Formula, By: by, Date: "2025-02-01"},
	)
	r.Document.Agency = Formula
	return open(t, []Report{r})
}
