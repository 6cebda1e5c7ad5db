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

// clitics cuts text[at:i], a word, into its stem and clitics and adds them.
// It gives the end of what it added, which lies after i where an apostrophe
// at i belongs to the word.
func (w *wordCutter) clitics(at, i, end int) int {
	if r := w.peek(i, end); isApostrophe(r) && r != '`' && r != '‘' { // Mexico's is joined; this is U.S.'s
		n := utf8.RuneLen(r)
		j := i + n
		for j < end && j-i < 6 && isASCIIWord(w.text[j]) {
			j++
		}
		if cliticTails[strings.ToLower(w.text[i+n:j])] && w.text[i-1] == '.' {
			w.add(at, i)
			w.add(i, j)
			return j
		}
	}
	s := w.text[at:i]
	if cut, ok := fused(s); ok {
		w.add(at, at+cut)
		w.add(at+cut, i)
		return i
	}
	if cut := unitCut(s); cut > 0 {
		w.add(at, at+cut)
		w.add(at+cut, i)
		return i
	}
	first := len(w.out)
	for { // from the right: could|n't|'ve
		cut := cliticCut(s)
		if cut <= 0 {
			break
		}
		w.out = append(w.out, language.Token{Span: demarche.Span{Start: at + cut, End: at + len(s)}, Head: language.None})
		s = s[:cut]
	}
	w.out = append(w.out, language.Token{Span: demarche.Span{Start: at, End: at + len(s)}, Head: language.None})
	for l, r := first, len(w.out)-1; l < r; l, r = l+1, r-1 {
		w.out[l], w.out[r] = w.out[r], w.out[l]
	}
	return i
}

// cliticCut gives the place where the last clitic of s begins, or 0.
func cliticCut(s string) int {
	if len(s) < 3 {
		return 0
	}
	q := strings.LastIndexAny(s, "'’ʼ")
	if q <= 0 || len(s)-q > 6 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[q:])
	tail := strings.ToLower(s[q+n:])
	switch {
	case tail == "t" && q >= 2 && (s[q-1] == 'n' || s[q-1] == 'N'):
		return q - 1
	case tail == "s" && q >= 2 && s[q-1] == '0' && isASCIIDigit(s[q-2]): // 1930's
		return 0
	case cliticTails[tail]:
		return q
	}
	return 0
}

// fused gives the place where a word written as one is cut into two: can|not.
func fused(s string) (int, bool) {
	if len(s) < 2 || len(s) > 8 {
		return 0, false
	}
	cut, ok := fusedWords[strings.ToLower(s)]
	return cut, ok
}

// unitCut gives the place where a unit follows a number without a blank: 5|pm, 1.5|bn.
func unitCut(s string) int {
	if s[0] < '0' || s[0] > '9' {
		return 0
	}
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' || s[i] == ',' || s[i] == ':') {
		i++
	}
	if i < len(s) && len(s)-i <= 5 && unitTails[s[i:]] {
		return i
	}
	return 0
}

// mark adds the punctuation mark or symbol at a place and gives its end.
func (w *wordCutter) mark(at, start, end int) int {
	r, n := w.rune(at)
	next := w.peek(at+n, end)
	atStart := at == start || !isWordRune(lastRune(w.text[start:at]))
	switch {
	case atStart && isApostrophe(r) && r != '`':
		if e := w.leadingApostrophe(at, at+n, end); e > at {
			return e
		}
	case atStart && (r == ':' || r == ';' || r == '='):
		if e := emoticon(w.text[at:min(end, at+8)]); e > 0 {
			w.add(at, at+e)
			return at + e
		}
	case atStart && (r == '@' || r == '#') && unicode.IsLetter(next):
		if e := w.address(at, end); e > 0 {
			w.add(at, e)
			return e
		}
	case atStart && r == '.' && '0' <= next && next <= '9' && at == start:
		e := at + n
		for e < end && isASCIIDigit(w.text[e]) {
			e++
		}
		w.add(at, e)
		return e
	}
	if at > start && isApostrophe(r) && r != '`' && r != '‘' { // "the migrants' flight", "Trump 's"
		j := at + n
		for j < end && j-at < 6 && isASCIIWord(w.text[j]) {
			j++
		}
		if j > at+n && cliticTails[strings.ToLower(w.text[at+n:j])] {
			w.add(at, j)
			return j
		}
	}
	e := at + n
	switch {
	case r == '!' || r == '?' || r == '.' && (next == '?' || next == '!'):
		for e < end && (w.text[e] == '!' || w.text[e] == '?') {
			e++
		}
	case strings.ContainsRune(".-*=_~<>'`+#$/\\…’‘", r):
		for e < end && strings.HasPrefix(w.text[e:end], w.text[at:at+n]) {
			e += n
		}
	case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == '‼':
		e = w.pictograph(at, end)
	}
	w.add(at, e)
	return e
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// leadingApostrophe adds a word that begins with an apostrophe ('em, 'tis,
// '90s, 's) and gives its end, or 0 if the apostrophe is a quotation mark.
func (w *wordCutter) leadingApostrophe(at, after, end int) int {
	i := after
	for i < end && i-after < 8 && isASCIIWord(w.text[i]) {
		i++
	}
	s := strings.ToLower(w.text[after:i])
	switch {
	case s == "tis" || s == "twas":
		w.add(at, after+1)
		w.add(after+1, i)
		return i
	case apostropheWords[s], cliticTails[s] && len(s) <= 2 && i == end, len(s) == 3 && isASCIIDigit(s[0]) && s[1:] == "0s":
		w.add(at, i)
		return i
	}
	return 0
}

// emoticon gives the length of the emoticon at the start of s, or 0.
func emoticon(s string) int {
	i := 1
	if i < len(s) && (s[i] == '-' || s[i] == '\'') {
		i++
	}
	j := i
	for j < len(s) && strings.IndexByte(")(DPpOo/\\|*3][", s[j]) >= 0 {
		j++
	}
	if j == i || j < len(s) && isASCIIWord(s[j]) {
		return 0
	}
	return j
}

// pictograph gives the end of the emoji or other symbol at a place with what modifies it.
func (w *wordCutter) pictograph(at, end int) int {
	r, n := w.rune(at)
	i := at + n
	if 0x1f1e6 <= r && r <= 0x1f1ff { // two letters make a flag
		if f := w.peek(i, end); 0x1f1e6 <= f && f <= 0x1f1ff {
			i += utf8.RuneLen(f)
		}
		return i
	}
	for i < end {
		r, n := w.rune(i)
		switch {
		case r == 0xfe0f || r == 0xfe0e || r == 0x20e3 || 0x1f3fb <= r && r <= 0x1f3ff || unicode.Is(unicode.Mn, r) || 0xe0020 <= r && r <= 0xe007f:
			i += n
		case r == 0x200d:
			i += n
			if i < end {
				if r, n := w.rune(i); unicode.Is(unicode.So, r) {
					i += n
				}
			}
		default:
			return i
		}
	}
	return i
}
