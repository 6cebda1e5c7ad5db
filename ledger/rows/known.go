package rows

import (
	"database/sql"
	"errors"
	"maps"
	"time"

	"demarche"
	"demarche/ledger"
)

// Past is what the query Known puts in the place of what holds now: what held
// at a line, about texts and records of which more was told or decided later.
type Past struct {
	Line    int64
	Choices []Choice
	Reviews []Reviewed
}

// Choice is the document that answers went by for a text.
type Choice struct{ Text, Document int64 }

// Reviewed is what the decisions about a record came to.
type Reviewed struct {
	Record  int64
	Status  demarche.ReviewStatus
	Version int64 // sequence of the record that was answered
}

// known gives what stands before the query of entries so that it answers as it
// did at a time, and adds its parameters to p; and whether the ledger knew
// anything then.
func known(m Moment, at time.Time, p Named) (string, bool, error) {
	past := Past{Choices: []Choice{}, Reviews: []Reviewed{}}
	switch err := m.Row("KnownLine", Named{"at": at.UnixNano()}).Scan(&past.Line); {
	case errors.Is(err, sql.ErrNoRows):
		return "", false, nil
	case err != nil:
		return "", false, err
	}
	of := Named{"known": past.Line}
	if err := EachChoice(m, "KnownTellings", of, func(c Choice) { past.Choices = append(past.Choices, c) }); err != nil {
		return "", false, err
	}
	if err := EachReview(m, "KnownDecisions", of, func(r Reviewed) { past.Reviews = append(past.Reviews, r) }); err != nil {
		return "", false, err
	}
	maps.Copy(p, m.Knew(past))
	return m.Statement("Known") + "\n", true, nil
}

// EachChoice chooses the telling that answers go by, of each text of a query
// that gives tellings by text.
func EachChoice(r Reader, query string, p Named, take func(Choice)) error {
	var (
		text     int64
		tellings []ledger.Telling
	)
	choose := func() {
		if len(tellings) > 0 {
			take(Choice{text, ledger.Choose(tellings).Sequence})
		}
	}
	err := r.All(query, p, func(row Row) error {
		var (
			of int64
			t  ledger.Telling
		)
		if err := row.Scan(&of, &t.Sequence, &t.Capture, &t.Published); err != nil {
			return err
		}
		if of != text {
			choose()
			text, tellings = of, tellings[:0]
		}
		tellings = append(tellings, t)
		return nil
	})
	choose()
	return err
}

// EachReview gives what the decisions about each record come to, of a query
// that gives decisions by record.
func EachReview(r Reader, query string, p Named, take func(Reviewed)) error {
	var (
		record    int64
		decisions []ledger.Judged
	)
	judge := func() {
		if len(decisions) > 0 {
			j := ledger.Judge(record, decisions)
			take(Reviewed{record, j.Status, j.Version})
		}
	}
	err := r.All(query, p, func(row Row) error {
		var (
			of int64
			d  ledger.Judged
		)
		if err := row.Scan(&of, &d.Sequence, &d.What, &d.Version, &d.Undoes); err != nil {
			return err
		}
		if of != record {
			judge()
			record, decisions = of, decisions[:0]
		}
		decisions = append(decisions, d)
		return nil
	})
	judge()
	return err
}
