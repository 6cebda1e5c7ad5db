package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"demarche"
	"demarche/source"
	"demarche/source/feed"
	"demarche/source/fetch"
	"demarche/source/gate"
)

// Watcher watches sources.
type Watcher struct {
	Sources []Source
	State   Memory // where it remembers what it has seen

	Fetch func(ctx context.Context, address string, seen fetch.Seen) (fetch.Answer, error)
	// Take keeps a report. Once it has returned without an error, the report is
	// not fetched again. An error for which Fatal is true ends the watch.
	Take  func(ctx context.Context, c demarche.Capture) error
	Fatal func(error) bool
	Gate  *gate.Gate
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
	Log   *slog.Logger // what is done, a line each

	// Fetch, Fatal, Sleep and Log are called by several goroutines where the sources
	// lie on several hosts, Take by one at a time.
}

// How failures are met: the time to the next try doubles from the source's own
// interval up to a day; a report is tried three times.
const (
	longest  = 24 * time.Hour
	mostTry  = 3
	listTurn = 500 // reports fetched of one source before the next has its turn
)

// Once asks every source that is due, takes what is new, and returns.
func (w *Watcher) Once(ctx context.Context) error {
	return w.hosts(ctx, func(ctx context.Context, v *visitor) error {
		return v.round(ctx)
	})
}

// Run asks sources whenever they are due, until ctx ends.
func (w *Watcher) Run(ctx context.Context) error {
	return w.hosts(ctx, func(ctx context.Context, v *visitor) error {
		for {
			if err := v.round(ctx); err != nil {
				return err
			}
			if err := w.Sleep(ctx, v.untilDue()); err != nil {
				return err
			}
		}
	})
}

// Status gives how the sources fare, in the order of their file.
func Status(m Memory, sources []Source) ([]Health, error) {
	s, err := loadState(m)
	if err != nil {
		return nil, err
	}
	s.only(sources)
	var all []Health
	for _, src := range sources {
		all = append(all, *s.of(src))
	}
	return all, nil
}

// visit asks one source and fetches what it lists.
func (w *visitor) visit(ctx context.Context, src Source, h *Health) error {
	if !h.Next.After(w.Now()) {
		h.Asked = w.Now()
		err := w.ask(ctx, src, h)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		h.settle(src, err, w.Now())
		if err != nil {
			w.Log.Warn("source cannot be read", "source", src.Name, "reason", err.Error(), "next", h.Next)
		}
		if err := w.state.keep(h, w.State); err != nil {
			return err
		}
	}
	return w.fetchWaiting(ctx, src, h)
}

// settle notes how asking went and when the source is due again.
func (h *Health) settle(src Source, err error, now time.Time) {
	if err == nil {
		h.Answered, h.Failures, h.LastError = now, 0, ""
		h.Next = now.Add(src.Every)
		return
	}
	h.Failures++
	h.LastError = err.Error()
	wait := longest
	if shift := min(h.Failures, 16); src.Every < longest>>shift {
		wait = src.Every << shift
	}
	var busy *fetch.BusyError
	if errors.As(err, &busy) {
		wait = max(busy.For, src.Every)
	}
	h.Next = now.Add(wait)
}

// ask fetches the list of a source, and notes what is new in it.
func (w *visitor) ask(ctx context.Context, src Source, h *Health) error {
	a, err := w.Fetch(ctx, src.Address, h.Seen)
	switch {
	case err != nil:
		return err
	case a.Unchanged:
		return w.askMaps(ctx, src, h, nil)
	}
	l, err := feed.Parse(a.Bytes, a.Address)
	switch {
	case errors.Is(err, feed.ErrNoFeed) && a.Media != "":
		h.Seen = a.Seen
		return w.keep(ctx, src, h, a.Capture) // a page that is watched itself
	case err != nil:
		return err
	}
	h.Seen = a.Seen
	h.note(l.Maps)
	return w.askMaps(ctx, src, h, l.Entries)
}

