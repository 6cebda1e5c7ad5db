package reader

import (
	"demarche"
	"demarche/reader/choice"
)

// roleOf is the role of the question whose nationals a figure counts.
const roleOf = "nationality"

// askOf asks whose nationals a figure counts.
func (s *scene) askOf(f *finding) (asked, bool) {
	r := f.record.(*demarche.Count)
	return s.askState(f, roleOf, string(r.What), demarche.Optional(r.Of), func(r demarche.Record, values []string) {
		r.(*demarche.Count).Of = demarche.State(values[0])
	})
}

// askState asks for one state of a finding, or none.
func (s *scene) askState(f *finding, role, kind string, rule demarche.Optional, fill func(demarche.Record, []string)) (asked, bool) {
	anchor := s.a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || anchor >= len(s.a.Tokens) {
		return asked{}, false
	}
	a := s.anchorAt(anchor)
	q := &choice.Question{Role: role, Rule: none}
	how := f.way(rule)
	add := func(id demarche.Optional, features []string) {
		if id == rule {
			q.Rule = len(q.Answers)
		}
		q.Answers = append(q.Answers, choice.Answer{Values: []string{string(id)}, Parts: []int{len(q.Parts)}})
		q.Parts = append(q.Parts, features)
	}
	for _, w := range s.candidates(a, rule) {
		if w.state != "" {
			add(w.id, s.partyFeatures(role, kind, a, w, how, w.id == rule))
		}
	}
	add("", s.nobodyFeatures(role, kind, a, how, rule == "", len(s.castOf().in[a.sentence])))
	return asked{q, f, fill}, len(q.Answers) > 1
}
