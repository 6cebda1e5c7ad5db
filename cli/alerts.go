package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"demarche"
	"demarche/alerts"
	"demarche/answers"
	"demarche/ask"
	"demarche/ledger"
	"demarche/source/fetch"
)

type alertsCommand struct {
	Run     alertsRunCommand     `cmd:"" help:"Look for changes and tell who asked for them."`
	Test    alertsTestCommand    `cmd:"" help:"Send every target a test."`
	Status  alertsStatusCommand  `cmd:"" help:"How the deliveries to each target stand."`
	Example alertsExampleCommand `cmd:"" help:"Print an example of a file of alerts."`
}

type alertsRunCommand struct {
	File string `arg:"" help:"The file of alerts (YAML)."`
	Once bool   `help:"Look and deliver once, and end: for cron."`
	JSON bool   `help:"Print as JSON what each look found and what was delivered: one object with --once, else one whenever there was anything."`
}

func (alertsRunCommand) Help() string {
	return `Tells who asked for it when an answer changes: when a position of a state becomes another, an open question is answered, a flight is reported. A copy of a report is no change. The first run notes how things stand and tells nobody. What is to be sent waits in the ledger's file until the target took it, also over restarts. demarche serve --alerts FILE does the same beside the pages; run one of them for a ledger. With --once the status is 1 if a target did not take a change that was due; it is tried again. docs/alerts.md tells more.

Example: demarche alerts example > alerts.yaml; demarche alerts run alerts.yaml

Example: demarche alerts run --once alerts.yaml   # from cron`
}

// Run looks and delivers.
func (c *alertsRunCommand) Run(s *session) error {
	if err := s.forEverybody("alerts"); err != nil {
		return err
	}
	words, config, err := s.alertsFile(c.File)
	if err != nil {
		return err
	}
	l, err := s.ledger(false)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	log := s.log()
	return s.runAlerts(s.ctx, l, s.answers(l), words, config, c.Once, log, func(r alerts.Round) error { return c.told(s, r) })
}

// told prints what came of a look, if that is asked for as JSON, and is
// errFaults if it was the only one and a target did not take something.
func (c *alertsRunCommand) told(s *session, r alerts.Round) error {
	if c.JSON && (c.Once || !r.Empty()) {
		if err := s.asJSON(r); err != nil {
			return err
		}
	}
	if c.Once && r.Failed > 0 {
		return errFaults
	}
	return nil
}

// alertsFile reads a file of alerts.
func (s *session) alertsFile(path string) (*ask.Words, *alerts.Config, error) {
	words, err := ask.Load()
	if err != nil {
		return nil, nil, err
	}
	config, err := alerts.Load(path, words, s.around.Getenv)
	return words, config, err
}

// runAlerts looks for changes in a ledger that is open for writing and delivers them.
func (s *session) runAlerts(ctx context.Context, l demarche.Ledger, a *answers.Answers, words *ask.Words, config *alerts.Config, once bool, log *slog.Logger, told func(alerts.Round) error) error {
	outbox, ok := l.(ledger.Outbox)
	if !ok {
		return &demarche.Error{Code: demarche.Unsupported, Op: "alerts", Detail: "this ledger keeps no outbox"}
	}
	w := &alerts.Watcher{Ledger: l, Answers: a, Outbox: outbox, Config: config, Name: words.States.Name, Now: s.around.Now}
	d := &alerts.Deliverer{Outbox: outbox, Config: config, Send: alerts.NewSender(config, s.around.Now, s.around.Version).Send, Now: s.around.Now, Log: log}
	return alerts.Run(ctx, w, d, once, fetch.Wait, told)
}

type alertsTestCommand struct {
	File string `arg:"" help:"The file of alerts (YAML)."`
	To   string `help:"Only the target of this name." placeholder:"NAME"`
	JSON bool   `help:"Print as JSON."`
}

func (alertsTestCommand) Help() string {
	return "Sends each target of the file a message that says it is a test, and tells which took it. Needs no ledger. The status is 1 if any did not.\n\nExample: demarche alerts test alerts.yaml --to desk"
}

