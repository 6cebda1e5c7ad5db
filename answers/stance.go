package answers

import (
	"cmp"
	"slices"
	"sync"

	"demarche"
)

// Contested is the stance in force where a state's word contradicts itself
// and nothing decides.
const Contested demarche.Stance = "contested"

// resolution is what the positions of one state amount to for one cell.
type resolution struct {
	stance demarche.Stance // empty if nothing was said
	basis  []*fact         // what it rests on, newest first
	others []*fact         // what others said about it, newest first, where it does not rest on that
	passed []pass          // of the first facts, by number; nil if that was not asked
	reason string          // why contested
}

// pass notes why a position dropped out, if that was asked.
func (r *resolution) pass(f *fact, p pass) {
	if f.number < len(r.passed) {
		r.passed[f.number] = p
	}
}

// resolve applies the rules of docs/semantics.md to the positions of one state,
// which must be in the order of Answers.positions. With exact, only those that
// say exactly what the cell asks decide, not more general ones.
func resolve(facts []*fact, c cell, on demarche.Date, exact bool) resolution {
	if t := among(facts); c.briefly && t != nil {
		return t.resolveBriefly(c, on, exact)
	}
	var bearing []*fact
	r := resolution{passed: make([]pass, len(facts))}
	for _, f := range facts {
		if why := f.drops(c, on); why != notPassed {
			r.passed[f.number] = passedBy(why, nil)
			continue
		}
		bearing = append(bearing, f)
	}
	var said []*fact
	for _, f := range bearing {
		if f.word != OtherWord {
			said = append(said, f)
		}
	}
	if len(said) > 0 {
		for _, f := range bearing {
			if f.word == OtherWord && (!exact || f.exactly(c)) {
				r.others = append(r.others, f)
				r.pass(f, passedBy(WhyOtherWord, said[0]))
			}
		}
		bearing = said
	}
	r.decide(bearing, c, exact)
	return r
}

// exactly reports whether the position is as general or specific as the cell.
func (f *fact) exactly(c cell) bool {
	return f.position.People == c.people && f.position.Means == c.means && f.place == c.place &&
		(len(f.nationals) > 0) == (c.nationality != "")
}

// decide finds the stance among positions that all bear on the cell.
func (r *resolution) decide(bearing []*fact, c cell, exact bool) {
	var strands []strand
	if exact {
		if own := slices.DeleteFunc(slices.Clone(bearing), func(f *fact) bool { return !f.exactly(c) }); len(own) > 0 {
			strands = []strand{newStrand(own, len(r.passed))}
		}
	} else {
		strands = mostSpecific(bearing, len(r.passed))
	}
	if len(strands) == 0 {
		return
	}
	for i := range strands {
		s := strands[i].facts[0].specificity()
		strands[i].doubt(slices.DeleteFunc(slices.Clone(bearing), func(f *fact) bool { return !f.specificity().below(s) }))
	}
	r.settle(strands)
	if r.passed != nil {
		r.explain(bearing, strands)
	}
}

// leading gives the strand that is farthest from consent.
func leading(strands []strand) strand {
	return slices.MinFunc(strands, func(x, y strand) int { return caution(x.stance) - caution(y.stance) })
}

// settle takes the stance of the leading strand, and rests it on all that agree.
func (r *resolution) settle(strands []strand) {
	lead := leading(strands)
	r.stance, r.reason = lead.stance, lead.reason
	for _, s := range strands {
		if s.stance == lead.stance {
			r.basis = append(r.basis, s.run...)
		}
	}
	newestFirst(r.basis)
}

