package postgres

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"demarche/ledger/rows"
)

// cursor goes through the rows of a query a few at a time. Several can be open
// in one transaction, and other queries asked between two rows.
type cursor struct {
	tx      pgx.Tx
	access  access
	fetch   string // statement
	columns []pgconn.FieldDescription
	types   *pgtype.Map
	rows    [][][]byte // fetched and not given yet
	row     [][]byte   // that is given now
	ended   bool
	err     error
}

// How many rows of a query are held in memory at a time.
const (
	fewRows  = 8   // of captures, with their bytes
	someRows = 64  // of texts
	manyRows = 512 // of what is small
)

func atATime(query string) int {
	switch query {
	case "AllCaptures", "CapturesWithBytes":
		return fewRows
	case "AllDocuments", "SearchableTexts":
		return someRows
	}
	return manyRows
}

// Open opens a cursor over a query.
func (a access) Open(query string) (rows.Cursor, error) {
	tx, ok := a.on.(pgx.Tx)
	if !ok {
		return nil, fmt.Errorf("%s: a cursor needs a transaction", query)
	}
	name := pgx.Identifier{"c_" + query}.Sanitize()
	if _, err := tx.Exec(a.ctx, "DECLARE "+name+" BINARY NO SCROLL CURSOR FOR "+a.queries[query]); err != nil {
		return nil, err
	}
	return &cursor{tx: tx, access: a, types: tx.Conn().TypeMap(), fetch: "FETCH FORWARD " + strconv.Itoa(atATime(query)) + " FROM " + name}, nil
}

// Next goes to the next row, and reports whether there is one.
func (c *cursor) Next() bool {
	if len(c.rows) == 0 && !c.ended && c.err == nil {
		c.err = c.more()
	}
	if len(c.rows) == 0 {
		return false
	}
	c.row, c.rows = c.rows[0], c.rows[1:]
	return true
}

// more fetches rows; none means that the cursor is at its end.
func (c *cursor) more() error {
	rows, err := c.tx.Query(c.access.ctx, c.fetch, pgx.QueryExecModeExec, pgx.QueryResultFormats{pgx.BinaryFormatCode})
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		row := make([][]byte, len(raw))
		for i, value := range raw {
			row[i] = bytes.Clone(value) // nil stays nil
		}
		c.rows = append(c.rows, row)
	}
	c.columns = append(c.columns[:0], rows.FieldDescriptions()...)
	c.ended = len(c.rows) == 0
	return rows.Err()
}

// Scan reads the row.
func (c *cursor) Scan(into ...any) error { return textRow{rawRow{c}}.Scan(into...) }

type rawRow struct{ c *cursor }

func (r rawRow) Scan(into ...any) error { return pgx.ScanRow(r.c.types, r.c.columns, r.c.row, into...) }

// Err gives the error that ended the rows early.
func (c *cursor) Err() error { return c.err }

// Close does nothing: the cursor ends with the transaction.
func (c *cursor) Close() error { return nil }
