package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// nowView is the table of all states on a day.
type nowView struct {
	On      demarche.Date
	Today   bool // the day is today, or after
	Slider  *slider
	Key     []standing
	Columns []string
	Rows    []stateRow
	Changes []changeView
	Gaps    []itemView
	Reports int
	Newest  demarche.Date // day of the newest report
	Empty   bool          // the ledger holds no report at all
}

// stateRow is a state in the table.
type stateRow struct {
	Code       demarche.State
	Name, Href string
	Own, Third halfRow
	Places     []placeView // what it says of certain places, which no field shows
	Particular bool        // it has spoken of nothing that a field shows
}

// placeView is where a state stands on a certain place.
type placeView struct {
	standing
	Place string
	Told  bool // in the word of others
}

func newPlaces(st answers.Standing) []placeView {
	var out []placeView
	for _, r := range st.Rows {
		v := placeView{standing: stanceStanding(r.Stance, r.Terms), Place: string(r.Place), Told: r.Word == answers.OtherWord}
		if r.Place != "" && r.Stance != "" && !slices.Contains(out, v) {
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
	Sentence      string
	Entry         string
}

// shownChanges and shownGaps are how many of each the first page shows.
const (
	shownChanges = 6
	shownGaps    = 6
)

func (s *site) nowPage(r *http.Request) (view, error) {
	ctx := r.Context()
	items, err := s.answers.Timeline(ctx, demarche.Filter{})
	if err != nil {
		return view{}, err
	}
	scale := newScale(items, s.today())
	if n := query(r, "step"); n != "" && r.URL.Query().Has("slide") {
		return view{}, moved{address("/", "on", string(scale.dayAt(n)))} // the slider, sent by a browser without scripts
	}
	on, err := ask.Day(query(r, "on"))
	if err != nil {
		return view{}, err
	}
	matrix, err := s.answers.Matrix(ctx, on)
	if err != nil {
		return view{}, err
	}
	reports, err := s.answers.Reports(ctx)
	if err != nil {
		return view{}, err
	}
	v := nowView{On: s.today(), Key: key(), Empty: len(reports) == 0, Reports: len(reports)}
	for _, d := range reports {
		v.Newest = max(v.Newest, d.Published)
	}
	if on.Known() {
		v.On = demarche.Day(on.Last())
	}
	v.Today = v.On >= s.today()
	v.Slider = scale.slider(v.On)
	for _, m := range columns() {
		v.Columns = append(v.Columns, columnWord(m))
	}
	for _, st := range matrix {
		v.Rows = append(v.Rows, stateRow{
			Places:     newPlaces(st),
			Particular: !slices.ContainsFunc(st.Cells, func(c answers.Cell) bool { return c.Means != demarche.MeansAny }),
			Code:       st.State, Name: s.names.State(st.State), Href: stateOn(st.State, on),
			Own: newHalf(st, demarche.OwnNationals, on), Third: newHalf(st, demarche.ThirdNationals, on),
		})
	}
	slices.SortFunc(v.Rows, func(a, b stateRow) int { return cmp.Compare(a.Name, b.Name) })
	if v.Changes, err = s.changes(r, v.On); err != nil {
		return view{}, err
	}
	gaps, err := s.answers.Gaps(ctx, demarche.Filter{Until: v.On})
	if err != nil {
		return view{}, err
	}
	slices.Reverse(gaps)
	v.Gaps = s.items(gaps[:min(len(gaps), shownGaps)])
	title := "Where states stand"
	if on.Known() {
		title += " on " + day(v.On)
	}
	return view{Template: "now", Title: title, Section: "/", Scripts: []string{"now.js"}, Data: v}, nil
}

// changes lists the newest changes of stance up to a day, newest first.
func (s *site) changes(r *http.Request, on demarche.Date) ([]changeView, error) {
	all, err := s.answers.Changes(r.Context(), "")
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c answers.Change) bool { return c.Date > on })
	slices.Reverse(all)
	var out []changeView
	for _, c := range all[:min(len(all), shownChanges)] {
		cv := changeView{
			Name: s.names.State(c.State), Href: stateOn(c.State, c.Date), Date: c.Date, Sentence: c.Sentence,
			Before: stanceStanding(c.Before, nil), After: stanceStanding(c.After, nil),
			What: s.topic(c.People, c.Means, c.Place, c.Nationals, c.From),
		}
		if len(c.Entries) > 0 {
			cv.Entry = entryHref(c.Entries[0])
		}
		out = append(out, cv)
	}
	return out, nil
}

