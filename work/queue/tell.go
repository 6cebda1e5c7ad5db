package queue

import (
	"context"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// warnings gives a log that takes from River what is amiss alone: what it tells
// beside that is of use to who looks after River.
func warnings(log *slog.Logger) *slog.Logger { return slog.New(amiss{log.Handler()}) }

// amiss is a handler that takes warnings and errors, and calls the id of a job as
// the rest of the program does.
type amiss struct{ slog.Handler }

// Enabled reports whether a line of a level is taken.
func (a amiss) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && a.Handler.Enabled(ctx, l)
}

// Handle takes a line.
func (a amiss) Handle(ctx context.Context, r slog.Record) error {
	told := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(attr slog.Attr) bool {
		if attr.Key == "job_id" {
			attr.Key = "job"
		}
		told.AddAttrs(attr)
		return true
	})
	return a.Handler.Handle(ctx, told) //nolint:wrapcheck // a handler around another
}

// WithAttrs is as of any handler.
func (a amiss) WithAttrs(attrs []slog.Attr) slog.Handler { return amiss{a.Handler.WithAttrs(attrs)} }

// WithGroup is as of any handler.
func (a amiss) WithGroup(name string) slog.Handler { return amiss{a.Handler.WithGroup(name)} }

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
