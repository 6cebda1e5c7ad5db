package ledger

import (
	"context"
	"fmt"

	"demarche"
)

// LineSource is a ledger that gives its lines with all that they say.
type LineSource interface {
	// HeadAt gives the head that the log had when it was so many lines long.
	HeadAt(ctx context.Context, size int64) (demarche.Head, error)
	// Lines calls take with every line after a line, as they are at one moment,
	// and gives the head of the log then.
	Lines(ctx context.Context, after int64, take func(Exported) error) (demarche.Head, error)
}

// LineTarget is a ledger that takes the lines of another.
type LineTarget interface {
	demarche.Ledger
	// Append keeps lines that follow its own, with their sequences and times and
	// what follows from them, all or nothing. It must be given them as Batches
	// divides them.
	Append(ctx context.Context, lines []Exported) error
}

// Bounds of a batch.
const (
	batchLines = 4000
	batchBytes = 32 << 20 // of captures and texts
)

// Batches divides lines, which are given one at a time, so that a ledger is
// sound after each batch: what belongs to one addition is not divided.
type Batches struct {
	Take   func([]Exported) error // is given the batches in order
	lines  []Exported
	bytes  int
	divide additions
}

// Add adds a line, and gives a batch to take before it if there is enough.
func (b *Batches) Add(e Exported) error {
	begins := b.divide.begins(e)
	if n := len(b.lines); n > 0 && (n >= batchLines || b.bytes >= batchBytes) && begins {
		if err := b.Flush(); err != nil {
			return err
		}
	}
	b.lines, b.bytes = append(b.lines, e), b.bytes+len(e.Bytes)
	if e.Text != nil {
		b.bytes += len(*e.Text)
	}
	return nil
}

// Flush gives what is left to take.
func (b *Batches) Flush() error {
	if len(b.lines) == 0 {
		return nil
	}
	err := b.Take(b.lines)
	b.lines, b.bytes = nil, 0
	return err
}

// additions tells where in a log a transaction began.
type additions struct {
	before string          // what the line before is
	reads  map[string]bool // records of the last reading
	writes bool            // the line before is a record that a reviewer wrote
}

// begins reports whether a line is the first of its addition: the records of a
// reading follow it, the reading of a new text its document, a decision the
// record that it writes, and into which collection a capture is put the capture.
func (a *additions) begins(e Exported) bool {
	first := true
	switch e.What {
	case RecordLine:
		first = !a.reads[e.ID]
	case ReadingLine:
		first = a.before != DocumentLine
		a.reads = make(map[string]bool)
		for _, f := range e.Says {
			if f.Name == "record" {
				a.reads[f.Value] = true
			}
		}
	case DecisionLine:
		first = !a.writes
	case CollectionLine:
		first = a.before != CaptureLine || e.Said("what") != string(CollectionTakes)
	}
	a.before, a.writes = e.What, e.What == RecordLine && first
	return first
}

// Sections divides lines that Batches gave: what was decided, and done with
// collections, stands alone; what was added between is together. Whatever
// depends on what somebody saw when a line was written depends on sections
// before its own.
func Sections(lines []Exported) [][]Exported {
	var (
		all    [][]Exported
		divide additions
		alone  bool // the last section takes no more
	)
	for _, e := range lines {
		begins := divide.begins(e)
		decides := e.What == DecisionLine || e.What == LinkLine || e.What == RecordLine && divide.writes || e.What == CollectionLine && begins
		if len(all) == 0 || begins && (alone || decides) {
			all = append(all, nil)
		}
		alone = decides
		all[len(all)-1] = append(all[len(all)-1], e)
	}
	return all
}

// Move copies all lines of a ledger to another, which has
// none or the first ones of the same, and verifies it. What was moved before it
// was interrupted is not moved again. progress, if not nil, is told how many
// lines are done; the head is that of both then.
func Move(ctx context.Context, from LineSource, to LineTarget, progress func(done, total int)) (demarche.Verification, error) {
	have, err := to.Head(ctx)
	if err != nil {
		return demarche.Verification{}, err
	}
	if had, err := from.HeadAt(ctx, have.Size); err != nil && demarche.CodeOf(err) != demarche.NotFound {
		return demarche.Verification{}, err
	} else if err != nil || had != have {
		return demarche.Verification{}, &demarche.Error{Code: demarche.Conflict, Op: "move", Err: err,
			Detail: fmt.Sprintf("the ledger to which it is to be moved holds other entries already (%d lines)", have.Size),
			Hint:   "move to a ledger that is empty, or that holds a part of this one from an earlier move; nothing was changed"}
	}
	batches := &Batches{Take: func(lines []Exported) error { return to.Append(ctx, lines) }}
	head, err := from.Lines(ctx, have.Size, func(e Exported) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if progress != nil {
			progress(int(e.Sequence), int(e.Sequence))
		}
		return batches.Add(e)
	})
	if err == nil {
		err = batches.Flush()
	}
	if err != nil {
		return demarche.Verification{}, err
	}
	return moved(ctx, to, head)
}

// moved verifies a ledger to which all was moved.
func moved(ctx context.Context, to demarche.Ledger, head demarche.Head) (demarche.Verification, error) {
	v, err := to.Verify(ctx, nil)
	if err != nil {
		return v, err
	}
	corrupt := func(err error) error {
		return &demarche.Error{Code: demarche.Corrupt, Op: "move", Detail: "what was moved is not what there was", Err: err,
			Hint: "run demarche verify on both; do not use the one that has faults"}
	}
	if len(v.Faults) > 0 {
		f := v.Faults[0]
		return v, corrupt(fmt.Errorf("%s %s: %s", f.What, f.ID, f.Reason))
	}
	if got := (demarche.Head{Size: v.LogLength, Chain: v.LogHead, Tree: v.TreeHash}); got != head {
		return v, corrupt(fmt.Errorf("its log comes to %+v, not to %+v", got, head))
	}
	return v, nil
}
