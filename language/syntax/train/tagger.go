package train

import (
	"hash/fnv"
	"slices"
	"sync"

	"demarche/language/internal/linear"
	"demarche/language/syntax/internal/bundle"
	"demarche/language/syntax/internal/tagging"
)

// Numbers of the tagger's training, chosen on the development parts. A weight
// of one is one update, 16 steps of the frozen table.
const (
	tagMargin   = 50      // by how much the right tag must win, or the weights are updated
	tagFeatures = 400_000 // kept after narrowRound rounds
	leastHits   = 2       // updates of a feature that is kept
)

// wordsOf gives what the lexicon says of each word and, for those seen at least
// twice, the set of their commoner tags, hashed.
func (t *trainer) wordsOf(all []sentence) *tagging.Lexicon {
	counts := map[uint32]map[uint8]int{}
	var look tagging.Word
	var runes []rune
	for _, s := range all {
		for _, w := range s {
			runes = look.Look(w.form, runes)
			if counts[look.Lower] == nil {
				counts[look.Lower] = map[uint8]int{}
			}
			counts[look.Lower][t.class[bundle.Tag{UPOS: w.upos, XPOS: w.xpos}]]++
		}
	}
	out := make(map[uint32]tagging.Entry, len(t.lexicon))
	for k, l := range t.lexicon {
		out[k] = tagging.Entry{Lexicon: l}
	}
	for k, c := range t.clusters {
		e := out[k]
		e.Cluster = c
		out[k] = e
	}
	for k, c := range counts {
		total := 0
		var tags []uint8
		for _, n := range c {
			total += n
		}
		if total < 2 {
			continue
		}
		for tag, n := range c {
			if 20*n >= total {
				tags = append(tags, tag)
			}
		}
		slices.Sort(tags)
		h := fnv.New32a()
		h.Write(tags)
		out[k] = tagging.Entry{Known: h.Sum32() | 2, Lexicon: t.lexicon[k], Cluster: t.clusters[k]}
	}
	return tagging.NewLexicon(out)
}

// learnTagger trains one pass of the tagger; first holds the tags of the first
// pass when it is the second that is trained.
func (t *trainer) learnTagger(all []sentence, words *tagging.Lexicon, first [][]uint8, rounds int) *linear.Table {
	learner := linear.NewTrainer()
	var tagger tagging.Tagger
	var features []linear.Feature
	for round := range rounds {
		right, total := 0, 0
		for _, k := range t.order(len(all), uint64(round)) {
			s := all[k]
			tagger.Reset()
			for _, w := range s {
				word := tagger.Add(w.form)
				words.LookUp(word)
			}
			t1, t2 := uint8(tagging.None), uint8(tagging.None)
			for i, w := range s {
				gold := t.class[bundle.Tag{UPOS: w.upos, XPOS: w.xpos}]
				features = tagging.Features(features[:0], tagger.Words, i, t1, t2)
				if first != nil {
					features = tagging.Ahead(features, tagger.Words, i, t1, first[k])
				}
				var scores [256]float32
				learner.Step()
				learner.Score(features, &scores)
				best := uint8(0)
				for c := range t.tags {
					if scores[c] > scores[best] {
						best = uint8(c)
					}
				}
				total++
				rival := best
				if best == gold {
					right++
					found := false
					for c := range t.tags {
						if uint8(c) != gold && (!found || scores[c] > scores[rival]) {
							rival, found = uint8(c), true
						}
					}
				}
				if scores[gold]-scores[rival] <= tagMargin {
					learner.Update(features, gold, 1)
					learner.Update(features, rival, -1)
				}
				t1, t2 = best, t1
			}
		}
		if round+1 == narrowRound {
			learner.Narrow(tagFeatures)
		}
		t.log.Info("tagger", "round", round+1, "right", float64(right)/float64(max(total, 1)))
	}
	return learner.Freeze(t.LeastTagWeight, leastHits)
}

// jackknife gives each sentence the tags that a tagger of one pass, which has not seen it, finds.
func (t *trainer) jackknife(all []sentence) [][]uint8 {
	out := make([][]uint8, len(all))
	var wait sync.WaitGroup
	for fold := range t.Folds {
		wait.Go(func() { t.tagFold(all, fold, out) })
	}
	wait.Wait()
	return out
}

// tagFold tags each sentence of one fold with what is learnt from the others.
func (t *trainer) tagFold(all []sentence, fold int, out [][]uint8) {
	var rest []sentence
	for i, s := range all {
		if i%t.Folds != fold {
			rest = append(rest, s)
		}
	}
	words := t.wordsOf(rest)
	tagger := tagging.Tagger{First: t.learnTagger(rest, words, nil, t.FoldRounds), Classes: len(t.tags)}
	for i := fold; i < len(all); i += t.Folds {
		tagger.Reset()
		for _, w := range all[i] {
			words.LookUp(tagger.Add(w.form))
		}
		out[i] = slices.Clone(tagger.Tag())
	}
}
