package reader

import (
	"demarche"
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
	if u.Attribution == none || !s.onSubject(sentences[0]) {
		return nil
	}
	at := s.a.Attributions[u.Attribution]
	by := s.source(at)
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

func (s *scene) sentenceAt(b int) int {
	i := min(s.a.TokenAt(b), len(s.a.Tokens)-1)
	return int(s.a.Tokens[i].Sentence)
}
