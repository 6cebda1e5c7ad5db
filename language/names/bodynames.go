package names

import (
	"strings"

	"demarche/language"
)

// findBodies finds names headed by a noun for a body: "National Coalition for
// Migrations and Refugees", "Colombian Institute of Family Welfare".
func (w *work) findBodies() {
	for i := 0; i < len(w.fold); i++ {
		if end := w.fieldsOfMinistry(i); end > i {
			for j := i + 1; j < end; j++ {
				w.inField[j] = true
			}
			i = end - 1
			continue // its field is read with the noun, see readBodyRight
		}
		if w.loud[w.a.Tokens[i].Sentence] || !w.upper[i] || !bodyWords[w.fold[i]] || w.inName[i] != nil {
			continue
		}
		if h := w.proper[i]; h != nil && h.last > i+1 {
			continue
		}
		first := w.leftOfBody(i)
		last := w.rightOfBody(i+1, w.afterPostOf(first))
		if h := w.proper[i]; h != nil && h.first == first && h.last == last {
			continue // the whole name is in the vocabulary
		}
		if last-first < 2 || w.generic(w.afterAdjective(first), last) {
			continue
		}
		w.addName(&span{first: first, last: last, kind: language.Organisation})
		i = last - 1
	}
}

// fieldsOfMinistry gives the end of the fields of the ministry whose capitalised
// noun is token i: "Ministry of Home Affairs, Immigration and Labour". It is i if
// that is no ministry of several fields.
func (w *work) fieldsOfMinistry(i int) int {
	c := w.common[i].find(bodyNoun)
	if h := w.proper[i]; h != nil && h.last > i+1 {
		return i // it is in the vocabulary
	}
	if c == nil || !w.upper[i] || w.n.bodies.Generic[c.index].Kind != "ministry" || !w.is(i, i+1, "of", "for") || !w.same(i, i+2) {
		return i
	}
	start := i + 2
	if w.is(i, start, "the") {
		start++
	}
	if end := w.fieldList(start); end > start {
		return end
	}
	return i
}

// fieldList gives the end of the capitalised fields that begin at token i and
// that commas and "and" join: at least two, each of which begins with a word of
// the fields of bodies. It is i if there are not.
func (w *work) fieldList(i int) int {
	at, fields := i, 0
	for {
		end := w.field(at)
		if end == at {
			break
		}
		at, fields = end, fields+1
		next := at + 1
		if w.a.Form(at) == "," && w.is(at, at+1, "and", "&") {
			next++
		} else if !w.is(at-1, at, "and", "&") && !(w.a.Form(at) == "," && w.listed(at)) {
			break
		}
		if !w.same(at, next) || w.field(next) == next {
			break
		}
		at = next
	}
	if fields < 2 {
		return i
	}
	return at
}

// field gives the end of the capitalised words of one field that begin at token i.
func (w *work) field(i int) int {
	if i >= len(w.fold) || !w.n.fields[w.fold[i]] {
		return i
	}
	at := i
	for at < len(w.fold) && w.same(i, at) && w.upper[at] && w.fold[at] != "" && (w.n.fields[w.fold[at]] || w.common[at].find(postHead, postHeads, title) == nil) && w.proper[at].find(stateName, capitalCity, place) == nil {
		at++
	}
	if at < len(w.fold) && w.same(i, at) && w.common[at].find(postHead, postHeads) != nil && !w.n.fields[w.fold[at]] {
		return i // "Ministry of Justice and Police Chief X"
	}
	return at
}

// afterAdjective gives the token after a demonym that begins at token i, else i.
func (w *work) afterAdjective(i int) int {
	if h := w.proper[i]; h != nil && h.first == i && h.find(stateAdj, stateName) != nil {
		return h.last
	}
	return i
}

// generic reports whether the words of a body are only its kind and field
// ("Foreign Ministry"), so that whose it is must be found out.
func (w *work) generic(first, last int) bool {
	for i := first; i < last; i++ {
		f := w.fold[i]
		if f != "" && !w.n.fields[f] && w.common[i].find(bodyNoun, bodyNouns) == nil && f != "of" && f != "the" && f != "and" && f != "for" && f != "affairs" {
			return false
		}
	}
	return true
}

