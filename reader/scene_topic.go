package reader

import (
	"strings"

	"demarche/language"
)

// readTopics marks the sentences that speak of returns.
func (s *scene) readTopics() {
	a := s.a
	s.lemmas = make([]string, len(a.Sentences))
	s.topic = make([]bool, len(a.Sentences))
	s.near = make([]bool, len(a.Sentences))
	for n, sent := range a.Sentences {
		var b strings.Builder
		b.WriteByte(' ')
		for i := sent.First; i < sent.Last; i++ {
			l := s.lemma(i)
			b.WriteString(l)
			b.WriteByte(' ')
			if s.isTopic(i, l) {
				s.topic[n] = true
			}
		}
		s.lemmas[n] = b.String()
	}
	for _, p := range a.Paragraphs {
		any := false
		for n := p.First; n < p.Last; n++ {
			any = any || s.topic[n]
		}
		for n := p.First; n < p.Last; n++ {
			s.near[n] = any
		}
	}
	topics := 0
	for n := range s.topic {
		if s.topic[n] {
			topics++
		}
	}
	s.throughout = throughoutPart*topics >= len(s.topic)
	for n := 1; n < len(s.near); n++ {
		if s.topic[n-1] {
			s.near[n] = true
		}
	}
}

// throughoutPart is of how many sentences one must speak of returns in a report
// that does so throughout.
const throughoutPart = 4

func (s *scene) isTopic(i int, l string) bool {
	w := s.words
	switch {
	case w.moved[l], w.third[s.hyphened(i)], w.moving[l] && s.a.Tokens[i].UPOS == language.NOUN, w.removal[l], w.third[l]:
		return true
	case s.a.Tokens[i].UPOS == language.VERB && (w.removal[l] || l == "readmit" || l == "re-admit"):
		return true
	}
	return w.aircraft[l] && l != "plane"
}
