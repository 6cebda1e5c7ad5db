package names

import (
	"strings"

	"demarche"
)

// ownedByBody reports whether the object [i, end) is a part of a body that is no
// state's ("the ACLU's Immigrants' Rights Project"), and notes the body.
func (w *work) ownedByBody(p *phrase, i, end int) bool {
	h := w.proper[i]
	if h == nil || h.first != i || h.find(body) == nil || h.last >= end || w.fold[h.last] != "s" {
		return false
	}
	b := &w.n.bodies.Named[h.find(body).index]
	if b.OfStates() || b.Kind == "court" {
		return false
	}
	if p.body == "" {
		p.body = b.Name
	}
	return true
}

// withoutState gives the end of a body's name without "of Panama" at its end.
func (w *work) withoutState(start, end int) int {
	if h := w.proper[end-1]; h != nil && h.find(stateName) != nil {
		at := h.first
		if w.is(at, at-1, "the") {
			at--
		}
		if at-1 > start && w.is(at, at-1, "of") && w.stateBody(start, at-1) {
			return at - 1
		}
	}
	return end
}

// prepInRole keeps a place in the role of somebody who acts for a body that is
// no state's ("representative in Afghanistan").
func prepInRole(p *phrase, words string) string {
	if p.body != "" {
		return words
	}
	return ""
}

// stateBody reports whether a body named by a phrase is one that states have.
func (w *work) stateBody(i, end int) bool {
	for j := i; j < end; j++ {
		switch w.fold[j] {
		case "ministry", "department", "parliament", "assembly", "senate", "congress", "court", "army", "navy", "police", "directorate", "embassy",
			"consulate", "secretariat", "authority", "legislature", "office", "service", "committee", "guard", "gendarmerie", "customs":
			return true
		}
	}
	return false
}

// ofState reports whether a body named by its form is one that states have,
// and none of several states.
func (w *work) ofState(i, end int) bool {
	for j := i; j < end; j++ {
		switch w.fold[j] {
		case "international", "european", "african", "world", "global", "inter-american", "american", "asian", "arab", "regional", "united":
			return false
		}
	}
	return w.stateBody(i, end) || w.actsForState(i, end)
}

// stateWithin gives the first state that the tokens [i, end) name.
func (w *work) stateWithin(i, end int) demarche.State {
	for j := i; j < end; j++ {
		if h := w.proper[j]; h != nil {
			if h.find(stateName, stateAdj, capitalCity, seat) != nil {
				return w.stateOf(h)
			}
			if s := h.find(body); s != nil && s.state != "" {
				return s.state
			}
			if h.has(place) {
				return w.placeState(h)
			}
		}
	}
	return ""
}

// fieldWords writes the words of a field: lower case except for names.
func (w *work) fieldWords(p *phrase, i, end int) string {
	var words []int
	for j := i; j < end; j++ {
		words = append(words, j)
	}
	return w.roleWords(words, &phrase{headFirst: -1, headLast: -1, shouted: p.shouted})
}

// readBodyRight extends a body over "of foreign affairs", "of Mexico", "in Mexico".
func (w *work) readBodyRight(p *phrase) {
	for range 2 {
		at := p.last
		if !w.same(at-1, at) || !w.is(at-1, at, "of", "for", "in") {
			return
		}
		prep := w.fold[at]
		start := at + 1
		if w.is(at, start, "the") {
			start++
		}
		if !w.same(at, start) {
			return
		}
		if h := w.proper[start]; h != nil && h.first == start && h.find(stateName, capitalCity) != nil && h.find(body) == nil {
			if prep == "in" && p.noun.Kind != "government" && p.noun.Kind != "ministry" {
				p.weak = w.stateOf(h)
				if p.noun.Kind == "mission" {
					p.last = h.last
				}
				return
			}
			if p.state == "" {
				p.state = w.stateOf(h)
			}
			p.last = h.last
			continue
		}
		if prep == "of" && p.noun.Word == "office" && w.readHolder(p, at+1) {
			continue
		}
		if prep == "in" || p.noun.Government {
			return
		}
		if !w.n.fields[w.fold[start]] {
			return
		}
		end := w.fieldList(start)
		if end == start || !w.upper[p.headFirst] {
			end = w.object(at + 1)
		}
		if end <= start {
			return
		}
		p.role += " of " + w.fieldWords(p, start, end)
		if prep == "for" {
			p.role = strings.Replace(p.role, " of ", " for ", 1)
		}
		p.last = end
	}
}

// readHolder takes the post whose office a body is into its name: "the office of
// the prime minister", "the office of its president". It reports whether one
// stands at token i.
func (w *work) readHolder(p *phrase, i int) bool {
	at := i
	if !w.is(i-1, at, "the", "its", "his", "her", "their") {
		return false
	}
	if w.fold[at] != "the" && p.owner.pronoun < 0 {
		p.owner.pronoun = at
	}
	at++
	h := w.common[min(at, len(w.common)-1)]
	if !w.same(i, at) || !h.has(postHead) {
		return false
	}
	p.role += " of the " + strings.ToLower(w.a.TextOf(h.first, h.last))
	p.last, p.holder = h.last, true
	return true
}
