// Package tagging assigns to each word of a sentence its part of speech, from
// left to right, with a linear classifier over the word, its spelling, its
// neighbours and the two tags before it.
package tagging

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/language/internal/linear"
)

// Word is what the features see of a word.
type Word struct {
	Lower    uint32    // hash of the form in lower case, digits folded
	Folded   uint32    // Lower with each number folded to one digit, the key of clusters
	Form     uint32    // hash of the form
	Prefixes [3]uint32 // hashes of the first 1 to 3 characters
	Suffixes [5]uint32 // hashes of the last 1 to 5 characters
	Shape    uint32    // hash of the shape, "Xxx-d"
	Entry
}

// Entry is what the lexicon says of a word.
type Entry struct {
	Known   uint32     // the tags seen with the word in training, hashed; 0 if unknown
	Lexicon Inflection // what a dictionary says it can be
	Cluster Cluster    // of words that occur in like places
}

// Cluster is the path to a word in the binary tree of a hierarchical
// clustering (Brown et al. 1992) after a leading one bit; 0 if the word is in
// none.
type Cluster uint32

// Prefix gives the first n steps of the path.
func (c Cluster) Prefix(n int) uint64 {
	if extra := bits.Len32(uint32(c)) - 1 - n; extra > 0 {
		return uint64(c >> extra)
	}
	return uint64(c)
}

// Inflection is a set of inflected forms that a word can be.
type Inflection uint16

// The inflected forms of English.
const (
	Singular Inflection = 1 << iota
	Plural
	Infinitive
	Past
	Participle
	Gerund
	ThirdPerson
	Adjective
	Comparative
	Superlative
	Adverb
	AdverbComparative
	Capital // written with a capital: a name or what is made from one
)

// maxSpelling bounds how many bytes of a word its spelling is read from.
const maxSpelling = 64

// Look fills in what the spelling shows; buffer is reused between calls.
func (w *Word) Look(form string, buffer []rune) []rune {
	runes := buffer[:0]
	for i, r := range form {
		if i >= maxSpelling {
			break
		}
		runes = append(runes, r)
	}
	w.Form = linear.Hash(form)
	shape := uint32(2166136261)
	var last rune
	run := 0
	digits := false
	for i, r := range runes {
		c := shapeOf(r)
		if c == last {
			run++
		} else {
			run = 0
		}
		if run < 2 {
			shape = (shape ^ uint32(c)) * 16777619
		}
		last = c
		switch {
		case c == 'd':
			runes[i] = '0'
			digits = true
		case r == '’' || r == '‘' || r == 'ʼ':
			runes[i] = '\''
		case r == '“' || r == '”':
			runes[i] = '"'
		default:
			runes[i] = unicode.ToLower(r)
		}
	}
	w.Shape = shape
	w.Lower = hashRunes(runes)
	w.Folded = w.Lower
	if digits {
		w.Folded = hashNumbers(runes)
	}
	for n := range w.Prefixes {
		w.Prefixes[n] = 0
		if len(runes) > n+1 {
			w.Prefixes[n] = hashRunes(runes[:n+1])
		}
	}
	for n := range w.Suffixes {
		w.Suffixes[n] = 0
		if len(runes) > n {
			w.Suffixes[n] = hashRunes(runes[len(runes)-n-1:])
		}
	}
	return runes
}

func shapeOf(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z':
			return 'x'
		case 'A' <= r && r <= 'Z':
			return 'X'
		case '0' <= r && r <= '9':
			return 'd'
		}
		return r
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return 'd'
	}
	return 's'
}

func hashRunes(rs []rune) uint32 {
	h := uint64(14695981039346656037)
	for _, r := range rs {
		h = (h ^ uint64(r)) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x94d049bb133111eb
	return uint32(h >> 32)
}

// hashNumbers is hashRunes with each number, the marks inside it included,
// taken as one digit: "1,200" and "7" are the same.
func hashNumbers(rs []rune) uint32 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(rs); i++ {
		h = (h ^ uint64(rs[i])) * 1099511628211
		if rs[i] != '0' {
			continue
		}
		for i+1 < len(rs) && (rs[i+1] == '0' || i+2 < len(rs) && rs[i+2] == '0' && strings.ContainsRune(".,:/-", rs[i+1])) {
			i++
		}
	}
	h ^= h >> 32
	h *= 0x94d049bb133111eb
	return uint32(h >> 32)
}

// Outside stands for the words before and after a sentence.
const outside = 1

// None is the tag before the first word.
const None = 0xff

