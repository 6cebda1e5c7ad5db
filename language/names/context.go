package names

import (
	"cmp"
	"maps"
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
			} else if w.setsScene(h) {
				c.weight = 1.5
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
		} else if w.envoyOf(h) {
			c.weight = min(c.weight, 0.3)
		}
		if w.quotation[i] {
			c.weight *= 0.5
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

// frame is what the make-up of a report tells of the states that it speaks of.
type frame struct {
	home       demarche.State   // from which the report speaks: dateline or letterhead
	letterhead bool             // home is the issuer of the text
	transcript bool             // lines begin with who speaks
	topic      demarche.State   // of the title, else of the first sentence
	sections   []demarche.State // by paragraph: what the last heading above it names
	scenes     []demarche.State // by paragraph: where its first words lead, "From Dhaka the matter looks different"
}

// readFrame reads datelines, letterheads, title and headings.
func (w *work) readFrame() frame {
	f := frame{sections: make([]demarche.State, len(w.a.Paragraphs)), scenes: make([]demarche.State, len(w.a.Paragraphs))}
	var section demarche.State
	body := false
	for p := range w.a.Paragraphs {
		par := &w.a.Paragraphs[p]
		first, last := w.a.TokensIn(par.Span)
		f.transcript = f.transcript || par.Speaker.Len() > 0
		if f.home == "" && par.Dateline.Len() > 0 {
			f.home = w.datelineState(par.Dateline)
		}
		if f.home == "" && !body && par.Kind != language.Body {
			if f.home = w.issuer(first, last); f.home != "" {
				f.letterhead = true
			}
		}
		if f.topic == "" && par.Kind != language.Meta && last-first > 3 {
			f.topic = w.subjectState(first, last)
		}
		if par.Kind == language.Heading || par.Kind == language.Title && body {
			section = w.onlyState(first, last)
		}
		f.sections[p] = section
		if at := first + 1; par.Kind == language.Body && at < last && w.is(first, first, "in", "from", "at") {
			if w.is(at, at, "the") {
				at++
			}
			if h := w.hitAt(at); h != nil && h.first == at && w.same(first, at) && h.find(stateName, capitalCity) != nil {
				f.scenes[p] = w.stateOf(h)
			}
		}
		body = body || par.Kind == language.Body && last-first > 12
	}
	return f
}

// issuer gives the state of a letterhead: a line with the name of a state or of
// a body that only one state has, all in capitals.
func (w *work) issuer(first, last int) demarche.State {
	if last-first > 12 || first >= last || !acronym(w.a.TextOf(first, last)) {
		return ""
	}
	for i := first; i < last; i++ {
		h := w.proper[i]
		if h == nil || h.first != i {
			continue
		}
		switch {
		case h.has(stateName) && (h.first <= first+1 && h.last >= last-1 || h.first > first && w.is(i, i-1, "of")):
			return w.stateOf(h)
		case h.find(body) != nil && h.find(body).state != "" && !w.n.bodies.Named[h.find(body).index].Usual && h.first == first:
			return h.find(body).state
		}
	}
	return ""
}

// subjectState gives the state that the subject of the tokens [first, last)
// names, else the first one that is not where something goes or stands.
func (w *work) subjectState(first, last int) demarche.State {
	for i := first; i < last; i++ {
		if h := w.proper[i]; h != nil && h.first == i && h.find(stateName, capitalCity, seat) != nil && w.isSubject(w.topOf(h.first, h.last, h.last-1)) {
			return w.stateOf(h)
		}
	}
	for i := first; i < last; i++ {
		if h := w.proper[i]; h != nil && h.first == i && h.find(stateName, capitalCity, seat) != nil && !w.under(h) {
			return w.stateOf(h)
		}
	}
	return ""
}

// under reports whether a state is named as that to which, from which or about
// which something is, alone or in a row of states: "to Algeria and Afghanistan".
func (w *work) under(h *hit) bool {
	for at := h.first - 1; w.same(h.first, at); at-- {
		switch {
		case w.is(h.first, at, "to", "from", "for", "in", "against", "of", "with", "on", "via", "between", "towards"):
			return true
		case w.is(h.first, at, "and", "or", ",", "the", "&"):
		case w.proper[at].find(stateName, capitalCity) != nil:
		default:
			return false
		}
	}
	return false
}

// onlyState gives the state that the tokens [first, last) name, if it is one.
func (w *work) onlyState(first, last int) demarche.State {
	var found demarche.State
	for i := first; i < last; i++ {
		h := w.proper[i]
		if h == nil || h.first != i || h.find(stateName, capitalCity, seat) == nil {
			continue
		}
		code := w.stateOf(h)
		if found != "" && found != code {
			return ""
		}
		found = code
	}
	return found
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
			v := 0.6
			if m.subject {
				v = 1.2
			}
			scores.add(e.State, v*w.nearness(i, here, paragraph, m.First, m.sentence))
		}
	}
	for _, code := range w.often {
		scores.add(code, 2.5*w.told[code]/w.tolds)
	}
	if w.frame.home != "" {
		scores.add(w.frame.home, 1.5)
		if w.frame.letterhead {
			scores.add(w.frame.home, 3)
		}
	}
	if w.frame.topic != "" {
		scores.add(w.frame.topic, 0.7)
	}
	if code := w.frame.sections[paragraph]; code != "" {
		scores.add(code, 1.5)
	}
	if code := w.frame.scenes[paragraph]; code != "" {
		scores.add(code, 1.5)
	}
	if par.Dateline.Len() > 0 {
		if code := w.datelineState(par.Dateline); code != "" {
			scores.add(code, 3)
		}
	}
	if par.Speaker.Len() > 0 {
		if code := w.stateWithin(w.a.TokensIn(par.Speaker)); code != "" {
			scores.add(code, 3)
		}
	}
	other := w.otherSide(i)
	at, met := w.doing(i)
	if at != "" {
		scores.add(at, 3)
	}
	order := scores[:0]
	for _, r := range scores {
		if r.state == other || slices.Contains(met, r.state) {
			r.score *= 0.3
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

// datelineState gives the state of the place of a dateline, which stands before
// the agency in brackets.
func (w *work) datelineState(s demarche.Span) demarche.State {
	if i := strings.IndexByte(s.Of(w.a.Text), '('); i > 0 {
		s.End = s.Start + i
	}
	return w.stateWithin(w.a.TokensIn(s))
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
