package reader

import (
	"fmt"

	"demarche"
	"demarche/reader/confidence"
	"demarche/reader/detection"
	"demarche/vocabulary"
)

// movementLabel is the label under which detection knows sentences that tell of a movement.
const movementLabel = "movement"

// likely is the probability from which a sentence is taken to state a gap that no
// rule found there. It is low: what is found is judged again, with
// its sides, by its confidence.
const likely = 0.2

// detectedFeature marks what no rule found.
const detectedFeature = confidence.Guessed

// The same for an act: in reading, and where its sides are learnt from it.
const (
	likelyAct       = 0.2
	likelyActLearnt = 0.05
)

// hint is what the words of a sentence tell.
type hint struct {
	features []detection.Feature
	likely   detection.Likelihoods
}

// hintOf gives what the words of a sentence tell.
func (s *scene) hintOf(sentence int) hint {
	if h, ok := s.hints[sentence]; ok {
		return h
	}
	f := s.telling(sentence)
	h := hint{f, s.detect.Likelihoods(f, detection.Meaning(s.a, sentence, s.vectors))}
	s.hints[sentence] = h
	return h
}

// labelOf gives the label under which detection knows a record, "" for kinds
// that it does not know.
func labelOf(r demarche.Record) string {
	switch r := r.(type) {
	case *demarche.Act:
		return "act " + string(r.Type)
	case *demarche.Gap:
		return "gap " + string(r.Type)
	case *demarche.Movement:
		return movementLabel
	case *demarche.Position:
		return "position " + string(r.Stance)
	case *demarche.Count:
		return "count " + string(r.What)
	}
	return ""
}

// detected finds the gaps, acts and positions that sentences state by the words that they
// hold, where no rule found one of that type in the sentence. Who is a side of
// an act found so is chosen among all that the report names.
func detected(s *scene, found []finding) []finding {
	has := map[string]bool{}                      // label and sentence
	acts := make([]bool, len(s.a.Sentences))      // sentences of which a rule has found an act
	positions := make([]bool, len(s.a.Sentences)) // or a position
	silences := make([]bool, len(s.a.Sentences))  // or a gap
	at := func(label string, sentence int) string { return fmt.Sprint(label, " ", sentence) }
	for _, f := range found {
		if label := labelOf(f.record); label != "" {
			for _, n := range f.sentences {
				has[at(label, n)] = true
				positions[n] = positions[n] || f.record.Shared().Kind == demarche.KindPosition
				acts[n] = acts[n] || f.record.Shared().Kind == demarche.KindAct
				silences[n] = silences[n] || f.record.Shared().Kind == demarche.KindGap
			}
		}
	}
	s.keepStances(found)
	var more []finding
	for n := range s.a.Sentences {
		if !s.onSubject(n) || s.strays(n) {
			continue
		}
		h := s.hintOf(n)
		for _, stance := range demarche.Stances() {
			label := labelOf(&demarche.Position{Stance: stance})
			if has[at(label, n)] || h.likely.Of(label) < s.likelyStance {
				continue
			}
			if f := s.detectedStance(n, stance, h, positions[n]); f != nil {
				more = append(more, *f)
			}
		}
		for _, gap := range s.words.gapTypes {
			label := labelOf(&demarche.Gap{Type: gap})
			if silences[n] || h.likely.Of(label) < likely { // who keeps silent does so in one way
				continue
			}
			more = append(more, s.fillDetected(n, gap, label, h.features)...)
		}
		for _, act := range demarche.ActTypes() {
			label := labelOf(&demarche.Act{Type: act})
			if has[at(label, n)] || h.likely.Of(label) < s.likelyAct {
				continue
			}
			if f := s.detectedAct(n, act, label, h.features); f != nil {
				if acts[n] {
					f.mark("beside another act")
				}
				if positions[n] {
					f.mark("beside a position")
				}
				if likeliestAct(h.likely) != act {
					f.mark("another act likelier")
				}
				more = append(more, *f)
			}
		}
	}
	return more
}

// likeliestAct gives the type of act that a sentence most likely states.
func likeliestAct(l detection.Likelihoods) demarche.ActType {
	var best demarche.ActType
	most := -1.0
	for _, act := range demarche.ActTypes() {
		if p := l.Of(labelOf(&demarche.Act{Type: act})); p > most {
			best, most = act, p
		}
	}
	return best
}

// detectedAct makes an act of a type that a sentence is taken to state, without
// its sides, nil if the sentence has no clause.
func (s *scene) detectedAct(sentence int, act demarche.ActType, label string, features []detection.Feature) *finding {
	n := s.tellingMost(sentence, label, features)
	if n == none {
		return nil
	}
	c := &s.cs.List[n]
	r := &demarche.Act{Type: act, Date: s.whenDone(n), By: s.by(c.Head)}
	f := s.newFinding(r, demarche.KindAct, string(act)+"/detected", c.Head)
	f.step("the words of the sentence tell it")
	f.mark(detectedFeature)
	return &f
}

// tellingMost gives the clause of a sentence whose words tell most of a label, none if it has none.
func (s *scene) tellingMost(sentence int, label string, features []detection.Feature) int {
	best, most := none, 0.0
	sums := map[int]float64{}
	for _, f := range features {
		if k := s.cs.Of(f.Token); k != none {
			sums[k] += s.detect.Weight(label, f.Name)
		}
	}
	for k := range s.cs.In(sentence) {
		if best == none || sums[k] > most {
			best, most = k, sums[k]
		}
	}
	return best
}

// fillDetected makes the gaps of a type that a sentence is taken to state, at
// the clause whose words tell most.
func (s *scene) fillDetected(sentence int, gap demarche.GapType, label string, features []detection.Feature) []finding {
	best := s.tellingMost(sentence, label, features)
	if best == none {
		return nil
	}
	found := s.fillGap(best, &vocabulary.Gap{Type: gap})
	for i := range found {
		found[i].rule = string(demarche.KindGap) + "/" + string(gap) + "/detected"
		found[i].step("the words of the sentence tell it")
		found[i].mark(detectedFeature)
	}
	return found
}

// likelihood tells in words how likely the sentences of a finding state what it
// says, by their words alone; "" for kinds that are not detected.
func (f *finding) likelihood() string {
	label := labelOf(f.record)
	if label == "" {
		return ""
	}
	best := f.likeliest()
	for _, step := range []float64{0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 0.9} {
		if best < step {
			return fmt.Sprintf("words tell it under %.2f", step)
		}
	}
	return "words tell it"
}

// likeliest gives how likely one of the sentences of a finding states what it
// says, by its words alone, 0 for kinds that are not detected.
func (f *finding) likeliest() float64 {
	label := labelOf(f.record)
	best := 0.0
	for _, n := range f.sentences {
		if label != "" {
			best = max(best, f.scene.hintOf(n).likely.Of(label))
		}
	}
	return best
}