// Features appends the features of word i, of which the tags before it are known.
func Features(f []linear.Feature, words []Word, i int, before, before2 uint8) []linear.Feature {
	w := &words[i]
	left, left2, right, right2 := &boundary, &boundary, &boundary, &boundary
	if i > 0 {
		left = &words[i-1]
	}
	if i > 1 {
		left2 = &words[i-2]
	}
	if i+1 < len(words) {
		right = &words[i+1]
	}
	if i+2 < len(words) {
		right2 = &words[i+2]
	}
	t1, t2 := uint64(before), uint64(before)<<8|uint64(before2)
	lower := uint64(w.Lower)
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	f = append(f,
		linear.F1(1, lower),
		linear.F1(2, uint64(w.Form)),
		linear.F1(3, uint64(left.Lower)),
		linear.F1(4, uint64(left2.Lower)),
		linear.F1(5, uint64(right.Lower)),
		linear.F1(6, uint64(right2.Lower)),
		linear.F2(7, uint64(left.Lower), lower),
		linear.F2(8, lower, uint64(right.Lower)),
		linear.F2(9, uint64(left.Lower), uint64(right.Lower)),
		linear.F1(10, t1),
		linear.F1(11, t2),
		linear.F2(12, t1, lower),
		linear.F2(13, t1, uint64(right.Lower)),
		linear.F2(14, t2, lower),
		linear.F2(15, uint64(w.Shape), first),
		linear.F2(16, uint64(w.Shape), t1),
		linear.F2(17, uint64(w.Suffixes[2]), t1),
		linear.F2(18, uint64(w.Known), t1),
		linear.F2(19, uint64(w.Known), uint64(right.Known)),
		linear.F2(20, uint64(w.Known), uint64(left.Lower)),
		linear.F2(21, uint64(w.Known), uint64(right.Lower)),
		linear.F3(22, uint64(w.Known), uint64(right.Known), uint64(right2.Known)),
		linear.F3(23, uint64(w.Known), uint64(right.Known), t1),
		linear.F1(24, uint64(right.Suffixes[2])),
		linear.F1(25, uint64(left.Suffixes[2])),
		linear.F1(26, uint64(right.Shape)),
		linear.F1(27, uint64(left.Shape)),
		linear.F3(28, uint64(w.Shape), uint64(right.Shape), uint64(left.Shape)),
		linear.F2(29, uint64(w.Suffixes[1]), uint64(right.Lower)),
		linear.F2(30, uint64(w.Suffixes[2]), uint64(left.Lower)),
		linear.F2(31, uint64(w.Suffixes[2]), first),
		linear.F2(32, t2, uint64(w.Known)),
		linear.F2(33, t1, uint64(right.Suffixes[2])),
		linear.F2(34, uint64(right.Lower), uint64(right2.Lower)),
		linear.F2(35, uint64(left2.Lower), uint64(left.Lower)),
		linear.F2(60, uint64(w.Lexicon), uint64(w.Shape)),
		linear.F2(61, uint64(w.Lexicon), t1),
		linear.F3(62, uint64(w.Lexicon), uint64(right.Lexicon), t1),
		linear.F2(63, uint64(w.Lexicon), uint64(right.Lower)),
		linear.F2(64, uint64(w.Lexicon), uint64(left.Lower)),
		linear.F3(65, uint64(w.Lexicon), uint64(w.Suffixes[2]), first),
		linear.F3(66, uint64(left.Lexicon), uint64(w.Lexicon), uint64(right.Lexicon)),
		linear.F4(67, uint64(w.Lexicon), uint64(w.Known), uint64(right.Known), t1),
		linear.F3(68, uint64(w.Lexicon), uint64(w.Shape), uint64(left.Shape)),
		linear.F3(69, uint64(w.Lexicon), uint64(w.Shape), first),
		linear.F4(70, uint64(w.Lexicon), uint64(right.Lexicon), uint64(right2.Lexicon), t1),
		linear.F3(71, uint64(w.Lexicon), uint64(w.Shape), t1),
	)
	c, cl, cr, cr2 := uint64(w.Cluster), uint64(left.Cluster), uint64(right.Cluster), uint64(right2.Cluster)
	c6, cl6, cr6 := w.Cluster.Prefix(6), left.Cluster.Prefix(6), right.Cluster.Prefix(6)
	f = append(f,
		linear.F1(110, c), linear.F1(111, cl), linear.F1(112, cr), linear.F1(113, cr2), linear.F1(114, w.Cluster.Prefix(8)),
		linear.F2(115, c, t1), linear.F2(116, c6, t1), linear.F3(117, cl6, c6, cr6), linear.F2(118, cl, c), linear.F2(119, c, cr),
		linear.F3(120, c6, cr6, t1), linear.F2(121, t1, cr), linear.F2(122, uint64(w.Known), cr), linear.F3(123, uint64(w.Known), cr6, t1),
		linear.F2(124, c, uint64(w.Shape)), linear.F3(125, c6, uint64(w.Shape), first), linear.F2(126, c, uint64(w.Suffixes[2])),
		linear.F2(127, cr, cr2), linear.F3(128, c, cr6, t2), linear.F3(129, uint64(w.Shape), uint64(right.Shape), cr),
	)
	for n, p := range w.Prefixes {
		if p != 0 {
			f = append(f, linear.F1(40+n, uint64(p)))
		}
	}
	for n, s := range w.Suffixes {
		if s != 0 {
			f = append(f, linear.F1(50+n, uint64(s)))
		}
	}
	return f
}

