package cli

import (
	"context"
	"runtime"
	"time"

	"demarche"
	"demarche/document"
	"demarche/ledger"
	"demarche/source/fetch"
	"demarche/source/gate"
	"demarche/source/watch"
	"demarche/work"
)

// idle is how long a worker beside a file waits before it looks for captures again.
const idle = 2 * time.Second

type workerCommand struct {
	Jobs         int           `help:"Captures that are read at a time; as many as there are processors if 0." default:"0" placeholder:"N"`
	Once         bool          `help:"Read what is unread now, and end."`
	Sources      string        `help:"Also ask the sources of this file for new reports; see demarche watch." placeholder:"FILE"`
	Alerts       string        `help:"Also tell others when an answer changes, as this file says; see demarche alerts." placeholder:"FILE"`
	Rescue       time.Duration `help:"Of a ledger in PostgreSQL: after how long the job of a worker that fell silent is another's, 15 minutes if nothing is said; no job may take longer. Give all workers the same." default:"15m" placeholder:"TIME"`
	Metrics      string        `help:"Serve figures for Prometheus, at /metrics of this address." placeholder:"HOST:PORT"`
	AllowPrivate bool          `help:"Fetch also from addresses inside the own network."`
	JSON         bool          `help:"Print the outcome of --once as JSON."`
}

func (workerCommand) Help() string {
	return `Reads what was captured and not yet read: what demarche add --later took, and, after the program was upgraded, what an older reader read. What is to do is found in the ledger itself, so that a worker can be killed at any moment and nothing is forgotten or done twice. Ctrl-C finishes what was begun.

Of a ledger in PostgreSQL any number of workers, on any number of machines, share the work: captures, sources host by host, web archives part by part, alerts. demarche jobs shows what waits and what failed for good.

Example: demarche add --later crawl/; demarche worker --once

Example: demarche worker --ledger postgres://demarche@db.example/news --sources sources.yaml`
}

// Run works until it is stopped.
func (c *workerCommand) Run(s *session) error {
	if err := c.check(); err != nil {
		return err
	}
	var sources []watch.Source
	if c.Sources != "" {
		var err error
		if sources, err = watch.Load(c.Sources); err != nil {
			return err
		}
	}
	if len(sources) == 0 { // one that asks sources may begin a ledger
		if err := s.ledgerFileThere(); err != nil {
			return err
		}
	}
	reader, err := s.stages.Reader()
	if err != nil {
		return err
	}
	l, err := s.wholeLedger(false)
	if err != nil {
		return err
	}
	err = c.work(s, l, reader, sources)
	if cerr := l.Close(); err == nil {
		err = cerr
	}
	return err
}

// check refuses what cannot be meant.
func (c *workerCommand) check() error {
	switch {
	case c.Jobs < 0:
		return &demarche.Error{Code: demarche.Invalid, Op: "worker", Detail: "--jobs is not below 0"}
	case c.Once && c.Sources+c.Alerts+c.Metrics != "":
		return &demarche.Error{Code: demarche.Invalid, Op: "worker", Detail: "--once reads, and does nothing beside", Hint: "demarche watch --once asks sources once, demarche alerts run --once looks for changes once"}
	case c.Rescue < time.Second:
		return &demarche.Error{Code: demarche.Invalid, Op: "worker", Detail: "--rescue is a second at least"}
	case c.Jobs == 0:
		c.Jobs = runtime.GOMAXPROCS(0)
	}
	return nil
}

func (c *workerCommand) work(s *session, l demarche.Ledger, reader demarche.Reader, sources []watch.Source) error {
	w, err := c.worker(s, l, reader, sources)
	if err != nil {
		return err
	}
	if c.Once {
		return c.once(s, w)
	}
	stopFigures, err := c.figures(s, l)
	if err != nil {
		return err
	}
	defer stopFigures()
	return w.Run(s.ctx)
}