// explain notes why positions drop out that bear on a cell; what it rests on
// must be settled.
func (r *resolution) explain(bearing []*fact, strands []strand) {
	lead := leading(strands)
	general, crossed := passedBy(WhyGeneral, lead.run[0]), passedBy(WhyCrossed, lead.run[0])
	for _, f := range bearing {
		r.pass(f, general)
	}
	for _, s := range strands {
		for _, f := range s.facts {
			r.pass(f, pass{})
		}
		for _, p := range s.passed {
			r.pass(p.fact, p.pass)
		}
	}
	for _, s := range strands {
		if s.stance != lead.stance {
			for _, f := range s.run {
				r.pass(f, crossed)
			}
		}
	}
	for _, f := range r.basis {
		r.pass(f, pass{})
	}
}

// caution orders stances by how far they are from consent, farthest first.
func caution(s demarche.Stance) int {
	return slices.Index([]demarche.Stance{demarche.Refuse, Contested, demarche.Unsettled, demarche.Accept}, s)
}

// mostSpecific divides positions by what they are specific about and gives a
// strand for each of those that none is more specific than, see newStrand.
func mostSpecific(facts []*fact, upTo int) []strand {
	groups := make(map[specificity][]*fact)
	for _, f := range facts {
		groups[f.specificity()] = append(groups[f.specificity()], f)
	}
	var strands []strand
	for s, group := range groups {
		if top := !slices.ContainsFunc(keys(groups), s.below); top {
			strands = append(strands, newStrand(group, upTo))
		}
	}
	slices.SortFunc(strands, func(x, y strand) int { return compareFacts(x.run[0], y.run[0]) })
	return strands
}

// strand is a sequence of positions on one thing, resolved in time.
type strand struct {
	facts  []*fact
	stance demarche.Stance
	run    []*fact   // the newest entries that agree without a break, newest first
	passed []dropped // those of the first facts that are not in run, as far as that was asked
	reason string
}

// dropped is a position that dropped out, and why.
type dropped struct {
	fact *fact
	pass pass
}

// newStrand resolves positions that are equally specific: the latest decides,
// and with it stand the earlier ones that agree, back to the first that does not.
// Nothing is left out of facts; there is at least one.
// Why others drop out is asked of those with numbers below upTo.
func newStrand(facts []*fact, upTo int) strand {
	s := strand{facts: facts}
	broken := false
	for layer := range layers(facts) {
		asked := layer[0].number < upTo
		d := decideLayer(layer, !asked)
		switch {
		case s.run == nil:
			s.stance, s.run, s.reason = d.stance, d.chosen, d.reason
			s.passed = append(s.passed, d.passed...)
		case s.stance == d.stance && s.stance != Contested && !broken:
			s.run = append(s.run, d.chosen...)
			s.passed = append(s.passed, d.passed...)
		case !asked: // nor is it of any that is older
			return s
		default:
			broken = true
			earlier := passedBy(WhyEarlier, s.run[0])
			for _, f := range layer {
				s.passed = append(s.passed, dropped{f, earlier})
			}
		}
	}
	return s
}

// doubt makes an acceptance contested where the state has since refused in
// general, in its own word: whether the acceptance outlives that is not known.
// general holds the positions that are more general, in their order.
func (s *strand) doubt(general []*fact) {
	if s.stance != demarche.Accept {
		return
	}
	for layer := range layers(general) {
		d := decideLayer(layer, true)
		refused := slices.MinFunc(d.chosen, func(x, y *fact) int { return cmp.Compare(x.earliest, y.earliest) }).earliest
		accepted := slices.MaxFunc(s.run, func(x, y *fact) int { return cmp.Compare(x.latest, y.latest) }).latest
		if d.stance == demarche.Refuse && d.chosen[0].word == OwnWord && refused > accepted {
			s.stance, s.run = Contested, append(d.chosen, s.run...)
			s.reason = "a later refusal in general puts the earlier acceptance in doubt"
		}
		return
	}
}

