// Package lex cuts text into runs of letters, runs of digits and single signs,
// and reads the numerals among them, in digits or words. The components that
// read times and quantities work on these lexemes rather than on syntactic
// words, because "2023-26", "$7.5m" and "17:52" are read by their parts.
package lex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
)

// Kind is the kind of a lexeme.
type Kind uint8

// The kinds of lexeme.
const (
	Sign   Kind = iota // one punctuation mark or symbol
	Word               // letters
	Digits             // digits, with the commas and points between them
)

// Lexeme is one piece of text.
type Lexeme struct {
	demarche.Span
	Kind  Kind
	Space bool   // white space, or nothing at all, before it
	Text  string // as it stands
	Lower string // in lower case
}

// Capital reports whether the lexeme is a word that begins with a capital letter.
func (l *Lexeme) Capital() bool {
	if l.Kind != Word {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.Text)
	return unicode.IsUpper(r)
}

// Scan appends the lexemes of the given span of text to dst.
func Scan(dst []Lexeme, text string, s demarche.Span) []Lexeme {
	space := true
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(text[i:s.End])
		end := i + size
		var kind Kind
		switch {
		case unicode.IsSpace(r):
			space = true
			i = end
			continue
		case isDigit(r):
			kind, end = Digits, digitsEnd(text[:s.End], end)
		case unicode.IsLetter(r):
			kind, end = Word, wordEnd(text[:s.End], end)
		}
		piece := text[i:end]
		dst = append(dst, Lexeme{Span: demarche.Span{Start: i, End: end}, Kind: kind, Space: space, Text: piece, Lower: strings.ToLower(strings.ReplaceAll(piece, "\u00ad", ""))})
		space = false
		i = end
	}
	return dst
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != 0xad { // a soft hyphen is inside the word
			break
		}
		i += size
	}
	return i
}

func digitsEnd(text string, i int) int {
	for i < len(text) {
		c := text[i]
		between := (c == ',' || c == '.') && i+1 < len(text) && isDigit(rune(text[i+1]))
		if !isDigit(rune(c)) && !between {
			break
		}
		i++
	}
	return i
}

// Dash reports whether the lexeme is a hyphen or dash.
func (l *Lexeme) Dash() bool {
	switch l.Text {
	case "-", "–", "—", "‑", "−":
		return true
	}
	return false
}
