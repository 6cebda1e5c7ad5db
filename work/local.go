package work

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Worker does the work on a ledger. There are two: Local, which finds it in a
// ledger that is a file, and the worker of package work/queue, to which a queue
// in PostgreSQL hands it out.
type Worker interface {
	// Run works until ctx ends, and finishes what it has begun; that it was ended
	// is no error.
	Run(ctx context.Context) error
	// Once works until nothing waits, and tells what became of it.
	Once(ctx context.Context) (Done, error)
}

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
	// Beside goes on while Run works, such as asking sources. It ends with its
	// context; if it ends before, the worker does too.
	Beside []func(context.Context) error

	reached int64 // line up to which everything was tried
}

// Done is what became of captures.
type Done struct {
	Read   int       `json:"read"`
	Failed []Failure `json:"failed"`
}

// Failure is a capture of which nothing could be read, or other work that could not be done.
type Failure struct {
	Job     int64  `json:"job,omitempty"`  // id, where a queue handed it out
	Line    int64  `json:"line,omitempty"` // of the log, where it is a capture that cannot be read
	Address string `json:"address"`        // of the capture, or what else it is
	Reason  string `json:"reason"`

	Err error `json:"-"`
}

// batch is how many captures are asked for at a time.
const batch = 256

// Run reads whatever comes until ctx ends. A capture that fails is told and
// tried again by the next worker that starts, not by this one.
func (w *Local) Run(ctx context.Context) error {
	working, stop := context.WithCancel(ctx)
	ended := make(chan error, len(w.Beside))
	for _, beside := range w.Beside {
		go func() {
			defer stop() // a worker of which a part has ended would only seem to work
			ended <- beside(working)
		}()
	}
	err := w.read(working)
	stop()
	for range w.Beside {
		// What was stopped with the others ended because of them.
		if berr := <-ended; !errors.Is(berr, context.Canceled) && (err == nil || errors.Is(err, context.Canceled)) {
			err = berr
		}
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// read reads whatever comes.
func (w *Local) read(ctx context.Context) error {
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
				f := failure(line, err)
				done.Failed = append(done.Failed, f)
				w.Log.Warn("cannot be read", "line", line, "address", f.Address, "reason", f.Reason)
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
