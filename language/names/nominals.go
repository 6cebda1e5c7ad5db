package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// countryNoun resolves "the country", "the Central American nation".
func (w *work) countryNoun(i int) bool {
	switch w.fold[i] {
	case "country", "nation", "republic", "kingdom":
	default:
		return false
	}
	if w.mentionEnding(i) {
		return true
	}
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.proper[first-1].has(notState)) {
		first--
	}
	if !w.is(i, first-1, "the", "this") {
		return true
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
		if w.fold[i] != "country" && w.fold[i] != "nation" { // "the Kingdom" of Saudi Arabia
			if !w.isCalled(e.State, w.fold[i]) {
				return -9
			}
			v += 3
		}
		return v
	}, sentences)
	w.addMention(first-1, i+1, i, k, language.Nominal)
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

// somePeople makes a group of a subject that only counts or points: "Seven
// arrived", "Those admitted will hold a permit".
func (w *work) somePeople(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel.Core() != language.Nsubj || w.proper[i] != nil || w.inName[i] != nil {
		return false
	}
	switch w.fold[i] {
	case "those", "others", "all", "some", "most", "many", "remainder", "rest":
	default:
		if tok.UPOS != language.NUM {
			return false
		}
	}
	if w.same(i, i+1) && (w.a.Tokens[i+1].UPOS == language.NOUN || w.fold[i+1] == "of" || w.a.Tokens[i+1].UPOS == language.SYM) {
		return false
	}
	k := w.named(language.Group, "people", "", "", "")
	w.entities[k].Plural = true
	w.addMention(i, i+1, i, k, language.Nominal)
	return true
}

// bothSides resolves "neither government", "the two countries", "both sides" to
// the two states that the context speaks of most, as two mentions of the same
// words.
func (w *work) bothSides(i int) bool {
	switch w.fold[i] {
	case "government", "governments", "side", "sides", "country", "countries", "nation", "nations", "capital", "capitals":
	default:
		return false
	}
	if !w.is(i, i-1, "neither", "either", "both", "two") || w.is(i, i+1, "of") {
		return false
	}
	first := i - 1
	if w.is(i, i-2, "the", "these") {
		first = i - 2
	} else if w.fold[i-1] == "two" {
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

// groupNoun resolves "the group", "the organisation" to a body that is no
// state's; "group" only where it speaks, because people come in groups too.
func (w *work) groupNoun(i int) bool {
	switch w.fold[i] {
	case "group", "organisation", "organization", "charity", "watchdog", "ngo", "bloc":
	default:
		return false
	}
	if w.inName[i] != nil || w.upper[i] || w.is(i, i+1, "of") {
		return false
	}
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NOUN) && w.fold[first-1] != "" {
		first--
	}
	if !w.is(i, first-1, "the", "this") || w.is(i, first, "first", "second", "third", "last", "next", "whole", "new") {
		return false
	}
	m := mention{Mention: language.Mention{First: first - 1, Last: i + 1, Head: i}}
	if w.fold[i] == "group" && !w.speaks(&m) {
		return false
	}
	k := w.recent(i, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State != "" || e.body == "press" || e.body == "court" {
			return -9
		}
		if w.fold[i] == "bloc" && e.noun != "union" {
			return -9
		}
		return 0
	}, 4)
	if k < 0 {
		return false
	}
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// group makes the mention of people who are no nationals: "the migrants".
func (w *work) group(i int) {
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NUM || w.a.Tokens[first-1].UPOS == language.NOUN && w.fold[first-1] != "" ||
		w.a.Tokens[first-1].Rel == language.Amod || w.a.Form(first-1) == "-" && !w.a.Tokens[first-1].Space) {
		first--
	}
	owner := language.None
	if w.same(i, first-1) && (w.a.Tokens[first-1].XPOS == language.TagPRPS || w.a.Tokens[first-1].UPOS == language.DET) {
		first--
		if w.a.Tokens[first].XPOS == language.TagPRPS {
			owner = first
		}
	}
	own := w.fold[i] == "citizens" || w.fold[i] == "nationals" || w.fold[i] == "compatriots"
	if own && owner >= 0 {
		if k := w.pronounEntity(owner); k >= 0 && w.entities[k].State != "" {
			w.addMention(first, i+1, i, w.nationals(w.entities[k].State), language.Nominal)
			return
		}
	}
	if own && w.is(i, first-1, "s") && first >= 2 {
		if h := w.proper[first-2]; h != nil && w.stateOf(h) != "" {
			w.addMention(h.first, i+1, i, w.nationals(w.stateOf(h)), language.Nominal)
			return
		}
	}
	name := strings.ToLower(w.a.Form(i))
	k := w.named(language.Group, name, "", "", "")
	w.entities[k].Plural = true
	w.addMention(first, i+1, i, k, language.Nominal)
}
