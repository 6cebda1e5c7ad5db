package reader

import (
	"cmp"
	"slices"

	"demarche"
)

// How likely the words of a sentence must make a position that no rule found
// there: in reading, and where what is chosen for it is learnt from it.
const (
	likelyStance       = 0.2
	likelyStanceLearnt = 0.05
)

// keepStances notes the positions among what the rules found, in the order of the text.
func (s *scene) keepStances(found []finding) {
	s.stances = nil
	for i := range found {
		if _, ok := found[i].record.(*demarche.Position); ok {
			s.stances = append(s.stances, found[i])
		}
	}
	slices.SortStableFunc(s.stances, func(f, g finding) int { return cmp.Compare(f.trigger.Start, g.trigger.Start) })
}

// detectedStance makes a position of a stance that a sentence is taken to state,
// nil if the sentence has no clause. Whose it is, on whom and by what means is
// chosen. A rule may have found another position beside it in the sentence.
func (s *scene) detectedStance(sentence int, stance demarche.Stance, h hint, beside bool) *finding {
	label := labelOf(&demarche.Position{Stance: stance})
	n := s.tellingMost(sentence, label, h.features)
	if n == none {
		return nil
	}
	c := &s.cs.List[n]
	r := &demarche.Position{Stance: stance, People: demarche.AnyPeople, Means: demarche.MeansAny, Nationals: []demarche.State{}, Date: s.when(n), By: s.by(c.Head)}
	r.Terms = s.termsOf(n, r)
	r.From = s.senderIn(n, "")
	f := s.newFinding(r, demarche.KindPosition, string(stance)+"/detected", c.Head)
	f.step("the words of the sentence tell it")
	f.mark(detectedFeature)
	if beside {
		f.mark("beside another position")
	}
	if likeliestStance(h) != stance {
		f.mark("another stance likelier")
	}
	return &f
}

// likeliestStance gives the stance that a sentence most likely states.
func likeliestStance(h hint) demarche.Stance {
	return slices.MaxFunc(demarche.Stances(), func(a, b demarche.Stance) int {
		return cmp.Compare(h.likely.Of(labelOf(&demarche.Position{Stance: a})), h.likely.Of(labelOf(&demarche.Position{Stance: b})))
	})
}

// sameStance is what two tellings of one stance share, whatever they say of its means.
type sameStance struct {
	state  demarche.State
	stance demarche.Stance
	people demarche.People
}

// toldAgain makes of a stance that only the words of a sentence tell the same
// stance that a rule has found elsewhere, where it does not say by what other
// means: a report that tells once how and where people come does not say it each time.
func (s *scene) toldAgain(found []finding) {
	told := map[sameStance]*demarche.Position{}
	for _, f := range s.stances {
		x := f.record.(*demarche.Position)
		k := sameStance{x.State, x.Stance, x.People}
		if told[k] == nil || x.Means == demarche.MeansAny && x.Place == "" {
			told[k] = x
		}
	}
	for i := range found {
		r, ok := found[i].record.(*demarche.Position)
		if !ok || r.Means != demarche.MeansAny {
			continue
		}
		if same := told[sameStance{r.State, r.Stance, r.People}]; same != nil {
			r.Means, r.Place = same.Means, same.Place
			found[i].mark("a stance told before")
			found[i].step("told elsewhere in the report")
		}
	}
}
