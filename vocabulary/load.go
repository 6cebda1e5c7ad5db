// Package vocabulary holds the words that Demarche knows - states, posts,
// bodies, places, speech verbs, stances, acts, terms - as YAML files that a
// domain expert can read and correct, and gives them to the program, checked.
package vocabulary

import (
	"bytes"
	"embed"
	"fmt"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml
var files embed.FS

// decode reads one vocabulary file; a field that the schema does not have is an error.
func decode(name string, into any) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("vocabulary: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("vocabulary file %s: %w", name, err)
	}
	return nil
}