// worker gives what works on a ledger: beside a file, or of a queue.
func (c *workerCommand) worker(s *session, l demarche.Ledger, reader demarche.Reader, sources []watch.Source) (work.Worker, error) {
	if q, ok := l.(*queued); ok {
		return c.ofQueue(s, q, reader, sources)
	}
	return c.besideFile(s, l, reader, sources)
}

// besideFile gives a worker that finds what is to do in the ledger.
func (c *workerCommand) besideFile(s *session, l demarche.Ledger, reader demarche.Reader, sources []watch.Source) (work.Worker, error) {
	in, err := s.intake(l)
	if err != nil {
		return nil, err
	}
	w := &work.Local{Ledger: in, Read: readingBy(reader), Version: reader.Version(), Jobs: c.Jobs, Idle: idle, Sleep: fetch.Wait, Fatal: endsAdding, Log: s.log()}
	if len(sources) > 0 {
		w.Beside = append(w.Beside, func(ctx context.Context) error { return c.ask(ctx, s, in, sources) })
	}
	if c.Alerts != "" {
		w.Beside = append(w.Beside, func(ctx context.Context) error {
			stop, err := s.startAlerts(c.Alerts)
			if err != nil {
				return err
			}
			<-ctx.Done()
			stop()
			return nil
		})
	}
	return w, nil
}

// once works until nothing waits and tells what became of it.
func (c *workerCommand) once(s *session, w work.Worker) error {
	done, err := w.Once(s.ctx)
	if c.JSON {
		if perr := s.asJSON(done); err == nil {
			err = perr
		}
	} else if perr := s.printf("read %s, failed %d\n", plural(done.Read, "capture"), len(done.Failed)); err == nil {
		err = perr
	}
	if err == nil && len(done.Failed) > 0 {
		err = errFaults
	}
	return err
}

// ask asks the sources whenever they are due and takes what is new, until ctx ends.
func (c *workerCommand) ask(ctx context.Context, s *session, in work.Keeper, sources []watch.Source) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	state, err := s.beside(path, watchState)
	if err != nil {
		return err
	}
	w, err := c.watcher(s, in, sources)
	if err != nil {
		return err
	}
	w.State = watch.File(state)
	return w.Run(ctx)
}

// watcher gives what asks sources and takes what is new; where it remembers that is not said yet.
func (c *workerCommand) watcher(s *session, in work.Keeper, sources []watch.Source) (watch.Watcher, error) {
	g, err := gate.Default()
	client := fetch.New(fetch.Options{Now: s.around.Now, Private: c.AllowPrivate, Version: s.around.Version})
	return watch.Watcher{
		Sources: sources, Fetch: client.Get, Fatal: endsAdding, Gate: g, Now: s.around.Now, Sleep: fetch.Wait, Log: s.log(),
		Take: func(ctx context.Context, capture demarche.Capture) error {
			_, _, err := in.Take(context.WithoutCancel(ctx), capture)
			return err
		},
	}, err
}

// intake gives a ledger that keeps captures before they are read.
func (s *session) intake(l demarche.Ledger) (work.Keeper, error) {
	in, ok := l.(interface {
		demarche.Ledger
		ledger.Intake
	})
	if !ok {
		return nil, &demarche.Error{Code: demarche.Unsupported, Detail: "this ledger keeps no captures before they are read"}
	}
	return in, nil
}

// extract draws the document out of a capture.
func extract(_ context.Context, c demarche.Capture) (demarche.Document, error) {
	return document.New(c, "")
}

// readBy gives what reads a document.
func readBy(reader demarche.Reader) func(context.Context, *demarche.Document) (demarche.Reading, error) {
	return func(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
		r, err := reader.Read(ctx, d)
		if r.Records == nil {
			r.Records = demarche.Records{}
		}
		return r, err
	}
}

// readingBy gives what draws the document out of a capture and reads it.
func readingBy(reader demarche.Reader) work.Read {
	return func(ctx context.Context, c demarche.Capture) (demarche.Document, demarche.Reading, error) {
		d, err := extract(ctx, c)
		if err != nil {
			return d, demarche.Reading{}, err
		}
		r, err := readBy(reader)(ctx, &d)
		return d, r, err
	}
}
