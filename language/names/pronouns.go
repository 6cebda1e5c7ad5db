package names

import (
	"strings"

	"demarche"
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

// clashes reports whether the mention is the subject of the verb of which the
// pronoun is an object, so that they cannot be the same.
func (w *work) clashes(m *mention, i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel != language.Obj && tok.Rel != language.Iobj && tok.Rel != language.Obl {
		return false
	}
	h := &w.a.Tokens[m.Head]
	if tok.Head >= 0 && w.a.Tokens[tok.Head].Rel == language.AclRelcl && int(w.a.Tokens[tok.Head].Head) == m.Head {
		return true // "the deputy who received him"
	}
	return h.Head == tok.Head && h.Rel.Core() == language.Nsubj
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

// agentVerbs are verbs whose subject is a state, a body or a person and no thing.
var agentVerbs = wordSet(`expect believe intend consider negotiate pay recognise recognize propose decide receive host admit insist seek consult protest
	condemn criticise criticize appeal summon recall notify inform send issue sign suspend resume refrain object`)

// agentive reports whether "it" at token i is the subject of such a verb.
func (w *work) agentive(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel != language.Nsubj || tok.Head < 0 {
		return false
	}
	lemma := w.a.Tokens[tok.Head].Lemma
	return agentVerbs[lemma] || speechVerbs[lemma] || reportVerbs[lemma]
}

// objectOfThings reports whether "it" is no subject and its sentence has a thing
// before it, which it then rather means: "called a meeting and cancelled it".
func (w *work) objectOfThings(i int) bool {
	if w.a.Tokens[i].Rel.Core() == language.Nsubj {
		return false
	}
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if rel := w.a.Tokens[j].Rel.Core(); (rel == language.Obj || rel == language.Nsubj) && w.thing(j) {
			return true
		}
	}
	return false
}

// ownThing reports whether the last subject before "its" in its sentence is a
// thing: "Each case will be examined on its own merits".
func (w *work) ownThing(i int) bool {
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if w.a.Tokens[j].Rel.Core() == language.Nsubj {
			return w.a.Tokens[j].UPOS == language.NOUN && w.thing(j)
		}
	}
	return false
}

// clauseVerbs have a clause for their subject, for which "it" stands: "it is not
// known what". personalAdjectives are said of somebody: "it is willing to".
var (
	clauseVerbs        = wordSet("known said understood believed reported hoped expected thought recalled foreseen announced agreed felt feared decided assumed argued claimed noted")
	personalAdjectives = wordSet(`willing unwilling ready able unable prepared eager committed open obliged bound determined due free reluctant keen careful aware
		confident concerned grateful happy glad sorry sure certain anxious entitled likely unlikely responsible opposed content quick slow afraid loath set`)
)

// personal reports whether "it" at token i is said to be what only somebody can
// be ("it is willing"), or to do something to somebody.
func (w *work) personal(i int) bool {
	if v := int(w.a.Tokens[i].Head); v > i && w.a.Child(v, language.Obj) != language.None && w.a.Child(v, language.Csubj, language.Ccomp, language.Xcomp, language.Advcl) == language.None {
		return true // "it will take its own citizens": what stands for a clause has one
	}
	for j := i + 1; w.same(i, j) && j < i+5; j++ {
		if personalAdjectives[w.fold[j]] {
			return true
		}
		if u := w.a.Tokens[j].UPOS; u != language.AUX && u != language.ADV && u != language.PART {
			return false
		}
	}
	return false
}

