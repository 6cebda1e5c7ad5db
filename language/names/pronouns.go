package names

import (
	"demarche/language"
)

// recent gives the entity of the best mention before token i: the fit that
// score says (below -5: impossible), less for distance, more for subjects. Only
// mentions of the last sentences are looked at. None if nothing fits.
func (w *work) recent(i int, score func(*mention, *entity) float64, sentences int) int {
	k, _ := w.best(i, score, sentences)
	return k
}

// best is recent with the worth of what it gives.
func (w *work) best(i int, score func(*mention, *entity) float64, sentences int) (entity int, worth float64) {
	here := int(w.a.Tokens[i].Sentence)
	paragraph := w.a.Sentences[here].Paragraph
	best, top := language.None, -100.0
	for k := len(w.mentions) - 1; k >= max(0, len(w.mentions)-mentionReach); k-- {
		m := &w.mentions[k]
		if m.Entity < 0 || m.First >= i || i < m.Last && i >= m.First {
			continue
		}
		d := here - m.sentence
		if d > sentences {
			break
		}
		v := score(m, w.entities[m.Entity])
		if v < -5 {
			continue
		}
		v -= 1.2 * float64(min(d, 6))
		if w.a.Sentences[m.sentence].Paragraph != paragraph {
			v--
		}
		switch {
		case m.lesser:
			v += 0.6
		case m.subject || w.cleft(m):
			v += 1.5
		}
		if m.quoted && !w.quotation[i] {
			v -= 2.5
		}
		v -= float64(i-m.Head) * 0.002
		if v > top {
			best, top = m.Entity, v
		}
	}
	return best, top
}

// cleft reports whether the mention is what "it was ... who" brings forward.
func (w *work) cleft(m *mention) bool {
	for at := m.First - 1; at > m.First-6 && w.same(m.First, at); at-- {
		if w.is(m.First, at, "was", "is") {
			return w.is(m.First, at-1, "it")
		}
	}
	return false
}

// pronoun resolves the pronoun at token i and makes its mention; false if the
// word is none.
func (w *work) pronoun(i int) bool {
	switch w.fold[i] {
	case "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves":
	case "i", "me", "my", "mine", "we", "us", "our", "ours", "myself", "ourselves":
		if w.fold[i] == "us" && acronym(w.a.Form(i)) || len(w.a.Form(i)) > len(w.fold[i]) {
			return false
		}
		w.addMention(i, i+1, i, language.None, language.Pronoun) // speakers ties it
		return true
	default:
		return false
	}
	if len(w.a.Form(i)) > len(w.fold[i]) || w.is(i, i+1, "majesty", "excellency", "highness", "holiness", "honour", "honor", "eminence") {
		return true // "H.E.", "His Excellency"
	}
	for k := len(w.mentions) - 1; k >= 0 && k > len(w.mentions)-12; k-- {
		if w.mentions[k].Head == i && w.mentions[k].Form == language.Pronoun {
			return true
		}
	}
	w.addMention(i, i+1, i, w.resolvePronoun(i), language.Pronoun)
	return true
}

// resolvePronoun gives the entity that a pronoun of the third person means, or None.
func (w *work) resolvePronoun(i int) int {
	switch w.fold[i] {
	case "he", "him", "his", "himself":
		return w.personBefore(i, false)
	case "she", "her", "hers", "herself":
		return w.personBefore(i, true)
	case "it", "its", "itself":
		return w.thingBefore(i)
	case "they", "them", "their", "theirs", "themselves":
		return w.manyBefore(i)
	}
	return language.None
}

func (w *work) personBefore(i int, female bool) int {
	k := w.recent(i, func(m *mention, e *entity) float64 {
		if e.Kind != language.Person || female && e.Male || !female && e.Female {
			return -9
		}
		v := 0.0
		if female && e.Female || !female && e.Male {
			v = 0.7
		}
		if m.Form == language.Pronoun {
			v += 0.4
		}
		if w.clashes(m, i) {
			return -9
		}
		v += w.answering(m, i)
		if m.First > 0 && w.a.Form(m.Last-1) != "" && w.is(m.First, m.Last, "s") {
			v -= 0.7 // a possessor
		}
		return v
	}, 4)
	if k < 0 && w.frame.transcript { // whoever answers is not named again
		if k = w.firstSpeaker(w.a.Sentences[w.a.Tokens[i].Sentence].Paragraph); k >= 0 && (female && w.entities[k].Male || !female && w.entities[k].Female) {
			k = language.None
		}
	}
	if k >= 0 && !w.quotation[i] {
		e := w.entities[k]
		if !e.Male && !e.Female {
			e.Female, e.Male = female, !female
		}
	}
	return k
}

// askVerbs are verbs whose object is to speak next.
var askVerbs = wordSet("ask question press quiz challenge interrupt")

