package reader

import (
	"cmp"
	"slices"

	"demarche"
	"demarche/reader/choice"
)

// roleStance is the role of the question whose stance a position is, to whose
// nationals and by what means: together, since whose own people are tells the state.
const roleStance = "stance"

// askStance asks whose stance the position of finding i is, on whom and by what
// means. Of what a rule tells of several states or people at once nothing is asked.
func (s *scene) askStance(found []finding, i int) (asked, bool) {
	f := &found[i]
	r := f.record.(*demarche.Position)
	anchor := s.a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || anchor >= len(s.a.Tokens) || isToldOfSeveral(found, i) {
		return asked{}, false
	}
	a := s.anchorAt(anchor)
	q := &choice.Question{Role: roleStance, Rule: none}
	part := func(features []string) int {
		q.Parts = append(q.Parts, features)
		return len(q.Parts) - 1
	}
	told := r.State != "" // a rule found it
	words := saidOf(f)
	x := s.stanceContext(f, a, s.otherStances(found, i))
	means := []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny}
	ways := make([]int, len(means))
	pairs := make([][]int, len(means))
	for k, m := range means {
		ways[k] = part(x.meansFeatures(m, told && m == r.Means))
		for _, p := range demarche.Peoples() {
			pair := "pair " + string(p) + " " + string(m)
			pairs[k] = append(pairs[k], part([]string{pair, pair + " " + string(r.Stance)}))
		}
	}
	for _, w := range s.candidates(a, demarche.Optional(r.State), demarche.Optional(s.returnees)) {
		if w.state == "" {
			continue
		}
		rule := told && w.state == r.State
		sameMeans := make([]int, len(means))
		for k, m := range means {
			sameMeans[k] = part(x.meansAlikeFeatures(m, w.state))
		}
		state := part(append(s.partyFeatures("state", string(r.Stance), a, w, x.how, rule), x.stateFeatures(w)...))
		for n, p := range demarche.Peoples() {
			whose := part(x.peopleFeatures(p, w.state, told && p == r.People))
			for k, m := range means {
				if words.contradicts(r, p, m) {
					continue
				}
				if rule && p == r.People && m == r.Means {
					q.Rule = len(q.Answers)
				}
				q.Answers = append(q.Answers, choice.Answer{Values: []string{string(w.state), string(p), string(m)}, Parts: []int{state, whose, ways[k], sameMeans[k], pairs[k][n]}})
			}
		}
	}
	return asked{question: q, finding: f, fill: s.fillStance(a.sentence), reluctant: true}, len(q.Answers) > 1
}

// peopleSaid marks a position of which the words for the people themselves tell
// whose nationals they are.
const peopleSaid = "people said"

// said tells which fields of a position its own words tell: these are not weighed.
type said struct{ people, means bool }

func saidOf(f *finding) said {
	return said{people: slices.Contains(f.features, peopleSaid), means: f.stepOf("means from") != "unsaid"}
}

// contradicts reports whether an answer is another than what the words of position r tell.
func (x said) contradicts(r *demarche.Position, p demarche.People, m demarche.Means) bool {
	return x.people && p != r.People || x.means && m != r.Means
}

// isToldOfSeveral reports whether finding i is one of several positions that a rule
// found in the same words: of several states, or of their own people and others.
func isToldOfSeveral(found []finding, i int) bool {
	if slices.Contains(found[i].features, detectedFeature) {
		return false
	}
	for _, k := range []int{i - 1, i + 1} { // they stand beside each other
		if k >= 0 && k < len(found) && found[k].trigger == found[i].trigger {
			return true
		}
	}
	return false
}

// fillStance gives what writes an answer into a position that a sentence states.
func (s *scene) fillStance(sentence int) func(demarche.Record, []string) {
	return func(rec demarche.Record, values []string) {
		r := rec.(*demarche.Position)
		state, people := demarche.State(values[0]), demarche.People(values[1])
		if state != r.State || people != r.People {
			r.Nationals = []demarche.State{}
			if people == demarche.ThirdNationals {
				r.Nationals = append(r.Nationals, s.othersNamed(state, sentence)...)
			}
		}
		if r.State = state; r.From == state {
			r.From = ""
			if s.sender != state {
				r.From = s.sender
			}
		}
		r.People, r.Means = people, demarche.Means(values[2])
	}
}

// othersNamed gives the states other than one whose nationals a sentence names, in order.
func (s *scene) othersNamed(state demarche.State, sentence int) []demarche.State {
	sent := s.a.Sentences[sentence]
	_, _, named := s.peopleWords(state, sent.First, sent.Last, true)
	slices.Sort(named)
	return slices.Compact(named)
}

// stancesAround is how many positions on either side of one are looked at.
const stancesAround = 10

// otherStances gives the positions that were found just before and after finding
// i, by the rules where no rule found it, in the order of the text.
func (s *scene) otherStances(found []finding, i int) []finding {
	if !slices.Contains(found[i].features, detectedFeature) {
		return slices.Concat(found[max(0, i-stancesAround):i], found[i+1:min(len(found), i+1+stancesAround)])
	}
	at, _ := slices.BinarySearchFunc(s.stances, found[i].trigger.Start, func(f finding, start int) int { return cmp.Compare(f.trigger.Start, start) })
	return s.stances[max(0, at-stancesAround):min(len(s.stances), at+stancesAround)]
}
