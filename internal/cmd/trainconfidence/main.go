// Command trainconfidence learns how sure the reader may be of its records.
//
//	trainconfidence [-o FILE] [-tuned PATTERN] FOLDER...
//
// It reads the annotated reports of the folders, holds what the reader finds
// against the annotations, and prints how well weights learnt from some of the
// reports judge the others (ten folds), before it writes those learnt from all
// of them. Reports on which the rules were tuned (PATTERN of their names) are
// learnt from too, but the figures are those of the others. The result depends
// on the reports and the reader only.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"demarche"
	"demarche/document"
	"demarche/reader"
	"demarche/reader/confidence/learn"
	"demarche/score"
)

const folds = 10

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "trainconfidence:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	out := flag.String("o", "", "file to write the weights to")
	options := learn.Default()
	flag.Float64Var(&options.Penalty, "penalty", options.Penalty, "of the squares of the weights")
	flag.IntVar(&options.AtLeast, "at-least", options.AtLeast, "examples that must have a feature for it to count")
	tuned := flag.String("tuned", "", "pattern of the names of reports that were read while the rules were written")
	flag.Parse()
	if _, err := filepath.Match(*tuned, ""); err != nil {
		return fmt.Errorf("-tuned %s: %w", *tuned, err)
	}
	if flag.NArg() == 0 {
		return fmt.Errorf("name the folders of annotated reports to learn from")
	}
	examples, gold, err := read(flag.Args(), *tuned)
	if err != nil {
		return err
	}
	judged, err := learn.CrossValidate(examples, folds, options)
	if err != nil {
		return err
	}
	judged = slices.DeleteFunc(judged, func(j learn.Judged) bool { return j.Tuned })
	floor := floors(judged, gold)
	if err := report(w, judged, floor, gold); err != nil {
		return err
	}
	if *out == "" {
		return nil
	}
	m, err := learn.Fit(examples, options)
	if err != nil {
		return err
	}
	m.Floor = floor
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*out, append(b, '\n'), 0o644)
}

// read gives what the reader finds in the reports of the folders, judged by
// the annotations, and how many annotated records of each kind there are in
// those that are not tuned.
func read(folders []string, tuned string) ([]learn.Example, map[demarche.Kind]int, error) {
	r, err := reader.New()
	if err != nil {
		return nil, nil, err
	}
	r = r.Unfiltered()
	gold := map[demarche.Kind]int{}
	var examples []learn.Example
	for _, dir := range folders {
		names, err := score.Names(dir)
		if err != nil {
			return nil, nil, err
		}
		for _, name := range names {
			annotated, err := score.ReadAnnotated(dir, name)
			if err != nil {
				return nil, nil, err
			}
			found, err := examplesOf(r, filepath.Join(dir, name+".txt"), annotated)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", name, err)
			}
			isTuned, _ := filepath.Match(tuned, name)
			for i := range found {
				found[i].Tuned = isTuned
			}
			examples = append(examples, found...)
			for _, k := range demarche.Kinds() {
				if !isTuned {
					gold[k] += annotated.Count(k)
				}
			}
		}
	}
	return examples, gold, nil
}

func examplesOf(r *reader.Reader, path string, annotated *score.Annotated) ([]learn.Example, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc, err := document.New(demarche.Capture{Address: path, Bytes: b}, "")
	if err != nil {
		return nil, err
	}
	reading, err := r.Read(context.Background(), &doc)
	if err != nil {
		return nil, err
	}
	right, err := annotated.Right(reading.Records)
	if err != nil {
		return nil, err
	}
	var examples []learn.Example
	for i, record := range reading.Records {
		shared := record.Shared()
		e := learn.Example{Report: path, Kind: shared.Kind, Right: right[i]}
		for _, f := range shared.Trace.Features {
			e.Features = append(e.Features, f.Name)
		}
		examples = append(examples, e)
	}
	return examples, nil
}

// floors gives each kind the floor at which its F1 is highest.
func floors(judged []learn.Judged, gold map[demarche.Kind]int) map[demarche.Kind]float64 {
	floor := map[demarche.Kind]float64{}
	for _, k := range demarche.Kinds() {
		var of []learn.Judged
		for _, j := range judged {
			if j.Kind == k {
				of = append(of, j)
			}
		}
		floor[k] = learn.Floor(of, gold[k])
	}
	return floor
}

// report prints the strict figures per kind, with every finding and with those
// that reach the floor, and the calibration.
func report(w io.Writer, judged []learn.Judged, floor map[demarche.Kind]float64, gold map[demarche.Kind]int) error {
	if _, err := fmt.Fprintf(w, "kind        gold  found      P      R     F1   floor   kept      P      R     F1\n"); err != nil {
		return err
	}
	every, kept := learn.Count(judged, nil, gold), learn.Count(judged, floor, gold)
	var all, rest learn.Figures
	line := func(name string, e, k learn.Figures, floor string) {
		_, _ = fmt.Fprintf(w, "%-10s %5d %6d  %.3f  %.3f  %.3f   %5s %6d  %.3f  %.3f  %.3f\n", name, e.Gold, e.Kept, e.Precision(), e.Recall(), e.F1(), floor, k.Kept, k.Precision(), k.Recall(), k.F1())
	}
	for _, k := range demarche.Kinds() {
		line(string(k), every[k], kept[k], fmt.Sprintf("%.2f", floor[k]))
		all.Gold, all.Kept, all.Right = all.Gold+every[k].Gold, all.Kept+every[k].Kept, all.Right+every[k].Right
		rest.Gold, rest.Kept, rest.Right = rest.Gold+kept[k].Gold, rest.Kept+kept[k].Kept, rest.Right+kept[k].Right
	}
	line("all", all, rest, "")
	_, _ = fmt.Fprintf(w, "\nconfidence   records   mean  right\n")
	for _, b := range learn.Curve(judged, 10) {
		_, _ = fmt.Fprintf(w, "%.1f to %.1f   %7d   %.2f   %.2f\n", b.From, b.To, b.Records, b.Mean, b.Right)
	}
	return nil
}
