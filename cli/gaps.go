package cli

import (
	"fmt"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

// answered prints questions that a later entry answers.
func (c *gapsCommand) answered(s *session) error {
	list, _, err := consult(s, func(w *ask.Words) (demarche.Filter, error) {
		return w.Filter(ask.List{State: c.State, Since: c.Since, Until: c.Until})
	}, func(a *answers.Answers, f demarche.Filter) ([]answers.AnsweredGap, error) {
		return a.AnsweredGaps(s.ctx, f)
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(list)
	case c.CSV:
		return exports.AnsweredTable(list).Write(s.around.Out)
	case len(list) == 0:
		return s.printf("no question is answered by a later entry\n")
	}
	for _, g := range list {
		var b strings.Builder
		fmt.Fprintf(&b, "%s  %s  %s\n%s\n", short(g.Gap.ID()), orUnknown(g.Gap.Day), summary(g.Gap.Record)+"; "+sureLineOf(g.Gap), s.wrap("            ", quoted(g.Gap.Sentence())))
		for _, by := range g.By {
			b.WriteString(s.connection(by))
		}
		if err := s.printf("%s", b.String()); err != nil {
			return err
		}
	}
	return nil
}
