package demarche

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FewHits is how many hits of a search are few: with fewer, Beginnings are proposed.
const FewHits = 25

// Beginnings gives the words of a search as beginnings of words, "deport*" for
// "deported": as they are written they find nothing else. Phrases, other
// beginnings and short words stay; it is empty if all do.
func (q Search) Beginnings() string {
	words := strings.Fields(q.Words)
	changed, quoted := false, false
	for i, w := range words {
		if marks := strings.FieldsFunc(" "+w+" ", isQuote); len(marks) > 1 {
			quoted = quoted != (len(marks)%2 == 0)
			continue
		}
		if quoted || !plainWord(w) {
			continue
		}
		words[i], changed = stem(w)+"*", true
	}
	if !changed {
		return ""
	}
	return strings.Join(words, " ")
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

// plainWord reports whether a word of a search is nothing but letters, and more than two.
func plainWord(w string) bool {
	return utf8.RuneCountInString(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) < 0
}

// stem takes off an ending under which other forms of an English word are not
// found: "refus" for "refuses", "plane" for "planes".
func stem(w string) string {
	const shortest = 4 // letters that are left
	for _, end := range []string{"ing", "ed", "s"} {
		rest, ok := strings.CutSuffix(w, end)
		if ok && len(rest) >= shortest && !(end == "s" && strings.HasSuffix(rest, "s")) {
			w = rest
			break
		}
	}
	if rest, ok := strings.CutSuffix(w, "e"); ok && len(rest) > shortest {
		return rest
	}
	return w
}
