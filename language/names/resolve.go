package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// resolve makes entities and mentions, in the order of the text, so that each
// short form can look back at what came before it.
func (w *work) resolve() {
	w.persons()
	w.indexHolders()
	w.explicitPosts()
	w.gatherClues()
	w.assignStates()
	w.indexPhrases() // with those that verbs and titles tell
	covered := 0     // end of the last name, whose words are no mentions of their own
	for i := range w.fold {
		for _, p := range w.starting[i] {
			if p.noun != nil {
				w.resolveBody(p)
			}
		}
		for _, p := range w.starting[i] {
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
	w.asReported()
	w.speakers()
}

// mergeUnnamed ties a person who is introduced by name alone to the unnamed
// holder of a post of whom the sentence before speaks: "..., its foreign
// minister has said. A said ...".
func (w *work) mergeUnnamed() {
	met := make(map[int]bool)
	for k := range w.mentions {
		m := &w.mentions[k]
		first := !met[m.Entity]
		met[m.Entity] = true
		if m.Entity < 0 || !first || m.Form != language.Name || !w.broughtIn(m) || w.entities[m.Entity].Kind != language.Person || len(w.entities[m.Entity].Posts) > 0 {
			continue
		}
		for j := k - 1; j >= max(0, k-mentionReach) && m.sentence-w.mentions[j].sentence <= 1; j-- {
			n := &w.mentions[j]
			if n.sentence == m.sentence || n.Entity < 0 || !n.subject || n.Form != language.Nominal || n.lesser && !w.speaks(n) {
				continue
			}
			e := w.entities[n.Entity]
			if e.Kind != language.Person || e.Name != "" || len(e.Posts) == 0 || !single(e.Posts[0].Role) || !w.speaks(n) && w.namesPerson(n.sentence) {
				continue
			}
			w.merge(n.Entity, m.Entity)
			break
		}
	}
	w.finishMerges()
}

// broughtIn reports whether a name is the subject of a verb of saying, or opens its
// sentence and a relative clause follows: "A, who met ministers on Tuesday, named
// two exceptions".
func (w *work) broughtIn(m *mention) bool {
	if m.subject && w.speaks(m) {
		return true
	}
	first, _ := w.sentence(m.First)
	return m.First == first && w.is(m.First, m.Last, ",") && w.is(m.First, m.Last+1, "who", "whose")
}

// singles end the posts of which a body or place has one at a time, beside those
// of which a state has one.
var singles = []string{"spokesman", "spokeswoman", "spokesperson", "ambassador", "consul general", "chargé d'affaires", "governor", "mayor", "prefect",
	"director", "director general", "chief", "commissioner", "attorney general", "ombudsman", "ombudswoman", "chair", "chairman", "chairwoman", "envoy", "negotiator"}

// single reports whether one person at a time holds a post.
func single(role string) bool {
	return sole(role) || slices.ContainsFunc(singles, func(s string) bool { return role == s || endsIn(role, s) || strings.HasPrefix(role, s+" ") })
}

// namesPerson reports whether a sentence names a person.
func (w *work) namesPerson(sentence int) bool {
	s := &w.a.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if n := w.inName[i]; n != nil && n.kind == language.Person {
			return true
		}
	}
	return false
}

// mergeHolders ties "Mexico's foreign minister" to the person whom the report
// names as such elsewhere, if it names one.
func (w *work) mergeHolders() {
	named := make(map[demarche.State][]int) // persons named, by the states of the posts that they hold
	for k, e := range w.entities {
		if e.Kind != language.Person || e.Name == "" {
			continue
		}
		for _, p := range e.Posts {
			if list := named[p.State]; !p.Former && len(list) < namesakes && (len(list) == 0 || list[len(list)-1] != k) {
				named[p.State] = append(list, k)
			}
		}
	}
	for k, e := range w.entities {
		if e.Kind != language.Person || e.Name != "" || len(e.Posts) != 1 || !sole(e.Posts[0].Role) || e.Posts[0].Former || e.State == "" {
			continue
		}
		found, several := language.None, false
		for _, j := range named[e.State] {
			if o := w.entities[j]; e.Male && o.Female || e.Female && o.Male || !w.hasPost(o, e.Posts[0].Role, e.State) {
				continue
			}
			if several = found >= 0; several {
				break
			}
			found = j
		}
		if found >= 0 && !several {
			w.merge(k, found)
		}
	}
	w.finishMerges()
}

// hasPost reports whether a person holds a post of a state now.
func (w *work) hasPost(e *entity, role string, state demarche.State) bool {
	for i := range e.Posts {
		if p := &e.Posts[i]; p.State == state && !p.Former && w.sameRole(p.Role, role) {
			return true
		}
	}
	return false
}

// merge makes the unnamed person the named one; finishMerges tells the mentions.
func (w *work) merge(unnamed, named int) {
	from, to := w.entities[unnamed], w.entities[named]
	for _, p := range from.Posts {
		w.givePost(named, p)
	}
	to.State = firstState(to.State, from.State)
	to.Male, to.Female = to.Male || from.Male, to.Female || from.Female
	from.Posts = nil
	w.becomes[unnamed] = named
}

// finishMerges gives the mentions of merged persons to those that they became.
func (w *work) finishMerges() {
	if len(w.becomes) == 0 {
		return
	}
	for i := range w.mentions {
		if k, ok := w.becomes[w.mentions[i].Entity]; ok {
			w.mentions[i].Entity = k
		}
	}
	clear(w.becomes)
}

// mentionWord makes the mention of a pronoun, of the surname of a person named
// elsewhere, or of a noun for people or a state.
func (w *work) mentionWord(i int) {
	switch {
	case w.fold[i] == "":
	case w.pronoun(i):
	case w.upper[i] && w.surnameAlone(i):
	case w.bothSides(i):
	case w.formerLatter(i):
	case w.somePeople(i):
	case w.countryNoun(i):
	case w.groupNoun(i):
	case w.epithet(i):
	case groupNouns[w.fold[i]] && w.head[i] == nil && (w.a.Tokens[i].UPOS == language.NOUN):
		if w.mentionEnding(i) {
			return // "Venezuelan migrants" is a mention already
		}
		w.group(i)
	}
}
