package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
)

// linking is what every decision about several records takes.
type linking struct {
	reviewer
	Reason string `help:"Why." required:"" placeholder:"TEXT"`
	JSON   bool   `help:"Print the decision as JSON."`
}

// keep keeps a decision about several records, made from what the ledger holds.
func (k *linking) keep(s *session, make func(*answers.Answers) (demarche.Link, error)) error {
	by, err := k.name(s)
	if err != nil {
		return err
	}
	l, err := s.ledgerThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	link, err := make(answers.New(l, s.around.Now))
	if err != nil {
		return err
	}
	link.Reviewer, link.Reason = by, k.Reason
	if link, err = l.Link(s.ctx, link); err != nil {
		return err
	}
	if k.JSON {
		return s.asJSON(link)
	}
	return s.printf("line %d  %s\n", link.Sequence, linkWords(link))
}

type reviewMergeCommand struct {
	IDs []string `arg:"" name:"id" help:"Entries, one or more of each event that is to be part of the one."`
	linking
}

func (reviewMergeCommand) Help() string {
	return "The events of these entries are one event from then on, also after their reports are read again.\n\nExample: demarche review merge 4be1f0a2 9c01d77e --by \"A. Reviewer\" --reason \"both are the flight of Monday\""
}

// Run makes one event of several.
func (c *reviewMergeCommand) Run(s *session) error {
	return c.keep(s, func(a *answers.Answers) (demarche.Link, error) {
		all, err := a.Merged(s.ctx, c.IDs)
		return demarche.Link{Relation: demarche.SameEvent, What: demarche.ToAccept, These: all}, err
	})
}

type reviewSplitCommand struct {
	IDs []string `arg:"" name:"id" help:"Entries of one event that are of another one."`
	linking
}

func (reviewSplitCommand) Help() string {
	return "These entries are kept apart from the others of their event from then on, also after their reports are read again.\n\nExample: demarche review split 4be1f0a2 --by \"A. Reviewer\" --reason \"that was the second plane\""
}

// Run takes entries out of their event.
func (c *reviewSplitCommand) Run(s *session) error {
	return c.keep(s, func(a *answers.Answers) (demarche.Link, error) {
		these, those, err := a.Beside(s.ctx, c.IDs)
		return demarche.Link{Relation: demarche.SameEvent, What: demarche.ToReject, These: these, Those: those}, err
	})
}

// connecting is a decision about how a later entry bears on an earlier one.
type connecting struct {
	Earlier string `arg:"" help:"The pledge, order, threat or open question, by the id of an entry."`
	Later   string `arg:"" help:"The later entry."`
	As      string `help:"carries_out, reverses, contradicts or answers." enum:"carries_out,reverses,contradicts,answers" required:"" placeholder:"RELATION"`
	linking
}

func (c *connecting) connect(s *session, what demarche.Judgement) error {
	return c.keep(s, func(a *answers.Answers) (demarche.Link, error) {
		l := demarche.Link{Relation: demarche.Relation(c.As), What: what, These: []string{c.Earlier}, Those: []string{c.Later}}
		return l, a.CheckConnection(s.ctx, l)
	})
}

type reviewConfirmCommand struct{ connecting }

func (reviewConfirmCommand) Help() string {
	return "The later entry carries out, reverses or contradicts the pledge, order or threat, or answers the open question; no rule needs to have proposed it.\n\nExample: demarche review confirm 4be1f0a2 9c01d77e --as carries_out --by \"A. Reviewer\" --reason \"the tariff that was threatened\""
}

// Run confirms a connection.
func (c *reviewConfirmCommand) Run(s *session) error { return c.connect(s, demarche.ToAccept) }

type reviewDropCommand struct{ connecting }

func (reviewDropCommand) Help() string {
	return "The later entry does not bear on the earlier one so, though a rule proposes it.\n\nExample: demarche review drop 4be1f0a2 9c01d77e --as answers --by \"A. Reviewer\" --reason \"he spoke of another flight\""
}

// Run drops a connection.
func (c *reviewDropCommand) Run(s *session) error { return c.connect(s, demarche.ToReject) }

type reviewUnlinkCommand struct {
	Line string `arg:"" help:"The line of the log of a decision about several entries, as demarche review links lists it."`
	linking
}

