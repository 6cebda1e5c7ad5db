// Command trainspeakers learns who of those around a quotation speaks it: the
// weights of the features that package speech gives each candidate.
//
//	trainspeakers [-o FILE] [-sets PATTERN] FOLDER-OR-BANK...
//
// A folder holds annotated reports (NAME.txt and NAME.json) of which those are
// learnt from whose names fit PATTERN; a bank is a file of passages with what is
// said in them, such as reader/testdata/quotes.txt. It prints how many
// quotations the rules and the weights give to the right speaker, the weights
// learnt from four fifths of the texts and judged on the others, and then writes
// the weights learnt from all.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"demarche/language/pipeline"
	"demarche/language/speech"
)

// folds is how many parts the texts are cut into to judge the weights.
const folds = 5

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "trainspeakers:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	to := flag.String("o", "", "file to write the weights to")
	sets := flag.String("sets", "*", "pattern of the names of annotated reports to learn from")
	penalty := flag.Float64("penalty", 0.5, "of the squares of the weights")
	flag.Parse()
	if flag.NArg() == 0 {
		return fmt.Errorf("name folders of annotated reports or files of passages")
	}
	texts, err := readAll(flag.Args(), *sets)
	if err != nil {
		return err
	}
	examples, unknown, err := examplesOf(texts)
	if err != nil {
		return err
	}
	if err := judge(out, examples, unknown, *penalty); err != nil {
		return err
	}
	if *to == "" {
		return nil
	}
	w, err := fit(examples, *penalty)
	if err != nil {
		return err
	}
	return write(*to, w)
}

// judge prints how well rules and weights do on texts that the weights were not learnt from.
func judge(out io.Writer, examples []example, unknown int, penalty float64) error {
	var rules, learnt int
	for k := range folds {
		var from, on []example
		for _, e := range examples {
			if e.text%folds == k {
				on = append(on, e)
			} else {
				from = append(from, e)
			}
		}
		w, err := fit(from, penalty)
		if err != nil {
			return err
		}
		for _, e := range on {
			if e.ruled {
				rules++
			}
			if e.right(w) {
				learnt++
			} else if os.Getenv("SHOW") != "" {
				fmt.Fprintf(out, "wrong: rules %v, %s\n", e.ruled, e.words)
			}
		}
	}
	n := len(examples)
	_, err := fmt.Fprintf(out, "%d quotations; right by the rules %d (%.3f), by the weights %d (%.3f); %d more have no candidate that is right\n",
		n, rules, float64(rules)/float64(n), learnt, float64(learnt)/float64(n), unknown)
	return err
}

// write writes weights that count, in the order of their features.
func write(path string, w speech.Weights) error {
	maps.DeleteFunc(w, func(_ string, x float64) bool { return math.Abs(x) < 0.005 })
	b := []byte("{\n")
	for n, f := range slices.Sorted(maps.Keys(w)) {
		name, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if n > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, name...)
		b = fmt.Appendf(b, ": %.2f", w[f])
	}
	return os.WriteFile(path, append(b, "\n}\n"...), 0o644)
}

// newPipeline gives the components before the attributions, and those.
func newPipeline() (*analyser, error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	last, ok := p[len(p)-1].(*speech.Attributions)
	if !ok {
		return nil, fmt.Errorf("the last component is %s", p[len(p)-1].Name())
	}
	return &analyser{before: p[:len(p)-1], last: last}, nil
}
