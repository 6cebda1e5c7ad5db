package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// resolve makes entities and mentions, in the order of the text, so that each
// short form can look back at what came before it.
func (w *work) resolve() {
	w.persons()
	w.explicitPosts()
	w.gatherClues()
	w.assignStates()
	phraseAt := make(map[int][]*phrase)
	for _, p := range w.phrases {
		phraseAt[p.first] = append(phraseAt[p.first], p)
	}
	covered := 0 // end of the last name, whose words are no mentions of their own
	for i := range w.fold {
		for _, p := range phraseAt[i] {
			if p.noun != nil {
				w.resolveBody(p)
			}
		}
		for _, p := range phraseAt[i] {
			if p.post != nil {
				w.resolvePost(p)
			}
		}
		if i < covered {
			continue
		}
		if n := w.inName[i]; n != nil && n.first == i {
			w.mentionName(n)
			covered = n.last
			continue
		}
		if h := w.proper[i]; h != nil && h.first == i {
			w.mentionHit(h)
			covered = h.last
			continue
		}
		w.mentionWord(i)
	}
	w.cataphora()
	w.mergeUnnamed()
	w.mergeHolders()
	w.speakers()
}

// mergeUnnamed ties a person who is introduced by name alone to the unnamed
// holder of a post of whom the sentence before speaks: "..., its foreign
// minister has said. A said ...".
func (w *work) mergeUnnamed() {
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Entity < 0 || m.Form != language.Name || !m.subject || !w.speaks(m) || w.entities[m.Entity].Kind != language.Person || len(w.entities[m.Entity].Posts) > 0 {
			continue
		}
		first := true
		for j := range w.mentions[:k] {
			if w.mentions[j].Entity == m.Entity {
				first = false
			}
		}
		if !first {
			continue
		}
		for j := k - 1; j >= 0 && m.sentence-w.mentions[j].sentence <= 1; j-- {
			n := &w.mentions[j]
			if n.sentence == m.sentence || n.Entity < 0 || !n.subject || n.Form != language.Nominal || !w.speaks(n) {
				continue
			}
			e := w.entities[n.Entity]
			if e.Kind != language.Person || e.Name != "" || len(e.Posts) == 0 || !sole(e.Posts[0].Role) {
				continue
			}
			w.merge(n.Entity, m.Entity)
			break
		}
	}
}

// mergeHolders ties "Mexico's foreign minister" to the person whom the report
// names as such elsewhere, if it names one.
func (w *work) mergeHolders() {
	for k, e := range w.entities {
		if e.Kind != language.Person || e.Name != "" || len(e.Posts) != 1 || !sole(e.Posts[0].Role) || e.Posts[0].Former || e.State == "" {
			continue
		}
		found := language.None
		for j, o := range w.entities {
			if o.Kind != language.Person || o.Name == "" || e.Male && o.Female || e.Female && o.Male {
				continue
			}
			for _, p := range o.Posts {
				if p.State == e.State && !p.Former && w.sameRole(p.Role, e.Posts[0].Role) {
					if found != language.None && found != j {
						found = -2
					} else {
						found = j
					}
				}
			}
		}
		if found >= 0 {
			w.merge(k, found)
		}
	}
}

// merge makes the unnamed person the named one.
func (w *work) merge(unnamed, named int) {
	from, to := w.entities[unnamed], w.entities[named]
	for _, p := range from.Posts {
		w.givePost(named, p)
	}
	to.State = firstState(to.State, from.State)
	to.Male, to.Female = to.Male || from.Male, to.Female || from.Female
	for i := range w.mentions {
		if w.mentions[i].Entity == unnamed {
			w.mentions[i].Entity = named
		}
	}
	from.Posts = nil
}

// mentionName makes the mention of a name found by its form.
func (w *work) mentionName(n *span) {
	head := w.topOf(n.first, n.last, n.last-1)
	text := w.a.TextOf(n.first, n.last)
	switch n.kind {
	case language.Person:
		form := language.Name
		if w.nameWords(n) < len(w.entities[n.entity].tokens) {
			form = language.Short
		}
		w.addMention(n.first, n.last, head, n.entity, form)
		return
	case language.Organisation:
		var state demarche.State
		if w.stateBody(n.first, n.last) || w.actsForState(n.first, n.last) {
			state = w.stateWithin(n.first, n.last)
		}
		n.entity = w.named(language.Organisation, text, state, bodyNounOf(text), "")
	default:
		n.entity = w.named(language.Place, text, w.stateWithin(n.first, n.last), "", "")
	}
	w.addMention(n.first, n.last, head, n.entity, language.Name)
	w.acronymAfter(n.last, n.entity)
}

// actsForState reports whether a body named by its form is an agency that a
// state in its name would run.
func (w *work) actsForState(first, last int) bool {
	for i := first; i < last; i++ {
		switch w.fold[i] {
		case "institute", "agency", "bureau", "commission", "corps", "guard", "forces", "administration", "board":
			return true
		}
	}
	return false
}

// acronymAfter ties an acronym in brackets to the name before it.
func (w *work) acronymAfter(at, entity int) {
	if at+2 >= len(w.fold) || w.a.Form(at) != "(" || w.a.Form(at+2) != ")" || !acronym(w.a.Form(at+1)) || w.hitAt(at+1) != nil {
		return
	}
	w.n2alias(w.fold[at+1], entity)
}

func (w *work) n2alias(acr string, entity int) {
	for i := range w.fold {
		if w.fold[i] == acr && w.proper[i] == nil && w.inName[i] == nil && acronym(w.a.Form(i)) {
			w.inName[i] = &span{first: i, last: i + 1, kind: w.entities[entity].Kind, entity: entity}
		}
	}
}

