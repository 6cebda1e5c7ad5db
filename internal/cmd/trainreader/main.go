// Command trainreader learns what the reader weighs: by which words a sentence
// states an act or a gap, and how sure the reader may be of its records.
//
//	trainreader [-detection FILE -confidence FILE] [-tuned PATTERN] [-own PATTERN] FOLDER...
//
// It reads the annotated reports of the folders, holds what the reader finds
// against the annotations, and prints how well weights learnt from some of the
// reports do on the others (ten folds: the reports of a fold are read with
// detection learnt from the other folds, and judged by confidence learnt from
// them). Then it writes the weights learnt from all of them. Reports on which the
// rules were tuned (PATTERN of their names) are learnt from too, but the figures
// are those of the others. The result depends on the reports and the reader only.
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
	"demarche/reader"
	"demarche/reader/learn"
)

const (
	folds  = 10
	wanted = 0.70 // precision on reports on which no rule was tuned
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "trainreader:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	detectionOut := flag.String("detection", "", "file to write the weights of the detection to")
	choiceOut := flag.String("choice", "", "file to write the weights of the choices to")
	confidenceOut := flag.String("confidence", "", "file to write the weights of the confidence to")
	options, words, choices := learn.Default(), learn.DefaultDetection(), learn.DefaultChoice()
	flag.Float64Var(&options.Penalty, "penalty", options.Penalty, "of the squares of the weights of the confidence")
	flag.Float64Var(&words.Penalty, "word-penalty", words.Penalty, "of the squares of the weights of the detection")
	flag.Float64Var(&words.Meaning, "meaning", words.Meaning, "the say of the vectors of words in the detection, from 0 to 1")
	flag.Float64Var(&words.Vague, "meaning-penalty", words.Vague, "of the squares of the weights of the vectors in the detection")
	flag.Float64Var(&choices.Penalty, "choice-penalty", choices.Penalty, "of the squares of the weights of the choices")
	flag.IntVar(&choices.AtLeast, "choice-at-least", choices.AtLeast, "questions that must have a feature for it to count in a choice")
	tuned := flag.String("tuned", "", "pattern of the names of reports that were read while the rules were written")
	own := flag.String("own", "", "pattern of the names of reports of our own, in which figures have weights beside those that are kept")
	shown := flag.String("shown", "*", "pattern of the names of the other reports whose figures are printed")
	banks := flag.String("bank", "", "banks of passages to learn from too, each with the kind that it tells of: \"act=FILE position=FILE\"")
	flag.Parse()
	if _, err := filepath.Match(*shown, ""); err != nil {
		return fmt.Errorf("-shown %s: %w", *shown, err)
	}
	for name, pattern := range map[string]string{"tuned": *tuned, "own": *own} {
		if _, err := filepath.Match(pattern, ""); err != nil {
			return fmt.Errorf("-%s %s: %w", name, pattern, err)
		}
	}
	if flag.NArg() == 0 {
		return fmt.Errorf("name the folders of annotated reports to learn from")
	}
	r, err := reader.New()
	if err != nil {
		return err
	}
	r = r.Unfiltered()
	reports, err := readReports(r, flag.Args(), *tuned, *own, *shown)
	if err != nil {
		return err
	}
	banked, err := readBanks(r, *banks)
	if err != nil {
		return err
	}
	readers, err := detectingWithout(r, reports, banked, words)
	if err != nil {
		return err
	}
	if err := banked.ask(readers); err != nil {
		return err
	}
	asked, err := questionsOf(readers, reports)
	if err != nil {
		return err
	}
	examples, err := examplesOf(readers, reports, asked, banked, choices)
	if err != nil {
		return err
	}
	if err := printChoices(w, reports, asked, banked, choices); err != nil {
		return err
	}
	judged, err := learn.CrossValidate(examples, folds, options)
	if err != nil {
		return err
	}
	judged = slices.DeleteFunc(judged, func(j learn.Judged) bool { return j.Tuned })
	floor := learn.Floor(judged, wanted)
	judged = slices.DeleteFunc(judged, func(j learn.Judged) bool { return !matches(*shown, j.Report) })
	gold := annotatedCounts(reports)
	if err := printFigures(w, judged, floor, gold); err != nil {
		return err
	}
	if *detectionOut != "" {
		m, err := learn.FitDetection(append(sentencesOf(reports, func(int) bool { return true }), banked.without(folds)...), words)
		if err != nil {
			return err
		}
		if err := write(*detectionOut, m); err != nil {
			return err
		}
	}
	if *choiceOut != "" {
		m, err := learn.FitChoice(append(slices.Concat(asked...), banked.asked...), choices)
		if err != nil {
			return err
		}
		if err := write(*choiceOut, m); err != nil {
			return err
		}
	}
	if *confidenceOut == "" {
		return nil
	}
	m, err := learn.FitConfidence(examples, options)
	if err != nil {
		return err
	}
	m.Floor = floor
	return write(*confidenceOut, m)
}

