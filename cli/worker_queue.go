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
	"demarche/source/watch"
	"demarche/web/server"
	"demarche/work"
	workqueue "demarche/work/queue"
)

// lookEvery is how often it is looked whether a source is due.
const lookEvery = time.Minute

// ofQueue gives a worker to which the queue beside a ledger hands work out.
func (c *workerCommand) ofQueue(s *session, l *queued, reader demarche.Reader, sources []watch.Source) (work.Worker, error) {
	log := s.log()
	if err := workqueue.Prepare(s.ctx, l.Pool(), l.schema, log); err != nil { // an upgrade may have changed its form
		return nil, err
	}
	w := &workqueue.Worker{
		Pool: l.Pool(), Schema: l.schema, Ledger: l, Extract: extract, Read: readBy(reader), Version: reader.Version(), Jobs: c.Jobs, Every: lookEvery, Rescue: c.Rescue, Log: log,
		Part: func(ctx context.Context, p workqueue.Part) iter.Seq2[demarche.Capture, error] { return s.part(ctx, p) },
	}
	if w.Found, _ = l.found(); w.Found != nil {
		w.Find = func(ctx context.Context, kind string) error {
			if withheld, err := l.Withholding(ctx); err != nil || withheld {
				return err // servers find it for each audience, see audience.go
			}
			return find(ctx, s.answers(l), kind)
		}
	}
	if len(sources) > 0 {
		c.askOf(s, l, w, sources)
	}
	if c.Alerts != "" {
		words, config, err := s.alertsFile(c.Alerts)
		if err != nil {
			return nil, err
		}
		seen, err := s.seenBy(l, nil)
		if err != nil {
			return nil, err
		}
		a := s.answers(seen)
		w.Alert = func(ctx context.Context) error { return s.runAlerts(ctx, seen, a, words, config, true, log, nil) }
	}
	if !c.Once {
		log.Info("working", "jobs", c.Jobs, "hosts", len(w.Hosts), "queue", l.schema)
	}
	return w, nil
}

// find finds what is to find of a kind, from where it was found to before. What
// it needs of memory goes when it is kept.
func find(ctx context.Context, a *answers.Answers, kind string) error {
	switch kind {
	case "copies":
		return a.FindCopies(ctx)
	case "events":
		return a.FindEvents(ctx)
	}
	return a.FindStates(ctx)
}

// askOf has a worker ask sources, host by host.
func (c *workerCommand) askOf(s *session, l *queued, w *workqueue.Worker, sources []watch.Source) {
	by := byHost(sources)
	w.Hosts = slices.Sorted(maps.Keys(by))
	w.Due = func(host string, seen workqueue.Memory) (time.Time, error) { return due(seen, by[host]) }
	w.Ask = func(ctx context.Context, host string, seen workqueue.Memory) error {
		x, err := c.watcher(s, l, by[host])
		if err != nil {
			return err
		}
		x.State = seen
		return x.Once(ctx)
	}
}

// due tells when the first of some sources is due, as is remembered of them:
// the zero time if a report is listed that was not fetched yet.
func due(seen watch.Memory, sources []watch.Source) (time.Time, error) {
	all, err := watch.Status(seen, sources)
	if err != nil {
		return time.Time{}, err
	}
	var next time.Time
	for i, h := range all {
		if h.Pending > 0 {
			return time.Time{}, nil
		}
		if i == 0 || h.Next.Before(next) {
			next = h.Next
		}
	}
	return next, nil
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
		over := map[string]int{}
		defer func() {
			if len(over) > 0 {
				s.log().Info("passed over in a part of an archive", "path", p.Path, "from", p.From, "passed_over", over)
			}
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
	of := worked{l}
	m := server.NewMeter(of, s.around.Version, s.log())
	if q, ok := l.(*queued); ok {
		m.Register(newWorkCollector(s.operations(q)))
	}
	countAlerts(m, l, s.around.Now)
	if err := s.saysFigures("http://" + at.Addr().String() + "/metrics"); err != nil {
		return nil, errors.Join(err, at.Close())
	}
	return s.serveFigures(at, m, of, s.log()), nil
}

// worked is the ledger of a worker, which is ready when it works.
type worked struct{ demarche.Ledger }

// Ready is always true.
func (worked) Ready() bool { return true }