// mentionHit makes the mention of a word of the vocabulary.
func (w *work) mentionHit(h *hit) {
	head := w.topOf(h.first, h.last, h.last-1)
	switch {
	case h.has(notState):
		return
	case w.isPerson(h):
		return
	case h.find(seat) != nil:
		w.addMention(h.first, h.last, head, w.stateEntity(w.stateOf(h)), language.Metonym)
	case h.find(body) != nil && h.find(stateName) == nil:
		w.mentionBody(h, head)
	case h.find(stateAdj) != nil && !w.asNoun(h):
		w.mentionAdjective(h, head)
	case h.find(oneNational, manyNationals) != nil && h.find(stateName) == nil && w.asNoun(h):
		w.addMention(h.first, h.last, head, w.nationals(w.stateOf(h)), language.Name)
	case h.find(stateName) != nil:
		w.mentionState(h, head)
	case h.find(capitalCity) != nil:
		w.mentionCapital(h, head)
	case h.find(place) != nil:
		s := h.find(place)
		found := w.n.places.Find(s.word)
		name := s.word
		if len(found) > 0 {
			name = found[0].Name
		}
		w.addMention(h.first, h.last, head, w.named(language.Place, name, w.placeState(h), "", ""), language.Name)
	}
}

// isPerson reports whether a word of the vocabulary is the surname of a person
// of the report here, and makes the mention if so.
func (w *work) isPerson(h *hit) bool {
	if h.last != h.first+1 || h.find(stateAdj, body, manyNationals) != nil {
		return false
	}
	k := w.findPerson([]string{w.fold[h.first]})
	if k < 0 || w.entities[k].tokens[len(w.entities[k].tokens)-1] != w.fold[h.first] {
		return false
	}
	if w.is(h.first, h.first-1, "in", "at", "from", "near", "to", "of", "outside") && !w.afterTitle(h.first) {
		return false
	}
	w.addMention(h.first, h.last, h.last-1, k, language.Short)
	return true
}

// asNoun reports whether a word that is both an adjective and a noun for
// people is a noun here: no noun follows that it could modify.
func (w *work) asNoun(h *hit) bool {
	if h.find(stateAdj) == nil {
		return true
	}
	if h.find(oneNational, manyNationals) == nil {
		return false
	}
	j := h.last
	if !w.same(h.first, j) {
		return true
	}
	if w.a.Form(j) == "-" && !w.a.Tokens[j].Space {
		return false
	}
	switch w.a.Tokens[j].UPOS {
	case language.NOUN, language.PROPN:
		return false
	case language.ADJ:
		return false
	case language.CCONJ:
		return w.a.Tokens[h.last-1].UPOS != language.ADJ
	}
	return h.has(manyNationals) || w.is(h.first, h.first-1, "a", "an", "one", "another", "the") || w.a.Tokens[h.last-1].UPOS != language.ADJ
}

// mentionAdjective makes the mention of a demonym before a noun, and of the
// people if the noun is one for people.
func (w *work) mentionAdjective(h *hit, head int) {
	code := w.stateOf(h)
	if w.language(h) {
		return
	}
	w.addMention(h.first, h.last, head, w.stateEntity(code), language.Adjective)
	for j := h.last; w.same(h.first, j) && j < h.last+4; j++ {
		if peopleNouns[w.fold[j]] && (w.a.Tokens[j].UPOS == language.NOUN || w.a.Tokens[j].UPOS == language.PROPN) {
			if w.common[j].find(bodyNoun, bodyNouns) == nil {
				w.addMention(h.first, j+1, j, w.nationals(code), language.Name)
			}
			return
		}
		if u := w.a.Tokens[j].UPOS; u != language.ADJ && u != language.NOUN && !(w.fold[j] == "" && w.a.Form(j) == "-") {
			return
		}
	}
}

// language reports whether a demonym names a language: "in Spanish", "speaks French".
func (w *work) language(h *hit) bool {
	if h.last-h.first > 1 || w.same(h.first, h.last) && (w.a.Tokens[h.last].UPOS == language.NOUN || w.a.Tokens[h.last].UPOS == language.ADJ || w.a.Tokens[h.last].UPOS == language.PROPN) {
		return false
	}
	return w.is(h.first, h.first-1, "in", "speak", "speaks", "spoke", "speaking", "into")
}

// mentionState makes the mention of a state by its name.
func (w *work) mentionState(h *hit, head int) {
	s := h.find(stateName)
	if w.isPlace(s.word) {
		w.addMention(h.first, h.last, head, w.named(language.Place, s.word, w.stateOf(h), "", ""), language.Name)
		return
	}
	form := language.Name
	if acronym(w.a.TextOf(h.first, h.last)) {
		form = language.Short
	}
	if h.last-1 == head && w.a.Tokens[head].Rel == language.Compound || w.a.Tokens[head].Rel == language.Amod {
		form = language.Adjective
	}
	code := w.stateOf(h)
	w.addMention(h.first, h.last, head, w.stateEntity(code), form)
	if form != language.Name || w.same(h.first, h.last) && peopleNouns[w.fold[h.last]] {
		if w.same(h.first, h.last) && peopleNouns[w.fold[h.last]] && w.a.Tokens[h.last].UPOS == language.NOUN {
			w.addMention(h.first, h.last+1, h.last, w.nationals(code), language.Name)
		}
	}
}

