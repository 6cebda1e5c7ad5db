package queue

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
)

// drawn keeps documents from when they are drawn out of their captures until they
// are read. It is no evidence: what is missing is drawn out again.
type drawn struct {
	pool   *pgxpool.Pool
	table  string
	reader string // version: what another has drawn out is not read
}

func drawnTable(schema string) string { return pgx.Identifier{schema, "drawn"}.Sanitize() }

// makeDrawn makes the table, which is not in the write-ahead log: it is empty after a crash.
func makeDrawn(schema string) string {
	return "CREATE UNLOGGED TABLE IF NOT EXISTS " + drawnTable(schema) + " (line bigint PRIMARY KEY, reader text NOT NULL, document bytea NOT NULL, at timestamptz NOT NULL DEFAULT now())"
}

func (w *Worker) drawn() drawn { return drawn{w.Pool, drawnTable(w.Schema), w.Version} }

// drawnError tells that it is not known what was drawn out of a capture.
type drawnError struct{ error }

func (e drawnError) Unwrap() error { return e.error }

// keep keeps the document of a line, as it is, byte for byte.
func (k drawn) keep(ctx context.Context, tx pgx.Tx, line int64, d demarche.Document) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(d); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO "+k.table+" (line, reader, document) VALUES ($1, $2, $3) ON CONFLICT (line) DO UPDATE SET reader = excluded.reader, document = excluded.document, at = now()", line, k.reader, b.Bytes())
	return err
}

// load gives the document of a line, if it is there.
func (k drawn) load(ctx context.Context, line int64) (d demarche.Document, there bool, err error) {
	var b []byte
	err = k.pool.QueryRow(ctx, "SELECT document FROM "+k.table+" WHERE line = $1 AND reader = $2", line, k.reader).Scan(&b)
	if errors.Is(err, pgx.ErrNoRows) {
		return d, false, nil
	}
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(b)).Decode(&d)
	}
	if err != nil {
		return d, false, drawnError{fmt.Errorf("what was drawn out of line %d: %w", line, err)}
	}
	return d, true, nil
}

// drop forgets the document of a line.
func (k drawn) drop(ctx context.Context, line int64) error {
	if _, err := k.pool.Exec(ctx, "DELETE FROM "+k.table+" WHERE line = $1", line); err != nil {
		return fmt.Errorf("what was drawn out of line %d: %w", line, err)
	}
	return nil
}

// unreadFor is after how long a document goes that nobody read.
const unreadFor = 7 * 24 * time.Hour

// forget forgets documents that nobody will read.
func (k drawn) forget(ctx context.Context) error {
	if _, err := k.pool.Exec(ctx, "DELETE FROM "+k.table+" WHERE at < now() - $1::interval", unreadFor); err != nil {
		return fmt.Errorf("forget what was drawn out: %w", err)
	}
	return nil
}
