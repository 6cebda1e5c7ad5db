package copies

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a text in the form in which texts are compared.
type word struct {
	hash       uint64
	start, end int32 // bytes in the text
	paragraph  int32
	class      class
}

// class tells the words in which two fillings of one form differ.
type class uint8

const (
	plain class = iota
	number
	weekday
)

// fewest is how many words a text must have outside quotation marks to be
// compared by those alone.
const fewest = 20

// wordsOf gives the words by which a text is compared: those outside quotation
// marks, or all of them where hardly any are.
func wordsOf(text string) []word {
	all, quoted := split(text)
	own := make([]word, 0, len(all))
	for i, w := range all {
		if !quoted[i] {
			own = append(own, w)
		}
	}
	if len(own) < fewest {
		return all
	}
	return own
}

// split gives all words of a text and which of them are quoted.
func split(text string) (words []word, quoted []bool) {
	s := scanner{text: text}
	for s.pos < len(text) {
		if !s.next() {
			continue
		}
		s.joinWithLast()
		form := houseStyle(fold(text[s.from:s.pos]))
		if form == "" {
			continue
		}
		w := word{hash: hashString(form), start: int32(s.from), end: int32(s.pos), paragraph: int32(s.paragraph), class: classOf(form)}
		if n := len(words); n > 0 {
			if pair, ok := pairs[[2]string{s.last, form}]; ok {
				w.start, w.hash, form = words[n-1].start, hashString(pair), pair
				words, quoted = words[:n-1], quoted[:n-1]
			}
		}
		words, quoted, s.last = append(words, w), append(quoted, s.quote != 0), form
	}
	return words, quoted
}

// pairs are two words that other house styles write as one.
var pairs = map[[2]string]string{{"per", "cent"}: "percent", {"united", "states"}: "us"}

// scanner walks over a text from word to word.
type scanner struct {
	text      string
	from, pos int
	paragraph int
	quote     rune // the mark that closes the quotation, 0 outside one
	last      string
}

// next reads one word or one other character, and reports whether it was a word.
func (s *scanner) next() bool {
	s.from = s.pos
	r, n := utf8.DecodeRuneInString(s.text[s.pos:])
	if inWord(r) {
		for s.pos < len(s.text) {
			if r, n = utf8.DecodeRuneInString(s.text[s.pos:]); !inWord(r) {
				break
			}
			s.pos += n
		}
		return true
	}
	s.mark(r, s.pos, s.pos+n)
	s.pos += n
	return r == '%'
}

// joinWithLast adds to the word what belongs to it beyond a mark: the rest of
// "U.S." and of "1,234.5".
func (s *scanner) joinWithLast() {
	for s.pos+1 < len(s.text) {
		mark, after := s.text[s.pos], s.text[s.pos+1]
		before := s.text[s.pos-1]
		number := (mark == ',' || mark == '.') && isDigit(before) && isDigit(after)
		initials := mark == '.' && isUpper(before) && isUpper(after) && (s.pos-s.from == 1 || s.text[s.pos-2] == '.')
		if !number && !initials {
			break
		}
		s.pos++
		for s.pos < len(s.text) && (isDigit(s.text[s.pos]) && number || initials && isUpper(s.text[s.pos])) {
			s.pos++
		}
	}
}

// mark takes note of what a character between words says: a paragraph ends, a
// quotation opens or closes. A quotation never outlasts its paragraph.
func (s *scanner) mark(r rune, from, to int) {
	if r == '\n' {
		s.paragraph++
		s.quote = 0
		return
	}
	closing := closes(r)
	before, _ := utf8.DecodeLastRuneInString(s.text[:from])
	after, _ := utf8.DecodeRuneInString(s.text[to:])
	switch {
	case s.quote != 0 && r == s.quote && (r != '’' && r != '\'' || !inWord(after)):
		s.quote = 0
	case s.quote == 0 && closing != 0 && (from == 0 || !inWord(before)) && (inWord(after) || after == '.'):
		s.quote = closing
	}
}

// closes gives the mark that ends a quotation opened by r, 0 if r opens none.
func closes(r rune) rune {
	switch r {
	case '“', '„':
		return '”'
	case '«':
		return '»'
	case '‘':
		return '’'
	case '"', '\'':
		return r
	}
	return 0
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
func isDigit(b byte) bool { return '0' <= b && b <= '9' }
func isUpper(b byte) bool { return 'A' <= b && b <= 'Z' }

// fold removes letter case, accents and the marks within numbers and initials.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if !ascii {
		s = norm.NFKD.String(strings.ToValidUTF8(s, " "))
	}
	return strings.Map(func(r rune) rune {
		if r == ',' || r == '.' || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// classOf tells numbers and days of the week from other words.
func classOf(form string) class {
	switch {
	case isDigit(form[0]):
		return number
	case len(form) >= 6 && strings.HasSuffix(form, "day") && isWeekday(form):
		return weekday
	}
	return plain
}

func isWeekday(form string) bool {
	switch form {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// hashString is FNV-1a, 64 bits.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
