package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type reviewCommand struct {
	Queue  reviewQueueCommand  `cmd:"" default:"withargs" help:"Go through what nobody has judged yet, by single keys."`
	Accept reviewAcceptCommand `cmd:"" help:"An entry is right as it is."`
	Reject reviewRejectCommand `cmd:"" help:"An entry is wrong and leaves the answers."`
	Amend  reviewAmendCommand  `cmd:"" help:"An entry is answered as you write it."`
	Undo   reviewUndoCommand   `cmd:"" help:"The newest decision about an entry is taken back."`
	Log    reviewLogCommand    `cmd:"" help:"Who decided what, when and why."`

	Merge   reviewMergeCommand   `cmd:"" help:"Several events are one."`
	Split   reviewSplitCommand   `cmd:"" help:"Some entries of an event are of another."`
	Confirm reviewConfirmCommand `cmd:"" help:"A later entry bears on a pledge, order, threat or question."`
	Drop    reviewDropCommand    `cmd:"" help:"A later entry does not bear on it, though a rule proposes so."`
	Unlink  reviewUnlinkCommand  `cmd:"" help:"One of these four decisions is taken back."`
	Links   reviewLinksCommand   `cmd:"" help:"Who decided how entries hang together; with --queue, what rules propose, by single keys."`
}

// reviewer is who decides.
type reviewer struct {
	By string `help:"Your name, which is kept with the decision. Default: $DEMARCHE_REVIEWER." placeholder:"NAME"`
}

func (r reviewer) name(s *session) (string, error) {
	name := strings.TrimSpace(cmp.Or(r.By, s.around.Getenv("DEMARCHE_REVIEWER")))
	if name == "" {
		return "", &demarche.Error{Code: demarche.Invalid, Op: "review", Detail: "the reviewer is not named", Hint: "give --by NAME, or set DEMARCHE_REVIEWER"}
	}
	return name, nil
}

// verdict is what every decision about one entry takes.
type verdict struct {
	ID string `arg:"" help:"The id of an entry, or a beginning of it that no other shares."`
	reviewer
	Reason string `help:"Why." required:"" placeholder:"TEXT"`
	JSON   bool   `help:"Print the entry as it is then as JSON."`
}

// decide keeps a decision about one entry and prints what is answered then.
func (v *verdict) decide(s *session, what demarche.Judgement, amended func(demarche.Ledger) (demarche.Record, error)) error {
	by, err := v.name(s)
	if err != nil {
		return err
	}
	l, err := s.ledgerThere()
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	d := demarche.Decision{Record: v.ID, What: what, Reviewer: by, Reason: v.Reason}
	if amended != nil {
		if d.Amended, err = amended(l); err != nil {
			return err
		}
	}
	e, err := l.Decide(s.ctx, d)
	if err != nil {
		return err
	}
	if v.JSON {
		shown, err := answers.New(l, s.around.Now).Show(s.ctx, e.Record.Shared().ID)
		if err != nil {
			return err
		}
		return s.asJSON(shown)
	}
	return s.printf("%s  %s: %s\n", short(e.Record.Shared().ID), e.Review, summary(e.Record))
}

type reviewAcceptCommand struct{ verdict }

func (reviewAcceptCommand) Help() string {
	return "Example: demarche review accept 4be1f0a2 --by \"A. Reviewer\" --reason \"the sentence says so\""
}

// Run accepts an entry.
func (c *reviewAcceptCommand) Run(s *session) error { return c.decide(s, demarche.ToAccept, nil) }

type reviewRejectCommand struct{ verdict }

func (reviewRejectCommand) Help() string {
	return "Example: demarche review reject 4be1f0a2 --by \"A. Reviewer\" --reason \"the spokesman meant another flight\""
}

// Run rejects an entry.
func (c *reviewRejectCommand) Run(s *session) error { return c.decide(s, demarche.ToReject, nil) }

type reviewUndoCommand struct{ verdict }

func (reviewUndoCommand) Help() string {
	return "A decision stays in the ledger for ever; this one says that it no longer counts.\n\nExample: demarche review undo 4be1f0a2 --by \"A. Reviewer\" --reason \"decided about the wrong entry\""
}

// Run takes a decision back.
func (c *reviewUndoCommand) Run(s *session) error { return c.decide(s, demarche.ToUndo, nil) }

type reviewAmendCommand struct {
	verdict
	Record string   `help:"A file with the record as it should be, as JSON; \"-\" for standard input." placeholder:"FILE" xor:"record"`
	Set    []string `help:"A field and what it should be: stance=refuse, people=12, by.state=COL, terms='[\"dignity\"]'. May be given several times." placeholder:"FIELD=VALUE" sep:"none" xor:"record"`
}

func (reviewAmendCommand) Help() string {
	return `The amended record stands in the place of the one that was read, which stays in the ledger. It must fit the record model, and its evidence must be in the text; without evidence it keeps what it has.

Example: demarche review amend 4be1f0a2 --by "A. Reviewer" --reason "twelve, not twenty" --set people=12`
}

