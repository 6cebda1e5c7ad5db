package answers

import (
	"context"
	"slices"

	"demarche"
)

// Board is where a state stands on a day, as the table of all states shows it:
// Standing without the entries on which it rests.
type Board struct {
	State    demarche.State
	On       demarche.Date
	Fields   [2 * fieldsOfPeople]Field // own nationals, then third-country nationals: any means, then each of them
	Places   []PlaceStance             // where it stands on certain places; must not be changed
	Rows     int                       // things on which a stance is known
	Reviewed int                       // those of them of which a person judged every entry

	there bool // anything is known
}

// Field is a Cell without its entries.
type Field struct {
	People  demarche.People
	Means   demarche.Means
	Verdict Verdict
	Terms   []demarche.Term
	Since   demarche.Date
	Word    Word
	Surest  float64 // see surest
	Same    bool    // it says the same as the means before it, and rests on the same entries
}

// PlaceStance is where a state stands on a certain place.
type PlaceStance struct {
	Place  demarche.Optional
	Stance demarche.Stance
	Terms  bool // there are terms
	Word   Word
}

// fieldAt gives what the fields of a board are about, in their order.
func fieldAt(i int) (demarche.People, demarche.Means) {
	people, means := demarche.OwnNationals, demarche.MeansAny
	if i >= fieldsOfPeople {
		people = demarche.ThirdNationals
	}
	if n := i % fieldsOfPeople; n > 0 {
		means = meansOf()[n-1]
	}
	return people, means
}

// NewBoard leaves out of a standing what the table of all states does not show.
func NewBoard(s Standing) Board {
	b := Board{State: s.State, On: s.On, there: len(s.Rows) > 0}
	var last Cell
	for i := range b.Fields {
		people, means := fieldAt(i)
		c := s.Cell(people, means)
		same := i%fieldsOfPeople > 1 && c.Verdict == last.Verdict && slices.Equal(c.Terms, last.Terms) && slices.Equal(c.Entries, last.Entries)
		b.Fields[i] = Field{People: people, Means: means, Verdict: c.Verdict, Terms: c.Terms, Since: c.Since, Word: c.Word, Surest: c.Surest, Same: same}
		last = c
	}
	for _, r := range s.Rows {
		if r.Stance == "" {
			continue
		}
		b.Rows++
		if r.Review.Proposed == 0 && r.Review.Accepted > 0 {
			b.Reviewed++
		}
		if p := (PlaceStance{r.Place, r.Stance, len(r.Terms) > 0, r.Word}); r.Place != "" && !slices.Contains(b.Places, p) {
			b.Places = append(b.Places, p)
		}
	}
	return b
}

// Field gives the field for people (own or third) and means (any for means not said).
func (b *Board) Field(p demarche.People, m demarche.Means) Field { return *b.At(p, m) }

// At gives the same where it lies; it must not be changed.
func (b *Board) At(p demarche.People, m demarche.Means) *Field {
	for i := range b.Fields {
		if f := &b.Fields[i]; f.Means == m && f.People == p {
			return f
		}
	}
	return &Field{People: p, Means: m, Verdict: Unknown, Terms: []demarche.Term{}}
}

// Boards answers where every state of the ledger stands on a day, as Standings
// does, as far as the table of all states shows it. What it costs does not
// depend on how much was ever said, once the past was gone through.
func (a *Answers) Boards(ctx context.Context, on demarche.Date) ([]Board, error) {
	day, err := a.day(on)
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	states := statesOf(facts)
	out := make([]Board, len(states))
	atOnce(len(states), func(i int) { out[i] = a.sources.board(states[i][0].position.State, states[i], day) })
	return slices.DeleteFunc(out, func(b Board) bool { return !b.there }), nil
}

// board gives where a state stands on a day.
func (s *sources) board(state demarche.State, of []*fact, day demarche.Date) Board {
	if t := among(of); t != nil {
		if moments, ok := t.recalled(); ok {
			m, _ := at(moments, day)
			b := m.board(state, day)
			b.Places = slices.Clone(b.Places)
			for i, p := range b.Places { // as the newest report writes it, which may have come later
				b.Places[i].Place = subjectsOf(of).names[foldPlace(string(p.Place))]
			}
			return b
		}
	}
	return NewBoard(s.standing(state, of, day))
}

// BoardOn answers where one state stands on a day, as Stands does, as far as the
// table of all states shows it, with the rows of which it is made.
func (a *Answers) BoardOn(ctx context.Context, state demarche.State, on demarche.Date) (Board, []Row, error) {
	day, err := a.day(on)
	if err != nil {
		return Board{}, nil, err
	}
	facts, err := a.positions(ctx, state)
	if err != nil {
		return Board{}, nil, err
	}
	return a.sources.board(state, facts, day), rows(facts, day), nil
}

// BoardCourse answers what Course does, as far as the table of all states shows it.
func (a *Answers) BoardCourse(ctx context.Context, state demarche.State, until demarche.Date, most int) ([]Board, error) {
	facts, err := a.positions(ctx, state)
	if err != nil {
		return nil, err
	}
	out := []Board{}
	t := among(facts)
	if t == nil {
		return out, nil // nothing was said
	}
	moments := t.recall()
	for i := upTo(moments, until) - 1; i >= 0 && moments[i].day > 0 && len(out) < most; i-- {
		out = append(out, moments[i].board(state, dateOf(moments[i].day)))
	}
	slices.Reverse(out)
	return out, nil
}

// Recent gives the newest of the changes that ChangesWithin gives with first
// stances, the newest first and so many at most, and how many there are.
func (a *Answers) Recent(ctx context.Context, since, until demarche.Date, most int) (newest []Change, total int, err error) {
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, 0, err
	}
	type said struct {
		of  []*fact
		day int32
	}
	var days []said
	first := dayNumber(since)
	for _, of := range byState(facts) {
		t := among(of)
		var moments []moment
		known := false
		if t != nil {
			moments, known = t.recalled()
		}
		if !known {
			return a.recentAnew(ctx, since, until, most)
		}
		for i := upTo(moments, until) - 1; i >= 0 && moments[i].day >= first; i-- {
			if m := &moments[i]; m.changed+m.appeared > 0 {
				days = append(days, said{of, m.day})
				total += int(m.changed + m.appeared)
			}
		}
	}
	slices.Reverse(days) // the last state first
	slices.SortStableFunc(days, func(x, y said) int { return int(y.day - x.day) })
	newest = []Change{}
	for i := 0; i < len(days) && len(newest) < most; i++ {
		changes := slices.Clone(a.sources.changes(days[i].of[0].position.State, days[i].of, dateOf(days[i].day)))
		slices.Reverse(changes)
		newest = append(newest, changes...)
	}
	return newest[:min(most, len(newest))], total, nil
}

// recentAnew does what Recent does from the positions of the days alone.
func (a *Answers) recentAnew(ctx context.Context, since, until demarche.Date, most int) ([]Change, int, error) {
	all, err := a.ChangesWithin(ctx, since, until, true)
	slices.Reverse(all)
	return all[:min(most, len(all))], len(all), err
}

// recallPast goes through the past of every state, so that no question need.
func (s *sources) recallPast(ctx context.Context) error {
	facts, err := s.positions(ctx, "")
	if err != nil {
		return err
	}
	eachState(facts, func(_ demarche.State, of []*fact) []struct{} {
		if t := among(of); t != nil && ctx.Err() == nil {
			t.recall()
		}
		return nil
	})
	return ctx.Err()
}
