package reader

import (
	"strings"

	"demarche"
	"demarche/language"
)

// isAircraft reports whether token i names a plane or a flight.
func (s *scene) isAircraft(i int) bool {
	if i == none {
		return false
	}
	if s.words.aircraft[s.lemma(i)] {
		return true
	}
	m, ok := s.vehicleAt(i)
	return ok && (m == demarche.MilitaryAircraft || m == demarche.CivilianAircraft)
}

// vehicleAt gives the means that token i names by itself: "bus", or a type of
// aircraft written with a hyphen ("C-17"), which is several tokens.
func (s *scene) vehicleAt(i int) (demarche.Means, bool) {
	if m, ok := s.words.vehicle[s.lemma(i)]; ok {
		return m, true
	}
	if start, end := s.a.Tokens[i].Start, s.a.Tokens[i].End; !strings.Contains(s.a.Text[max(start-1, 0):min(end+1, len(s.a.Text))], "-") {
		return "", false // in most places there is nothing to compare
	}
	for name, m := range s.words.hyphened {
		at := s.a.Tokens[i].Start // of its first part, or of the one after the hyphen
		if k := strings.IndexByte(name, '-') + 1; at >= k && s.a.Text[at-1] == '-' {
			at -= k
		}
		if end := at + len(name); end <= len(s.a.Text) && strings.EqualFold(s.a.Text[at:end], name) {
			return m, true
		}
	}
	return "", false
}

// means gives how the people in the clause are moved, by the vehicle in the
// noun phrases of the tokens given; "" if no vehicle is named.
func (s *scene) means(tokens ...int) (demarche.Means, int) {
	for _, i := range tokens {
		if i == none {
			continue
		}
		first, last := s.a.Subtree(i)
		for k := first; k < last; k++ {
			if m, ok := s.vehicleAt(k); ok && m == demarche.MilitaryAircraft {
				return m, k // "an Airbus A400M"
			}
		}
		if m, ok := s.vehicleAt(i); ok && s.a.Tokens[i].UPOS == language.NOUN {
			return m, i // "a chartered train"
		}
		for k := first; k < last; k++ {
			if m, ok := s.vehicleAt(k); ok {
				return m, k
			}
			if s.words.aircraft[s.lemma(k)] {
				if s.isAirlinePlane(k) {
					return demarche.CivilianAircraft, k
				}
				f, e := s.a.Subtree(k)
				phrase := s.phrase(f, e)
				for _, order := range []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft} {
					for w, m := range s.words.vehicleWith {
						if m == order && strings.Contains(phrase, " "+w+" ") {
							return m, k
						}
					}
				}
			}
		}
	}
	return "", none
}
