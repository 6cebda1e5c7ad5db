package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

// Standing is where one state stands on a day.
type Standing struct {
	State demarche.State `json:"state"`
	On    demarche.Date  `json:"on"`
	Rows  []Row          `json:"rows"`  // what was said, one row for each thing that it was said of
	Cells []Cell         `json:"cells"` // what follows from it, people by means; only what is known
}

// Row is the stance in force on exactly what was spoken of. Where it says
// "any", people or means were not said.
type Row struct {
	People    demarche.People   `json:"people"`
	Means     demarche.Means    `json:"means"`
	Place     demarche.Optional `json:"place"`     // only where it holds for that place
	Nationals []demarche.State  `json:"nationals"` // only where it holds for those
	From      demarche.State    `json:"from"`      // the sending state, if any was named

	Stance        demarche.Stance   `json:"stance"`    // accept, refuse, unsettled, contested; empty if only others spoke
	Contested     bool              `json:"contested"` // the stance is "contested"
	Reason        string            `json:"reason,omitempty"`
	Terms         []demarche.Term   `json:"terms"`
	Since         demarche.Date     `json:"since"` // day of the oldest entry that agrees without a break
	DatedBy       DatedBy           `json:"dated_by"`
	Word          Word              `json:"word"` // whose word it is
	By            *demarche.Speaker `json:"by"`
	Sentence      string            `json:"sentence"` // of the newest entry
	Entries       []string          `json:"entries"`  // ids, newest first
	Others        []Said            `json:"others"`   // what others said of it, where the state or the report speaks for itself
	Review        Reviewed          `json:"review"`
	Surest        float64           `json:"confidence"`    // see surest
	Corroboration events.Witnesses  `json:"corroboration"` // of the entries; a copy adds nothing
}

// Verdict is the stance of the row as the answer to a question about exactly that.
func (r Row) Verdict() Verdict {
	v := verdictOf(r.Stance)
	if v == Yes && len(r.Terms) > 0 {
		return YesWithTerms
	}
	return v
}

// Said is what another said about a state's stance.
type Said struct {
	Stance   demarche.Stance   `json:"stance"`
	Terms    []demarche.Term   `json:"terms"`
	By       *demarche.Speaker `json:"by"`
	Date     demarche.Date     `json:"date"`
	Sentence string            `json:"sentence"`
	Entry    string            `json:"entry"`
	Surest   float64           `json:"confidence"` // see surest
}

// Reviewed counts how many of the entries that an answer rests on a person has judged.
type Reviewed struct {
	Accepted int `json:"accepted"` // accepted or amended
	Proposed int `json:"proposed"` // proposed by the reader, not judged yet
}

// Cell is one field of the matrix: the answer to Would for these people and means.
type Cell struct {
	People  demarche.People `json:"people"`
	Means   demarche.Means  `json:"means"`
	Verdict Verdict         `json:"verdict"`
	Terms   []demarche.Term `json:"terms"`
	Since   demarche.Date   `json:"since"`
	Word    Word            `json:"word"`
	Entries []string        `json:"entries"`
	Surest  float64         `json:"confidence"` // see surest
}

// Cell gives the field for people (own or third) and means (any for means not
// said); its verdict is Unknown where nothing is known.
func (s Standing) Cell(p demarche.People, m demarche.Means) Cell {
	for _, c := range s.Cells {
		if c.People == p && c.Means == m {
			return c
		}
	}
	return Cell{People: p, Means: m, Verdict: Unknown, Terms: []demarche.Term{}, Entries: []string{}}
}

// Where answers where a state stands on a day (today if on is empty). A state
// of which nothing was said has no rows; that is no error.
func (a *Answers) Where(ctx context.Context, state demarche.State, on demarche.Date) (Standing, error) {
	if state == "" {
		return Standing{}, &demarche.Error{Code: demarche.Invalid, Op: "where", Detail: "no state given", Hint: "ask for the matrix of all states instead"}
	}
	day, err := a.day(on)
	if err != nil {
		return Standing{}, err
	}
	facts, err := a.positions(ctx, state)
	if err != nil {
		return Standing{}, err
	}
	s := a.sources.standing(state, facts, day)
	return s, a.corroborateRows(ctx, facts, &s)
}

// Matrix answers where every state of the ledger stands on a day (today if on
// is empty), in the order of their codes. States of which nothing was said by
// then are left out.
func (a *Answers) Matrix(ctx context.Context, on demarche.Date) ([]Standing, error) {
	out, err := a.Standings(ctx, on)
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	return out, a.corroborateMatrix(ctx, facts, out)
}

