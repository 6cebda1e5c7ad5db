package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

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
