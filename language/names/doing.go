package names

import (
	"slices"

	"demarche"
	"demarche/language"
)

// meetVerbs are what somebody of one state does with those of another, or on
// the way to them.
var meetVerbs = wordSet(`meet visit arrive fly travel go come land return thank welcome receive host summon call phone telephone urge ask warn accuse blame
	criticise criticize condemn praise press invite greet brief contact threaten negotiate talk speak be stay tour confer assure remind chide rebuke`)

// doing reads what the holder of the post at token i does: where somebody speaks
// is as a rule at home ("told reporters in La Paz"), whom somebody meets, thanks
// or warns and where somebody goes are not ("met Syria's president").
func (w *work) doing(i int) (at demarche.State, met []demarche.State) {
	verb := w.verbOf(i)
	if p := w.head[i]; verb < 0 && p != nil && len(p.linked) > 0 {
		n := w.names[p.linked[0]]
		if verb = w.verbOf(n.first); verb < 0 && w.same(n.first, n.last) && w.a.Tokens[n.last].UPOS == language.VERB && w.n.says[w.a.Tokens[n.last].Lemma] {
			verb = n.last // the parse cut the post from the name and this from its verb
		}
	}
	if verb < 0 {
		return "", nil
	}
	says := speechVerbs[w.a.Tokens[verb].Lemma] && w.a.Tokens[verb].Lemma != "warn" && w.a.Tokens[verb].Lemma != "ask"
	meets := meetVerbs[w.a.Tokens[verb].Lemma]
	if at = w.sceneOf(i); at == "" && says {
		at = w.spokenAt(verb)
	}
	children := 0
	for c := range w.a.Children(verb) {
		if children++; children > nameReach {
			break
		}
		switch w.a.Tokens[c].Rel.Core() {
		case language.Obj, language.Iobj, language.Obl:
		default:
			continue
		}
		first, last := c-bodyReach, c+bodyReach
		for j := max(0, first); j < last && j < len(w.proper); j++ {
			h := w.proper[j]
			if h == nil || h.first != j || !w.hangsOn(h.last-1, c) {
				continue
			}
			code := w.stateAt(h)
			switch {
			case code == "":
			case w.ownAudience(h, c):
				at = code
			case w.a.Tokens[verb].Lemma == "summon" && code != at:
				met = append(met, code, code) // nobody summons an envoy of their own
			case meets, says && code != at && h.last-1 == c && w.a.Tokens[verb].Lemma == "tell":
				if !slices.Contains(met, code) {
					met = append(met, code)
				}
			}
		}
	}
	if w.a.Tokens[verb].Lemma != "be" && w.copulaAbroad(verb) {
		if h := w.hitAt(verb); h != nil && w.stateAt(h) != "" {
			met = append(met, w.stateAt(h)) // "A is in Kabul"
		}
	}
	return at, met
}

// audiences are to whom those in office speak at home.
var audiences = wordSet(`parliament parliamentarians lawmakers legislators legislature assembly senate senators congress chamber mps deputies committee
	newspaper newspapers daily weekly magazine television tv radio broadcaster station channel press media viewers listeners journalists reporters nation voters`)

// ownAudience reports whether the state named by a hit is that of the parliament
// or press that the noun at token c names: "told the Dutch parliament", "told NOS".
func (w *work) ownAudience(h *hit, c int) bool {
	if s := h.find(body); s != nil {
		b := &w.n.bodies.Named[s.index]
		return b.Kind == "parliament" || b.Home != ""
	}
	return audiences[w.fold[c]] && c >= h.last && h.find(stateName, stateAdj) != nil
}

// sceneOf gives the state of the place that opens the sentence of token i before
// a comma or the subject: "In Cotonou the spokesman said".
func (w *work) sceneOf(i int) demarche.State {
	first, _ := w.sentence(i)
	if !w.is(i, first, "in", "from", "at", "outside") {
		return ""
	}
	at := first + 1
	if w.is(i, at, "the") {
		at++
	}
	h := w.hitAt(at)
	if h == nil || h.first != at || h.last > i || h.find(stateName, capitalCity, place) == nil {
		return ""
	}
	return w.stateAt(h)
}

// spokenAt gives the state of the place that stands after a verb of speech and
// before the next verb or sign: "told reporters in La Paz".
func (w *work) spokenAt(verb int) demarche.State {
	for j := verb + 1; j < verb+9 && w.same(verb, j); j++ {
		if w.fold[j] == "" || w.a.Tokens[j].UPOS == language.VERB || w.a.Tokens[j].UPOS == language.SCONJ {
			return ""
		}
		if h := w.proper[j]; h != nil && h.first == j && h.find(capitalCity, place) != nil && w.is(j, j-1, "in", "at", "from", "outside") {
			return w.stateAt(h)
		}
	}
	return ""
}

// verbOf gives the predicate of which the noun phrase around token i is the subject, or None.
func (w *work) verbOf(i int) int {
	for hop := 0; hop < 5 && i >= 0; hop++ {
		tok := &w.a.Tokens[i]
		if tok.Rel.Core() == language.Nsubj {
			return int(tok.Head)
		}
		switch tok.Rel {
		case language.NmodDesc, language.Compound, language.Flat, language.FlatName, language.Appos, language.Conj:
			i = int(tok.Head)
		default:
			return language.None
		}
	}
	return language.None
}

// hangsOn reports whether token i is token c or depends on it.
func (w *work) hangsOn(i, c int) bool {
	for hop := 0; hop < 5 && i >= 0; hop++ {
		if i == c {
			return true
		}
		i = int(w.a.Tokens[i].Head)
	}
	return false
}

// copulaAbroad reports whether a place is the predicate: "is in Kabul".
func (w *work) copulaAbroad(i int) bool {
	return w.is(i, i-1, "in") && w.a.Child(i, language.Cop) != language.None
}

// stateAt gives the state that a word of the vocabulary names or lies in.
func (w *work) stateAt(h *hit) demarche.State {
	switch {
	case h.has(notState):
		return ""
	case h.find(stateName, stateAdj, capitalCity, seat) != nil:
		return w.stateOf(h)
	case h.has(body):
		b := &w.n.bodies.Named[h.find(body).index]
		return firstState(b.State, b.Home)
	case h.has(place):
		return w.placeState(h)
	}
	return ""
}
