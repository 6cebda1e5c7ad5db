package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// glyph says what a character can be by its shape alone.
type glyph struct {
	family        family
	opens, closes bool
}

var glyphs = map[rune]glyph{
	'"':  {straight, true, true},
	'＂':  {straight, true, true},
	'“':  {curly, true, false},
	'„':  {curly, true, false},
	'‟':  {curly, true, false},
	'”':  {curly, false, true},
	'«':  {guillemet, true, false},
	'‹':  {guillemet, true, false},
	'»':  {guillemet, false, true},
	'›':  {guillemet, false, true},
	'\'': {single, true, true},
	'‘':  {single, true, false},
	'‚':  {single, true, false},
	'‛':  {single, true, false},
	'`':  {single, true, false},
	'’':  {single, false, true},
}

// pairs are two single marks in a row that stand for one double mark.
var pairs = []struct {
	text string
	glyph
}{
	{"``", glyph{curly, true, false}},
	{"''", glyph{curly, false, true}},
	{"‘‘", glyph{curly, true, false}},
	{"’’", glyph{curly, false, true}},
}

// appendMarks adds the characters of the span that can be quotation marks.
func appendMarks(marks []mark, text string, span demarche.Span) []mark {
	t := text[:span.End]
	for i := span.Start; i < len(t); {
		if !leadsMark[t[i]] {
			i++
			continue
		}
		g, size, ok := glyphAt(t[i:])
		if !ok {
			i += size
			continue
		}
		m := mark{start: i, end: i + size, family: g.family, glyphOpens: g.opens, glyphCloses: g.closes}
		before, after := lastRune(t[span.Start:i]), firstRune(t[m.end:])
		m.opens = mayOpen(before, after)
		m.closes = mayClose(before, after)
		if g.family == single {
			singleMark(&m, t, span.Start, before, after)
		}
		marks = append(marks, m)
		i = m.end
	}
	return marks
}

// leadsMark says of every byte whether a quotation mark can begin with it.
var leadsMark = func() (leads [256]bool) {
	for r := range glyphs {
		leads[string(r)[0]] = true
	}
	return leads
}()

func glyphAt(t string) (glyph, int, bool) {
	for _, p := range pairs {
		if strings.HasPrefix(t, p.text) {
			return p.glyph, len(p.text), true
		}
	}
	r, size := utf8.DecodeRuneInString(t)
	g, ok := glyphs[r]
	return g, size, ok
}

// formatLimit bounds how many invisible characters are looked past beside a mark.
const formatLimit = 4

// lastRune gives the last visible rune of t, or a space if there is none.
func lastRune(t string) rune {
	for range formatLimit {
		r, size := utf8.DecodeLastRuneInString(t)
		if size == 0 {
			return ' '
		}
		if !isFormat(r) {
			return r
		}
		t = t[:len(t)-size]
	}
	return ' '
}

// firstRune gives the first visible rune of t, or a space if there is none.
func firstRune(t string) rune {
	for range formatLimit {
		r, size := utf8.DecodeRuneInString(t)
		if size == 0 {
			return ' '
		}
		if !isFormat(r) {
			return r
		}
		t = t[size:]
	}
	return ' '
}

// isFormat reports whether r is invisible: zero-width characters and direction marks.
func isFormat(r rune) bool { return r >= 0x80 && unicode.Is(unicode.Cf, r) }

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }

// mayOpen reports whether a mark between the two runes can open: nothing, a
// bracket, a dash or another opening mark before it, and something after it.
func mayOpen(before, after rune) bool {
	if unicode.IsSpace(after) {
		return false
	}
	if unicode.IsSpace(before) || isDash(before) || strings.ContainsRune("([{/|•*_", before) {
		return true
	}
	g, ok := glyphs[before]
	return ok && g.opens
}

// mayClose reports whether a mark between the two runes can close: something
// before it, and no letter or digit after it.
func mayClose(before, after rune) bool {
	if unicode.IsSpace(before) {
		return false
	}
	return !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// elisions are the words that begin with an apostrophe.
var elisions = map[string]bool{
	"em": true, "tis": true, "twas": true, "til": true, "till": true, "cause": true, "round": true,
	"bout": true, "n": true, "nuff": true, "ere": true, "cuz": true, "neath": true, "gainst": true,
}

// singleMark sharpens what a single mark can be: an apostrophe inside a word
// is neither, one before an elided word or a year ('90s) does not open, and
// one after a plural or a clipped word (states', goin') closes only weakly.
func singleMark(m *mark, t string, from int, before, after rune) {
	if unicode.IsDigit(before) && !m.opens {
		m.closes = m.closes && !unicode.IsDigit(after) && (unicode.IsPunct(after) || unicode.IsSpace(after))
	}
	if m.opens {
		word := wordAfter(t[m.end:])
		if elisions[strings.ToLower(word)] || len(word) > 1 && isDigit(word[0]) && isDigit(word[1]) && len(word) <= 3 {
			m.opens = false
		}
	}
	if !m.closes {
		return
	}
	if !unicode.IsLetter(before) {
		m.strong = !unicode.IsDigit(before) || !unicode.IsSpace(after)
		return
	}
	clipped := before == 's' || before == 'S' || strings.HasSuffix(t[from:m.start], "in") || strings.HasSuffix(t[from:m.start], " o")
	m.strong = !clipped || !unicode.IsSpace(after)
}

// wordAfter gives the letters and digits at the start of t, at most 8 bytes.
func wordAfter(t string) string {
	for i := range min(len(t), 8) {
		c := t[i]
		if !isDigit(c) && !('a' <= c && c <= 'z') && !('A' <= c && c <= 'Z') {
			return t[:i]
		}
	}
	return t[:min(len(t), 8)]
}
