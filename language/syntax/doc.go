// Package syntax tags, lemmatizes and parses English sentences in the scheme
// of Universal Dependencies v2, with models learnt by package train and
// embedded in the program.
//
//	model, err := syntax.New()
//	pipeline := append(language.Pipeline{segment.New()}, model.Pipeline()...)
//	analysis, err := pipeline.Analyse(text, published)
package syntax
