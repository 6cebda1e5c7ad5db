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
	var before *finding // the figure before
	for q := range s.a.Quantities {
		if f := s.count(q, before); f != nil {
			found = append(found, *f)
			if f.record.(*demarche.Count).What != "" {
				before = f
			}
		}
	}
	return append(found, tables(s)...)
}

// count gives what figure q counts, nil if it is no figure about returns.
// before is the figure before it, of which it may be a part or the next of a row.
func (s *scene) count(q int, before *finding) *finding {
	x := &s.a.Quantities[q]
	if s.used[q] {
		return nil // it is the size of a movement
	}
	if x.Kind == language.Ordinal || x.Kind == language.Label || x.First >= len(s.a.Tokens) {
		return nil
	}
	sentence := int(s.a.Tokens[x.First].Sentence)
	if !s.onSubject(sentence) && !s.throughout || x.Value == 0 || s.isYear(x) || s.countsThings(x) || s.inTable(sentence) || s.isNoFigure(x, sentence) {
		return nil
	}
	if x.Kind == language.Cardinal && x.Value == 1 {
		return nil // "one of them"
	}
	head := x.Counted
	if head == none {
		head = x.Last - 1
	}
	var e *vocabulary.Count
	how := "carried"
	if s.ofThem(x, head) || s.kinOf(head) != "" && s.isPart(x.First, s.a.Sentences[sentence].First) {
		e = s.partOfBefore(x, sentence, before)
	}
	if e == nil {
		e, how = s.classify(x, head), "by-clause"
	}
	if e == nil {
		e, how = s.carried(x, head, sentence, before), "carried"
	}
	if e == nil {
		e, how = s.entryFor(s.around(x, near), head, none), "by-words-around"
	}
	if e == nil {
		return s.unread(x, head, sentence)
	}
	f := s.fillCount(e, x, head, s.cs.Of(head), sentence)
	if f == nil {
		return nil
	}
	f.mark(how)
	if x.Counted == none {
		f.mark("bare")
	} else if s.surelyPeople(x.Counted) {
		f.mark("people-moved")
	}
	if s.topic[sentence] {
		f.mark("topic-sentence")
	}
	if before != nil {
		s.inheritWhose(f, before, x)
	}
	return f
}

// countsThings reports whether a number counts what is neither people nor a
// vehicle: "400,000 lives", "three months".
func (s *scene) countsThings(x *language.Quantity) bool {
	if x.Kind != language.Cardinal || x.Counted == none || s.isPeople(x.Counted) || s.isAircraft(x.Counted) {
		return false
	}
	l := s.lemma(x.Counted)
	for i := range s.words.counts {
		if slices.Contains(s.words.counts[i].Nouns, l) {
			return false
		}
	}
	return true
}

// isYear reports whether a bare number is the number of a year.
func (s *scene) isYear(x *language.Quantity) bool {
	if x.Kind != language.Cardinal || x.Counted != none || x.Approx || len(x.Span.Of(s.a.Text)) != 4 {
		return false
	}
	if x.Value >= 1600 && x.Value < 1900 && x.First > 0 {
		switch s.a.Lower(x.First - 1) {
		case "in", "of", "since": // "an act of 1798"
			return true
		}
	}
	return x.Value >= 1900 && x.Value < 2100
}

// fewFlights is how many flights are single movements rather than a total.
const fewFlights = 4

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
	if r.Unit == "people" && x.Counted != none && s.isAircraft(x.Counted) {
		return nil // flights are not people, whatever the verb
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
		r.Of = s.taxed(x, r.In)
		if r.Of == "" && r.In != "" {
			r.Of = s.otherSide(sentence, r.In)
		}
	}
	if e.What != demarche.Tariff {
		if r.In = s.settled(head); r.In == "" || e.What == demarche.Returned || e.What == demarche.Eligible {
			if st := s.where(e, n, head); st != "" {
				r.In = st
			}
		}
	}
	if r.Of == r.In && e.What == demarche.Returned {
		r.In = ""
	}
	if at := s.figurePlace(e.What, head, n); at.name != "" {
		r.Place = demarche.Optional(at.name)
		if r.In == "" {
			r.In = at.state
		}
		f.step("of a place: %s", r.Place)
	}
	r.AsOf = s.heldOn(x, head, n)
	if sp := s.by(x.First); sp != nil {
		r.Source = sp.Name
		if r.Source == "" {
			r.Source = demarche.Optional(sp.State)
		}
	}
	return &f
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
