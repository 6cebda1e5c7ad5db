package train

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"

	"demarche/language"
	"demarche/language/syntax/internal/arc"
	"demarche/language/syntax/internal/bundle"
	"demarche/language/syntax/internal/lemma"
	"demarche/language/syntax/internal/linear"
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
	return Options{Seed: 1, TagRounds: 8, ArcRounds: 12, Folds: 5, FoldRounds: 5}
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
	t.findTags(all)
	m := &bundle.Bundle{Tags: t.tags, Lemmas: t.learnLemmas(all)}
	jackknifed := t.jackknife(all)
	m.Words = t.wordsOf(all)
	m.Tagger = t.learnTagger(all, m.Words, o.TagRounds).Freeze(leastWeight)
	m.Parser = t.learnParser(all, jackknifed)
	for name, table := range map[string]*linear.Table{"tagger": m.Tagger, "parser": m.Parser} {
		features, weights := table.Len()
		log.Info("frozen", "model", name, "features", features, "weights", weights)
	}
	return m.Pack()
}

// leastWeight is the weight below which one is dropped.
const leastWeight = 0.05

func (t *trainer) findTags(all []sentence) {
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
	t.tags = t.tags[:min(len(t.tags), 200)]
	t.class = map[bundle.Tag]uint8{}
	for i, tag := range t.tags {
		t.class[tag] = uint8(i)
	}
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

func (t *trainer) learnTagger(all []sentence, words map[uint32]tagging.Entry, rounds int) *linear.Trainer {
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
				var scores [256]float32
				learner.Step()
				learner.Score(features, scores[:])
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
	return learner
}

// order gives a random order of n things for a round.
func (t *trainer) order(n int, round uint64) []int {
	return rand.New(rand.NewPCG(t.Seed, round)).Perm(n)
}

// jackknife gives each sentence the tags of a tagger that has not seen it.
func (t *trainer) jackknife(all []sentence) [][]bundle.Tag {
	out := make([][]bundle.Tag, len(all))
	for fold := range t.Folds {
		var rest []sentence
		for i, s := range all {
			if i%t.Folds != fold {
				rest = append(rest, s)
			}
		}
		words := t.wordsOf(rest)
		tagger := tagging.Tagger{Table: t.learnTagger(rest, words, t.FoldRounds).Freeze(leastWeight), Classes: len(t.tags)}
		for i := fold; i < len(all); i += t.Folds {
			tagger.Reset()
			for _, w := range all[i] {
				word := tagger.Add(w.form)
				word.Entry = words[word.Lower]
			}
			for _, c := range tagger.Tag() {
				out[i] = append(out[i], t.tags[c])
			}
		}
	}
	return out
}

// explore is the share of steps after the first round that follow the
// parser's own choice rather than the oracle's (Goldberg and Nivre 2013).
const explore = 0.9

func (t *trainer) learnParser(all []sentence, tags [][]bundle.Tag) *linear.Table {
	learner := linear.NewTrainer()
	var state arc.State
	var features []linear.Feature
	var look tagging.Word
	var runes []rune
	words := make([][]arc.Word, len(all))
	gold := make([][]int32, len(all))
	for k, s := range all {
		for i, w := range s {
			runes = look.Look(w.form, runes)
			words[k] = append(words[k], arc.Word{Lower: look.Lower, Tag: arc.Tag(tags[k][i].UPOS, tags[k][i].XPOS)})
			head := int32(w.head)
			if head < 0 {
				head = int32(len(s))
			}
			gold[k] = append(gold[k], head)
		}
	}
	for round := range t.ArcRounds {
		random := rand.New(rand.NewPCG(t.Seed, 1000+uint64(round)))
		right, total := 0, 0
		for _, k := range t.order(len(all), 2000+uint64(round)) {
			state.Reset(words[k])
			for !state.Done() {
				features = state.Features(features[:0])
				var scores [256]float32
				learner.Step()
				learner.Score(features, scores[:])
				best := arc.Best(&state, &scores)
				allowed := oracle(&state, gold[k], all[k])
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
			for i := range all[k] {
				head, rel := state.Head(i)
				total++
				if head == all[k][i].head && rel == all[k][i].rel {
					right++
				}
			}
		}
		t.log.Info("parser", "round", round+1, "right", float64(right)/float64(max(total, 1)))
	}
	return learner.Freeze(leastWeight)
}

// oracle tells which actions are best in the state: those whose move loses no
// more gold arcs than any other open move and whose relation, on a gold arc, is right.
func oracle(state *arc.State, gold []int32, s sentence) func(arc.Action) bool {
	shift, left, right := state.Costs(gold)
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
	child, leftHead, rightHead := state.Ends()
	return func(a arc.Action) bool {
		switch {
		case a == arc.Shift:
			return shift == least
		case a < arc.Right:
			return left == least && (gold[child] != leftHead || language.Rel(a) == s[child].rel)
		}
		return right == least && (gold[child] != rightHead || language.Rel(a-arc.Right) == s[child].rel)
	}
}
