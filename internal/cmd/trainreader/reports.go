package main

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"demarche"
	"demarche/document"
	"demarche/reader"
	"demarche/reader/detection"
	"demarche/reader/learn"
	"demarche/score"
)

// report is an annotated report with what its sentences state.
type report struct {
	name      string
	tuned     bool
	own       bool // one of the project's own
	shown     bool // its figures are printed
	document  demarche.Document
	annotated *score.Annotated
	sentences []learn.Sentence
}

// readReports reads the annotated reports of the folders, in order of folder and name.
func readReports(r *reader.Reader, folders []string, tuned, own, shown string) ([]*report, error) {
	var reports []*report
	for _, dir := range folders {
		names, err := score.Names(dir)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			p := &report{name: name}
			p.tuned = matches(tuned, name)
			p.own = matches(own, name)
			p.shown = !p.tuned && matches(shown, name)
			if p.annotated, err = score.ReadAnnotated(dir, name); err != nil {
				return nil, err
			}
			path := filepath.Join(dir, name+".txt")
			b, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			if p.document, err = document.New(demarche.Capture{Address: path, Bytes: b}, ""); err != nil {
				return nil, err
			}
			if err := p.label(r, filepath.Join(dir, name+".json")); err != nil {
				return nil, err
			}
			reports = append(reports, p)
		}
	}
	return reports, nil
}

// label gives each sentence its features and what the annotation says that it states.
func (p *report) label(r *reader.Reader, path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var gold struct {
		Records []struct {
			Kind, Type, Status, Stance, What, Means string
			Evidence                                []string
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		return err
	}
	told, err := r.Sentences(context.Background(), &p.document)
	if err != nil {
		return err
	}
	for _, t := range told {
		if len(t.Features) == 0 {
			continue
		}
		s := learn.Sentence{Report: p.name, Features: namesOf(t.Features), Meaning: t.Meaning}
		words := fold(t.Span.Of(p.document.Text))
		for _, g := range gold.Records {
			labels := labelsOf(g.Kind, cmp.Or(g.Type, g.Stance, g.What), g.Status)
			if g.Status != "" {
				labels = append(labels, meansLabel(g.Kind, g.Means))
			}
			for _, e := range g.Evidence {
				if e := fold(e); strings.Contains(e, words) || strings.Contains(words, e) {
					s.Labels = append(s.Labels, labels...)
					break
				}
			}
		}
		p.sentences = append(p.sentences, s)
	}
	return nil
}

// labelsOf gives the labels under which detection learns a record: its kind and
// type, stance or what is counted; of a movement, that it is one, and how far it got.
func labelsOf(kind, typ, status string) []string {
	if status != "" {
		return []string{kind, kind + " " + status}
	}
	if typ == "" {
		return nil
	}
	return []string{kind + " " + typ}
}

// meansLabel gives the label of how the people of a movement go.
func meansLabel(kind, means string) string { return kind + " by " + means }

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func namesOf(features []detection.Feature) []string {
	names := make([]string, len(features))
	for i, f := range features {
		names[i] = f.Name
	}
	return names
}

// sentencesOf gives the sentences of the reports whose number is wanted.
func sentencesOf(reports []*report, wanted func(i int) bool) []learn.Sentence {
	var sentences []learn.Sentence
	for i, p := range reports {
		if wanted(i) {
			sentences = append(sentences, p.sentences...)
		}
	}
	return sentences
}

// annotatedCounts gives how many annotated records of each kind the reports
// have whose figures are printed.
func annotatedCounts(reports []*report) map[demarche.Kind]int {
	gold := map[demarche.Kind]int{}
	for _, p := range reports {
		if !p.shown {
			continue
		}
		for _, k := range demarche.Kinds() {
			gold[k] += p.annotated.Count(k)
		}
	}
	return gold
}
