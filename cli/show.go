package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche/answers"
	"demarche/ask"
)

type showCommand struct {
	ID   string `arg:"" help:"The id of an entry, or a beginning of it that no other shares."`
	JSON bool   `help:"Print as JSON."`
}

func (showCommand) Help() string {
	return "Example: demarche show 4be1f0a2"
}

// Run shows one entry.
func (c *showCommand) Run(s *session) error {
	shown, _, err := consult(s, func(*ask.Words) (string, error) { return c.ID, nil },
		func(a *answers.Answers, id string) (answers.Shown, error) { return a.Show(s.ctx, id) })
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(shown)
	}
	ink := s.ink()
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "  %-11s %s\n", name, oneLine(value)) }
	fmt.Fprintf(&b, "%s  %s\n", ink(text.Colors{text.Bold}, shown.Item.ID()), summary(shown.Item.Record))
	line("day", dayWords(shown.Item))
	line("by", orNobody(saidBy(shown.Item.Record)))
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
	d := shown.Document
	b.WriteString("\n")
	line("report", d.Name)
	line("title", d.Title)
	line("published", orUnknown(d.Published))
	line("address", d.Address)
	line("text", "SHA-256 "+d.Hash)
	line("capture", "SHA-256 "+d.Capture+", taken "+d.Taken.UTC().Format(time.RFC3339))
	line("reader", d.Reader)
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
