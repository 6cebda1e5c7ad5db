package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAddress bounds how far an address is looked for, so that cutting stays linear.
const maxAddress = 2048

// address gives the end of the web or mail address, the handle or the hashtag
// at start, or 0.
func (w *wordCutter) address(start, end int) int {
	s := w.text[start:min(end, start+maxAddress)]
	if len(s) < 2 {
		return 0
	}
	switch {
	case s[0] == '@' || s[0] == '#':
		n := 1
		letter := false
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			if r != '_' && !isWordRune(r) {
				break
			}
			letter = letter || unicode.IsLetter(r)
			n += size
		}
		if letter {
			return start + n
		}
		return 0
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "www."), strings.HasPrefix(s, "ftp://"):
	case isWordRune(rune(s[0])) && s[0] < utf8.RuneSelf:
		if at := strings.IndexByte(s, '@'); at > 0 && isMailName(s[:at]) && at+1 < len(s) && isASCIIWord(s[at+1]) {
			break
		}
		if !isGroupName(s) {
			return 0
		}
	default:
		return 0
	}
	n := strings.IndexAny(s, "<>\"“”|{}")
	if n < 0 {
		n = len(s)
	}
	for n > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:n])
		if r == ')' && strings.Count(s[:n], "(") >= strings.Count(s[:n], ")") || !strings.ContainsRune(".,;:!?)]'’…*", r) {
			break
		}
		n -= size
	}
	return start + n
}

// isGroupName reports whether s begins like the name of a host or newsgroup:
// three or more words in lower case, each with a period before it.
func isGroupName(s string) bool {
	parts, letters := 1, 0
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z':
			letters++
		case c == '.' && letters > 1:
			parts++
			letters = 0
		default:
			return parts > 2 && letters > 1 && !isASCIIWord(c)
		}
	}
	return parts > 2 && letters > 1
}

func isMailName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isASCIIWord(c) && c != '.' && c != '_' && c != '-' && c != '+' {
			return false
		}
	}
	return true
}

// domain reports whether the word at the place is a top-level domain or file suffix.
func (w *wordCutter) domain(at, end int) bool {
	i := at
	for i < end && i-at < 6 && isASCIIWord(w.text[i]) {
		i++
	}
	if i < end && isWordRune(w.peek(i, end)) {
		return false
	}
	return suffixes[w.text[at:i]]
}
