package rows

import (
	"context"
	"slices"
	"strings"
	"sync"

	"demarche"
)

// memory is what a store remembers between searches.
type memory struct {
	stands   stands   // what searches found rows to be
	rankings rankings // where the words of the last searches stand
	words    wordMemory
}

// stand is what a row of the table of words is now, as far as a search needs to
// know to judge and to rank it.
type stand struct {
	what   standing
	kind   uint8 // place in demarche.Kinds, of an entry
	status uint8 // place in statuses, of an entry
	day    int32 // place in stands.days
	states int32 // place in stands.states, of an entry
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

	states   []string // that entries are about, those of one with a space before and behind each
	statesOf map[string]int32
}

// judge finds what candidates are at a moment, which is that of a line of the
// log, from what is remembered.
func (k *memory) judge(m Moment, line int64, all []candidate) error {
	unknown, err := k.stands.recall(m, line, all)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		rows := make([]int64, len(unknown))
		for i, at := range unknown {
			rows[i] = all[at].row
		}
		found, err := k.stands.of(m, line, rows)
		if err != nil {
			return err
		}
		for i, at := range unknown {
			all[at].stand = found[i]
		}
	}
	days := k.stands.dates()
	for i := range all {
		if c := &all[i]; c.stand.what == anEntry || c.stand.what == aReport {
			c.day, c.report = days[c.stand.day], c.stand.what == aReport
		}
	}
	return nil
}

// recall puts what is remembered of candidates into them, and gives the places
// of those of which nothing is.
func (s *stands) recall(m Moment, line int64, all []candidate) (unknown []int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.takeIn(m, line); err != nil {
		return nil, err
	}
	for i := range all {
		c := &all[i]
		if c.stand = (stand{}); line == s.line && c.row < int64(len(s.rows)) {
			c.stand = s.rows[c.row]
		}
		if c.stand.what == notLooked {
			unknown = append(unknown, i)
		}
	}
	return unknown, nil
}

// takeIn forgets what may have changed up to a line. The lock must be held.
func (s *stands) takeIn(m Moment, line int64) error {
	if line <= s.line {
		return nil
	}
	return s.forget(m, line)
}

// of gives what rows are at a moment, which is that of a line of the log, in
// their order.
func (s *stands) of(m Moment, line int64, rows []int64) ([]stand, error) {
	known, unknown, err := s.remembered(m, line, rows)
	if err != nil || len(unknown) == 0 {
		return known, err
	}
	fresh, err := s.lookUp(m, unknown)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if known[i].what == notLooked {
			known[i] = fresh[row]
		}
	}
	s.keep(line, fresh)
	return known, nil
}

// WarmSearch finds what all rows of the table of words are, the newest first
// and some at a time, and in which of them each word stands, so that no search
// need; nothing where the store does not remember it. What came since it was
// called before is taken in.
func (q Questions) WarmSearch(ctx context.Context) error {
	if q.memory == nil {
		return nil
	}
	for to := int64(-1); to != 0; {
		var err error
		if to, err = q.warmSearch(ctx, to); err != nil {
			return q.base.Explain("search", err)
		}
	}
	err := q.memory.words.warm(func(do func(m Moment) error) error { return q.base.Reading(ctx, do) })
	return q.base.Explain("search", err)
}

// warmSearch does so with the rows up to one, all if it is negative, and gives
// that up to which is to be gone on; 0 if there are no more.
func (q Questions) warmSearch(ctx context.Context, to int64) (from int64, err error) {
	err = q.base.Reading(ctx, func(m Moment) error {
		var line int64
		if err := m.Row("LogLength", nil).Scan(&line); err != nil {
			return err
		}
		if to < 0 {
			to = line
		}
		from = max(0, to-warmAtATime)
		rows := make([]int64, 0, to-from)
		for row := from + 1; row <= to; row++ {
			rows = append(rows, row)
		}
		_, err := q.memory.stands.of(m, line, rows)
		return err
	})
	return from, err
}

// warmAtATime is how many rows are looked up at a time before anybody asks.
const warmAtATime = 5000

