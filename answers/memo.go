package answers

import (
	"context"
	"fmt"
	"sync"

	"demarche"
	"demarche/events"
)

// memo keeps what is needed to match questions with what answers them, until
// the log of the ledger grows.
type memo struct {
	mu   sync.Mutex
	head int64
	gaps *gapMatcher
}

// withGaps gives do what answers questions, made anew only if the log has
// grown; with until, what is of later days answers nothing. What do is given
// must not be used after it has returned.
func (a *Answers) withGaps(ctx context.Context, until demarche.Date, do func(*gapMatcher) error) error {
	a.memo.mu.Lock()
	defer a.memo.mu.Unlock()
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return fmt.Errorf("end of the log: %w", err)
	}
	if a.memo.gaps == nil || a.memo.head != head.Size {
		made, err := a.gapMatcher(ctx)
		if err != nil {
			return err
		}
		a.memo.gaps, a.memo.head = made, head.Size
	}
	m := *a.memo.gaps
	m.count = func(documents []string) (events.Witnesses, error) { return a.sources.count(ctx, documents) }
	if until.Known() {
		m.until = demarche.Day(until.Last())
	}
	return do(&m)
}
