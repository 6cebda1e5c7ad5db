// Command trainsyntax learns the models of package syntax from treebanks.
//
//	trainsyntax -o language/syntax/models/english.bin.zst TREEBANK.conllu...
//
// The result depends on the treebanks, their order and the seed only.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

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
	flag.Uint64Var(&o.Seed, "seed", o.Seed, "seed of the random order of sentences")
	flag.IntVar(&o.TagRounds, "tag-rounds", o.TagRounds, "passes over the data for the tagger")
	flag.IntVar(&o.ArcRounds, "arc-rounds", o.ArcRounds, "passes over the data for the parser")
	flag.IntVar(&o.FoldRounds, "fold-rounds", o.FoldRounds, "passes over the data for each tagger of the jackknife")
	flag.Parse()
	if flag.NArg() == 0 {
		return fmt.Errorf("name the treebanks to learn from")
	}
	var readers []io.Reader
	for _, name := range flag.Args() {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		readers = append(readers, f)
	}
	models, err := train.Train(readers, o, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	return os.WriteFile(*out, models, 0o644)
}
