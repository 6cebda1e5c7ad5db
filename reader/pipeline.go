package reader

import (
	"demarche/language"
	"demarche/language/names"
	"demarche/language/quantity"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/language/timex"
	"demarche/vocabulary"
)

// newPipeline puts the language layer together in the order in which its
// components need each other.
func newPipeline() (language.Pipeline, error) {
	models, err := syntax.New()
	if err != nil {
		return nil, err
	}
	cues, err := vocabulary.LoadSpeech()
	if err != nil {
		return nil, err
	}
	who, err := names.New()
	if err != nil {
		return nil, err
	}
	p := append(language.Pipeline{segment.New()}, models.Pipeline()...)
	return append(p, speech.NewQuotations(cues), timex.New(), quantity.New(), who, speech.NewAttributions(cues)), nil
}
