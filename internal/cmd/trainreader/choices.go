package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"demarche/reader"
	"demarche/reader/choice"
	"demarche/reader/learn"
	"demarche/score"
)

// mannered are the roles that our own reports answer in a manner of their own.
// They have other figures than news mostly has - of those sheltered in a camp,
// say, beside those held -, and take a flight of which no more is told for a
// civilian one; that is not to change what news is taken to say.
var mannered = [...]string{"figure", "means"}

// questionsOf gives for each report what is asked in reading it, by the rules
// alone, with the answers that its annotation bears out.
func questionsOf(readers []*reader.Reader, reports []*report) ([][]learn.Asked, error) {
	asked := make([][]learn.Asked, len(reports))
	for i, p := range reports {
		questions, err := readers[i%folds].Choosing(choice.Model{}).Questions(context.Background(), &p.document)
		if err != nil {
			return nil, err
		}
		for _, q := range questions {
			right, err := rightAnswers(p.annotated, &q)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
			asked[i] = append(asked[i], learn.Asked{Report: p.name, Tuned: p.tuned, Own: p.own && slices.Contains(mannered[:], q.Question.Role), Question: q.Question, Right: right})
		}
	}
	return asked, nil
}

// outside gives the questions of the reports that are not in fold k.
func outside(asked [][]learn.Asked, k int) []learn.Asked {
	var rest []learn.Asked
	for i, of := range asked {
		if i%folds != k {
			rest = append(rest, of...)
		}
	}
	return rest
}

// printChoices prints for each role how often the rules and the choices that are
// learnt from other reports answer rightly, on reports on which no rule was tuned.
func printChoices(w io.Writer, reports []*report, asked [][]learn.Asked, banked *bank, o learn.ChoiceOptions) error {
	type tally struct {
		asked, can, rules, chosen int
		surprise                  float64
	}
	of := map[string]*tally{}
	for k := range folds {
		m, err := learn.FitChoice(append(outside(asked, k), banked.asked...), o)
		if err != nil {
			return err
		}
		for i := k; i < len(asked); i += folds {
			for _, a := range asked[i] {
				if !reports[i].shown {
					continue
				}
				t := of[a.Question.Role]
				if t == nil {
					t = &tally{}
					of[a.Question.Role] = t
				}
				t.asked++
				if !slices.Contains(a.Right, true) {
					continue
				}
				t.can++
				if r := a.Question.Rule; r >= 0 && a.Right[r] {
					t.rules++
				}
				p := m.Probabilities(a.Question)
				sum := 0.0
				for n, ok := range a.Right {
					if ok {
						sum += p[n]
					}
				}
				t.surprise -= math.Log(max(sum, 1e-9))
				if a.Right[slices.Index(p, slices.Max(p))] {
					t.chosen++
				}
			}
		}
	}
	_, _ = fmt.Fprintln(w, "choice      asked  answer known   rules right  choice right  surprise")
	for _, role := range slices.Sorted(maps.Keys(of)) {
		t := of[role]
		if _, err := fmt.Fprintf(w, "%-10s %6d %13d %13d %13d %9.3f\n", role, t.asked, t.can, t.rules, t.chosen, t.surprise/float64(max(t.can, 1))); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}

// rightAnswers tells which answers to a question the annotation bears out.
func rightAnswers(a *score.Annotated, q *reader.Asked) ([]bool, error) {
	if q.Field != "" {
		return a.FieldFits(q.Records, q.Field)
	}
	return a.Fits(q.Records)
}