// expletive reports whether "it" at token i stands for a clause.
func (w *work) expletive(i int) bool {
	if w.is(i, i-1, "when") && w.is(i, i+1, "comes", "came") && w.is(i, i+2, "to") {
		return true
	}
	j := i + 1
	for w.same(i, j) && (w.a.Tokens[j].UPOS == language.AUX || w.a.Tokens[j].UPOS == language.ADV || w.fold[j] == "not" || w.fold[j] == "s") {
		j++
	}
	if !w.same(i, j) || j == i+1 {
		return w.is(i, j, "seems", "seemed", "appears", "appeared", "turned", "emerged")
	}
	for k := j; w.same(i, k) && k < j+6 && w.fold[k] != ""; k++ { // "it was mostly single men who"
		if w.is(i, k+1, "who") && w.a.Tokens[k].UPOS == language.NOUN {
			return true
		}
	}
	if w.is(i, j, "for") && w.is(i, j-1, "is", "was", "not") {
		return true // "it is for the Americans to bring him"
	}
	if clauseVerbs[w.fold[j]] && w.is(i, j+1, "that", "what", "how", "whether", "who", "if", "when", "where", "why", ",") {
		return true
	}
	switch w.a.Tokens[j].UPOS {
	case language.ADJ:
		if personalAdjectives[w.fold[j]] {
			return false
		}
		for k := j + 1; w.same(i, k) && k < j+8; k++ {
			if w.is(i, k, "that", "to", "if", "whether", "how", "when") {
				return true
			}
			if w.fold[k] == "" {
				return false
			}
		}
	case language.PRON, language.PROPN:
		return w.is(i, i+1, "was", "is") // "it was President X who"
	}
	return w.is(i, j, "unclear", "clear", "possible", "impossible", "likely", "necessary")
}

// inanimateSubject reports whether the sentence before has a thing as its
// subject ("The flight left"), which "it" then rather means.
func (w *work) inanimateSubject(i int) bool {
	if w.a.Tokens[i].Rel.Core() != language.Nsubj {
		return false
	}
	here := int(w.a.Tokens[i].Sentence)
	first, _ := w.sentence(i)
	for j := first; j < i; j++ { // an entity before it in its own sentence
		if w.a.Tokens[j].Rel.Core() == language.Nsubj {
			return w.thing(j)
		}
	}
	if here == 0 {
		return false
	}
	s := &w.a.Sentences[here-1]
	if s.Root < 0 {
		return false
	}
	things := false
	for c := range w.a.Children(s.Root) {
		if w.a.Tokens[c].Rel.Core() == language.Nsubj {
			if !w.thing(c) {
				return false
			}
			things = true
		}
	}
	return things
}

// thing reports whether token j heads a singular noun that is no mention.
func (w *work) thing(j int) bool {
	if w.a.Tokens[j].XPOS != language.TagNN {
		return false
	}
	if w.covered[j] {
		return false
	}
	switch w.fold[j] {
	case "group", "agency", "body", "organisation", "organization", "government", "party", "statement", "company", "country", "side":
		return false
	}
	return true
}

// manyThings reports whether the last subject before token i in its sentence is
// a plural noun that is no mention ("other countries"), which "they" then means.
func (w *work) manyThings(i int) bool {
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if w.a.Tokens[j].Rel.Core() != language.Nsubj {
			continue
		}
		if w.a.Tokens[j].UPOS == language.PRON && w.is(i, j, "that", "which") { // the antecedent of a relative clause
			verb := int(w.a.Tokens[j].Head)
			if verb < 0 || w.a.Tokens[verb].Rel != language.AclRelcl || w.a.Tokens[verb].Head < 0 {
				return false
			}
			j = int(w.a.Tokens[verb].Head)
		}
		if w.a.Tokens[j].XPOS != language.TagNNS {
			return false
		}
		return !w.covered[j]
	}
	return false
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
			return speechVerbs[w.a.Tokens[tok.Head].Lemma]
		}
		if tok.Head < 0 {
			break
		}
		i = int(tok.Head)
	}
	if w.same(m.First, m.First-1) && speechVerbs[w.a.Tokens[m.First-1].Lemma] {
		return true
	}
	return w.same(m.First, m.Last) && speechVerbs[w.a.Tokens[m.Last].Lemma]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
