package answers

import (
	"context"
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

// warm makes families and events, a little at a time, and lets questions in between.
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
	for _, k := range eventKinds() {
		for more = true; more && err == nil; {
			if err = ctx.Err(); err == nil {
				more, err = s.someEvents(ctx, k)
			}
		}
		if err != nil {
			s.drop(k)
		}
		close(w.books[k])
	}
	if err == nil {
		err = s.endAhead()
	}
	if err == nil {
		s.peopled.mu.Lock()
		defer s.peopled.mu.Unlock()
		err = s.peopled.renew(ctx, s.ledger)
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

// someEvents takes a page of records into the events of a kind, and reports
// whether there are more.
func (s *sources) someEvents(ctx context.Context, k demarche.Kind) (more bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.families(ctx); err != nil {
		return false, err
	}
	if s.books[k] == nil {
		s.open(k)
	}
	c := s.books[k]
	if more, err := s.fill(ctx, k, c); err != nil || more {
		return more, err
	}
	_, err = s.correct(ctx, k, c)
	return false, err
}

// drop forgets the events of a kind, which are not all there.
func (s *sources) drop(k demarche.Kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.books, k)
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
