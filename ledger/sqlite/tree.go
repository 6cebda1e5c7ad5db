package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"demarche"
	"demarche/ledger"
)

// querier is a transaction, or a prepared statement in one.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// nodesIn gives a reader of the nodes of the tree.
func (q queries) nodesIn(ctx context.Context, in querier) func(places []int64) ([]ledger.Hash, error) {
	return func(places []int64) ([]ledger.Hash, error) {
		list, err := json.Marshal(places)
		if err != nil {
			return nil, err
		}
		rows, err := in.QueryContext(ctx, q["Nodes"], sql.Named("places", string(list)))
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }()
		found := make(map[int64]ledger.Hash, len(places))
		for rows.Next() {
			place, hash, err := scanNode(rows)
			if err != nil {
				return nil, err
			}
			found[place] = hash
		}
		nodes := make([]ledger.Hash, len(places))
		for i, place := range places {
			hash, there := found[place]
			if !there {
				return nil, errors.Join(rows.Err(), damagedTree(fmt.Errorf("node %d is not there", place)))
			}
			nodes[i] = hash
		}
		return nodes, rows.Err()
	}
}

func scanNode(row scanner) (int64, ledger.Hash, error) {
	var (
		place int64
		hash  []byte
	)
	if err := row.Scan(&place, &hash); err != nil {
		return 0, ledger.Hash{}, err
	}
	if len(hash) != sha256.Size {
		return place, ledger.Hash{}, damagedTree(fmt.Errorf("node %d has the wrong length", place))
	}
	return place, ledger.Hash(hash), nil
}

func damagedTree(err error) error {
	return &demarche.Error{Code: demarche.Corrupt, Op: "read ledger", Err: err, Detail: "the tree over the log is damaged",
		Hint: "run demarche verify to see what is damaged, and go back to a copy of the file"}
}

// grow adds a line to the tree.
func grow(e *ledger.Edge, l ledger.Line, insert func(place int64, hash ledger.Hash) error) error {
	first, nodes, err := e.Add(l.Leaf())
	if err != nil {
		return err
	}
	for i, hash := range nodes {
		if err := insert(first+int64(i), hash); err != nil {
			return err
		}
	}
	return nil
}

// fillTree makes the tree of a log that was written before there was one.
func fillTree(ctx context.Context, tx *sql.Tx) error {
	q := generated()
	insert, err := tx.PrepareContext(ctx, q["InsertNode"])
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	rows, err := tx.QueryContext(ctx, q["LogLines"])
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	edge, err := ledger.LoadEdge(0, nil)
	if err != nil {
		return err
	}
	for last := int64(0); rows.Next(); last++ {
		line, _, err := scanLine(rows)
		if err == nil && line.Sequence != last+1 {
			err = fmt.Errorf("line %d of the log is not there", last+1)
		}
		if err == nil {
			err = grow(edge, line, func(place int64, hash ledger.Hash) error {
				_, err := insert.ExecContext(ctx, sql.Named("place", place), sql.Named("hash", hash[:]))
				return err
			})
		}
		if err != nil {
			return damagedTree(err)
		}
	}
	return rows.Err()
}

// Head gives the end of the log without reading it.
func (s *Store) Head(ctx context.Context) (demarche.Head, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Head{}, s.explain("read ledger", err)
	}
	defer func() { _ = tx.Rollback() }()
	h, err := s.headIn(ctx, tx)
	return h, s.explain("read ledger", err)
}

func (s *Store) headIn(ctx context.Context, tx *sql.Tx) (demarche.Head, error) {
	var (
		h    demarche.Head
		hash []byte
	)
	switch err := tx.QueryRowContext(ctx, s.queries["LastLine"]).Scan(&h.Size, &hash); {
	case errors.Is(err, sql.ErrNoRows):
		return h, nil
	case err != nil:
		return h, err
	}
	edge, err := ledger.LoadEdge(h.Size, s.queries.nodesIn(ctx, tx))
	if err != nil {
		return h, err
	}
	h.Chain = fmt.Sprintf("%x", hash)
	h.Tree, err = edge.Root()
	return h, err
}

// treeCheck compares the tree with the lines of the log as they are read.
type treeCheck struct {
	verifier *verifier
	rows     *sql.Rows
	place    int64 // of the node that the table has next
	hash     ledger.Hash
	edge     ledger.Edge
	done     bool // no more nodes, or no use in reading them
	lost     bool // a line is missing: what follows cannot be compared
}

func (v *verifier) tree() *treeCheck {
	c := &treeCheck{verifier: v}
	rows, err := v.query("AllNodes")
	if err != nil {
		v.broken("the tree", err)
		c.done, c.lost = true, true
		return c
	}
	c.rows = rows
	c.advance()
	return c
}

// advance goes to the next node of the table.
func (c *treeCheck) advance() {
	if c.done {
		return
	}
	for c.rows.Next() {
		place, hash, err := scanNode(c.rows)
		if err == nil {
			c.place, c.hash = place, hash
			return
		}
		c.verifier.fault("tree", strconv.FormatInt(place, 10), "cannot be read: "+err.Error())
	}
	c.done = true
	if err := c.rows.Err(); err != nil {
		c.verifier.broken("the tree", err)
	}
}

// line compares the nodes that a line completes. A line that is missing is a
// fault already, and nothing after it can be compared.
func (c *treeCheck) line(l ledger.Line, inPlace bool) {
	if c.lost = c.lost || !inPlace; c.lost {
		return
	}
	if err := grow(&c.edge, l, func(place int64, hash ledger.Hash) error {
		c.node(place, hash, l.Sequence)
		return nil
	}); err != nil {
		c.verifier.broken("the tree", err)
		c.lost = true
	}
}

func (c *treeCheck) node(place int64, want ledger.Hash, line int64) {
	for ; !c.done && c.place < place; c.advance() {
		c.verifier.fault("tree", strconv.FormatInt(c.place, 10), "no line of the log completes it")
	}
	if c.done || c.place != place {
		c.verifier.fault("tree", strconv.FormatInt(place, 10), fmt.Sprintf("the node that line %d of the log completes is not there", line))
		return
	}
	if c.hash != want {
		c.verifier.fault("tree", strconv.FormatInt(place, 10), fmt.Sprintf("it is not the hash of line %d of the log and those below it", line))
	}
	c.advance()
}

// end reports what the table has beyond the last line, and gives the root.
func (c *treeCheck) end() (string, error) {
	for ; !c.done && !c.lost; c.advance() {
		c.verifier.fault("tree", strconv.FormatInt(c.place, 10), "no line of the log completes it")
	}
	if c.rows != nil {
		_ = c.rows.Close()
	}
	if c.lost {
		return "", nil
	}
	return c.edge.Root()
}
