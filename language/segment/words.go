package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// appendTokens adds the words of the part of the text in s.
func appendTokens(into []language.Token, text string, s demarche.Span) []language.Token {
	w := wordCutter{text: text[:s.End], out: into}
	for at := s.Start; at < s.End; {
		r, n := w.rune(at)
		if isBlank(r) {
			at += n
			continue
		}
		end := at + n
		for end < s.End {
			r, n := w.rune(end)
			if isBlank(r) {
				break
			}
			end += n
		}
		w.chunk(at, end)
		at = end
	}
	return w.out
}

// wordCutter cuts chunks (what stands between blanks) into words.
type wordCutter struct {
	text string
	out  []language.Token
}

func (w *wordCutter) rune(at int) (rune, int) {
	if c := w.text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(w.text[at:])
}

// peek gives the rune at a place, or 0 at or after end.
func (w *wordCutter) peek(at, end int) rune {
	if at >= end {
		return 0
	}
	r, _ := w.rune(at)
	return r
}

func (w *wordCutter) add(start, end int) {
	if start < end {
		w.out = append(w.out, language.Token{Span: demarche.Span{Start: start, End: end}, Head: language.None})
	}
}

// chunk cuts text[start:end], which holds no blanks.
func (w *wordCutter) chunk(start, end int) {
	at := start
	for lookedAt := start; at < end; { // for an address at the start and after an opening mark
		if at == lookedAt {
			if e := w.address(at, end); e > 0 {
				w.add(at, e)
				at = e
				continue
			}
		}
		r, n := w.rune(at)
		switch {
		case isWordRune(r):
			at = w.word(at, start, end)
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			opens := at == lookedAt && (isOpener(r) || r == '<' || r == '"')
			at = w.mark(at, start, end)
			if opens {
				lookedAt = at
			}
		default: // invalid bytes, private characters
			w.add(at, at+n)
			at += n
		}
	}
}

// isWordRune reports whether the character is part of words: letters, digits
// and what combines with them.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == 0x200c || r == 0x200d || r == 0xad
}

func isASCIIWord(c byte) bool { return c < utf8.RuneSelf && isWordRune(rune(c)) }

func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '`' }

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func isLower(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLower(r)
}

// word cuts the word that begins at a letter or digit and gives its end.
func (w *wordCutter) word(at, start, end int) int {
	i, digits := at, true
	for i < end {
		r, n := w.rune(i)
		if isWordRune(r) {
			digits = digits && isDigit(r)
			i += n
			continue
		}
		next := w.peek(i+n, end)
		if !w.joins(at, i, r, next, digits, end) {
			break
		}
		if !isDigit(next) {
			digits = false
		}
		i += n
	}
	if i < end && w.text[i] == '.' {
		if e := w.period(at, i, end); e > i {
			if e < end {
				if r := w.peek(e, end); isApostrophe(r) {
					return w.clitics(at, e, end)
				}
			}
			w.add(at, e)
			return e
		}
	}
	if i < end && w.text[i] == '$' && dollarPrefixes[w.text[at:i]] {
		w.add(at, i+1)
		return i + 1
	}
	return w.clitics(at, i, end)
}

// joins reports whether the mark r at i joins the word at..i to what follows.
func (w *wordCutter) joins(at, i int, r, next rune, digits bool, end int) bool {
	prev, _ := utf8.DecodeLastRuneInString(w.text[at:i])
	both := isDigit(prev) && isDigit(next)
	switch r {
	case '.':
		if both {
			return true
		}
		return isWordRune(next) && (w.initials(at, i) || w.domain(i+1, end))
	case ',':
		return both
	case ':':
		return both && (i-at <= 2 || i-at <= 5 && w.text[i-3] == ':')
	case '/':
		if both {
			return true
		}
		return next != 0 && (i-at == 1 && isLetterAt(w.text, at) && w.shortTail(i+1, end) || w.text[at:i] == "w" && isLower(next))
	case '\'', '’', 'ʼ':
		return unicode.IsLetter(prev) && unicode.IsLetter(next) || r != '’' && isDigit(prev) && next == 's'
	case '-':
		return w.hyphenJoins(at, i, next, digits, end)
	case '&':
		return isUpper(prev) && isUpper(next)
	case '_':
		return isWordRune(next) || next == '_'
	case '*':
		return unicode.IsLetter(prev) && (next == '*' || unicode.IsLetter(next))
	case '@':
		return false
	}
	return false
}

