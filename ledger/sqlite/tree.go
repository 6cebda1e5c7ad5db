package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"demarche/ledger"
	"demarche/ledger/rows"
)

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
	lines, err := tx.QueryContext(ctx, q["LogLines"])
	if err != nil {
		return err
	}
	defer func() { _ = lines.Close() }()
	edge, err := ledger.LoadEdge(0, nil)
	if err != nil {
		return err
	}
	for last := int64(0); lines.Next(); last++ {
		line, _, err := rows.ScanLine(lines)
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
			return rows.DamagedTree(access{}, err)
		}
	}
	return lines.Err()
}
