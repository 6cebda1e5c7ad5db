package events

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// generic lists words in names of places that do not tell which place it is.
var generic = strings.Fields("the of us naval navy military army air force base station bay fort detention camp prison jail " +
	"center centre facility complex migrant migrants operations international airport city near port")

// place gives the words of a name that tell which place it is; what stands
// after a comma or between brackets says where it lies.
func place(name string) []string {
	if i := strings.IndexAny(name, ",("); i > 0 {
		name = name[:i]
	}
	words := wordsOf(name)
	telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(generic, w) })
	if len(telling) == 0 {
		return words
	}
	return telling
}

// sameName reports whether one name holds all words of the other: "Petro" and
// "Gustavo Petro", "Soto Cano" and "Soto Cano air base".
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return len(a) > 0
}

// wordsOf gives the words of a text without letter case and accents.
func wordsOf(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(strings.ToValidUTF8(s, " ")))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// stem cuts a word to its beginning, so that "deported" and "deportation" agree.
func stem(w string) string {
	r := []rune(w)
	return string(r[:min(len(r), 5)])
}

// common lists stems that are in reports on returns whatever they tell.
var common = strings.Fields("their there which would about after unite state peopl depor gover minis forei said says with from that they have were will been this presi offic")

// content gives the stems of the words of texts that tell what they are about,
// each as a number, sorted.
func content(texts ...string) []uint64 {
	stems := Telling(texts...)
	out := make([]uint64, len(stems))
	for i, s := range stems {
		out[i] = hashOf(s)
	}
	slices.Sort(out)
	return out
}

// Telling gives the stems of the words of texts that tell what they are about,
// sorted, each once: words of four letters or more that not every report on returns has.
func Telling(texts ...string) []string {
	var out []string
	for _, t := range texts {
		for _, w := range wordsOf(t) {
			if s := stem(w); len(s) > 3 && !slices.Contains(common, s) {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// likeness gives how many of their stems two texts share, 0 to 1 (Dice).
func likeness(a, b []uint64) float64 {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c == 0:
			shared++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(max(1, len(a)+len(b)))
}

// hashOf stands for a word or a slot in as little memory as will tell it from others.
func hashOf(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}
