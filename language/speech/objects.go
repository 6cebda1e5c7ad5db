package speech

import (
	"demarche/language"
)

// objectOf gives the object of cue i, its subject in the passive, or the noun
// that a relative clause without pronoun describes; None if there is none.
func (r *reader) objectOf(i int, passive bool) int {
	if passive {
		if s := r.a.Child(i, language.Nsubj); s != language.None {
			return s
		}
		if r.a.Tokens[i].Rel == language.Acl {
			return int(r.a.Tokens[i].Head)
		}
		return language.None
	}
	if o := r.a.Child(i, language.Obj, language.Iobj); o != language.None {
		return o
	}
	if r.a.Tokens[i].Rel == language.AclRelcl && r.a.Child(i, language.Nsubj) != language.None {
		if s := r.a.Child(i, language.Nsubj); r.a.Tokens[s].XPOS != language.TagWP && r.a.Tokens[s].XPOS != language.TagWDT && r.a.Lower(s) != "that" {
			return int(r.a.Tokens[i].Head)
		}
	}
	return language.None
}

// object gives the words of the object of cue i.
func (r *reader) object(i int, passive bool) []extent {
	o := r.objectOf(i, passive)
	if o == language.None {
		return nil
	}
	return r.settleObject(o, i)
}

// settleObject gives the words of noun o without those of cue i's clause.
func (r *reader) settleObject(o, i int) []extent {
	e := r.extents[o]
	if e.has(i) {
		out := withoutAll([]extent{e}, r.extents[i])
		return out[:min(1, len(out))]
	}
	return []extent{e}
}

// objectAnd gives the object of cue i together with what follows it: an
// infinitive, a predicate or a preposition with its noun.
func (r *reader) objectAnd(i int, with string, passive bool) []extent {
	o := r.objectOf(i, passive)
	if o == language.None {
		if c := r.a.Child(i, language.Ccomp, language.Advcl); with == objectWithInfinitive && c > i && r.toInfinitive(c) && r.a.Child(c, language.Nsubj) != language.None {
			return []extent{r.extents[c]} // "encouraged [both sides to talk]"
		}
		return nil
	}
	object := r.settleObject(o, i)
	if len(object) == 0 {
		return nil
	}
	if c := r.a.Child(o, language.Acl); with == objectWithInfinitive && c > i && r.toInfinitive(c) {
		return object
	}
	for c := range r.a.Children(i) {
		if c == o || c < i {
			continue
		}
		t := &r.a.Tokens[c]
		fits := false
		switch with {
		case objectWithInfinitive:
			fits = (t.Rel == language.Xcomp || t.Rel == language.Ccomp || t.Rel == language.Advcl) && r.toInfinitive(c)
		case objectWithPredicate:
			fits = t.Rel == language.Xcomp && t.UPOS != language.VERB || c > o && (t.Rel.Core() == language.Obj || t.Rel == language.OblUnmarked)
		default:
			core := t.Rel.Core()
			fits = (core == language.Obl || core == language.Advcl || core == language.Xcomp) && r.caseOf(c, with) != language.None
		}
		if fits {
			if object[0].last <= r.extents[c].first && object[0].first > i {
				return []extent{{object[0].first, r.extents[c].last}}
			}
			return append(object, r.extents[c])
		}
	}
	return nil
}

// objectTail reads the object and what follows it from the words alone where
// the parse has lost one of them: "called the plan <anything>", "accused the
// ministry of <anything>".
func (r *reader) objectTail(i int, with string) []extent {
	e := r.tail(i)
	if e.last-e.first < 2 || r.a.Tokens[e.first].UPOS == language.ADP || r.a.Tokens[e.first].UPOS == language.PUNCT {
		return nil
	}
	if with == objectWithPredicate {
		for j := e.first + 1; j < e.last; j++ {
			if r.outer[j] != language.None && r.outer[j-1] == language.None {
				return []extent{{e.first, r.quoteEnd(j)}}
			}
		}
		return nil
	}
	for j := e.first + 1; j < e.last-1; j++ {
		if r.a.Lower(j) == with {
			return []extent{e}
		}
	}
	return nil
}

// quoteEnd gives one past the last token of the quotation that token i stands in.
func (r *reader) quoteEnd(i int) int {
	q := r.outer[i]
	for i < len(r.outer) && r.outer[i] == q {
		i++
	}
	return i
}

// tail gives the words after cue i up to where its clause ends: a stop, a
// comma before a participle or relative pronoun, or "and" before another verb.
func (r *reader) tail(i int) extent {
	s := r.around(i)
	e := extent{i + 1, i + 1}
	for e.first < s.Last && r.a.Tokens[e.first].UPOS == language.ADV {
		e.first++
	}
	for e.last = e.first; e.last < s.Last; e.last++ {
		j := e.last
		if r.outer[j] != language.None {
			continue
		}
		if r.boundary(j) && (r.wordless(extent{j, s.Last}) || r.adjunct(extent{j, s.Last}) || r.a.Form(j) == ";") {
			break
		}
		if r.a.Tokens[j].UPOS == language.CCONJ && j+1 < s.Last && r.finite(j+1) {
			break
		}
	}
	return e
}

// prepositional gives what follows the preposition of cue i, and the preposition.
func (r *reader) prepositional(i int, word string) ([]extent, int) {
	for c := range r.a.Children(i) {
		if c < i {
			continue
		}
		switch r.a.Tokens[c].Rel.Core() {
		case language.Obl, language.Advcl, language.Nmod, language.Acl, language.Ccomp, language.Xcomp:
			if p := r.caseOf(c, word); p != language.None {
				return []extent{{p + 1, r.extents[c].last}}, p
			}
		}
	}
	p := i + 1 // right after the cue and its adverbs, whatever the parse hung it on
	for p+1 < len(r.a.Tokens) && p <= i+idiomGap && r.a.Tokens[p].UPOS == language.ADV && r.a.Lower(p) != word {
		p++
	}
	if p+1 >= len(r.a.Tokens) || r.a.Lower(p) != word || r.a.Tokens[p].Sentence != r.a.Tokens[i].Sentence {
		return nil, language.None
	}
	if h := int(r.a.Tokens[p].Head); h > p && r.a.Tokens[p].Rel == language.Case {
		return []extent{{p + 1, r.extents[h].last}}, p
	}
	return nil, language.None
}

// onInfinitive gives "X to go" of "called on X to go", and the preposition.
func (r *reader) onInfinitive(i int) ([]extent, int) {
	on, p := r.prepositional(i, "on")
	if on == nil {
		if on, p = r.prepositional(i, "upon"); on == nil {
			return nil, language.None
		}
	}
	if inf := r.infinitive(i); inf != nil {
		on = append(on, inf...)
	}
	return on, p
}
