// Package segment cuts a text into paragraphs, sentences and words, each with
// its exact bytes. Words follow the English treebanks of Universal
// Dependencies (EWT and GUM): clitics are words of their own, hyphens are cut
// except after a few prefixes, currency and percent signs stand alone.
//
// The rules look at characters and at closed lists of abbreviations only, in
// time linear in the text. White space, control characters and invisible
// direction and width marks lie between words; everything else belongs to
// exactly one word, every word to one sentence, every sentence to one
// paragraph.
package segment

import (
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// Segmenter fills in Paragraphs, Sentences and Tokens.
type Segmenter struct{ judge judge }

// New gives the component.
func New() Segmenter { return Segmenter{byTable(shipped())} }

// Name is "segment".
func (Segmenter) Name() string { return "segment" }

// Needs nothing but the text.
func (Segmenter) Needs() language.Layer { return 0 }

// Gives the tokens.
func (Segmenter) Gives() language.Layer { return language.Tokens }

// Apply cuts the text of a; it never fails.
func (s Segmenter) Apply(a *language.Analysis) error {
	a.Tokens = make([]language.Token, 0, len(a.Text)/5+8)
	a.Sentences = make([]language.Sentence, 0, len(a.Text)/100+4)
	a.Paragraphs = paragraphs(a.Text)
	cutter := sentenceCutter{judge: s.judge}
	for p := range a.Paragraphs {
		par := &a.Paragraphs[p]
		par.First = len(a.Sentences)
		first := len(a.Tokens)
		a.Tokens = appendTokens(a.Tokens, a.Text, par.Span)
		for _, cut := range cutter.sentenceEnds(a.Text, a.Tokens[first:], par) {
			addSentence(a, p, first, first+cut)
		}
		par.Last = len(a.Sentences)
	}
	markSpaces(a)
	return nil
}

// headEnd gives the end of the dateline or speaker, which is a sentence of its own.
func headEnd(p *language.Paragraph) int {
	return max(p.Dateline.End, p.Speaker.End)
}

// addSentence adds the sentence of the tokens from the last one's end, or from
// the paragraph's first token, to last.
func addSentence(a *language.Analysis, paragraph, first, last int) {
	if n := len(a.Sentences); n > 0 && a.Sentences[n-1].Paragraph == paragraph {
		first = a.Sentences[n-1].Last
	}
	s := len(a.Sentences)
	for i := first; i < last; i++ {
		a.Tokens[i].Sentence = int32(s)
		a.Tokens[i].Head = language.None
	}
	a.Sentences = append(a.Sentences, language.Sentence{
		Span:      a.SpanOf(first, last),
		Paragraph: paragraph,
		First:     first,
		Last:      last,
		Root:      language.None,
	})
}

// markSpaces notes after which tokens white space follows.
func markSpaces(a *language.Analysis) {
	for i := range a.Tokens {
		end := a.Tokens[i].End
		if end < len(a.Text) {
			r, _ := utf8.DecodeRuneInString(a.Text[end:])
			a.Tokens[i].Space = isBlank(r)
		}
	}
}

// isBlank reports whether the character lies between words: white space, a
// control character, or an invisible mark of width or direction.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	switch {
	case r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}

// isBreak reports whether the character ends a line.
func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// trim narrows the span by the blanks at its ends.
func trim(text string, s demarche.Span) demarche.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !isBlank(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !isBlank(r) {
			break
		}
		s.End -= n
	}
	return s
}
