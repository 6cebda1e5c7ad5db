package names

import (
	"strings"

	"demarche/language"
)

// stateAfterName reads the state that follows a name: "President Vjosa Osmani
// of Kosovo", and a clause "of the day".
func (w *work) stateAfterName(p *phrase) {
	for _, k := range p.linked {
		n := w.names[k]
		at := n.last
		if !w.is(at-1, at, "of") {
			continue
		}
		start := at + 1
		if w.is(at, start, "the") {
			start++
		}
		if !w.same(at, start) {
			continue
		}
		h := w.proper[start]
		switch {
		case h != nil && h.find(stateName) != nil && (p.state == "" || p.plural):
			p.state = w.stateOf(h)
		case h != nil && h.find(body) != nil && p.state == "" && p.body == "":
			b := &w.n.bodies.Named[h.find(body).index]
			p.state = b.State
			if b.State == "" {
				if b.OfStates() || b.Kind == "court" {
					p.role += " of " + w.a.TextOf(h.first, h.last)
				} else {
					p.body = b.Name
				}
			}
		case h != nil && h.find(place, capitalCity) != nil && p.state == "":
			p.state = w.placeState(h)
			if p.state == "" {
				p.state = w.stateOf(h)
			}
		case w.head[start] != nil && w.head[start].noun != nil && w.head[start].left == start:
			q := w.head[start]
			end := q.last
			p.state = firstState(p.state, q.state)
			if w.is(end-1, end, "in") && w.same(end, end+1) && w.hitAt(end+1) != nil {
				p.state = firstState(p.state, w.stateWithin(end+1, w.hitAt(end+1).last))
				end = w.hitAt(end + 1).last
			}
			p.role += " of " + w.a.TextOf(start, end)
		case w.districtEnd(start) > start:
			end := w.districtEnd(start)
			p.state = firstState(p.state, w.stateWithin(start, end))
			p.role += " of " + strings.ToLower(w.a.TextOf(start-1, start)) + " " + w.a.TextOf(start, end)
		case w.inName[start] != nil && w.inName[start].kind == language.Organisation:
			o := w.inName[start]
			end := o.last
			p.state = firstState(p.state, w.stateWithin(o.first, end))
			if w.is(end-1, end, "in") && w.hitAt(end+1) != nil {
				p.state = firstState(p.state, w.stateWithin(end+1, w.hitAt(end+1).last))
				end = w.hitAt(end + 1).last
			}
			if w.stateBody(o.first, o.last) {
				p.role += " of " + w.a.TextOf(o.first, end)
			} else if p.body == "" && p.state == "" {
				p.body = w.a.TextOf(o.first, o.last)
			}
		}
	}
}

// districtEnd gives the end of a court district or the like that begins at token
// i and names a state or a part of one: "Northern District of California".
func (w *work) districtEnd(i int) int {
	of := language.None
	for j := i; j < i+districtReach && w.same(i, j); j++ {
		switch {
		case w.fold[j] == "of":
			of = j
		case of < 0 && !w.upper[j]:
			return language.None
		case of >= 0:
			if h := w.proper[j]; h.find(place, stateName) != nil && h.first == j {
				return h.last
			}
			if w.fold[j] != "the" {
				return language.None
			}
		}
	}
	return language.None
}
