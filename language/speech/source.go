package speech

import "demarche/language"

// maxClimb bounds how many verbs are climbed to find the subject of one without its own.
const maxClimb = 5

// source gives the head token of who utters cue i, or None: its subject, its
// agent in the passive, or the subject of the verb that it hangs on.
func (r *reader) source(i int) int {
	if s := r.quotedAs(i); s != language.None {
		return s
	}
	passive := r.passive(i)
	for n := 0; n < maxClimb; n++ {
		if s := r.own(i, passive && n == 0); s != language.None {
			if n > 0 {
				return r.whose(s, i)
			}
			return s
		}
		if passive && n == 0 {
			return language.None
		}
		t := &r.a.Tokens[i]
		head := int(t.Head)
		if head < 0 {
			return language.None
		}
		switch t.Rel {
		case language.Conj, language.Xcomp:
			if t.Rel == language.Xcomp { // "asked the envoy to say"
				if o := r.a.Child(head, language.Obj); o != language.None && o < i && r.a.Tokens[o].UPOS != language.PRON {
					return o
				}
			}
			if t.Rel == language.Conj && !r.verbal(head) {
				return language.None
			}
		case language.Advcl, language.Parataxis, language.Dep:
			if r.a.Tokens[i].XPOS != language.TagVBG && r.a.Tokens[i].XPOS != language.TagVB && r.a.Tokens[i].XPOS != language.TagVBN {
				return language.None
			}
		case language.Acl, language.AclRelcl:
			if v := r.issuing(i); v != language.None {
				return r.source(v)
			}
			if t.XPOS == language.TagVBG || t.XPOS == language.TagVB {
				return head
			}
			return language.None
		default:
			return language.None
		}
		i = head
	}
	return language.None
}

// whose gives whom "whose" stands for where the subject s of verb v, of which
// a later verb has its subject, opens a relative clause that the parse took for
// the sentence itself: "The agency, whose staff saw the camp, said"; else s.
func (r *reader) whose(s, v int) int {
	d := r.a.Child(s, language.NmodPoss)
	if d < 0 || r.a.Lower(d) != "whose" || r.a.Tokens[v].Rel.Core() == language.Acl {
		return s
	}
	for j := d - 1; j >= r.around(d).First; j-- {
		if r.nominal(j) {
			return r.top(j, extent{r.around(d).First, d})
		}
	}
	return s
}

// quotedAs gives who is quoted in "was quoted as saying" and "quoted the mayor
// as saying", None if cue i is no such participle.
func (r *reader) quotedAs(i int) int {
	if i < 2 || r.a.Tokens[i].XPOS != language.TagVBG || r.a.Lower(i-1) != "as" {
		return language.None
	}
	for v := i - 2; v >= 0 && v > i-maxTitle && r.a.Tokens[v].Sentence == r.a.Tokens[i].Sentence; v-- {
		switch t := &r.a.Tokens[v]; {
		case t.UPOS != language.VERB:
			continue
		case t.Lemma != "quote" && t.Lemma != "cite" && t.Lemma != "report":
			return language.None
		case r.passive(v):
			return r.a.Child(v, language.Nsubj)
		default:
			return r.a.Child(v, language.Obj)
		}
	}
	return language.None
}

// maxTitle is how many words the name of who is quoted can have: "quoted X as saying".
const maxTitle = 12

// verbal reports whether token i heads a clause: a verb, or anything with a subject.
func (r *reader) verbal(i int) bool {
	u := r.a.Tokens[i].UPOS
	return u == language.VERB || u == language.AUX || r.a.Child(i, language.Nsubj) != language.None
}

// own gives the subject of i itself, or its agent if it is passive.
func (r *reader) own(i int, passive bool) int {
	if passive {
		for c := range r.a.Children(i) {
			if r.a.Tokens[c].Rel == language.OblAgent || r.a.Tokens[c].Rel == language.Obl && r.caseOf(c, "by") != language.None {
				return c
			}
		}
		return language.None
	}
	if r.mistaken(i) {
		return int(r.a.Tokens[i].Head)
	}
	s := r.a.Child(i, language.Nsubj)
	for c := range r.a.Children(i) { // of two, the one right before the verb: "The meeting, officials said, was"
		if c < i && s != language.None && c > s && r.a.Tokens[c].Rel.Core() == language.Nsubj {
			s = c
		}
	}
	if s != language.None && (r.a.Tokens[s].Rel == language.NsubjOuter || r.outer[s] != r.outer[i] || r.times[s]) {
		s = language.None
	}
	return s
}

// passive reports whether verb i is in the passive, finite or as a participle after a noun.
func (r *reader) passive(i int) bool {
	if r.a.Tokens[i].XPOS != language.TagVBN && r.a.Tokens[i].XPOS != language.TagVBD {
		return false
	}
	for c := range r.a.Children(i) {
		switch r.a.Tokens[c].Rel {
		case language.AuxPass, language.NsubjPass, language.CsubjPass:
			return true
		}
	}
	return r.a.Tokens[i].XPOS == language.TagVBN && !r.mistaken(i) && (r.a.Tokens[i].Rel == language.Acl || r.a.Tokens[i].Rel == language.Advcl) && r.a.Child(i, language.Aux) == language.None
}

