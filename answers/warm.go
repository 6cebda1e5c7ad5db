package answers

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"demarche"
)

// warmth says how far what questions need is made in the background. A channel
// is closed when its part is there, or will be made by the question that needs it.
type warmth struct {
	families chan struct{}
	books    map[demarche.Kind]chan struct{}
	done     chan struct{}
	patience time.Duration // how long a question waits
}

const (
	// patience is how long a question waits for what is being made.
	patience = 3 * time.Second
	// few is of how many texts at a time copies are sought while other questions wait.
	few = 20
	// page is how many records at a time are taken into the events of a kind.
	page = 1000
)

// Warm begins, in the background, to find copies and events, so that the first
// question need not. Questions that rest on what is not there yet fail with
// demarche.NotYet; others are answered. The channel gives how it ended, once.
// It must be called before any question, and at most once.
func (a *Answers) Warm(ctx context.Context) <-chan error {
	w := &warmth{families: make(chan struct{}), books: make(map[demarche.Kind]chan struct{}), done: make(chan struct{}), patience: patience}
	for _, k := range eventKinds() {
		w.books[k] = make(chan struct{})
	}
	a.sources.warmth = w
	ended := make(chan error, 1)
	go func() { ended <- a.sources.warm(ctx, w) }()
	return ended
}

// Ready reports whether everything that Warm began is there, or nothing was begun.
func (a *Answers) Ready() bool {
	w := a.sources.warmth
	if w == nil {
		return true
	}
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// warm makes families, a little at a time with questions in between, and then
// the events of all kinds, on as many processors as there are and beside the questions.
func (s *sources) warm(ctx context.Context, w *warmth) (err error) {
	defer close(w.done)
	err = s.prepare(ctx)
	more := true
	for more && err == nil {
		if err = ctx.Err(); err == nil {
			more, err = s.someFamilies(ctx)
		}
	}
	close(w.families)
	s.mu.Lock()
	s.beginAhead()
	s.mu.Unlock()
	var (
		wait  sync.WaitGroup
		slots = make(chan struct{}, runtime.GOMAXPROCS(0))
		errs  = make([]error, len(eventKinds())+1)
	)
	for i, k := range eventKinds() {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			defer close(w.books[k])
			if errs[i] = err; err == nil {
				errs[i] = s.compile(ctx, k)
			}
		})
	}
	wait.Go(func() {
		if errs[len(eventKinds())] = err; err == nil {
			errs[len(eventKinds())] = s.readQuiet(ctx)
		}
	})
	wait.Wait()
	if err = errors.Join(errs...); err == nil {
		err = s.endAhead()
	}
	if err == nil {
		err = s.recallPast(ctx)
	}
	if err == nil {
		err = s.warmFlights(ctx)
	}
	if err == nil {
		s.peopled.mu.Lock()
		defer s.peopled.mu.Unlock()
		err = s.renewPeopled(ctx)
	}
	return err
}

// someFamilies takes a few texts into the index of copies, and reports whether there are more.
func (s *sources) someFamilies(ctx context.Context) (more bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.beginFamilies(ctx); err != nil {
		return false, err
	}
	if err := s.takeTexts(ctx, few); err != nil {
		return false, err
	}
	if len(s.todo) > 0 {
		return true, nil
	}
	return false, s.families(ctx)
}

// compile makes the events of a kind beside the questions, who get them when
// they are all there.
func (s *sources) compile(ctx context.Context, k demarche.Kind) error {
	c, err := s.prepared(ctx, k)
	if err != nil {
		return err
	}
	had := c.Len() > 0 // what the cache had is whole
	if had && (s.ahead == nil || !slices.Contains(timelineKinds(), k)) {
		return s.publish(ctx, k, c)
	}
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		entries, err := s.page(ctx, k, c)
		if err != nil {
			return err
		}
		s.mu.Lock()
		for _, e := range entries {
			s.ahead.take(s.lists.names, e)
		}
		s.mu.Unlock()
		if !had {
			c.fill(entries)
		} else if len(entries) > 0 {
			c.filled = entries[len(entries)-1].Sequence
		}
		more = len(entries) == page
	}
	return s.publish(ctx, k, c)
}

// prepared gives what the events of a kind begin with: those that the cache has, or none.
func (s *sources) prepared(ctx context.Context, k demarche.Kind) (*chronicle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.families(ctx); err != nil {
		return nil, err
	}
	c, err := s.recallEvents(ctx, k)
	if err != nil || c != nil {
		return c, err
	}
	return s.newChronicle(), nil
}

// publish gives the events of a kind to the questions, with what became known of reports meanwhile.
func (s *sources) publish(ctx context.Context, k demarche.Kind, c *chronicle) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.families(ctx); err != nil {
		return err
	}
	for hash, r := range s.reports {
		c.Tell(hash, r)
	}
	if _, err := s.correct(ctx, k, c); err != nil {
		return err
	}
	s.keep(k, c)
	return nil
}

// await waits a little for families and, if a kind is given, for its events. It
// fails if they are not there by then.
func (s *sources) await(ctx context.Context, k demarche.Kind) error {
	if s.warmth == nil {
		return nil
	}
	for ready := range s.warmth.needed(k) {
		select {
		case <-ready:
			continue
		default:
		}
		short, cancel := context.WithTimeout(ctx, s.warmth.patience)
		select {
		case <-ready:
		case <-short.Done():
		}
		err := short.Err()
		cancel()
		if err != nil && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			return &demarche.Error{Code: demarche.NotYet, Op: "answer", Detail: "which reports copy which, and which tell of one event, is still being found out",
				Hint: "ask again in a while; /readyz tells when"}
		}
	}
	return nil
}

// needed gives what must be there for a question about events of a kind, or
// about copies alone if none is given.
func (w *warmth) needed(k demarche.Kind) func(func(<-chan struct{}) bool) {
	return func(yield func(<-chan struct{}) bool) {
		if yield(w.families) && w.books[k] != nil {
			yield(w.books[k])
		}
	}
}
