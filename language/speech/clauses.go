package speech

import (
	"demarche/language"
)

// clause gives the clause that cue i governs: a complement clause, or what a
// parenthetical cue stands in ("..., he said").
func (r *reader) clause(i int) []extent {
	for c := range r.a.Children(i) {
		t := &r.a.Tokens[c]
		switch t.Rel.Core() {
		case language.Ccomp:
			return r.settle(r.extents[c], i)
		case language.Xcomp:
			if t.XPOS == language.TagVBG {
				return r.settle(r.extents[c], i)
			}
		case language.Advcl:
			if m := r.a.Child(c, language.Mark); m != language.None && r.a.Lower(m) == "that" {
				return r.settle(r.extents[c], i)
			}
			if f := r.extents[c].first; f == i+1 && r.a.Tokens[f].XPOS == language.TagVBG {
				return r.settle(r.extents[c], i)
			}
			if c > i && r.asks(r.extents[c].first, i) {
				return r.settle(r.extents[c], i)
			}
		case language.Parataxis:
			if c > i && r.verbal(c) && r.introduced(r.extents[c].first) {
				return r.settle(r.extents[c], i)
			}
		}
	}
	return nil
}

// asks reports whether the clause that begins at token f, after cue i, is an
// indirect question: "asked whether it had", "asked why".
func (r *reader) asks(f, i int) bool {
	switch r.a.Tokens[f].XPOS {
	case language.TagWRB, language.TagWP, language.TagWDT:
		return f == i+1 && r.a.Lower(f) != "when"
	}
	return r.a.Lower(f) == "whether" || r.a.Lower(f) == "if" && (f == i+1 || r.passive(i) && !r.boundary(f-1))
}

// widen extends a clause after cue i over what the parse hung elsewhere but the
// words join to it: "and that ...", "and" with a verb that is no cue, "because
// ...", "if ...".
func (r *reader) widen(e extent, i int) extent {
	s := r.around(i)
	if e.first <= i || e.last >= s.Last {
		return e
	}
	j := e.last
	for j < s.Last && r.a.Form(j) == "," {
		j++
	}
	if j+1 >= s.Last || r.outer[j] != language.None {
		return e
	}
	joins := false
	switch {
	case r.a.Tokens[j].UPOS == language.CCONJ:
		k := j + 1
		for k+1 < s.Last && r.a.Tokens[k].UPOS == language.ADV {
			k++
		}
		joins = r.a.Lower(k) == "that" || r.a.Lower(k) == "because" ||
			r.finite(k) && j == e.last && (len(r.takes(k)) == 0 || r.a.Tokens[k].XPOS != r.a.Tokens[i].XPOS)
	case r.a.Tokens[j].UPOS == language.SCONJ || r.a.Lower(j) == "even":
		switch r.a.Lower(j) {
		case "because", "if", "unless", "even", "so", "when":
			joins = true
		}
	}
	if joins {
		if t := r.tail(j); t.last > e.last {
			e.last = t.last
		}
	}
	return e
}

// settle gives an extent without what belongs to cue i around it: for a
// preposed clause the words of the cue that lie inside it.
func (r *reader) settle(e extent, i int) []extent {
	if e.has(i) {
		if p, ok := r.parenthesis(i); ok {
			if rest := withoutAll([]extent{e}, p); len(rest) > 0 {
				return rest
			}
		}
		return withoutAll([]extent{e}, extent{i, i + 1})
	}
	return []extent{r.widen(e, i)}
}

// introduced reports whether a colon stands before token i.
func (r *reader) introduced(i int) bool {
	return i > 0 && r.a.Form(i-1) == ":"
}

// infinitive gives the infinitive that cue i governs.
func (r *reader) infinitive(i int) []extent {
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Xcomp, language.Ccomp, language.Acl, language.Advcl:
			if r.toInfinitive(c) {
				return []extent{r.extents[c]}
			}
		}
	}
	return nil
}

// toInfinitive reports whether c is an infinitive with "to".
func (r *reader) toInfinitive(c int) bool {
	for m := range r.a.Children(c) {
		if r.a.Tokens[m].Rel == language.Mark && r.a.Lower(m) == "to" && m < c {
			return true
		}
	}
	return false
}

// subjectAnd gives the subject of cue i and what follows the cue.
func (r *reader) subjectAnd(i int) []extent {
	var out []extent
	if s := r.a.Child(i, language.Nsubj); s != language.None && r.a.Lower(s) != "it" {
		out = append(out, r.extents[s])
	}
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Xcomp, language.Ccomp, language.Csubj:
			return append(out, r.extents[c])
		case language.Obl, language.Advcl: // "seems like a retreat"
			if r.caseOf(c, "like") != language.None {
				return append(out, r.extents[c])
			}
		}
	}
	return nil
}