// mentionCapital decides whether a capital means the city or the government.
func (w *work) mentionCapital(h *hit, head int) {
	s := h.find(capitalCity)
	code := w.stateOf(h)
	if w.isPlace(s.word) || w.asCity(h, head) {
		w.addMention(h.first, h.last, head, w.named(language.Place, w.a.TextOf(h.first, h.last), code, "", ""), language.Name)
		return
	}
	if w.fold[h.first] == "brussels" {
		w.addMention(h.first, h.last, head, w.named(language.Organisation, "European Union", "", "union", "international"), language.Metonym)
		return
	}
	w.addMention(h.first, h.last, head, w.stateEntity(code), language.Metonym)
}

// cityVerbs move people or planes to a place.
var cityVerbs = wordSet(`fly travel arrive land go come return send bring take move head drive transfer deport repatriate ship depart leave reach visit route bus walk
	cross flee escort carry transport relocate remove convoy sail airlift live stay meet gather hold detain`)

// asCity reports whether a capital is meant as a city: after a preposition of
// place, in a dateline, before or after another place.
func (w *work) asCity(h *hit, head int) bool {
	par := &w.a.Paragraphs[w.a.Sentences[w.a.Tokens[h.first].Sentence].Paragraph]
	if par.Dateline.Contains(w.a.Tokens[h.first].Span) {
		return true
	}
	before := h.first - 1
	if w.is(h.first, before, "the") {
		before--
	}
	if w.is(h.first, before, "and", "or", ",") && w.same(h.first, before-1) {
		if o := w.hitAt(before - 1); o.find(capitalCity) != nil && w.asCity(o, w.topOf(o.first, o.last, o.last-1)) {
			return true // "in Abuja and Ouagadougou"
		}
	}
	switch {
	case w.is(h.first, before, "in", "at", "near", "outside", "around", "through", "via", "into", "inside", "toward", "towards", "across", "downtown", "central", "leaving", "reaching", "left", "reached", "visit", "visited", "visiting"):
		return true
	case w.is(h.first, before, "from", "to", "for", "and", "or", "between", "of", "by", "with"):
		verb := w.governor(head)
		if verb < 0 {
			return false
		}
		lemma := w.a.Tokens[verb].Lemma
		if w.is(h.first, before, "from", "to", "for") && (cityVerbs[lemma] || w.fold[verb] == "flight" || w.fold[verb] == "flights" || w.fold[verb] == "plane" || w.fold[verb] == "visit" || w.fold[verb] == "trip" || w.fold[verb] == "way") {
			return true
		}
		return false
	case w.same(h.first, h.last) && w.a.Tokens[h.last].UPOS == language.NOUN && w.a.Form(h.last) != "'s":
		switch w.fold[h.last] {
		case "airport", "prison", "jail", "neighbourhood", "neighborhood", "street", "hotel", "court", "suburb", "region", "hospital", "university":
			return true
		}
	}
	return false
}

// governor gives the word on which the token hangs in the parse, past
// conjunctions, or None.
func (w *work) governor(i int) int {
	for w.a.Tokens[i].Rel == language.Conj && w.a.Tokens[i].Head >= 0 {
		i = int(w.a.Tokens[i].Head)
	}
	return int(w.a.Tokens[i].Head)
}

// mentionBody makes the mention of a body of the vocabulary.
func (w *work) mentionBody(h *hit, head int) {
	s := h.find(body)
	b := &w.n.bodies.Named[s.index]
	state := b.State
	if state == "" || b.Usual {
		if told := w.stateBeside(h); told != "" {
			state = told
		} else if state == "" && b.OfStates() {
			state = w.context(h.first, nil)
		}
	}
	if b.Kind == "government" && b.State != "" {
		w.addMention(h.first, h.last, head, w.stateEntity(state), language.Nominal)
		return
	}
	form := language.Name
	if acronym(w.a.TextOf(h.first, h.last)) && !acronym(b.Name) {
		form = language.Short
	}
	w.addMention(h.first, h.last, head, w.named(language.Organisation, b.Name, state, bodyNounOf(b.Name), b.Kind), form)
}

// stateBeside gives the state that a demonym or possessive right before a body tells.
func (w *work) stateBeside(h *hit) demarche.State {
	j := h.first - 1
	if w.is(h.first, j, "s") {
		j--
	}
	if !w.same(h.first, j) {
		return ""
	}
	if p := w.proper[j]; p != nil && p.find(stateName, stateAdj, capitalCity) != nil {
		return w.stateOf(p)
	}
	if w.is(h.first, h.last, "of", "in") && w.same(h.first, h.last+1) {
		if p := w.hitAt(h.last + 1); p != nil && p.find(stateName) != nil {
			return w.stateOf(p)
		}
	}
	return ""
}

// mentionWord makes the mention of a pronoun, of the surname of a person named
// elsewhere, or of a noun for people or a state.
func (w *work) mentionWord(i int) {
	switch {
	case w.fold[i] == "":
	case w.pronoun(i):
	case w.upper[i] && w.surnameAlone(i):
	case w.somePeople(i):
	case w.bothSides(i):
	case w.countryNoun(i):
	case w.groupNoun(i):
	case groupNouns[w.fold[i]] && w.head[i] == nil && (w.a.Tokens[i].UPOS == language.NOUN):
		if w.mentionEnding(i) {
			return // "Venezuelan migrants" is a mention already
		}
		w.group(i)
	}
}

// mentionEnding reports whether a mention already has token i as its head.
func (w *work) mentionEnding(i int) bool {
	for k := len(w.mentions) - 1; k >= 0 && k > len(w.mentions)-8; k-- {
		if w.mentions[k].Head == i {
			return true
		}
	}
	return false
}