// note remembers the sitemaps of an index.
func (h *Health) note(maps []feed.Entry) {
	for _, m := range maps {
		if i := slices.IndexFunc(h.Maps, func(k memory) bool { return k.Address == m.Address }); i < 0 {
			h.Maps = append(h.Maps, memory{Address: m.Address, At: m.At})
		} else if m.At.After(h.Maps[i].At) {
			h.Maps[i] = memory{Address: m.Address, At: m.At, Seen: h.Maps[i].Seen}
		}
	}
}

// mostMaps is how many sitemaps of an index are asked at a time: the newest.
const mostMaps = 20

// askMaps asks the sitemaps of an index, and notes what they list beside what the
// source listed itself.
func (w *visitor) askMaps(ctx context.Context, src Source, h *Health, listed []feed.Entry) error {
	slices.SortStableFunc(h.Maps, func(a, b memory) int { return b.At.Compare(a.At) })
	var failed error
	for i := range h.Maps[:min(len(h.Maps), mostMaps)] {
		m := &h.Maps[i]
		a, err := w.Fetch(ctx, m.Address, m.Seen)
		if err == nil && a.Unchanged {
			continue
		}
		var l feed.List
		if err == nil {
			l, err = feed.Parse(a.Bytes, a.Address)
		}
		if err != nil {
			failed = fmt.Errorf("sitemap %s: %w", m.Address, err)
			continue
		}
		m.Seen = a.Seen
		listed = append(listed, l.Entries...)
	}
	if left := h.list(listed); left > 0 {
		w.Log.Warn("the source lists more reports than are noted; the newest are", "source", src.Name, "left out", left)
	}
	return failed
}

// noteEvery is after how many reports the state is written; after a crash, so
// many may be fetched again, which the ledger notices.
const noteEvery = 20

// fetchWaiting fetches the reports that wait.
func (w *visitor) fetchWaiting(ctx context.Context, src Source, h *Health) (err error) {
	defer func() { err = errors.Join(err, w.state.keep(h, w.State)) }()
	for i, next := range slices.Clone(h.Waiting[:min(len(h.Waiting), listTurn)]) {
		a, err := w.Fetch(ctx, next.Address, fetch.Seen{})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = w.keep(ctx, src, h, a.Capture)
		}
		if err != nil && (ctx.Err() != nil || w.Fatal(err)) {
			return err
		}
		stop := h.done(next, err)
		if err != nil {
			w.Log.Warn("report cannot be taken", "source", src.Name, "address", next.Address, "reason", err.Error())
		}
		if stop {
			break
		}
		if i%noteEvery == noteEvery-1 {
			if err := w.state.keep(h, w.State); err != nil {
				return err
			}
		}
	}
	return nil
}

// done notes what became of a report; stop tells that the host wants to be left alone.
func (h *Health) done(r waiting, err error) (stop bool) {
	at := slices.IndexFunc(h.Waiting, func(x waiting) bool { return x.Address == r.Address })
	var busy *fetch.BusyError
	switch {
	case errors.As(err, &busy):
		return true
	case err != nil && r.Tries+1 < mostTry && !forGood(err):
		h.Waiting[at].Tries++
	default:
		h.Waiting = slices.Delete(h.Waiting, at, at+1)
		if err != nil {
			h.Dropped++
		}
	}
	h.Pending = len(h.Waiting)
	return false
}

// forGood reports whether trying again would give the same error.
func forGood(err error) bool {
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status):
		return status.Status >= 400 && status.Status < 500
	case errors.Is(err, fetch.ErrRobots), errors.Is(err, fetch.ErrPrivate), errors.Is(err, fetch.ErrScheme):
		return true
	}
	return demarche.CodeOf(err) == demarche.Invalid || demarche.CodeOf(err) == demarche.Unsupported
}

// keep takes a page, a PDF or a text that may concern returns.
func (w *visitor) keep(ctx context.Context, src Source, h *Health, c demarche.Capture) error {
	if !src.All && c.Media != source.PDF && !w.Gate.Passes(c.Bytes) {
		h.Passed++
		return nil
	}
	if err := w.take(ctx, c); err != nil {
		return err
	}
	h.Taken++
	w.Log.Info("taken", "source", src.Name, "address", c.Address)
	return nil
}
