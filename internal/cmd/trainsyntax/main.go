// Command trainsyntax learns the models of packages syntax and segment from treebanks.
//
//	trainsyntax -o language/syntax/models/english.bin.zst -boundaries language/segment/boundaries.bin.zst TREEBANK.conllu...
//
// The result depends on the treebanks, their order and the seed only.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"demarche/language/segment"
	"demarche/language/syntax/train"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "trainsyntax:", err)
		os.Exit(1)
	}
}

func run() error {
	o := train.Default()
	out := flag.String("o", "english.bin.zst", "file to write the models to")
	boundaries := flag.String("boundaries", "", "file to write to where sentences end without a stop; none if empty")
	flag.Uint64Var(&o.Seed, "seed", o.Seed, "seed of the random order of sentences")
	flag.IntVar(&o.TagRounds, "tag-rounds", o.TagRounds, "passes over the data for the tagger")
	flag.IntVar(&o.ArcRounds, "arc-rounds", o.ArcRounds, "passes over the data for the parser")
	flag.IntVar(&o.FoldRounds, "fold-rounds", o.FoldRounds, "passes over the data for each tagger of the jackknife")
	flag.Parse()
	if flag.NArg() == 0 {
		return fmt.Errorf("name the treebanks to learn from")
	}
	if *boundaries != "" {
		if err := write(*boundaries, flag.Args(), func(treebanks []io.Reader) ([]byte, error) { return segment.Learn(treebanks, o.Seed) }); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	return write(*out, flag.Args(), func(treebanks []io.Reader) ([]byte, error) { return train.Train(treebanks, o, log) })
}

// write writes to a file what is learnt from treebanks.
func write(out string, names []string, learn func([]io.Reader) ([]byte, error)) error {
	var treebanks []io.Reader
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		treebanks = append(treebanks, f)
	}
	models, err := learn(treebanks)
	if err != nil {
		return err
	}
	return os.WriteFile(out, models, 0o644)
}
