package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// Word is a word of a text as it is sought: folded (see Fold), and where it stands.
type Word struct {
	Folded string
	Span   demarche.Span
}

// Words divides a text into words: runs of letters, digits and the marks on
// them. Characters of scripts that put no spaces between words are words by
// themselves, so that a word of such a script is found as a phrase.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/6)
	start := -1
	end := func(at int) {
		if start < 0 {
			return
		}
		if folded := foldWord(text[start:at]); folded != "" {
			words = append(words, Word{folded, demarche.Span{Start: start, End: at}})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if !alphanumeric(r) {
				end(i)
			} else if start < 0 {
				start = i
			}
		case r == utf8.RuneError:
			end(i)
		case unspaced(r):
			end(i)
			start = i
			end(i + utf8.RuneLen(r))
		case unicode.IsLetter(r), unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		case unicode.IsMark(r) && start >= 0: // belongs to the letter before it
		default:
			end(i)
		}
	}
	end(len(text))
	return words
}

func alphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// unspaced reports whether a character is of a script that puts no spaces between words.
func unspaced(r rune) bool {
	return r >= '\u0e00' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// foldWord folds a word and leaves out what folding brings in and is neither
// letter nor digit, such as the stroke of a fraction.
func foldWord(word string) string {
	plain, upper := true, false
	for i := range len(word) {
		plain = plain && word[i] < utf8.RuneSelf
		upper = upper || 'A' <= word[i] && word[i] <= 'Z'
	}
	switch {
	case plain && !upper:
		return word
	case plain:
		return strings.ToLower(word)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, Fold(word))
}

// Break stands between passages that Searchable writes as one: no phrase goes
// across it, because no word is written so.
const Break = "¶"

// Searchable writes passages as the words by which they are found: folded,
// with spaces between them.
func Searchable(passages ...string) string {
	var b strings.Builder
	for _, p := range passages {
		words := Words(p)
		if len(words) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" " + Break + " ")
		}
		for i, w := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.Folded)
		}
	}
	return b.String()
}

// SearchableRecord gives the words by which a record is found: the names,
// places and subjects in its fields, and its evidence.
func SearchableRecord(r demarche.Record) (fields, evidence string) {
	var exact []string
	for _, e := range r.Shared().Evidence {
		exact = append(exact, e.Exact)
	}
	return Searchable(told(r)...), Searchable(exact...)
}

// told gives what a record says in words of its own: names, places, subjects.
func told(r demarche.Record) []string {
	var all []string
	add := func(values ...demarche.Optional) {
		for _, v := range values {
			if !demarche.IsStateCode(string(v)) {
				all = append(all, string(v))
			}
		}
	}
	switch r := r.(type) {
	case *demarche.Position:
		add(r.Place)
	case *demarche.Act:
		add(r.Actor, r.Target)
	case *demarche.Movement:
		add(r.Origin, r.Destination)
	case *demarche.Count:
		add(r.Place, r.Source)
	case *demarche.Gap:
		add(r.Who, r.About)
	case *demarche.Office:
		add(demarche.Optional(r.Name), r.Role, r.Body)
	}
	if by := r.Says(); by != nil {
		add(by.Name, by.Role)
	}
	return all
}
