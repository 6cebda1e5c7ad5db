package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// countryNoun resolves what speaks of a state that was named: "the country",
// "his country", "the Central American nation", "the island", "the kingdom".
func (w *work) countryNoun(i int) bool {
	plain := false
	switch w.fold[i] {
	case "country", "nation", "republic", "kingdom":
		plain = true
	case "state", "neighbour", "neighbor":
	default:
		if !w.n.describes(w.fold[i]) || w.is(i, i+1, "of") || w.proper[i] != nil {
			return false
		}
	}
	if w.mentionEnding(i) {
		return true
	}
	first := i
	for first > i-6 && w.same(i, first-1) && w.describing(first-1) {
		first--
	}
	fits := w.describedAs(first, i+1)
	if w.is(i, first-1, "his", "her", "their", "its") {
		return w.ownersCountry(first-1, i, fits) || plain
	}
	if !plain && (len(fits) == 0 || w.fold[i] == "neighbour" || w.fold[i] == "neighbor") || !w.is(i, first-1, "the", "this") {
		return plain
	}
	sentences := 3
	if w.upper[i] {
		sentences = 10
	}
	k := w.recent(i, func(m *mention, e *entity) float64 {
		if e.Kind != language.State {
			return -9
		}
		v := 0.0
		if m.Form == language.Adjective {
			v = -1.5
		}
		if w.fold[m.First] != "" && (w.a.Tokens[m.Head].Rel == language.Conj || w.is(m.First, m.First-1, "from")) {
			v -= 0.8
		}
		if w.frame.sections[w.a.Sentences[w.a.Tokens[i].Sentence].Paragraph] == e.State {
			v += 2
		}
		for _, states := range fits {
			if !slices.Contains(states, e.State) {
				return -9
			}
			v += 2
		}
		if w.fold[i] == "republic" { // "the Republic" of Ireland
			if !w.isCalled(e.State, w.fold[i]) {
				return -9
			}
			v += 3
		}
		return v
	}, sentences)
	if k < 0 && !plain {
		return false
	}
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// describing reports whether token i can stand between an article and a noun for a state.
func (w *work) describing(i int) bool {
	u := w.a.Tokens[i].UPOS
	return u == language.ADJ || w.proper[i].has(notState) || w.n.describes(w.fold[i]) || w.fold[i] == "" && w.a.Form(i) == "-" ||
		u == language.PROPN && w.proper[i] == nil && w.inName[i] == nil
}

// describedAs gives for each word of the vocabulary that describes states and
// stands in the tokens [first, last) the states that it describes; of two such
// words the longer counts ("southern African", not "African").
func (w *work) describedAs(first, last int) [][]demarche.State {
	var text strings.Builder
	text.WriteByte(' ')
	for j := first; j < last; j++ {
		if w.fold[j] != "" {
			text.WriteString(w.fold[j])
			text.WriteByte(' ')
		}
	}
	rest := text.String()
	var fits [][]demarche.State
	for _, d := range w.n.described {
		if strings.Contains(rest, d.Word) {
			fits = append(fits, d.States)
			rest = strings.Replace(rest, d.Word, " ", 1)
		}
	}
	return fits
}

// describedWords gives the words that describe states, folded and between
// spaces, the longest first.
func describedWords(states *vocabulary.States) []vocabulary.Described {
	list := states.Described()
	for i := range list {
		list[i].Word = " " + vocabulary.Fold(list[i].Word) + " "
	}
	slices.SortStableFunc(list, func(a, b vocabulary.Described) int { return len(b.Word) - len(a.Word) })
	return list
}

// describes reports whether a folded word describes states.
func (n *Names) describes(word string) bool {
	return n.describe[word]
}

// ownersCountry resolves "his country" to the state of the owner, and "its
// neighbour" to the other state of which the context speaks most.
func (w *work) ownersCountry(owner, i int, fits [][]demarche.State) bool {
	k := w.pronounEntity(owner)
	if k < 0 || w.entities[k].State == "" {
		return false
	}
	state := w.entities[k].State
	switch w.fold[i] {
	case "neighbour", "neighbor":
		order := w.rank(i, func(code demarche.State) bool {
			return code == state || slices.ContainsFunc(fits, func(s []demarche.State) bool { return !slices.Contains(s, code) })
		})
		if len(order) == 0 || w.entities[k].Kind != language.State {
			return false
		}
		state = order[0].state
	default:
		if w.entities[k].Kind == language.State { // a state has no country
			return false
		}
	}
	w.addMention(owner, i+1, i, w.stateEntity(state), language.Nominal)
	return true
}

// isCalled reports whether one of the names of a state holds the word, as
// "Kingdom of Saudi Arabia" holds "kingdom".
func (w *work) isCalled(code demarche.State, word string) bool {
	for _, n := range w.n.states.Called(code) {
		if slices.Contains(strings.Fields(vocabulary.Fold(n)), word) {
			return true
		}
	}
	return false
}

// pairNouns stand for states in pairs: "both sides", "the two neighbours".
var pairNouns = wordSet(`government governments side sides country countries nation nations capital capitals neighbour neighbours neighbor neighbors state states
	party parties partner partners ally allies administration administrations`)

// bothSides resolves "neither government", "the two countries", "both sides",
// "both" to the two states that the context speaks of most, as two mentions of
// the same words.
func (w *work) bothSides(i int) bool {
	first := i
	switch {
	case pairNouns[w.fold[i]] && w.is(i, i-1, "neither", "either", "both", "two"):
		if first = i - 1; w.is(i, i-2, "the", "these") {
			first = i - 2
		} else if w.fold[i-1] == "two" {
			return false
		}
	case (w.fold[i] == "both" || w.fold[i] == "two" && w.is(i, i-1, "the")) && w.pairAlone(i):
		if w.fold[i] == "two" {
			first = i - 1
		}
	default:
		return false
	}
	if w.is(i, i+1, "of") {
		return false
	}
	order := w.rank(i, nil)
	if len(order) < 2 {
		return false
	}
	for _, r := range order[:2] {
		w.addMention(first, i+1, i, w.stateEntity(r.state), language.Nominal)
	}
	return true
}

// pairAlone reports whether "both" or "the two" at token i is a subject without
// a noun, after a sentence that names two states and neither people nor persons
// in pairs.
func (w *work) pairAlone(i int) bool {
	if w.a.Tokens[i].Rel.Core() != language.Nsubj || !w.same(i, i+1) || w.a.Tokens[i+1].UPOS != language.VERB && w.a.Tokens[i+1].UPOS != language.AUX {
		return false
	}
	var states []int
	here, persons := int(w.a.Tokens[i].Sentence), 0
	for k := len(w.mentions) - 1; k >= max(0, len(w.mentions)-clueReach) && w.mentions[k].sentence >= here-1; k-- {
		m := &w.mentions[k]
		if m.Entity < 0 {
			continue
		}
		switch w.entities[m.Entity].Kind {
		case language.State:
			if m.Form != language.Adjective && !slices.Contains(states, m.Entity) {
				states = append(states, m.Entity)
			}
		case language.Person, language.Nationals, language.Group:
			persons++
		}
	}
	return len(states) == 2 && persons == 0
}

// formerLatter resolves "the former" and "the latter" without a noun to the
// last two states, bodies or persons named before them.
func (w *work) formerLatter(i int) bool {
	if !w.is(i, i, "former", "latter") || !w.is(i, i-1, "the") || w.same(i, i+1) && (w.a.Tokens[i+1].UPOS == language.NOUN || w.a.Tokens[i+1].UPOS == language.PROPN || w.a.Tokens[i+1].UPOS == language.ADJ) {
		return false
	}
	here := int(w.a.Tokens[i].Sentence)
	var last []int
	for k := len(w.mentions) - 1; k >= 0 && len(last) < 2 && w.mentions[k].sentence >= here-1; k-- {
		m := &w.mentions[k]
		if m.Entity < 0 || m.Form == language.Adjective || m.Form == language.Pronoun || slices.Contains(last, m.Entity) {
			continue
		}
		switch w.entities[m.Entity].Kind {
		case language.State, language.Organisation, language.Person:
			last = append(last, m.Entity)
		}
	}
	if len(last) < 2 {
		return false
	}
	k := last[0]
	if w.fold[i] == "former" {
		k = last[1]
	}
	w.addMention(i-1, i+1, i, k, language.Nominal)
	return true
}
