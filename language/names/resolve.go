package names

import (
	"demarche/language"
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