// Run amends an entry.
func (c *reviewAmendCommand) Run(s *session) error {
	return c.decide(s, demarche.ToAmend, func(l demarche.Ledger) (demarche.Record, error) {
		if c.Record == "" {
			e, err := l.Entry(s.ctx, c.ID)
			if err != nil {
				return nil, err
			}
			return withFields(e.Record, c.Set)
		}
		in, closeIt, err := s.open(c.Record)
		if err != nil {
			return nil, err
		}
		defer closeIt()
		b, err := io.ReadAll(io.LimitReader(in, 1<<20))
		if err != nil {
			return nil, &demarche.Error{Code: demarche.Storage, Path: c.Record, Detail: "the input cannot be read", Err: err}
		}
		r, err := demarche.ParseRecord(b)
		if err != nil {
			return nil, &demarche.Error{Code: demarche.Invalid, Path: c.Record, Detail: "this is not a record", Err: err, Hint: "begin with the record that demarche show prints"}
		}
		return r, nil
	})
}

// withFields gives a copy of a record with other values in some fields.
func withFields(r demarche.Record, settings []string) (demarche.Record, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		return nil, fmt.Errorf("read record: %w", err)
	}
	for _, setting := range settings {
		name, value, found := strings.Cut(setting, "=")
		if !found {
			return nil, &demarche.Error{Code: demarche.Invalid, Detail: fmt.Sprintf("%q sets no field", setting), Hint: "write FIELD=VALUE, as in people=12"}
		}
		setField(fields, strings.TrimSpace(name), value)
	}
	if b, err = json.Marshal(fields); err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	amended, err := demarche.ParseRecord(b)
	if err != nil {
		return nil, &demarche.Error{Code: demarche.Invalid, Detail: "the amended record cannot be read", Err: err, Hint: "demarche show tells the fields of the record"}
	}
	return amended, nil
}

// setField sets a field, or with a dot one of the speaker's. What is no JSON is
// taken as a text.
func setField(fields map[string]any, name, value string) {
	if outer, inner, nested := strings.Cut(name, "."); nested {
		within, ok := fields[outer].(map[string]any)
		if !ok {
			within = map[string]any{}
			fields[outer] = within
		}
		fields, name = within, inner
	}
	var v any
	if json.Unmarshal([]byte(value), &v) != nil {
		v = value
	}
	fields[name] = v
}

type reviewLogCommand struct {
	ID   string `arg:"" optional:"" help:"Decisions about this entry; all if none is given."`
	JSON bool   `help:"Print as JSON."`
}

func (reviewLogCommand) Help() string { return "Example: demarche review log 4be1f0a2" }

// Run lists decisions.
func (c *reviewLogCommand) Run(s *session) error {
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	all, err := answers.New(l, s.around.Now).Decisions(s.ctx, c.ID)
	switch {
	case err != nil:
		return err
	case c.JSON:
		lines := make([]any, len(all))
		for i, d := range all {
			lines[i] = said(d)
		}
		return s.asJSON(lines)
	case len(all) == 0:
		return s.printf("nobody has decided anything yet\n")
	}
	rows := make([][]string, len(all))
	for i, d := range all {
		rows[i] = clean(loggedRow(d))
	}
	return s.table([]string{"At (UTC)", "Reviewer", "Decision", "Reason", "Id"}, rows, 2, 3)
}

// loggedRow writes a decision as a row of the log.
func loggedRow(d answers.Decided) []string {
	if k := d.Link; k != nil {
		return []string{k.At.Format(time.DateTime), k.Reviewer, linkWords(*k), k.Reason, ""}
	}
	return []string{d.Decision.At.Format(time.DateTime), d.Decision.Reviewer, decisionWords(*d.Decision), d.Decision.Reason, short(d.Decision.Record)}
}

// said gives what is decided, as JSON has it.
func said(d answers.Decided) any {
	if d.Link != nil {
		return d.Link
	}
	return d.Decision
}

func decisionWords(d demarche.Decision) string {
	switch {
	case d.What == demarche.ToUndo:
		return fmt.Sprintf("undo, of line %d", d.Undoes)
	case d.Version != d.Record:
		return string(d.What) + ", to " + short(d.Version)
	}
	return string(d.What)
}

// waiting gives what nobody has judged, in the order in which it is to be judged.
func waiting(s *session, l demarche.Ledger, list ask.List) ([]answers.Item, error) {
	words, err := ask.Load()
	if err != nil {
		return nil, err
	}
	f, err := words.Filter(list)
	if err != nil {
		return nil, err
	}
	a := s.answers(l)
	q, err := a.Queue(s.ctx, f, 0, 0)
	if err == nil {
		a.Save(s.ctx)
	}
	return q.Items, err
}
