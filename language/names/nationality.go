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

// linkPairs ties a post in the plural to the names that follow the states of its
// holders, in their order: "the foreign ministers of Hungary and Serbia, A and
// B,", "the Austrian and Czech chancellors, A and B,", "the ministers of the
// interior of Hungary, A, of Serbia, B, and of Kosovo, C,".
func (w *work) linkPairs() {
	for _, p := range w.phrases[:len(w.phrases):len(w.phrases)] {
		if p.post == nil || !p.plural || len(p.linked) > 0 {
			continue
		}
		states, at := w.statesOf(p)
		var names []int
		for len(names) < namesakes && w.same(p.headFirst, at) {
			switch {
			case w.is(p.headFirst, at, ",", "and"):
				at++
				continue
			case w.is(p.headFirst, at, "of") && len(names) == len(states):
				s, end := w.stateList(at+1, p.headFirst)
				if len(s) == 0 {
					break
				}
				states, at = append(states, s...), end
				continue
			}
			n := w.nameAt(p.headFirst, at)
			if n < 0 {
				break
			}
			names, at = append(names, n), w.names[n].last
		}
		if len(states) < 2 || len(names) != len(states) || w.names[names[0]].first < p.last {
			continue
		}
		role, _, _ := strings.Cut(p.role, " of "+w.n.states.Name(states[0]))
		for k, n := range names {
			w.phrases = append(w.phrases, &phrase{first: p.first, last: p.last, left: p.left, headFirst: p.headFirst, headLast: p.headLast, entity: language.None, clause: true,
				owner: owner{language.None, language.None}, post: p.post, role: role, state: states[k], linked: []int{n}})
		}
	}
}

// statesOf gives the states of a post in the plural, and where the words after
// them begin: those before its head ("the Austrian and Czech ministers", "Peru and
// Chile's presidents") or after "of" behind it.
func (w *work) statesOf(p *phrase) ([]demarche.State, int) {
	for at := p.headLast; at <= p.last && w.same(p.headFirst, at); at++ {
		if w.is(p.headFirst, at, "of") {
			if states, end := w.stateList(at+1, p.headFirst); len(states) > 0 {
				return states, end
			}
		}
	}
	var states []demarche.State
	for j := p.headFirst - 1; j > p.headFirst-nameReach && w.same(p.headFirst, j); j-- {
		if h := w.proper[j]; h.find(stateName, stateAdj, capitalCity) != nil {
			if h.first == j {
				states = append([]demarche.State{w.stateOf(h)}, states...)
			}
			continue
		}
		if u := w.a.Tokens[j].UPOS; u == language.VERB || u == language.ADP || u == language.AUX || w.is(j, j, "the") {
			break
		}
	}
	return states, p.last
}

// stateList gives the states that commas and "and" join from token i on, and the
// token after them.
func (w *work) stateList(i, near int) (states []demarche.State, end int) {
	end = i
	for at := i; w.same(near, at); {
		if w.is(near, at, ",", "and", "the", "republic", "kingdom", "of", "state") && !(w.proper[at].find(stateName) != nil) {
			if w.is(near, at, "of") && !w.is(near, at-1, "republic", "kingdom", "state") {
				return states, end
			}
			at++
			continue
		}
		h := w.proper[at]
		if h.find(stateName, capitalCity) == nil || h.first != at {
			return states, end
		}
		states, at = append(states, w.stateOf(h)), h.last
		end = at
	}
	return states, end
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
