package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/language"
)

// The lengths in words up to which a quotation can be a term or a title.
const (
	termWords  = 3 // “bad angels”
	titleWords = 8 // “The Art of Waiting for a Ferry”
)

// scare reports whether a quotation looks like a term or a title rather than
// speech: one to three words that are no sentence, words after "so-called" and
// the like, or a few words in title case after anything but a comma or colon.
func (q *Quotations) scare(text string, s language.Quotation) bool {
	if s.Continues >= 0 || !s.Closed {
		return false
	}
	inner := s.Inner.Of(text)
	if len(inner) > titleWords*24 {
		return false
	}
	words := strings.Fields(inner)
	before := strings.TrimRightFunc(text[max(0, s.Start-40):s.Start], unicode.IsSpace)
	if len(words) == 0 {
		return true
	}
	if naming := lastWord(before); q.naming[naming] && len(words) <= titleWords && (naming != "called" || len(words) < utteranceWords || capital(words[0])) {
		return true // but "what she called “a small step that took years”" is her words
	}
	introduced := strings.HasSuffix(before, ",") || strings.HasSuffix(before, ":")
	last, _ := utf8.DecodeLastRuneInString(inner)
	switch {
	case len(words) <= termWords:
		return last != '!' && last != '?' && !(introduced && last != ',') && !(last == '.' && startsSentence(before, words[0]))
	case len(words) <= titleWords:
		return !introduced && titleCase(words)
	}
	return false
}

// startsSentence reports whether the quotation stands where a sentence begins, and begins like one.
func startsSentence(before, word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return false
	}
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?\"”’\n")
}

// titleCase reports whether all words but the small ones begin with a capital letter, and at least two do.
func titleCase(words []string) bool {
	capitals := 0
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r):
			capitals++
		case i == 0 || len(w) > 4 || unicode.IsDigit(r):
			return false
		}
	}
	return capitals >= 2 && capitals*2 > len(words)
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// lastWord gives the last word of s in lower case.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	return strings.ToLower(s[i+1:])
}
