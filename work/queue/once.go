package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"demarche/work"
)

// Once works until nothing waits and nobody works any more, and tells what this
// worker read and what failed for good, whoever tried it.
func (w *Worker) Once(ctx context.Context) (work.Done, error) {
	done := work.Done{Failed: []work.Failure{}}
	q, err := New(w.Pool, w.Schema, w.Log)
	if err != nil {
		return done, err
	}
	// What has no job has one made at once: the worker that sweeps is elected, which takes a while.
	if _, err := q.client.Insert(ctx, sweepJob{Reader: w.Version}, once(readQueue, int(Live), againTries)); err != nil {
		return done, fmt.Errorf("enqueue what is unread: %w", err)
	}
	if err := w.hasten(ctx, q); err != nil {
		return done, err
	}
	before := w.done.Load()
	working, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		defer stop()
		ended <- w.Run(working)
	}()
	err = w.untilIdle(working, q)
	stop()
	if werr := <-ended; werr != nil {
		err = werr
	}
	done.Read = int(w.done.Load() - before)
	if err = errors.Join(err, ctx.Err()); err != nil {
		return done, err
	}
	dead, err := q.Dead(ctx, mostDead)
	if err != nil {
		return done, err
	}
	later, err := w.failing(ctx, q)
	for _, d := range append(dead, later...) {
		done.Failed = append(done.Failed, work.Failure{Job: d.ID, Line: d.Line, Address: d.About, Reason: d.Reason})
		w.Log.Warn("cannot be done", "job", d.ID, "kind", d.Kind, "what", d.About, "reason", d.Reason)
	}
	return done, err
}

// mostDead is how many jobs that failed for good are told.
const mostDead = 1000

// failing gives the jobs that Once is for, come again and again, and failed.
func (w *Worker) failing(ctx context.Context, q *Queue) ([]Dead, error) {
	all, err := q.jobs(ctx, "j.state = 'retryable'", "j.scheduled_at", "j.scheduled_at, j.id", mostDead)
	return slices.DeleteFunc(all, func(j Dead) bool {
		switch j.Kind {
		case copiesJob{}.Kind(), eventsJob{}.Kind(), answersJob{}.Kind():
			return w.Find == nil
		case sweepJob{}.Kind():
			return j.About != w.Version
		}
		return true
	}), err
}

// hasten has what failed before tried now, and not when its time comes.
func (w *Worker) hasten(ctx context.Context, q *Queue) error {
	all, err := w.failing(ctx, q)
	for _, j := range all {
		if _, err := q.client.JobRetry(ctx, j.ID); err != nil {
			return fmt.Errorf("try %s again: %w", j.Kind, err)
		}
	}
	return err
}

// untilIdle waits until no job waits or is worked of those that it is for. It
// looks twice: one that ends may make another.
func (w *Worker) untilIdle(ctx context.Context, q *Queue) error {
	const look, twice = 500 * time.Millisecond, 2
	for idle := 0; idle < twice; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
		busy, err := w.busy(ctx, q)
		if err != nil {
			return err
		}
		if idle++; w.finding.Load() > 0 || busy {
			idle = 0
		}
	}
	return nil
}

// busy reports whether jobs wait or are worked of those that Once is for. What
// others are finding is not waited for: the job of one that was killed stays for long.
func (w *Worker) busy(ctx context.Context, q *Queue) (busy bool, err error) {
	worked := []string{extractJob{}.Kind(), readJob{}.Kind(), sweepJob{}.Kind()}
	if w.Part != nil {
		worked = append(worked, archiveJob{}.Kind())
	}
	waiting := worked
	if w.Find != nil {
		waiting = append(slices.Clone(worked), copiesJob{}.Kind(), eventsJob{}.Kind(), answersJob{}.Kind())
	}
	const there = "EXISTS (SELECT 1 FROM %[1]s WHERE state = '%[2]s' AND kind = ANY($%[3]d))"
	jobs := q.table("river_job")
	if err := q.pool.QueryRow(ctx, "SELECT "+fmt.Sprintf(there, jobs, "available", 1)+" OR "+fmt.Sprintf(there, jobs, "pending", 1)+" OR "+fmt.Sprintf(there, jobs, "running", 2), waiting, worked).Scan(&busy); err != nil {
		return false, fmt.Errorf("is there something to do: %w", err)
	}
	return busy, nil
}
