package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// line is a line of a page. Sizes and places are in points (1/72 inch), y from
// the lower edge.
type line struct {
	text       string
	x, y, size float64
	page       int
}

// ligatures are single characters that stand for several letters.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st", "\u00ad", "", "\u0000", "")

// Shares of the size of the type.
const (
	sameLine = 0.3  // of it up or down: still the same line
	wordGap  = 0.2  // of it to the right of a glyph of known width: another word
	cellGap  = 0.35 // of it to the right of where a run of estimated width ends: another cell
	estimate = 0.08 // how wrong the estimate may be
)

// lines puts the glyphs of a page into lines, in the order in which they were drawn.
func lines(glyphs []pdf.Text) []line {
	var all []line
	var current strings.Builder
	var at line
	var last pdf.Text
	mayBreak := false // a soft hyphen was drawn last: it shows only at the end of a line
	run := 0.0        // estimated width of the glyphs drawn from last.X on, where their widths are not known
	end := func() {
		if t := oneLine(ligatures.Replace(current.String())); t != "" {
			if mayBreak {
				t += "-"
			}
			at.text = t
			all = append(all, at)
		}
		current.Reset()
	}
	for _, g := range glyphs {
		switch g.S {
		case "\n":
			continue
		case "\u00ad":
			mayBreak = true
			continue
		}
		size := math.Abs(g.FontSize)
		switch {
		case current.Len() == 0 || math.Abs(g.Y-last.Y) > sameLine*max(size, 1) || g.X < last.X-size:
			end()
			at = line{x: g.X, y: g.Y, size: size}
		case last.W > 0 && g.X > last.X+last.W+wordGap*size,
			last.W <= 0 && g.X > last.X+run*(1+estimate)+cellGap*size,
			last.W <= 0 && g.X > last.X+run/2 && otherWord(last.S, g.S):
			current.WriteByte(' ')
		}
		mayBreak = false
		current.WriteString(g.S)
		if g.X != last.X || g.Y != last.Y {
			run = 0
		}
		run += size * usualAdvance(g.S)
		last = g
	}
	end()
	return all
}

// otherWord reports whether two glyphs of different runs cannot be of one word.
func otherWord(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLower(a) && unicode.IsUpper(b) || unicode.IsLetter(a) && unicode.IsDigit(b) || unicode.IsDigit(a) && unicode.IsLetter(b)
}

// usualAdvance gives how wide a glyph is in most types, as a share of their size.
func usualAdvance(glyph string) float64 {
	r, _ := utf8.DecodeRuneInString(glyph)
	switch {
	case strings.ContainsRune("iljftrI.,:;'’‘!|() ", r):
		return 0.3
	case strings.ContainsRune("mwMW—", r):
		return 0.85
	case unicode.IsUpper(r):
		return 0.68
	}
	return 0.52
}

// digits differ between the running heads of pages.
var digits = regexp.MustCompile(`\d+`)

// withoutRunning leaves out what stands in the same place on several pages, page
// numbers aside, and gives the lines of all pages.
func withoutRunning(pages [][]line) []line {
	type place struct {
		text string
		y    int
	}
	key := func(l line) place { return place{digits.ReplaceAllString(l.text, "#"), int(math.Round(l.y))} }
	count := map[place]int{}
	for _, page := range pages {
		for _, l := range page {
			count[key(l)]++
		}
	}
	printed := isPrinted(pages)
	var kept []line
	for n, page := range pages {
		for i, l := range page {
			if outermost := i == 0 || i >= len(page)-2; printed && outermost && (printedHead.MatchString(l.text) || printedFoot.MatchString(l.text)) {
				continue
			}
			if repeated := count[key(l)]; repeated < 2 || repeated*3 < len(pages) {
				l.page = n
				kept = append(kept, l)
			}
		}
	}
	return kept
}

// What browsers print above and below a page: when, and the title; where from, and
// which page of how many.
var (
	printedHead = regexp.MustCompile(`^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s.*)?$`)
	printedFoot = regexp.MustCompile(`^(?:(?:https?|file)://.*\s)?\d+/\d+$`)
)

// isPrinted reports whether a browser printed the pages: each begins with what it
// prints above them, or has it at its end where it was drawn last.
func isPrinted(pages [][]line) bool {
	for _, page := range pages {
		head := false
		for i, l := range page {
			head = head || (i == 0 || i >= len(page)-2) && printedHead.MatchString(l.text)
		}
		if !head {
			return false
		}
	}
	return len(pages) > 0
}

// paragraph is lines that belong together.
type paragraph struct {
	text string
	size float64
}

// join puts lines together to paragraphs.
func join(all []line) []paragraph {
	gap, width := usualGap(all), usualWidth(all)
	var paragraphs []paragraph
	for i, l := range all {
		if i == 0 || begins(all[i-1], l, gap, width) {
			paragraphs = append(paragraphs, paragraph{l.text, l.size})
			continue
		}
		p := &paragraphs[len(paragraphs)-1]
		p.text = attach(p.text, l.text)
	}
	return paragraphs
}

// begins reports whether a line begins a paragraph.
func begins(before, l line, gap float64, width int) bool {
	ended := sentenceEnd.MatchString(before.text)
	short := utf8.RuneCountInString(before.text)*4 < width*3
	if l.page != before.page {
		return ended || short
	}
	down := before.y - l.y
	switch {
	case math.Abs(l.size-before.size) > 0.1*before.size, down < 0, down > 1.35*gap, bullet.MatchString(l.text):
		return true
	case short:
		return true
	}
	return ended && math.Abs(l.x-before.x) > 0.5*l.size
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:;]["'”’)\]]*$`)
	bullet      = regexp.MustCompile(`^(?:[•▪‣◦–—-]\s|\(?\d{1,2}[.)]\s|\([a-z]\)\s)`)
)

// attach adds a line to a paragraph; a word broken at the end of a line is made whole.
func attach(text, next string) string {
	stem, broken := strings.CutSuffix(text, "-")
	if !broken {
		stem, broken = strings.CutSuffix(text, "\u2010") // the hyphen that is no minus
	}
	r, _ := utf8.DecodeRuneInString(next)
	if !broken || !unicode.IsLower(r) {
		return text + " " + next
	}
	if word := stem[strings.LastIndexByte(stem, ' ')+1:]; strings.Contains(word, "-") {
		return text + next // a compound such as off-the-record
	}
	return stem + next
}

// usualGap gives the usual distance of one line to the next.
func usualGap(all []line) float64 {
	var gaps []float64
	for i := 1; i < len(all); i++ {
		if d := all[i-1].y - all[i].y; d > 0 && all[i].page == all[i-1].page {
			gaps = append(gaps, d)
		}
	}
	return lowMedian(gaps)
}

// usualWidth gives how many characters a full line has.
func usualWidth(all []line) int {
	var widths []float64
	for _, l := range all {
		widths = append(widths, float64(utf8.RuneCountInString(l.text)))
	}
	slices.Sort(widths)
	if len(widths) == 0 {
		return 0
	}
	return int(widths[len(widths)*4/5])
}

// usualSize gives the size in which most of the text is set.
func usualSize(all []paragraph) float64 {
	letters := map[float64]int{}
	best := 0.0
	for _, p := range all {
		letters[p.size] += len(p.text)
		if letters[p.size] > letters[best] {
			best = p.size
		}
	}
	return best
}

// lowMedian gives the lower of the middle values, 0 of none.
func lowMedian(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[(len(v)-1)/2]
}
