package names

import (
	"cmp"
	"maps"
	"slices"

	"demarche"
	"demarche/language"
)

// clue is a word of the text that speaks of a state.
type clue struct {
	token, sentence int
	state           demarche.State
	weight          float64
}

// gatherClues collects what the vocabulary tells of states, once for a text.
func (w *work) gatherClues() {
	for i, h := range w.proper {
		if h == nil || h.first != i || h.has(notState) || w.inName[i] != nil && w.inName[i].kind == language.Person && w.inName[i].first == i {
			continue
		}
		c := clue{token: i, sentence: int(w.a.Tokens[i].Sentence), state: w.stateOf(h), weight: weights.name}
		switch {
		case h.find(stateName, capitalCity, seat) != nil:
			if w.modifies(h) {
				c.weight = weights.modifier
			} else if w.setsScene(h) {
				c.weight = weights.opening
			} else if w.is(h.first, h.first-1, "to", "against", "with", "from", "on") {
				c.weight = weights.side // the other side of what somebody does
			}
		case h.find(stateAdj) != nil && !w.asNoun(h):
			c.weight = weights.demonym
			if q := w.bodyBehind(h); q != nil {
				c.weight = weights.ownBody
				if w.isSubject(w.topOf(q.first, q.last, q.headLast-1)) {
					c.weight *= weights.subject
				}
			}
		case h.find(stateAdj, oneNational, manyNationals) != nil:
			c.weight = weights.nationals // "Afghans" are as a rule those whom the others speak of
		case h.find(body) != nil:
			b := &w.n.bodies.Named[h.find(body).index]
			c.state = firstState(b.State, b.Home)
			c.weight = weights.body
		default:
			c.state = w.placeState(h)
			c.weight = weights.place
		}
		if c.state == "" {
			continue
		}
		if w.isSubject(w.topOf(h.first, h.last, h.last-1)) {
			c.weight *= weights.subject
		} else if w.envoyOf(h) {
			c.weight = min(c.weight, 0.3)
		}
		if w.quotation[i] {
			c.weight *= weights.quoted
		}
		w.clues = append(w.clues, c)
	}
	for _, code := range slices.Sorted(maps.Keys(w.told)) {
		if w.told[code] > 0.01*w.tolds {
			w.often = append(w.often, code)
		}
	}
	w.frame = w.readFrame()
}

// bodyBehind gives the phrase of a body at home, of which a
// demonym is part: "the Lithuanian government", nil if there is none.
func (w *work) bodyBehind(h *hit) *phrase {
	for j := h.last; j < h.last+bodyReach && w.same(h.first, j); j++ {
		if q := w.head[j]; q != nil {
			if q.noun == nil || q.first > h.first || q.noun.Person || q.noun.Kind == "mission" {
				return nil
			}
			return q
		}
	}
	return nil
}

// envoyOf reports whether a state is named as that of an ambassador or embassy,
// or of the side with which somebody deals: all of these stand abroad.
func (w *work) envoyOf(h *hit) bool {
	at := h.last
	if w.is(h.first, at, "s") {
		at++
	}
	for ; at < h.last+4 && w.same(h.first, at); at++ {
		switch w.fold[at] {
		case "ambassador", "ambassadors", "embassy", "embassies", "consulate", "consulates", "consul", "consuls", "envoy", "envoys", "diplomat", "diplomats",
			"side", "counterpart", "counterparts":
			return true
		case "":
			return false
		}
		if u := w.a.Tokens[at].UPOS; u != language.ADJ && u != language.NOUN && u != language.PROPN {
			return false
		}
	}
	return false
}

// setsScene reports whether the name stands in a phrase that opens a paragraph:
// "From Dhaka the matter looks different."
func (w *work) setsScene(h *hit) bool {
	par := &w.a.Paragraphs[w.a.Sentences[w.a.Tokens[h.first].Sentence].Paragraph]
	first, _ := w.a.TokensIn(par.Span)
	return h.first-first <= 2 && h.first > first && w.is(h.first, h.first-1, "in", "from", "at", "the", "for")
}

// modifies reports whether a state's name stands before a noun as an adjective
// does: "US planes".
func (w *work) modifies(h *hit) bool {
	j := h.last
	if !w.same(h.first, j) || h.last-h.first > 2 {
		return false
	}
	switch w.a.Tokens[j].UPOS {
	case language.NOUN, language.ADJ:
		return acronym(w.a.TextOf(h.first, h.last)) || w.a.Tokens[j-1].Rel == language.Compound
	case language.PROPN:
		return acronym(w.a.TextOf(h.first, h.last))
	}
	return false
}

// context gives the state that the words around token i speak of most nearly:
// subjects before others, the same sentence before the next ones, then the
// place of the dateline. States for which excluded says true are passed over.
func (w *work) context(i int, excluded func(demarche.State) bool) demarche.State {
	order := w.rank(i, excluded)
	if len(order) == 0 {
		return ""
	}
	return order[0].state
}

// ranked is a state with the weight of what speaks for it.
type ranked struct {
	state demarche.State
	score float64
}

// tally adds up what speaks for each state.
type tally []ranked

