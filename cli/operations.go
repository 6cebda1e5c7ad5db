package cli

import (
	"context"
	"sync"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ledger"
	"demarche/operations"
	"demarche/source/watch"
	workqueue "demarche/work/queue"
)

// How far back, and over how many reports, it is told how long captures waited.
const (
	lagOver     = time.Hour
	lagReports  = 10_000
	faultsAhead = 1 // failures in a row after which a source is told among the errors
)

// operations gives what tells how the work on a ledger goes, and takes what is
// to be done about it. The commands, the API and the pages all ask it.
func (s *session) operations(l demarche.Ledger) operations.Desk {
	d := deskOf{session: s, ledger: l}
	if q, ok := queueOf(l); ok {
		return &queueDesk{d, q}
	}
	return &fileDesk{deskOf: d, version: sync.OnceValues(func() (string, error) {
		reader, err := s.stages.Reader()
		if err != nil {
			return "", err
		}
		return reader.Version(), nil
	})}
}

// deskOf is what desks have in common.
type deskOf struct {
	session *session
	ledger  demarche.Ledger
}

// whole adds what the ledger and the watched sources tell to a state.
func (d deskOf) whole(ctx context.Context, s operations.State) (operations.State, error) {
	if in, ok := d.ledger.(ledger.Intake); ok {
		since := d.session.around.Now().UTC().Add(-lagOver) // by the clocks of those who add, not the database's
		waited, err := in.Waited(ctx, since, lagReports)
		if err != nil {
			return s, err
		}
		s.Lag = operations.LagOf(since, waited)
	}
	var err error
	if s.Alerts, err = d.targets(ctx); err != nil {
		return s, err
	}
	watched, err := d.session.watchedFor(d.ledger)()
	if err != nil {
		return s, err
	}
	for _, w := range watched {
		if w.Failures < faultsAhead {
			continue
		}
		asked := w.Asked.UTC()
		s.Errors = append(s.Errors, operations.Fault{Stage: "fetch", Source: w.Name, Times: w.Failures, Last: &asked, Reason: w.LastError})
	}
	operations.Sort(s.Errors)
	return s, nil
}

// targets tells how what alerts have to tell stands, by whom it is for.
func (d deskOf) targets(ctx context.Context) ([]operations.Target, error) {
	out := []operations.Target{}
	outbox, ok := d.ledger.(ledger.Outbox)
	if !ok {
		return out, nil
	}
	all, err := outbox.Outstanding(ctx)
	for _, t := range all {
		out = append(out, operations.Target{Name: t.Target, Waiting: t.Waiting, Refused: t.Tried, Oldest: known(t.Oldest), Next: known(t.Next), Reason: t.Failed})
	}
	return out, err
}

// known gives a time, nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// queueDesk is that of a ledger in PostgreSQL, with its queue.
type queueDesk struct {
	deskOf
	l *queued
}

// State implements operations.Desk.
func (d *queueDesk) State(ctx context.Context, most int) (operations.State, error) {
	there, err := workqueue.There(ctx, d.l.Pool(), d.l.schema)
	if err != nil {
		return operations.State{}, err
	}
	if !there || d.l.queue == nil {
		return operations.State{}, d.without(ctx)
	}
	s, err := d.l.queue.State(ctx, most)
	if err != nil {
		return s, err
	}
	return d.whole(ctx, s)
}

// Act implements operations.Desk.
func (d *queueDesk) Act(ctx context.Context, what string, job int64, by string) error {
	if d.l.queue == nil {
		return d.without(ctx)
	}
	return d.l.queue.Act(ctx, what, job, by)
}

// without tells why there is no queue to be seen.
func (d *queueDesk) without(ctx context.Context) error {
	hidden, err := workqueue.Hidden(ctx, d.l.Pool(), d.l.schema)
	switch {
	case err != nil:
		return err
	case hidden:
		return mayNotSee(d.l.schema)
	}
	return noQueue(d.l.schema)
}

// fileDesk is that of a ledger in a file, in which the work itself is found.
type fileDesk struct {
	deskOf
	version func() (string, error) // of the reader
}

// State implements operations.Desk. Nobody knows who works on a file.
func (d *fileDesk) State(ctx context.Context, _ int) (operations.State, error) {
	s := operations.State{At: d.session.around.Now().UTC(), Workers: []operations.Worker{}, Jobs: []operations.Tally{}, Failing: []operations.Job{}, Dead: []operations.Job{},
		Errors: []operations.Fault{}, Actions: []operations.Action{}}
	unread, err := d.unread(ctx)
	if err != nil {
		return s, err
	}
	s.Jobs = append(s.Jobs, unread)
	return d.whole(ctx, s)
}

// unread counts the captures that this version of the reader has not read.
func (d *fileDesk) unread(ctx context.Context) (operations.Tally, error) {
	c := operations.Tally{Kind: "read", State: "waiting"}
	in, err := d.session.intake(d.ledger)
	if err != nil {
		return c, err
	}
	version, err := d.version()
	if err != nil {
		return c, err
	}
	const some = 10_000
	for after := int64(0); ; {
		lines, err := in.Unread(ctx, version, after, some)
		if err != nil || len(lines) == 0 {
			return c, err
		}
		if c.Jobs == 0 {
			first, err := in.CaptureAt(ctx, lines[0])
			if err != nil {
				return c, err
			}
			c.Oldest = &first.Kept
		}
		c.Jobs, after = c.Jobs+len(lines), lines[len(lines)-1]
	}
}

// Act implements operations.Desk: there are no jobs.
func (d *fileDesk) Act(context.Context, string, int64, string) error { return fileHasNoQueue("") }

// fileHasNoQueue is the error of whoever asks for the jobs of a ledger in a file.
func fileHasNoQueue(path string) error {
	return &demarche.Error{Code: demarche.Unsupported, Op: "jobs", Path: path, Detail: "a ledger in a file has no queue", Hint: "demarche worker --once tries again whatever is unread, and tells why it fails"}
}

// remembered is what somebody remembers of sources, already loaded.
type remembered []byte

// Load implements watch.Memory.
func (r remembered) Load() ([]byte, error) { return r, nil }

// Save implements watch.Memory; nothing of what is only looked at is kept.
func (remembered) Save([]byte) error { return nil }

func (remembered) String() string { return "the queue" }

// watchedFor gives what tells how the sources fare that are watched for a ledger,
// by its workers or beside it.
func (s *session) watchedFor(l demarche.Ledger) func() ([]answers.Watched, error) {
	return func() ([]answers.Watched, error) {
		out, err := s.watched()
		q, ok := queueOf(l)
		if !ok {
			return out, err
		}
		// Who has no home watches nothing beside a ledger in a database: its queue tells all.
		if err != nil && demarche.CodeOf(err) != demarche.NotFound {
			return out, err
		}
		if q.queue == nil { // not there, or not to be seen
			return out, nil
		}
		all, err := q.queue.Watched(s.ctx)
		if err != nil {
			return out, err
		}
		for _, b := range all {
			health, err := watch.Remembered(remembered(b))
			if err != nil {
				return out, err
			}
			out = append(out, watchedOf(health)...)
		}
		return out, nil
	}
}