// shortTail reports whether one letter and then the end or a mark follows: "l/c".
func (w *wordCutter) shortTail(at, end int) bool {
	r, n := w.rune(at)
	return unicode.IsLetter(r) && isUpper(r) == isUpper(w.peek(at-2, end)) && !isWordRune(w.peek(at+n, end)) && w.peek(at+n, end) != '/'
}

func isLetterAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(r)
}

// maxInitials bounds the length in bytes of initials, so that cutting stays linear.
const maxInitials = 32

// initials reports whether text[at:i] is one letter or letters with periods: "U", "U.S".
func (w *wordCutter) initials(at, i int) bool {
	if i-at > maxInitials {
		return false
	}
	letters := 0
	for at < i {
		r, n := w.rune(at)
		switch {
		case unicode.IsLetter(r):
			if letters++; letters > 1 {
				return false
			}
		case r == '.':
			letters = 0
		default:
			return false
		}
		at += n
	}
	return letters == 1
}

// hyphenJoins reports whether a hyphen stays inside the word: after some
// prefixes, and in telephone numbers and dates.
func (w *wordCutter) hyphenJoins(at, i int, next rune, digits bool, end int) bool {
	if digits && isDigit(next) {
		j := i + 1
		for j < end && isASCIIDigit(w.text[j]) {
			j++
		}
		tail, head := j-i-1, i-at
		more := j+1 < end && w.text[j] == '-' && isASCIIDigit(w.text[j+1])
		dashed := strings.IndexByte(w.text[at:i], '-') >= 0
		if dashed {
			head = i - at - strings.LastIndexByte(w.text[at:i], '-') - 1
		}
		switch {
		case (head == 3 || head == 1) && tail == 4 && !more: // 555-0199
			return true
		case head <= 4 && tail <= 3 && more && !dashed: // 2025-01-26, 713-555-0199
			return true
		case dashed && head <= 3 && tail <= 4:
			return true
		}
		return false
	}
	return unicode.IsLetter(next) && i-at <= 7 && wholePrefixes[strings.ToLower(w.text[at:i])]
}

// period gives the end of the abbreviation text[at:i] with the period at i, or i if the period is a stop.
func (w *wordCutter) period(at, i, end int) int {
	s := w.text[at:i]
	after := w.peek(i+1, end)
	if after == '.' && i+2 < end && w.text[i+2] == '.' { // an ellipsis follows
		return i
	}
	last := i+1 >= len(w.text) || strings.TrimFunc(w.text[i+1:min(len(w.text), i+16)], isBlankOrClose) == "" && len(w.text)-i <= 16
	switch {
	case strings.IndexByte(s, '.') > 0 && w.initials(at, i): // U.S.
		return i + 1
	case dotted[s]:
		return i + 1
	case neverEnds[s] || mayEnd[s]:
		if last && endsBare[s] {
			return i
		}
		return i + 1
	case numbered[s]:
		if r := w.afterBlank(i + 1); isDigit(r) {
			return i + 1
		}
	case after == 0 && allCaps[s]:
		return i + 1
	case w.initials(at, i) && isUpper(w.peek(at, i)):
		r := w.afterBlank(i + 1)
		if last || s == "I" && !isUpper(after) || w.letterName(at, s) && !isUpper(after) {
			return i
		}
		if isUpper(after) || isUpper(r) && after != '"' && after != '”' && after != '’' || after == ',' {
			return i + 1
		}
	}
	return i
}

// letterName reports whether the single capital s at a place is a name of its
// own and no initial by the word before it: "posted on X", "Plan B".
func (w *wordCutter) letterName(at int, s string) bool {
	if len(w.out) == 0 {
		return false
	}
	before := w.out[len(w.out)-1].Span
	if before.End >= at || at-before.End > 4 {
		return false
	}
	word := strings.ToLower(w.text[before.Start:before.End])
	return lettered[word] || s == "X" && placing[word]
}

func isBlankOrClose(r rune) bool { return isBlank(r) || isCloser(r) || r == '"' || r == '\'' }

// afterBlank gives the first rune after the blanks at a place, or 0.
func (w *wordCutter) afterBlank(at int) rune {
	for n := 0; at < len(w.text) && n < 8; n++ {
		r, size := w.rune(at)
		if !isBlank(r) {
			return r
		}
		at += size
	}
	return 0
}
