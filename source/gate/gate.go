// Package gate tells, from the raw bytes of a page, whether it can concern
// returns between states at all, before anything is parsed. It looks for the
// beginnings of words that triggers.yaml lists, in six languages and in any
// usual spelling of their accents, in one pass over the bytes.
package gate

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed triggers.yaml
var triggers []byte

// language is the stems of one language.
type language struct {
	Alone  []string `yaml:"alone"`  // each enough by itself
	People []string `yaml:"people"` // one of these and
	Ways   []string `yaml:"ways"`   // one of these are enough together
}

// Gate tells pages that may concern returns from others. It is safe for use by
// several goroutines.
type Gate struct {
	words automaton
}

// Default gives the gate of the stems that the program ships.
var Default = sync.OnceValues(func() (*Gate, error) { return Parse(triggers) })

// Parse gives the gate of the stems in a file of the form of triggers.yaml.
func Parse(file []byte) (*Gate, error) {
	var languages map[string]language
	if err := yaml.UnmarshalWithOptions(file, &languages, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("triggers of the gate: %w", err)
	}
	if len(languages) > maxLanguages {
		return nil, fmt.Errorf("triggers of the gate: %d languages, at most %d are possible", len(languages), maxLanguages)
	}
	var b builder
	for name, l := range languages {
		marks := b.language()
		for _, part := range []struct {
			stems []string
			mark  mark
		}{{l.Alone, enough}, {l.People, marks.people}, {l.Ways, marks.ways}} {
			for _, stem := range part.stems {
				if err := b.stem(stem, part.mark); err != nil {
					return nil, fmt.Errorf("triggers of the gate: %s: %w", name, err)
				}
			}
		}
	}
	return &Gate{words: b.automaton()}, nil
}

// Passes reports whether page, in whatever encoding and markup, holds words
// without which nothing concerns returns. It takes time linear in the page and
// allocates nothing.
func (g *Gate) Passes(page []byte) bool {
	var seen mark
	found := false
	g.words.scan(page, func(m mark) bool {
		seen |= m
		found = seen&enough != 0 || seen>>1&seen&peopleBits != 0
		return !found
	})
	return found
}

// mark is a set of bits: what the stems found so far amount to. Bit 0 is set by
// a stem that is enough; each language has a bit for its people, and the next
// for its ways.
type mark uint32

const (
	enough       mark = 1
	peopleBits   mark = 0x2aaaaaaa // bits 1, 3, 5 ...
	maxLanguages      = 15
)

type marks struct{ people, ways mark }