// surnameAlone ties a capitalised run to a person named in full elsewhere.
func (w *work) surnameAlone(i int) bool {
	if w.loud[w.a.Tokens[i].Sentence] && len(w.fold[i]) < 4 {
		return false
	}
	first := i
	if i > 0 && particles[w.fold[i-1]] && w.same(i, i-1) && !w.upper[i-1] && w.fold[i-1] != "el" && w.fold[i-1] != "la" && w.fold[i-1] != "y" && w.fold[i-1] != "e" {
		first = i - 1
	}
	last := i + 1
	for w.same(i, last) && (w.upper[last] && w.fold[last] != "" && w.proper[last] == nil && w.inName[last] == nil || w.fold[last] == "" && w.hyphenated(last)) {
		last++
	}
	for ; last > i; last-- {
		var words []string
		for j := i; j < last; j++ {
			if w.fold[j] != "" {
				words = append(words, w.fold[j])
			}
		}
		k := w.findPerson(words)
		if k < 0 {
			continue
		}
		e := w.entities[k]
		if len(words) == 1 && len(e.tokens) > 1 && words[0] == e.tokens[0] && (w.loud[w.a.Tokens[i].Sentence] || notName(words[0]) || w.a.Tokens[i].UPOS != language.PROPN) {
			continue
		}
		if w.common[i].find(postHead) != nil || w.n.fields[words[0]] {
			continue
		}
		w.addMention(first, last, w.topOf(i, last, last-1), k, language.Short)
		for j := i; j < last; j++ {
			w.inName[j] = &span{first: first, last: last, kind: language.Person, entity: k}
		}
		return true
	}
	return false
}

// countryNoun resolves "the country", "the Central American nation".
func (w *work) countryNoun(i int) bool {
	switch w.fold[i] {
	case "country", "nation", "republic", "kingdom":
	default:
		return false
	}
	if w.mentionEnding(i) {
		return true
	}
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.proper[first-1].has(notState)) {
		first--
	}
	if !w.is(i, first-1, "the", "this") {
		return true
	}
	sentences := 3
	if w.upper[i] {
		sentences = 10
	}
	k := w.recent(i, func(m *mention, e *entity) float64 {
		if e.Kind != language.State {
			return -9
		}
		v := 0.0
		if m.Form == language.Adjective {
			v = -1.5
		}
		if w.fold[m.First] != "" && (w.a.Tokens[m.Head].Rel == language.Conj || w.is(m.First, m.First-1, "from")) {
			v -= 0.8
		}
		if w.frame.sections[w.a.Sentences[w.a.Tokens[i].Sentence].Paragraph] == e.State {
			v += 2
		}
		if w.fold[i] != "country" && w.fold[i] != "nation" { // "the Kingdom" of Saudi Arabia
			if !w.isCalled(e.State, w.fold[i]) {
				return -9
			}
			v += 3
		}
		return v
	}, sentences)
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// isCalled reports whether one of the names of a state holds the word, as
// "Kingdom of Saudi Arabia" holds "kingdom".
func (w *work) isCalled(code demarche.State, word string) bool {
	for _, n := range w.n.states.Called(code) {
		if slices.Contains(strings.Fields(vocabulary.Fold(n)), word) {
			return true
		}
	}
	return false
}

// somePeople makes a group of a subject that only counts or points: "Seven
// arrived", "Those admitted will hold a permit".
func (w *work) somePeople(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel.Core() != language.Nsubj || w.proper[i] != nil || w.inName[i] != nil {
		return false
	}
	switch w.fold[i] {
	case "those", "others", "all", "some", "most", "many", "remainder", "rest":
	default:
		if tok.UPOS != language.NUM {
			return false
		}
	}
	if w.same(i, i+1) && (w.a.Tokens[i+1].UPOS == language.NOUN || w.fold[i+1] == "of" || w.a.Tokens[i+1].UPOS == language.SYM) {
		return false
	}
	k := w.named(language.Group, "people", "", "", "")
	w.entities[k].Plural = true
	w.addMention(i, i+1, i, k, language.Nominal)
	return true
}

// bothSides resolves "neither government", "the two countries", "both sides" to
// the two states that the context speaks of most, as two mentions of the same
// words.
func (w *work) bothSides(i int) bool {
	switch w.fold[i] {
	case "government", "governments", "side", "sides", "country", "countries", "nation", "nations", "capital", "capitals":
	default:
		return false
	}
	if !w.is(i, i-1, "neither", "either", "both", "two") || w.is(i, i+1, "of") {
		return false
	}
	first := i - 1
	if w.is(i, i-2, "the", "these") {
		first = i - 2
	} else if w.fold[i-1] == "two" {
		return false
	}
	order := w.rank(i, nil)
	if len(order) < 2 {
		return false
	}
	for _, r := range order[:2] {
		w.addMention(first, i+1, i, w.stateEntity(r.state), language.Nominal)
	}
	return true
}

