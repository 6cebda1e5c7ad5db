package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// usualState gives the state that usually has a post, if the report names it or
// no other, or of few states that have the post the one that the context speaks
// of most; nothing for a post that any state can have.
func (w *work) usualState(p *phrase) demarche.State {
	code, usual, ok := w.n.posts.StateOf(p.role)
	if !ok || !usual {
		return ""
	}
	others := w.n.posts.Others(p.role)
	if len(others) == 0 {
		if w.told[code] > 0 || len(w.told) == 0 {
			return code
		}
		return ""
	}
	best, most := code, 0.0
	for _, r := range w.rank(p.headFirst, nil) {
		if r.state == code {
			r.score++ // the first that comes to mind
		}
		if (r.state == code || slices.Contains(others, r.state)) && r.score > most {
			best, most = r.state, r.score
		}
	}
	return best
}

// usualBody gives the body, no state's, that has a post, in a report that names
// it or one beside it: the European Commission for the commissioner for migration.
func (w *work) usualBody(p *phrase) string {
	name, with, ok := w.n.posts.BodyOf(p.role)
	if !ok {
		return ""
	}
	for _, h := range w.proper {
		if s := h.find(body); s != nil && slices.Contains(with, w.n.bodies.Named[s.index].Name) {
			return name
		}
	}
	return ""
}

// missionState gives the state of the embassy spoken of shortly before an
// ambassador or consul without one.
func (w *work) missionState(p *phrase) demarche.State {
	if !slices.ContainsFunc(held["mission"], func(head string) bool { return ministerial(p.role, head) }) {
		return ""
	}
	k := w.recent(p.first, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.body != "mission" || e.State == "" {
			return -9
		}
		return 0
	}, 2)
	if k < 0 {
		return ""
	}
	return w.entities[k].State
}

// fieldState gives the state of a body spoken of shortly before that has the
// field of the post: the immigration department's state for a director-general
// of immigration.
func (w *work) fieldState(p *phrase) demarche.State {
	var fields []string
	for i := p.left; i < p.last; i++ {
		if w.n.fields[w.fold[i]] && !commonNames[w.fold[i]] {
			fields = append(fields, w.fold[i])
		}
	}
	if len(fields) == 0 {
		return ""
	}
	excluded := w.exclusion(p)
	k := w.recent(p.first, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State == "" || excluded(e.State) {
			return -9
		}
		for _, f := range strings.Fields(e.folded) {
			if slices.Contains(fields, f) {
				return 0
			}
		}
		return -9
	}, 4)
	if k < 0 {
		return ""
	}
	return w.entities[k].State
}
