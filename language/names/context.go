package names

import (
	"cmp"
	"slices"
	"strings"

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
		if h == nil || h.first != i || h.has(notState) {
			continue
		}
		c := clue{token: i, sentence: int(w.a.Tokens[i].Sentence), state: w.stateOf(h), weight: 1}
		switch {
		case h.find(stateName, capitalCity, seat) != nil:
			if w.modifies(h) {
				c.weight = 0.3
			} else if w.is(h.first, h.first-1, "to", "against", "with", "from", "on") {
				c.weight = 0.5 // the other side of what somebody does
			}
		case h.find(stateAdj) != nil && !w.asNoun(h):
			c.weight = 0.3
		case h.find(stateAdj, oneNational, manyNationals) != nil:
			c.weight = 0.1 // "Afghans" are as a rule those whom the others speak of
		case h.find(body) != nil:
			c.state = h.find(body).state
			c.weight = 0.5
		default:
			c.state = w.placeState(h)
			c.weight = 0.5
		}
		if c.state == "" {
			continue
		}
		if w.isSubject(w.topOf(h.first, h.last, h.last-1)) {
			c.weight *= 2
		}
		if w.quoted(i) {
			c.weight *= 0.5
		}
		w.clues = append(w.clues, c)
	}
	w.home = w.homeState()
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

// homeState gives the state from which the report speaks: that of its first
// dateline, or of its letterhead; empty if neither tells.
func (w *work) homeState() demarche.State {
	for p := range w.a.Paragraphs {
		par := &w.a.Paragraphs[p]
		if par.Dateline.Len() > 0 {
			if code := w.stateWithin(w.a.TokensIn(par.Dateline)); code != "" {
				return code
			}
		}
		if p > 4 || par.Kind == language.Body {
			continue
		}
		first, last := w.a.TokensIn(par.Span)
		for i := first; i < last; i++ {
			h := w.proper[i]
			if h == nil || !h.has(stateName) || h.first > first+1 {
				continue
			}
			// a letterhead: the state's name and nothing else but its kind
			if h.last >= last-1 && strings.ToUpper(w.a.TextOf(h.first, h.last)) == w.a.TextOf(h.first, h.last) {
				return w.stateOf(h)
			}
		}
	}
	return ""
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

// rank orders the states that the context of token i speaks for.
func (w *work) rank(i int, excluded func(demarche.State) bool) []ranked {
	here := int(w.a.Tokens[i].Sentence)
	paragraph := w.a.Sentences[here].Paragraph
	scores := make(map[demarche.State]float64)
	for _, c := range w.clues {
		scores[c.state] += c.weight * w.nearness(i, here, paragraph, c.token, c.sentence)
	}
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Entity < 0 || m.First > i || m.Form != language.Pronoun && m.Form != language.Nominal && m.Form != language.Short {
			continue
		}
		if e := w.entities[m.Entity]; e.State != "" {
			v := 0.6
			if m.subject {
				v = 1.2
			}
			scores[e.State] += v * w.nearness(i, here, paragraph, m.First, m.sentence)
		}
	}
	var all float64
	for _, n := range w.told {
		all += n
	}
	for code, n := range w.told {
		scores[code] += 2.5 * n / all
	}
	if w.home != "" {
		scores[w.home] += 1.5
	}
	par := &w.a.Paragraphs[paragraph]
	for _, s := range []demarche.Span{par.Dateline, par.Speaker} {
		if s.Len() > 0 {
			if code := w.stateWithin(w.a.TokensIn(s)); code != "" {
				scores[code] += 3
			}
		}
	}
	var order []ranked
	for code, s := range scores {
		if s > 0.2 && (excluded == nil || !excluded(code)) {
			order = append(order, ranked{code, s})
		}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.state, b.state))
	})
	return order
}

// nearness says how much a word at a token counts for what stands at token i of
// the sentence here.
func (w *work) nearness(i, here, paragraph, token, sentence int) float64 {
	d := float64(here - sentence)
	same := w.a.Sentences[sentence].Paragraph == paragraph
	switch {
	case d == 0 && token < i:
		return 1.6
	case d == 0:
		return 1
	case d > 0 && same:
		return 1.2 / d
	case d > 0 && d <= 3:
		return 0.5 / d
	case d < 0 && same:
		return -0.5 / d
	case d < 0 && d >= -2:
		return -0.15 / d
	}
	return 0
}

// assignStates finds the states of the posts whose words do not tell them, the
// clearest case first, so that a president found takes the post from the states
// that the others may have.
func (w *work) assignStates() {
	var open []*phrase
	for _, p := range w.phrases {
		if len(p.linked) == 0 || p.state != "" || p.body != "" || p.plural || p.owner.pronoun >= 0 || p.owner.token >= 0 || p.post.Same || !sole(p.role) {
			continue
		}
		if e := w.entities[w.names[p.linked[0]].entity]; e.State != "" && !p.former {
			p.state = e.State
			continue
		}
		open = append(open, p)
	}
	for len(open) > 0 {
		best, margin, state := -1, -1.0, demarche.State("")
		for k, p := range open {
			order := w.rank(p.headFirst, func(code demarche.State) bool { return w.heldByOther(p, code) })
			if code, usual, ok := w.n.posts.StateOf(p.role); ok && usual && w.told[code] > 0 {
				order = []ranked{{code, 5}}
			}
			if p.weak != "" {
				order = []ranked{{p.weak, 4}}
			}
			if len(order) == 0 {
				continue
			}
			m := order[0].score
			if len(order) > 1 {
				m -= order[1].score
			}
			if m > margin {
				best, margin, state = k, m, order[0].state
			}
		}
		if best < 0 {
			return
		}
		p := open[best]
		p.state = state
		if e := w.entities[w.names[p.linked[0]].entity]; e.State == "" && !p.former {
			e.State = state
			for _, q := range open {
				if q.state == "" && !q.former && w.names[q.linked[0]].entity == w.names[p.linked[0]].entity {
					q.state = state
				}
			}
		}
		open = slices.DeleteFunc(open, func(q *phrase) bool { return q.state != "" })
	}
}
