package segment

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"github.com/klauspost/compress/zstd"

	"demarche/language"
	"demarche/language/internal/linear"
)

// Numbers of the training, chosen on the development parts of the treebanks.
const (
	learnRounds = 8
	learnMargin = 30 // by which a decision must be right, in updates
	leastWeight = 4  // steps of a weight that is kept
	leastHits   = 2  // updates of a feature that is kept
)

// gap is an example: a place where a sentence may end.
type gap struct {
	features []linear.Feature
	ends     bool
}

// Learn learns from treebanks in CoNLL-U where sentences end without a stop and
// gives the table that the program carries. The result depends on the treebanks
// and the seed only.
func Learn(treebanks []io.Reader, seed uint64) ([]byte, error) {
	var gaps []gap
	for i, r := range treebanks {
		text, sentences, err := readText(r)
		if err != nil {
			return nil, fmt.Errorf("treebank %d: %w", i+1, err)
		}
		note := func(end int, features []linear.Feature) bool {
			gaps = append(gaps, gap{append([]linear.Feature(nil), features...), sentences[end]})
			return sentences[end]
		}
		if err := (Segmenter{note}).Apply(&language.Analysis{Text: text}); err != nil {
			return nil, fmt.Errorf("treebank %d: %w", i+1, err)
		}
	}
	table := learnGaps(gaps, seed).Freeze(leastWeight, leastHits)
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return e.EncodeAll(table.Append(nil), nil), nil
}

// learnGaps trains the averaged perceptron with a margin.
func learnGaps(gaps []gap, seed uint64) *linear.Trainer {
	learner := linear.NewTrainer()
	for round := range uint64(learnRounds) {
		for _, k := range rand.New(rand.NewPCG(seed, round)).Perm(len(gaps)) {
			var scores [256]float32
			learner.Step()
			learner.Score(gaps[k].features, &scores)
			right, wrong := uint8(goesOn), uint8(ends)
			if gaps[k].ends {
				right, wrong = wrong, right
			}
			if scores[right]-scores[wrong] <= learnMargin {
				learner.Update(gaps[k].features, right, 1)
				learner.Update(gaps[k].features, wrong, -1)
			}
		}
	}
	return learner
}

// readText gives the text of a treebank, a blank between sentences and an empty
// line between paragraphs, and the bytes at which its sentences end.
func readText(r io.Reader) (text string, ends map[int]bool, err error) {
	var b strings.Builder
	ends = map[int]bool{}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	apart := ""
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc") {
			apart = "\n\n"
		}
		sentence, ok := strings.CutPrefix(line, "# text =")
		if !ok {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(apart)
		}
		apart = " "
		b.WriteString(strings.TrimSpace(sentence))
		ends[b.Len()] = true
	}
	if err := lines.Err(); err != nil {
		return "", nil, fmt.Errorf("reading the treebank: %w", err)
	}
	return b.String(), ends, nil
}
