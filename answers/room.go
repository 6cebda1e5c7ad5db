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

// announced reports whether room is told of as coming: as of a day after the
// report, or by such a word in every sentence that tells of it.
func announced(e Event) bool {
	return !slices.ContainsFunc(e.Witnesses, func(w Item) bool {
		if d := w.Record.When(); d.Known() && w.Publish.Known() && d.First().After(w.Publish.Last()) {
			return false
		}
		return !slices.ContainsFunc(w.Record.Shared().Evidence, func(s demarche.Selector) bool {
			return slices.ContainsFunc(wordsOf(s.Exact), func(word string) bool { return slices.Contains(comingWords, word) })
		})
	})
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
