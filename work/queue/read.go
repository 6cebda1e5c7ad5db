package queue

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"demarche"
	"demarche/work"
)

// extract draws the document out of a capture, unless it was read meanwhile, and
// reads it: what is there in memory need not be handed to another job, with the
// page and the document sent once more. One out of which nothing can be drawn is
// given up at once; a document that could not be read is handed on to a job of
// the kind that reads, which tries again for itself.
func (w *Worker) extract(ctx context.Context, j *river.Job[extractJob]) error {
	line := j.Args.Line
	if unread, err := w.unread(ctx, line); err != nil || !unread {
		return err
	}
	k, err := w.Ledger.CaptureAt(ctx, line)
	if err != nil {
		return err
	}
	d, err := w.Extract(ctx, k.Capture)
	if err != nil {
		return w.giveUp(ctx, j.ID, line, &work.UnreadableError{Address: k.Address, Err: err})
	}
	if err := w.readAtOnce(ctx, line, k, d); err != nil {
		if ctx.Err() != nil { // it took too long: drawing and reading are both done again
			return err
		}
		w.Log.Warn("not read at once, and handed on", "job", j.ID, "line", line, "reason", err.Error())
		return w.handOn(ctx, j, d)
	}
	w.done.Add(1)
	return nil
}

// readAtOnce reads a document that was just drawn out of a capture, and keeps
// both. That reading breaks down is an error here: the job that tries again
// breaks down too, and tells it as what it is.
func (w *Worker) readAtOnce(ctx context.Context, line int64, k demarche.KeptCapture, d demarche.Document) (err error) {
	defer func() {
		if broke := recover(); broke != nil {
			err = fmt.Errorf("reading broke down: %v", broke)
		}
	}()
	_, err = work.Keep(ctx, w.Ledger, line, k, func(ctx context.Context, _ demarche.Capture) (demarche.Document, demarche.Reading, error) {
		r, err := w.Read(ctx, &d)
		return d, r, err
	})
	return err
}

// handOn keeps a document that was drawn out, and has a job made that reads it.
func (w *Worker) handOn(ctx context.Context, j *river.Job[extractJob], d demarche.Document) error {
	err := pgx.BeginFunc(ctx, w.Pool, func(tx pgx.Tx) error {
		// That this job is done is written after it, and to the disk with it: what is lost in between is done again.
		if _, err := tx.Exec(ctx, "SET LOCAL synchronous_commit = off"); err != nil {
			return err
		}
		if err := w.drawn().keep(ctx, tx, j.Args.Line, d); err != nil {
			return err
		}
		r := readJob(j.Args)
		_, err := river.ClientFromContext[pgx.Tx](ctx).InsertTx(ctx, tx, r, r.options(Priority(j.Priority)))
		return err
	})
	if err != nil {
		return fmt.Errorf("hand on what was drawn out of line %d: %w", j.Args.Line, err)
	}
	return nil
}

// read reads a document that was drawn out of a capture and not read at once,
// unless it was read meanwhile, and keeps both. One of which nothing can be read
// is given up at once, and stays among the dead jobs with the reason.
func (w *Worker) read(ctx context.Context, j *river.Job[readJob]) error {
	line := j.Args.Line
	if unread, err := w.unread(ctx, line); err != nil || !unread {
		return err
	}
	_, err := work.Capture(ctx, w.Ledger, line, func(ctx context.Context, c demarche.Capture) (demarche.Document, demarche.Reading, error) {
		d, there, err := w.drawn().load(ctx, line)
		if err == nil && !there { // lost, or of another version of the reader
			d, err = w.Extract(ctx, c)
		}
		if err != nil {
			return d, demarche.Reading{}, err
		}
		r, err := w.Read(ctx, &d)
		return d, r, err
	})
	var unreadable *work.UnreadableError
	switch {
	case errors.As(err, &unreadable) && ctx.Err() == nil && !errors.As(err, new(drawnError)):
		err = w.giveUp(ctx, j.ID, line, unreadable)
	case err != nil:
		return err
	default:
		w.done.Add(1)
	}
	return errors.Join(err, w.drawn().drop(context.WithoutCancel(ctx), line))
}

// unread reports whether this version of the reader has not read a capture.
func (w *Worker) unread(ctx context.Context, line int64) (bool, error) {
	lines, err := w.Ledger.Unread(ctx, w.Version, line-1, 1)
	if err != nil {
		return false, fmt.Errorf("is line %d read: %w", line, err)
	}
	return len(lines) > 0 && lines[0] == line, nil
}

// giveUp ends a job that would fail again and again: it is dead, and tried no
// more by this version of the reader.
func (w *Worker) giveUp(ctx context.Context, job, line int64, why *work.UnreadableError) error {
	if ctx.Err() != nil {
		return why
	}
	w.Log.Warn("given up: nothing can be read", "job", job, "line", line, "address", why.Address, "reason", why.Error())
	return errors.Join(river.MetadataSet(ctx, givenUpBy, w.Version), river.JobCancel(why))
}

// givenUpBy notes with a job which version of the reader could read nothing.
const givenUpBy = "given_up_by"
