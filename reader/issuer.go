package reader

import (
	"strings"
	"unicode"

	"demarche/language"
)

// issuerLines are the lines at the head of a communique in which its issuer may stand.
const issuerLines = 2

// issuerWords is how many words the name of a body that issues has at most.
const issuerWords = 6

// findIssuer gives the state or body that issues a communique: whom its head
// line, in capitals and without a verb, names ("REPUBLIC OF SURINAME", "SAHEL
// WATCH COLLECTIVE"). Its "we" is theirs, and what is said in it without a speaker.
func (s *scene) findIssuer() (party, bool) {
	if len(s.a.Paragraphs) < issuerLines || !s.isLetterhead(0) {
		return party{}, false
	}
	for n := range issuerLines {
		if !s.isLetterhead(n) {
			break
		}
		first, last := s.a.TokensIn(s.a.Paragraphs[n].Span)
		for i := first; i < last; i++ {
			if p, ok := s.party(i); p.state != "" && (ok || p.kind == language.Place) {
				return party{state: p.state, entity: none, kind: language.State, token: i}, true
			}
		}
	}
	first, last := s.a.TokensIn(s.a.Paragraphs[0].Span)
	if last-first < 2 || last-first > issuerWords {
		return party{}, false
	}
	return party{name: s.spelled(s.a.TextOf(first, last)), entity: none, kind: language.Organisation, token: first}, true
}

// isLetterhead reports whether paragraph n is a line in capitals that states nothing.
func (s *scene) isLetterhead(n int) bool {
	span := s.a.Paragraphs[n].Span
	line := s.a.Text[span.Start:span.End]
	if line != strings.ToUpper(line) || !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	first, last := s.a.TokensIn(span)
	for i := first; i < last; i++ {
		if l := strings.ToLower(s.a.Form(i)); s.words.moved[l] || s.words.moving[l] || s.words.removal[l] || s.words.aircraft[l] {
			return false // a headline
		}
	}
	return true
}

// spelled gives a name in capitals as the text writes it elsewhere, else with a
// capital for each word.
func (s *scene) spelled(name string) string {
	lower := strings.ToLower(name)
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if text := s.a.TextOf(x.First, x.Last); text != name && strings.ToLower(text) == lower {
			return text
		}
	}
	words := strings.Fields(lower)
	for i, w := range words {
		if w == "of" || w == "for" || w == "the" || w == "and" || w == "on" {
			continue
		}
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// isIssuer reports whether token i is the issuer's "we", or the word of its name
// by which the text calls it: "the Observatory".
func (s *scene) isIssuer(i int) bool {
	if i == none || s.issued.id() == "" {
		return false
	}
	if l := s.lemma(i); l == "we" {
		return true
	}
	if s.issued.state != "" || !isCapital(s.a.Form(i)) || s.a.Tokens[i].UPOS != language.PROPN && s.a.Tokens[i].UPOS != language.NOUN {
		return false
	}
	for w := range strings.FieldsSeq(s.issued.name) {
		if w == s.a.Form(i) {
			return true
		}
	}
	return false
}
