package names

import (
	"cmp"
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// pronounEntity gives the entity of the pronoun at token i, if it was resolved.
func (w *work) pronounEntity(i int) int {
	if k := w.pronouns[i]; k > 0 {
		return w.mentions[k-1].Entity
	}
	return w.resolvePronoun(i)
}

// resolveBody resolves a phrase of a body: "Mexico's foreign ministry", "the
// ministry", "his government", "officials in Kabul".
func (w *work) resolveBody(p *phrase) {
	if p.done {
		return
	}
	p.done = true
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
		if state == "" && p.noun.Person && p.first < p.headFirst && p.det != "the" {
			return // "many officials", "local officials"
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
		if p.det == "" && (!w.standsBare(p) || p.plural) {
			return
		}
		if k := w.recentBody(p); k >= 0 {
			p.entity = k
			p.state = w.entities[k].State
			w.addMention(p.first, p.last, head, k, form)
			return
		}
		if k := w.bodyOfHolder(p); k >= 0 {
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
	if k := w.onlyBody(p); k >= 0 {
		p.entity = k
		w.addMention(p.first, p.last, head, k, form)
		return
	}
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

// standsBare reports whether the noun for a body can stand without an article
// ("parliament", "police").
func (w *work) standsBare(p *phrase) bool {
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
		case "country", "nation":
			return cmp.Or(w.spokenFor(t), w.context(p.headFirst, nil))
		case "government":
			return w.context(p.headFirst, nil)
		}
		for k := len(w.mentions) - 1; k >= max(0, len(w.mentions)-mentionReach) && w.covered[t]; k-- {
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

// spokenFor gives the state of which the words that are reported tell what it
// does, for whoever of "the country" of token i reports them: "Peru will not take
// them, the country's president said".
func (w *work) spokenFor(i int) demarche.State {
	v := i
	for steps := 0; steps < pathReach && v >= 0 && w.a.Tokens[v].UPOS != language.VERB; steps++ {
		v = int(w.a.Tokens[v].Head)
	}
	root := w.a.Sentences[w.a.Tokens[i].Sentence].Root
	if root > i && w.a.Child(root, language.Ccomp) >= 0 && w.a.Child(root, language.Nsubj) < 0 {
		v = root // the parse has given the subject of what reports to a verb before
	}
	if v < 0 {
		return ""
	}
	told := w.a.Child(v, language.Ccomp)
	if told < 0 && w.a.Tokens[v].Rel.Core() == language.Parataxis {
		told = int(w.a.Tokens[v].Head)
	}
	if told < 0 {
		return ""
	}
	subject := w.a.Child(told, language.Nsubj)
	switch {
	case subject < 0 || subject == i:
		return ""
	case w.proper[subject] != nil:
		return w.stateOf(w.proper[subject])
	case w.head[subject] != nil:
		return w.head[subject].state
	}
	return ""
}

// pathReach is how far above a word the verb of its clause is looked for.
const pathReach = 6

// ownerBody gives the body, no state's, to which a phrase says it belongs: "its
// Asia director".
func (w *work) ownerBody(p *phrase) string {
	k := language.None
	if p.owner.pronoun >= 0 {
		k = w.pronounEntity(p.owner.pronoun)
	} else if t := p.owner.token; t >= 0 {
		for j := len(w.mentions) - 1; j >= max(0, len(w.mentions)-mentionReach) && k < 0 && w.covered[t]; j-- {
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

// onlyBody finds the one body that a phrase can mean which gives nothing but the
// noun: "the ministry in Maseru", "the Ministry" pages after its full name. None
// if no body or more than one was named so far with that noun, of that state.
func (w *work) onlyBody(p *phrase) int {
	noun := vocabulary.Fold(p.noun.Word)
	if p.plural || p.det == "a" || p.det == "an" || vocabulary.Fold(p.role) != noun {
		return language.None
	}
	found := language.None
	for k, e := range w.entities {
		if e.Kind != language.Organisation || e.noun != noun || e.folded == noun || e.Plural || p.state != "" && e.State != p.state {
			continue
		}
		if found >= 0 {
			return language.None
		}
		found = k
	}
	return found
}

// held are the posts, by their last words, from which a bare noun for a body is
// understood: "the ministry" after the justice minister, "the embassy" after the ambassador.
var held = map[string][]string{
	"ministry": {"minister", "secretary"},
	"mission":  {"ambassador", "consul", "consul general", "chargé d'affaires", "high commissioner"},
}

// bodyOfHolder gives the body that a bare noun means after somebody who heads
// one of that kind, None if nobody does.
func (w *work) bodyOfHolder(p *phrase) int {
	heads := held[p.noun.Kind]
	role := ""
	k := w.recent(p.headFirst, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Person || e.State == "" {
			return -9
		}
		for i := range e.Posts {
			if q := &e.Posts[i]; !q.Former && q.State == e.State && slices.ContainsFunc(heads, func(h string) bool { return ministerial(q.Role, h) }) {
				return 0
			}
		}
		return -9
	}, 6)
	if k < 0 {
		return language.None
	}
	e := w.entities[k]
	for i := range e.Posts {
		for _, h := range heads {
			if q := &e.Posts[i]; role == "" && !q.Former && q.State == e.State && ministerial(q.Role, h) {
				role = strings.Replace(strings.TrimPrefix(q.Role, "deputy "), h, p.noun.Word, 1)
			}
		}
	}
	if p.noun.Kind != "ministry" || strings.HasPrefix(role, "prime ") {
		role = p.noun.Word
	}
	return w.named(language.Organisation, role, e.State, vocabulary.Fold(p.noun.Word), p.noun.Kind)
}

// ministerial reports whether a role is a post of that head with a field:
// "justice minister", "minister of justice".
func ministerial(role, head string) bool {
	return role == head || strings.HasSuffix(role, " "+head) || strings.HasPrefix(role, head+" ") || strings.HasPrefix(role, "deputy "+head+" ")
}

// sameBody finds a body of the same name that was given a state before.
func (w *work) sameBody(p *phrase) int {
	f := vocabulary.Fold(p.role)
	return w.recent(p.headFirst, func(m *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State == "" || e.folded != f {
			return -9
		}
		return 3
	}, 8)
}
