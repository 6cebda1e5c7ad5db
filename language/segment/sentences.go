package segment

import (
	"strings"
	"unicode/utf8"

	"demarche/language"
	"demarche/language/internal/linear"
)

// sentenceEnds gives, for the words of paragraph p, the indexes after the
// last word of each sentence. A sentence also ends at byte head, the end of a
// dateline or speaker.
func (c *sentenceCutter) sentenceEnds(text string, words []language.Token, p *language.Paragraph) []int {
	var ends []int
	cutter, head := c, headEnd(p)
	cutter.reset(text, words, p.Kind)
	for i := 0; i < len(words); {
		if head > 0 && words[i].End <= head && (i+1 == len(words) || words[i+1].Start >= head) {
			i++
			ends = append(ends, i)
			cutter.first = i
			continue
		}
		cutter.note(i)
		end := 0
		if head == 0 || words[i].Start >= head {
			end = cutter.endAfter(i)
		}
		if end == 0 && (head == 0 || words[i].Start >= head) && cutter.endsWithoutStop(i) {
			end = i + 1
		}
		if end == 0 {
			i++
			continue
		}
		for k := i + 1; k < end; k++ {
			cutter.note(k)
		}
		ends = append(ends, end)
		i = end
		cutter.first = end
	}
	if n := len(words); n > 0 && (len(ends) == 0 || ends[len(ends)-1] < n) {
		ends = append(ends, n)
	}
	return capLengths(text, words, ends, head)
}

// longestSentence is the most words that a sentence has. Nobody writes longer
// ones; what is longer is a table, a list or a line without stops, and a parse
// of it would mean nothing and cost time that grows with the square of its
// length.
const longestSentence = 400

// capLengths cuts sentences of more than longestSentence words: after the last
// semicolon that leaves both sides room, else after the last comma, else
// before a word that a blank precedes. The dateline or speaker up to byte head
// stays whole.
func capLengths(text string, words []language.Token, ends []int, head int) []int {
	capped := make([]int, 0, len(ends))
	first := 0
	for _, end := range ends {
		if head == 0 || words[end-1].End > head {
			for end-first > longestSentence {
				first = capAt(text, words, first)
				capped = append(capped, first)
			}
		}
		capped = append(capped, end)
		first = end
	}
	return capped
}

// capAt gives where to cut the overlong sentence that begins at word first.
func capAt(text string, words []language.Token, first int) int {
	last := first + longestSentence
	for _, mark := range []string{";", ",", ""} {
		for i := last; i > first+longestSentence/2; i-- {
			apart := words[i-1].End < words[i].Start
			if before := &words[i-1]; apart && (mark == "" || text[before.Start:before.End] == mark) {
				return i
			}
		}
	}
	return last
}

// sentenceCutter decides where the sentences of one paragraph end.
type sentenceCutter struct {
	text     string
	words    []language.Token
	first    int  // first word of the sentence
	straight bool // a straight double quotation mark is open
	depth    int  // open round brackets
	line     line

	judge    judge // nil for the rules alone
	features []linear.Feature
}

// reset prepares the cutter for a paragraph.
func (c *sentenceCutter) reset(text string, words []language.Token, kind language.ParagraphKind) {
	c.text, c.words, c.first, c.straight, c.depth = text, words, 0, false, 0
	if c.judge != nil {
		c.line = lineOf(text, words, kind)
	}
}

func (c *sentenceCutter) form(i int) string {
	return c.text[c.words[i].Start:c.words[i].End]
}

// note keeps track of quotation marks and brackets.
func (c *sentenceCutter) note(i int) {
	switch c.form(i) {
	case `"`:
		c.straight = !c.straight
	case "(":
		c.depth++
	case ")":
		c.depth = max(0, c.depth-1)
	}
}

func (c *sentenceCutter) glued(i int) bool {
	return i > 0 && i < len(c.words) && c.words[i-1].End == c.words[i].Start
}

// endAfter gives the index after the last word of the sentence if one ends at
// word i, its closing marks included, or 0.
func (c *sentenceCutter) endAfter(i int) int {
	kind := stopKind(c.form(i))
	if kind == noStop || c.numbersItem(i) {
		return 0
	}
	j := i + 1
	quoted := false
	straight := c.straight
	for j < len(c.words) {
		f := c.form(j)
		r, _ := utf8.DecodeRuneInString(f)
		switch {
		case isCloser(r):
			quoted = quoted || r == '”' || r == '’' || r == '»'
		case f == `"` && (straight && (c.glued(j) || j+1 == len(c.words)) || c.glued(j) && !c.glued(j+1)):
			quoted = true
			straight = false
		case (f == "'" || f == "''") && c.glued(j):
			quoted = true
		case stopKind(f) == hardStop && c.glued(j):
		case c.citation(j):
			j += 2
		default:
			goto closed
		}
		j++
	}
closed:
	if j >= len(c.words) {
		return j
	}
	if kind == abbreviation && c.continues(i, j, quoted) {
		return 0
	}
	if !c.opens(i, j, kind, quoted) {
		return 0
	}
	return j
}

// numbersItem reports whether the full stop i follows a number that opens the
// sentence: "2. The second point".
func (c *sentenceCutter) numbersItem(i int) bool {
	if i == 0 || i-1 != c.first || c.form(i) != "." || !c.glued(i) {
		return false
	}
	f := c.form(i - 1)
	return len(f) <= 2 && strings.Trim(f, "0123456789") == ""
}

