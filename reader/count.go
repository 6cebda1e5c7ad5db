package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// counts finds figures with their meaning.
func counts(s *scene) []finding {
	var found []finding
	for q := range s.a.Quantities {
		if f := s.count(q); f != nil {
			found = append(found, *f)
		}
	}
	return found
}

// count gives what figure q counts, nil if it is no figure about returns.
func (s *scene) count(q int) *finding {
	x := &s.a.Quantities[q]
	if s.used[q] {
		return nil // it is the size of a movement
	}
	if x.Kind == language.Ordinal || x.Kind == language.Label || x.First >= len(s.a.Tokens) {
		return nil
	}
	sentence := int(s.a.Tokens[x.First].Sentence)
	if !s.onSubject(sentence) || x.Value == 0 || s.isYear(x) {
		return nil
	}
	head := x.Counted
	if head == none {
		head = x.First
	}
	n := s.cs.Of(head)
	near := s.around(x)
	for i := range s.words.counts {
		e := &s.words.counts[i]
		if !s.countFits(e, x, head, n, near) {
			continue
		}
		return s.fillCount(e, x, head, n, sentence)
	}
	return nil
}

// isYear reports whether a bare number is the number of a year.
func (s *scene) isYear(x *language.Quantity) bool {
	return x.Kind == language.Cardinal && x.Counted == none && !x.Approx && x.Value >= 1900 && x.Value < 2100 && len(x.Span.Of(s.a.Text)) == 4
}

// fewFlights is how many flights are single movements rather than a total.
const fewFlights = 4

// around gives the lemmas of the clause of a figure, or of ten words on each side.
func (s *scene) around(x *language.Quantity) string {
	sent := s.a.Sentences[s.a.Tokens[x.First].Sentence]
	return s.phrase(max(sent.First, x.First-10), min(sent.Last, x.Last+10))
}

func (s *scene) countFits(e *vocabulary.Count, x *language.Quantity, head, n int, near string) bool {
	switch e.What {
	case demarche.Money:
		return x.Kind == language.MoneyAmount
	case demarche.Tariff:
		if x.Kind != language.Percent {
			return false
		}
		_, ok := contains(near, e.Words)
		return ok
	}
	if x.Kind == language.MoneyAmount {
		return false
	}
	flights := s.isAircraft(head) || x.Kind == language.Percent && s.aircraftAfter(x.Last)
	if e.What == demarche.Flights {
		return flights && (x.Value >= fewFlights || x.Kind == language.Percent)
	}
	if flights {
		return false
	}
	if x.Kind == language.Cardinal && x.Counted != none && !s.isPeople(x.Counted) && !slices.Contains(e.Nouns, s.lemma(x.Counted)) {
		return false
	}
	if len(e.Modal) > 0 { // needs its verb under one of the modals
		if n == none || !(slices.Contains(e.Verbs, s.cs.List[n].Lemma)) {
			_, ok := contains(near, e.Words)
			return ok && e.What != demarche.Returned && s.verbNear(n, e.Verbs)
		}
		m := s.cs.List[n].Modal
		if !slices.Contains(e.Modal, m) && s.cs.List[n].Mark != "to" {
			_, ok := contains(near, e.Words)
			return ok
		}
		return true
	}
	_, words := contains(near, e.Words)
	return words
}

// aircraftAfter reports whether planes or flights stand in the two words from token i on: "40 percent more flights".
func (s *scene) aircraftAfter(i int) bool {
	for k := i; k < min(i+3, len(s.a.Tokens)); k++ {
		if s.isAircraft(k) {
			return true
		}
	}
	return false
}

func (s *scene) verbNear(n int, verbs []string) bool {
	for n != none {
		if slices.Contains(verbs, s.cs.List[n].Lemma) {
			return true
		}
		n = s.cs.List[n].Parent
	}
	return false
}

