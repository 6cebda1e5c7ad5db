package answers

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"sync"

	"demarche"
)

// past is where a state stood at any time, as far as the table of all states
// shows it. It is found once, from the oldest position on, and then only goes on.
type past struct {
	mu      sync.Mutex
	before  *topics  // those of which these are the next; nil once their past was taken over
	made    bool     // moments are all that there are
	moments []moment // oldest first
}

// moment is where a state stands from a day on until the next, without
// pointers: there are as many as days on which it said anything.
type moment struct {
	day               int32 // see dayNumber
	there             bool  // it has rows
	rows, reviewed    int32 // with a stance, and those of which every entry was judged
	changed, appeared int32 // stances that changed on the day, and first ones
	fields            [2 * fieldsOfPeople]packedField
	places            []PlaceStance
}

// packedField is a Field in few bytes.
type packedField struct {
	surest        float64
	since         int32  // see dayNumber
	terms         uint32 // a bit for each of demarche.Terms
	verdict, word uint8  // places in their lists; 0 for none
	same          bool
}

// fieldsOfPeople is how many fields there are for one kind of people: any
// means, and each of them.
const fieldsOfPeople = 5

// dayNumber writes a date as a number: 20250126, 20250100 for a month, 20250000
// for a year, 0 for none.
func dayNumber(d demarche.Date) int32 {
	t := d.First()
	if t.IsZero() {
		return 0
	}
	n := int32(t.Year()) * 10000
	if len(d) > len("2006") {
		n += int32(t.Month()) * 100
	}
	if d.IsDay() {
		n += int32(t.Day())
	}
	return n
}

// dateOf gives the date of a number. The table of all states has a thousand,
// which is why it does without layouts.
func dateOf(n int32) demarche.Date {
	year, month, day := n/10000, n/100%100, n%100
	two := func(v int32) (byte, byte) { return byte('0' + v/10%10), byte('0' + v%10) }
	var d [len("2006-01-02")]byte
	d[0], d[1] = two(year / 100)
	d[2], d[3] = two(year)
	d[4], d[7] = '-', '-'
	d[5], d[6] = two(month)
	d[8], d[9] = two(day)
	switch {
	case n == 0:
		return ""
	case month == 0:
		return demarche.Date(d[:len("2006")])
	case day == 0:
		return demarche.Date(d[:len("2006-01")])
	}
	return demarche.Date(d[:])
}

// verdicts and words lists them in the order by which they are numbered, from 1.
func verdictOrder() []Verdict { return []Verdict{Yes, YesWithTerms, No, Disputed, Undecided} }
func wordOrder() []Word       { return []Word{OwnWord, ReportWord, OtherWord} }

func packField(f Field) packedField {
	p := packedField{surest: f.Surest, since: dayNumber(f.Since), same: f.Same, verdict: uint8(slices.Index(verdictOrder(), f.Verdict) + 1), word: uint8(slices.Index(wordOrder(), f.Word) + 1)}
	for _, t := range f.Terms {
		p.terms |= 1 << slices.Index(allTerms(), t)
	}
	return p
}

func (p packedField) field(people demarche.People, means demarche.Means) Field {
	f := Field{People: people, Means: means, Verdict: Unknown, Terms: []demarche.Term{}, Since: dateOf(p.since), Surest: p.surest, Same: p.same}
	if p.verdict > 0 {
		f.Verdict = verdictOrder()[p.verdict-1]
	}
	if p.word > 0 {
		f.Word = wordOrder()[p.word-1]
	}
	if p.terms == 0 {
		return f
	}
	f.Terms = make([]demarche.Term, 0, bits.OnesCount32(p.terms))
	for i, t := range allTerms() {
		if p.terms>>i&1 == 1 {
			f.Terms = append(f.Terms, t)
		}
	}
	return f
}

// pack keeps a board as the moment from a day on.
func (b Board) pack(day demarche.Date) moment {
	m := moment{day: dayNumber(day), there: b.there, rows: int32(b.Rows), reviewed: int32(b.Reviewed), places: b.Places}
	for i, f := range b.Fields {
		m.fields[i] = packField(f)
	}
	return m
}

// board gives the board of a moment.
func (m moment) board(state demarche.State, on demarche.Date) Board {
	b := Board{State: state, On: on, Rows: int(m.rows), Reviewed: int(m.reviewed), Places: m.places, there: m.there}
	for i, f := range m.fields {
		b.Fields[i] = f.field(fieldAt(i))
	}
	return b
}

// at gives the moment of a day; false if nothing had been said by then.
func at(moments []moment, day demarche.Date) (moment, bool) {
	i := upTo(moments, day)
	if i == 0 {
		return moment{}, false
	}
	return moments[i-1], true
}

// upTo counts the moments that begin on a day or before.
func upTo(moments []moment, day demarche.Date) int {
	n := dayNumber(day)
	return sort.Search(len(moments), func(i int) bool { return moments[i].day > n })
}

// recalled gives the past of the positions as far as it is known without going
// through all of them; false if it is not.
func (t *topics) recalled() ([]moment, bool) {
	t.past.mu.Lock()
	defer t.past.mu.Unlock()
	if !t.past.made && t.past.before != nil {
		t.goOn(t.past.before)
	}
	return t.past.moments, t.past.made
}

// recall gives the past of the positions, and finds it if it is not known.
func (t *topics) recall() []moment {
	t.past.mu.Lock()
	defer t.past.mu.Unlock()
	if !t.past.made {
		t.goOn(t.past.before)
	}
	return t.past.moments
}

