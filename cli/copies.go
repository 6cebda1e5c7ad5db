package cli

import (
	"fmt"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type copiesCommand struct {
	Document string `arg:"" optional:"" help:"The SHA-256 of a report's text, or a beginning of it that no other shares; all families if none."`
	JSON     bool   `help:"Print as JSON, with the passages."`
}

func (copiesCommand) Help() string {
	return `Reports that print one text, trimmed, edited or merged with another, are a family and one source, however many they are. docs/copies.md tells how they are found.

Example: demarche copies

Example: demarche copies 9f86d081 --json`
}

// Run prints families of copies.
func (c *copiesCommand) Run(s *session) error {
	families, _, err := consult(s, func(*ask.Words) (string, error) { return c.Document, nil },
		func(a *answers.Answers, hash string) ([]answers.Family, error) {
			if hash == "" {
				return a.Copies(s.ctx)
			}
			return a.CopiesOf(s.ctx, hash)
		})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(families)
	case len(families) == 0:
		return s.printf("no copies are known\n")
	}
	return s.printf("%s", familyLines(families))
}

// familyLines tells of families, a paragraph for each.
func familyLines(families []answers.Family) string {
	var b strings.Builder
	line := func(d answers.DocumentFact, what string) {
		fmt.Fprintf(&b, "  %s  %-10s  %s%s%s\n", short(d.Hash), orNoDay(d.Published), oneLine(d.Name), clause(", ", oneLine(d.Agency)), what)
	}
	for i, f := range families {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s of one text\n", plural(1+len(f.Members), "report"))
		line(f.Origin, "  origin, as far as the ledger holds it")
		for _, m := range f.Members {
			points := 0
			for _, p := range m.Passages {
				points += p.End - p.Start
			}
			what := "copy"
			if !m.Whole {
				what = "in part"
			}
			line(m.Document, fmt.Sprintf("  %s, %s characters in %s", what, number(float64(points)), plural(len(m.Passages), "passage")))
		}
	}
	return b.String()
}

func orNoDay(d demarche.Date) string {
	if d.Known() {
		return string(d)
	}
	return "no day"
}
