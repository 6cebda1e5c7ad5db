package cli

import (
	"context"
	"errors"
	"strconv"
	"time"

	"demarche"
	"demarche/source/fetch"
	"demarche/source/gate"
	"demarche/source/watch"
)

type watchCommand struct {
	Sources      string `arg:"" optional:"" name:"file" help:"The file of sources (YAML); --example prints one."`
	Once         bool   `help:"Ask what is due, take what is new, and end: for cron."`
	Status       bool   `help:"Show how each source fares, and end."`
	Example      bool   `help:"Print an example of a file of sources, and end."`
	AllowPrivate bool   `help:"Fetch also from addresses inside the own network."`
	JSON         bool   `help:"Print the status, or the outcome of --once, as JSON."`
}

func (watchCommand) Help() string {
	return `Asks feeds, sitemaps and pages for new reports and adds those that may concern returns to the ledger. Each source is asked only when it is due and answers only with what has changed; robots.txt and Retry-After are kept, and one host gets one request at a time. What was seen is remembered beside the ledger, so that a restart goes on where it stopped.

Example: demarche watch --example > sources.yaml; demarche watch sources.yaml

Example: demarche watch --once sources.yaml   # from cron

Example: demarche watch --status sources.yaml`
}

// Run watches.
func (c *watchCommand) Run(s *session) error {
	if c.Example {
		return s.printf("%s", watch.Example)
	}
	if c.Sources == "" {
		return &demarche.Error{Code: demarche.Invalid, Detail: "no file of sources is named", Hint: "demarche watch --example > sources.yaml writes one to begin with"}
	}
	sources, err := watch.Load(c.Sources)
	if err != nil {
		return err
	}
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	state, err := s.beside(path, watchState)
	if err != nil {
		return err
	}
	if c.Status {
		return c.status(s, state, sources)
	}
	g, err := gate.Default()
	if err != nil {
		return err
	}
	reader, err := s.stages.Reader()
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(false)
	if err != nil {
		return err
	}
	client := fetch.New(fetch.Options{Now: s.around.Now, Private: c.AllowPrivate, Version: s.around.Version})
	w := watch.Watcher{
		Sources: sources, State: watch.File(state), Fetch: client.Get, Fatal: endsAdding, Gate: g, Now: s.around.Now, Sleep: fetch.Wait,
		Take: func(ctx context.Context, capture demarche.Capture) error { return take(ctx, l, reader, capture) },
		Log:  s.log(),
	}
	if c.Once {
		err = w.Once(s.ctx)
	} else {
		err = w.Run(s.ctx)
	}
	if cerr := l.Close(); err == nil {
		err = cerr
	}
	if err == nil && c.Once {
		err = c.status(s, state, sources)
	}
	return err
}

// take reads a capture and keeps it in the ledger.
func take(ctx context.Context, l demarche.Ledger, reader demarche.Reader, c demarche.Capture) error {
	rd := readOne(ctx, c, "", reader)
	if rd.err != nil {
		return rd.err
	}
	// An addition once begun is finished: it is short, and what is acknowledged must be kept.
	_, err := l.Add(context.WithoutCancel(ctx), rd.capture, rd.document, rd.reading)
	return err
}

// sourceStatus is how a source fares, as users see it.
type sourceStatus struct {
	Name      string     `json:"name"`
	Address   string     `json:"address"`
	Health    string     `json:"health"` // "well", "failing", "not asked yet"
	Asked     *time.Time `json:"asked"`
	Answered  *time.Time `json:"answered"`
	Next      *time.Time `json:"next"`
	Failures  int        `json:"failures"`
	LastError string     `json:"last_error"`
	Taken     int        `json:"taken"`
	Passed    int        `json:"passed"`
	Dropped   int        `json:"dropped"` // could not be taken, not tried again; the log says why
	Pending   int        `json:"pending"`
}

func statusOf(h watch.Health) sourceStatus {
	known := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return &t
	}
	s := sourceStatus{Name: h.Name, Address: h.Address, Health: "well", Asked: known(h.Asked), Answered: known(h.Answered), Next: known(h.Next),
		Failures: h.Failures, LastError: h.LastError, Taken: h.Taken, Passed: h.Passed, Dropped: h.Dropped, Pending: h.Pending}
	switch {
	case h.Asked.IsZero():
		s.Health = "not asked yet"
	case h.Failures > 0:
		s.Health = "failing"
	}
	return s
}

// status shows how the sources fare. Sources that fail make the status of the
// command 1.
func (c *watchCommand) status(s *session, state string, sources []watch.Source) error {
	all, err := watch.Status(watch.File(state), sources)
	if err != nil {
		return err
	}
	list := []sourceStatus{}
	var failing error
	for _, h := range all {
		x := statusOf(h)
		if x.Failures > 0 {
			failing = errFaults
		}
		list = append(list, x)
	}
	if c.JSON {
		return errors.Join(s.asJSON(list), failing)
	}
	when := func(t *time.Time) string {
		if t == nil {
			return "never"
		}
		return t.UTC().Format("2006-01-02 15:04")
	}
	var rows [][]string
	for _, x := range list {
		rows = append(rows, clean([]string{x.Name, x.Health, when(x.Answered), when(x.Next), strconv.Itoa(x.Taken), strconv.Itoa(x.Passed), strconv.Itoa(x.Dropped), strconv.Itoa(x.Pending), x.LastError}))
	}
	if err := s.table([]string{"Source", "Health", "Answered", "Next", "Taken", "Passed", "Dropped", "Waiting", "Last error"}, rows, 0, 8); err != nil {
		return err
	}
	return failing
}
