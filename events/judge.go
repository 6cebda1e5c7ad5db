package events

import (
	"fmt"
	"slices"

	"demarche"
)

// verdict says whether two records tell of one event.
type verdict struct {
	score   float64
	against string // what cannot both be true of one event; empty if nothing
	short   string // what is wanting for a join of these two, though others may tie them; empty if nothing
	copied  bool   // the reports copy one text and tell it in the same words
	reasons []string
	explain bool // whether reasons are wanted
}

// count adds what speaks for a join.
func (v *verdict) count(score float64, format string, args ...any) {
	v.score += score
	if v.explain {
		v.reasons = append(v.reasons, fmt.Sprintf(format, args...))
	}
}

// refuse notes that the two are not one event.
func (v *verdict) refuse(why string) {
	if v.against == "" {
		v.against = why
	}
}

// lack notes that the two are not joined on their own.
func (v *verdict) lack(why string) {
	if v.short == "" {
		v.short = why
	}
}

// enough is what a verdict must score for a join.
const enough = 3

func (v verdict) joins() bool {
	return v.against == "" && (v.copied || v.short == "" && v.score >= enough)
}

// perhaps reports whether the two may be one event as far as they tell, but
// leave out when they were.
func (v verdict) perhaps() bool { return v.against == "" && v.short != "" && v.score >= enough }

// judge compares two records.
func judge(a, b *item, explain bool) verdict {
	v := verdict{explain: explain}
	if compareItems(b, a) < 0 {
		a, b = b, a
	}
	switch x := a.Record.(type) {
	case *demarche.Movement:
		if y, ok := b.Record.(*demarche.Movement); ok {
			v.movements(a, b, x, y)
			return v
		}
	case *demarche.Act:
		if y, ok := b.Record.(*demarche.Act); ok {
			v.acts(a, b, x, y)
			return v
		}
	case *demarche.Position:
		if y, ok := b.Record.(*demarche.Position); ok {
			v.positions(a, b, x, y)
			return v
		}
	case *demarche.Count:
		if y, ok := b.Record.(*demarche.Count); ok {
			v.counts(a, b, x, y)
			return v
		}
	}
	v.refuse("of different kinds")
	return v
}

// state compares a field that names a state.
func (v *verdict) state(score float64, field string, a, b demarche.State) {
	switch {
	case a == "" || b == "":
	case a == b:
		v.count(score, "%s %s in both", field, a)
	default:
		v.refuse("other " + field)
	}
}

// name compares a field that holds a name; different names speak against a join
// without ruling it out.
func (v *verdict) name(same, other float64, field string, a, b []string) {
	switch {
	case len(a) == 0 || len(b) == 0:
	case sameName(a, b):
		v.count(same, "same %s", field)
	default:
		v.count(other, "another name of the %s", field)
	}
}

// nationals compares two lists of nationalities.
func (v *verdict) nationals(a, b []demarche.State) {
	switch {
	case len(a) == 0 || len(b) == 0:
	case slices.ContainsFunc(a, func(s demarche.State) bool { return slices.Contains(b, s) }):
		v.count(0.5, "nationals of the same state")
	default:
		v.refuse("other nationals")
	}
}

// sameWords is how much of the words of two sentences is shared if one is a copy of
// the other.
const sameWords = 0.5

// words compares the sentences in which the two are told.
func (v *verdict) words(weight float64, a, b *item) float64 {
	l := likeness(a.said, b.said)
	if l >= sameWords && slices.ContainsFunc(a.families, func(f string) bool { return slices.Contains(b.families, f) }) {
		v.copied = true
		v.count(enough, "told in the same words in copies of one text")
	}
	if l >= 0.2 {
		v.count(weight*l, "told in words of which %.0f%% are shared", 100*l)
	}
	return l
}

// time compares when the two were; how a day's difference is judged is left to the kind.
func (v *verdict) time(a, b *item) closeness {
	c := a.when.fit(b.when)
	switch c {
	case sameDay:
		v.count(2, "both on the same day")
	case within:
		v.count(1, "the days fit")
	case freshly:
		v.count(1.5, "one without a day, published just after the other")
	case loosely:
		v.count(0.5, "the days fit loosely")
	case offEstimate:
		v.count(-0.5, "published at different times")
	case otherTime:
		v.refuse("at another time")
	}
	return c
}
