package names

import (
	"strings"

	"demarche"
	"demarche/language"
)

// nationalities gives the state to persons of whom no more is told than their
// people, before or after the name: "the Serb, A", "the Slovene A", "A, a Kenyan,".
func (w *work) nationalities() {
	for _, n := range w.names {
		if n.kind == language.Person && n.state == "" {
			n.state = w.nationality(n)
		}
	}
}

// nationality gives the state of whose people a name is said to be: by a noun
// with an article and a comma right before it.
func (w *work) nationality(n *span) demarche.State {
	if !w.is(n.first, n.first-1, ",") || !w.same(n.first, n.first-3) {
		return ""
	}
	h := w.proper[n.first-2]
	if h.find(oneNational) == nil || !w.is(n.first, h.first-1, "the", "a", "an") || !w.asNoun(h) {
		return ""
	}
	return w.stateOf(h)
}

// linkOwners ties the post of the plural before it to a name after a state in
// the possessive with nothing behind it: "The interior ministers of Austria and
// Slovenia met. Slovenia's, A, was less polite."
func (w *work) linkOwners() {
	for k, n := range w.names {
		if n.kind != language.Person || !w.is(n.first, n.first-1, ",") || !w.is(n.first, n.first-2, "s") || !strings.HasPrefix(w.a.Form(n.first-2), "'") && !strings.HasPrefix(w.a.Form(n.first-2), "’") {
			continue
		}
		h := w.hitAt(n.first - 3)
		if h.find(stateName, capitalCity) == nil {
			continue
		}
		if q := w.pluralBefore(n.first); q != nil {
			role, _, _ := strings.Cut(q.role, " of ")
			w.phrases = append(w.phrases, &phrase{first: h.first, last: n.first - 1, left: h.first, headFirst: h.first, headLast: h.last, entity: language.None, clause: true,
				owner: owner{language.None, language.None}, post: q.post, role: role, state: w.stateOf(h), linked: []int{k}})
		}
	}
}

// pluralBefore gives the last post in the plural before token i, in its sentence
// or the three before it, nil if there is none.
func (w *work) pluralBefore(i int) *phrase {
	var found *phrase
	for _, p := range w.phrases {
		if p.post != nil && p.plural && p.last <= i && w.a.Tokens[i].Sentence-w.a.Tokens[p.headFirst].Sentence <= 3 {
			found = p
		}
	}
	return found
}
