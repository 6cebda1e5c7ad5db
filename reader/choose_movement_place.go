package reader

import (
	"slices"
	"strconv"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/clause"
)

// askDestination asks to which state the people of a movement went, or were to go.
func (s *scene) askDestination(m *moving) asked {
	q := &choice.Question{Role: roleDestination, Rule: none}
	rule, how, way := m.rule.DestinationState, s.destinationWay(m), m.wayOf()
	add := func(st demarche.State, features []string) {
		if st == rule {
			q.Rule = len(q.Answers)
		}
		q.Answers = append(q.Answers, choice.Answer{Values: []string{string(st)}, Parts: []int{len(q.Parts)}})
		q.Parts = append(q.Parts, features)
	}
	who := slices.DeleteFunc(s.candidates(m.anchor, s.destinationsNear(m)...), func(f *figure) bool { return f.state == "" })
	nowhere := s.nobodyFeatures("to", way, m.anchor, how, rule == "", len(who))
	add("", append(nowhere, withAnswer("to nowhere", s.predicateFeatures(m))...))
	for _, f := range who {
		features := s.partyFeatures("to", way, m.anchor, f, how, f.state == rule)
		add(f.state, append(features, s.leadingFeatures(m, f)...))
	}
	return asked{question: q, field: "destination_state", fill: func(r demarche.Record, values []string) {
		x := r.(*demarche.Movement)
		if st := demarche.State(values[0]); st != x.DestinationState {
			x.DestinationState, x.Destination = st, ""
			if x.Sender == st {
				x.Sender = ""
			}
		}
	}}
}

// wayOf tells in a word what a movement says of its people: they are sent, arrive or leave.
func (m *moving) wayOf() string {
	switch {
	case m.j == nil:
		return "moved"
	case m.j.arrives:
		return "arriving"
	case m.j.leaves:
		return "leaving"
	case m.j.sends:
		return "sent"
	}
	return "moved"
}

// destinationWay gives the way in which the rules found where people went.
func (s *scene) destinationWay(m *moving) string {
	if how := m.f.stepOf("destination", "home", "bound for", "and went on"); how != "unsaid" {
		return how
	}
	if m.j != nil && m.j.sure {
		return "said"
	}
	return "unsaid"
}

// destinationsNear gives the states that may be where people went though the
// words beside it do not name them.
func (s *scene) destinationsNear(m *moving) []demarche.Optional {
	near := []demarche.Optional{demarche.Optional(m.rule.DestinationState), demarche.Optional(s.nationality), demarche.Optional(s.home())}
	for _, st := range m.rule.Nationals {
		near = append(near, demarche.Optional(st))
	}
	for _, k := range []int{m.at - 1, m.at + 1} {
		if k >= 0 && k < len(s.journeys) {
			near = append(near, demarche.Optional(s.journeys[k].rule.DestinationState))
		}
	}
	if n := m.sentence + 1; n < len(s.a.Sentences) && s.a.Sentences[n].Paragraph == s.a.Sentences[m.sentence].Paragraph {
		for _, f := range s.castOf().in[n] {
			near = append(near, demarche.Optional(f.state))
		}
	}
	return near
}

// leadingFeatures tells how a state stands to a movement, as where people may
// have gone, besides how it is mentioned.
func (s *scene) leadingFeatures(m *moving, f *figure) []string {
	var features []string
	add := func(x string) { features = append(features, "to "+x, "to "+x+" "+m.wayOf(), "to "+x+" at "+m.lemma) }
	st := f.state
	switch {
	case slices.Contains(m.rule.Nationals, st):
		add("the people's own")
	case len(m.rule.Nationals) > 0:
		add("not the people's own")
	}
	if st == s.nationality {
		add("of whom the report is")
	}
	if st == m.rule.Sender {
		add("the sender told")
	}
	if st == s.home() {
		add("from where the report is")
	}
	others := 0
	for k := range s.journeys {
		if k != m.at && s.journeys[k].rule.DestinationState == st {
			others++
		}
	}
	add("of " + strconv.Itoa(min(others, 2)) + " others")
	if m.at > 0 && s.journeys[m.at-1].rule.DestinationState == st {
		add("of the one before")
	}
	for _, x := range f.seen {
		if x.sentence < m.sentence || x.sentence > m.sentence+1 {
			continue
		}
		prep := clause.Preposition(s.a, x.token)
		where := "behind"
		if x.sentence > m.sentence {
			where = "next"
		} else if x.token < m.token {
			where = "before"
		}
		add("with \"" + prep + "\" " + where)
		add("with \"" + prep + "\" as " + x.kind)
	}
	return features
}
