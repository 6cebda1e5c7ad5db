package queue

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// warnings gives a log that takes from River what is amiss alone: what it tells
// beside that is of use to who looks after River.
func warnings(log *slog.Logger) *slog.Logger { return slog.New(newAmiss(log.Handler())) }

// quiet is how long the same message is not told again: a worker whose database
// is down would otherwise tell of it several times a second.
const quiet = time.Minute

// amiss is a handler that takes warnings and errors, each message once in a
// while, and calls the id of a job as the rest of the program does. The time is
// that of the lines.
type amiss struct {
	slog.Handler
	alike *alike
}

func newAmiss(h slog.Handler) amiss { return amiss{h, &alike{last: map[string]*spell{}}} }

// alike counts messages that are the same, by their words.
type alike struct {
	mu   sync.Mutex
	last map[string]*spell // by message: River's are constants
}

// spell is since when a message was told, and how often it came since.
type spell struct {
	told   time.Time
	untold int
}

// take reports whether a message is to be told now, and how many that are alike
// were not told before it.
func (a *alike) take(message string, now time.Time) (tell bool, untold int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, known := a.last[message]
	switch {
	case !known:
		a.last[message] = &spell{told: now}
		return true, 0
	case now.Sub(s.told) < quiet:
		s.untold++
		return false, 0
	}
	untold = s.untold
	*s = spell{told: now}
	return true, untold
}

// Enabled reports whether a line of a level is taken.
func (a amiss) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && a.Handler.Enabled(ctx, l)
}

// Handle takes a line.
func (a amiss) Handle(ctx context.Context, r slog.Record) error {
	tell, untold := a.alike.take(r.Message, r.Time)
	if !tell {
		return nil
	}
	told := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(attr slog.Attr) bool {
		if attr.Key == "job_id" {
			attr.Key = "job"
		}
		told.AddAttrs(attr)
		return true
	})
	if untold > 0 {
		told.AddAttrs(slog.Int("alike_before", untold))
	}
	return a.Handler.Handle(ctx, told) //nolint:wrapcheck // a handler around another
}

// WithAttrs is as of any handler.
func (a amiss) WithAttrs(attrs []slog.Attr) slog.Handler {
	return amiss{a.Handler.WithAttrs(attrs), a.alike}
}

// WithGroup is as of any handler.
func (a amiss) WithGroup(name string) slog.Handler { return amiss{a.Handler.WithGroup(name), a.alike} }

// failures tells of jobs that fail.
type failures struct{ log *slog.Logger }

// HandleError tells of a job that failed.
func (f failures) HandleError(ctx context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.log.WarnContext(ctx, "a job failed", "job", j.ID, "kind", j.Kind, "what", what(j), "try", j.Attempt, "of", j.MaxAttempts, "reason", err.Error())
	return nil
}

// HandlePanic tells of a job that broke down, which is a defect of the program.
func (f failures) HandlePanic(ctx context.Context, j *rivertype.JobRow, panicked any, trace string) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "a job broke down", "job", j.ID, "kind", j.Kind, "what", what(j), "panic", panicked, "trace", trace)
	return nil
}
