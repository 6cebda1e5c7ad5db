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
		for k := s.a.Paragraphs[n].First; k < s.a.Paragraphs[n].Last; k++ {
			if s.topic[k] {
				return true
			}
		}
	}
	return false
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
