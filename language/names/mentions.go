package names

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

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
			if state = w.stateWithin(n.first, n.last); state == "" {
				state = w.stateAround(n)
			}
		}
		n.entity = w.named(language.Organisation, text, state, bodyNounOf(text), "")
	default:
		n.entity = w.named(language.Place, text, w.stateWithin(n.first, n.last), "", "")
	}
	w.addMention(n.first, n.last, head, n.entity, language.Name)
	w.acronymAfter(n.last, n.entity)
}

// stateAround gives the state of a body that states have and that a report
// names without one: of a possessor or demonym before it, of "in" or "of" after
// it, else that of which the context speaks most.
func (w *work) stateAround(n *span) demarche.State {
	at := n.first - 1
	if w.is(n.first, at, "s") {
		at--
	}
	if h := w.hitAt(at); h != nil && w.same(n.first, at) && h.find(stateName, stateAdj, capitalCity) != nil {
		return w.stateOf(h)
	}
	if w.is(n.first, n.last, "in", "of") {
		for at = n.last + 1; at < n.last+4 && w.same(n.first, at); at++ {
			if h := w.proper[at]; h != nil && h.find(stateName, capitalCity) != nil {
				return w.stateOf(h)
			}
			if u := w.a.Tokens[at].UPOS; u != language.ADJ && u != language.DET {
				break
			}
		}
	}
	if w.ofState(n.first, n.last) && w.sovereign(n) {
		return w.context(n.first, nil)
	}
	return ""
}

// sovereign reports whether the kind of a body is one that only states have.
func (w *work) sovereign(n *span) bool {
	for i := n.first; i < n.last; i++ {
		switch w.fold[i] {
		case "ministry", "department", "directorate", "parliament", "senate", "army", "navy", "police", "secretariat", "guard", "customs", "immigration", "border":
			return true
		}
	}
	return false
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
	w.alias(w.fold[at+1], entity)
}

// alias makes every further use of an acronym a name of the entity.
func (w *work) alias(acr string, entity int) {
	if w.acronyms == nil {
		w.acronyms = make(map[string][]int)
		for i := range w.fold {
			if w.upper[i] && w.proper[i] == nil && acronym(w.a.Form(i)) {
				w.acronyms[w.fold[i]] = append(w.acronyms[w.fold[i]], i)
			}
		}
	}
	for _, i := range w.acronyms[acr] {
		if w.inName[i] == nil {
			w.inName[i] = &span{first: i, last: i + 1, kind: w.entities[entity].Kind, entity: entity, index: language.None}
		}
	}
	delete(w.acronyms, acr) // they are names now
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
	if w.fold[h.first] == "brussels" && !w.isOfBelgium() {
		w.addMention(h.first, h.last, head, w.named(language.Organisation, "European Union", "", "union", "international"), language.Metonym)
		return
	}
	w.addMention(h.first, h.last, head, w.stateEntity(code), language.Metonym)
}

// isOfBelgium reports whether "Brussels" is the Belgian government: the text speaks
// more of Belgium, by other words, than of the European Union.
func (w *work) isOfBelgium() bool {
	belgium := 0
	for _, word := range w.fold {
		switch word {
		case "belgium", "belgian", "belgians":
			belgium++
		case "eu", "european", "bloc":
			belgium--
		}
	}
	return belgium > 0
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
	k := w.named(language.Organisation, b.Name, state, bodyNounOf(b.Name), b.Kind)
	w.entities[k].forms = append(w.entities[k].forms, w.a.TextOf(h.first, h.last))
	w.addMention(h.first, h.last, head, k, form)
}

// asReported gives bodies of the vocabulary the name by which the report calls
// them, where it never uses the usual one: "Pentagon", "UN refugee agency". Of
// several the longest counts; acronyms, and the bodies of the European Union,
// keep the usual name.
func (w *work) asReported() {
	for _, e := range w.entities {
		if e.Kind != language.Organisation || len(e.forms) == 0 || strings.HasPrefix(e.folded, "european ") {
			continue
		}
		longest := ""
		for _, f := range e.forms {
			if vocabulary.Fold(f) == e.folded {
				longest = ""
				break
			}
			if !acronym(f) && len(f) > len(longest) {
				longest = f
			}
		}
		if longest != "" {
			e.Name = strings.TrimPrefix(strings.TrimPrefix(longest, "The "), "the ")
		}
	}
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
	for last < i+nameReach && w.same(i, last) && (w.upper[last] && w.fold[last] != "" && w.proper[last] == nil && w.inName[last] == nil || w.fold[last] == "" && w.hyphenated(last)) {
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
			w.inName[j] = &span{first: first, last: last, kind: language.Person, entity: k, index: language.None}
		}
		return true
	}
	return false
}