// groupNoun resolves "the group", "the organisation" to a body that is no
// state's; "group" only where it speaks, because people come in groups too.
func (w *work) groupNoun(i int) bool {
	switch w.fold[i] {
	case "group", "organisation", "organization", "charity", "watchdog", "ngo", "bloc":
	default:
		return false
	}
	if w.inName[i] != nil || w.upper[i] || w.is(i, i+1, "of") {
		return false
	}
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NOUN) && w.fold[first-1] != "" {
		first--
	}
	if !w.is(i, first-1, "the", "this") || w.is(i, first, "first", "second", "third", "last", "next", "whole", "new") {
		return false
	}
	m := mention{Mention: language.Mention{First: first - 1, Last: i + 1, Head: i}}
	if w.fold[i] == "group" && !w.speaks(&m) {
		return false
	}
	k := w.recent(i, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State != "" || e.body == "press" || e.body == "court" {
			return -9
		}
		if w.fold[i] == "bloc" && e.noun != "union" {
			return -9
		}
		return 0
	}, 4)
	if k < 0 {
		return false
	}
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// group makes the mention of people who are no nationals: "the migrants".
func (w *work) group(i int) {
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NUM || w.a.Tokens[first-1].UPOS == language.NOUN && w.fold[first-1] != "" ||
		w.a.Tokens[first-1].Rel == language.Amod || w.a.Form(first-1) == "-" && !w.a.Tokens[first-1].Space) {
		first--
	}
	owner := language.None
	if w.same(i, first-1) && (w.a.Tokens[first-1].XPOS == language.TagPRPS || w.a.Tokens[first-1].UPOS == language.DET) {
		first--
		if w.a.Tokens[first].XPOS == language.TagPRPS {
			owner = first
		}
	}
	own := w.fold[i] == "citizens" || w.fold[i] == "nationals" || w.fold[i] == "compatriots"
	if own && owner >= 0 {
		if k := w.pronounEntity(owner); k >= 0 && w.entities[k].State != "" {
			w.addMention(first, i+1, i, w.nationals(w.entities[k].State), language.Nominal)
			return
		}
	}
	if own && w.is(i, first-1, "s") && first >= 2 {
		if h := w.proper[first-2]; h != nil && w.stateOf(h) != "" {
			w.addMention(h.first, i+1, i, w.nationals(w.stateOf(h)), language.Nominal)
			return
		}
	}
	name := strings.ToLower(w.a.Form(i))
	k := w.named(language.Group, name, "", "", "")
	w.entities[k].Plural = true
	w.addMention(first, i+1, i, k, language.Nominal)
}

// pronounEntity gives the entity of the pronoun at token i, if it was resolved.
func (w *work) pronounEntity(i int) int {
	for k := len(w.mentions) - 1; k >= 0; k-- {
		if w.mentions[k].Head == i && w.mentions[k].Form == language.Pronoun {
			return w.mentions[k].Entity
		}
	}
	return w.resolvePronoun(i)
}

// resolveBody resolves a phrase of a body: "Mexico's foreign ministry", "the
// ministry", "his government", "officials in Kabul".
func (w *work) resolveBody(p *phrase) {
	if w.attributive(p) || p.noun.Person && !p.plural { // one official is a person, see resolvePost
		return
	}
	state := p.state
	if state == "" {
		state = w.ownerState(p)
	}
	if state == "" && p.noun.Kind != "mission" && !p.noun.Government {
		state = p.weak
	}
	head := w.topOf(p.headFirst, p.headLast, p.headLast-1)
	form := language.Nominal
	if p.body != "" { // "the IOM mission", "UN officials"
		p.entity = w.named(language.Organisation, p.body, "", bodyNounOf(p.body), "")
		w.addMention(p.first, p.last, head, p.entity, form)
		return
	}
	if p.noun.Government {
		if p.state == "" && (w.is(p.headFirst, p.first-1, "neither", "either", "both", "each", "other", "two", "three") || w.is(p.headFirst, p.first, "neither", "either", "both", "each", "other", "two", "three")) {
			return
		}
		if state == "" {
			if person := w.namedBefore(p); person >= 0 {
				state = w.entities[person].State
			}
		}
		if state == "" && (p.plural && (p.noun.Word == "government" || !p.noun.Person) && p.noun.Word != "authority" || p.noun.Person && p.noun.Word != "official") {
			return // "governments", "diplomats" are those of any state
		}
		if state == "" && p.det != "a" && p.det != "an" && (!p.noun.Person || p.det == "" || p.det == "the") && !w.otherBody(p) {
			if p.plural && w.is(p.headFirst, p.first, "both", "two", "these", "other", "african", "european", "western") || w.is(p.headFirst, p.headFirst-1, "african", "european", "western", "local", "other", "two", "regional") {
				return
			}
			state = w.context(p.headFirst, nil)
		}
		if state == "" {
			return
		}
		if p.weak != "" && p.state == "" && p.det == "" {
			state = p.weak
		}
		p.state = state
		p.entity = w.stateEntity(state)
		w.addMention(p.first, p.last, head, p.entity, form)
		return
	}
	bare := p.left == p.headFirst && p.last == p.headLast
	if bare && state == "" && (p.det == "the" || p.det == "this" || p.det == "that" || p.det == "") {
		if p.det == "" && (!w.subjectless(p) || p.plural) {
			return
		}
		if k := w.recentBody(p); k >= 0 {
			p.entity = k
			p.state = w.entities[k].State
			w.addMention(p.first, p.last, head, k, form)
			return
		}
	}
	if state == "" && !p.plural && p.det != "a" && p.det != "an" {
		if k := w.sameBody(p); k >= 0 {
			p.entity = k
			p.state = w.entities[k].State
			w.addMention(p.first, p.last, head, k, form)
			return
		}
		state = w.context(p.headFirst, nil)
	}
	if p.plural && bare && state == "" {
		return
	}
	p.state = state
	name := p.role
	if p.noun.Kind == "mission" && p.weak != "" {
		name += " in " + w.n.states.Name(p.weak)
	}
	k := w.named(language.Organisation, name, state, vocabulary.Fold(p.noun.Word), p.noun.Kind)
	w.entities[k].Plural = p.plural
	p.entity = k
	w.addMention(p.first, p.last, head, k, form)
}

