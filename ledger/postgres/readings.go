package postgres

import (
	"context"
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
	var readings []demarche.KeptReading
	err = s.reading(ctx, func(a access) error {
		if readings, err = list(a, "ReadingsOf", named{"hash": whole}, scanReading); err != nil {
			return err
		}
		return a.recordsRead(whole, readings)
	})
	return readings, s.explain("list readings", err)
}

func scanReading(row scanner) (demarche.KeptReading, error) {
	r := demarche.KeptReading{Records: demarche.Records{}}
	var at int64
	err := row.Scan(&r.Sequence, &at, &r.Published, &r.Reader)
	r.Kept = time.Unix(0, at).UTC()
	return r, err
}

// recordsRead gives each reading its records.
func (a access) recordsRead(hash string, readings []demarche.KeptReading) error {
	at := 0
	return a.all("RecordsRead", named{"hash": hash}, func(row scanner) error {
		var (
			reading    int64
			id, body   string
			confidence float64
		)
		if err := row.Scan(&reading, &id, &body, &confidence); err != nil {
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
		return nil
	})
}
