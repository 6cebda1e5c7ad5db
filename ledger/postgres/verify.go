package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger"
)

// Verify reads the whole ledger as it is at this moment, in one pass and in
// memory that does not grow with it, and compares: the tables, indexes and
// triggers with those that this version makes, every line of the log with the
// one before it, every row with its line, packed bytes, texts and records with
// their hashes, every piece of evidence with its text, and what records are
// looked up by with the records. Damage is a Fault, not an error: Verify goes on
// with what can still be read. It fails only if the context ends or the
// connection does. progress, if not nil, is told how many lines of the log are done.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (demarche.Verification, error) {
	var result demarche.Verification
	// One transaction, so that what others add meanwhile is not seen by halves.
	err := s.reading(ctx, func(a access) error {
		var err error
		result, err = verify(a, progress)
		return err
	})
	if ctx.Err() != nil {
		return result, fmt.Errorf("verify: %w", context.Cause(ctx))
	}
	return result, s.explain("verify", err)
}

// verify does what Verify does, in a transaction.
func verify(a access, progress func(done, total int)) (demarche.Verification, error) {
	v := &verifier{access: a, progress: progress}
	if progress == nil {
		v.progress = func(int, int) {}
	}
	v.result.Faults = []demarche.Fault{}
	for _, part := range []struct {
		name  string
		check func() error
	}{
		{"the tables", v.schema},
		{"the log", v.log},
		{"the rows", v.loose},
		{"the choice of readings", v.choices},
		{"the reviews", v.reviews},
		{"the words for search", v.search},
	} {
		if err := v.apart(part.check); lost(err) {
			return v.result, err
		} else if err != nil {
			v.broken(part.name, err)
		}
	}
	if v.omitted > 0 {
		v.fault("ledger", "the list of faults", fmt.Sprintf("%d more are not listed", v.omitted))
	}
	return v.result, nil
}

// apart does a part in a subtransaction, because PostgreSQL answers nothing in
// a transaction in which a query failed.
func (v *verifier) apart(check func() error) error {
	outer := v.access
	tx, err := outer.on.(pgx.Tx).Begin(outer.ctx)
	if err != nil {
		return err
	}
	v.on = tx
	err = check()
	v.access = outer
	if lost(err) {
		return err
	}
	return errors.Join(err, tx.Rollback(context.WithoutCancel(outer.ctx)))
}

// mostFaults bounds the list of faults; of a ledger that is worse off than
// that, the number is told.
const mostFaults = 1000

type verifier struct {
	access
	progress func(done, total int)
	result   demarche.Verification
	omitted  int
}

func (v *verifier) fault(what, id, reason string) {
	if len(v.result.Faults) >= mostFaults && id != "the list of faults" {
		v.omitted++
		return
	}
	v.result.Faults = append(v.result.Faults, demarche.Fault{What: what, ID: id, Reason: reason})
}

// broken notes that a part could not be read to its end.
func (v *verifier) broken(part string, err error) {
	v.fault("ledger", part, "cannot be read: "+err.Error())
}

// log walks the log and the tables that it covers side by side, all in the
// order of their sequence.
func (v *verifier) log() error {
	total, cursors := 0, v.cursors()
	if err := v.row("LogLength", nil).Scan(&total); err != nil {
		v.broken("table log", err)
	}
	for _, c := range cursors {
		c.advance()
	}
	tree := v.tree()
	var (
		head ledger.Hash
		last int64
	)
	err := v.through("LogLines", manyRows, func(row scanner) error {
		line, hash, err := scanLine(row)
		if err != nil {
			v.fault("log", strconv.FormatInt(last+1, 10), "the line cannot be read: "+err.Error())
			tree.line(line, false)
			return nil
		}
		v.line(line, last, line.Seal(head) == hash)
		tree.line(line, line.Sequence == last+1)
		v.rows(cursors, line)
		head, last = hash, line.Sequence
		if v.result.LogLength++; v.result.LogLength%256 == 0 {
			v.progress(int(v.result.LogLength), total)
		}
		return nil
	})
	for _, c := range cursors {
		for ; !c.done; c.advance() {
			v.fault(c.what, c.name(), "the log does not have it")
		}
	}
	if last > 0 {
		v.result.LogHead = head.String()
	}
	v.progress(int(v.result.LogLength), total)
	root, rootErr := tree.end()
	v.result.TreeHash = root
	return errors.Join(err, rootErr, v.tail(last))
}

// line checks the place of a line in the chain.
func (v *verifier) line(l ledger.Line, last int64, sealed bool) {
	switch {
	case l.Sequence != last+1:
		v.missing(last+1, l.Sequence-1)
	case !sealed:
		v.fault("log", strconv.FormatInt(l.Sequence, 10), fmt.Sprintf("the line, of %s %s, or the line before it was changed", l.What, l.ID))
	}
}

func (v *verifier) missing(from, to int64) {
	reason := "the line is not there"
	if from != to {
		reason = fmt.Sprintf("lines %d to %d are not there", from, to)
	}
	v.fault("log", strconv.FormatInt(from, 10), reason)
}

// rows compares the line with the row that it stands for.
func (v *verifier) rows(cursors []*rowCursor, l ledger.Line) {
	found := false
	for _, c := range cursors {
		for ; !c.done && c.row.sequence < l.Sequence; c.advance() {
			v.fault(c.what, c.name(), "the log does not have it")
		}
		if c.done || c.row.sequence != l.Sequence {
			continue
		}
		if c.what != l.What {
			v.fault(c.what, c.name(), fmt.Sprintf("line %d of the log has a %s in its place", l.Sequence, l.What))
		} else {
			found = true
			v.compare(c, l)
		}
		c.advance()
	}
	if !found {
		v.fault(l.What, l.ID, fmt.Sprintf("it is not there, but line %d of the log has it", l.Sequence))
	}
}

func (v *verifier) compare(c *rowCursor, l ledger.Line) {
	reasons := c.row.reasons
	if c.row.id != l.ID {
		reasons = append(reasons, fmt.Sprintf("it is named %s in its place", c.row.id))
	}
	if c.row.content != l.Content {
		reasons = append(reasons, fmt.Sprintf("it is not what line %d of the log says was kept", l.Sequence))
	}
	if len(reasons) > 0 {
		v.fault(l.What, l.ID, strings.Join(reasons, "; "))
	}
	switch l.What {
	case ledger.CaptureLine:
		v.result.Captures++
	case ledger.DocumentLine:
		v.result.Documents++
	case ledger.DecisionLine:
		v.result.Decisions++
	case ledger.LinkLine:
		v.result.Links++
	case ledger.RecordLine:
		v.result.Records++
		v.result.Spans += c.row.spans
	}
}

// tail compares the end of the log with the highest sequence that the database
// ever gave.
func (v *verifier) tail(last int64) error {
	var highest int64
	err := v.row("HighestSequence", nil).Scan(&highest)
	if err != nil && !errors.Is(err, errNoRow) {
		return err
	}
	switch {
	case highest > last:
		v.missing(last+1, highest)
	case highest < last:
		v.fault("log", strconv.FormatInt(last, 10), fmt.Sprintf("the database noted line %d as the newest, not line %d", highest, last))
	}
	return nil
}

// loose looks for rows that nothing in the log leads to.
func (v *verifier) loose() error {
	return v.all("Loose", nil, func(row scanner) error {
		var what, id, reason string
		err := row.Scan(&what, &id, &reason)
		if err == nil {
			v.fault(what, id, reason)
		}
		return err
	})
}
