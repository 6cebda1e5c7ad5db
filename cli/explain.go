package cli

import (
	"fmt"
	"strings"

	"demarche"

	"github.com/jedib0t/go-pretty/v6/text"
)

type explainCommand struct {
	File      string `arg:"" optional:"" default:"-" help:"A report: a text (UTF-8), a web page or a PDF; standard input if none or \"-\"."`
	Published string `help:"Day of publication, where the report does not tell it." placeholder:"DAY"`
	JSON      bool   `help:"Print as JSON."`
}

func (explainCommand) Help() string {
	return `Shows for each record by which rule it was found, which words made the rule fire, and the steps that filled its fields, how sure the reader is of it, and by what.

Example: demarche explain report.txt`
}

// explained is a record with the way to it.
type explained struct {
	ID      string             `json:"id"`
	Kind    demarche.Kind      `json:"kind"`
	Rule    string             `json:"rule"`
	Trigger *demarche.Selector `json:"trigger"`
	Steps   []string           `json:"steps"`
	Sure    float64            `json:"confidence"`
	Because []demarche.Feature `json:"because"`
	Record  demarche.Record    `json:"record"`
}

// Run explains the records of one report.
func (c *explainCommand) Run(s *session) error {
	published, err := day(c.Published)
	if err != nil {
		return err
	}
	r, err := s.stages.Reader()
	if err != nil {
		return err
	}
	s.sayStdin([]string{c.File})
	rd := s.readFile(c.File, published, r)
	if rd.err != nil {
		if s.ctx.Err() == nil {
			s.complainAbout(rd)
			return told{rd.err}
		}
		return rd.err
	}
	out := make([]explained, 0, len(rd.reading.Records))
	for _, r := range rd.reading.Records {
		e := explained{ID: r.Shared().ID, Kind: r.Shared().Kind, Steps: []string{}, Sure: r.Shared().Confidence, Because: []demarche.Feature{}, Record: r}
		if t := r.Shared().Trace; t != nil {
			e.Rule, e.Trigger = t.Rule, &t.Trigger
			e.Steps = append(e.Steps, t.Steps...)
			for _, f := range t.Features {
				if f.Weight != 0 {
					e.Because = append(e.Because, f)
				}
			}
		}
		out = append(out, e)
	}
	if c.JSON {
		return s.asJSON(out)
	}
	ink := s.ink()
	for _, e := range out {
		if err := s.printf("%s  %s  %s\n%s\n", short(e.ID), ink(text.Colors{text.Bold}, string(e.Kind)), summary(e.Record), s.wrap("    ", quoted(sentence(e.Record)))); err != nil {
			return err
		}
		trigger := ""
		if e.Trigger != nil {
			trigger = e.Trigger.Exact
		}
		if err := s.printf("    rule     %s\n    trigger  %s\n", e.Rule, oneLine(trigger)); err != nil {
			return err
		}
		for _, step := range e.Steps {
			if err := s.printf("    step     %s\n", oneLine(step)); err != nil {
				return err
			}
		}
		if err := s.printf("    sure     %.0f%%%s\n\n", 100*e.Sure, because(e.Because)); err != nil {
			return err
		}
	}
	if len(out) == 0 {
		return s.printf("%s says nothing about returns that the reader found\n", rd.document.Name)
	}
	return nil
}

// reasons is how many features of a record's confidence are told.
const reasons = 4

// because puts into words what made the reader more or less sure.
func because(features []demarche.Feature) string {
	var told []string
	for _, f := range features[:min(reasons, len(features))] {
		told = append(told, fmt.Sprintf("%s %+.1f", f.Name, f.Weight))
	}
	if len(told) == 0 {
		return ""
	}
	return " (" + strings.Join(told, ", ") + ")"
}
