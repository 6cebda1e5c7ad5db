package pdf

import (
	"strings"
	"unicode/utf8"
)

// What is over these limits was drawn in a font that does not say its letters. Such text
// is not all unreadable: most of its codes are taken for letters, though for others. Good
// text stays below: a ligature here and there that is not known, the signs of a formula.
const (
	fewLost     = 5  // characters of a paper
	lostOfAll   = 40 // one of so many of its characters
	fewLostLine = 10 // characters of a line
	lostOfLine  = 2  // one of so many of its characters
)

// lostPage reports whether what a paper says is lost, or a whole line of it, and where
// that begins.
func lostPage(pages [][]line) (page int, isLost bool) {
	all, lost, first := 0, 0, 0
	for n, lines := range pages {
		for _, l := range lines {
			drawn, unread := countLost(l.text)
			if unread >= fewLostLine && unread*lostOfLine > drawn {
				return n + 1, true
			}
			if all, lost = all+drawn, lost+unread; first == 0 && lost > 0 {
				first = n + 1
			}
		}
	}
	return first, lost >= fewLost && lost*lostOfAll > all
}

// countLost counts the characters of words, and those of them that cannot be read.
// Bullets and other signs that stand alone are no words.
func countLost(text string) (all, lost int) {
	for _, word := range strings.Fields(text) {
		if n := utf8.RuneCountInString(word); n > 1 {
			all += n
			for _, r := range word {
				if unreadable(r) {
					lost++
				}
			}
		}
	}
	return all, lost
}