func (t *tally) add(state demarche.State, v float64) {
	for k := range *t {
		if (*t)[k].state == state {
			(*t)[k].score += v
			return
		}
	}
	*t = append(*t, ranked{state, v})
}

// rank orders the states that the context of token i speaks for.
func (w *work) rank(i int, excluded func(demarche.State) bool) []ranked {
	here := int(w.a.Tokens[i].Sentence)
	paragraph := w.a.Sentences[here].Paragraph
	par := &w.a.Paragraphs[paragraph]
	from := max(min(par.First, here-3), here-sentenceReach)
	to := min(max(par.Last, here+3), here+sentenceReach)
	scores := make(tally, 0, 16)
	for _, c := range w.cluesIn(i, from, to) {
		scores.add(c.state, c.weight*w.nearness(i, here, paragraph, c.token, c.sentence))
	}
	for k := len(w.mentions) - 1; k >= max(0, len(w.mentions)-clueReach) && w.mentions[k].sentence >= from; k-- {
		m := &w.mentions[k]
		if m.Entity < 0 || m.First > i || m.sentence >= to || m.Form != language.Pronoun && m.Form != language.Nominal && m.Form != language.Short {
			continue
		}
		if e := w.entities[m.Entity]; e.State != "" {
			v := weights.mention
			if m.subject {
				v = weights.mentionSubject
			}
			scores.add(e.State, v*w.nearness(i, here, paragraph, m.First, m.sentence))
		}
	}
	for _, code := range w.often {
		scores.add(code, weights.told*w.told[code]/w.tolds)
	}
	if w.frame.home != "" {
		scores.add(w.frame.home, weights.home)
		if w.frame.letterhead {
			scores.add(w.frame.home, weights.letterhead)
		}
	}
	if w.frame.topic != "" {
		scores.add(w.frame.topic, weights.topic)
	}
	if code := w.frame.sections[paragraph]; code != "" {
		scores.add(code, weights.section)
	}
	if code := w.frame.scenes[paragraph]; code != "" {
		scores.add(code, weights.scene)
	}
	if par.Dateline.Len() > 0 {
		if code := w.datelineState(par.Dateline); code != "" {
			scores.add(code, weights.dateline)
		}
	}
	if par.Speaker.Len() > 0 {
		if code := w.stateWithin(w.a.TokensIn(par.Speaker)); code != "" {
			scores.add(code, weights.speaker)
		}
	}
	other := w.otherSide(i)
	at, met := w.doing(i)
	if at != "" {
		scores.add(at, weights.at)
	}
	order := scores[:0]
	for _, r := range scores {
		if r.state == other || slices.Contains(met, r.state) {
			r.score *= weights.other
		}
		if n := len(met); n > 1 && met[n-1] == r.state && met[n-2] == r.state {
			continue // whose envoy is summoned
		}
		if r.score > 0.2 && (excluded == nil || !excluded(r.state)) {
			order = append(order, r)
		}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.state, b.state))
	})
	return order
}

// cluesIn gives the clues of the sentences [from, to) around token i.
func (w *work) cluesIn(i, from, to int) []clue {
	first, _ := slices.BinarySearchFunc(w.clues, from, func(c clue, s int) int { return c.sentence - s })
	last, _ := slices.BinarySearchFunc(w.clues, to, func(c clue, s int) int { return c.sentence - s })
	if last-first > 2*clueReach {
		at, _ := slices.BinarySearchFunc(w.clues, i, func(c clue, t int) int { return c.token - t })
		first, last = max(first, at-clueReach), min(last, at+clueReach)
	}
	return w.clues[first:last]
}

// otherSide gives the state that is the subject of the verb of which the words
// at token i are the object: the president whom Caracas thanks is not its own.
func (w *work) otherSide(i int) demarche.State {
	for hop := 0; hop < 3; hop++ {
		tok := &w.a.Tokens[i]
		switch tok.Rel {
		case language.Obj, language.Iobj:
			if tok.Head < 0 {
				return ""
			}
			subject := w.a.Child(int(tok.Head), language.Nsubj)
			if subject == language.None || w.proper[subject] == nil || w.proper[subject].find(stateName, capitalCity, seat) == nil {
				return ""
			}
			return w.stateOf(w.proper[subject])
		case language.NmodDesc, language.Compound, language.Flat, language.Appos, language.Conj:
			if tok.Head < 0 {
				return ""
			}
			i = int(tok.Head)
		default:
			return ""
		}
	}
	return ""
}

// nearness says how much a word at a token counts for what stands at token i of
// the sentence here.
func (w *work) nearness(i, here, paragraph, token, sentence int) float64 {
	d := float64(here - sentence)
	same := w.a.Sentences[sentence].Paragraph == paragraph
	switch {
	case d == 0 && token < i:
		return weights.before
	case d == 0:
		return weights.after
	case d > 0 && same:
		return weights.earlier / d
	case d > 0 && d <= 3:
		return weights.earlierOther / d
	case d < 0 && same:
		return -weights.later / d
	case d < 0 && d >= -2:
		return -weights.laterOther / d
	}
	return 0
}