// citation reports whether "[17]" stands at word i.
func (c *sentenceCutter) citation(i int) bool {
	if i+2 >= len(c.words) || c.form(i) != "[" || c.form(i+2) != "]" {
		return false
	}
	n := c.form(i + 1)
	return len(n) <= 3 && n[0] >= '0' && n[0] <= '9'
}

// continues reports whether the sentence goes on after the abbreviation i.
func (c *sentenceCutter) continues(i, j int, quoted bool) bool {
	f := c.form(i)
	if neverEnds[strings.TrimSuffix(f, ".")] {
		return true
	}
	if quoted {
		return false
	}
	next := c.form(j)
	if numbered[strings.TrimSuffix(f, ".")] {
		return true
	}
	r, n := utf8.DecodeRuneInString(next)
	if !isUpper(r) && !isOpener(r) && r != '"' {
		return true
	}
	if isOpener(r) || r == '"' {
		return r == '(' || r == '['
	}
	if len(f) == 2 && isUpper(rune(f[0])) { // an initial
		return f != "I." || len(next) > n && next[n] == '.'
	}
	return !starters[next]
}

// opens reports whether word j can begin a sentence after the stop i.
func (c *sentenceCutter) opens(i, j int, kind stop, quoted bool) bool {
	next := c.form(j)
	r, _ := utf8.DecodeRuneInString(next)
	if c.words[j-1].End == c.words[j].Start && !isOpener(r) && r != '"' && !isUpper(r) {
		return false // ".txt", "?)," and the like
	}
	if r == ',' || r == ';' || r == ':' || r == '.' || r == '%' || isCloser(r) {
		return false
	}
	if isDash(next) {
		return kind == hardStop && !c.glued(j) && j+1 < len(c.words) && !c.lowerAt(j+1) && !quoted && next != "—"
	}
	if kind == ellipsis {
		return !isLower(r) && (isUpper(r) && (starters[next] || quoted) || isOpener(r) || r == '"')
	}
	if isLower(r) {
		return c.carelessly(i, j, quoted)
	}
	if c.depth > 0 && c.form(j-1) != ")" && c.closesSoon(j) {
		return false
	}
	if quoted && c.form(i) != "." && c.speechFollows(j) {
		return false
	}
	return true
}

// carelessly reports whether a sentence without a capital begins at word j: a
// stop, after an ordinary word, and a blank stand before it.
func (c *sentenceCutter) carelessly(i, j int, quoted bool) bool {
	if quoted || j != i+1 || i == 0 || c.words[i].End == c.words[j].Start || !c.glued(i) {
		return false
	}
	before := c.form(i - 1)
	for _, r := range before {
		if !isLower(r) {
			return false
		}
	}
	return len(before) > 2
}

func (c *sentenceCutter) lowerAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(c.form(i))
	return isLower(r)
}

// closesSoon reports whether a bracket that is open closes within a few words
// without being a sentence itself: "(Yes! Really) he said".
func (c *sentenceCutter) closesSoon(j int) bool {
	for k := j; k < len(c.words) && k < j+12; k++ {
		if c.form(k) == ")" {
			return k+1 < len(c.words) && c.lowerAt(k+1)
		}
	}
	return false
}

// speechFollows reports whether a short subject with a verb of speech follows
// a question or exclamation: “Why?” Mr. Smith asked.
func (c *sentenceCutter) speechFollows(j int) bool {
	for k := j; k < len(c.words) && k < j+7; k++ {
		f := c.form(k)
		if k > j && saidVerbs[f] {
			return true
		}
		if k == j && pronounSubjects[f] {
			return k+1 < len(c.words) && saidVerbs[c.form(k+1)]
		}
		r, _ := utf8.DecodeRuneInString(f)
		if !isUpper(r) && !(k > j && (f == "of" || f == "de" || f == "the" || f == "-")) {
			return false
		}
	}
	return false
}

var (
	saidVerbs       = set(`said asked says asks wrote writes tweeted posted shouted replied added told cried yelled exclaimed wondered demanded inquired`)
	pronounSubjects = set(`He She They I We`)
)

// stop says how a word can end a sentence.
type stop uint8

const (
	noStop stop = iota
	hardStop
	ellipsis
	abbreviation
)

func stopKind(f string) stop {
	last := f[len(f)-1]
	switch {
	case last == '.':
		switch {
		case len(f) == 1:
			return hardStop
		case strings.Trim(f, ".") == "":
			return ellipsis
		}
		return abbreviation
	case last == '!' || last == '?':
		if strings.Trim(f, "!?") == "" {
			return hardStop
		}
	case strings.HasPrefix(f, "…"):
		return ellipsis
	case f == "。" || f == "؟" || f == "۔" || f == "।":
		return hardStop
	}
	return noStop
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '}', '”', '’', '»', '›':
		return true
	}
	return false
}

func isOpener(r rune) bool {
	switch r {
	case '(', '[', '{', '“', '‘', '«', '‹', '„', '¿', '¡':
		return true
	}
	return false
}

func isDash(f string) bool {
	return f == "—" || f == "–" || f == "―" || strings.Trim(f, "-") == ""
}