// mistaken reports whether a participle after the noun that heads its sentence
// must be the sentence's finite verb, which it lacks: "The council called on
// both sides ...".
func (r *reader) mistaken(i int) bool {
	h := int(r.a.Tokens[i].Head)
	s := r.around(i)
	if h >= 0 && h < i && h == s.Root && r.a.Form(i-1) == "," && r.a.Child(h, language.Appos) != language.None { // "The minister, A, answered that ..."
		return r.a.Tokens[i].Rel == language.Acl && r.a.Paragraphs[s.Paragraph].Kind == language.Body && !r.hasVerb(extent{s.First, i})
	}
	return r.a.Tokens[i].Rel == language.Acl && h == s.Root && h == i-1 && r.a.Paragraphs[s.Paragraph].Kind == language.Body && !r.hasVerb(extent{s.First, s.Last})
}

// caseOf gives the child of i that is the preposition or conjunction with that lemma, or None.
func (r *reader) caseOf(i int, word string) int {
	for c := range r.a.Children(i) {
		switch r.a.Tokens[c].Rel {
		case language.Case, language.Mark, language.Advmod:
			if c < i && r.a.Lower(c) == word {
				return c
			}
		}
	}
	return language.None
}

// sourceExtent gives the words of the source: the noun phrase of head i, cut
// where it would reach into the cue, a quotation or an adverbial before it.
func (r *reader) sourceExtent(i, cue int) extent {
	if i < 0 {
		return extent{}
	}
	e := r.extents[i]
	for c := range r.a.Children(i) { // the preposition of an agent or of "according to" is the cue's
		if r.a.Tokens[c].Rel == language.Case && c < i && e.first <= c {
			e.first = max(e.first, r.extents[c].last)
		}
	}
	if e.has(cue) {
		if cue > i {
			e.last = cue
		} else {
			e.first = cue + 1
		}
	}
	for j := i - 1; j >= e.first; j-- {
		if r.outer[j] != r.outer[i] || r.a.Form(j) == "," && r.adverbial(extent{e.first, j}) {
			e.first = j + 1
			break
		}
	}
	return e
}

// adverbial reports whether words before a comma are no part of the noun
// phrase after it: they hold a verb or begin with a preposition.
func (r *reader) adverbial(e extent) bool {
	for j := e.first; j < e.last; j++ {
		u := r.a.Tokens[j].UPOS
		if u == language.VERB || u == language.AUX || u == language.ADP && j == e.first {
			return true
		}
	}
	return false
}

// beside gives the head of the noun phrase that stands where the speaker of a
// quotation stands: between it and the verb, or right after the verb. It
// serves where the parse has no subject there.
func (r *reader) beside(i, quote int) int {
	s := r.around(i)
	j := i - 1
	if j > s.First && r.a.Form(j) == "," { // past an apposition: "the judge, Jane Doe, found"
		for k := j - 1; k > s.First && r.outer[k] == language.None; k-- {
			if r.a.Form(k) == "," {
				if !r.apposition(k+1, s) {
					break
				}
				if h := r.headOf(extent{k + 1, j}); h >= 0 && r.isPerson(h) {
					return h
				}
				j = k - 1
				break
			}
		}
	}
	for ; j >= s.First && r.outer[j] == language.None; j-- {
		if r.nominal(j) {
			t := r.top(j, extent{s.First, i})
			if b := r.adjunctOf(t, s.First); b > s.First {
				j = b // "the president on Monday accused"
				continue
			}
			return t
		}
		if r.a.Tokens[j].UPOS == language.PUNCT {
			break
		}
	}
	if quote == language.None {
		return language.None
	}
	for j := i + 1; j < s.Last && j <= i+12 && r.outer[j] == language.None; j++ {
		u := r.a.Tokens[j].UPOS
		if r.nominal(j) {
			return r.top(j, extent{i + 1, s.Last})
		}
		if u == language.PUNCT || u == language.ADP || u == language.VERB || u == language.SCONJ {
			break
		}
	}
	return language.None
}

// adjunctOf gives the preposition before the noun phrase of head i, if it is
// one of time or place, None if there is none.
func (r *reader) adjunctOf(i, from int) int {
	b := max(r.extents[i].first, from)
	if r.a.Tokens[b].UPOS != language.ADP {
		b--
	}
	if b < from || r.a.Tokens[b].UPOS != language.ADP {
		return language.None
	}
	switch r.a.Lower(b) {
	case "on", "in", "at", "after", "before", "since", "during", "from":
		return b
	}
	if r.times[i] {
		return b
	}
	return language.None
}

func (r *reader) nominal(i int) bool {
	switch r.a.Tokens[i].UPOS {
	case language.NOUN, language.PROPN, language.PRON:
		return r.a.Tokens[i].XPOS != language.TagPRPS
	}
	return false
}

// top climbs from token i to the head of its noun phrase inside the extent.
func (r *reader) top(i int, within extent) int {
	for n := 0; n < 8; n++ {
		h := int(r.a.Tokens[i].Head)
		if h < 0 || !within.has(h) || !r.nominal(h) || r.outer[h] != language.None {
			return i
		}
		i = h
	}
	return i
}
