package verify

import (
	"database/sql"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// What is kept for speed only, and follows from evidence, is made again here
// and compared.

// Choices makes the choice of a document and a reading for every text again.
func (v *Verifier) Choices() error {
	var (
		text     int64
		one      choice
		tellings []ledger.Telling
	)
	judge := func() {
		if len(tellings) > 0 && !one.holds(ledger.Choose(tellings)) {
			v.Fault("document", one.hash, "the ledger goes by another document or reading of it than it should")
		}
	}
	err := rows.Through(v, "Choices", func(row rows.Row) error {
		var (
			of   int64
			hash sql.NullString
			next choice
			t    ledger.Telling
		)
		if err := row.Scan(&of, &hash, &t.Sequence, &t.Capture, &t.Published, &next.document, &next.reading, &next.newest); err != nil {
			v.Broken("the choice of readings", err)
			return nil
		}
		if of != text {
			judge()
			text, tellings = of, tellings[:0]
		}
		next.hash = hash.String
		one, tellings = next, append(tellings, t)
		return nil
	})
	judge()
	return err
}

// choice is what the ledger noted for a text.
type choice struct {
	hash                      string
	document, reading, newest sql.NullInt64 // newest reading of the chosen document's day
}

func (c choice) holds(best ledger.Telling) bool {
	return c.document.Valid && c.document.Int64 == best.Sequence && c.reading.Valid && c.reading == c.newest
}

// Reviews makes of the decisions about every record again what they come to.
func (v *Verifier) Reviews() error {
	var (
		record    int64
		id        string
		noted     ledger.Review
		decisions []ledger.Judged
	)
	judge := func() {
		want := ledger.Judge(record, decisions)
		want.Counts = 0
		if len(decisions) > 0 && noted != want {
			v.Fault("record", id, "the ledger goes by another review of it than was decided")
		}
	}
	err := rows.Through(v, "Judgements", func(row rows.Row) error {
		var (
			of      int64
			name    string
			d       ledger.Judged
			status  sql.NullString
			version sql.NullInt64
		)
		if err := row.Scan(&of, &name, &d.Sequence, &d.What, &d.Version, &d.Undoes, &status, &version); err != nil {
			v.Broken("the reviews", err)
			return nil
		}
		if of != record {
			judge()
			record, id, decisions = of, name, decisions[:0]
		}
		noted = ledger.Review{Status: demarche.ReviewStatus(status.String), Version: version.Int64}
		decisions = append(decisions, d)
		return nil
	})
	judge()
	return err
}
