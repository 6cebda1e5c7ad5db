package reader

import (
	"context"
	"fmt"

	"demarche"
	"demarche/reader/choice"
)

// Asked is a question that came up in reading a document, with the record as
// each answer would have it.
type Asked struct {
	Question *choice.Question
	Records  demarche.Records // by answer
	Field    string           // the only field that the question is about, as records write it; "" where it is about several
}

// Questions gives what the reader asks of the findings of a document, each as
// the rules and the choices before it leave it: what the choices are learnt from.
func (r *Reader) Questions(ctx context.Context, d *demarche.Document) ([]Asked, error) {
	a, err := r.pipeline.AnalyseContext(ctx, d.Text, d.Published)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", d.Name, err)
	}
	s := r.sceneOf(a)
	s.likelyAct, s.likelyStance = likelyActLearnt, likelyStanceLearnt
	offsets := demarche.CodePoints(d.Text)
	var all []Asked
	s.ask = func(q asked) {
		one := Asked{Question: q.question, Field: q.field}
		for _, answer := range q.question.Answers {
			f := *q.finding
			f.record = copyOf(f.record)
			f.finish(offsets)
			q.fill(f.record, answer.Values)
			one.Records = append(one.Records, f.record)
		}
		all = append(all, one)
	}
	if _, err := s.find(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", d.Name, err)
	}
	return all, nil
}

// copyOf gives a record of the kinds that are asked about that shares no field with another.
func copyOf(r demarche.Record) demarche.Record {
	switch r := r.(type) {
	case *demarche.Act:
		c := *r
		return &c
	case *demarche.Gap:
		c := *r
		return &c
	case *demarche.Count:
		c := *r
		return &c
	case *demarche.Movement:
		c := *r
		return &c
	case *demarche.Position:
		c := *r
		return &c
	}
	return r
}
