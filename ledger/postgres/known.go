package postgres

import (
	"errors"
	"time"

	"demarche/ledger"
)

// known gives what stands before the query of entries so that it answers as it
// did at a time, and adds its parameters to p; and whether the ledger knew
// anything then.
func (a access) known(at time.Time, p named) (string, bool, error) {
	var line int64
	switch err := a.row("KnownLine", named{"at": at.UnixNano()}).Scan(&line); {
	case errors.Is(err, errNoRow):
		return "", false, nil
	case err != nil:
		return "", false, err
	}
	p["known"] = line
	if err := a.knownChoices(line, p); err != nil {
		return "", false, err
	}
	return a.queries["Known"] + "\n", true, a.knownReviews(line, p)
}

// knownChoices chooses the telling that answers went by at a line, of the texts
// of which more was told or read later.
func (a access) knownChoices(line int64, p named) error {
	texts, documents := []int64{}, []int64{}
	var (
		text     int64
		tellings []ledger.Telling
	)
	choose := func() {
		if len(tellings) > 0 {
			texts, documents = append(texts, text), append(documents, ledger.Choose(tellings).Sequence)
		}
	}
	err := a.all("KnownTellings", named{"known": line}, func(row scanner) error {
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
	p["choice_texts"], p["choice_documents"] = texts, documents
	return err
}

// knownReviews gives what the decisions up to a line came to, about the records
// on which more was decided later.
func (a access) knownReviews(line int64, p named) error {
	records, statuses, versions := []int64{}, []string{}, []int64{}
	var (
		record    int64
		decisions []ledger.Judged
	)
	judge := func() {
		if len(decisions) > 0 {
			r := ledger.Judge(record, decisions)
			records, statuses, versions = append(records, record), append(statuses, string(r.Status)), append(versions, r.Version)
		}
	}
	err := a.all("KnownDecisions", named{"known": line}, func(row scanner) error {
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
	p["review_records"], p["review_statuses"], p["review_versions"] = records, statuses, versions
	return err
}