// reportVerbs are verbs of which bodies are the subject and that a tagger can
// take for nouns after them.
var reportVerbs = wordSet("deny refuse reject agree accept want plan hope seem appear demand offer claim promise order pledge threaten welcome")

// attributive reports whether a noun for a body only modifies the noun after
// it: "military planes", "the court ruling".
func (w *work) attributive(p *phrase) bool {
	if p.last != p.headLast || p.plural || !w.same(p.headFirst, p.last) || p.noun.Person {
		return false
	}
	tok := &w.a.Tokens[p.last]
	if reportVerbs[tok.Lemma] || reportVerbs[strings.TrimSuffix(w.fold[p.last], "ies")+"y"] || reportVerbs[strings.TrimSuffix(w.fold[p.last], "s")] || speechVerbs[tok.Lemma] || speechVerbs[strings.TrimSuffix(w.fold[p.last], "s")] || speechVerbs[strings.TrimSuffix(w.fold[p.last], "ies")+"y"] {
		return false // "Mexico's government denies", tagged as a noun
	}
	if tok.UPOS == language.NOUN && !dayWords[w.fold[p.last]] && !timeNouns[w.fold[p.last]] && w.fold[p.last] != "s" {
		return w.a.Tokens[p.headLast-1].Rel == language.Compound || w.a.Tokens[p.headLast-1].Rel == language.Amod
	}
	return false
}

// otherBody reports whether "officials" are those of a body named beside them:
// "UN officials", "ICE officials".
func (w *work) otherBody(p *phrase) bool {
	j := p.headFirst - 1
	if !w.same(p.headFirst, j) {
		return false
	}
	return w.proper[j].has(body) || w.inName[j] != nil || p.noun.Person && p.left < p.headFirst && w.upper[p.left]
}

// subjectless is a misnomer kept short: a bare noun for a body that can stand
// without an article ("parliament", "police").
func (w *work) subjectless(p *phrase) bool {
	switch p.noun.Kind {
	case "parliament", "police":
		return true
	}
	return false
}

// namedBefore gives the person whose name stands right before a body ("the
// Assad government"), or None.
func (w *work) namedBefore(p *phrase) int {
	for j := p.headFirst - 1; j >= p.first && w.same(p.headFirst, j); j-- {
		if w.upper[j] {
			if k := w.findPerson([]string{w.fold[j]}); k >= 0 {
				return k
			}
		}
	}
	if j := p.headFirst - 1; w.same(p.headFirst, j) && w.upper[j] {
		return w.findPerson([]string{w.fold[j]})
	}
	return language.None
}

// ownerState gives the state of whoever a phrase says it belongs to.
func (w *work) ownerState(p *phrase) demarche.State {
	if p.owner.pronoun >= 0 {
		if k := w.pronounEntity(p.owner.pronoun); k >= 0 {
			return w.entities[k].State
		}
	}
	if t := p.owner.token; t >= 0 {
		if q := w.head[t]; q != nil && q != p && q.state != "" {
			return q.state
		}
		switch w.fold[t] {
		case "country", "nation", "government":
			return w.context(p.headFirst, nil)
		}
		for k := len(w.mentions) - 1; k >= 0; k-- {
			if m := &w.mentions[k]; m.First <= t && t < m.Last && m.Entity >= 0 {
				return w.entities[m.Entity].State
			}
		}
		if k := w.findPerson([]string{w.fold[t]}); k >= 0 && w.upper[t] {
			return w.entities[k].State
		}
	}
	return ""
}

// ownerBody gives the body, no state's, to which a phrase says it belongs: "its
// Asia director".
func (w *work) ownerBody(p *phrase) string {
	k := language.None
	if p.owner.pronoun >= 0 {
		k = w.pronounEntity(p.owner.pronoun)
	} else if t := p.owner.token; t >= 0 {
		for j := len(w.mentions) - 1; j >= 0 && k < 0; j-- {
			if m := &w.mentions[j]; m.First <= t && t < m.Last {
				k = m.Entity
			}
		}
	}
	if k < 0 || w.entities[k].Kind != language.Organisation || w.entities[k].State != "" {
		return ""
	}
	return w.entities[k].Name
}

// recentBody finds the last body that the noun of the phrase can mean.
func (w *work) recentBody(p *phrase) int {
	noun := vocabulary.Fold(p.noun.Word)
	return w.recent(p.headFirst, func(m *mention, e *entity) float64 {
		if e.Kind != language.Organisation {
			return -9
		}
		switch {
		case e.noun == noun:
			return 3
		case e.body != "" && e.body == p.noun.Kind && noun != "court" && noun != "police":
			return 1
		case noun == "agency" && (e.body == "international" || e.body == "agency"), noun == "court" && e.body == "court":
			return 1
		}
		return -9
	}, 8)
}

// sameBody finds a body of the same name that was given a state before.
func (w *work) sameBody(p *phrase) int {
	f := vocabulary.Fold(p.role)
	return w.recent(p.headFirst, func(m *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State == "" || vocabulary.Fold(e.Name) != f {
			return -9
		}
		return 3
	}, 8)
}