func (reviewUnlinkCommand) Help() string {
	return "A decision stays in the ledger for ever; this one says that it no longer counts.\n\nExample: demarche review unlink 5124 --by \"A. Reviewer\" --reason \"they were two planes after all\""
}

// Run takes a decision about several entries back.
func (c *reviewUnlinkCommand) Run(s *session) error {
	line, err := strconv.ParseInt(c.Line, 10, 64)
	if err != nil || line < 1 {
		return &demarche.Error{Code: demarche.Invalid, Op: "unlink", Detail: fmt.Sprintf("%q is not the line of a decision", c.Line),
			Hint: "demarche review links, with the id of an entry if you have that, lists the decisions by their lines"}
	}
	return c.keep(s, func(*answers.Answers) (demarche.Link, error) {
		return demarche.Link{What: demarche.ToUndo, Undoes: line}, nil
	})
}

type reviewLinksCommand struct {
	ID string `arg:"" optional:"" help:"Decisions that name this entry; all if none is given."`
	reviewer
	Queue bool   `help:"Go through what rules propose and nobody has judged, by single keys."`
	State string `help:"With --queue, only promises, questions and events in which this state has a part." placeholder:"STATE"`
	JSON  bool   `help:"Print as JSON; with --queue, what is proposed, and decide nothing."`
}

func (reviewLinksCommand) Help() string {
	return `Lists who decided how entries hang together. With --queue, asks about what nobody has judged: whether a later entry carries a pledge, order or threat out, takes it back or contradicts it, whether it answers an open question, and whether two events that their reports do not tell apart are one. One key decides: c confirms, d drops, s skips, u undoes your last decision, q ends. What you decided is kept at once.

Example: demarche review links 4be1f0a2

Example: demarche review links --queue --by "A. Reviewer" --state Colombia`
}

// Run lists decisions about several entries, or goes through proposals.
func (c *reviewLinksCommand) Run(s *session) error {
	switch {
	case c.Queue && c.ID != "":
		return &demarche.Error{Code: demarche.Invalid, Op: "review links", Detail: "the queue is of all entries", Hint: "leave out the id, or narrow with --state"}
	case c.Queue:
		return c.queue(s)
	case c.State != "":
		return &demarche.Error{Code: demarche.Invalid, Op: "review links", Detail: "--state narrows the queue", Hint: "give --queue as well, or the id of an entry"}
	}
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	all, err := l.Links(s.ctx, c.ID)
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(append([]demarche.Link{}, all...))
	case len(all) == 0:
		return s.printf("nobody has decided how entries hang together\n")
	}
	counts := make(map[int64]bool)
	for _, k := range demarche.CountingLinks(all) {
		counts[k.Sequence] = true
	}
	rows := make([][]string, len(all))
	for i, k := range all {
		state := "counts"
		if !counts[k.Sequence] {
			state = map[bool]string{true: "", false: "taken back"}[k.What == demarche.ToUndo]
		}
		rows[i] = clean([]string{strconv.FormatInt(k.Sequence, 10), k.At.Format(time.DateTime), k.Reviewer, linkWords(k), state, k.Reason})
	}
	return s.table([]string{"Line", "At (UTC)", "Reviewer", "Decision", "", "Reason"}, rows, 3, 5)
}

// linkWords says what a link decides.
func linkWords(k demarche.Link) string {
	these, those := shortList(k.These), shortList(k.Those)
	said := map[demarche.Relation]string{
		demarche.CarriesOut: "is carried out by", demarche.Reverses: "is taken back by", demarche.Contradicts: "is contradicted by", demarche.AnswersGap: "is answered by",
	}[k.Relation]
	switch {
	case k.What == demarche.ToUndo:
		return fmt.Sprintf("line %d is taken back", k.Undoes)
	case k.Relation == demarche.SameEvent && k.What == demarche.ToAccept:
		return "one event: " + these
	case k.Relation == demarche.SameEvent:
		return "not one event: " + these + " and " + those
	case k.What == demarche.ToReject:
		said = strings.Replace(said, "is ", "is not ", 1)
	}
	return these + " " + said + " " + those
}
