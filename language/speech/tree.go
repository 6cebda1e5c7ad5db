package speech

import (
	"demarche/language"
)

// extent is a range of tokens [first, last).
type extent struct{ first, last int }

func (e extent) empty() bool { return e.first >= e.last }

func (e extent) has(i int) bool { return e.first <= i && i < e.last }

func (e extent) overlaps(o extent) bool { return e.first < o.last && o.first < e.last }

// without gives the parts of e that are not in o.
func (e extent) without(o extent) []extent {
	if !e.overlaps(o) {
		return []extent{e}
	}
	var out []extent
	if e.first < o.first {
		out = append(out, extent{e.first, o.first})
	}
	if o.last < e.last {
		out = append(out, extent{o.last, e.last})
	}
	return out
}

// withoutAll gives the parts of the extents that are not in o.
func withoutAll(es []extent, o extent) []extent {
	var out []extent
	for _, e := range es {
		out = append(out, e.without(o)...)
	}
	return out
}

// extents gives for every token the extent of the words that depend on it,
// itself included, in one pass from the leaves to the roots.
func extents(a *language.Analysis) []extent {
	n := len(a.Tokens)
	out := make([]extent, n)
	waiting := make([]int32, n) // children not yet seen
	for i := range a.Tokens {
		out[i] = extent{i, i + 1}
		if h := a.Tokens[i].Head; h >= 0 {
			waiting[h]++
		}
	}
	ready := make([]int32, 0, n)
	for i := range a.Tokens {
		if waiting[i] == 0 {
			ready = append(ready, int32(i))
		}
	}
	for k := 0; k < len(ready); k++ {
		i := ready[k]
		h := a.Tokens[i].Head
		if h < 0 {
			continue
		}
		out[h] = extent{min(out[h].first, out[i].first), max(out[h].last, out[i].last)}
		if waiting[h]--; waiting[h] == 0 {
			ready = append(ready, h)
		}
	}
	return out
}

// maxReach bounds how many tokens to each side of a cue are looked at in a
// sentence; only text without stops has longer ones.
const maxReach = 300

// around gives the sentence of token i, cut to maxReach tokens on each side.
func (r *reader) around(i int) language.Sentence {
	s := r.a.Sentences[r.a.Tokens[i].Sentence]
	s.First, s.Last = max(s.First, i-maxReach), min(s.Last, i+maxReach)
	return s
}
