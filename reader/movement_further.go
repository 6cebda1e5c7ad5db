package reader

import (
	"demarche"
	"demarche/language"
)

// gapped finds the further journeys of a clause that leaves its verb out after
// the first: "eight were flown to South Sudan and five to Eswatini".
func (s *scene) gapped(j *journey) []finding {
	r := j.r
	if r.People == nil || j.n == none {
		return nil
	}
	c := &s.cs.List[j.n]
	var found []finding
	last := s.a.Sentences[c.Sentence].Last
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		to := x.Last
		if x.Counted != none {
			to = x.Counted + 1
		}
		if x.First <= c.Head || to+1 >= last || x.Kind != language.Cardinal || x.Value == 0 || s.a.Lower(to) != "to" || s.used[q] {
			continue
		}
		place := none
		for i := to + 1; i < min(to+5, last); i++ {
			if st := s.placeState(i); st != "" && st != r.DestinationState {
				place = i
			}
		}
		if place == none {
			continue
		}
		g := *r
		people := int(x.Value)
		g.People, g.Approx, g.Max = &people, x.Approx, nil
		g.DestinationState, g.Destination = s.placeState(place), demarche.Optional(s.placeWords(place))
		g.Flights, g.Nationals, g.Means = nil, []demarche.State{}, demarche.MeansUnknown
		h := s.newFinding(&g, demarche.KindMovement, "gapped", x.First)
		h.step("people: %d, with the verb of the clause before", people)
		s.used[q] = true
		found = append(found, h)
	}
	return found
}

// alsoTo finds the further destinations of one journey told together: "flown
// out to Guatemala and El Salvador". How many went to each is not said.
func (s *scene) alsoTo(j *journey) []finding {
	r := j.r
	if j.n == none {
		return nil
	}
	if j.place == none || s.placeState(j.place) != r.DestinationState || s.a.Tokens[j.head].UPOS != language.VERB {
		return nil
	}
	var found []finding
	for k := range s.a.Children(j.place) {
		st := s.placeState(k)
		if s.a.Tokens[k].Rel.Core() != language.Conj || st == "" || st == r.DestinationState || s.lemma(k) == "to" {
			continue
		}
		r.People, r.Max, r.Approx = nil, nil, false
		g := *r
		g.DestinationState, g.Destination = st, demarche.Optional(s.placeWords(k))
		h := s.newFinding(&g, demarche.KindMovement, "also-to", k)
		found = append(found, h)
	}
	return found
}
