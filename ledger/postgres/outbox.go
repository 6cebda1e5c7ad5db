package postgres

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"demarche"
	"demarche/ledger"
)

// Seen tells how far the alerts have looked.
func (s *Store) Seen(ctx context.Context) (ledger.Seen, bool, error) {
	seen, ok, err := s.anywhere(ctx).seen()
	return seen, ok, s.explain("read outbox", err)
}

func (a access) seen() (seen ledger.Seen, ok bool, err error) {
	err = a.row("AlertsSeen", nil).Scan(&seen.Line, &seen.Day)
	if errors.Is(err, errNoRow) {
		return ledger.Seen{}, false, nil
	}
	return seen, err == nil, err
}

// Answered gives the answers to a question that were kept about subjects.
func (s *Store) Answered(ctx context.Context, question string, subjects ...string) (map[string]string, error) {
	query := "AlertsAnswered"
	if subjects != nil {
		query = "AlertsAnsweredOf"
	}
	out := make(map[string]string)
	err := s.anywhere(ctx).all(query, named{"question": question, "subjects": subjects}, func(row scanner) error {
		var subject, answer string
		err := row.Scan(&subject, &answer)
		out[subject] = answer
		return err
	})
	return out, s.explain("read outbox", err)
}

// Note keeps new answers, changes and how far the alerts have looked.
func (s *Store) Note(ctx context.Context, after ledger.Seen, n ledger.Noted) error {
	return s.change(ctx, "note changes", func(a access) error {
		if _, err := a.exec("LockSeen", nil); err != nil {
			return err
		}
		have, _, err := a.seen()
		if err != nil {
			return err
		}
		if have != after {
			return &demarche.Error{Code: demarche.Conflict, Op: "note changes", Path: s.shown, Detail: "another process looks for changes in this ledger", Hint: "run demarche alerts once for a ledger"}
		}
		if _, err := a.exec("AlertsSee", named{"line": n.Seen.Line, "day": n.Seen.Day}); err != nil {
			return err
		}
		if err := a.noteAnswers(n.Answers); err != nil {
			return err
		}
		for _, c := range n.Changes {
			if err := a.noteChange(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a access) noteAnswers(answers map[string]map[string]string) error {
	for _, question := range slices.Sorted(maps.Keys(answers)) {
		for _, subject := range slices.Sorted(maps.Keys(answers[question])) {
			query, answer := "AlertsAnswer", answers[question][subject]
			if answer == "" {
				query = "AlertsForget"
			}
			if _, err := a.exec(query, named{"question": question, "subject": subject, "answer": answer}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a access) noteChange(c ledger.Noticed) error {
	at := c.At.UnixNano()
	var number int64
	if err := a.row("AlertsChange", named{"id": c.ID, "at": at, "body": string(c.Body)}).Scan(&number); err != nil {
		return err
	}
	for _, target := range c.Targets {
		if _, err := a.exec("AlertsAddress", named{"change": number, "target": target, "due": at}); err != nil {
			return err
		}
	}
	return nil
}

// Due gives deliveries whose time has come, and puts them off by a lease.
func (s *Store) Due(ctx context.Context, now time.Time, lease time.Duration, most int) (due []ledger.Delivery, err error) {
	err = s.change(ctx, "read outbox", func(a access) error {
		due, err = list(a, "AlertsDue", named{"now": now.UnixNano(), "until": now.Add(lease).UnixNano(), "most": most}, func(row scanner) (d ledger.Delivery, err error) {
			var body string
			err = row.Scan(&d.Number, &d.Target, &d.Tries, &d.ID, &body)
			d.Body = []byte(body)
			return d, err
		})
		return err
	})
	slices.SortFunc(due, func(x, y ledger.Delivery) int {
		return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.Target, y.Target))
	})
	return due, err
}

// Sent notes that a target took a change.
func (s *Store) Sent(ctx context.Context, d ledger.Delivery, at time.Time) error {
	return s.change(ctx, "note delivery", func(a access) error {
		_, err := a.exec("AlertsSent", named{"at": at.UnixNano(), "change": d.Number, "target": d.Target})
		return err
	})
}

// Failed notes that a target did not take a change.
func (s *Store) Failed(ctx context.Context, d ledger.Delivery, again time.Time, why string) error {
	return s.change(ctx, "note delivery", func(a access) error {
		_, err := a.exec("AlertsFailed", named{"again": again.UnixNano(), "why": why, "change": d.Number, "target": d.Target})
		return err
	})
}

// PutOff notes when to try what was not tried.
func (s *Store) PutOff(ctx context.Context, d ledger.Delivery, until time.Time) error {
	return s.change(ctx, "put delivery off", func(a access) error {
		_, err := a.exec("AlertsPutOff", named{"until": until.UnixNano(), "change": d.Number, "target": d.Target})
		return err
	})
}

// Outstanding tells how the deliveries to each target stand.
func (s *Store) Outstanding(ctx context.Context) ([]ledger.TargetState, error) {
	out, err := list(s.anywhere(ctx), "AlertsOutstanding", nil, func(row scanner) (t ledger.TargetState, err error) {
		var oldest, next, last int64
		err = row.Scan(&t.Target, &t.Sent, &t.Waiting, &t.Tried, &oldest, &next, &last, &t.Failed)
		t.Oldest, t.Next, t.Last = timeOf(oldest), timeOf(next), timeOf(last)
		return t, err
	})
	if out == nil {
		out = []ledger.TargetState{}
	}
	return out, s.explain("read outbox", err)
}

// timeOf gives the time of nanoseconds since 1970, the zero time for 0.
func timeOf(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds).UTC()
}
