package cli

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type promisesCommand struct {
	State string `arg:"" optional:"" help:"A state that made them, or at which they are aimed; all if none."`
	Since string `help:"On or after this day." placeholder:"DAY"`
	Until string `help:"On or before this day." placeholder:"DAY"`
	All   bool   `help:"Also those that are carried out or taken back."`
	JSON  bool   `help:"Print as JSON, open and closed."`
}

func (promisesCommand) Help() string {
	return `Pledges, orders and threats that are open, with the later entries that may carry them out, reverse or contradict them. What follows is proposed by the rules of docs/semantics.md and stays open until a reviewer confirms it: demarche review confirm PROMISE ENTRY --as carries_out.

Example: demarche promises USA --since 2025-01-20`
}

// Run prints pledges, orders and threats.
func (c *promisesCommand) Run(s *session) error {
	list, _, err := consult(s, func(w *ask.Words) (demarche.Filter, error) {
		return w.Filter(ask.List{State: c.State, Since: c.Since, Until: c.Until})
	}, func(a *answers.Answers, f demarche.Filter) (answers.PromiseList, error) { return a.Promises(s.ctx, f) })
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(list)
	case len(list.Open) == 0 && (!c.All || len(list.Closed) == 0):
		return s.printf("no open pledge, order or threat in the ledger; %d closed\n", len(list.Closed))
	}
	if err := s.promises(list.Open); err != nil || !c.All || len(list.Closed) == 0 {
		return err
	}
	if err := s.printf("\nCarried out or taken back\n"); err != nil {
		return err
	}
	return s.promises(list.Closed)
}

func (s *session) promises(list []answers.Promise) error {
	ink := s.ink()
	for _, p := range list {
		var b strings.Builder
		fmt.Fprintf(&b, "%s  %s  %s; %s\n%s\n", short(p.ID), orUnknown(p.Day), ink(text.Colors{text.Bold}, summary(p.Entry.Record)), toldBy(p.Corroboration)+"; "+sureLineOf(p.Entry),
			s.wrap("            ", quoted(p.Entry.Sentence())))
		for _, c := range p.Connections {
			b.WriteString(s.connection(c))
		}
		if err := s.printf("%s", b.String()); err != nil {
			return err
		}
	}
	return nil
}

// connection says in lines how a later entry bears on an earlier one.
func (s *session) connection(c answers.Connection) string {
	by := "rule " + c.Rule
	if c.Rule == "" {
		by = "made in review"
	}
	if c.Decision > 0 {
		by += "; " + string(c.Status) + " by " + c.Reviewer + ", line " + fmt.Sprint(c.Decision)
	} else {
		by += "; not reviewed"
	}
	if sure := c.Entry.Record.Shared().Confidence; c.Entry.Review == demarche.Proposed && sure > 0 {
		by += "; what follows is " + hundredths(sure) + " sure"
	}
	return fmt.Sprintf("    %s %s  %s  %s (%s)\n%s\n", relationWords(c), short(c.Entry.ID()), orUnknown(c.Entry.Day), summary(c.Entry.Record), oneLine(by),
		s.wrap("                ", quoted(c.Entry.Sentence())))
}

func relationWords(c answers.Connection) string {
	w := map[demarche.Relation]string{
		demarche.CarriesOut: "carried out by", demarche.Reverses: "taken back by", demarche.Contradicts: "contradicted by", demarche.AnswersGap: "answered by",
	}[c.Relation]
	if c.Status == answers.ConnectionDropped {
		return "not " + w
	}
	return w
}