// goOn finds the past, from where it is another than that of earlier topics.
// The lock must be held.
func (t *topics) goOn(before *topics) {
	t.past.before = nil
	var moments []moment
	if before != nil {
		before.past.mu.Lock()
		if before.past.made && sameSubjects(before.facts, t.facts) {
			moments = slices.Clip(before.past.moments[:sameMoments(before.past.moments, before.facts, t.facts)])
		}
		before.past.mu.Unlock()
	}
	w := walk{t: t, state: t.facts[0].position.State, settled: make(map[cell]outcome), rows: make(map[cell]Row), fields: make(map[asked]Cell)}
	t.past.moments, t.past.made = slices.Concat(moments, w.from(moments)), true
}

// sameSubjects reports whether the same is spoken of: who is first named as a
// sender later on has rows for the time before as well.
func sameSubjects(old, fresh []*fact) bool {
	a, b := subjectsOf(old).cells, subjectsOf(fresh).cells
	if len(a) != len(b) {
		return false
	}
	known := make(map[cell]bool, len(a))
	for _, c := range a {
		known[c] = true
	}
	return !slices.ContainsFunc(b, func(c cell) bool { return !known[c] })
}

// sameMoments counts how many moments of old positions are those of new ones:
// those before the day of the first position, from the oldest on, that is not in both.
func sameMoments(moments []moment, old, fresh []*fact) int {
	n := 0
	for n < len(old) && n < len(fresh) && sameFact(old[len(old)-1-n], fresh[len(fresh)-1-n]) {
		n++
	}
	if n == len(old) && n == len(fresh) {
		return len(moments)
	}
	day := demarche.Date("9999-99-99")
	for _, facts := range [][]*fact{old, fresh} {
		if n < len(facts) {
			day = min(day, facts[len(facts)-1-n].latest)
		}
	}
	end, _ := slices.BinarySearchFunc(moments, dayNumber(day), func(m moment, n int32) int { return cmp.Compare(m.day, n) })
	return end
}

func sameFact(x, y *fact) bool {
	return x.position == y.position && x.Review == y.Review && x.latest == y.latest && x.earliest == y.earliest
}

// walk goes through the days on which a state said anything, oldest first, and
// keeps what does not change.
type walk struct {
	t       *topics
	state   demarche.State
	settled map[cell]outcome
	rows    map[cell]Row
	fields  map[asked]Cell // what follows; those that may have changed are left out
}

// asked is what a field of the board is about.
type asked struct {
	people demarche.People
	means  demarche.Means
}

// from gives the moments after those that are known.
func (w *walk) from(known []moment) []moment {
	facts := w.t.facts
	end := len(facts)
	if len(known) > 0 {
		end = saidBy(facts, dateOf(known[len(known)-1].day))
		w.take(facts[end:], dateOf(known[len(known)-1].day))
	}
	var out []moment
	for end > 0 {
		day, begin := facts[end-1].latest, end-1
		for begin > 0 && facts[begin-1].latest == day {
			begin--
		}
		w.take(facts[begin:end], day)
		m := w.board(day).pack(day)
		if day.Known() {
			for _, c := range changesOn(w.state, facts, day) {
				if firstStance(c) {
					m.appeared++
				} else {
					m.changed++
				}
			}
		}
		out = append(out, m)
		end = begin
	}
	return out
}

// take takes in what was said on a day, or by it if nothing was taken in yet.
func (w *walk) take(fresh []*fact, day demarche.Date) {
	for c := range w.settled {
		if bears(fresh, c) {
			delete(w.settled, c)
		}
	}
	for a := range w.fields {
		if slices.ContainsFunc(fresh, func(f *fact) bool {
			return (f.position.People == demarche.AnyPeople || f.position.People == a.people) && (f.position.Means == demarche.MeansAny || a.means == demarche.MeansAny || f.position.Means == a.means)
		}) {
			delete(w.fields, a)
		}
	}
	s := subjectsOf(w.t.facts)
	for _, c := range s.cells {
		if !bears(fresh, c) {
			continue
		}
		if row, ok := s.row(w.t.facts, c, day); ok {
			w.rows[c] = row
		} else {
			delete(w.rows, c)
		}
	}
}

// board gives where the state stands on the day that was taken in last.
func (w *walk) board(day demarche.Date) Board {
	s := Standing{State: w.state, On: day, Rows: make([]Row, 0, len(w.rows))}
	national, placed := false, false
	for _, r := range w.rows {
		s.Rows = append(s.Rows, r)
		national, placed = national || len(r.Nationals) > 0, placed || r.Place != ""
	}
	if national || placed { // else neither their order nor which of them are one tells on the board
		slices.SortFunc(s.Rows, compareRows)
		s.Rows = mergeRows(s.Rows)
	}
	for i := range 2 * fieldsOfPeople {
		people, means := fieldAt(i)
		a := asked{people, means}
		c, ok := w.fields[a]
		if !ok {
			c = newCell(w.t.facts, Question{State: w.state, People: people, Means: means, On: day, briefly: true, cells: w.settled})
			w.fields[a] = c
		}
		if c.Verdict != Unknown && len(s.Rows) > 0 {
			s.Cells = append(s.Cells, c)
		}
	}
	return NewBoard(s)
}

// follow has the past of earlier topics taken over when it is asked for.
func (t *topics) follow(before *topics) {
	if before == nil {
		return
	}
	before.past.mu.Lock()
	defer before.past.mu.Unlock()
	if t.past.before = before; !before.past.made {
		t.past.before = before.past.before // or a chain of all that ever were would be kept
	}
}
