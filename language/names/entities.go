package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// entity is an Entity with what resolution needs to know of it.
type entity struct {
	language.Entity
	tokens []string // folded words of a person's name
	noun   string   // "ministry", "embassy": what a body can be called for short
	body   string   // kind of a body in the vocabulary
	folded string   // folded name, of all but persons, states and nationals
	forms  []string // of a body of the vocabulary: the words for it in the text
}

// mention is a Mention with what resolution needs to know of it.
type mention struct {
	language.Mention
	sentence int
	subject  bool
	lesser   bool // the subject of a subordinate clause
	quoted   bool
}

func (w *work) addEntity(e entity) int {
	w.entities = append(w.entities, &e)
	return len(w.entities) - 1
}

// stateEntity gives the entity of a state.
func (w *work) stateEntity(code demarche.State) int {
	if code == "" {
		return language.None
	}
	k, ok := w.states[code]
	if !ok {
		k = w.addEntity(entity{Entity: language.Entity{Kind: language.State, Name: w.n.states.Name(code), State: code}})
		w.states[code] = k
	}
	return k
}

// nationals gives the entity of the people of a state.
func (w *work) nationals(code demarche.State) int {
	k, ok := w.people[code]
	if !ok {
		name := "nationals"
		if code != "" {
			name += " of " + w.n.states.Name(code)
		}
		k = w.addEntity(entity{Entity: language.Entity{Kind: language.Nationals, Name: name, State: code, Plural: true}})
		w.people[code] = k
	}
	return k
}

// named gives the entity of a kind with a name and state, made if it is new.
func (w *work) named(kind language.EntityKind, name string, state demarche.State, noun, bodyKind string) int {
	key := nameKey{kind, state, vocabulary.Fold(name)}
	k, ok := w.byName[key]
	if !ok {
		k = w.addEntity(entity{Entity: language.Entity{Kind: kind, Name: name, State: state}, noun: noun, body: bodyKind, folded: key.name})
		w.byName[key] = k
	}
	return k
}

// persons makes an entity of every person named in full, and ties shorter
// forms with a title to them.
func (w *work) persons() {
	order := make([]*span, 0, len(w.names))
	for _, n := range w.names {
		if n.kind == language.Person {
			order = append(order, n)
		}
	}
	slices.SortStableFunc(order, func(a, b *span) int { return w.nameWords(b) - w.nameWords(a) })
	for _, n := range order {
		words := w.wordsOf(n)
		if n.entity = w.findPerson(words); n.entity == language.None {
			n.entity = w.addPerson(w.a.TextOf(n.first, n.last), words)
		}
		e := w.entities[n.entity]
		e.State = firstState(e.State, n.state)
		e.Male = e.Male || n.sex == string(vocabulary.Male)
		e.Female = e.Female || n.sex == string(vocabulary.Female)
	}
}

// addPerson makes an entity of a person with the folded words of the name.
func (w *work) addPerson(name string, words []string) int {
	k := w.addEntity(entity{Entity: language.Entity{Kind: language.Person, Name: name}, tokens: words})
	for i, word := range words {
		if !slices.Contains(words[:i], word) {
			w.byWord[word] = append(w.byWord[word], k)
		}
	}
	return k
}

func (w *work) nameWords(n *span) int {
	count := 0
	for i := n.first; i < n.last; i++ {
		if w.fold[i] != "" && !w.initial(i) {
			count++
		}
	}
	return count
}

// wordsOf gives the folded words of a name without signs, initials and suffixes.
func (w *work) wordsOf(n *span) []string {
	var out []string
	for i := n.first; i < n.last; i++ {
		if w.fold[i] != "" && !w.initial(i) && !suffixes[w.fold[i]] {
			out = append(out, w.fold[i])
		}
	}
	return out
}

// findPerson gives the person whose name holds the words in their order, the
// last one first where several do, or None. A first name alone does not do.
func (w *work) findPerson(words []string) int {
	best := language.None
	if len(words) == 0 {
		return best
	}
	list := w.byWord[words[len(words)-1]]
	for _, i := range list[:min(len(list), namesakes)] {
		e := w.entities[i]
		if !within(words, e.tokens) {
			continue
		}
		if len(words) == 1 && len(e.tokens) > 1 && words[0] == e.tokens[0] && best != language.None {
			continue
		}
		best = i
		if len(words) == len(e.tokens) || words[len(words)-1] == e.tokens[len(e.tokens)-1] {
			return i
		}
	}
	return best
}

// within reports whether the words occur in the name in this order.
func within(words, name []string) bool {
	at := 0
	for _, x := range name {
		if at < len(words) && words[at] == x {
			at++
		}
	}
	return at == len(words) && len(words) > 0
}

// explicitPosts gives every linked post to its person and lets a state told
// once count for the person's other posts.
func (w *work) explicitPosts() {
	for _, p := range w.phrases {
		if p.post != nil && p.state == "" && p.body == "" && !p.plural && len(p.linked) > 0 {
			p.state = w.describedState(p)
		}
		for _, k := range p.linked {
			e := w.entities[w.names[k].entity]
			if p.entity == language.None {
				p.entity = w.names[k].entity
			}
			if p.state != "" && e.State == "" && !p.former {
				e.State = p.state
			}
			if p.post != nil {
				e.Male = e.Male || p.post.Sex == vocabulary.Male
				e.Female = e.Female || p.post.Sex == vocabulary.Female
			}
		}
	}
	for _, e := range w.entities {
		if e.Kind != language.Person {
			continue
		}
		if len(e.tokens) < 2 {
			if e.State == "" {
				e.State = w.knownSurname(e.tokens)
			}
			continue
		}
		if e.State == "" {
			e.State = w.n.knownState(e.tokens)
		}
		if sex := w.n.given[e.tokens[0]]; !e.Male && !e.Female {
			e.Male, e.Female = sex == vocabulary.Male, sex == vocabulary.Female
		}
	}
	// "the Trump administration" tells whose president Trump is
	for i, h := range w.proper {
		s := h.find(body)
		if s == nil || h.first != i || s.state == "" || w.n.bodies.Named[s.index].Kind != "government" {
			continue
		}
		if k := w.findPerson(w.fold[h.first : h.last-1]); k >= 0 && w.entities[k].State == "" {
			w.entities[k].State = s.state
		}
	}
}