// topic says what a stance is about: "its own nationals on military aircraft, from the United States".
func (s *site) topic(p demarche.People, m demarche.Means, place demarche.Optional, nationals []demarche.State, from demarche.State) string {
	out := word(p)
	switch {
	case len(nationals) > 0:
		out = "nationals of " + s.names.list(nationals)
	case p == demarche.AnyPeople:
		out = "returns in general"
	}
	out += byMeans(m)
	if place != "" {
		out += ", at " + string(place)
	}
	if from != "" {
		out += ", from " + s.names.the(from)
	}
	return out
}

// scale is the run of days over which the slider moves: from the first day of
// which anything is reported to the last, and one step further to today. A few
// entries far back (background that reports mention) do not stretch it; their
// days can be asked for all the same.
type scale struct {
	first, last time.Time
	busy        map[int]int // entries on each step
}

func newScale(items []answers.Item, today demarche.Date) scale {
	s := scale{busy: make(map[int]int)}
	var days []demarche.Date
	for _, i := range items {
		if i.Day.IsDay() && i.Day <= today {
			days = append(days, i.Day)
		}
	}
	if len(days) == 0 {
		return s
	}
	slices.Sort(days)
	farBack := len(days) / 50
	s.first, s.last = days[farBack].First(), days[len(days)-1].First()
	for _, d := range days[farBack:] {
		s.busy[s.step(d.First())]++
	}
	return s
}

const secondsOfDay = 24 * 60 * 60

// step gives the number of days from the first; times so far apart that no
// duration holds them are counted too.
func (s scale) step(t time.Time) int { return int((t.Unix() - s.first.Unix()) / secondsOfDay) }

// end is the last step, which is today.
func (s scale) end() int { return s.step(s.last) + 1 }

// dayAt gives the day of a step as the form sends it; nothing for today and for what is no step.
func (s scale) dayAt(step string) demarche.Date {
	n, err := strconv.Atoi(step)
	if err != nil || n < 0 || len(s.busy) == 0 || n >= s.end() {
		return ""
	}
	return demarche.Day(s.first.AddDate(0, 0, n))
}

// slider is the scale with a day on it.
type slider struct {
	First, Last    demarche.Date
	Step, End      int
	Bars           []bar
	Previous, Next string // addresses of the nearest days on which something is reported
}

// bar is a day on the slider on which something is reported, in thousandths of its length and of its height.
type bar struct{ X, Height int }

// barHeight is what one entry adds to the height of a bar, up to the whole.
const barHeight = 250

// slider gives nothing where there are no days to move over.
func (s scale) slider(on demarche.Date) *slider {
	if len(s.busy) == 0 {
		return nil
	}
	end := s.end()
	v := &slider{First: demarche.Day(s.first), Last: demarche.Day(s.last), End: end, Step: end}
	if t := on.First(); !t.After(s.last) {
		v.Step = max(0, s.step(t))
	}
	before, after := -1, end+1
	for step, n := range s.busy {
		v.Bars = append(v.Bars, bar{X: step * 1000 / end, Height: min(1000, n*barHeight)})
		if step < v.Step {
			before = max(before, step)
		}
		if step > v.Step {
			after = min(after, step)
		}
	}
	slices.SortFunc(v.Bars, func(a, b bar) int { return cmp.Compare(a.X, b.X) })
	if before >= 0 {
		v.Previous = address("/", "on", string(demarche.Day(s.first.AddDate(0, 0, before))))
	}
	switch {
	case after <= end:
		v.Next = address("/", "on", string(demarche.Day(s.first.AddDate(0, 0, after))))
	case v.Step < end:
		v.Next = "/"
	}
	return v
}
