package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"demarche/ledger"
)

// known gives what stands before the query of entries so that it answers as it
// did at a time, with its parameters; and whether the ledger knew anything then.
func (s *Store) known(ctx context.Context, tx *sql.Tx, at time.Time) (string, []any, bool, error) {
	var line int64
	switch err := tx.QueryRowContext(ctx, s.queries["KnownLine"], sql.Named("at", at.UnixNano())).Scan(&line); {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil, false, nil
	case err != nil:
		return "", nil, false, err
	}
	choices, err := s.knownChoices(ctx, tx, line)
	if err != nil {
		return "", nil, false, err
	}
	reviews, err := s.knownReviews(ctx, tx, line)
	if err != nil {
		return "", nil, false, err
	}
	return s.queries["Known"] + "\n", []any{sql.Named("known", line), sql.Named("choices", choices), sql.Named("reviews", reviews)}, true, nil
}

// knownChoices chooses the telling that answers went by at a line, of the texts
// of which more was told or read later: a list of [text, document] as JSON.
func (s *Store) knownChoices(ctx context.Context, tx *sql.Tx, line int64) (string, error) {
	rows, err := tx.QueryContext(ctx, s.queries["KnownTellings"], sql.Named("known", line))
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	choices := [][2]int64{}
	var (
		text     int64
		tellings []ledger.Telling
	)
	choose := func() {
		if len(tellings) > 0 {
			choices = append(choices, [2]int64{text, ledger.Choose(tellings).Sequence})
		}
	}
	for rows.Next() {
		var (
			of int64
			t  ledger.Telling
		)
		if err := rows.Scan(&of, &t.Sequence, &t.Capture, &t.Published); err != nil {
			return "", err
		}
		if of != text {
			choose()
			text, tellings = of, tellings[:0]
		}
		tellings = append(tellings, t)
	}
	choose()
	return asJSON(choices, rows.Err())
}

// knownReviews gives what the decisions up to a line came to, about the records
// on which more was decided later: a list of [record, status, version] as JSON.
func (s *Store) knownReviews(ctx context.Context, tx *sql.Tx, line int64) (string, error) {
	rows, err := tx.QueryContext(ctx, s.queries["KnownDecisions"], sql.Named("known", line))
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	reviews := [][3]any{}
	var (
		record    int64
		decisions []ledger.Judged
	)
	judge := func() {
		if len(decisions) > 0 {
			r := ledger.Judge(record, decisions)
			reviews = append(reviews, [3]any{record, r.Status, r.Version})
		}
	}
	for rows.Next() {
		var (
			of int64
			d  ledger.Judged
		)
		if err := rows.Scan(&of, &d.Sequence, &d.What, &d.Version, &d.Undoes); err != nil {
			return "", err
		}
		if of != record {
			judge()
			record, decisions = of, decisions[:0]
		}
		decisions = append(decisions, d)
	}
	judge()
	return asJSON(reviews, rows.Err())
}

func asJSON(list any, err error) (string, error) {
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(list)
	return string(b), err
}
