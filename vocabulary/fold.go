package vocabulary

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which names are compared: lower case, without accents,
// full stops and apostrophes, with every other run of signs and spaces as one
// space, and without a leading "the". "Côte d'Ivoire" gives "cote divoire".
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '.', r == '\'', r == '’', r == 'ʼ':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unfold(unicode.ToLower(r)))
		default:
			space = true
		}
	}
	return strings.TrimPrefix(b.String(), "the ")
}

// unfold gives the plain letter for those Latin letters that have no
// decomposition in Unicode.
func unfold(r rune) rune {
	switch r {
	case 'ı':
		return 'i'
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'đ', 'ð':
		return 'd'
	}
	return r
}
