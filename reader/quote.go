package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/language/speech"
)

// quotes finds words said, exactly: every utterance with a speaker.
func quotes(s *scene) []finding {
	var found []finding
	for _, u := range speech.Utterances(s.a) {
		if f := s.quote(&u); f != nil {
			found = append(found, *f)
		}
	}
	return found
}

// quote makes the record of an utterance, nil if it is off the subject or nobody's.
func (s *scene) quote(u *speech.Utterance) *finding {
	var sentences []int
	for _, q := range u.Quotations {
		x := &s.a.Quotations[q]
		for n := s.sentenceAt(x.Start); n <= s.sentenceAt(x.End-1); n++ {
			sentences = append(sentences, n)
		}
	}
	if u.Attribution == none || !s.concerns(sentences[0]) {
		return nil
	}
	at := s.a.Attributions[u.Attribution]
	by := s.source(at)
	if by == nil {
		by = s.writer(at)
	}
	if by == nil {
		by = s.unnamed(at)
	}
	if by == nil {
		return nil
	}
	r := &demarche.Quote{Text: u.Text, By: by, Channel: s.channels.Of(s.a, u.Attribution)}
	f := s.newFinding(r, demarche.KindQuote, "speech", none)
	f.sentences, f.trigger = sentences, s.a.Quotations[u.Quotations[0]].Span
	if at.CueToken != none {
		f.sentences = append(f.sentences, int(s.a.Tokens[at.CueToken].Sentence))
		if n := s.cs.Of(at.CueToken); n != none {
			r.Date = s.timeIn(n)
		}
		f.step("cue \"%s\"", s.a.Form(at.CueToken))
	}
	return &f
}

// unnamed gives a speaker whom the report does not name and who is no entity of
// it, by the words for them: "a tailor from Kayes" is role "tailor".
func (s *scene) unnamed(at language.Attribution) *demarche.Speaker {
	i := at.SourceHead
	if i == none || s.a.Tokens[i].UPOS != language.NOUN || !s.isWorker(s.lemma(i)) {
		return nil
	}
	return &demarche.Speaker{Role: demarche.Optional(s.lemma(i))}
}

// isWorker reports whether a noun names a person by what they do or are.
func (s *scene) isWorker(lemma string) bool {
	w := s.words
	switch {
	case w.persons[lemma], w.callings[lemma], slices.Contains(w.agents, lemma):
		return true
	case w.notPersons[lemma]:
		return false
	}
	return slices.ContainsFunc(w.endings, func(end string) bool { return strings.HasSuffix(lemma, end) })
}

func (s *scene) sentenceAt(b int) int {
	i := min(s.a.TokenAt(b), len(s.a.Tokens)-1)
	return int(s.a.Tokens[i].Sentence)
}