// layers yields positions, newest first, in groups within which the order in
// time is not certain: a position belongs to the first group none of whose
// remaining members was certainly said after it. facts must be sorted by their
// latest day, newest first. Undated positions come last.
func layers(facts []*fact) func(yield func([]*fact) bool) {
	return func(yield func([]*fact) bool) {
		for from := 0; from < len(facts); {
			// The newest of the earliest days of all that is left: nothing can have
			// been said later than on its latest day, by which they are sorted.
			earliest, to := facts[from].earliest, from+1
			for to < len(facts) && facts[to].latest >= earliest {
				earliest = max(earliest, facts[to].earliest)
				to++
			}
			if !yield(facts[from:to]) {
				return
			}
			from = to
		}
	}
}

// decided is the outcome of one layer.
type decided struct {
	stance demarche.Stance
	chosen []*fact
	passed []dropped
	reason string
}

// decideLayer decides among positions of one time: the strongest word before
// weaker ones, a decision before "unsettled"; decisions of one rank that
// disagree are contested.
func decideLayer(layer []*fact, briefly bool) decided {
	strongest := slices.MaxFunc(layer, func(x, y *fact) int { return x.word.rank() - y.word.rank() }).word
	said := func(s demarche.Stance) bool {
		return slices.ContainsFunc(layer, func(f *fact) bool { return f.word == strongest && f.position.Stance == s })
	}
	var d decided
	switch accepts, refuses := said(demarche.Accept), said(demarche.Refuse); {
	case accepts && refuses:
		d.stance = Contested
		d.reason = "accepts and refuses on the same day"
		if !sameDay(layer) {
			d.reason = "accepts and refuses, and which came later is not known"
		}
	case accepts:
		d.stance = demarche.Accept
	case refuses:
		d.stance = demarche.Refuse
	default:
		d.stance = demarche.Unsettled
	}
	for _, f := range layer {
		if f.position.Stance == d.stance || d.stance == Contested && f.word == strongest && f.position.Stance != demarche.Unsettled {
			d.chosen = append(d.chosen, f)
		}
	}
	// The strongest word first: it is the one to cite.
	slices.SortStableFunc(d.chosen, func(x, y *fact) int { return y.word.rank() - x.word.rank() })
	if briefly {
		return d
	}
	for _, f := range layer {
		switch {
		case f.position.Stance == d.stance: // chosen
		case f.word != strongest:
			d.passed = append(d.passed, dropped{f, passedBy(WhyWeaker, d.chosen[0])})
		case d.stance != Contested || f.position.Stance == demarche.Unsettled:
			d.passed = append(d.passed, dropped{f, passedBy(WhyUndecided, d.chosen[0])})
		}
	}
	return d
}

func sameDay(layer []*fact) bool {
	for _, f := range layer {
		if f.earliest != f.latest || f.latest != layer[0].latest {
			return false
		}
	}
	return true
}

// allTerms gives demarche.Terms; they must not be changed.
var allTerms = sync.OnceValue(demarche.Terms)

// terms gives the conditions that any of the positions carries, in the order of the vocabulary.
func terms(basis []*fact) []demarche.Term {
	out := []demarche.Term{}
	for _, f := range basis { // most say the same
		for _, t := range f.position.Terms {
			if !slices.Contains(out, t) && slices.Contains(allTerms(), t) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, func(x, y demarche.Term) int {
		return cmp.Compare(slices.Index(allTerms(), x), slices.Index(allTerms(), y))
	})
	return out
}

// since gives the day of the oldest dated entry of the basis.
func since(basis []*fact) demarche.Date {
	for i := len(basis) - 1; i >= 0; i-- {
		if basis[i].Day.Known() {
			return basis[i].Day
		}
	}
	return ""
}

// newestFirst sorts facts as Answers.positions does.
func newestFirst(facts []*fact) { slices.SortStableFunc(facts, compareFacts) }

func speaker(s *demarche.Speaker) string {
	switch {
	case s == nil:
		return "the report"
	case s.Name != "" && s.State != "":
		return string(s.Name) + " (" + string(s.State) + ")"
	case s.Name != "":
		return string(s.Name)
	case s.State != "":
		return string(s.State)
	case s.Role != "":
		return string(s.Role)
	}
	return "the report"
}

func keys[K comparable, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
