package answers

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// generic lists the words that say what kind of place it is and not which:
// "Guantánamo", "Guantanamo Bay" and "the Guantanamo Bay naval base" are one place.
var generic = []string{
	"us", "u", "s", "naval", "navy", "military", "army", "air", "force", "base", "station", "bay", "fort",
	"detention", "camp", "prison", "jail", "center", "centre", "facility", "complex", "migrant", "migrants",
	"operations", "international", "airport",
}

// foldPlace gives the form under which names of places are compared: lower
// case, without accents and punctuation, without generic words unless nothing
// else is left.
//
// What stands after a comma or between brackets says where it lies: "Guantánamo
// Bay, Cuba".
func foldPlace(name string) string {
	if i := strings.IndexAny(name, ",("); i > 0 {
		name = name[:i]
	}
	words := strings.FieldsFunc(fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return w == "the" })
	telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(generic, w) })
	if len(telling) == 0 {
		telling = words
	}
	return strings.Join(telling, " ")
}

// fold removes letter case and accents.
func fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(strings.ToValidUTF8(s, " ")))
}

// ascii reports whether a text has nothing but ASCII, as most names have.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
