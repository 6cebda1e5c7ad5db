package queue

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"
)

// A worker says every beat that it is there; one of which nothing was heard for
// silence may be dead, and after forgotten nobody asks for it any more.
const (
	beat      = 10 * time.Second
	silence   = 40 * time.Second
	forgotten = 24 * time.Hour
)

// present says in the database that a worker is there, again and again; leave
// ends that and takes it back. Of one that is killed the last word stays.
func (w *Worker) present(ctx context.Context, id string) (leave func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	say := func() {
		brief, done := context.WithTimeout(ctx, beat)
		defer done()
		if err := w.here(brief, id, host); err != nil && ctx.Err() == nil {
			w.Log.Warn("that this worker is there cannot be noted now", "reason", err.Error())
		}
	}
	go func() {
		defer close(ended)
		again := time.NewTicker(beat)
		defer again.Stop()
		for say(); ; say() {
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
		}
	}()
	return func() {
		cancel()
		<-ended
		brief, done := context.WithTimeout(context.WithoutCancel(ctx), beat)
		defer done()
		if _, err := w.Pool.Exec(brief, "DELETE FROM "+workerTable(w.Schema)+" WHERE id = $1", id); err != nil {
			w.Log.Warn("that this worker ended cannot be noted", "reason", err.Error())
		}
	}
}

// here notes that a worker is there, and forgets those of which nothing was heard for long.
func (w *Worker) here(ctx context.Context, id, host string) error {
	if _, err := w.Pool.Exec(ctx, "INSERT INTO "+workerTable(w.Schema)+" (id, host, process, reader, queues) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET seen = now()",
		id, host, os.Getpid(), w.Version, slices.Sorted(maps.Keys(w.config().Queues))); err != nil {
		return fmt.Errorf("note a worker: %w", err)
	}
	_, err := w.Pool.Exec(ctx, "DELETE FROM "+workerTable(w.Schema)+" WHERE seen < now() - make_interval(secs => $1)", forgotten.Seconds())
	if err != nil {
		return fmt.Errorf("forget workers: %w", err)
	}
	return nil
}
