package cli

import (
	"context"
	"errors"
	"iter"
	"maps"
	"net/url"
	"slices"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/source"
	"demarche/source/fetch"
	"demarche/source/watch"
	"demarche/web/server"
	workqueue "demarche/work/queue"
)

// lookEvery is how often it is looked whether a source is due.
const lookEvery = time.Minute

// workQueue works jobs of the queue until it is stopped.
func (c *workerCommand) workQueue(s *session, l *queued, reader demarche.Reader, sources []watch.Source) error {
	log := s.log()
	if err := workqueue.Prepare(s.ctx, l.Pool(), l.schema, log); err != nil { // an upgrade may have changed its form
		return err
	}
	w := workqueue.Worker{
		Pool: l.Pool(), Schema: l.schema, Ledger: l, Read: readingBy(reader), Version: reader.Version(), Jobs: c.Jobs, Every: lookEvery, Rescue: c.Rescue, Log: log,
		Part: func(ctx context.Context, p workqueue.Part) iter.Seq2[demarche.Capture, error] { return s.part(ctx, p) },
	}
	if len(sources) > 0 {
		by := byHost(sources)
		w.Hosts = slices.Sorted(maps.Keys(by))
		w.Ask = func(ctx context.Context, host string, seen workqueue.Memory) error {
			x, err := c.watcher(s, l, by[host])
			if err != nil {
				return err
			}
			x.State = seen
			return x.Once(ctx)
		}
	}
	if c.Alerts != "" {
		words, config, err := s.alertsFile(c.Alerts)
		if err != nil {
			return err
		}
		a := answers.New(l, s.around.Now)
		w.Alert = func(ctx context.Context) error { return s.runAlerts(ctx, l, a, words, config, true, log, nil) }
	}
	if c.Once {
		return c.workOff(s, l, w)
	}
	log.Info("working", "jobs", c.Jobs, "hosts", len(w.Hosts), "queue", l.schema)
	return w.Run(s.ctx)
}

// workOff works until nothing waits any more, and tells what failed for good.
func (c *workerCommand) workOff(s *session, l *queued, w workqueue.Worker) error {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	out, err := s.untilIdle(l)
	stop()
	if err = errors.Join(err, <-ended); err != nil {
		return err
	}
	if err := (&jobsCommand{JSON: c.JSON}).show(s, out); err != nil {
		return err
	}
	if len(out.Dead) > 0 {
		return errFaults
	}
	return nil
}

// untilIdle waits until no job to read or to take archives waits or is worked, and
// gives the jobs that there are then. It looks twice: a job that ends may make another.
func (s *session) untilIdle(l *queued) (pending, error) {
	const look, twice = 500 * time.Millisecond, 2
	out := pending{Ledger: l.schema}
	for idle := 0; idle < twice; {
		if err := fetch.Wait(s.ctx, look); err != nil {
			return out, err
		}
		counts, err := l.queue.Counts(s.ctx)
		if err != nil {
			return out, err
		}
		if idle++; slices.ContainsFunc(counts, func(j workqueue.Count) bool { return j.State == "waiting" || j.State == "running" }) {
			idle = 0
		}
	}
	var err error
	out.State, err = s.operations(l).State(s.ctx, mostDead)
	return out, err
}

// byHost puts together the sources on one host, which gets one request at a time.
func byHost(sources []watch.Source) map[string][]watch.Source {
	by := make(map[string][]watch.Source)
	for _, src := range sources {
		host := src.Address
		if u, err := url.Parse(src.Address); err == nil && u.Host != "" {
			host = u.Hostname()
		}
		by[host] = append(by[host], src)
	}
	return by
}

// part gives what a part of a web archive holds that may concern returns, and is
// a report in English.
func (s *session) part(ctx context.Context, p workqueue.Part) iter.Seq2[demarche.Capture, error] {
	return func(yield func(demarche.Capture, error) bool) {
		taken, over := 0, map[string]int{}
		defer func() {
			s.log().Info("part of an archive", "path", p.Path, "from", p.From, "taken", taken, "passed_over", over)
		}()
		for item, err := range (source.Loader{Now: s.around.Now}).Part(ctx, p.Path, p.From, p.To) {
			if err == nil && !item.Reached {
				rd := readItem(ctx, item, "", unread{})
				if rd.over != "" {
					over[rd.over]++
					continue
				}
				err = rd.err
			}
			if item.Reached {
				continue
			}
			if err == nil {
				taken++
			}
			if !yield(item.Capture, err) {
				return
			}
		}
	}
}

// figures serves what a worker counts, if that is asked for; stop ends that.
func (c *workerCommand) figures(s *session, l demarche.Ledger) (stop func(), err error) {
	if c.Metrics == "" {
		return func() {}, nil
	}
	at, err := server.Listen(s.ctx, c.Metrics)
	if err != nil {
		return nil, err
	}
	m := server.NewMeter(worked{l}, s.around.Version)
	if q, ok := l.(*queued); ok {
		m.Register(newWorkCollector(s.operations(q)))
	}
	if err := s.printf("figures for Prometheus on http://%s/metrics\n", at.Addr()); err != nil {
		return nil, errors.Join(err, at.Close())
	}
	return s.serveFigures(at, m, s.log()), nil
}

// worked is the ledger of a worker, which is ready when it works.
type worked struct{ demarche.Ledger }

// Ready is always true.
func (worked) Ready() bool { return true }
