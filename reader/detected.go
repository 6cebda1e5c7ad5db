package reader

import (
	"fmt"

	"demarche"
	"demarche/reader/detection"
	"demarche/vocabulary"
)

// movementLabel is the label under which detection knows sentences that tell of a movement.
const movementLabel = "movement"

// likely is the probability from which a sentence is taken to state a gap that no
// rule found there. It is low: what is found is judged again, with
// its sides, by its confidence.
const likely = 0.2

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
	f := detection.Features(s.a, sentence)
	h := hint{f, s.detect.Likelihoods(f)}
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
	}
	return ""
}

// detected finds the gaps that sentences state by the words that they hold, where
// no rule found one of that type in the sentence. Acts are not found so: their
// words tell too little of who did what to whom, and whether it was done.
func detected(s *scene, found []finding) []finding {
	has := map[string]bool{} // label and sentence
	at := func(label string, sentence int) string { return fmt.Sprint(label, " ", sentence) }
	for _, f := range found {
		if label := labelOf(f.record); label != "" {
			for _, n := range f.sentences {
				has[at(label, n)] = true
			}
		}
	}
	var more []finding
	for n := range s.a.Sentences {
		if !s.onSubject(n) {
			continue
		}
		h := s.hintOf(n)
		for _, gap := range s.words.gapTypes {
			label := labelOf(&demarche.Gap{Type: gap})
			if has[at(label, n)] || h.likely.Of(label) < likely {
				continue
			}
			more = append(more, s.fillDetected(n, gap, label, h.features)...)
		}
	}
	return more
}

// fillDetected makes the gaps of a type that a sentence is taken to state, at
// the clause whose words tell most.
func (s *scene) fillDetected(sentence int, gap demarche.GapType, label string, features []detection.Feature) []finding {
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
	if best == none {
		return nil
	}
	found := s.fillGap(best, &vocabulary.Gap{Type: gap})
	for i := range found {
		found[i].rule = string(demarche.KindGap) + "/" + string(gap) + "/detected"
		found[i].step("the words of the sentence tell it")
		found[i].mark("detected")
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
	best := 0.0
	for _, n := range f.sentences {
		best = max(best, f.scene.hintOf(n).likely.Of(label))
	}
	for _, step := range []float64{0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75} {
		if best < step {
			return fmt.Sprintf("words tell it under %.2f", step)
		}
	}
	return "words tell it"
}
