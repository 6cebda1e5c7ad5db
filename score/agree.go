package score

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold reduces a text to lower-case ASCII words: accents, letter case,
// punctuation and other scripts do not count.
func fold(s string) string { return strings.Join(tokens(s), " ") }

// tokens gives the folded words of a text.
func tokens(s string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if combining(r) {
			continue
		}
		switch {
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		default:
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.Fields(b.String())
}

// combining reports whether r is an accent: a character with a canonical
// combining class.
func combining(r rune) bool {
	if r < utf8.RuneSelf {
		return false
	}
	var buf [utf8.UTFMax]byte
	return norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).CCC() != 0
}

// agreement gives how far two values of a field agree, 0 to 1. Values that
// cannot be compared (a list against a number) do not agree.
func agreement(field string, a, b value) float64 {
	if empty(a) && empty(b) {
		return 1
	}
	if isList(a) || isList(b) {
		return listAgreement(a, b)
	}
	if empty(a) || empty(b) {
		return 0
	}
	if x, ok := a.(bool); ok {
		y, ok := b.(bool)
		return credit(ok && x == y)
	}
	if _, ok := b.(bool); ok {
		return 0
	}
	x, isNumber := a.(number)
	if y, ok := b.(number); ok && isNumber {
		return credit(math.Abs(x.float-y.float) <= 1e-9*max(1, math.Abs(x.float), math.Abs(y.float)))
	}
	switch field {
	case "text":
		return credit(sameWords(tokens(text(a)), tokens(text(b))))
	case "name", "by.name", "who", "actor", "target", "source", "place", "origin", "destination":
		return credit(sameName(tokens(text(a)), tokens(text(b))))
	case "date", "as_of":
		return dateAgreement(a, b)
	case "role":
		return overlapOf(setOf(tokens(text(a))), setOf(tokens(text(b))))
	}
	return credit(fold(text(a)) == fold(text(b)))
}

func credit(ok bool) float64 {
	if ok {
		return 1
	}
	return 0
}

func isList(v value) bool {
	_, ok := v.([]value)
	return ok
}

// listAgreement compares two lists as sets: the shared part of their union.
func listAgreement(a, b value) float64 {
	x, ok := members(a)
	y, ok2 := members(b)
	if !ok || !ok2 {
		return 0
	}
	return overlapOf(x, y)
}

// overlapOf gives the shared part of the union of two sets, 0 for two empty ones.
func overlapOf(a, b map[value]bool) float64 {
	shared := 0
	for x := range a {
		if b[x] {
			shared++
		}
	}
	return float64(shared) / float64(max(1, len(a)+len(b)-shared))
}

func setOf(words []string) map[value]bool {
	set := make(map[value]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// members gives the elements of a list, the characters of a text or the field
// names of an object as a set; nothing else but an empty value has any.
func members(v value) (set map[value]bool, ok bool) {
	set = map[value]bool{}
	switch v := v.(type) {
	case []value:
		for _, x := range v {
			if n, ok := amount(x); ok {
				x = n
			}
			switch x.(type) {
			case []value, *object:
				return nil, false
			}
			set[x] = true
		}
	case string:
		for _, r := range v {
			set[string(r)] = true
		}
	case *object:
		for _, k := range v.keys {
			set[k] = true
		}
	default:
		return set, !truthy(v)
	}
	return set, true
}

// sameWords reports whether two quotations share nine tenths of their words,
// in whatever order.
func sameWords(a, b []string) bool {
	pool := make(map[string]int, len(b))
	for _, w := range b {
		pool[w]++
	}
	common := 0
	for _, w := range a {
		if pool[w] > 0 {
			pool[w]--
			common++
		}
	}
	return float64(2*common)/float64(max(1, len(a)+len(b))) >= 0.9
}

// sameName reports whether two names are the same, or one is a part of the
// other once titles, articles and words for places are left out: a surname, or
// a base without "naval base".
func sameName(a, b []string) bool {
	if slices.Equal(a, b) {
		return true
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	short, long := slices.DeleteFunc(slices.Clone(a), isFiller), slices.DeleteFunc(slices.Clone(b), isFiller)
	if len(short) == 0 {
		return false
	}
	for _, w := range short {
		if !slices.Contains(long, w) {
			return false
		}
	}
	return true
}

func isFiller(word string) bool {
	switch word {
	case "the", "of", "u", "s", "us", "mr", "ms", "mrs", "president", "naval", "base", "station", "airport", "camp":
		return true
	}
	return false
}

// dateAgreement gives full credit to the same date and half to the same month.
func dateAgreement(a, b value) float64 {
	if equal(a, b) {
		return 1
	}
	if clip(text(a), len("2006-01")) == clip(text(b), len("2006-01")) {
		return 0.5
	}
	return 0
}

// clip cuts a text down to its first n characters.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
