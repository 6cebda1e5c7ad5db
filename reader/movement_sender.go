package reader

import (
	"demarche"
	"demarche/language"
)

// sendingState reads who moves them: the subject of the sending, or who deported the people.
func (s *scene) sendingState(j *journey) {
	r := j.r
	if j.n != none {
		c := &s.cs.List[j.n]
		if s.words.send[c.Lemma] {
			if p, ok := s.actor(c.Subject); ok && p.state != "" && p.state != r.DestinationState {
				r.Sender = p.state
				return
			}
		}
	}
	if j.vehicle != none {
		for k := range s.a.Children(j.vehicle) {
			switch s.a.Tokens[k].Rel.Core() {
			case language.Compound, language.Amod:
				if m, _ := s.means(j.vehicle); m == demarche.CivilianAircraft {
					continue // an airline's
				}
				if p, ok := s.within(k, ""); ok && p.state != "" && p.state != r.DestinationState && p.kind != language.Person && p.kind != language.Nationals {
					r.Sender = p.state // "a U.S. Air Force flight"
					return
				}
			}
		}
	}
	for _, i := range []int{j.people, j.vehicle} {
		if i == none {
			continue
		}
		for k := range s.a.Children(i) {
			m := s.cs.At(k)
			if m == none || s.a.Tokens[k].Rel.Core() != language.Acl {
				continue
			}
			d := &s.cs.List[m]
			if !s.words.send[d.Lemma] {
				continue
			}
			if p, ok := s.actor(d.Subject); ok && p.state != "" && p.state != r.DestinationState {
				r.Sender = p.state
				return
			}
			if o := d.With("from"); o != none {
				if st := s.sentFrom(o); st != "" {
					r.Sender = st
					return
				}
			}
		}
	}
}
