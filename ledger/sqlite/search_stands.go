package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"

	"demarche"
)

// stand is what a row of the table of words is now, as far as a search needs to
// know to judge and to rank it.
type stand struct {
	what   standing
	kind   uint8 // place in demarche.Kinds, of an entry
	status uint8 // place in statuses, of an entry
	day    int32 // place in stands.days
	text   int64 // key of its text
}

// standing says what a row is.
type standing uint8

const (
	notLooked standing = iota // it was not looked up yet
	gone                      // nothing goes by it any more
	anEntry
	aReport
)

// statuses lists what reviewers can have said.
func statuses() []demarche.ReviewStatus {
	return []demarche.ReviewStatus{demarche.Proposed, demarche.Accepted, demarche.Amended, demarche.Rejected}
}

// stands remembers what rows are, until the ledger is given something about
// their text: a common word stands in ten thousand rows, each of which would
// be looked up in five tables, and the next common word in mostly the same.
type stands struct {
	mu    sync.Mutex
	line  int64   // newest line of the log that was taken in
	rows  []stand // by their number
	days  []demarche.Date
	dayOf map[demarche.Date]int32
}

// standsOf gives what rows are at the moment of a transaction, which is that of
// a line of the log, in their order.
func (s *Store) standsOf(ctx context.Context, tx *sql.Tx, last int64, rows []int64) ([]stand, error) {
	known, unknown, err := s.remembered(ctx, tx, last, rows)
	if err != nil || len(unknown) == 0 {
		return known, err
	}
	fresh, err := s.lookUp(ctx, tx, "", nil, unknown)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if known[i].what == notLooked {
			known[i] = fresh[row]
		}
	}
	s.stands.keep(last, fresh)
	return known, nil
}

// WarmSearch finds what all rows of the table of words are, the newest first
// and some at a time, so that no search need.
func (s *Store) WarmSearch(ctx context.Context) error {
	for to := int64(-1); to != 0; {
		var err error
		if to, err = s.warmSearch(ctx, to); err != nil {
			return s.explain("search", err)
		}
	}
	return nil
}

// warmSearch does so with the rows up to one, all if it is negative, and gives
// that up to which is to be gone on; 0 if there are no more.
func (s *Store) warmSearch(ctx context.Context, to int64) (int64, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }()
	var line int64
	if err := tx.QueryRowContext(ctx, s.queries["LogLength"]).Scan(&line); err != nil {
		return 0, err
	}
	if to < 0 {
		to = line
	}
	from := max(0, to-warmAtATime)
	rows := make([]int64, 0, to-from)
	for row := from + 1; row <= to; row++ {
		rows = append(rows, row)
	}
	_, err = s.standsOf(ctx, tx, line, rows)
	return from, err
}

// warmAtATime is how many rows are looked up at a time before anybody asks.
const warmAtATime = 5000

// remembered gives what is known of rows, and those of which nothing is. What
// came since is taken in; whoever asks of an earlier moment finds nothing.
func (s *Store) remembered(ctx context.Context, tx *sql.Tx, last int64, rows []int64) (known []stand, unknown []int64, err error) {
	m := &s.stands
	m.mu.Lock()
	defer m.mu.Unlock()
	known = make([]stand, len(rows))
	if last < m.line {
		return known, rows, nil
	}
	if last > m.line {
		if err := s.forget(ctx, tx, last); err != nil {
			return nil, nil, err
		}
	}
	for i, row := range rows {
		if row < int64(len(m.rows)) {
			known[i] = m.rows[row]
		}
		if known[i].what == notLooked {
			unknown = append(unknown, row)
		}
	}
	return known, unknown, nil
}

// forget forgets the rows of texts about which anything came up to a line. The lock must be held.
func (s *Store) forget(ctx context.Context, tx *sql.Tx, last int64) error {
	m := &s.stands
	if len(m.rows) > 0 {
		found, err := tx.QueryContext(ctx, s.queries["TouchedTexts"], sql.Named("after", m.line))
		if err != nil {
			return err
		}
		defer func() { _ = found.Close() }()
		touched := make(map[int64]bool)
		for found.Next() {
			var key int64
			if err := found.Scan(&key); err != nil {
				return err
			}
			touched[key] = true
		}
		if err := found.Err(); err != nil {
			return err
		}
		for i, r := range m.rows {
			if r.what != notLooked && touched[r.text] {
				m.rows[i] = stand{}
			}
		}
	}
	m.line = last
	return nil
}

// keep remembers rows as they are at a line of the log, unless it has grown since.
func (m *stands) keep(line int64, fresh map[int64]stand) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.line != line {
		return
	}
	for row, r := range fresh {
		if row >= int64(len(m.rows)) {
			m.rows = append(m.rows, make([]stand, max(row+1-int64(len(m.rows)), int64(len(m.rows)/4)))...)
		}
		m.rows[row] = r
	}
}

// day gives the place of a day; of gives the day of a place.
func (m *stands) day(d demarche.Date) int32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	at, ok := m.dayOf[d]
	if !ok {
		if m.dayOf == nil {
			m.dayOf = make(map[demarche.Date]int32)
		}
		d = demarche.Date(strings.Clone(string(d)))
		at = int32(len(m.days))
		m.days, m.dayOf[d] = append(m.days, d), at
	}
	return at
}

// dates gives the days by their places. They are only added to.
func (m *stands) dates() []demarche.Date {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clip(m.days)
}

// lookUp finds what rows are. What stands before the queries has them answer as
// at an earlier moment.
func (s *Store) lookUp(ctx context.Context, tx *sql.Tx, before string, args []any, rows []int64) (map[int64]stand, error) {
	list, err := asJSON(rows, nil)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]stand, len(rows))
	args = append(slices.Clip(args), sql.Named("rows", list))
	for _, query := range []string{"SoughtEntries", "SoughtAmended", "SoughtReports"} {
		if err := s.lookUpAs(ctx, tx, before+s.queries[query], args, out); err != nil {
			return nil, err
		}
	}
	return out, s.lookUpGone(ctx, tx, rows, out)
}

// lookUpGone finds of which texts the rows are that nothing goes by any more.
func (s *Store) lookUpGone(ctx context.Context, tx *sql.Tx, rows []int64, out map[int64]stand) error {
	var left []int64
	for _, row := range rows {
		if _, found := out[row]; !found {
			left = append(left, row)
		}
	}
	if len(left) == 0 {
		return nil
	}
	list, err := asJSON(left, nil)
	if err != nil {
		return err
	}
	found, err := tx.QueryContext(ctx, s.queries["SoughtGone"], sql.Named("rows", list))
	if err != nil {
		return err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		row, r := int64(0), stand{what: gone}
		if err := found.Scan(&row, &r.text); err != nil {
			return err
		}
		out[row] = r
	}
	return found.Err()
}

func (s *Store) lookUpAs(ctx context.Context, tx *sql.Tx, query string, args []any, out map[int64]stand) error {
	found, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var (
			row    int64
			kind   demarche.Kind
			day    demarche.Date
			status demarche.ReviewStatus
			r      stand
		)
		if err := found.Scan(&row, &r.text, &kind, &day, &status); err != nil {
			return err
		}
		r.day, r.what = s.stands.day(day), aReport
		if status != "" {
			r.what, r.kind, r.status = anEntry, uint8(slices.Index(demarche.Kinds(), kind)), uint8(slices.Index(statuses(), status))
		}
		out[row] = r
	}
	return found.Err()
}
