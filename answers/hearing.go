package answers

import (
	"cmp"
	"slices"
	"sync"

	"demarche"
)

// hearings remembers what bears on cells that were asked about.
type hearings struct {
	mu sync.RWMutex
	of map[cell]*hearing
}

// mostHeard is of how many cells of a state it is remembered what bears on them.
const mostHeard = 2000

// hearing is the positions that bear on a cell, whatever the day: what bears on
// it on a day is the end of each list, for they are sorted by day, newest first.
type hearing struct {
	said, told voices // what the state or the report says; what others say
}

// voices is positions that stand beside each other in an answer.
type voices struct {
	facts  []*fact
	exact  []*fact // those that are as general or specific as the cell
	groups []voicesOf
}

// voicesOf is positions that are specific in the same respects.
type voicesOf struct {
	specificity specificity
	facts       []*fact
	general     []*fact // the positions that are more general
}

// by gives those of sorted positions that were certainly said by a day.
func by(facts []*fact, on demarche.Date) []*fact {
	if len(facts) == 0 || facts[0].latest <= on {
		return slices.Clip(facts)
	}
	return slices.Clip(facts[saidBy(facts, on):])
}

// hearing gives what bears on a cell.
func (t *topics) hearing(c cell) *hearing {
	c.briefly = true
	t.hearings.mu.RLock()
	had := t.hearings.of[c]
	t.hearings.mu.RUnlock()
	if had != nil {
		return had
	}
	had = t.hear(c)
	t.hearings.mu.Lock()
	defer t.hearings.mu.Unlock()
	if t.hearings.of == nil || len(t.hearings.of) >= mostHeard {
		t.hearings.of = make(map[cell]*hearing)
	}
	t.hearings.of[c] = had
	return had
}

// hear finds what bears on a cell.
func (t *topics) hear(c cell) *hearing {
	var bearing []*fact
	for _, group := range t.groups {
		if group[0].elsewhere(c) != notPassed {
			continue
		}
		for _, f := range group {
			if f.Review != demarche.Rejected {
				bearing = append(bearing, f)
			}
		}
	}
	slices.SortFunc(bearing, func(x, y *fact) int { return cmp.Compare(x.number, y.number) })
	h := &hearing{}
	for _, f := range bearing {
		v := &h.said
		if f.word == OtherWord {
			v = &h.told
		}
		v.take(f, c)
	}
	for _, v := range []*voices{&h.said, &h.told} {
		v.order()
	}
	return h
}

// take takes a position in; they must come in their order.
func (v *voices) take(f *fact, c cell) {
	v.facts = append(v.facts, f)
	if f.exactly(c) {
		v.exact = append(v.exact, f)
	}
	s := f.specificity()
	i := slices.IndexFunc(v.groups, func(g voicesOf) bool { return g.specificity == s })
	if i < 0 {
		i, v.groups = len(v.groups), append(v.groups, voicesOf{specificity: s})
	}
	v.groups[i].facts = append(v.groups[i].facts, f)
}

// order finds what is more general than each group.
func (v *voices) order() {
	for i := range v.groups {
		g := &v.groups[i]
		for _, f := range v.facts {
			if f.specificity().below(g.specificity) {
				g.general = append(g.general, f)
			}
		}
	}
}

// group gives the positions of a specificity.
func (v *voices) group(s specificity) voicesOf {
	if i := slices.IndexFunc(v.groups, func(g voicesOf) bool { return g.specificity == s }); i >= 0 {
		return v.groups[i]
	}
	return voicesOf{specificity: s}
}

// resolveBriefly does what resolve does where nobody asks why positions drop
// out. What it costs depends on how many positions the answer rests on, and not
// on how many there are.
func (t *topics) resolveBriefly(c cell, on demarche.Date, exact bool) resolution {
	var r resolution
	h := t.hearing(c)
	v := &h.said
	if len(by(h.said.facts, on)) == 0 {
		v = &h.told
	} else if exact {
		r.others = by(h.told.exact, on)
	} else {
		r.others = by(h.told.facts, on)
	}
	var strands []strand
	if exact {
		if own := by(v.exact, on); len(own) > 0 {
			strands = []strand{newStrand(own, 0)}
		}
	} else {
		strands = v.mostSpecific(on, 0)
	}
	if len(strands) == 0 {
		return r
	}
	v.doubt(strands, on)
	r.settle(strands)
	return r
}

// doubt doubts strands by what is more general than each.
func (v *voices) doubt(strands []strand, on demarche.Date) {
	for i := range strands {
		strands[i].doubt(by(v.group(strands[i].facts[0].specificity()).general, on))
	}
}

// passes gives why each of the first positions, so many of them, drops out of
// a cell, as resolve does of all: of a state that is in the news for years
// there are thousands, and a page shows fifty.
func (t *topics) passes(c cell, on demarche.Date, first int) []pass {
	r := resolution{passed: make([]pass, first)}
	bearing := false
	for _, f := range t.facts[:first] {
		why := f.drops(c, on)
		r.pass(f, passedBy(why, nil))
		bearing = bearing || why == notPassed
	}
	if !bearing {
		return r.passed
	}
	h := t.hearing(c)
	v, said := &h.said, by(h.said.facts, on)
	if len(said) == 0 {
		v = &h.told
	} else {
		for _, f := range by(h.told.facts, on) {
			r.pass(f, passedBy(WhyOtherWord, said[0]))
		}
	}
	strands := v.mostSpecific(on, first)
	v.doubt(strands, on)
	r.settle(strands)
	r.explain(by(v.facts, on), strands)
	return r.passed
}

// mostSpecific gives a strand for each group that none is more specific than.
func (v *voices) mostSpecific(on demarche.Date, upTo int) []strand {
	var there []voicesOf
	for _, g := range v.groups {
		if g.facts = by(g.facts, on); len(g.facts) > 0 {
			there = append(there, g)
		}
	}
	var strands []strand
	for _, g := range there {
		if !slices.ContainsFunc(there, func(o voicesOf) bool { return g.specificity.below(o.specificity) }) {
			strands = append(strands, newStrand(g.facts, upTo))
		}
	}
	slices.SortFunc(strands, func(x, y strand) int { return compareFacts(x.run[0], y.run[0]) })
	return strands
}
