package rows

import (
	"context"
	"time"

	"demarche"
	"demarche/ledger"
)

// Readings gives all readings of a text in the order of the log.
func (q Questions) Readings(ctx context.Context, hash string) (readings []demarche.KeptReading, err error) {
	whole, err := q.complete(ctx, "TextHashes", "document", hash)
	if err != nil {
		return nil, err
	}
	err = q.base.Reading(ctx, func(m Moment) error {
		if readings, err = List(m, "ReadingsOf", Named{"hash": whole}, scanReading); err != nil {
			return err
		}
		return recordsRead(m, whole, readings)
	})
	return readings, q.base.Explain("list readings", err)
}

func scanReading(row Row) (demarche.KeptReading, error) {
	r := demarche.KeptReading{Records: demarche.Records{}}
	var at int64
	err := row.Scan(&r.Sequence, &at, &r.Published, &r.Reader)
	r.Kept = time.Unix(0, at).UTC()
	return r, err
}

// recordsRead gives each reading its records.
func recordsRead(m Moment, hash string, readings []demarche.KeptReading) error {
	at := 0
	return m.All("RecordsRead", Named{"hash": hash}, func(row Row) error {
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
			return Damaged(m, id, err)
		}
		readings[at].Records = append(readings[at].Records, record)
		return nil
	})
}
