package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/ledger"
)

// Verify reads the whole ledger as it is at this moment, in one pass and in
// memory that does not grow with it, and compares: the pages of the file with
// each other, the tables with those that this version makes, every line of the
// log with the one before it, every row with its line, packed bytes, texts and
// records with their hashes, every piece of evidence with its text, and what
// records are looked up by with the records. Damage is a Fault, not an error:
// Verify goes on with what can still be read. It fails only if the context
// ends. progress, if not nil, is told how many lines of the log are done.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (demarche.Verification, error) {
	v := &verifier{ctx: ctx, queries: s.queries, progress: progress}
	if progress == nil {
		v.progress = func(int, int) {}
	}
	v.result.Faults = []demarche.Fault{}
	// One transaction, so that what others add meanwhile is not seen by halves.
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		v.broken("the file", err)
		return v.end()
	}
	defer func() { _ = tx.Rollback() }()
	v.tx = tx
	for _, part := range []struct {
		name  string
		check func() error
	}{
		{"the file", v.pages},
		{"the tables", v.schema},
		{"the outbox", v.outbox},
		{"the log", v.log},
		{"the rows", v.loose},
		{"the choice of readings", v.choices},
		{"the reviews", v.reviews},
		{"the words for search", v.search},
	} {
		if err := part.check(); err != nil {
			v.broken(part.name, err)
		}
	}
	return v.end()
}

// mostFaults bounds the list of faults; of a ledger that is worse off than
// that, the number is told.
const mostFaults = 1000

type verifier struct {
	ctx      context.Context
	tx       *sql.Tx
	queries  queries
	progress func(done, total int)
	result   demarche.Verification
	omitted  int
}

func (v *verifier) fault(what, id, reason string) {
	if len(v.result.Faults) >= mostFaults {
		v.omitted++
		return
	}
	v.result.Faults = append(v.result.Faults, demarche.Fault{What: what, ID: id, Reason: reason})
}

// broken notes that a part could not be read to its end.
func (v *verifier) broken(part string, err error) {
	v.fault("ledger", part, "cannot be read: "+err.Error())
}

func (v *verifier) end() (demarche.Verification, error) {
	if v.omitted > 0 {
		v.result.Faults = append(v.result.Faults, demarche.Fault{What: "ledger", ID: "the list of faults",
			Reason: fmt.Sprintf("%d more are not listed", v.omitted)})
	}
	if v.ctx.Err() != nil {
		return v.result, fmt.Errorf("verify: %w", context.Cause(v.ctx))
	}
	return v.result, nil
}

func (v *verifier) query(name string, args ...any) (*sql.Rows, error) {
	return v.tx.QueryContext(v.ctx, v.queries[name], args...)
}

// each runs a query and calls row for every row. A row that cannot be read is
// given to row as well: Scan fails there.
func (v *verifier) each(name string, row func(scanner)) error {
	rows, err := v.query(name)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		row(rows)
	}
	return rows.Err()
}

// pages has SQLite compare the pages of the file and the indexes with the tables.
func (v *verifier) pages() error {
	var none int
	if err := v.tx.QueryRowContext(v.ctx, v.queries["SearchRenewed"]).Scan(&none); err != nil {
		v.broken("the words for search", err)
	}
	rows, err := v.tx.QueryContext(v.ctx, "PRAGMA integrity_check(100)")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			v.fault("ledger", "the file", line)
		}
	}
	return rows.Err()
}

// outbox reads the tables of the alerts, and their indexes: SQLite does not
// notice an empty one that was put in the place of another.
func (v *verifier) outbox() error {
	for _, name := range []string{"OutboxAnswers", "OutboxChanges", "OutboxChangesByID", "OutboxDeliveries", "OutboxDeliveriesDue"} {
		if err := v.each(name, func(scanner) {}); err != nil {
			return err
		}
	}
	return nil
}

// schema compares tables, indexes and triggers with those of an empty ledger.
func (v *verifier) schema() error {
	want, err := freshSchema(v.ctx, v.queries["Schema"])
	if err != nil {
		return err
	}
	rows, err := v.query("Schema")
	if err != nil {
		return err
	}
	have, err := readSchema(rows)
	if err != nil {
		return err
	}
	for _, o := range want {
		if got, there := find(have, o.name); !there {
			v.fault("ledger", o.kind+" "+o.name, "is not there")
		} else if got != o {
			v.fault("ledger", o.kind+" "+o.name, "was changed")
		}
	}
	for _, o := range have {
		if _, ours := find(want, o.name); !ours {
			v.fault("ledger", o.kind+" "+o.name, "was not made by this program")
		}
	}
	return nil
}

// object is a table, index or trigger.
type object struct{ kind, name, sql string }

func find(objects []object, name string) (object, bool) {
	for _, o := range objects {
		if o.name == name {
			return o, true
		}
	}
	return object{}, false
}

// freshSchema gives what the migrations make.
func freshSchema(ctx context.Context, query string) (_ []object, err error) {
	db, err := connect(":memory:", 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := up(ctx, db, nil); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return readSchema(rows)
}

func readSchema(rows *sql.Rows) ([]object, error) {
	defer func() { _ = rows.Close() }()
	var all []object
	for rows.Next() {
		var o object
		if err := rows.Scan(&o.kind, &o.name, &o.sql); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, rows.Err()
}

// log walks the log and the tables that it covers side by side, all in the
// order of their sequence.
func (v *verifier) log() error {
	total, cursors := 0, v.cursors()
	defer func() {
		for _, c := range cursors {
			c.close()
		}
	}()
	if err := v.tx.QueryRowContext(v.ctx, v.queries["LogLength"]).Scan(&total); err != nil {
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
	err := v.each("LogLines", func(row scanner) {
		line, hash, err := scanLine(row)
		if err != nil {
			v.fault("log", strconv.FormatInt(last+1, 10), "the line cannot be read: "+err.Error())
			tree.line(line, false)
			return
		}
		v.line(line, last, line.Seal(head) == hash)
		tree.line(line, line.Sequence == last+1)
		v.rows(cursors, line)
		head, last = hash, line.Sequence
		if v.result.LogLength++; v.result.LogLength%256 == 0 {
			v.progress(int(v.result.LogLength), total)
		}
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

func scanLine(row scanner) (ledger.Line, ledger.Hash, error) {
	var (
		l             ledger.Line
		at            int64
		content, hash []byte
	)
	if err := row.Scan(&l.Sequence, &at, &l.What, &l.ID, &content, &hash); err != nil {
		return l, ledger.Hash{}, err
	}
	if len(content) != sha256.Size || len(hash) != sha256.Size {
		return l, ledger.Hash{}, errors.New("its hashes have the wrong length")
	}
	l.At, l.Content = time.Unix(0, at), ledger.Hash(content)
	return l, ledger.Hash(hash), nil
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
func (v *verifier) rows(cursors []*cursor, l ledger.Line) {
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
			v.row(c, l)
		}
		c.advance()
	}
	if !found {
		v.fault(l.What, l.ID, fmt.Sprintf("it is not there, but line %d of the log has it", l.Sequence))
	}
}

func (v *verifier) row(c *cursor, l ledger.Line) {
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
	err := v.tx.QueryRowContext(v.ctx, v.queries["HighestSequence"]).Scan(&highest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
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
	return v.each("Loose", func(row scanner) {
		var what, id, reason string
		if err := row.Scan(&what, &id, &reason); err != nil {
			v.broken("the rows", err)
			return
		}
		v.fault(what, id, reason)
	})
}
