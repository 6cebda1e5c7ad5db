package reader

import (
	"strings"
	"unicode"

	"demarche"
	"demarche/language"
)

// minQuoteWords is how many words make a quotation a record.
const minQuoteWords = 4

// quotes finds words said, exactly: every outer quotation with a speaker, its
// parts joined where its attribution breaks it.
func quotes(s *scene) []finding {
	var found []finding
	var open *utterance
	flush := func() {
		if open != nil {
			if f := s.quote(open); f != nil {
				found = append(found, *f)
			}
		}
		open = nil
	}
	for q := range s.a.Quotations {
		x := &s.a.Quotations[q]
		if x.Depth > 0 || x.Inner.Len() == 0 {
			continue
		}
		n := s.attributionOf(q)
		if n == none {
			flush()
			continue
		}
		if open != nil && s.goesOn(open, q, n) {
			open.parts = append(open.parts, q)
			continue
		}
		flush()
		open = &utterance{attribution: n, parts: []int{q}}
	}
	flush()
	return found
}

// utterance is one speaker's quotation in parts.
type utterance struct {
	attribution int
	parts       []int
}

// attributionOf gives the attribution that holds quotation q, the innermost if several, none if nobody is named.
func (s *scene) attributionOf(q int) int {
	best := none
	for n, at := range s.a.Attributions {
		for _, k := range at.Quotations {
			if k == q && (best == none || contentLen(at) < contentLen(s.a.Attributions[best])) {
				best = n
			}
		}
	}
	return best
}

// goesOn reports whether quotation q, of attribution n, goes on the utterance
// across nothing but its attribution, in the same paragraph.
func (s *scene) goesOn(u *utterance, q, n int) bool {
	last := &s.a.Quotations[u.parts[len(u.parts)-1]]
	next := &s.a.Quotations[q]
	at, to := s.sentenceAt(last.Start), s.sentenceAt(next.Start)
	if s.a.Sentences[at].Paragraph != s.a.Sentences[to].Paragraph || s.isFragment(u.parts[0]) {
		return false
	}
	first, second := s.a.Attributions[u.attribution], s.a.Attributions[n]
	if u.attribution != n && (first.Entity == none || first.Entity != second.Entity) {
		return false
	}
	if len(strings.Fields(s.a.Text[last.End:next.Start])) > 40 || to-s.sentenceAt(last.End-1) > 1 {
		return false
	}
	// What stands between is the attribution: it holds the cue of one of the two.
	between := demarche.Span{Start: last.End, End: next.Start}
	for _, a := range []language.Attribution{first, second} {
		for _, c := range a.Cue {
			if between.Contains(c) {
				return true
			}
		}
	}
	return strings.TrimFunc(s.a.Text[last.End:next.Start], func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) == ""
}

// isFragment reports whether quotation q is part of the reporter's sentence
// rather than a sentence of the speaker: it begins in the middle with a small letter.
func (s *scene) isFragment(q int) bool {
	x := &s.a.Quotations[q]
	sent := s.a.Sentences[s.sentenceAt(x.Start)]
	for _, r := range x.Inner.Of(s.a.Text) {
		return unicode.IsLower(r) && x.Start > sent.Start
	}
	return false
}

func (s *scene) sentenceAt(b int) int {
	i := min(s.a.TokenAt(b), len(s.a.Tokens)-1)
	return int(s.a.Tokens[i].Sentence)
}

// quote makes the record of an utterance, nil if it is too short, off the subject or nobody's.
func (s *scene) quote(u *utterance) *finding {
	at := s.a.Attributions[u.attribution]
	var parts []string
	var sentences []int
	for _, q := range u.parts {
		x := &s.a.Quotations[q]
		parts = append(parts, x.Inner.Of(s.a.Text))
		for n := s.sentenceAt(x.Start); n <= s.sentenceAt(x.End-1); n++ {
			sentences = append(sentences, n)
		}
	}
	text := strings.Join(parts, " ")
	if len(strings.Fields(text)) < minQuoteWords || !s.onSubject(sentences[0]) {
		return nil
	}
	by := s.source(at)
	if by == nil {
		return nil
	}
	r := &demarche.Quote{Text: text, By: by}
	f := s.newFinding(r, demarche.KindQuote, "speech", none)
	f.sentences, f.trigger = sentences, s.a.Quotations[u.parts[0]].Span
	if at.CueToken != none {
		f.sentences = append(f.sentences, int(s.a.Tokens[at.CueToken].Sentence))
		if n := s.cs.Of(at.CueToken); n != none {
			r.Date = s.timeIn(n)
		}
		f.step("cue \"%s\"", s.a.Form(at.CueToken))
	}
	return &f
}
