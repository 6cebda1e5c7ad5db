package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// linkQueue is one person going through proposed connections.
type linkQueue struct {
	*session
	ledger  demarche.Ledger
	answers *answers.Answers
	filter  demarche.Filter
	by      string
	keys    keys
	asked   map[string]bool // proposals that were shown
	decided []int64         // lines of what was decided, the last one last
}

// queue goes through what the rules propose and nobody has judged.
func (c *reviewLinksCommand) queue(s *session) error {
	words, err := ask.Load()
	if err != nil {
		return err
	}
	f, err := words.Filter(ask.List{State: c.State})
	if err != nil {
		return err
	}
	by := ""
	if !c.JSON {
		if by, err = c.name(s); err != nil {
			return err
		}
	}
	l, err := s.ledgerThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	q := &linkQueue{session: s, ledger: l, answers: s.answers(l), filter: f, by: by,
		keys: keys{session: s, in: bufio.NewReader(s.around.In)}, asked: make(map[string]bool)}
	if c.JSON {
		all, err := q.answers.Proposals(s.ctx, f)
		if err != nil {
			return err
		}
		return s.asJSON(all)
	}
	return q.run()
}

// run asks about what is proposed until nothing is that was not asked: where
// one is dropped, a rule may propose the next.
func (q *linkQueue) run() error {
	for shown := 0; ; {
		all, err := q.answers.Proposals(q.ctx, q.filter)
		if err != nil {
			return err
		}
		var fresh []answers.Proposal
		for _, p := range all {
			if !q.asked[proposalKey(p)] {
				fresh = append(fresh, p)
			}
		}
		if len(fresh) == 0 {
			if shown == 0 {
				return q.printf("no proposed link waits for a review\n")
			}
			break
		}
		err = q.through(fresh, shown)
		if errors.Is(err, errEnough) {
			break
		}
		if err != nil {
			return err
		}
		shown += len(fresh)
	}
	return q.printf("\n%s made\n", plural(len(q.decided), "decision"))
}

// proposalKey tells proposals apart.
func proposalKey(p answers.Proposal) string {
	return string(p.Relation) + " " + p.Rule + " " + p.Earlier.ID() + " " + p.Later.ID()
}

func (q *linkQueue) through(all []answers.Proposal, before int) error {
	for i, p := range all {
		q.asked[proposalKey(p)] = true
		if err := q.show(before+i+1, before+len(all), p); err != nil {
			return err
		}
		if err := q.ask(p); err != nil {
			return err
		}
	}
	return nil
}

// show prints both sides of a proposal with their sentences.
func (q *linkQueue) show(i, of int, p answers.Proposal) error {
	ink := q.ink()
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d of %d  %s  (rule %s: %s)\n", i, of, ink(text.Colors{text.Bold}, proposalWords(p)), p.Rule, p.Reason)
	for _, it := range []answers.Item{p.Earlier, p.Later} {
		shown, err := answers.New(q.ledger, q.around.Now).Show(q.ctx, it.ID())
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "  %s  %s  %s\n", short(it.ID()), dayWords(it), ink(text.Colors{text.Bold}, summary(it.Record)))
		for _, ev := range shown.Evidence {
			b.WriteString(q.wrap("      ", oneLine(ev.Before)+ink(text.Colors{text.Bold, text.FgYellow}, "["+oneLine(ev.Exact)+"]")+oneLine(ev.After)) + "\n")
		}
		fmt.Fprintf(&b, "      %s, %s\n", oneLine(shown.Document.Name), orUnknown(shown.Document.Published))
	}
	return q.printf("%s", b.String())
}

// proposalWords puts the question that a proposal is into words.
func proposalWords(p answers.Proposal) string {
	return map[demarche.Relation]string{
		demarche.CarriesOut: "carried out?", demarche.Reverses: "taken back?", demarche.Contradicts: "contradicted?",
		demarche.AnswersGap: "answered?", demarche.SameEvent: "one event?",
	}[p.Relation]
}

// ask asks for keys until one of them settles the proposal.
func (q *linkQueue) ask(p answers.Proposal) error {
	return q.session.ask(&q.keys, "c confirm   d drop   s skip   u undo the last   q end", func(key rune) (bool, error) {
		switch key {
		case 'c':
			return q.decide(p.Confirm, "both sentences say so")
		case 'd':
			return q.decide(p.Drop, "the sentences do not say so")
		case 'u':
			return false, q.undo()
		}
		return false, nil
	})
}

// decide asks for the reason and keeps the decision. What the ledger refuses is
// told, and asked again.
func (q *linkQueue) decide(l demarche.Link, usual string) (bool, error) {
	reason, err := q.keys.line("  why? (" + usual + ") ")
	if err != nil {
		return false, err
	}
	l.Reviewer, l.Reason = q.by, cmp.Or(reason, usual)
	kept, err := q.ledger.Link(q.ctx, l)
	if err != nil && demarche.CodeOf(err) == demarche.Invalid {
		return false, q.printf("  %s\n", oneLine(err.Error()))
	}
	if err != nil {
		return false, err
	}
	if l.What != demarche.ToUndo {
		q.decided = append(q.decided, kept.Sequence)
	}
	return true, q.printf("  line %d: %s\n", kept.Sequence, linkWords(kept))
}

// undo takes the last decision back; its proposal is asked again at the end.
func (q *linkQueue) undo() error {
	if len(q.decided) == 0 {
		return q.printf("  you have decided nothing yet\n")
	}
	last := len(q.decided) - 1
	done, err := q.decide(demarche.Link{What: demarche.ToUndo, Undoes: q.decided[last]}, "pressed the wrong key")
	if err == nil && done {
		q.decided = q.decided[:last]
		clear(q.asked) // the skipped ones are asked again with it
	}
	return err
}
