package train

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"

	"demarche/language"
	"demarche/language/internal/linear"
	"demarche/language/syntax/internal/arc"
	"demarche/language/syntax/internal/bundle"
	"demarche/language/syntax/internal/lemma"
	"demarche/language/syntax/internal/tagging"
)

// Options of the training. The result depends on them and the treebanks only.
type Options struct {
	Seed       uint64
	TagRounds  int // passes over the data for the tagger
	ArcRounds  int // passes over the data for the parser
	Folds      int // of the jackknife that gives the parser its tags
	FoldRounds int // passes for each of their taggers
}

// Default gives the options of the embedded models.
func Default() Options {
	return Options{Seed: 1, TagRounds: 6, ArcRounds: 7, Folds: 5, FoldRounds: 4}
}

// trainer holds what the steps share.
type trainer struct {
	Options
	log     *slog.Logger
	tags    []bundle.Tag
	class   map[bundle.Tag]uint8
	lexicon map[uint32]tagging.Inflection
}

// Train learns the models and gives them in the form that syntax.Read reads.
func Train(treebanks []io.Reader, o Options, log *slog.Logger) ([]byte, error) {
	var all []sentence
	for i, r := range treebanks {
		s, err := readTreebank(r)
		if err != nil {
			return nil, fmt.Errorf("treebank %d: %w", i+1, err)
		}
		all = append(all, s...)
	}
	t := &trainer{Options: o, log: log}
	var err error
	if t.lexicon, err = readLexicon(); err != nil {
		return nil, err
	}
	if err := t.findTags(all); err != nil {
		return nil, err
	}
	m := &bundle.Bundle{Tags: t.tags, Lemmas: t.learnLemmas(all)}
	first := t.jackknife(all, nil)
	second := t.jackknife(all, first)
	m.Words = t.wordsOf(all)
	m.First = t.learnTagger(all, m.Words, nil, o.TagRounds)
	m.Second = t.learnTagger(all, m.Words, first, o.TagRounds)
	m.Parsers = make([]bundle.Parser, len(kinds))
	var wait sync.WaitGroup
	for i, kind := range kinds {
		wait.Go(func() {
			m.Parsers[i] = bundle.Parser{Kind: kind, Table: t.learnParser(all, second, kind).Freeze(leastArcWeight, leastArcHits)}
		})
	}
	wait.Wait()
	return m.Pack()
}

// kinds are the parsers that vote.
var kinds = []arc.Kind{{Eager: true}, {}, {Eager: true, Backward: true}}

// Weights of fewer steps than the least weight (16 make one unit) and features
// updated fewer times than the least hits are dropped: a third of the size for
// a tenth of a point of accuracy.
const (
	leastWeight    = 6 // of the tagger
	leastHits      = 2
	leastArcWeight = 16 // of the parsers
	leastArcHits   = 1
)

// After narrowRound rounds a parser keeps arcFeatures features and goes on with those.
const (
	narrowRound = 3
	arcFeatures = 800_000
)

// maxTags is what one byte can number, less the mark of no tag.
const maxTags = tagging.None

// findTags numbers the tags of the treebanks, the commonest first.
func (t *trainer) findTags(all []sentence) error {
	count := map[bundle.Tag]int{}
	for _, s := range all {
		for _, w := range s {
			count[bundle.Tag{UPOS: w.upos, XPOS: w.xpos}]++
		}
	}
	for tag := range count {
		t.tags = append(t.tags, tag)
	}
	slices.SortFunc(t.tags, func(a, b bundle.Tag) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.UPOS, b.UPOS), cmp.Compare(a.XPOS, b.XPOS))
	})
	if len(t.tags) == 0 || len(t.tags) > maxTags {
		return fmt.Errorf("the treebanks have %d pairs of tags, not between 1 and %d", len(t.tags), maxTags)
	}
	t.class = map[bundle.Tag]uint8{}
	for i, tag := range t.tags {
		t.class[tag] = uint8(i)
	}
	return nil
}

func (t *trainer) learnLemmas(all []sentence) *lemma.Rules {
	var examples []lemma.Example
	for _, s := range all {
		for _, w := range s {
			examples = append(examples, lemma.Example{Form: w.form, Lemma: w.lemma, UPOS: w.upos, XPOS: w.xpos})
		}
	}
	return lemma.Learn(examples)
}

// wordsOf gives what the lexicon says of each word and, for those seen at least
// twice, the set of their commoner tags, hashed.
func (t *trainer) wordsOf(all []sentence) map[uint32]tagging.Entry {
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
		out[k] = tagging.Entry{Known: h.Sum32() | 2, Lexicon: t.lexicon[k]}
	}
	return out
}

// learnTagger trains one pass of the tagger; first holds the tags of the first
// pass when it is the second that is trained.
func (t *trainer) learnTagger(all []sentence, words map[uint32]tagging.Entry, first [][]uint8, rounds int) *linear.Table {
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
				word.Entry = words[word.Lower]
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
				if best == gold {
					right++
				} else {
					learner.Update(features, gold, 1)
					learner.Update(features, best, -1)
				}
				t1, t2 = best, t1
			}
		}
		t.log.Info("tagger", "round", round+1, "right", float64(right)/float64(max(total, 1)))
	}
	return learner.Freeze(leastWeight, leastHits)
}

// order gives a random order of n things for a round.
func (t *trainer) order(n int, round uint64) []int {
	return rand.New(rand.NewPCG(t.Seed, round)).Perm(n)
}

// jackknife gives each sentence the tags of a tagger that has not seen it; of
// the second pass if first holds those of the first.
func (t *trainer) jackknife(all []sentence, first [][]uint8) [][]uint8 {
	out := make([][]uint8, len(all))
	for fold := range t.Folds {
		var rest []sentence
		var restFirst [][]uint8
		for i, s := range all {
			if i%t.Folds != fold {
				rest = append(rest, s)
				if first != nil {
					restFirst = append(restFirst, first[i])
				}
			}
		}
		words := t.wordsOf(rest)
		table := t.learnTagger(rest, words, restFirst, t.FoldRounds)
		tagger := tagging.Tagger{First: table, Classes: len(t.tags)}
		if first != nil {
			tagger.First, tagger.Second = nil, table
		}
		for i := fold; i < len(all); i += t.Folds {
			tagger.Reset()
			for _, w := range all[i] {
				word := tagger.Add(w.form)
				word.Entry = words[word.Lower]
			}
			if first != nil {
				tagger.Assume(first[i])
			}
			out[i] = slices.Clone(tagger.Tag())
		}
	}
	return out
}

// explore is the share of steps after the first round that follow the
// parser's own choice rather than the oracle's (Goldberg and Nivre 2013).
const explore = 0.9

func (t *trainer) learnParser(all []sentence, tags [][]uint8, kind arc.Kind) *linear.Trainer {
	learner := linear.NewTrainer()
	state := arc.State{Eager: kind.Eager}
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
	return learner
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
			words[k] = append(words[k], arc.Word{Lower: look.Lower, Tag: arc.Tag(tag.UPOS, tag.XPOS)})
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
