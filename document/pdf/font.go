package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// unknown stands for a glyph of which the file does not say what letters it draws.
const unknown = string(unicode.ReplacementChar)

// font is a font of a page: what letters its codes draw, and how wide they are.
type font struct {
	pdf.Font
	letters map[byte]string // what codes of one byte draw: what ToUnicode says, which the library passes over where there is an encoding, and what was looked up
	silent  bool            // nothing says what letters its codes draw
	advance float64         // width of a code of width 1, as a share of the size
}

// glyph is what one code of a font draws. The width is a share of the size, 0 where
// it is not known.
type glyph struct {
	text  string
	width float64
}

// fontOf reads a font.
func fontOf(f pdf.Font) *font {
	read := &font{Font: f, advance: 0.001}
	toUnicode := f.V.Key("ToUnicode")
	told := toUnicode.Kind() == pdf.Stream
	encoding := f.V.Key("Encoding")
	switch f.V.Key("Subtype").Name() {
	case "Type0":
		follows := encoding.IsNull() || encoding.Name() == "Identity-H" // the library looks at ToUnicode
		read.silent = encoding.Name() != "UniGB-UCS2-H" && !(follows && told)
	case "Type3":
		if across := f.V.Key("FontMatrix").Index(0).Float64(); across > 0 {
			read.advance = across
		}
		fallthrough
	default:
		switch {
		case encoding.IsNull(): // the library looks at ToUnicode
		case told:
			read.letters = singles(f.V)
		default:
			read.letters = map[byte]string{}
		}
	}
	return read
}

// glyphs gives what a string of codes draws.
func (f *font) glyphs(codes string) []glyph {
	var drawn []glyph
	switch {
	case f.silent:
		for i := 0; i < len(codes); i += 2 {
			drawn = append(drawn, glyph{text: unknown})
		}
	case f.letters != nil:
		for i := range len(codes) {
			drawn = append(drawn, glyph{f.letter(codes[i]), f.width(codes[i])})
		}
	default:
		for _, r := range f.Encoder().Decode(codes) {
			g := glyph{text: string(r)}
			if n := len(drawn); n < len(codes) {
				g.width = f.width(codes[n])
			}
			drawn = append(drawn, g)
		}
	}
	return drawn
}

// letter gives what a code draws: as ToUnicode says, else as the encoding does.
func (f *font) letter(code byte) string {
	text, ok := f.letters[code]
	if !ok {
		text = strings.ToValidUTF8(f.Encoder().Decode(string([]byte{code})), unknown)
		f.letters[code] = text
	}
	return text
}

func (f *font) width(code byte) float64 { return f.Width(int(code)) * f.advance }

// singles reads from the ToUnicode map of a font what codes of one byte draw, where that can be read.
func singles(of pdf.Value) map[byte]string {
	letters := map[byte]string{}
	put := func(code byte, utf16be string) {
		if text := decoded(utf16be); text != "" && !slices.ContainsFunc([]rune(text), unreadable) {
			letters[code] = text
		}
	}
	pdf.Interpret(of.Key("ToUnicode"), func(stack *pdf.Stack, operator string) {
		switch operator {
		case "endbfchar":
			for stack.Len() >= 2 {
				text, code := stack.Pop().RawString(), stack.Pop().RawString()
				if len(code) == 1 {
					put(code[0], text)
				}
			}
		case "endbfrange":
			for stack.Len() >= 3 {
				text, last, first := stack.Pop(), stack.Pop().RawString(), stack.Pop().RawString()
				if len(first) == 1 && len(last) == 1 {
					putRange(put, first[0], last[0], text)
				}
			}
		case "findresource":
			stack.Push(of) // "begin" comes next and wants a dictionary, whichever
		case "begincodespacerange", "endcodespacerange", "beginbfchar", "beginbfrange":
			empty(stack)
		}
	})
	return letters
}

// putRange puts a range of codes: their texts in a list, or the first text, after which
// they count on.
func putRange(put func(byte, string), first, last byte, text pdf.Value) {
	start := text.RawString()
	for i := 0; i <= int(last)-int(first); i++ {
		switch {
		case text.Kind() == pdf.Array:
			put(first+byte(i), text.Index(i).RawString())
		case start != "":
			end := len(start) - 1
			put(first+byte(i), start[:end]+string([]byte{start[end] + byte(i)}))
		}
	}
}

// empty takes everything off a stack.
func empty(stack *pdf.Stack) {
	for stack.Len() > 0 {
		stack.Pop()
	}
}

// decoded reads UTF-16, the higher byte first.
func decoded(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// unreadable reports whether a character is none of any script, but what a glyph is
// taken for whose letters are not known.
func unreadable(r rune) bool {
	return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Co, r)
}