// Run sends tests.
func (c *alertsTestCommand) Run(s *session) error {
	words, err := ask.Load()
	if err != nil {
		return err
	}
	config, err := alerts.LoadToTest(c.File, words, s.around.Getenv)
	if err != nil {
		return err
	}
	got, err := alerts.Test(s.ctx, config, alerts.NewSender(config, s.around.Now, s.around.Version).Send, c.To, s.around.Now())
	if err != nil {
		return err
	}
	type result struct {
		Target string `json:"target"`
		Taken  bool   `json:"taken"`
		Error  string `json:"error,omitempty"`
	}
	list := []result{}
	var failing error
	for _, name := range slices.Sorted(maps.Keys(got)) {
		r := result{Target: name, Taken: got[name] == nil}
		if got[name] != nil {
			r.Error, failing = got[name].Error(), errFaults
		}
		list = append(list, r)
	}
	if c.JSON {
		return errors.Join(s.asJSON(list), failing)
	}
	for _, r := range list {
		said := "took it"
		if !r.Taken {
			said = "did not take it: " + r.Error
		}
		if err := s.printf("%s %s\n", oneLine(r.Target), oneLine(said)); err != nil {
			return err
		}
	}
	return failing
}

type alertsStatusCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (alertsStatusCommand) Help() string {
	return "How far the ledger was looked at, and for each target how many changes it took and how many wait, since when and why. The status is 1 if any waits that failed.\n\nExample: demarche alerts status"
}

// alertsStatus is how alerts stand.
type alertsStatus struct {
	Begun   bool                 `json:"begun"`
	Line    int64                `json:"line"`  // newest line of the log that was looked at
	Lines   int64                `json:"lines"` // of the log
	Targets []ledger.TargetState `json:"targets"`
}

// Run shows how the deliveries stand.
func (c *alertsStatusCommand) Run(s *session) error {
	l, err := s.ledger(true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	outbox, ok := l.(ledger.Outbox)
	if !ok {
		return &demarche.Error{Code: demarche.Unsupported, Op: "alerts", Detail: "this ledger keeps no outbox"}
	}
	st, err := s.alertsStatus(l, outbox)
	if err != nil {
		return err
	}
	var failing error
	if slices.ContainsFunc(st.Targets, func(t ledger.TargetState) bool { return t.Tried > 0 }) {
		failing = errFaults
	}
	switch {
	case c.JSON:
		return errors.Join(s.asJSON(st), failing)
	case !st.Begun:
		return s.printf("the ledger was never looked at; demarche alerts run FILE does\n")
	}
	if err := s.printf("looked at up to line %d of %d\n", st.Line, st.Lines); err != nil || len(st.Targets) == 0 {
		return err
	}
	var rows [][]string
	for _, t := range st.Targets {
		rows = append(rows, clean([]string{t.Target, fmt.Sprint(t.Sent), moment(t.Last), fmt.Sprint(t.Waiting), moment(t.Oldest), fmt.Sprint(t.Tried), moment(t.Next), t.Failed}))
	}
	return errors.Join(s.table([]string{"Target", "Taken", "Last", "Waiting", "Oldest", "Tried", "Next try", "Last error"}, rows, 7), failing)
}

func (s *session) alertsStatus(l demarche.Ledger, outbox ledger.Outbox) (st alertsStatus, err error) {
	seen, begun, err := outbox.Seen(s.ctx)
	if err != nil {
		return st, err
	}
	head, err := l.Head(s.ctx)
	if err != nil {
		return st, err
	}
	st = alertsStatus{Begun: begun, Line: seen.Line, Lines: head.Size}
	st.Targets, err = outbox.Outstanding(s.ctx)
	return st, err
}

// moment writes a time as tables show it, nothing for the zero time.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

type alertsExampleCommand struct {
	JSON bool `help:"Print the text of the example as JSON."`
}

func (alertsExampleCommand) Help() string {
	return "Example: demarche alerts example > alerts.yaml"
}

// Run prints the example.
func (c *alertsExampleCommand) Run(s *session) error {
	if c.JSON {
		return s.asJSON(map[string]string{"example": alerts.Example})
	}
	return s.printf("%s", alerts.Example)
}
