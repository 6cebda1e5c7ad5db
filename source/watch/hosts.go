package watch

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"demarche"
)

// mostHosts is how many hosts are asked at a time.
const mostHosts = 16

// visitor watches the sources that lie on one host, one after the other: a host
// with much to fetch, or one that answers slowly, keeps no other waiting.
type visitor struct {
	*Watcher
	state   *shared
	sources []Source
	health  []*Health // of the sources, its own
}

// shared is the state that the visitors of all hosts share.
type shared struct {
	mu    sync.Mutex // guards what follows
	all   *state
	taker sync.Mutex // held while a report is taken
	slots chan struct{}
}

// keep writes how a source fares now.
func (s *shared) keep(h *Health, m Memory) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.put(h.clone())
	return s.all.save(m)
}

// hosts lets a visitor of each host do something, and ends all when one fails.
func (w *Watcher) hosts(ctx context.Context, do func(context.Context, *visitor) error) error {
	s, err := loadState(w.State)
	if err != nil {
		return err
	}
	s.only(w.Sources)
	all := &shared{all: s, slots: make(chan struct{}, mostHosts)}
	visitors := w.visitors(all)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, len(visitors))
	var working sync.WaitGroup
	for _, v := range visitors {
		working.Go(func() {
			if err := do(ctx, v); err != nil {
				failed <- err
				stop()
			}
		})
	}
	working.Wait()
	close(failed)
	// The first failure is the reason; the others ended because of it.
	return errors.Join(<-failed, s.save(w.State))
}

// visitors gives one visitor a host, in the order of the sources.
func (w *Watcher) visitors(all *shared) []*visitor {
	var list []*visitor
	of := map[string]*visitor{}
	for _, src := range w.Sources {
		host := ""
		if u, err := url.Parse(src.Address); err == nil {
			host = strings.ToLower(u.Hostname())
		}
		v := of[host]
		if v == nil {
			v = &visitor{Watcher: w, state: all}
			of[host], list = v, append(list, v)
		}
		v.sources = append(v.sources, src)
		v.health = append(v.health, all.all.of(src).clone())
	}
	return list
}

// round asks the sources that are due.
func (w *visitor) round(ctx context.Context) error {
	select {
	case w.state.slots <- struct{}{}:
		defer func() { <-w.state.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for i, src := range w.sources {
		h := w.health[i]
		if h.Next.After(w.Now()) && len(h.Waiting) == 0 {
			continue
		}
		if err := w.visit(ctx, src, h); err != nil {
			return err
		}
	}
	return nil
}

// untilDue gives how long it is until the first source is due.
func (w *visitor) untilDue() time.Duration {
	wait := longest
	for _, h := range w.health {
		wait = min(wait, h.Next.Sub(w.Now()))
	}
	return max(wait, time.Second)
}

// take keeps a report, one at a time.
func (w *visitor) take(ctx context.Context, c demarche.Capture) error {
	w.state.taker.Lock()
	defer w.state.taker.Unlock()
	return w.Take(ctx, c)
}
