package answers

import "context"

// What is found once for all who answer, by who has time for it: each brings
// what it is about up to what the ledger holds now, and keeps it in the cache if
// it is much. What was found before is where it begins.

// FindCopies finds which reports copy which.
func (a *Answers) FindCopies(ctx context.Context) error {
	s := a.sources
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if more, err = s.someFamilies(ctx); err != nil {
			return err
		}
	}
	return s.keepFound(ctx, true)
}

// FindEvents finds which records tell of one event.
func (a *Answers) FindEvents(ctx context.Context) error {
	for _, k := range eventKinds() {
		if err := a.sources.compile(ctx, k); err != nil {
			return err
		}
	}
	return a.sources.keepFound(ctx, false)
}

// FindStates finds of which states anything is told, for which every entry is read.
func (a *Answers) FindStates(ctx context.Context) error {
	if _, err := a.StateCodes(ctx); err != nil {
		return err
	}
	s := a.sources
	if s.cache == nil {
		return nil
	}
	s.mu.Lock()
	err := s.families(ctx) // a text tells the ledger from others
	s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.savePeopled(ctx)
}

func (s *sources) keepFound(ctx context.Context, ofCopies bool) error {
	if s.cache == nil {
		return nil
	}
	return s.saveFound(ctx, ofCopies)
}
