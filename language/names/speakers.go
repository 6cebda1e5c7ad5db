package names

import (
	"strings"

	"demarche"
	"demarche/language"
)

// speechVerbs report speech; the list only serves to find who speaks in a
// quotation, the attributions proper are the work of package speech.
var speechVerbs = wordSet(`say tell write add post ask warn reply insist declare note argue stress claim state explain announce concede complain respond
	continue acknowledge reiterate remark lament quip recall vow`)

// speakers ties "I" and "we" in quotations to who speaks: the person, and for
// "we" the state or body for which the person speaks.
func (w *work) speakers() {
	answering := w.answerers()
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Form != language.Pronoun || m.Entity >= 0 || !m.quoted && !w.frame.transcript {
			continue
		}
		single := false
		switch w.fold[m.Head] {
		case "i", "me", "my", "mine", "myself":
			single = true
		case "we", "us", "our", "ours", "ourselves":
		default:
			continue
		}
		speaker := language.None
		if m.quoted {
			speaker = w.speakerOf(k)
		}
		if speaker < 0 {
			speaker = answering[w.a.Sentences[m.sentence].Paragraph]
		}
		if speaker < 0 {
			continue
		}
		e := w.entities[speaker]
		switch {
		case single || e.Kind != language.Person:
			m.Entity = speaker
		case e.State != "":
			m.Entity = w.stateEntity(e.State)
		default:
			m.Entity = w.bodyOf(e)
		}
	}
}

// answerers gives for each paragraph of a transcript the person who speaks in
// it: the one named before its colon, for "A:" the one named first in the
// transcript; None for questions and outside transcripts.
func (w *work) answerers() []int {
	out := make([]int, len(w.a.Paragraphs))
	first, now := w.firstSpeaker(len(w.a.Paragraphs)-1), language.None
	for p := range w.a.Paragraphs {
		if s := w.a.Paragraphs[p].Speaker; s.Len() > 0 {
			now = language.None
			switch strings.ToLower(strings.Trim(s.Of(w.a.Text), ":. ")) {
			case "a", "answer":
				now = first
			case "q", "question":
			default:
				now = w.personIn(s)
			}
		}
		out[p] = now
	}
	return out
}

// firstSpeaker gives the person named first as a speaker of the transcript up
// to the paragraph, or None.
func (w *work) firstSpeaker(last int) int {
	for ; w.unspoken <= last && w.unspoken < len(w.a.Paragraphs); w.unspoken++ {
		par := &w.a.Paragraphs[w.unspoken]
		s := par.Speaker
		if colon := strings.IndexByte(par.Of(w.a.Text)[:min(par.Len(), 80)], ':'); s.Len() == 0 && colon > 0 {
			s = demarche.Span{Start: par.Start, End: par.Start + colon} // "MINISTER (A):"
		}
		if s.Len() > 0 {
			if k := w.personIn(s); k >= 0 {
				return k
			}
		}
		if w.unspoken == last {
			break // what follows may name one in it
		}
	}
	return language.None
}

// personIn gives the person that a mention inside the span means, or None.
func (w *work) personIn(s demarche.Span) int {
	first, last := w.a.TokensIn(s)
	if first >= last {
		return language.None
	}
	for k := w.mentionsFrom(int(w.a.Tokens[first].Sentence)); k < len(w.mentions) && w.mentions[k].First < last+nameReach; k++ {
		if m := &w.mentions[k]; m.First >= first && m.Last <= last && m.Entity >= 0 && w.entities[m.Entity].Kind == language.Person {
			return m.Entity
		}
	}
	return language.None
}

// bodyOf gives the body for which a person speaks, or None.
func (w *work) bodyOf(e *entity) int {
	for _, p := range e.Posts {
		if p.Body != "" {
			return w.named(language.Organisation, p.Body, "", bodyNounOf(p.Body), "")
		}
	}
	return language.None
}

// speakerOf finds who speaks the quotation around the mention of index at: the
// subject of the nearest verb of speech outside it, in its sentence first, then
// its paragraph.
func (w *work) speakerOf(at int) int {
	i, here := w.mentions[at].Head, w.mentions[at].sentence
	par := &w.a.Paragraphs[w.a.Sentences[here].Paragraph]
	best, distance := language.None, 1<<30
	for k := max(0, at-clueReach); k < min(len(w.mentions), at+clueReach); k++ {
		m := &w.mentions[k]
		if m.quoted || m.Entity < 0 || m.sentence < par.First || m.sentence >= par.Last {
			continue
		}
		if kind := w.entities[m.Entity].Kind; kind != language.Person && kind != language.State && kind != language.Organisation || m.Form == language.Adjective {
			continue
		}
		d := abs(m.Head - i)
		if m.sentence != here {
			d += 40 * abs(m.sentence-here)
		}
		if d < distance && w.speaks(m) {
			best, distance = m.Entity, d
		}
	}
	return best
}

// speaks reports whether the mention is the subject of a verb of speech, by the
// parse or by standing right beside one.
func (w *work) speaks(m *mention) bool {
	i := m.Head
	for hop := 0; hop < 2; hop++ {
		tok := &w.a.Tokens[i]
		if tok.Rel.Core() == language.Nsubj && tok.Head >= 0 {
			return w.n.says[w.a.Tokens[tok.Head].Lemma]
		}
		if tok.Head < 0 {
			break
		}
		i = int(tok.Head)
	}
	if w.same(m.First, m.First-1) && w.n.says[w.a.Tokens[m.First-1].Lemma] {
		return true
	}
	return w.same(m.First, m.Last) && w.n.says[w.a.Tokens[m.Last].Lemma]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
