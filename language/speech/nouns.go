package speech

import (
	"demarche/language"
)

// tryNoun reads a noun as a cue.
func (r *reader) tryNoun(f finding) (finding, bool) {
	i := f.cue
	prep := language.None
	switch f.take.pattern {
	case takesClause:
		for c := range r.a.Children(i) {
			if c < i {
				continue
			}
			core := r.a.Tokens[c].Rel
			if m := r.a.Child(c, language.Mark); (core == language.Acl || core == language.Ccomp || core == language.AclRelcl) && m != language.None && r.a.Lower(m) == "that" {
				f.content = []extent{r.extents[c]}
			}
		}
	case takesInfinitive:
		f.content = r.infinitive(i)
	case takesPreposition:
		f.content, prep = r.prepositional(i, f.take.with)
	case takesIsClause:
		f.content = r.predicate(i)
	}
	if len(f.content) == 0 {
		return f, false
	}
	first := i
	if p := r.a.Child(i, language.NmodPoss); p != language.None {
		f.source = p
		if m := r.extents[p]; m.last > p+1 && r.a.Tokens[m.last-1].XPOS == language.TagPOS {
			first = m.last - 1
		} else {
			first = m.last
		}
	} else if h := int(r.a.Tokens[i].Head); r.a.Tokens[i].Rel == language.Obj && h >= 0 && !r.passive(h) {
		f.source = r.source(h)
		first = r.cueExtent(h, language.None).first
	}
	if f.source == language.None {
		f.source = r.nounSource(i, prep)
	}
	if f.source == language.None {
		r.complete(&f, prep)
		return f, true
	}
	r.complete(&f, prep)
	f.sources = r.possessor(f.source, first)
	f.cueSpan.first = min(f.cueSpan.first, max(first, f.sources.last))
	if first <= i {
		f.cueSpan.first = first
	}
	return f, true
}

// nounSource gives who utters noun i by a preposition: "criticism from the
// bishops of the plan", "a statement by the ministry".
func (r *reader) nounSource(i, prep int) int {
	for c := range r.a.Children(i) {
		if r.a.Tokens[c].Rel.Core() != language.Nmod {
			continue
		}
		for _, word := range []string{"by", "from", "among"} {
			if p := r.caseOf(c, word); p != language.None && p != prep {
				return c
			}
		}
	}
	return language.None
}

// possessor gives the words of a source without the possessive 's that token first may be.
func (r *reader) possessor(source, first int) extent {
	e := r.extents[source]
	if e.has(first) && first > source {
		e.last = first
	}
	return e
}

// predicate gives the clause of "his claim is that ...".
func (r *reader) predicate(i int) []extent {
	h := int(r.a.Tokens[i].Head)
	if h < 0 || r.a.Tokens[i].Rel.Core() != language.Nsubj {
		return nil
	}
	if r.a.Tokens[i].Rel == language.NsubjOuter {
		e := r.extents[h]
		e.first = max(e.first, r.extents[i].last)
		if c := r.a.Child(h, language.Cop); c != language.None && c >= e.first && c < h {
			e.first = c + 1
		}
		return []extent{e}
	}
	if r.a.Tokens[h].Lemma == "be" {
		if c := r.a.Child(h, language.Ccomp, language.Xcomp); c != language.None && c > h {
			return []extent{r.extents[c]}
		}
	}
	return nil
}

// tryAdjective reads a predicate adjective as a cue.
func (r *reader) tryAdjective(f finding) (finding, bool) {
	i := f.cue
	prep := language.None
	carrier := i // what has the subject: the adjective with a copula, or the verb before it
	if h := int(r.a.Tokens[i].Head); r.a.Tokens[i].Rel == language.Xcomp && h >= 0 && h < i {
		carrier = h
	} else if r.a.Child(i, language.Cop) == language.None {
		return f, false
	}
	f.source = r.source(carrier)
	switch f.take.pattern {
	case takesClause:
		for _, g := range []int{i, carrier} {
			if c := r.a.Child(g, language.Ccomp, language.Csubj); c != language.None && c > i {
				f.content = []extent{r.extents[c]}
				break
			}
		}
	case takesInfinitive:
		f.content = r.infinitive(i)
	case takesPreposition:
		f.content, prep = r.prepositional(i, f.take.with)
	case takesSubject:
		return f, false
	}
	if len(f.content) == 0 {
		return f, false
	}
	if f.source >= 0 && r.a.Lower(f.source) == "it" && f.take.class == "seeming" {
		f.source = language.None
	}
	r.complete(&f, prep)
	if carrier != i {
		f.cueSpan.first = min(f.cueSpan.first, r.cueExtent(carrier, language.None).first)
	}
	return f, true
}
