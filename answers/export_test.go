package answers

import (
	"context"
	"time"
)

// HoldNews sets of how many texts the entries are held for questions to come, and how many entries are remembered.
func (a *Answers) HoldNews(n int) { a.sources.hold, a.sources.stock.most = n, n }

// WaitFor sets how long a question waits for what Warm makes.
func (a *Answers) WaitFor(d time.Duration) { a.sources.warmth.patience = d }

// Recall goes through the past of every state.
func (a *Answers) Recall(ctx context.Context) error { return a.sources.recallPast(ctx) }

// KeepAll has everything kept that was found, however little it is.
func (c *Cache) KeepAll() { c.KeepFrom(1, 1) }

// KeepsEventsOf has all events of a kind kept in full only where there are so few entries.
func (a *Answers) KeepsEventsOf(few int) { a.sources.few = few }
