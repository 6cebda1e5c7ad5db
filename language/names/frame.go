package names

import (
	"strings"

	"demarche"
	"demarche/language"
)

// frame is what the make-up of a report tells of the states that it speaks of.
type frame struct {
	home       demarche.State   // from which the report speaks: dateline or letterhead
	letterhead bool             // home is the issuer of the text
	transcript bool             // lines begin with who speaks
	topic      demarche.State   // of the title, else of the first sentence
	sections   []demarche.State // by paragraph: what the last heading above it names
	scenes     []demarche.State // by paragraph: where its first words lead, "From Dhaka the matter looks different"
}

// sectionWords is how many words a line after the title has at most that heads
// what follows with the name of a place: "PORT MORESBY".
const sectionWords = 3

// readFrame reads datelines, letterheads, title and headings.
func (w *work) readFrame() frame {
	f := frame{sections: make([]demarche.State, len(w.a.Paragraphs)), scenes: make([]demarche.State, len(w.a.Paragraphs))}
	var section demarche.State
	body := false
	for p := range w.a.Paragraphs {
		par := &w.a.Paragraphs[p]
		first, last := w.a.TokensIn(par.Span)
		f.transcript = f.transcript || par.Speaker.Len() > 0
		if f.home == "" && par.Dateline.Len() > 0 {
			f.home = w.datelineState(par.Dateline)
		}
		if f.home == "" && !body && par.Kind != language.Body {
			if f.home = w.issuer(first, last); f.home != "" {
				f.letterhead = true
			}
		}
		if f.topic == "" && par.Kind != language.Meta && last-first > 3 {
			f.topic = w.subjectState(first, last)
		}
		if par.Kind == language.Heading || par.Kind == language.Title && (body || p > 0 && last-first <= sectionWords) {
			section = w.onlyState(first, last)
		}
		f.sections[p] = section
		if at := first + 1; par.Kind == language.Body && at < last && w.is(first, first, "in", "from", "at") {
			if w.is(at, at, "the") {
				at++
			}
			if h := w.hitAt(at); h != nil && h.first == at && w.same(first, at) && h.find(stateName, capitalCity) != nil {
				f.scenes[p] = w.stateOf(h)
			}
		}
		body = body || par.Kind == language.Body && last-first > 12
	}
	return f
}

// issuer gives the state of a letterhead: a line with the name of a state or of
// a body that only one state has, all in capitals.
func (w *work) issuer(first, last int) demarche.State {
	if last-first > 12 || first >= last || !acronym(w.a.TextOf(first, last)) {
		return ""
	}
	for i := first; i < last; i++ {
		h := w.proper[i]
		if h == nil || h.first != i {
			continue
		}
		switch {
		case h.has(stateName) && (h.first <= first+1 && h.last >= last-1 || h.first > first && w.is(i, i-1, "of")):
			return w.stateOf(h)
		case h.find(body) != nil && h.find(body).state != "" && !w.n.bodies.Named[h.find(body).index].Usual && h.first == first:
			return h.find(body).state
		}
	}
	return ""
}

// subjectState gives the state that the subject of the tokens [first, last)
// names, else the first one that is not where something goes or stands.
func (w *work) subjectState(first, last int) demarche.State {
	for i := first; i < last; i++ {
		if h := w.proper[i]; h != nil && h.first == i && h.find(stateName, capitalCity, seat) != nil && w.isSubject(w.topOf(h.first, h.last, h.last-1)) {
			return w.stateOf(h)
		}
	}
	for i := first; i < last; i++ {
		if h := w.proper[i]; h != nil && h.first == i && h.find(stateName, capitalCity, seat) != nil && !w.under(h) {
			return w.stateOf(h)
		}
	}
	return ""
}

// under reports whether a state is named as that to which, from which or about
// which something is, alone or in a row of states: "to Algeria and Afghanistan".
func (w *work) under(h *hit) bool {
	for at := h.first - 1; w.same(h.first, at); at-- {
		switch {
		case w.is(h.first, at, "to", "from", "for", "in", "against", "of", "with", "on", "via", "between", "towards"):
			return true
		case w.is(h.first, at, "and", "or", ",", "the", "&"):
		case w.proper[at].find(stateName, capitalCity) != nil:
		default:
			return false
		}
	}
	return false
}

// onlyState gives the state that the tokens [first, last) name, if it is one.
func (w *work) onlyState(first, last int) demarche.State {
	var found demarche.State
	for i := first; i < last; i++ {
		h := w.proper[i]
		if h == nil || h.first != i || h.find(stateName, capitalCity, seat) == nil {
			continue
		}
		code := w.stateOf(h)
		if found != "" && found != code {
			return ""
		}
		found = code
	}
	return found
}

// datelineState gives the state of the place of a dateline, which stands before
// the agency in brackets.
func (w *work) datelineState(s demarche.Span) demarche.State {
	if i := strings.IndexByte(s.Of(w.a.Text), '('); i > 0 {
		s.End = s.Start + i
	}
	return w.stateWithin(w.a.TokensIn(s))
}
