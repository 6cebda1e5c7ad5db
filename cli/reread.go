package cli

import (
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type diffReadingsCommand struct {
	Doc  string `arg:"" optional:"" help:"The SHA-256 of a report's text, or a beginning of it; all reports if none."`
	JSON bool   `help:"Print as JSON."`
}

func (diffReadingsCommand) Help() string {
	return `Compares the reading that answers go by with the one before it by another version of the reader. Both stay in the ledger; demarche reread has reports read again after the program was upgraded.

Example: demarche diff-readings 9eeb1945`
}

// Run tells what a newer reader reads otherwise.
func (c *diffReadingsCommand) Run(s *session) error {
	all, _, err := consult(s, func(*ask.Words) (string, error) { return c.Doc, nil },
		func(a *answers.Answers, hash string) ([]answers.Reread, error) { return a.Rereads(s.ctx, hash) })
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(all)
	}
	differ := 0
	for _, r := range all {
		if len(r.Changed)+len(r.Removed)+len(r.Added) == 0 {
			continue
		}
		differ++
		if err := s.reread(r); err != nil {
			return err
		}
	}
	return s.printf("%s read again by another version, %d of them otherwise\n", plural(len(all), "report"), differ)
}

// reread prints what changed in one report: - removed, + added, ~ other fields.
func (s *session) reread(r answers.Reread) error {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(oneLine(strings.Join(parts, "")) + "\n") }
	line(r.Name, "  ", short(r.Document), "  ", r.Before, " -> ", r.After, ", ", plural(r.Same, "record"), " as before")
	for _, c := range r.Changed {
		line("  ~ ", short(c.Before.Shared().ID), "  ", string(c.Before.Shared().Kind), "  ", summary(c.Before))
		line("    ", short(c.After.Shared().ID), "  ", strings.Join(c.Fields, ", "), " now: ", summary(c.After))
	}
	for _, part := range []struct {
		mark    string
		records []demarche.Record
	}{{"  - ", r.Removed}, {"  + ", r.Added}} {
		for _, record := range part.records {
			line(part.mark, short(record.Shared().ID), "  ", string(record.Shared().Kind), "  ", summary(record))
		}
	}
	return s.printf("%s\n", b.String())
}
