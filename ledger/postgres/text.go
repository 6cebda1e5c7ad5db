package postgres

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// PostgreSQL keeps only UTF-8 without the character U+0000 as text. What came
// from elsewhere - names of files, titles, texts - can be anything, and must come
// back as it was. Each byte that cannot be kept is written as an escape: the
// noncharacter U+10FFFF and two hexadecimal digits. Noncharacters are for such
// uses; one that stands in a text itself is escaped too. No two texts are
// written alike, so that equal means equal in the database as well.

const (
	escapeRune = '\U0010FFFF'
	escapeText = string(escapeRune)
	digits     = "0123456789abcdef"
)

// asText writes a string as PostgreSQL can keep it.
func asText(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && !strings.Contains(s, escapeText) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == escapeRune || r == utf8.RuneError && size == 1 {
			for _, c := range []byte(s[i : i+size]) {
				b.WriteString(escapeText)
				b.WriteByte(digits[c>>4])
				b.WriteByte(digits[c&15])
			}
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// fromText gives the string that asText wrote.
func fromText(s string) (string, error) {
	before, rest, found := strings.Cut(s, escapeText)
	if !found {
		return s, nil
	}
	b := []byte(before)
	for found {
		if len(rest) < 2 {
			return "", fmt.Errorf("an escape is cut off")
		}
		high, low := strings.IndexByte(digits, rest[0]), strings.IndexByte(digits, rest[1])
		if high < 0 || low < 0 {
			return "", fmt.Errorf("%q is no escape", rest[:2])
		}
		b = append(b, byte(high<<4|low))
		before, rest, found = strings.Cut(rest[2:], escapeText)
		b = append(b, before...)
	}
	return string(b), nil
}
