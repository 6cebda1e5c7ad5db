package names

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// bearings say how much each kind of evidence counts for the state of a post or
// body whose words do not tell it. They were chosen for the offices of annotated
// reports and of short texts, without the persons known to the vocabulary.
type bearings struct {
	name      float64 // of what names a state: its name, capital or seat
	subject   float64 // how much more as a subject
	modifier  float64 // before a noun, "US planes"
	opening   float64 // in a phrase that opens a paragraph
	side      float64 // behind a preposition of the other side: "against", "to"
	demonym   float64 // before a noun
	ownBody   float64 // before the noun of a government, ministry or parliament
	nationals float64 // for people: as a rule those of whom others speak
	body      float64 // a body that acts in one state
	place     float64 // a place in the state
	quoted    float64 // how much less inside quotation marks

	before, after            float64 // in the sentence, before and after
	earlier, later           float64 // in other sentences of the paragraph
	earlierOther, laterOther float64 // in those of others
	mention, mentionSubject  float64 // of somebody or something of the state, resolved before
	told                     float64 // the part of all names of states
	home, letterhead, topic  float64 // the frame of the report
	section, scene           float64
	dateline, speaker        float64 // the frame of the paragraph
	at                       float64 // where the holder of the post acts
	other                    float64 // how much less the other side of what the holder does
}

var weights = bearings{
	name: 1, subject: 2, modifier: 0.3, opening: 1.5, side: 0.5, demonym: 0.3, ownBody: 0.3, nationals: 0.1, body: 1.5, place: 0.5, quoted: 0.5,
	before: 1.6, after: 0.35, earlier: 1.5, later: 0.5, earlierOther: 0.5, laterOther: 0.1, mention: 0.6, mentionSubject: 0.9, told: 2.5,
	home: 1.5, letterhead: 3, topic: 0.7, section: 2, scene: 1.5, dateline: 3, speaker: 3, at: 3, other: 0.6,
}

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
