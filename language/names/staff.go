package names

import (
	"strings"

	"demarche/language"
)

// societies are nouns for bodies that are no state's, which stand for the one
// named last that they end.
var societies = wordSet(`society association charity ngo network coalition foundation federation union group organisation organization thinktank
	watchdog club alliance forum collective movement consortium confederation institute`)

// staff gives a post its body where whose it is stands before it and is no
// state: "its head of litigation" and "its chair" after a sentence of which a
// body is the subject, "the society's president" after the Law Society. It
// reports whether it did.
func (w *work) staff(p *phrase) bool {
	k := language.None
	switch {
	case p.owner.pronoun >= 0 && w.fold[p.owner.pronoun] == "its" && !sole(p.role) && w.a.Tokens[p.headFirst].Sentence > 0:
		k = w.subjectBody(int(w.a.Tokens[p.headFirst].Sentence) - 1)
	case p.owner.token >= 0 && societies[w.fold[p.owner.token]] && w.proper[p.owner.token] == nil:
		noun := w.fold[p.owner.token]
		k = w.recent(p.headFirst, func(_ *mention, e *entity) float64 {
			if e.Kind != language.Organisation || e.State != "" || !strings.HasSuffix(e.folded, noun) && e.noun != noun {
				return -9
			}
			return 3
		}, 30)
	}
	if k < 0 {
		return false
	}
	e := w.entities[k]
	if p.state = e.State; p.state == "" {
		p.body = e.Name
	}
	return true
}

// subjectBody gives the body that is the subject of a sentence in the paragraph
// of the one after it, None if none is.
func (w *work) subjectBody(sentence int) int {
	s := &w.a.Sentences[sentence]
	if s.Paragraph != w.a.Sentences[sentence+1].Paragraph {
		return language.None
	}
	for k := len(w.mentions) - 1; k >= 0 && w.mentions[k].sentence >= sentence; k-- {
		m := &w.mentions[k]
		if m.sentence != sentence || m.Entity < 0 || !m.subject || m.lesser || w.quotation[m.Head] {
			continue
		}
		if w.entities[m.Entity].Kind == language.Organisation {
			return m.Entity
		}
		return language.None
	}
	return language.None
}