// resolvePost resolves a phrase of a post: who holds it and of which state.
func (w *work) resolvePost(p *phrase) {
	head := w.topOf(p.headFirst, p.headLast, p.headLast-1)
	if len(p.linked) > 0 {
		w.samePost(p)
		w.statePost(p)
		w.spokesRole(p)
		for n, k := range p.linked {
			e := w.entities[w.names[k].entity]
			state := p.state
			if n > 0 || p.plural {
				state = w.stateAfter(w.names[k])
				if state == "" && !p.plural {
					state = p.state
				}
				if state == "" && p.plural {
					state = firstState(e.State, p.state)
				}
			}
			post := language.Post{Role: p.role, State: state, Former: p.former, Acting: p.acting, Sentence: int(w.a.Tokens[p.headFirst].Sentence), Words: w.a.SpanOf(p.left, p.last)}
			if state == "" {
				post.Body = p.body
			}
			w.givePost(w.names[k].entity, post)
		}
		if !p.plural {
			w.addMention(p.first, p.last, head, w.names[p.linked[0]].entity, language.Nominal)
		}
		return
	}
	if p.plural {
		return
	}
	if p.entity = w.holder(p); p.entity >= 0 {
		w.addMention(p.first, p.last, head, p.entity, language.Nominal)
	}
}

// spokesRole completes a bare "spokesman" with the body of its state that was
// spoken of last: "government spokesman", "foreign ministry spokesman".
func (w *work) spokesRole(p *phrase) {
	if p.state == "" || p.role != p.post.Word || p.left != p.headFirst || p.last != p.headLast || !strings.HasPrefix(p.role, "spokes") {
		return
	}
	here := int(w.a.Tokens[p.headFirst].Sentence)
	for k := len(w.mentions) - 1; k >= 0; k-- {
		m := &w.mentions[k]
		if here-m.sentence > 1 {
			return
		}
		if m.Entity < 0 || m.Form != language.Nominal && m.Form != language.Metonym && m.Form != language.Name || m.First > p.headFirst {
			continue
		}
		e := w.entities[m.Entity]
		if e.State != p.state {
			continue
		}
		switch {
		case e.Kind == language.Organisation && (e.noun == "ministry" || e.noun == "department"):
			p.role = e.Name + " " + p.role
		case e.Kind == language.State && m.Form == language.Nominal:
			p.role = "government " + p.role
		case e.Kind == language.State && m.Form == language.Metonym && w.proper[m.First].has(seat):
			p.role = w.a.TextOf(m.First, m.Last) + " " + p.role
		default:
			continue
		}
		return
	}
}

// samePost gives "his counterpart" and "his colleague" the post of him.
func (w *work) samePost(p *phrase) {
	if !p.post.Same {
		return
	}
	k := language.None
	if p.owner.pronoun >= 0 {
		k = w.pronounEntity(p.owner.pronoun)
	}
	if k < 0 || len(w.entities[k].Posts) == 0 {
		k = w.recent(p.headFirst, func(_ *mention, e *entity) float64 {
			if e.Kind != language.Person || len(e.Posts) == 0 {
				return -9
			}
			return 0
		}, 4)
	}
	p.owner = owner{language.None, language.None}
	if k >= 0 && k != w.names[p.linked[0]].entity && len(w.entities[k].Posts) > 0 {
		posts := w.entities[k].Posts
		p.role = posts[len(posts)-1].Role
	}
}

// stateAfter gives the state of "of Kosovo" after a name.
func (w *work) stateAfter(n *span) demarche.State {
	if w.is(n.last-1, n.last, "of") && w.same(n.first, n.last+1) {
		if h := w.hitAt(n.last + 1); h != nil && h.find(stateName, capitalCity) != nil {
			return w.stateOf(h)
		}
	}
	return ""
}

// givePost adds a post to a person unless the person has it already.
func (w *work) givePost(k int, post language.Post) {
	e := w.entities[k]
	for i := range e.Posts {
		q := &e.Posts[i]
		if w.sameRole(q.Role, post.Role) && (q.State == post.State || q.State == "" || post.State == "") && q.Former == post.Former {
			if q.State == "" && q.Body == "" {
				q.State, q.Body = post.State, post.Body
			}
			if len(post.Role) > len(q.Role) && (strings.HasSuffix(post.Role, q.Role) || strings.HasPrefix(post.Role, q.Role+" of ")) {
				q.Role = post.Role
			}
			return
		}
	}
	e.Posts = append(e.Posts, post)
	if e.State == "" {
		e.State = post.State
	}
}

func (w *work) sameRole(a, b string) bool {
	a, b = strings.ToLower(w.n.posts.Normal(a)), strings.ToLower(w.n.posts.Normal(b))
	return a == b || strings.HasPrefix(a, b+" of ") || strings.HasPrefix(b, a+" of ") || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a)
}

// statePost finds the state of a post whose words do not tell it.
func (w *work) statePost(p *phrase) {
	if p.state != "" || p.body != "" {
		return
	}
	e := w.entities[w.names[p.linked[0]].entity]
	if p.state = w.ownerState(p); p.state != "" {
		return
	}
	if p.body = w.ownerBody(p); p.body != "" {
		return
	}
	if p.bodyOf != nil && p.bodyOf.state != "" {
		p.state = p.bodyOf.state
		return
	}
	if p.bodyOf != nil && p.bodyOf.entity >= 0 {
		if b := w.entities[p.bodyOf.entity]; b.Kind == language.Organisation && b.State == "" && (b.body == "international" || b.body == "group") {
			p.body = b.Name
			return
		}
	}
	if e.State != "" && !p.former {
		p.state = e.State
		return
	}
	if code, usual, ok := w.n.posts.StateOf(p.role); ok && usual && (w.told[code] > 0 || len(w.told) == 0) {
		p.state = code
		return
	}
	if p.weak != "" {
		p.state = p.weak
		return
	}
	if p.state = w.fieldState(p); p.state != "" {
		return
	}
	p.state = w.context(p.headFirst, func(code demarche.State) bool { return w.heldByOther(p, code) })
}

