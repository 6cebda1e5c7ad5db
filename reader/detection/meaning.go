package detection

import (
	"math"
	"strconv"

	"demarche/language"
	"demarche/language/vectors"
)

// aspects are the words of a sentence whose vectors are summed, each by itself.
var aspects = [...]string{"content", "verbs", "nouns"}

// meaningDims is the number of dimensions of the meaning of a sentence.
const meaningDims = len(aspects) * vectors.Dims

// Meaning gives the sums of the vectors of the words of content in a sentence,
// of its verbs and of its nouns, each divided by the root of their number, so
// that a sentence in words that were never learnt is like one in words that
// were. Names mean nothing. Words are taken as they stand: "refuse" lies with
// rubbish, "refused" with "declined".
func Meaning(a *language.Analysis, sentence int, t *vectors.Table) []float32 {
	meaning := make([]float32, meaningDims)
	var words [len(aspects)]int
	s := a.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		verb, noun := a.Tokens[i].UPOS == language.VERB, a.Tokens[i].UPOS == language.NOUN
		content := verb || noun || a.Tokens[i].UPOS == language.ADJ || a.Tokens[i].UPOS == language.ADV
		for n, of := range [...]bool{content, verb, noun} {
			if of {
				sum := meaning[n*vectors.Dims : (n+1)*vectors.Dims]
				if t.Add(sum, a.Lower(i)) {
					words[n]++
				}
			}
		}
	}
	for i := range meaning {
		if n := words[i/vectors.Dims]; n > 1 {
			meaning[i] /= float32(math.Sqrt(float64(n)))
		}
	}
	return meaning
}

// MeaningName gives the name under which a model keeps the weight of dimension i of a meaning.
func MeaningName(i int) string {
	return "meaning " + aspects[i/vectors.Dims] + " " + strconv.Itoa(i%vectors.Dims)
}
