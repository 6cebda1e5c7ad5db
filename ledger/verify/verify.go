// Package verify compares a ledger with itself, as the tables of a database
// have it: the log, the rows that it stands for, and what follows from them.
// Stores add what is of their database: its pages, tables and words.
package verify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// mostFaults bounds the list of faults; of a ledger that is worse off than
// that, the number is told.
const mostFaults = 1000

// Verifier collects the faults of a ledger. Damage is a fault, not an error: it
// goes on with what can still be read.
type Verifier struct {
	rows.Moment
	progress func(done, total int)
	result   demarche.Verification
	omitted  int

	collections bool // the ledger has lines about collections
}

// New gives a verifier of one moment of a ledger. progress, if not nil, is told
// how many lines of the log are done.
func New(m rows.Moment, progress func(done, total int)) *Verifier {
	if progress == nil {
		progress = func(int, int) {}
	}
	return &Verifier{Moment: m, progress: progress, result: demarche.Verification{Faults: []demarche.Fault{}}}
}

// Fault notes a fault of an entry.
func (v *Verifier) Fault(what, id, reason string) {
	if len(v.result.Faults) >= mostFaults {
		v.omitted++
		return
	}
	v.result.Faults = append(v.result.Faults, demarche.Fault{What: what, ID: id, Reason: reason})
}

// Broken notes that a part could not be read to its end.
func (v *Verifier) Broken(part string, err error) {
	v.Fault("ledger", part, "cannot be read: "+err.Error())
}

// End gives what was found. It fails if the context has ended.
func (v *Verifier) End(ctx context.Context) (demarche.Verification, error) {
	if v.omitted > 0 {
		v.result.Faults = append(v.result.Faults, demarche.Fault{What: "ledger", ID: "the list of faults",
			Reason: fmt.Sprintf("%d more are not listed", v.omitted)})
	}
	if ctx.Err() != nil {
		return v.result, fmt.Errorf("verify: %w", context.Cause(ctx))
	}
	return v.result, nil
}

// Log walks the log and the tables that it covers side by side, all in the
// order of their sequence.
func (v *Verifier) Log() error {
	total, cursors := 0, v.cursors()
	defer func() {
		for _, c := range cursors {
			c.close()
		}
	}()
	if err := v.Row("LogLength", nil).Scan(&total); err != nil {
		v.Broken("table log", err)
	}
	for _, c := range cursors {
		c.advance()
	}
	tree := v.tree()
	var (
		head ledger.Hash
		last int64
	)
	err := rows.Through(v, "LogLines", func(row rows.Row) error {
		line, hash, err := rows.ScanLine(row)
		if err != nil {
			v.Fault("log", strconv.FormatInt(last+1, 10), "the line cannot be read: "+err.Error())
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
			v.Fault(c.what, c.name(), "the log does not have it")
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
func (v *Verifier) line(l ledger.Line, last int64, sealed bool) {
	switch {
	case l.Sequence != last+1:
		v.missing(last+1, l.Sequence-1)
	case !sealed:
		v.Fault("log", strconv.FormatInt(l.Sequence, 10), fmt.Sprintf("the line, of %s %s, or the line before it was changed", l.What, l.ID))
	}
}

func (v *Verifier) missing(from, to int64) {
	reason := "the line is not there"
	if from != to {
		reason = fmt.Sprintf("lines %d to %d are not there", from, to)
	}
	v.Fault("log", strconv.FormatInt(from, 10), reason)
}

// rows compares the line with the row that it stands for.
func (v *Verifier) rows(cursors []*cursor, l ledger.Line) {
	found := false
	for _, c := range cursors {
		for ; !c.done && c.row.sequence < l.Sequence; c.advance() {
			v.Fault(c.what, c.name(), "the log does not have it")
		}
		if c.done || c.row.sequence != l.Sequence {
			continue
		}
		if c.what != l.What {
			v.Fault(c.what, c.name(), fmt.Sprintf("line %d of the log has a %s in its place", l.Sequence, l.What))
		} else {
			found = true
			v.compare(c, l)
		}
		c.advance()
	}
	if !found {
		v.Fault(l.What, l.ID, fmt.Sprintf("it is not there, but line %d of the log has it", l.Sequence))
	}
}

func (v *Verifier) compare(c *cursor, l ledger.Line) {
	reasons := c.row.reasons
	if c.row.id != l.ID {
		reasons = append(reasons, fmt.Sprintf("it is named %s in its place", c.row.id))
	}
	if c.row.content != l.Content {
		reasons = append(reasons, fmt.Sprintf("it is not what line %d of the log says was kept", l.Sequence))
	}
	if len(reasons) > 0 {
		v.Fault(l.What, l.ID, strings.Join(reasons, "; "))
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
func (v *Verifier) tail(last int64) error {
	var highest int64
	err := v.Row("HighestSequence", nil).Scan(&highest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	switch {
	case highest > last:
		v.missing(last+1, highest)
	case highest < last:
		v.Fault("log", strconv.FormatInt(last, 10), fmt.Sprintf("the database noted line %d as the newest, not line %d", highest, last))
	}
	return nil
}

// Loose looks for rows that nothing in the log leads to.
func (v *Verifier) Loose() error {
	return rows.Through(v, "Loose", func(row rows.Row) error {
		var what, id, reason string
		if err := row.Scan(&what, &id, &reason); err != nil {
			v.Broken("the rows", err)
			return nil
		}
		v.Fault(what, id, reason)
		return nil
	})
}