// corroborateMatrix counts who stands behind each row of each state.
func (a *Answers) corroborateMatrix(ctx context.Context, facts []*fact, all []Standing) error {
	for state, of := range byState(facts) {
		i, ok := slices.BinarySearchFunc(all, state, func(s Standing, state demarche.State) int { return cmp.Compare(s.State, state) })
		if !ok {
			continue
		}
		if err := a.corroborateRows(ctx, of, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// corroborateRows counts who stands behind each row.
func (a *Answers) corroborateRows(ctx context.Context, facts []*fact, s *Standing) error {
	reports := documentsOf(facts)
	lists := make([][]string, len(s.Rows))
	for i, row := range s.Rows {
		for _, id := range row.Entries {
			lists[i] = append(lists[i], reports[id])
		}
	}
	counted, err := a.sources.counts(ctx, lists)
	if err != nil {
		return err
	}
	for i, w := range counted {
		s.Rows[i].Corroboration = w
	}
	return nil
}

// documentsOf gives the hash of the text of each position, by its id.
func documentsOf(facts []*fact) map[string]string {
	if t := among(facts); t != nil {
		return t.documents
	}
	out := make(map[string]string, len(facts))
	for _, f := range facts {
		out[f.ID()] = f.Document
	}
	return out
}

func standing(state demarche.State, facts []*fact, on demarche.Date) Standing {
	s := Standing{State: state, On: on, Rows: rows(facts, on), Cells: []Cell{}}
	if len(s.Rows) == 0 {
		return s
	}
	s.Cells = cellsOf(state, facts, on, make(map[cell]outcome))
	return s
}

// cellsOf gives the fields of the matrix of which anything is known. What it
// finds of questions at their smallest it puts into settled, and takes from there:
// those of the means by themselves answer the question of any as well.
func cellsOf(state demarche.State, facts []*fact, on demarche.Date, settled map[cell]outcome) []Cell {
	out := []Cell{}
	for _, p := range []demarche.People{demarche.OwnNationals, demarche.ThirdNationals} {
		for _, m := range append([]demarche.Means{demarche.MeansAny}, meansOf()...) {
			if c := newCell(facts, Question{State: state, People: p, Means: m, On: on, briefly: true, cells: settled}); c.Verdict != Unknown {
				out = append(out, c)
			}
		}
	}
	return out
}

func newCell(facts []*fact, q Question) Cell {
	o := weigh(facts, q)
	c := Cell{People: q.People, Means: q.Means, Verdict: o.verdict, Terms: o.terms, Since: since(o.basis), Entries: ids(o.basis), Surest: surest(o.basis)}
	if len(o.basis) > 0 {
		c.Word = o.basis[0].word
	}
	return c
}

// topic is what a position speaks of.
type topic struct {
	people      demarche.People
	means       demarche.Means
	place       string
	nationality demarche.State
}

// rows gives one row for each topic of the positions.
func rows(facts []*fact, on demarche.Date) []Row {
	return rowsAbout(facts, on, func(cell) bool { return true })
}

// rowsAbout gives the rows of the cells that are asked for.
func rowsAbout(facts []*fact, on demarche.Date, asked func(cell) bool) []Row {
	subjects := subjectsOf(facts)
	out := []Row{}
	for _, c := range subjects.cells {
		if !asked(c) {
			continue
		}
		if row, ok := subjects.row(facts, c, on); ok {
			out = append(out, row)
		}
	}
	slices.SortFunc(out, compareRows)
	return mergeRows(out)
}

// subjects is what positions speak of.
type subjects struct {
	cells []cell                       // one for each topic and sender
	names map[string]demarche.Optional // of places, as the newest report writes them
}

// subjectsOf finds what positions speak of; of those of a state it is remembered.
func subjectsOf(facts []*fact) *subjects {
	if t := among(facts); t != nil {
		t.once.Do(func() { t.subjects = newSubjects(facts) })
		return t.subjects
	}
	return newSubjects(facts)
}

func newSubjects(facts []*fact) *subjects {
	s := &subjects{names: make(map[string]demarche.Optional)}
	topics := make(map[topic][]*fact)
	for _, f := range facts {
		if f.place != "" && s.names[f.place] == "" {
			s.names[f.place] = f.position.Place
		}
		for _, n := range orNone(f.nationals) {
			t := topic{people: f.position.People, means: f.position.Means, place: f.place, nationality: n}
			topics[t] = append(topics[t], f)
		}
	}
	for t, about := range topics {
		from := sendersOf(about)
		if len(from) == 0 {
			from = []demarche.State{noSender}
		}
		for _, from := range from {
			s.cells = append(s.cells, cell{people: t.people, nationality: t.nationality, means: t.means, place: t.place, sender: from, briefly: true})
		}
	}
	return s
}

// row gives the row of a cell; false if nothing was said of it by the day.
func (s *subjects) row(facts []*fact, c cell, on demarche.Date) (Row, bool) {
	r := resolve(facts, c, on, true)
	if r.stance == "" && len(r.others) == 0 {
		return Row{}, false
	}
	row := newRow(c, r)
	row.Place = s.names[c.place]
	return row, true
}

func newRow(t cell, r resolution) Row {
	row := Row{
		People: t.people, Means: t.means, Nationals: []demarche.State{}, From: t.from(),
		Stance: r.stance, Contested: r.stance == Contested, Reason: r.reason,
		Terms: terms(r.basis), Since: since(r.basis), Entries: ids(r.basis), Others: []Said{}, Review: reviewed(r.basis), Surest: surest(r.basis),
	}
	if t.nationality != "" {
		row.Nationals = append(row.Nationals, t.nationality)
	}
	if len(r.basis) > 0 {
		f := r.basis[0]
		row.Word, row.By, row.Sentence, row.DatedBy = f.word, f.position.By, f.Sentence(), f.DatedBy
	}
	for _, f := range r.others {
		row.Others = append(row.Others, Said{
			Stance: f.position.Stance, Terms: terms([]*fact{f}), By: f.position.By, Date: f.Day, Sentence: f.Sentence(), Entry: f.ID(), Surest: surest([]*fact{f}),
		})
	}
	return row
}

// compareRows orders rows: own before third before any people, the general
// question before means and places.
func compareRows(x, y Row) int {
	return cmp.Or(
		cmp.Compare(slices.Index(peopleOrder(), x.People), slices.Index(peopleOrder(), y.People)),
		cmp.Compare(x.Place, y.Place),
		cmp.Compare(slices.Index(meansOrder(), x.Means), slices.Index(meansOrder(), y.Means)),
		cmp.Compare(x.From, y.From),
		slices.Compare(x.Entries, y.Entries),
		slices.Compare(x.Nationals, y.Nationals),
	)
}

// mergeRows makes one row of neighbours that differ in nothing but the
// nationality and rest on the same entries.
func mergeRows(rows []Row) []Row {
	out := []Row{}
	for _, r := range rows {
		if n := len(out); n > 0 && len(r.Nationals) > 0 && len(out[n-1].Nationals) > 0 && sameTopic(out[n-1], r) &&
			out[n-1].From == r.From && slices.Equal(out[n-1].Entries, r.Entries) {
			out[n-1].Nationals = append(out[n-1].Nationals, r.Nationals...)
			continue
		}
		out = append(out, r)
	}
	return out
}

func sameTopic(x, y Row) bool {
	return x.People == y.People && x.Means == y.Means && x.Place == y.Place && x.Stance == y.Stance
}

func peopleOrder() []demarche.People {
	return []demarche.People{demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople}
}

func meansOrder() []demarche.Means {
	return append([]demarche.Means{demarche.MeansAny}, meansOf()...)
}

// meansOf lists the means that a position can name.
func meansOf() []demarche.Means {
	return []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea}
}

// senders lists the sending states that the positions name.
func senders(facts []*fact) []demarche.State {
	if t := among(facts); t != nil {
		return slices.Clip(t.senders)
	}
	return sendersOf(facts)
}

// sendersOf finds them among the positions themselves.
func sendersOf(facts []*fact) []demarche.State {
	var out []demarche.State
	for _, f := range facts {
		if from := f.position.From; from != "" && !slices.Contains(out, from) {
			out = append(out, from)
		}
	}
	slices.Sort(out)
	return out
}

func orNone(states []demarche.State) []demarche.State {
	if len(states) == 0 {
		return []demarche.State{""}
	}
	return states
}

func ids(facts []*fact) []string {
	out := make([]string, len(facts))
	for i, f := range facts {
		out[i] = f.ID()
	}
	return out
}

// surest gives the confidence of the surest entry of those that agree, 1 if a
// person judged it; where entries contradict each other, that of the side that
// is less sure. A machine alone is never wholly sure. It is 0 where nothing was
// estimated.
func surest(facts []*fact) float64 {
	sides := make(map[demarche.Stance]float64)
	for _, f := range facts {
		sides[f.position.Stance] = max(sides[f.position.Stance], f.surest())
	}
	least := 0.
	for _, c := range sides {
		if c > 0 && (least == 0 || c < least) {
			least = c
		}
	}
	return least
}

// surest gives the confidence of an entry: 1 if a person judged it, less if a machine alone did.
func (i Item) surest() float64 {
	return events.Surest(i.Entry)
}

func reviewed(facts []*fact) Reviewed {
	var r Reviewed
	for _, f := range facts {
		if f.Review == demarche.Accepted || f.Review == demarche.Amended {
			r.Accepted++
		} else {
			r.Proposed++
		}
	}
	return r
}
