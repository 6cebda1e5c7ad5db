package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type showCommand struct {
	ID   string `arg:"" help:"The id of an entry, or the SHA-256 of a report's text; or a beginning of it that no other shares."`
	JSON bool   `help:"Print as JSON."`
}

func (showCommand) Help() string {
	return "An entry with its evidence in context and its report, or a report with its family: the report that it copies, its copies, and those merged from it.\n\nExample: demarche show 4be1f0a2"
}

// found is what an id names: an entry or, if page is not nil, a report.
type found struct {
	entry    answers.Shown
	page     *answers.Page
	families []answers.Family
}

// Run shows one entry or report.
func (c *showCommand) Run(s *session) error {
	f, _, err := consult(s, func(*ask.Words) (string, error) { return c.ID, nil },
		func(a *answers.Answers, id string) (f found, err error) {
			f.entry, err = a.Show(s.ctx, id)
			if err == nil || demarche.CodeOf(err) != demarche.NotFound {
				return f, err
			}
			page, pageErr := a.Report(s.ctx, id)
			if pageErr != nil {
				if demarche.CodeOf(pageErr) == demarche.NotFound {
					return f, err
				}
				return f, pageErr
			}
			f.page = &page
			f.families, err = a.CopiesOf(s.ctx, page.Document.Hash)
			return f, err
		})
	switch {
	case err != nil:
		return err
	case f.page != nil && c.JSON:
		return s.asJSON(struct {
			answers.Page
			Families []answers.Family `json:"families"`
		}{*f.page, f.families})
	case f.page != nil:
		return s.report(*f.page, f.families)
	case c.JSON:
		return s.asJSON(f.entry)
	}
	return s.entry(f.entry)
}

// report prints what is known of a report, what was read from it, and its family.
func (s *session) report(p answers.Page, families []answers.Family) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", s.ink()(text.Colors{text.Bold}, oneLine(p.Document.Name)))
	documentLines(&b, p.Document)
	if len(families) == 0 {
		b.WriteString("\nno copies of it are known\n")
	} else {
		b.WriteString("\n" + familyLines(families))
	}
	fmt.Fprintf(&b, "\n%s\n", plural(len(p.Entries), "entry"))
	for _, it := range p.Entries {
		fmt.Fprintf(&b, "  %s  %s\n", short(it.ID()), summary(it.Record))
	}
	return s.printf("%s", b.String())
}

// documentLines tells what is known of a report and where it came from.
func documentLines(b *strings.Builder, d answers.DocumentFact) {
	line := func(name, value string) { fmt.Fprintf(b, "  %-11s %s\n", name, oneLine(value)) }
	line("report", d.Name)
	line("title", d.Title)
	line("published", orUnknown(d.Published)+clause(", at ", d.PublishedAt))
	for _, told := range []struct{ name, value string }{{"agency", d.Agency}, {"publisher", d.Publisher}, {"written by", d.Byline}} {
		if told.value != "" {
			line(told.name, told.value)
		}
	}
	line("address", d.Address)
	if d.Canonical != "" && d.Canonical != d.Address {
		line("canonical", d.Canonical)
	}
	for _, notice := range d.Corrections {
		line("corrected", notice)
	}
	line("text", "SHA-256 "+d.Hash)
	line("capture", "SHA-256 "+d.Capture+", taken "+d.Taken.UTC().Format(time.RFC3339))
	line("reader", d.Reader)
}

// entry prints an entry with all that is needed to check it.
func (s *session) entry(shown answers.Shown) error {
	ink := s.ink()
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "  %-11s %s\n", name, oneLine(value)) }
	fmt.Fprintf(&b, "%s  %s\n", ink(text.Colors{text.Bold}, shown.Item.ID()), summary(shown.Item.Record))
	line("day", dayWords(shown.Item))
	line("by", orNobody(saidBy(shown.Item.Record)))
	if in := shown.Item.Unpublished; in != "" {
		line("seen by", "the teams of "+strings.Join(strings.Fields(in), ", ")+"; not published")
	}
	line("review", string(shown.Item.Review)+clause(", in the place of ", short(shown.Item.Amends)))
	for _, d := range shown.Decisions {
		line("", fmt.Sprintf("%s %s by %s: %s", d.At.Format(time.DateTime), decisionWords(d), d.Reviewer, d.Reason))
	}
	for _, e := range shown.Evidence {
		fmt.Fprintf(&b, "\n  characters %d to %d\n", e.Start, e.End)
		b.WriteString(s.wrap("    ", oneLine(e.Before)+ink(text.Colors{text.Bold, text.FgYellow}, "["+oneLine(e.Exact)+"]")+oneLine(e.After)) + "\n")
		if e.Fault != "" {
			fmt.Fprintf(&b, "    FAULT: %s\n", oneLine(e.Fault))
		}
	}
	b.WriteString("\n")
	documentLines(&b, shown.Document)
	record, err := json.MarshalIndent(shown.Item.Record, "  ", "  ")
	if err != nil {
		return fmt.Errorf("write record %s: %w", shown.Item.ID(), err)
	}
	fmt.Fprintf(&b, "\n  %s\n", record)
	return s.printf("%s", b.String())
}

func orNobody(by string) string {
	if by == "" {
		return "the report itself"
	}
	return by
}