func matches(pattern, name string) bool {
	ok, _ := filepath.Match(pattern, name) // its form was checked
	return ok
}

func write(path string, model any) error {
	b, err := json.MarshalIndent(model, "", "")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// detectingWithout gives for each fold a reader with detection learnt from the
// reports of the other folds and from the passages of the others.
func detectingWithout(r *reader.Reader, reports []*report, banked *bank, o learn.DetectionOptions) ([]*reader.Reader, error) {
	readers := make([]*reader.Reader, folds)
	for k := range readers {
		m, err := learn.FitDetection(append(sentencesOf(reports, func(i int) bool { return i%folds != k }), banked.without(k)...), o)
		if err != nil {
			return nil, err
		}
		readers[k] = r.Detecting(m)
	}
	return readers, nil
}

// examplesOf reads each report with what is learnt from the reports of the other
// folds, and judges what is found by the annotations.
func examplesOf(readers []*reader.Reader, reports []*report, asked [][]learn.Asked, banked *bank, o learn.ChoiceOptions) ([]learn.Example, error) {
	var examples []learn.Example
	for k, r := range readers {
		m, err := learn.FitChoice(append(outside(asked, k), banked.asked...), o)
		if err != nil {
			return nil, err
		}
		r := r.Choosing(m)
		for i, report := range reports {
			if i%folds != k {
				continue
			}
			found, err := report.judge(r)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", report.name, err)
			}
			examples = append(examples, found...)
		}
	}
	return examples, nil
}

// judge reads a report and holds what is found against the annotation.
func (p *report) judge(r *reader.Reader) ([]learn.Example, error) {
	reading, err := r.Read(context.Background(), &p.document)
	if err != nil {
		return nil, err
	}
	right, err := p.annotated.Right(reading.Records)
	if err != nil {
		return nil, err
	}
	var examples []learn.Example
	for i, record := range reading.Records {
		shared := record.Shared()
		e := learn.Example{Report: p.name, Kind: shared.Kind, Right: right[i], Tuned: p.tuned}
		for _, f := range shared.Trace.Features {
			e.Features = append(e.Features, f.Name)
		}
		examples = append(examples, e)
	}
	return examples, nil
}

// printFigures prints the strict figures per kind, with every finding and with those
// that reach the floor, and the calibration.
func printFigures(w io.Writer, judged []learn.Judged, floor float64, gold map[demarche.Kind]int) error {
	if _, err := fmt.Fprintf(w, "kind        gold  found      P      R     F1     kept      P      R     F1   (confidence %.2f)\n", floor); err != nil {
		return err
	}
	every, kept := learn.Count(judged, 0, gold), learn.Count(judged, floor, gold)
	var all, rest learn.Figures
	line := func(name string, e, k learn.Figures) {
		_, _ = fmt.Fprintf(w, "%-10s %5d %6d  %.3f  %.3f  %.3f   %6d  %.3f  %.3f  %.3f\n", name, e.Gold, e.Kept, e.Precision(), e.Recall(), e.F1(), k.Kept, k.Precision(), k.Recall(), k.F1())
	}
	for _, k := range demarche.Kinds() {
		line(string(k), every[k], kept[k])
		all.Gold, all.Kept, all.Right = all.Gold+every[k].Gold, all.Kept+every[k].Kept, all.Right+every[k].Right
		rest.Gold, rest.Kept, rest.Right = rest.Gold+kept[k].Gold, rest.Kept+kept[k].Kept, rest.Right+kept[k].Right
	}
	line("all", all, rest)
	_, _ = fmt.Fprintf(w, "\nconfidence   records   mean  right\n")
	for _, b := range learn.Curve(judged, 10) {
		_, _ = fmt.Fprintf(w, "%.1f to %.1f   %7d   %.2f   %.2f\n", b.From, b.To, b.Records, b.Mean, b.Right)
	}
	return nil
}