// fieldState gives the state of a body spoken of shortly before that has the
// field of the post: the immigration department's state for a director-general
// of immigration.
func (w *work) fieldState(p *phrase) demarche.State {
	var fields []string
	for i := p.left; i < p.last; i++ {
		if w.n.fields[w.fold[i]] && !commonNames[w.fold[i]] {
			fields = append(fields, w.fold[i])
		}
	}
	if len(fields) == 0 {
		return ""
	}
	k := w.recent(p.first, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State == "" || w.heldByOther(p, e.State) {
			return -9
		}
		for _, f := range strings.Fields(vocabulary.Fold(e.Name)) {
			if slices.Contains(fields, f) {
				return 0
			}
		}
		return -9
	}, 4)
	if k < 0 {
		return ""
	}
	return w.entities[k].State
}

// heldByOther reports whether the state lacks the post, or the report gives the same post of the state to
// somebody else, for posts that one person holds at a time.
func (w *work) heldByOther(p *phrase, code demarche.State) bool {
	if w.n.posts.Lack(code, p.role) {
		return true
	}
	if p.former || !sole(p.role) {
		return false
	}
	own := w.names[p.linked[0]].entity
	for _, q := range w.phrases {
		if q == p || q.former || len(q.linked) == 0 || w.names[q.linked[0]].entity == own {
			continue
		}
		if q.state != code && (q.state != "" || w.entities[w.names[q.linked[0]].entity].State != code) {
			continue
		}
		if strings.EqualFold(w.n.posts.Normal(q.role), w.n.posts.Normal(p.role)) {
			return true
		}
	}
	return false
}

// sole reports whether a state has one holder of the post at a time.
func sole(role string) bool {
	for _, s := range []string{"president", "minister", "chancellor", "secretary", "taoiseach", "king", "leader", "premier"} {
		if strings.HasSuffix(role, s) || strings.Contains(role, s+" of") || strings.Contains(role, s+" for") {
			return true
		}
	}
	return false
}

// holder finds the person whom a post without a name means: one who holds it
// in this report, or an unnamed person of a state.
func (w *work) holder(p *phrase) int {
	definite := p.det == "the" || p.det == "that" || p.det == "this" || p.owner.pronoun >= 0 || p.owner.token >= 0 || p.det == "" && (p.state != "" || w.upper[p.left] || p.left < p.headFirst)
	state := firstState(p.state, w.ownerState(p))
	if definite && !p.former {
		if k := w.recent(p.headFirst, func(m *mention, e *entity) float64 {
			if e.Kind != language.Person || state != "" && e.State != "" && e.State != state {
				return -9
			}
			if state != "" && e.State == "" {
				return -9
			}
			return w.fits(p, e)
		}, 30); k >= 0 {
			return k
		}
	}
	if p.post.Weak && state == "" && p.body == "" {
		return language.None
	}
	if state == "" && p.body == "" && p.bodyOf != nil && p.bodyOf.entity >= 0 {
		state = w.entities[p.bodyOf.entity].State
	}
	if state == "" && p.body == "" {
		state = firstState(p.weak, w.context(p.headFirst, nil))
	}
	if state == "" && p.body == "" {
		return language.None
	}
	post := language.Post{Role: p.role, State: state, Former: p.former, Acting: p.acting, Sentence: int(w.a.Tokens[p.headFirst].Sentence), Words: w.a.SpanOf(p.left, p.last)}
	if state == "" {
		post.Body = p.body
	}
	e := entity{Entity: language.Entity{Kind: language.Person, State: state, Posts: []language.Post{post}}, head: p.post.Word}
	e.Male, e.Female = p.post.Sex == vocabulary.Male, p.post.Sex == vocabulary.Female
	return w.addEntity(e)
}

// bare reports whether a post has no words beside its head that tell which post
// it is ("the leftist leader").
func (w *work) bare(p *phrase) bool {
	if p.last != p.headLast && p.state == "" {
		return false
	}
	for i := p.left; i < p.headFirst; i++ {
		if w.n.fields[w.fold[i]] || postWords[w.fold[i]] || w.proper[i] != nil || w.inName[i] != nil || w.upper[i] {
			return false
		}
	}
	return true
}

// fits says how well a person's posts fit the words of a phrase; -9 if not at all.
func (w *work) fits(p *phrase, e *entity) float64 {
	best := -9.0
	bare := w.bare(p)
	word := p.post.Word
	for _, q := range e.Posts {
		role := strings.ToLower(q.Role)
		score := -9.0
		switch {
		case w.sameRole(q.Role, p.role):
			score = 4
		case bare && (strings.HasSuffix(role, word) || strings.HasPrefix(role, word+" ") || strings.Contains(role, " "+word+" ")):
			score = 3
		case bare && word == "leader" && (strings.HasPrefix(role, "president") || strings.HasPrefix(role, "prime minister") || strings.HasPrefix(role, "premier") || strings.HasPrefix(role, "taoiseach")):
			score = 3
		case bare && word == "secretary" && strings.HasPrefix(role, "secretary"), word == "spokesperson" && strings.Contains(role, "spokes"):
			score = 3
		}
		best = max(best, score)
	}
	if e.Name == "" && best > 0 {
		best--
	}
	return best
}