// answering says how much likelier or less likely a mention is meant by the
// pronoun at token i because of who was asked: whoever was is the one who speaks
// after it. "The senator asked the minister. “...,” she said."
func (w *work) answering(m *mention, i int) float64 {
	tok := &w.a.Tokens[i]
	if tok.Rel != language.Nsubj || tok.Head < 0 || !speechVerbs[w.a.Tokens[tok.Head].Lemma] && w.a.Tokens[tok.Head].Lemma != "answer" {
		return 0
	}
	h := &w.a.Tokens[w.nounPhrase(m.Head)]
	if h.Head < 0 || !askVerbs[w.a.Tokens[h.Head].Lemma] || w.quotation[h.Head] || h.Sentence == tok.Sentence && int(h.Head) > i {
		return 0
	}
	switch h.Rel.Core() {
	case language.Obj, language.Iobj:
		return 3
	case language.Nsubj:
		if w.a.Child(int(h.Head), language.Obj, language.Iobj) != language.None {
			return -1
		}
	}
	return 0
}

// clashes reports whether the mention is the subject of the verb of which the
// pronoun is an object, so that they cannot be the same.
func (w *work) clashes(m *mention, i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel != language.Obj && tok.Rel != language.Iobj && tok.Rel != language.Obl {
		return false
	}
	if tok.Head >= 0 && w.a.Tokens[tok.Head].Rel == language.AclRelcl && int(w.a.Tokens[tok.Head].Head) == m.Head {
		return true // "the deputy who received him"
	}
	h := &w.a.Tokens[w.nounPhrase(m.Head)]
	return h.Head == tok.Head && h.Rel.Core() == language.Nsubj
}

// nounPhrase climbs from token i to the head of the noun phrase to which it is
// an apposition, a title or a second member.
func (w *work) nounPhrase(i int) int {
	for range 4 {
		tok := &w.a.Tokens[i]
		switch tok.Rel {
		case language.Appos, language.Flat, language.FlatName, language.NmodDesc, language.Compound, language.Conj:
			if tok.Head < 0 {
				return i
			}
			i = int(tok.Head)
		default:
			return i
		}
	}
	return i
}

func (w *work) thingBefore(i int) int {
	if !w.is(i, i+1, "nor", "and", "or") && (w.a.Tokens[i].Rel == language.Expl && !w.personal(i) || w.fold[i] == "it" && w.expletive(i)) {
		return language.None
	}
	sentences := 2
	if w.fold[i] != "its" {
		if !w.agentive(i) {
			if w.inanimateSubject(i) || w.objectOfThings(i) {
				return language.None
			}
			sentences = 1
		}
	} else if w.ownThing(i) {
		return language.None
	}
	k, worth := w.best(i, func(m *mention, e *entity) float64 {
		if w.clashes(m, i) {
			return -9
		}
		switch e.Kind {
		case language.Place:
			if w.fold[i] == "its" {
				return -0.8
			}
		case language.State:
			if m.Form == language.Adjective {
				return -1.5
			}
			if m.Form == language.Pronoun {
				return 0.8
			}
			return 0.3
		case language.Organisation:
			if e.Plural || e.body == "press" {
				return -9
			}
			if m.Form == language.Pronoun {
				return 0.8
			}
			return 0.3
		}
		return -9
	}, sentences)
	if sentences == 1 && worth < -0.8 {
		return language.None // what stands in the sentence before and is no subject is rather not meant
	}
	return k
}

func (w *work) manyBefore(i int) int {
	if w.manyThings(i) {
		return language.None
	}
	return w.recent(i, func(m *mention, e *entity) float64 {
		if w.clashes(m, i) {
			return -9
		}
		switch e.Kind {
		case language.Nationals:
			return 0.6
		case language.Group:
			return 0.6
		case language.State:
			if m.Form == language.Nominal && m.subject && w.pluralAt(m) {
				if w.fold[i] == "they" {
					return 0.8
				}
				return -1
			}
		case language.Organisation:
			if e.Plural || e.body == "police" {
				return 0
			}
			if e.body == "group" || e.body == "force" {
				return -1
			}
		}
		return -9
	}, 2)
}

// pluralAt reports whether the head of a mention is plural ("officials").
func (w *work) pluralAt(m *mention) bool {
	return w.a.Tokens[m.Head].XPOS == language.TagNNS || w.a.Tokens[m.Head].XPOS == language.TagNNPS
}

// cataphora ties a possessive in a phrase that opens a sentence to the subject
// that follows: "In its note, the ministry ...", "For his part, A ...".
func (w *work) cataphora() {
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Form != language.Pronoun || w.a.Tokens[m.Head].XPOS != language.TagPRPS {
			continue
		}
		first, last := w.sentence(m.Head)
		if m.Head-first > 4 || m.Head == first || !w.is(first, first, "in", "for", "on", "as", "with", "at", "under", "by", "after", "despite", "of", "from") {
			continue
		}
		comma := m.Head
		for comma < last && w.a.Form(comma) != "," {
			comma++
		}
		for j := k + 1; j < len(w.mentions) && w.mentions[j].First < last; j++ {
			o := &w.mentions[j]
			if o.First < comma || !o.subject || o.lesser || o.Entity < 0 || o.Form == language.Pronoun || o.First > comma+4 {
				continue
			}
			if w.agrees(m.Head, w.entities[o.Entity]) {
				m.Entity = o.Entity
			}
			break
		}
	}
}

// agrees reports whether a possessive pronoun can stand for an entity.
func (w *work) agrees(i int, e *entity) bool {
	switch w.fold[i] {
	case "his":
		return e.Kind == language.Person && !e.Female
	case "her":
		return e.Kind == language.Person && !e.Male
	case "its":
		return (e.Kind == language.State || e.Kind == language.Organisation) && !e.Plural
	}
	return false
}