func (s *scene) fillCount(e *vocabulary.Count, x *language.Quantity, head, n, sentence int) *finding {
	r := &demarche.Count{What: e.What, Value: x.Value, Unit: e.Unit, Approx: x.Approx}
	if x.Max > 0 {
		m := x.Max
		r.Max = &m
	}
	switch x.Kind {
	case language.Percent:
		r.Unit = "percent"
	case language.MoneyAmount:
		r.Unit = strings.ToLower(x.Currency)
		if r.Unit != "usd" && r.Unit != "eur" && r.Unit != "gbp" {
			return nil
		}
	}
	f := s.newFinding(r, demarche.KindCount, string(e.What), x.First)
	f.trigger = x.Span
	if e.What != demarche.Money {
		s.whose(r, x, head, &f)
	}
	if e.What == demarche.Tariff {
		r.Of = ""
		if n != none {
			if p, ok := s.actor(s.cs.List[n].Subject); ok {
				r.In = p.state
			}
		}
		if r.In != "" {
			r.Of = s.otherSide(sentence, r.In)
		}
	}
	if e.What != demarche.Tariff {
		r.In = s.where(e, n, head)
	}
	if r.Of == r.In && e.What == demarche.Returned {
		r.In = ""
	}
	if n != none {
		r.AsOf = s.timeIn(n)
	}
	if sp := s.by(x.First); sp != nil {
		r.Source = sp.Name
		if r.Source == "" {
			r.Source = demarche.Optional(sp.State)
		}
	}
	return &f
}

// whose fills in whose nationals the figure counts: the nationality in its noun
// phrase or just before it, else, in a report about one state's own people
// being returned to it, that state.
func (s *scene) whose(r *demarche.Count, x *language.Quantity, head int, f *finding) {
	if ns := s.nationalsOf(head); len(ns) > 0 {
		r.Of = ns[0]
		f.step("nationality of \"%s\" -> %s", s.a.Form(head), r.Of)
		return
	}
	if st := s.fromWhere(head); st != "" {
		r.Of = st
		f.step("from %s", st)
		return
	}
	for i := x.First - 1; i >= 0 && i >= x.First-2; i-- { // "Algerians (12,455)"
		if ns := s.nationalsOf(i); x.Counted == none && len(ns) == 1 {
			r.Of = ns[0]
			f.step("nationality before it -> %s", r.Of)
			return
		}
	}
	switch r.What {
	case demarche.Returned, demarche.Eligible, demarche.Held, demarche.Encounters, demarche.UnauthorizedPopulation, demarche.OtherCount, demarche.Flights:
		if s.returnees != "" {
			r.Of = s.returnees
			f.step("the report is about the return of nationals of %s", r.Of)
		}
	}
}

// fromWhere gives the state in "immigrants from Mexico".
func (s *scene) fromWhere(i int) demarche.State {
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == "from" {
			return s.placeState(k)
		}
	}
	return ""
}

// where gives the state in which the figure holds: for returns the sending
// state, for places the state where they lie.
func (s *scene) where(e *vocabulary.Count, n, head int) demarche.State {
	for m := n; m != none; m = s.cs.List[m].Parent {
		c := &s.cs.List[m]
		if e.What == demarche.Returned || e.What == demarche.Eligible {
			if s.words.send[c.Lemma] {
				if p, ok := s.actor(c.Subject); ok && p.state != "" {
					return p.state
				}
				if o := c.With("from", "by"); o != none {
					if st := s.placeState(o); st != "" {
						return st
					}
				}
			}
		}
		for _, prep := range []string{"in", "at", "to", "into"} {
			if prep == "to" && e.What == demarche.Returned {
				continue
			}
			if o := c.With(prep); o != none {
				if st := s.placeState(o); st != "" {
					return st
				}
			}
		}
		if e.What == demarche.Agreed || e.What == demarche.Flights {
			if p, ok := s.actor(c.Subject); ok && p.state != "" {
				return p.state
			}
		}
	}
	if e.What == demarche.Returned || e.What == demarche.Eligible {
		return s.sender
	}
	return ""
}
