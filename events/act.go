package events

import (
	"slices"

	"demarche"
)

// acts compares two acts.
func (v *verdict) acts(a, b *item, x, y *demarche.Act) {
	if x.Type != y.Type {
		v.refuse("another act")
	}
	straight := slices.Equal(a.actor, b.actor) && !contradict(a.target, b.target)
	crossed := symmetric(x.Type) && !contradict(a.actor, b.target) && !contradict(a.target, b.actor) && len(a.target)+len(b.target) > 0
	switch {
	case straight && len(a.target) > 0 && len(b.target) > 0:
		v.count(1, "%s %s in both", x.Actor, x.Target)
	case straight:
		v.count(0.5, "%s in both", x.Actor)
	case crossed:
		v.count(1, "the same two sides")
	default:
		v.refuse("another side")
	}
	v.name(0.5, 0, "speaker", a.speaker, b.speaker)
	switch c, alike := v.time(a, b), v.words(2, a, b); {
	case c == nextDay && alike < 0.35:
		v.lack("a day apart, in other words")
	case c == nextDay:
		v.count(1, "a day apart, in like words")
	case c == timeUnknown || c == offEstimate:
		v.lack("nothing tells that they were at one time")
	case c == within && alike >= 0.1 && len(a.target) > 0 && len(b.target) > 0:
		v.count(0.5, "both sides are named")
	case alike < 0.1 && len(a.said) > 3 && len(b.said) > 3:
		v.count(-1, "told in other words")
	}
}

// contradict reports whether two names are both known and are not the same.
func contradict(a, b []string) bool { return len(a) > 0 && len(b) > 0 && !slices.Equal(a, b) }

// symmetric reports whether an act is one of both sides.
func symmetric(t demarche.ActType) bool { return t == demarche.Agree || t == demarche.Negotiate }
