package web

import (
	"bytes"
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// nowView is the table of all states on a day.
type nowView struct {
	On        demarche.Date
	Today     bool   // the day is today
	Caution   string // of a day that is yet to come
	Wall      bool   // for a screen on a wall: the table first, and no forms
	OnWall    string // address of the same for such a screen
	OffWall   string // ... and of the page with its forms
	Slider    *slider
	Kept      []hidden // what the table is narrowed to, for the forms that ask for another day
	Form      nowForm
	Map       mapView
	Columns   []string
	People    []peopleColumns
	Shown     int           // how many states the table has
	Table     template.HTML // where its rows, written, are put in
	States    int           // how many have said anything, narrowed or not
	Since     demarche.Date
	Changes   []changeView
	Earlier   []changeView // the newest before, if none is of the last days
	MoreSince int          // changes of the last days that are not shown
	Week      string       // how many entries the timeline has of the last days, empty if none
	Gaps      []itemView
	NoGaps    string // why questions are not shown
	Extent    answers.Extent
	Narrowed  bool     // answers rest on a part of the ledger only
	Part      []string // ... on which, in words
	ReadBy    string   // how many of the positions shown a person has judged
	Empty     bool     // the ledger holds no report at all
}

// peopleColumns is a group of columns.
type peopleColumns struct {
	Word  string
	Third bool
}

// stateRow is the head of a state in the table.
type stateRow struct {
	Code       demarche.State
	Name, Href string
	Places     []placeView // what it says of certain places, which no field shows
	Particular bool        // it has spoken of nothing that a field shows
}

// placeView is where a state stands on a certain place.
type placeView struct {
	standing
	Place string
	Told  bool // in the word of others
}

func newPlaces(b *answers.Board) []placeView {
	var out []placeView
	for _, p := range b.Places {
		v := placeView{standing: stanceWithTerms(p.Stance, p.Terms), Place: string(p.Place), Told: p.Word == answers.OtherWord}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// changeView is a day on which a state's stance became another.
type changeView struct {
	Name, Href    string
	Before, After standing
	What          string
	Date          demarche.Date
	Told          bool // in the word of others
	Sentence      string
	Entry         string
	Sure          sureView
}

const (
	lastDays     = 7 // of which changes are shown: the day itself and those before
	shownChanges = 5
	shownEarlier = 4
	shownGaps    = 6
)

func (s *site) nowPage(r *http.Request) (view, error) {
	ctx := r.Context()
	f, err := newNowFilter(r)
	if err != nil {
		return view{}, err
	}
	busy, err := s.answers.Busy(ctx)
	if err != nil {
		return view{}, err
	}
	scale := s.scales.of(busy, s.today())
	if n := query(r, "step"); n != "" && r.URL.Query().Has("slide") {
		return view{}, moved{f.at(scale.dayAt(n))} // the slider, sent by a browser without scripts
	}
	on := s.today()
	if f.on.Known() && !f.on.Covers(on) { // a month or year that is not over yet is known until today
		on = demarche.Day(f.on.Last())
	}
	a, done, err := s.answers.Part(ctx, f.known, f.reviewed)
	if err != nil {
		return view{}, err
	}
	defer done()
	matrix, err := a.Boards(ctx, on)
	if err != nil {
		return view{}, err
	}
	extent, err := s.answers.Extent(ctx)
	if err != nil {
		return view{}, err
	}
	form, err := s.patterns.form(f)
	if err != nil {
		return view{}, err
	}
	v := nowView{
		On: on, Today: on == s.today(), Caution: s.yetToCome(on, extent), Wall: query(r, "wall") != "", OnWall: f.at(f.on, "wall", "1"), OffWall: f.at(f.on), Slider: scale.slider(on, func(d demarche.Date) string { return f.at(d) }), Kept: f.values(), Form: form, States: len(matrix),
		Extent: extent, Narrowed: f.narrowed(), Part: f.words(), Empty: extent.Reports == 0,
	}
	matrix = slices.DeleteFunc(matrix, func(st answers.Board) bool { return !f.passes(st, s.words.States) })
	table, shapes := s.zippers.buffer(), s.zippers.buffer()
	if err := v.fill(s, table, shapes, matrix, f); err != nil {
		return view{}, err
	}
	v.ReadBy = readBy(matrix...)
	if err := s.recent(r, a, &v, f.ledgerPart); err != nil {
		return view{}, err
	}
	if !v.Narrowed {
		v.Week = entriesOf(busy, v.Since, v.On)
	}
	title := "Where states stand"
	if f.on.Known() {
		title += " on " + day(v.On)
	}
	out := view{Template: "now", Title: title, Section: "/", Scripts: []string{"now.js"}}
	v.Map.Drawn, v.Table = out.later(shapes), out.later(table)
	out.Data = v
	return out, nil
}

// yetToCome says of a day that is yet to come that nothing is known of it; nothing of others.
func (s *site) yetToCome(on demarche.Date, extent answers.Extent) string {
	if on <= s.today() {
		return ""
	}
	said := "This day is yet to come"
	if extent.Newest.Known() {
		said += ", and nothing is known of what came after " + day(extent.Newest)
	}
	return said + "."
}

// fill puts the table, the map and the key into the page; the rows of the table
// and the states of the map are written apart.
func (v *nowView) fill(s *site, table, shapes *bytes.Buffer, matrix []answers.Board, f nowFilter) (err error) {
	shown := f.columns()
	for _, m := range shown {
		v.Columns = append(v.Columns, columnWord(m))
	}
	for _, p := range f.kinds() {
		v.People = append(v.People, peopleColumns{capital(word(p)), p == demarche.ThirdNationals && f.people == ""})
	}
	v.Shown = len(matrix)
	if err := s.writeRows(table, matrix, f); err != nil {
		return err
	}
	v.Map, err = s.standMap(shapes, matrix, f)
	return err
}

// writeRows writes the rows of the table, by the names of the states.
func (s *site) writeRows(table *bytes.Buffer, matrix []answers.Board, f nowFilter) error {
	type named struct {
		name  string
		board *answers.Board
	}
	rows := make([]named, len(matrix))
	for i := range matrix {
		rows[i] = named{s.names.State(matrix[i].State), &matrix[i]}
	}
	slices.SortFunc(rows, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	for _, r := range rows {
		b, err := s.patterns.row(table.AvailableBuffer(), newStateRow(r.board, r.name, f), r.board, f)
		if err != nil {
			return err
		}
		table.Write(b)
	}
	return nil
}

// newStateRow shows a state at the head of its row.
func newStateRow(b *answers.Board, name string, f nowFilter) *stateRow {
	return &stateRow{
		Code: b.State, Name: name, Href: f.to(stateOn(b.State, f.on)), Places: newPlaces(b),
		Particular: !slices.ContainsFunc(b.Fields[:], func(c answers.Field) bool { return c.Means != demarche.MeansAny && c.Verdict != answers.Unknown }),
	}
}

// recent puts into the page what changed in the last days, and what is not known.
func (s *site) recent(r *http.Request, a *answers.Answers, v *nowView, part ledgerPart) error {
	ctx := r.Context()
	v.Since = demarche.Day(v.On.First().AddDate(0, 0, 1-lastDays))
	changes, total, err := a.Recent(ctx, v.Since, v.On, shownChanges)
	if err != nil {
		return err
	}
	v.MoreSince = max(0, total-shownChanges)
	v.Changes = s.changes(changes, part)
	if few := shownEarlier - total; few > 0 {
		earlier, err := a.LastChanges(ctx, dayBefore(v.Since), few)
		if err != nil {
			return err
		}
		v.Earlier = s.changes(earlier, part)
	}
	if v.Narrowed {
		v.NoGaps = "What is not known is shown for the whole ledger only."
		return nil
	}
	gaps, err := a.OpenQuestions(ctx, "", v.On, shownGaps)
	if err != nil && demarche.CodeOf(err) == demarche.NotYet {
		v.NoGaps = "Which questions are open is still being found out."
		return nil
	}
	v.Gaps = s.items(gaps)
	return err
}

// entriesOf says how many positions, acts and movements some days have, of the
// days on which there are any, oldest first; nothing if there are none.
func entriesOf(busy []answers.DayCount, since, until demarche.Date) string {
	n := 0
	from, _ := slices.BinarySearchFunc(busy, since, func(d answers.DayCount, since demarche.Date) int { return cmp.Compare(d.Day, since) })
	for _, d := range busy[from:] {
		if d.Day > until {
			break
		}
		n += d.Entries
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "The one position, act or movement of these days"
	}
	return "All " + phrases.Number(float64(n)) + " positions, acts and movements of these days"
}

func dayBefore(d demarche.Date) demarche.Date { return demarche.Day(d.First().AddDate(0, 0, -1)) }

// changes shows changes of stance.
func (s *site) changes(all []answers.Change, part ledgerPart) []changeView {
	var out []changeView
	for _, c := range all {
		cv := changeView{
			Name: s.names.State(c.State), Href: part.to(stateOn(c.State, c.Date)), Date: c.Date, Sentence: c.Sentence, Sure: newSurest(c.Surest),
			Before: stanceStanding(c.Before, nil), After: stanceStanding(c.After, c.Terms),
			Told: c.Word == answers.OtherWord, What: s.names.words().Topic(c.People, c.Means, c.Place, c.Nationals, c.From),
		}
		if len(c.Entries) > 0 {
			cv.Entry = entryHref(c.Entries[0])
		}
		out = append(out, cv)
	}
	return out
}