// leftOfBody extends the name of a body to the left over capitalised words.
func (w *work) leftOfBody(i int) int {
	first, _ := w.sentence(i)
	first = max(first, i-bodyReach)
	at := i
	for at > first {
		j := at - 1
		switch {
		case w.fold[j] == "" && w.a.Form(j) == "-" && j > first && !w.a.Tokens[j-1].Space && !w.a.Tokens[j].Space:
			at = j
			continue
		case w.is(j, j, "and", "&") && j > first && w.upper[j-1] && w.capitalNoun(j-1) && w.fields(j-1, at) && !w.twoBodies(j-1, at):
			at = j
			continue
		case !w.upper[j] || !w.capitalNoun(j):
			return w.dropStates(at, i)
		}
		at = j
	}
	return w.dropStates(at, i)
}

// twoBodies reports whether the names on both sides of an "and", of which one
// ends at token i and one begins at token j, are those of two bodies, as the
// vocabulary knows: "Amnesty International and Human Rights Watch".
func (w *work) twoBodies(i, j int) bool {
	return w.proper[i].find(body) != nil || w.proper[j].find(body) != nil && w.proper[j].first == j || bodyWords[w.fold[i]]
}

// fields reports whether both sides of an "and" are fields of a ministry:
// "Immigration and Customs Enforcement".
func (w *work) fields(i, j int) bool {
	return w.n.fields[w.fold[i]] && (w.n.fields[w.fold[j]] || bodyWords[w.fold[j]])
}

// dropStates drops a state before a generic body ("U.S. State Department"), so
// that the state is a mention of its own, and posts ("President").
func (w *work) dropStates(at, i int) int {
	for at < i {
		h := w.proper[at]
		if h != nil && h.last <= i && h.find(stateName, seat) != nil {
			at = h.last
			continue
		}
		if c := w.common[at]; c.find(postHead, title) != nil && c.last <= i {
			at = c.last
			continue
		}
		break
	}
	return at
}

// capitalNoun reports whether the capitalised token can be part of a name.
func (w *work) capitalNoun(j int) bool {
	if !w.upper[j] || dayWords[w.fold[j]] {
		return false
	}
	if first, _ := w.sentence(j); j == first || w.fold[j-1] == "" {
		return !notName(w.fold[j])
	}
	return !notName(w.fold[j]) && !w.common[j].has(title)
}

// rightOfBody extends the name of a body over "of", "for" and capitalised words;
// in the object of a post, where a person's name may follow, over those after a
// preposition only: "Director of Immigration Services A".
func (w *work) rightOfBody(at int, post bool) int {
	for end := at + bodyReach; at < end; {
		j := at
		if w.is(at-1, j, "of", "for", "on", "against", "to", "and", "&") {
			of := w.fold[j]
			j++
			if w.is(at-1, j, "the") {
				j++
			}
			if of == "and" && !(w.same(at-1, j) && w.upper[j] && w.capitalNoun(j) && w.proper[j] == nil && !w.common[j].has(postHead)) {
				return at
			}
			if of == "to" || of == "on" {
				// only in names such as "Committee on Migration"
				if !bodyWords[w.fold[at-1]] {
					return at
				}
			}
		} else if w.a.Form(at-1) == "'s" || w.is(at-1, j, "s") && w.fold[at-1] != "" && strings.HasPrefix(w.a.Form(j), "'") {
			return at
		}
		if !w.same(at-1, j) || !w.upper[j] || !w.capitalNoun(j) || w.inName[j] != nil {
			return at
		}
		if c := w.common[j]; j == at && (post || c.find(postHead, postHeads) != nil) {
			return at
		}
		if j > at { // after a preposition the object must be a noun, not a person
			if h := w.proper[j]; h != nil {
				at = h.last
				continue
			}
		}
		at = j + 1
	}
	return at
}
