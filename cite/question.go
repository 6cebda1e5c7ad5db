package cite

import (
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/phrases"
)

// Question writes a question as it is asked, with everything on which its
// answer may hang: every condition of the movement, and the part of the ledger
// from which it is answered. Without them one question would have several answers.
func Question(q answers.Question, knownBy time.Time, reviewedOnly bool, name phrases.Names) string {
	means, place, from := "", "", ""
	if q.Means != demarche.MeansAny && q.Means != "" {
		means = "by " + strings.ReplaceAll(string(q.Means), "_", " ")
	}
	if q.Place != "" {
		place = "at " + string(q.Place)
	}
	if q.From != "" {
		from = "sent by " + name.The(q.From)
	}
	asked := "Would " + name.The(q.State) + " take " + joined(" ", taken(q, name), means, place, from) + " on " + written(q.On)
	return joined(", ", asked, conditions(q.Conditions), phrases.KnownBy(knownBy), phrases.ReviewedOnly(reviewedOnly)) + "?"
}

// taken says whom a state would take.
func taken(q answers.Question, name phrases.Names) string {
	others := slices.DeleteFunc(slices.Clone(q.Nationals), func(s demarche.State) bool { return s == q.State })
	switch {
	case q.People == demarche.OwnNationals:
		return "its own nationals"
	case len(others) == 0 && q.People == demarche.ThirdNationals:
		return "nationals of other states"
	case len(others) == 0:
		return "anyone"
	case q.People == demarche.ThirdNationals:
		return "nationals of " + name.List(others)
	}
	return "its own nationals and nationals of " + name.List(others)
}

// conditions says how the movement would be done: "if people are moved in
// restraints, and if the number of people moved is 12".
func conditions(c answers.Conditions) string {
	stated := ask.Stated(c)
	if len(stated) == 0 {
		return ""
	}
	return "if " + strings.Join(stated, ", and if ")
}