// knownState gives the state that the vocabulary ties to a full name, or nothing.
func (n *Names) knownState(name []string) demarche.State {
	best := len(n.known)
	name = strings.Fields(strings.Join(name, " ")) // a double name may be one token
	for _, word := range name {
		for _, i := range n.knownBy[word] {
			if k := &n.known[i]; i < best && (within(k.words, name) || len(name) > 1 && within(name, k.words)) {
				best = i
			}
		}
	}
	if best == len(n.known) {
		return ""
	}
	return n.known[best].state
}

// knownSurname gives the state that the vocabulary ties to a surname alone, if
// it ties it to one state only and the report speaks of that state.
func (w *work) knownSurname(name []string) demarche.State {
	if len(name) != 1 {
		return ""
	}
	found := w.n.surnameState(name[0])
	if w.told[found] == 0 {
		return ""
	}
	return found
}

// addMention appends a mention; the head is the token that the parse makes the
// top of its words, by default the given one.
func (w *work) addMention(first, last, head, entity int, form language.MentionForm) {
	m := mention{Mention: language.Mention{First: first, Last: last, Head: head, Entity: entity, Form: form}, sentence: int(w.a.Tokens[first].Sentence)}
	m.subject = w.isSubject(head)
	m.lesser = m.subject && w.subordinate(head)
	if tok := &w.a.Tokens[head]; tok.Rel == language.NmodPoss && tok.Head >= 0 && w.isSubject(int(tok.Head)) {
		m.subject, m.lesser = true, true // "Washington's treatment of Nigeria might ..."
	}
	m.quoted = w.quotation[head]
	w.mentions = append(w.mentions, m)
	for i := first; i < last; i++ {
		w.covered[i] = true
	}
	if form == language.Pronoun && w.pronouns[head] == 0 {
		w.pronouns[head] = int32(len(w.mentions))
	}
}

// topOf gives the token of [first, last) that the parse makes the head of the
// others, fallback if the parse does not tell.
func (w *work) topOf(first, last, fallback int) int {
	for i := first; i < last; i++ {
		if h := int(w.a.Tokens[i].Head); (h < first || h >= last) && w.fold[i] != "" {
			switch w.a.Tokens[i].Rel {
			case language.Punct, language.Case, language.Det, language.Cc:
				continue
			}
			return i
		}
	}
	return fallback
}

// isSubject reports whether the token is the subject of a verb, or opens its
// sentence before one.
func (w *work) isSubject(i int) bool {
	for hop := 0; hop < 3 && i >= 0; hop++ {
		tok := &w.a.Tokens[i]
		if tok.Rel.Core() == language.Nsubj {
			return true
		}
		switch tok.Rel {
		case language.Appos, language.FlatName, language.Flat, language.Compound, language.Conj:
			i = int(tok.Head)
		default:
			return false
		}
	}
	return false
}

// subordinate reports whether the token is the subject of a relative or
// adverbial clause.
func (w *work) subordinate(i int) bool {
	for hop := 0; hop < 4 && i >= 0; hop++ {
		tok := &w.a.Tokens[i]
		if tok.Rel.Core() != language.Nsubj {
			i = int(tok.Head)
			continue
		}
		if tok.Head < 0 {
			return false
		}
		switch w.a.Tokens[tok.Head].Rel {
		case language.Acl, language.AclRelcl, language.Advcl, language.AdvclRelcl, language.Xcomp:
			return true
		}
		return false
	}
	return false
}

// title-like words that may stand between a state and its people.
var peopleNouns = wordSet(`migrants migrant citizens citizen nationals national deportees deportee refugees refugee men man women woman people children child
	families family detainees detainee prisoners prisoner inmates inmate passengers passenger immigrants immigrant returnees returnee asylum-seekers seekers seeker
	workers worker students student compatriots compatriot countrymen countryman convicts convict criminals criminal offenders offender
	gang members suspects community communities minors minor boys girls expatriates expellees evacuees residents evacuee connationals
	visitors arrivals claimants applicants applicant victims victim population minority parents mothers fathers youths`)

var groupNouns = wordSet(`migrants deportees refugees men women people children families detainees prisoners inmates passengers immigrants returnees
	seekers workers convicts criminals offenders suspects minors expellees evacuees arrivals claimants applicants victims others
	foreigners aliens persons compatriots citizens nationals newcomers mothers parents`)

// bodyNounsOf gives the noun by which a body can be called for short.
func bodyNounOf(name string) string {
	for _, f := range strings.Fields(vocabulary.Fold(name)) {
		switch f {
		case "ministry", "department", "embassy", "consulate", "agency", "court", "commission", "council", "committee", "office", "mission",
			"institute", "directorate", "directorate-general", "parliament", "senate", "congress", "assembly", "police", "army", "navy", "group", "organisation", "organization", "union", "bureau", "tribunal",
			"service", "coalition", "watchdog", "bloc", "administration", "government", "chancellery", "secretariat", "authority", "party", "federation", "association", "foundation", "institution":
			return f
		}
	}
	return ""
}
