package train

import (
	"math/rand/v2"

	"demarche/language"
	"demarche/language/internal/linear"
	"demarche/language/syntax/internal/arc"
	"demarche/language/syntax/internal/tagging"
)

// Numbers of the parsers' training, chosen on the development parts.
const (
	arcMargin    = 50      // by how much a right move must win, or the weights are updated
	arcFeatures  = 250_000 // kept after narrowRound rounds
	leastArcHits = 1       // updates of a feature that is kept
)

// explore is the share of steps after the first round that follow the
// parser's own choice rather than the oracle's (Goldberg and Nivre 2013).
const explore = 0.9

// learnParser trains a parser on the tags given.
func (t *trainer) learnParser(all []sentence, tags [][]uint8, kind arc.Kind) *linear.Table {
	learner := linear.NewTrainer()
	var state arc.State
	var features []linear.Feature
	words, gold, rels := t.parserInput(all, tags, kind)
	for round := range t.ArcRounds {
		random := rand.New(rand.NewPCG(t.Seed, 1000+uint64(round)))
		right, total := 0, 0
		for _, k := range t.order(len(all), 2000+uint64(round)) {
			state.Reset(words[k])
			for !state.Done() {
				features = state.Features(features[:0])
				var scores [256]float32
				learner.Step()
				learner.Score(features, &scores)
				best := arc.Best(&state, &scores)
				allowed := oracle(&state, gold[k], rels[k])
				if allowed(best) {
					rival := arc.BestOf(&state, &scores, func(a arc.Action) bool { return !allowed(a) })
					if !allowed(rival) && scores[best]-scores[rival] < arcMargin {
						learner.Update(features, best, 1)
						learner.Update(features, rival, -1)
					}
					state.Apply(best)
					continue
				}
				want := arc.BestOf(&state, &scores, allowed)
				learner.Update(features, want, 1)
				learner.Update(features, best, -1)
				if round > 0 && random.Float64() < explore {
					state.Apply(best)
				} else {
					state.Apply(want)
				}
			}
			for i := range gold[k] {
				head, rel := state.Head(i)
				total++
				if rel == rels[k][i] && (int32(head) == gold[k][i] || head < 0 && gold[k][i] == int32(len(gold[k]))) {
					right++
				}
			}
		}
		if round+1 == narrowRound {
			learner.Narrow(arcFeatures)
		}
		t.log.Info("parser", "kind", kind, "round", round+1, "right", float64(right)/float64(max(total, 1)))
	}
	return learner.Freeze(t.LeastArcWeight, leastArcHits)
}

// parserInput gives the words, heads and relations in the order in which the parser goes.
func (t *trainer) parserInput(all []sentence, tags [][]uint8, kind arc.Kind) (words [][]arc.Word, gold [][]int32, rels [][]language.Rel) {
	var look tagging.Word
	var runes []rune
	words = make([][]arc.Word, len(all))
	gold = make([][]int32, len(all))
	rels = make([][]language.Rel, len(all))
	for k, s := range all {
		n := len(s)
		for j := range s {
			i := j
			if kind.Backward {
				i = n - 1 - j
			}
			runes = look.Look(s[i].form, runes)
			tag := t.tags[tags[k][i]]
			words[k] = append(words[k], arc.Word{Lower: look.Lower, Cluster: t.clusters[look.Folded], Tag: arc.Tag(tag.UPOS, tag.XPOS)})
			head := s[i].head
			switch {
			case head < 0:
				head = n
			case kind.Backward:
				head = n - 1 - head
			}
			gold[k] = append(gold[k], int32(head))
			rels[k] = append(rels[k], s[i].rel)
		}
	}
	return words, gold, rels
}

// oracle tells which actions are best in the state: those whose move loses no
// more gold arcs than any other open move and whose relation, on a gold arc, is right.
func oracle(state *arc.State, gold []int32, rels []language.Rel) func(arc.Action) bool {
	shift, left, right, reduce := state.Costs(gold)
	least := 1 << 30
	if state.CanShift() {
		least = shift
	}
	if state.CanLeft() {
		least = min(least, left)
	}
	if state.CanRight() {
		least = min(least, right)
	}
	if state.CanReduce() {
		least = min(least, reduce)
	}
	leftHead, leftChild, rightHead, rightChild := state.Ends()
	return func(a arc.Action) bool {
		switch {
		case a == arc.Shift:
			return shift == least
		case a < arc.Right:
			return left == least && (gold[leftChild] != leftHead || language.Rel(a) == rels[leftChild])
		case a == arc.Reduce:
			return reduce == least
		}
		return right == least && (gold[rightChild] != rightHead || language.Rel(a-arc.Right) == rels[rightChild])
	}
}
