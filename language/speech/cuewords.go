package speech

import (
	"demarche/language"
)

// adjunctWords is how many words that tell when, where and how something was
// said are counted to a cue.
const adjunctWords = 12

// wording gives the words of a finding's cue as a reader marks them: more than
// the search needs, but never words of its content or source. It takes in the
// verbs before the cue that only lead to it ("went on to say") and what stands
// right behind it about the saying ("said in a statement on Monday").
func (r *reader) wording(f *finding) extent {
	e := f.cueSpan
	if f.cue < 0 || e.empty() || !e.has(f.cue) {
		return e
	}
	e = r.led(f, e)
	e = r.carried(f, e)
	e.first = r.determined(f, e)
	e.last = r.circumstances(f, e.last)
	if f.take.pattern == takesObjectAnd && e.last < len(r.a.Tokens) && r.a.Lower(e.last) == f.take.with {
		return extent{e.first, e.last + 1}
	}
	return e
}

// led widens the cue to the verbs that lead to it.
func (r *reader) led(f *finding, e extent) extent {
	top := f.cue
	for n := 0; n < maxClimb; n++ {
		h := int(r.a.Tokens[top].Head)
		if h < 0 || h > top || r.outer[h] != r.outer[f.cue] || !r.leads(h, top) {
			break
		}
		x := r.cueExtent(h, language.None)
		if x.last < e.first || r.taken(f, extent{x.first, e.first}) {
			break
		}
		e.first, top = min(e.first, x.first), h
	}
	return e
}

// carried widens the cue of a participle to the verb that it tells of and its
// object: "[released an advertisement calling] the plan a mistake".
func (r *reader) carried(f *finding, e extent) extent {
	t := &r.a.Tokens[f.cue]
	if t.XPOS != language.TagVBG {
		return e
	}
	o := int(t.Head)
	if t.Rel != language.Acl || o < 0 || r.a.Tokens[o].Rel != language.Obj {
		return e
	}
	v := int(r.a.Tokens[o].Head)
	if v < 0 || v > e.first || r.outer[v] != r.outer[f.cue] || r.passive(v) {
		return e
	}
	x := extent{r.cueExtent(v, language.None).first, e.first}
	if x.first >= x.last || e.first-v > adjunctWords || r.taken(f, x) || r.broken(x) {
		return e
	}
	return extent{x.first, e.last}
}

// broken reports whether a comma or quotation mark stands in the extent.
func (r *reader) broken(e extent) bool {
	for i := e.first; i < e.last; i++ {
		if r.boundary(i) || r.outer[i] != language.None {
			return true
		}
	}
	return false
}

// determined gives the first of the words before a noun cue that belong to it:
// "a growing concern about".
func (r *reader) determined(f *finding, e extent) int {
	if r.a.Tokens[f.cue].UPOS != language.NOUN || f.source >= 0 && f.sources.last == e.first {
		return e.first
	}
	b := e.first
	for b > 0 && int(r.a.Tokens[b-1].Head) == f.cue && r.modifies(b-1) && !r.taken(f, extent{b - 1, b}) {
		b--
	}
	return b
}

// leads reports whether h is a word whose infinitive c goes with it as one cue.
func (r *reader) leads(h, c int) bool {
	if _, ok := r.byCue[h]; ok {
		return false
	}
	switch r.a.Tokens[c].Rel {
	case language.Xcomp:
	case language.Advcl, language.Acl, language.Ccomp:
		if !r.toInfinitive(c) {
			return false
		}
	default:
		return false
	}
	return true
}

// taken reports whether content or source of a finding lies in the extent.
func (r *reader) taken(f *finding, e extent) bool {
	if f.sources.overlaps(e) {
		return true
	}
	for _, c := range f.content {
		if c.overlaps(e) {
			return true
		}
	}
	for _, q := range f.quotes {
		first, last := r.a.TokensIn(r.a.Quotations[q].Span)
		if e.overlaps(extent{first, last}) {
			return true
		}
	}
	return false
}

// circumstances gives one past the words right behind a cue that ends before
// token j which tell when, where and how it was said.
func (r *reader) circumstances(f *finding, j int) int {
	s := r.around(f.cue)
	start := j
	for j < s.Last && !r.boundary(j) && r.outer[j] == r.outer[f.cue] {
		c := r.dependent(j, f.cue)
		if c == language.None {
			break
		}
		switch r.a.Tokens[c].Rel {
		case language.Advmod, language.OblUnmarked:
		default:
			return j
		}
		end := r.extents[c].last
		if end > start+adjunctWords || r.taken(f, extent{j, end}) {
			return j
		}
		j = end
	}
	return j
}

// dependent gives the child of i whose words begin at token j, or None.
func (r *reader) dependent(j, i int) int {
	for n := 0; n < adjunctWords && j >= 0; n++ {
		h := int(r.a.Tokens[j].Head)
		if h == i {
			return j
		}
		j = h
	}
	return language.None
}
