package train

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"

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

	// Weights of fewer steps (16 are one update) are dropped from the tables.
	LeastTagWeight, LeastArcWeight int32
}

// Default gives the options of the embedded models.
func Default() Options {
	return Options{Seed: 1, TagRounds: 5, ArcRounds: 7, Folds: 5, FoldRounds: 4, LeastTagWeight: 16, LeastArcWeight: 24}
}

// trainer holds what the steps share.
type trainer struct {
	Options
	log      *slog.Logger
	tags     []bundle.Tag
	class    map[bundle.Tag]uint8
	lexicon  map[uint32]tagging.Inflection
	clusters map[uint32]tagging.Cluster
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
	if t.clusters, err = readClusters(); err != nil {
		return nil, err
	}
	if err := t.findTags(all); err != nil {
		return nil, err
	}
	m := &bundle.Bundle{Tags: t.tags, Lemmas: t.learnLemmas(all)}
	tags := t.jackknife(all)
	m.Words = t.wordsOf(all)
	m.Parsers = make([]bundle.Parser, len(kinds))
	var wait sync.WaitGroup
	wait.Go(func() { m.First = t.learnTagger(all, m.Words, nil, o.TagRounds) })
	wait.Go(func() { m.Second = t.learnTagger(all, m.Words, tags, o.TagRounds) })
	for i, kind := range kinds {
		wait.Go(func() { m.Parsers[i] = bundle.Parser{Kind: kind, Table: t.learnParser(all, tags, kind)} })
	}
	wait.Wait()
	return m.Pack()
}

// kinds are the parsers that vote.
var kinds = []arc.Kind{{}, {Backward: true}}

// After narrowRound rounds a classifier keeps the features with the largest
// weights and goes on with those alone.
const narrowRound = 3

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

// order gives a random order of n things for a round.
func (t *trainer) order(n int, round uint64) []int {
	return rand.New(rand.NewPCG(t.Seed, round)).Perm(n)
}
