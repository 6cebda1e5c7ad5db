// Package pipeline puts the components of the language layer together in the
// order in which they need each other.
package pipeline

import (
	"fmt"

	"demarche/language"
	"demarche/language/names"
	"demarche/language/quantity"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/language/timex"
	"demarche/vocabulary"
)

// New loads the models and the vocabulary and gives the whole layer. It takes
// some tenths of a second; keep what it gives, it is safe for concurrent use.
func New() (language.Pipeline, error) {
	models, err := syntax.New()
	if err != nil {
		return nil, fmt.Errorf("language layer: %w", err)
	}
	cues, err := vocabulary.LoadSpeech()
	if err != nil {
		return nil, fmt.Errorf("language layer: %w", err)
	}
	who, err := names.New()
	if err != nil {
		return nil, fmt.Errorf("language layer: %w", err)
	}
	attributions, err := speech.NewAttributions(cues)
	if err != nil {
		return nil, fmt.Errorf("language layer: %w", err)
	}
	p := append(language.Pipeline{segment.New()}, models.Pipeline()...)
	return append(p, speech.NewQuotations(cues), timex.New(), quantity.New(), who, attributions), nil
}
