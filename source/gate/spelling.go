package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// shortest is the fewest characters of a stem.
const shortest = 4

// builder collects stems.
type builder struct {
	class     [256]uint8
	classes   uint8
	nodes     []node
	languages int
}

// language gives the marks of one more language.
func (b *builder) language() marks {
	b.languages++
	people := mark(1) << (2*b.languages - 1)
	return marks{people, people << 1}
}

// stem adds a stem in all its spellings.
func (b *builder) stem(stem string, m mark) error {
	if utf8.RuneCountInString(stem) < shortest {
		return fmt.Errorf("the stem %q has fewer than %d characters and would be found everywhere", stem, shortest)
	}
	for _, s := range spellings(stem) {
		if err := b.bytes(s, m); err != nil {
			return err
		}
	}
	return nil
}

// bytes adds one spelling to the trie.
func (b *builder) bytes(spelling string, m mark) error {
	if b.nodes == nil {
		b.nodes, b.classes = []node{{next: map[uint8]int{}}}, 1
	}
	state, last := 0, -1
	for i := range len(spelling) {
		c := b.classOf(spelling[i])
		if c == gap && last == gap {
			continue
		}
		last = int(c)
		child, ok := b.nodes[state].next[c]
		if !ok {
			child = len(b.nodes)
			if child > math.MaxUint16 {
				return fmt.Errorf("the stems are too many for one gate")
			}
			b.nodes[state].next[c] = child
			b.nodes = append(b.nodes, node{next: map[uint8]int{}})
		}
		state = child
	}
	b.nodes[state].out |= m
	return nil
}

// classOf gives the class of a byte, a new one for a letter, digit or part of a
// longer encoding that no stem had.
func (b *builder) classOf(c byte) uint8 {
	lower := c | 0x20
	letter := 'a' <= lower && lower <= 'z'
	if c < utf8.RuneSelf && !letter && (c < '0' || c > '9') && (c == 0 || c > 8) {
		return gap // bytes 1 to 8 are halves of UTF-16
	}
	if b.class[c] == 0 {
		b.class[c] = b.classes
		if letter {
			b.class[lower], b.class[lower&^0x20] = b.classes, b.classes
		}
		b.classes++
	}
	return b.class[c]
}

// spellings gives the bytes that stand for a stem in pages: in lower and upper
// case, in UTF-8 composed and decomposed, in the Windows encodings, with
// numeric and named entities, without accents, and with hard spaces.
func spellings(stem string) []string {
	set := map[string]bool{}
	for _, cased := range []string{strings.ToLower(stem), strings.ToUpper(stem), title(stem)} {
		set[norm.NFC.String(cased)] = true
		set[norm.NFD.String(cased)] = true
		set[entities(cased, func(r rune) string { return "&#" + strconv.Itoa(int(r)) + ";" })] = true
		set[entities(cased, func(r rune) string { return "&#x" + strconv.FormatInt(int64(r), 16) + ";" })] = true
		set[entities(cased, named)] = true
		set[strings.ReplaceAll(cased, " ", "\u00a0")] = true
		set[strings.ReplaceAll(cased, " ", "&nbsp;")] = true
		for _, m := range []encoding.Encoding{charmap.Windows1252, charmap.Windows1256,
			utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM), utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)} {
			if s, err := m.NewEncoder().String(cased); err == nil {
				set[s] = true
			}
		}
		bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), cased)
		if err == nil {
			set[bare] = true
		}
	}
	all := make([]string, 0, len(set))
	for s := range set {
		all = append(all, s)
	}
	return all
}

// title puts the first letter in upper case.
func title(stem string) string {
	r, n := utf8.DecodeRuneInString(stem)
	return string(unicode.ToUpper(r)) + stem[n:]
}

// entities writes every character beyond ASCII as entity gives it.
func entities(s string, entity func(rune) string) string {
	var out strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf {
			out.WriteRune(r)
		} else {
			out.WriteString(entity(r))
		}
	}
	return out.String()
}

// marks above and below letters and how HTML names them.
var accents = map[rune]string{'\u0300': "grave", '\u0301': "acute", '\u0302': "circ", '\u0303': "tilde", '\u0308': "uml", '\u0327': "cedil", '\u030a': "ring"}

// named gives the named entity of an accented Latin letter, the letter itself
// where it has none.
func named(r rune) string {
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) == 2 && parts[0] < utf8.RuneSelf && accents[parts[1]] != "" {
		return "&" + string(parts[0]) + accents[parts[1]] + ";"
	}
	if r == 'ß' {
		return "&szlig;"
	}
	return string(r)
}
