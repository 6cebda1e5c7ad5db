package segment

import (
	_ "embed" // of the table
	"fmt"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"demarche/language"
	"demarche/language/internal/linear"
)

//go:embed boundaries.bin.zst
var embedded []byte

// shipped gives the table in the program, read at its first use.
var shipped = sync.OnceValue(func() *linear.Table {
	table, err := readBoundaries(embedded)
	if err != nil {
		panic("the embedded table of sentence ends: " + err.Error())
	}
	return table
})

// readBoundaries reads a table as Learn writes it.
func readBoundaries(compressed []byte) (*linear.Table, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	defer d.Close()
	b, err := d.DecodeAll(compressed, nil)
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return linear.ReadTable(b)
}

// judge decides whether a sentence ends at the byte end, where the rules see no
// stop, by the features of the gap after it.
type judge func(end int, features []linear.Feature) bool

// caution is by how much ending must outweigh going on, in steps of the table.
const caution = 50

// byTable judges by learnt weights.
func byTable(table *linear.Table) judge {
	return func(_ int, features []linear.Feature) bool {
		var scores [ends + 1]int32
		table.ScoreFew(features, scores[:])
		return scores[ends]-scores[goesOn] > caution
	}
}

// Classes of the classifier.
const (
	goesOn = 0
	ends   = 1
)

// line is what the classifier sees of the whole paragraph.
type line struct {
	kind     language.ParagraphKind
	loose    bool   // may hold sentences without stops
	stopped  bool   // ends with a stop
	capitals uint64 // tenths of the words with letters that begin with a capital
	size     uint64 // class of the number of words
}

func lineOf(text string, words []language.Token, kind language.ParagraphKind) line {
	if len(words) == 0 {
		return line{}
	}
	first := text[words[0].Start]
	l := line{kind: kind, size: sizeClass(len(words))}
	switch kind {
	case language.Body, language.ListItem:
		l.loose = true
	case language.Heading:
		l.loose = first < '0' || first > '9' // "17:52 - No comment" is one heading
	}
	letters, capitals := 0, 0
	for _, w := range words {
		switch r, _ := utf8.DecodeRuneInString(text[w.Start:w.End]); {
		case isUpper(r):
			capitals++
			letters++
		case isLower(r):
			letters++
		}
	}
	if letters > 0 {
		l.capitals = uint64(10 * capitals / letters)
	}
	last := words[len(words)-1]
	l.stopped = stopKind(text[last.Start:last.End]) != noStop
	return l
}

func sizeClass(n int) uint64 {
	switch {
	case n < 8:
		return uint64(n)
	case n < 12:
		return 8
	case n < 20:
		return 9
	case n < 40:
		return 10
	}
	return 11
}

// uncertain reports whether a sentence may end after word i although the rules
// see no end: a blank follows and then no small letter, or a mark stands before it.
func (c *sentenceCutter) uncertain(i int) bool {
	if i+1 >= len(c.words) || c.glued(i+1) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(c.form(i + 1))
	if c.line.kind == language.ListItem && c.form(i) == ":" {
		return false // "1 November: the time is up"
	}
	if !isLower(next) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(c.form(i))
	return !isWordRune(last) && last != ',' && last != ';' && last != '\'' && last != '’'
}

// look gives what the features see of word i: the hash of its letters in small
// and of its shape.
func (c *sentenceCutter) look(i int) (lower, shape uint64) {
	if i < 0 {
		return 1, 1
	}
	if i >= len(c.words) {
		return 2, 2
	}
	h, s := uint64(14695981039346656037), uint64(14695981039346656037)
	last, run := byte(0), 0
	for k, r := range c.form(i) {
		if k > 40 {
			break
		}
		class := byte('o')
		switch {
		case r == '’' || r == '‘':
			class, r = '\'', '\''
		case r == '“' || r == '”':
			class, r = '"', '"'
		case isUpper(r):
			class, r = 'X', unicode.ToLower(r)
		case isLower(r):
			class = 'x'
		case r >= '0' && r <= '9':
			class, r = 'd', '0'
		case r < utf8.RuneSelf:
			class = byte(r)
		}
		h = (h ^ uint64(r)) * 1099511628211
		if class != last {
			run = 0
		}
		if run++; run <= 2 {
			s = (s ^ uint64(class)) * 1099511628211
		}
		last = class
	}
	return h, s
}

// gapFeatures appends the features of the gap after word i.
func (c *sentenceCutter) gapFeatures(f []linear.Feature, i int) []linear.Feature {
	a3, _ := c.look(i - 2)
	a2, s2 := c.look(i - 1)
	a1, s1 := c.look(i)
	b1, t1 := c.look(i + 1)
	b2, t2 := c.look(i + 2)
	b3, t3 := c.look(i + 3)
	if i-1 < c.first {
		a2, s2 = 3, 3
	}
	if i-2 < c.first {
		a3 = 3
	}
	length, rest := sizeClass(i+1-c.first), sizeClass(len(c.words)-i-1)
	stopped := uint64(0)
	if c.line.stopped {
		stopped = 1
	}
	kind := uint64(c.line.kind)<<1 | stopped
	depth := uint64(min(c.depth, 1))
	if c.straight {
		depth |= 2
	}
	return append(f,
		linear.F1(1, a1), linear.F1(2, s1), linear.F1(3, b1), linear.F1(4, t1), linear.F2(5, a1, b1), linear.F2(6, s1, t1),
		linear.F1(7, a2), linear.F1(8, b2), linear.F1(9, t2), linear.F2(10, a2, a1), linear.F2(11, b1, b2), linear.F2(12, t1, t2),
		linear.F3(13, s1, t1, t2), linear.F3(14, s2, s1, t1), linear.F2(15, a1, t1), linear.F2(16, s1, b1), linear.F3(17, a1, t1, t2),
		linear.F3(18, s1, b1, t2), linear.F3(19, t1, t2, t3), linear.F1(20, a3), linear.F1(21, b3),
		linear.F2(22, length, t1), linear.F2(23, rest, t1), linear.F3(24, length, rest, t1), linear.F2(25, kind, t1), linear.F3(26, kind, s1, t1),
		linear.F2(27, c.line.capitals, t1), linear.F3(28, c.line.capitals, kind, t1), linear.F2(29, c.line.size, t1), linear.F2(30, depth, t1),
		linear.F3(31, kind, length, a1), linear.F3(32, kind, length, b1), linear.F3(33, c.line.capitals, s1, t1), linear.F3(34, length, a1, t1), linear.F3(35, kind, rest, t1),
	)
}

// endsWithoutStop reports whether a sentence ends after word i although the
// rules see no stop there: "Thanks for the note  Jane".
func (c *sentenceCutter) endsWithoutStop(i int) bool {
	if c.judge == nil || !c.line.loose || !c.uncertain(i) {
		return false
	}
	c.features = c.gapFeatures(c.features[:0], i)
	return c.judge(c.words[i].End, c.features)
}
