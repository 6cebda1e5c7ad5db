package names

import (
	"slices"

	"demarche"
	"demarche/language"
)

// shortestSurname is how many letters a surname has at least to tell a person
// by itself.
const shortestSurname = 4

// findKnownSurnames marks a surname alone as a person where the vocabulary ties
// it to one state, somebody acts, speaks or is acted upon under it, and the
// report names nobody of that surname in full: readers are expected to know who
// is meant. Its other mentions follow from the first.
func (w *work) findKnownSurnames() {
	named := make(map[string]bool)
	for _, s := range w.names {
		for i := s.first; i < s.last; i++ {
			named[w.fold[i]] = true
		}
	}
	for i := range w.fold {
		if w.loud[w.a.Tokens[i].Sentence] || named[w.fold[i]] || !w.aloneAsName(i) {
			continue
		}
		state := w.n.surnameState(w.fold[i])
		if state == "" {
			continue
		}
		w.addName(&span{first: i, last: i + 1, kind: language.Person, state: state})
		named[w.fold[i]] = true
	}
}

// findKnownBodies marks the names of one word that the text says are those of
// bodies wherever else they stand: "the airline Fjordwing", later "Fjordwing".
func (w *work) findKnownBodies() {
	known := make(map[string]bool)
	for _, s := range w.names {
		if s.kind == language.Organisation && s.last == s.first+1 {
			known[w.fold[s.first]] = true
		}
	}
	if len(known) == 0 {
		return
	}
	for i := range w.fold {
		if known[w.fold[i]] && w.upper[i] && w.inName[i] == nil && w.proper[i] == nil && w.common[i] == nil && !w.loud[w.a.Tokens[i].Sentence] {
			w.addName(&span{first: i, last: i + 1, kind: language.Organisation})
		}
	}
}

// aloneAsName reports whether token i is one capitalised name word by itself
// and the subject or object of a verb.
func (w *work) aloneAsName(i int) bool {
	if len(w.fold[i]) < shortestSurname || w.a.Tokens[i].UPOS != language.PROPN || !w.free(i) {
		return false
	}
	if w.same(i, i-1) && (w.upper[i-1] && w.free(i-1) || w.initial(i-1) || w.a.Form(i-1) == "-") || w.runEnd(i) != i+1 || w.same(i, i+1) && w.upper[i+1] {
		return false
	}
	switch tok := &w.a.Tokens[i]; tok.Rel.Core() {
	case language.Nsubj, language.Obj, language.Iobj:
		return tok.Head >= 0 && w.a.Tokens[tok.Head].UPOS == language.VERB
	}
	return false
}

// surnameState gives the state that the vocabulary ties to a surname, if all
// whom it knows by that surname are of one.
func (n *Names) surnameState(surname string) demarche.State {
	var found []demarche.State
	for _, i := range n.knownBy[surname] {
		if k := &n.known[i]; k.words[len(k.words)-1] == surname && !slices.Contains(found, k.state) {
			found = append(found, k.state)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}
