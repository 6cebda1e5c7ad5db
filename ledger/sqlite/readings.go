package sqlite

import (
	"context"
	"database/sql"
	"time"

	"demarche"
	"demarche/ledger"
)

// Readings gives all readings of a text in the order of the log.
func (s *Store) Readings(ctx context.Context, hash string) ([]demarche.KeptReading, error) {
	whole, err := s.complete(ctx, "TextHashes", "document", hash)
	if err != nil {
		return nil, err
	}
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, s.explain("list readings", err)
	}
	defer func() { _ = tx.Rollback() }()
	readings, err := s.readingsOf(ctx, tx, whole)
	if err == nil {
		err = s.recordsRead(ctx, tx, whole, readings)
	}
	return readings, s.explain("list readings", err)
}

func (s *Store) readingsOf(ctx context.Context, tx *sql.Tx, hash string) ([]demarche.KeptReading, error) {
	rows, err := tx.QueryContext(ctx, s.queries["ReadingsOf"], sql.Named("hash", hash))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []demarche.KeptReading
	for rows.Next() {
		r := demarche.KeptReading{Records: demarche.Records{}}
		var at int64
		if err := rows.Scan(&r.Sequence, &at, &r.Published, &r.Reader); err != nil {
			return nil, err
		}
		r.Kept = time.Unix(0, at).UTC()
		all = append(all, r)
	}
	return all, rows.Err()
}

// recordsRead gives each reading its records.
func (s *Store) recordsRead(ctx context.Context, tx *sql.Tx, hash string, readings []demarche.KeptReading) error {
	rows, err := tx.QueryContext(ctx, s.queries["RecordsRead"], sql.Named("hash", hash))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	at := 0
	for rows.Next() {
		var (
			reading    int64
			id, body   string
			confidence float64
		)
		if err := rows.Scan(&reading, &id, &body, &confidence); err != nil {
			return err
		}
		for readings[at].Sequence != reading {
			at++
		}
		record, err := ledger.ParseRow(id, []byte(body), confidence)
		if err != nil {
			return damagedEntry(id, err)
		}
		readings[at].Records = append(readings[at].Records, record)
	}
	return rows.Err()
}
