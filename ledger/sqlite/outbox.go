package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"demarche"
	"demarche/ledger"
)

var _ ledger.Outbox = (*Store)(nil)

// Seen tells how far the alerts have looked.
func (s *Store) Seen(ctx context.Context) (ledger.Seen, bool, error) {
	seen, ok, err := s.seen(ctx, s.read)
	return seen, ok, s.explain("read outbox", err)
}

// rower is a database or a transaction of it.
type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) seen(ctx context.Context, from rower) (seen ledger.Seen, ok bool, err error) {
	err = from.QueryRowContext(ctx, s.queries["AlertsSeen"]).Scan(&seen.Line, &seen.Day)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Seen{}, false, nil
	}
	return seen, err == nil, err
}

// Answered gives the answers to a question that were kept about subjects.
func (s *Store) Answered(ctx context.Context, question string, subjects ...string) (map[string]string, error) {
	query, args := "AlertsAnswered", []any{sql.Named("question", question)}
	if subjects != nil {
		list, err := json.Marshal(subjects)
		if err != nil {
			return nil, err
		}
		query, args = "AlertsAnsweredOf", append(args, sql.Named("subjects", string(list)))
	}
	rows, err := s.read.QueryContext(ctx, s.queries[query], args...)
	if err != nil {
		return nil, s.explain("read outbox", err)
	}
	defer func() { _ = rows.Close() }()
	out := make(map[string]string)
	for rows.Next() {
		var subject, answer string
		if err := rows.Scan(&subject, &answer); err != nil {
			return nil, s.explain("read outbox", err)
		}
		out[subject] = answer
	}
	return out, s.explain("read outbox", rows.Err())
}

// Note keeps new answers, changes and how far the alerts have looked.
func (s *Store) Note(ctx context.Context, after ledger.Seen, n ledger.Noted) error {
	return s.outbox(ctx, "note changes", func(tx *sql.Tx) error {
		have, _, err := s.seen(ctx, tx)
		if err != nil {
			return err
		}
		if have != after {
			return &demarche.Error{Code: demarche.Conflict, Op: "note changes", Path: s.path, Detail: "another process looks for changes in this ledger", Hint: "run demarche alerts once for a ledger"}
		}
		if _, err := tx.ExecContext(ctx, s.queries["AlertsSee"], sql.Named("line", n.Seen.Line), sql.Named("day", n.Seen.Day)); err != nil {
			return err
		}
		if err := s.noteAnswers(ctx, tx, n.Answers); err != nil {
			return err
		}
		for _, c := range n.Changes {
			if err := s.noteChange(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) noteAnswers(ctx context.Context, tx *sql.Tx, answers map[string]map[string]string) error {
	for _, question := range slices.Sorted(maps.Keys(answers)) {
		for _, subject := range slices.Sorted(maps.Keys(answers[question])) {
			query, args := "AlertsForget", []any{sql.Named("question", question), sql.Named("subject", subject)}
			if answer := answers[question][subject]; answer != "" {
				query, args = "AlertsAnswer", append(args, sql.Named("answer", answer))
			}
			if _, err := tx.ExecContext(ctx, s.queries[query], args...); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) noteChange(ctx context.Context, tx *sql.Tx, c ledger.Noticed) error {
	at := c.At.UnixNano()
	r, err := tx.ExecContext(ctx, s.queries["AlertsChange"], sql.Named("id", c.ID), sql.Named("at", at), sql.Named("body", string(c.Body)))
	if err != nil {
		return err
	}
	number, err := r.LastInsertId()
	if err != nil {
		return err
	}
	for _, target := range c.Targets {
		if _, err := tx.ExecContext(ctx, s.queries["AlertsAddress"], sql.Named("change", number), sql.Named("target", target), sql.Named("due", at)); err != nil {
			return err
		}
	}
	return nil
}

// Due gives deliveries whose time has come, and puts them off by a lease.
func (s *Store) Due(ctx context.Context, now time.Time, lease time.Duration, most int) (due []ledger.Delivery, err error) {
	err = s.outbox(ctx, "read outbox", func(tx *sql.Tx) error {
		due = nil
		rows, err := tx.QueryContext(ctx, s.queries["AlertsDue"], sql.Named("now", now.UnixNano()), sql.Named("until", now.Add(lease).UnixNano()), sql.Named("most", most))
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var d ledger.Delivery
			var body string
			if err := rows.Scan(&d.Number, &d.Target, &d.Tries, &d.ID, &body); err != nil {
				return err
			}
			d.Body = []byte(body)
			due = append(due, d)
		}
		return rows.Err()
	})
	slices.SortFunc(due, func(x, y ledger.Delivery) int {
		return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.Target, y.Target))
	})
	return due, err
}

// Sent notes that a target took a change.
func (s *Store) Sent(ctx context.Context, d ledger.Delivery, at time.Time) error {
	return s.outbox(ctx, "note delivery", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, s.queries["AlertsSent"], sql.Named("at", at.UnixNano()), sql.Named("change", d.Number), sql.Named("target", d.Target))
		return err
	})
}

// Failed notes that a target did not take a change.
func (s *Store) Failed(ctx context.Context, d ledger.Delivery, again time.Time, why string) error {
	return s.outbox(ctx, "note delivery", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, s.queries["AlertsFailed"], sql.Named("again", again.UnixNano()), sql.Named("why", why),
			sql.Named("change", d.Number), sql.Named("target", d.Target))
		return err
	})
}

// PutOff notes when to try what was not tried.
func (s *Store) PutOff(ctx context.Context, d ledger.Delivery, until time.Time) error {
	return s.outbox(ctx, "put delivery off", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, s.queries["AlertsPutOff"], sql.Named("until", until.UnixNano()), sql.Named("change", d.Number), sql.Named("target", d.Target))
		return err
	})
}

// Outstanding tells how the deliveries to each target stand.
func (s *Store) Outstanding(ctx context.Context) ([]ledger.TargetState, error) {
	rows, err := s.read.QueryContext(ctx, s.queries["AlertsOutstanding"])
	if err != nil {
		return nil, s.explain("read outbox", err)
	}
	defer func() { _ = rows.Close() }()
	out := []ledger.TargetState{}
	for rows.Next() {
		var t ledger.TargetState
		var oldest, next, last int64
		if err := rows.Scan(&t.Target, &t.Sent, &t.Waiting, &t.Tried, &oldest, &next, &last, &t.Failed); err != nil {
			return nil, s.explain("read outbox", err)
		}
		t.Oldest, t.Next, t.Last = timeOf(oldest), timeOf(next), timeOf(last)
		out = append(out, t)
	}
	return out, s.explain("read outbox", rows.Err())
}

// timeOf gives the time of nanoseconds since 1970, the zero time for 0.
func timeOf(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds).UTC()
}

// outbox changes the outbox in one transaction.
func (s *Store) outbox(ctx context.Context, op string, change func(*sql.Tx) error) error {
	if s.write == nil {
		return s.readOnly(op)
	}
	return s.explain(op, s.patiently(ctx, func() error {
		tx, err := s.write.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}))
}