// remembered gives what is known of rows, and those of which nothing is. What
// came since is taken in; whoever asks of an earlier moment finds nothing.
func (s *stands) remembered(m Moment, line int64, rows []int64) (known []stand, unknown []int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known = make([]stand, len(rows))
	if line < s.line {
		return known, rows, nil
	}
	if err := s.takeIn(m, line); err != nil {
		return nil, nil, err
	}
	for i, row := range rows {
		if row < int64(len(s.rows)) {
			known[i] = s.rows[row]
		}
		if known[i].what == notLooked {
			unknown = append(unknown, row)
		}
	}
	return known, unknown, nil
}

// forget forgets the rows of texts about which anything came up to a line. The lock must be held.
func (s *stands) forget(m Moment, line int64) error {
	if len(s.rows) > 0 {
		touched := make(map[int64]bool)
		if err := m.All("TouchedTexts", Named{"after": s.line}, func(row Row) error {
			var key int64
			err := row.Scan(&key)
			touched[key] = true
			return err
		}); err != nil {
			return err
		}
		for i, r := range s.rows {
			if r.what != notLooked && touched[r.text] {
				s.rows[i] = stand{}
			}
		}
	}
	s.line = line
	return nil
}

// keep remembers rows as they are at a line of the log, unless it has grown since.
func (s *stands) keep(line int64, fresh map[int64]stand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line != line {
		return
	}
	for row, r := range fresh {
		if row >= int64(len(s.rows)) {
			s.rows = append(s.rows, make([]stand, max(row+1-int64(len(s.rows)), int64(len(s.rows)/4)))...)
		}
		s.rows[row] = r
	}
}

// day gives the place of a day; of gives the day of a place.
func (s *stands) day(d demarche.Date) int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.dayOf[d]
	if !ok {
		if s.dayOf == nil {
			s.dayOf = make(map[demarche.Date]int32)
		}
		d = demarche.Date(strings.Clone(string(d)))
		at = int32(len(s.days))
		s.days, s.dayOf[d] = append(s.days, d), at
	}
	return at
}

// about gives the place of the states of an entry.
func (s *stands) about(states string) int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.statesOf[states]
	if !ok {
		if s.statesOf == nil {
			s.statesOf = make(map[string]int32)
		}
		at = int32(len(s.states)) //nolint:gosec // there are not so many
		s.states, s.statesOf[states] = append(s.states, states), at
	}
	return at
}

// having tells of each place among the states of entries whether a state is there.
func (s *stands) having(state demarche.State) []bool {
	s.mu.Lock()
	all := slices.Clip(s.states)
	s.mu.Unlock()
	out := make([]bool, len(all))
	for i, states := range all {
		out[i] = strings.Contains(states, " "+string(state)+" ")
	}
	return out
}

// dates gives the days by their places. They are only added to.
func (s *stands) dates() []demarche.Date {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.days)
}

// lookUp finds what rows are.
func (s *stands) lookUp(m Moment, rows []int64) (map[int64]stand, error) {
	out := make(map[int64]stand, len(rows))
	p := Named{"rows": rows}
	states := make(map[int64]string)
	if err := m.All("SoughtStates", p, func(row Row) error {
		var (
			record int64
			state  string
		)
		err := row.Scan(&record, &state)
		states[record] += " " + state + " "
		return err
	}); err != nil {
		return nil, err
	}
	for _, query := range append(entryQueries(), reportQuery) {
		if err := look(m, m.Statement(query), p, func(l looked) { out[l.row] = s.standing(l, states[l.row]) }); err != nil {
			return nil, err
		}
	}
	return out, lookUpGone(m, rows, out)
}

// standing gives what was looked up as it is remembered, with the states of an entry.
func (s *stands) standing(l looked, states string) stand {
	r := stand{what: aReport, day: s.day(l.day), text: l.text}
	if !l.report() {
		r.what, r.kind, r.status = anEntry, uint8(slices.Index(demarche.Kinds(), l.kind)), uint8(slices.Index(statuses(), l.status))
		r.states = s.about(states)
	}
	return r
}

// lookUpGone finds of which texts the rows are that nothing goes by any more.
func lookUpGone(m Moment, rows []int64, out map[int64]stand) error {
	var left []int64
	for _, row := range rows {
		if _, found := out[row]; !found {
			left = append(left, row)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return m.All("SoughtGone", Named{"rows": left}, func(row Row) error {
		at, r := int64(0), stand{what: gone}
		err := row.Scan(&at, &r.text)
		out[at] = r
		return err
	})
}
