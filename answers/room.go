package answers

import (
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// holdingWords are words in names of places where people are held or received.
var holdingWords = strings.Fields("detention camp prison jail penitentiary center centre centers centres facility facilities reception shelter shelters " +
	"hostel barracks cecot confinement custody holding processing transit accommodation")

// holding reports whether the name of a place says that people are held or received there.
func holding(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(w string) bool { return slices.Contains(holdingWords, w) })
}

// comingWords are words by which a sentence speaks of room that is not there
// yet: what will be, would be, or is planned, ordered, prepared, built.
var comingWords = strings.Fields("will would shall could plan plans planned planning planner intend intends intended intending prepare prepares prepared preparing " +
	"expand expands expanded expanding expansion build builds building construct constructed constructing construction order orders ordered ordering " +
	"announce announces announced announcing propose proposes proposed proposing pledge pledges pledged offer offers offered eventually goal aim aims " +
	"aimed seek seeks sought want wants wanted increase increases increased increasing raise raises raised enlarge enlarged double doubled future")

// planWords are words before a verb of holding people by which a sentence says
// that they are to be held, and holdWords such verbs.
var (
	planWords = strings.Fields("will would shall plan plans planned planning intend intends intended intending propose proposes proposed proposing " +
		"aim aims aimed seek seeks sought want wants wanted")
	holdWords = strings.Fields("hold held detain detained house housed keep kept accommodate accommodated lodge lodged imprison imprisoned jail jailed confine confined")
)

// announced reports whether room is told of as coming: as of a day after the
// report, or by such a word in every sentence that tells of it.
func announced(e Event) bool {
	return !slices.ContainsFunc(e.Witnesses, func(w Item) bool { return !dayToCome(w) && !sentenceHas(w, comingWords) })
}

// toBeHeld reports whether each report that tells how many people are held says
// that they are to be: "a plan to hold", "will be held".
func toBeHeld(e Event) bool {
	return !slices.ContainsFunc(e.Witnesses, func(w Item) bool {
		return !slices.ContainsFunc(w.Record.Shared().Evidence, func(s demarche.Selector) bool { return plansToHold(wordsOf(s.Exact)) })
	})
}

func plansToHold(words []string) bool {
	for i, word := range words {
		if !slices.Contains(planWords, word) {
			continue
		}
		after := words[i+1:]
		if len(after) > 0 && (after[0] == "to" || after[0] == "be") {
			after = after[1:]
		}
		if len(after) > 0 && slices.Contains(holdWords, after[0]) {
			return true
		}
	}
	return false
}

// dayToCome reports whether an entry is of a day after its report.
func dayToCome(w Item) bool {
	d := w.Record.When()
	return d.Known() && w.Publish.Known() && d.First().After(w.Publish.Last())
}

func sentenceHas(w Item, words []string) bool {
	return slices.ContainsFunc(w.Record.Shared().Evidence, func(s demarche.Selector) bool {
		return slices.ContainsFunc(wordsOf(s.Exact), func(word string) bool { return slices.Contains(words, word) })
	})
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
