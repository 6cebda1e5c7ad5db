package reader

import (
	"strings"

	"demarche/reader/clause"
)

// subjectReach is how many paragraphs around one that speaks of returns are
// taken to be on the subject too.
const subjectReach = 4

// onSubject reports whether the paragraph of a sentence, or one near it, speaks of returns.
func (s *scene) onSubject(sentence int) bool {
	p := s.a.Sentences[sentence].Paragraph
	for n := max(0, p-subjectReach); n <= min(len(s.a.Paragraphs)-1, p+subjectReach); n++ {
		if s.speaksOfReturns(n) {
			return true
		}
	}
	return false
}

// subjectFeatures tells how near a sentence is to words on returns, and whether
// its paragraph speaks of something else.
func (s *scene) subjectFeatures(sentence int) []string {
	p := s.a.Sentences[sentence].Paragraph
	where := "off the subject"
	switch {
	case s.topic[sentence]:
		where = "on the subject"
	case s.speaksOfReturns(p):
		where = "in a paragraph on the subject"
	case p > 0 && s.speaksOfReturns(p-1), p+1 < len(s.a.Paragraphs) && s.speaksOfReturns(p+1):
		where = "beside the subject"
	case s.onSubject(sentence):
		where = "near the subject"
	}
	features := []string{where}
	if aside := s.asidesIn(p); aside > 0 {
		features = append(features, "aside", where+", aside")
	}
	return features
}

// speaksOfReturns reports whether a sentence of paragraph p does.
func (s *scene) speaksOfReturns(p int) bool {
	for n := s.a.Paragraphs[p].First; n < s.a.Paragraphs[p].Last; n++ {
		if s.topic[n] {
			return true
		}
	}
	return false
}

// goesAstray reports whether paragraph p speaks of another subject at least as much
// as of returns.
func (s *scene) goesAstray(p int) bool {
	aside := s.asidesIn(p)
	if aside == 0 {
		return false
	}
	topics := 0
	for n := s.a.Paragraphs[p].First; n < s.a.Paragraphs[p].Last; n++ {
		for i := s.a.Sentences[n].First; i < s.a.Sentences[n].Last; i++ {
			if s.isTopic(i, s.lemma(i)) {
				topics++
			}
		}
	}
	return aside >= topics
}

// strays reports whether a sentence itself says nothing of returns, but speaks
// of another subject, as its paragraph does.
func (s *scene) strays(sentence int) bool {
	if s.topic[sentence] {
		return false
	}
	p := s.a.Sentences[sentence].Paragraph
	return s.goesAstray(p) && (s.asidesIn(p) > 1 || s.asidesOf(sentence) > 0)
}

// asidesIn counts the words of other subjects in paragraph p.
func (s *scene) asidesIn(p int) int {
	count := 0
	for n := s.a.Paragraphs[p].First; n < s.a.Paragraphs[p].Last; n++ {
		count += s.asidesOf(n)
	}
	return count
}

// asidesOf counts the words of other subjects in a sentence.
func (s *scene) asidesOf(sentence int) int {
	count := 0
	for i := s.a.Sentences[sentence].First; i < s.a.Sentences[sentence].Last; i++ {
		if s.words.asides[s.lemma(i)] {
			count++
		}
	}
	return count
}

// concerns reports whether what a sentence says about persons belongs to the
// report on returns: always in a report that speaks of them throughout, else
// near a sentence that speaks of returns or tells that people are moved.
func (s *scene) concerns(sentence int) bool {
	if s.throughout || s.onSubject(sentence) {
		return true
	}
	p := s.a.Sentences[sentence].Paragraph
	first := s.a.Paragraphs[max(0, p-subjectReach)].First
	last := s.a.Paragraphs[min(len(s.a.Paragraphs)-1, p+subjectReach)].Last
	for n := first; n < last; n++ {
		for k := range s.cs.In(n) {
			if s.movesPeople(&s.cs.List[k]) {
				return true
			}
		}
	}
	return false
}

// movesPeople reports whether a clause tells that somebody sends or takes
// people of some nationality, or people back: "sent
// back 31 Guineans", "handed over 40 people".
func (s *scene) movesPeople(c *clause.Clause) bool {
	switch {
	case c.Object == none:
		return false
	case s.words.send[c.Lemma] || s.words.receive[c.Lemma]:
		return s.surelyPeople(c.Object) || strings.Contains(c.Lemma, " ") && s.isPeople(c.Object)
	}
	return false
}
