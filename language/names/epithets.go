package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// epithet resolves a noun for a person that speaks and is no post, "the officer
// said", "the Spanish socialist told", to the person in office who was named
// last. Somebody brought in by the same noun ("a driver") is somebody else.
func (w *work) epithet(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.UPOS != language.NOUN || w.covered[i] || w.inName[i] != nil || w.pluralToken(i) || !w.n.personNoun(w.fold[i]) {
		return false
	}
	first := i
	var state demarche.State
	for first > i-nameReach && w.same(i, first-1) && w.describes(first-1) {
		first--
		if h := w.proper[first]; h.has(stateAdj) {
			state = w.stateOf(h)
		}
	}
	if !w.is(i, first-1, "the") || w.is(i, i+1, "of") {
		return false
	}
	m := mention{Mention: language.Mention{First: first - 1, Last: i + 1, Head: i}}
	if !w.speaks(&m) || w.introduced(i) {
		return false
	}
	k := w.recent(i, func(m *mention, e *entity) float64 {
		if e.Kind != language.Person || e.Name == "" || len(e.Posts) == 0 || state != "" && e.State != "" && e.State != state {
			return -9
		}
		v := 0.0
		if m.Form == language.Name {
			v += 0.5
		}
		if w.speaks(m) {
			v++
		}
		return v
	}, 3)
	if k < 0 {
		return false
	}
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// describes reports whether token i can stand between "the" and a noun for a
// person: "the 71-year-old Spanish diplomat".
func (w *work) describes(i int) bool {
	switch w.a.Tokens[i].UPOS {
	case language.ADJ, language.NOUN, language.NUM:
		return true
	}
	return w.a.Form(i) == "-" || w.proper[i].has(stateAdj)
}

// introduced reports whether the noun at token i stands before with "a" or in
// the plural, so that "the" can point at that.
func (w *work) introduced(i int) bool {
	for j := range i {
		if w.fold[j] == w.fold[i]+"s" || w.fold[j] == w.fold[i] && j > 0 && !w.is(j, j-1, "the") && w.inName[j] == nil && w.indefinite(j) {
			return true
		}
	}
	return false
}

// indefinite reports whether the noun phrase that ends at token i begins with "a" or a number.
func (w *work) indefinite(i int) bool {
	for j := i - 1; w.same(i, j) && j > i-5; j-- {
		if w.is(i, j, "a", "an", "one", "another", "some") {
			return true
		}
		if u := w.a.Tokens[j].UPOS; u != language.ADJ && u != language.NOUN && u != language.PROPN && w.fold[j] != "" {
			return false
		}
	}
	return false
}

func (w *work) pluralToken(i int) bool {
	return w.a.Tokens[i].XPOS == language.TagNNS || w.a.Tokens[i].XPOS == language.TagNNPS
}

// personNoun reports whether a folded noun names a person by what they do or are.
func (n *Names) personNoun(word string) bool {
	switch {
	case slices.Contains(n.callings.Public, word), slices.Contains(n.callings.Persons, word):
		return true
	case slices.Contains(n.callings.NotPersons, word):
		return false
	}
	return slices.ContainsFunc(n.callings.Endings, func(end string) bool { return strings.HasSuffix(word, end) })
}
