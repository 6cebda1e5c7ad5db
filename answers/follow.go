package answers

import (
	"slices"

	"demarche"
	"demarche/events"
)

// followRule says what may follow from a promise. The rules are those of docs/semantics.md.
type followRule struct {
	name     string
	of       []demarche.ActType
	relation demarche.Relation
	reason   string
	fits     func(promised, *follower) bool
}

// followRules lists the rules, in the order in which answers show what they propose.
func followRules() []followRule {
	threat, order, pledge := []demarche.ActType{demarche.Threaten}, []demarche.ActType{demarche.Order}, []demarche.ActType{demarche.Pledge}
	return []followRule{
		{"threat/measure", threat, demarche.CarriesOut, "the one who threatened then took a measure against the same side",
			acts(sameSides, demarche.Sanction, demarche.Suspend, demarche.TurnBack)},
		{"threat/ease", threat, demarche.Reverses, "the one who threatened then lifted or withdrew a measure",
			acts(sameSides, demarche.Ease)},
		{"order/movement", order, demarche.CarriesOut, "people were then moved by the one who ordered, to a place or in words of the order",
			moved(func(p promised, m *demarche.Movement, x *follower) bool {
				return says(p.act.Actor, m.Sender) && (p.names(m.Destination) || shared(p.words, x.telling()) >= 2)
			})},
		{"order/figure", order, demarche.CarriesOut, "a figure was then told of the place that the order names",
			counted(func(p promised, c *demarche.Count) bool { return p.names(c.Place) })},
		{"order/withdrawn", order, demarche.Reverses, "the one who ordered then lifted or halted it, in like words",
			acts(and(sameSides, alike), demarche.Ease, demarche.Suspend)},
		{"order/ruling", order, demarche.Contradicts, "a court then ruled on it, in like words",
			acts(and(againstActor, alike), demarche.Rule)},
		{"pledge/movement", pledge, demarche.CarriesOut, "people were then moved by or to the one who pledged",
			moved(func(p promised, m *demarche.Movement, _ *follower) bool {
				there, back := says(p.act.Actor, m.Sender), says(p.act.Actor, m.DestinationState)
				return there && (p.act.Target == "" || says(p.act.Target, m.DestinationState)) || back && (p.act.Target == "" || says(p.act.Target, m.Sender))
			})},
		{"pledge/agreement", pledge, demarche.CarriesOut, "the two sides then agreed",
			acts(func(p promised, a *demarche.Act, x *follower) bool {
				return p.act.Target != "" && a.Target != "" && (sameSides(p, a, x) || same(p.act.Actor, a.Target) && same(p.act.Target, a.Actor))
			}, demarche.Agree)},
		{"pledge/resumed", pledge, demarche.CarriesOut, "the one who pledged then resumed what had been halted",
			acts(sameSides, demarche.Resume)},
		{"pledge/figure", pledge, demarche.CarriesOut, "a figure was then told of the place that the pledge names",
			counted(func(p promised, c *demarche.Count) bool { return p.names(c.Place) })},
		{"pledge/halted", pledge, demarche.Reverses, "the one who pledged then halted flights or cooperation",
			acts(sameSides, demarche.Suspend)},
		{"pledge/turned back", pledge, demarche.Contradicts, "the one who pledged then turned a movement back",
			acts(sameSides, demarche.TurnBack)},
		{"pledge/refusal", pledge, demarche.Contradicts, "the one who pledged then refused to take people",
			func(p promised, x *follower) bool {
				pos, ok := x.event.First().Record.(*demarche.Position)
				elsewhere := ok && p.act.Target != "" && pos.From != "" && !says(p.act.Target, pos.From)
				return ok && !elsewhere && says(p.act.Actor, pos.State) && pos.Stance == demarche.Refuse && newFact(x.event.First().Entry, pos).word != OtherWord
			}},
	}
}

// acts makes the condition that an act is of one of the types, and more.
func acts(fits func(promised, *demarche.Act, *follower) bool, types ...demarche.ActType) func(promised, *follower) bool {
	return func(p promised, x *follower) bool {
		a, ok := x.event.First().Record.(*demarche.Act)
		return ok && slices.Contains(types, a.Type) && fits(p, a, x)
	}
}

// moved makes the condition that people left or arrived, and more.
func moved(fits func(promised, *demarche.Movement, *follower) bool) func(promised, *follower) bool {
	return func(p promised, x *follower) bool {
		m, ok := x.event.First().Record.(*demarche.Movement)
		s := x.event.Status()
		return ok && (s == demarche.UnderWay || s == demarche.Completed) && fits(p, m, x)
	}
}

// counted makes the condition that a figure tells of people or room, and more.
func counted(fits func(promised, *demarche.Count) bool) func(promised, *follower) bool {
	return func(p promised, x *follower) bool {
		c, ok := x.event.First().Record.(*demarche.Count)
		return ok && slices.Contains([]demarche.CountWhat{demarche.Held, demarche.Capacity, demarche.Returned}, c.What) && fits(p, c)
	}
}

func and(a, b func(promised, *demarche.Act, *follower) bool) func(promised, *demarche.Act, *follower) bool {
	return func(p promised, x *demarche.Act, f *follower) bool { return a(p, x, f) && b(p, x, f) }
}

// sameSides reports whether the act is by the same one, and not at another side.
func sameSides(p promised, a *demarche.Act, _ *follower) bool {
	return same(p.act.Actor, a.Actor) && (p.act.Target == "" || a.Target == "" || same(p.act.Target, a.Target))
}

// againstActor reports whether the act is aimed at the one who promised.
func againstActor(p promised, a *demarche.Act, _ *follower) bool { return same(p.act.Actor, a.Target) }

// alike reports whether the sentences share two telling words.
func alike(p promised, _ *demarche.Act, x *follower) bool { return shared(p.words, x.telling()) >= 2 }

// names reports whether the sentences of the promise name a place: all the words that tell which it is.
func (p promised) names(place demarche.Optional) bool {
	words := events.Telling(foldPlace(string(place)))
	return len(words) > 0 && shared(words, p.words) == len(words)
}

func same(a, b demarche.Optional) bool { return a != "" && fold(string(a)) == fold(string(b)) }

// says reports whether a party is the state.
func says(party demarche.Optional, s demarche.State) bool {
	return s != "" && fold(string(party)) == fold(string(s))
}
