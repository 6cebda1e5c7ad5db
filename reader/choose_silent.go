package reader

import (
	"demarche"
	"demarche/reader/choice"
)

// roleSilent is the role of the question who keeps something back, or whose claim is not borne out.
const roleSilent = "silent"

// askSilent asks whose gap finding i is. Of gaps that the same words tell of
// several nothing is asked.
func (s *scene) askSilent(found []finding, i int) (asked, bool) {
	f := &found[i]
	r := f.record.(*demarche.Gap)
	anchor := s.a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || anchor >= len(s.a.Tokens) || isShared(found, i) {
		return asked{}, false
	}
	a := s.anchorAt(anchor)
	how := a.voice
	if a.clause != none && s.cs.List[a.clause].Subject == none {
		how += " without subject"
	}
	q := &choice.Question{Role: roleSilent, Rule: none}
	for n, w := range s.candidates(a, r.Who) {
		features := s.partyFeatures("who", string(r.Type), a, w, how, w.id == r.Who)
		if w.state != "" && s.isAsked(a.sentence, w.state) {
			features = append(features, "who was asked", "who was asked "+string(r.Type))
		}
		if w.id == r.Who {
			q.Rule = n
		}
		q.Parts = append(q.Parts, features)
		q.Answers = append(q.Answers, choice.Answer{Values: []string{string(w.id)}, Parts: []int{n}})
	}
	return asked{q, f, func(r demarche.Record, values []string) {
		r.(*demarche.Gap).Who = demarche.Optional(values[0])
	}}, len(q.Answers) > 0 && (len(q.Answers) > 1 || r.Who == "")
}

// isShared reports whether finding i is one of several gaps that the same words tell.
func isShared(found []finding, i int) bool {
	for k := range found {
		if k != i && found[k].trigger == found[i].trigger && found[k].record.Shared().Kind == demarche.KindGap {
			return true
		}
	}
	return false
}

// isAsked reports whether a state is said to have been asked or written to in a
// sentence or the two before it.
func (s *scene) isAsked(sentence int, state demarche.State) bool {
	for n := max(0, sentence-2); n <= sentence; n++ {
		for _, p := range s.addressees(n) {
			if p.state == state {
				return true
			}
		}
	}
	return false
}