// boundary stands for the words before and after a sentence.
var boundary = Word{Lower: outside, Form: outside, Shape: outside, Entry: Entry{Known: outside}}

// Ahead appends the features of word i that a second pass sees: the tags that
// the first pass gave to it and to the words after it.
func Ahead(f []linear.Feature, words []Word, i int, before uint8, first []uint8) []linear.Feature {
	t0, t1, r1, r2 := uint64(first[i]), uint64(before), uint64(None), uint64(None)
	if i+1 < len(first) {
		r1 = uint64(first[i+1])
	}
	if i+2 < len(first) {
		r2 = uint64(first[i+2])
	}
	w := &words[i]
	lower, known := uint64(w.Lower), uint64(w.Known)
	return append(f,
		linear.F1(80, t0), linear.F1(81, r1), linear.F2(82, r1, r2),
		linear.F2(83, t1, r1), linear.F2(84, lower, r1), linear.F3(85, lower, r1, r2), linear.F3(86, lower, t1, r1),
		linear.F2(87, known, r1), linear.F3(88, known, r1, r2), linear.F3(89, known, t1, r1),
		linear.F2(90, uint64(w.Suffixes[2]), r1), linear.F2(91, t0, r1), linear.F3(92, t0, t1, r1),
		linear.F2(93, t0, lower), linear.F3(94, uint64(w.Lexicon), uint64(w.Shape), r1), linear.F4(95, t0, t1, r1, r2),
	)
}

// Tagger tags sentences one after another in two passes, with reused memory;
// it is for one goroutine.
type Tagger struct {
	First, Second *linear.Table // Second may be nil
	Classes       int
	Words         []Word
	tags, again   []uint8
	leads         []int32 // of the first pass: by how much the tag was ahead of the next
	runes         []rune
	features      []linear.Feature
}

// Reset begins a sentence.
func (t *Tagger) Reset() { t.Words = t.Words[:0] }

// Add adds a word to the sentence and gives it, so that its Entry can be filled in.
func (t *Tagger) Add(form string) *Word {
	t.Words = append(t.Words, Word{})
	w := &t.Words[len(t.Words)-1]
	t.runes = w.Look(form, t.runes)
	return w
}

// Recase looks at the last word anew as it would be written in running text:
// in small letters if the dictionary has it so and never as a name.
func (t *Tagger) Recase(form string) {
	w := &t.Words[len(t.Words)-1]
	if w.Lexicon == 0 || w.Lexicon&Capital != 0 {
		return
	}
	entry := w.Entry
	t.runes = w.Look(strings.ToLower(form), t.runes)
	w.Entry = entry
}

// sureLead is the lead of a tag in the first pass from which the second hardly
// ever finds another, and no better one.
const sureLead = 1000

// Tag gives the class of each word; the slice is good until the next call.
func (t *Tagger) Tag() []uint8 {
	t.leads = t.leads[:0]
	t.tags = t.pass(t.tags[:0], t.First, nil)
	if t.Second == nil {
		return t.tags
	}
	t.again = t.pass(t.again[:0], t.Second, t.tags)
	return t.again
}

// pass tags every word. The second pass, which has the tags of the first, looks
// at those words only of which the first was not sure.
func (t *Tagger) pass(out []uint8, table *linear.Table, first []uint8) []uint8 {
	t1, t2 := uint8(None), uint8(None)
	var scores [256]int32
	for i := range t.Words {
		if first != nil && t.leads[i] >= sureLead {
			out = append(out, first[i])
			t1, t2 = first[i], t1
			continue
		}
		t.features = Features(t.features[:0], t.Words, i, t1, t2)
		if first != nil {
			t.features = Ahead(t.features, t.Words, i, t1, first)
		}
		clear(scores[:t.Classes])
		table.Score(t.features, &scores)
		best, lead := highest(scores[:t.Classes])
		if first == nil {
			t.leads = append(t.leads, lead)
		}
		out = append(out, best)
		t1, t2 = best, t1
	}
	return out
}

// highest gives the class with the highest score, and by how much it is ahead of the next.
func highest(scores []int32) (best uint8, lead int32) {
	first, second := scores[0], int32(-1<<30)
	for c, s := range scores[1:] {
		if s > first {
			first, second, best = s, first, uint8(c+1)
		} else if s > second {
			second = s
		}
	}
	return best, first - second
}
