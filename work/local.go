package work

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Local is a worker beside a ledger that is a file.
type Local struct {
	Ledger  Keeper
	Read    Read
	Version string // of the reader
	Jobs    int    // captures read at a time, at least 1
	Idle    time.Duration
	Sleep   func(context.Context, time.Duration) error
	Fatal   func(error) bool // the ledger takes nothing more after such an error
	Log     *slog.Logger

	reached int64 // line up to which everything was tried
}

// Done is what became of captures.
type Done struct {
	Read   int       `json:"read"`
	Failed []Failure `json:"failed"`
}

// Failure is a capture of which nothing could be read.
type Failure struct {
	Line    int64  `json:"line"`
	Address string `json:"address"`
	Reason  string `json:"reason"`

	Err error `json:"-"`
}

// batch is how many captures are asked for at a time.
const batch = 256

// Run reads whatever comes until ctx ends. A capture that fails is told and
// tried again by the next worker that starts, not by this one.
func (w *Local) Run(ctx context.Context) error {
	for {
		done, err := w.Once(ctx)
		if done.Read > 0 {
			w.Log.Info("read", "captures", done.Read, "failed", len(done.Failed))
		}
		if err != nil {
			return err
		}
		if err := w.Sleep(ctx, w.Idle); err != nil {
			return err
		}
	}
}

// Once reads what is unread now.
func (w *Local) Once(ctx context.Context) (Done, error) {
	total := Done{Failed: []Failure{}}
	for ctx.Err() == nil {
		lines, err := w.Ledger.Unread(ctx, w.Version, w.reached, batch)
		if err != nil || len(lines) == 0 {
			return total, err
		}
		done, err := w.all(ctx, lines)
		total.Read += done.Read
		total.Failed = append(total.Failed, done.Failed...)
		if err != nil {
			return total, err
		}
		w.reached = lines[len(lines)-1]
	}
	return total, ctx.Err()
}

// all reads captures, several at a time. Begun work is finished when ctx ends.
func (w *Local) all(ctx context.Context, lines []int64) (Done, error) {
	var (
		mu    sync.Mutex
		done  Done
		fatal error
		group sync.WaitGroup
	)
	slots := make(chan struct{}, max(w.Jobs, 1))
	stopped := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return fatal != nil || ctx.Err() != nil
	}
	for _, line := range lines {
		slots <- struct{}{}
		if stopped() {
			break
		}
		group.Go(func() {
			defer func() { <-slots }()
			_, err := Capture(ctx, w.Ledger, line, w.Read)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done.Read++
			case ctx.Err() != nil:
			case w.Fatal(err):
				fatal = errors.Join(fatal, err)
			default:
				done.Failed = append(done.Failed, failure(line, err))
				w.Log.Warn("cannot be read", "line", line, "reason", err.Error())
			}
		})
	}
	group.Wait()
	if fatal == nil {
		fatal = ctx.Err()
	}
	return done, fatal
}

func failure(line int64, err error) Failure {
	f := Failure{Line: line, Reason: err.Error(), Err: err}
	var u *UnreadableError
	if errors.As(err, &u) {
		f.Address = u.Address
	}
	return f
}
