package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// drawing is what happened to a state, drawn along time: a band for where it
// stood on each kind of people, and a lane for each kind of entry.
type drawing struct {
	Bands []band
	Lanes []lane
	Ticks []laneTick
	On    string // place of the day asked about, in percent
	Days  string // from when to when, in words
	Shown int    // entries
	Total int
}

// band is where a state stood on one kind of people, whatever the means.
type band struct {
	ID, Word string
	Parts    []bandPart
}

type bandPart struct {
	standing
	X, Width string
	Label    string
	Href     string
}

// lane is the entries of one kind.
type lane struct {
	ID, Word string
	Marks    []laneMark
}

// laneMark is one entry, or several that fall on one place.
type laneMark struct {
	Class string // of a standing, or act or movement
	Told  bool
	Count int
	X     string
	Shift int // pixels from there, for what stands beside others
	Label string
	Href  string
}

// laneTick is a line across the lanes, with a word below it if there is room.
type laneTick struct {
	X, Word string
	Last    bool // its word stands to the left of it
	Roomy   bool // there is no room for its word on a narrow screen
	at      float64
}

// axis is the time that a drawing covers.
type axis struct{ from, to time.Time }

// newAxis covers the days of the items, and a little before them; it ends today, or a
// little after the last of them if that is yet to come. A few far
// back, background that reports mention, do not stretch it.
func newAxis(items []answers.Item, today demarche.Date) (axis, bool) {
	var days []demarche.Date
	for _, i := range items {
		if i.Day.Known() {
			days = append(days, i.Day)
		}
	}
	if len(days) == 0 {
		return axis{}, false
	}
	slices.Sort(days)
	farBack := len(days) / 20
	a := axis{days[farBack].First(), days[farBack].Last()}
	for _, d := range days[farBack:] {
		if last := d.Last(); last.After(a.to) {
			a.to = last
		}
	}
	now := today.First()
	ahead := a.to.After(now)
	if !ahead {
		a.to = now.Add(24*time.Hour - time.Second) // the last stance stands today, and nothing is drawn beyond
	}
	margin := max(24*time.Hour, a.to.Sub(a.from)/60)
	if ahead {
		a.to = a.to.Add(margin)
	}
	return axis{a.from.Add(-margin), a.to}, true
}

// at gives the place of a time in percent.
func (a axis) at(t time.Time) float64 {
	return 100 * float64(t.Sub(a.from)) / float64(a.to.Sub(a.from))
}

// middle gives the place of a date: of a month or a year, its middle.
func (a axis) middle(d demarche.Date) float64 { return (a.at(d.First()) + a.at(d.Last())) / 2 }

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }

// mostTicks is how many words stand below a drawing.
const mostTicks = 7

// ticks marks years, months or days, in steps that leave room for words.
func (a axis) ticks() []laneTick {
	var out []laneTick
	year := 0
	put := func(t time.Time, short, long string) {
		if x := a.at(t); x >= 0 && x <= 100 {
			layout := short
			if t.Year() != year { // the year stands where it begins
				year, layout = t.Year(), long
			}
			out = append(out, laneTick{X: percent(x), Word: t.Format(layout), Last: x > 88, at: x})
		}
	}
	days := int(a.to.Sub(a.from).Hours() / 24)
	if days < 90 {
		step := max(1, (days+mostTicks-1)/mostTicks)
		for t := a.from.Truncate(24 * time.Hour); t.Before(a.to); t = t.AddDate(0, 0, step) {
			put(t, "2 Jan", "2 Jan 2006")
		}
		return spaced(out)
	}
	steps := []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600}
	every := steps[len(steps)-1]
	if i := slices.IndexFunc(steps, func(step int) bool { return days/30/step <= mostTicks }); i >= 0 {
		every = steps[i]
	}
	short, long := "Jan", "Jan 2006"
	if every >= 12 {
		short, long = "2006", "2006"
	}
	for t := time.Date(a.from.Year(), 1, 1, 0, 0, 0, 0, time.UTC); t.Before(a.to); t = t.AddDate(0, every, 0) {
		put(t, short, long)
	}
	return spaced(out)
}

// Widths that decide whether words below a drawing run into each other, in pixels.
const (
	letterWidth = 6.4  // of a letter of 12 pixels
	wideLanes   = 560. // lanes beside their names
	narrowLanes = 300. // the narrowest lanes below their names
)

// spaced takes away the words that would run into those before them, and marks
// those that would on a narrow screen.
func spaced(ticks []laneTick) []laneTick {
	wide, narrow := -1., -1. // where the last word ends, in percent
	fits := func(t laneTick, end *float64, width float64) bool {
		letter := letterWidth * 100 / width
		from, to := t.at, t.at+float64(len(t.Word)+1)*letter // with a space after it
		if t.Last {
			from, to = t.at-float64(len(t.Word))*letter, t.at
		}
		if from < *end {
			return false
		}
		*end = to
		return true
	}
	for i := range ticks {
		if ticks[i].Roomy = !fits(ticks[i], &narrow, narrowLanes); !fits(ticks[i], &wide, wideLanes) {
			ticks[i].Word = ""
		}
	}
	return ticks
}

// lanesOfState lists the lanes of a state in their order. It is read only.
var lanesOfState = []struct{ id, word string }{
	{"own-word", "Its own word"}, {"reported", "What reports say"}, {"told", "What others say of it"}, {"answers", "What others say to it"},
	{"acts", "What it did"}, {"towards", "What was done to it"}, {"moved", "Movements"},
}

// laneOf gives the lane of an entry of a state and the class of its mark;
// nothing for one in which the state has a lesser part.
func laneOf(state demarche.State, i answers.Item) (lane, class string) {
	switch r := i.Record.(type) {
	case *demarche.Position:
		class = stanceStanding(r.Stance, r.Terms).Class
		switch {
		case r.State == state && (r.By == nil || *r.By == (demarche.Speaker{})):
			return "reported", class
		case r.State == state && r.By.State == state:
			return "own-word", class
		case r.State == state:
			return "told", class
		case r.From == state:
			return "answers", class
		}
	case *demarche.Act:
		switch {
		case string(r.Actor) == string(state):
			return "acts", "act"
		case string(r.Target) == string(state):
			return "towards", "act"
		}
	case *demarche.Movement:
		return "moved", wayClass(r.Status)
	}
	return "", ""
}

// grid is on how many places of a lane marks can stand; those on one place are one.
const grid = 54

// draw draws what happened to a state.
// The sign of the day stands where the day asked about is marked.
func (s *site) draw(state demarche.State, course []answers.Board, items []answers.Item, total int) (*drawing, axis) {
	a, ok := newAxis(items, s.today())
	if !ok {
		return nil, a
	}
	d := &drawing{On: signOn, Ticks: a.ticks(), Shown: len(items), Total: total, Days: shortDay(demarche.Day(a.from)) + " to " + shortDay(demarche.Day(a.to))}
	for _, p := range []demarche.People{demarche.OwnNationals, demarche.ThirdNationals} {
		if b := s.band(a, state, p, course); len(b.Parts) > 0 {
			d.Bands = append(d.Bands, b)
		}
	}
	for _, l := range lanesOfState {
		if marks := s.marks(a, state, l.id, items); len(marks) > 0 {
			d.Lanes = append(d.Lanes, lane{ID: l.id, Word: l.word, Marks: marks})
		}
	}
	return d, a
}

// band draws where a state stood on one kind of people, whatever the means.
func (s *site) band(a axis, state demarche.State, people demarche.People, course []answers.Board) band {
	b := band{ID: "band-" + string(people), Word: "On " + word(people)}
	var last answers.Field
	for i, st := range course {
		c := st.Field(people, demarche.MeansAny)
		from, to := a.at(st.On.First()), a.at(s.today().First().AddDate(0, 0, 1)) // nobody stands anywhere after today
		if i+1 < len(course) {
			to = a.at(course[i+1].On.First())
		}
		if n := len(b.Parts); n > 0 && c.Verdict == last.Verdict && slices.Equal(c.Terms, last.Terms) {
			b.Parts[n-1].widen(to)
			continue
		}
		last = c
		if to <= max(0, from) || c.Verdict == answers.Unknown && len(b.Parts) == 0 {
			continue
		}
		v := verdictStanding(c.Verdict, c.Terms)
		label := "from " + day(st.On) + ": " + v.Word
		if names := phrases.Terms(c.Terms); len(names) > 0 {
			label += ", " + join(", ", names...)
		}
		if c.Word == answers.OtherWord {
			label += ", others say"
		}
		from = max(0, from)
		b.Parts = append(b.Parts, bandPart{standing: v, X: percent(from), Width: percent(to - from), Label: label, Href: stateOn(state, st.On)})
	}
	return b
}

// widen lets a part reach to a place.
func (p *bandPart) widen(to float64) {
	var from float64
	if _, err := fmt.Sscanf(p.X, "%f%%", &from); err == nil {
		p.Width = percent(to - from)
	}
}

// markWidth is how wide a mark is, and countWidth a letter of the number beside it, in pixels.
const markWidth, countWidth = 16, 8

// width gives how much room a mark takes with its number, in pixels.
func (m laneMark) width() int {
	if m.Count < 2 {
		return markWidth
	}
	return markWidth + 4 + countWidth*len(strconv.Itoa(m.Count))
}

// farRight is the place, in percent, from which on what stands beside others
// stands to the left of them: there is no room to the right.
const farRight = 85

// beside gives how many pixels from its place a mark stands when others take so
// much room there already, and how much room is taken then; to the left it is
// counted below nothing.
func (m laneMark) beside(taken int, place float64) (shift, then int) {
	switch {
	case place < farRight:
		return taken - markWidth/2, taken + m.width()
	case taken == 0:
		return -markWidth / 2, -1
	}
	return taken - m.width() - markWidth/2, taken - m.width()
}

// marks puts the entries of a lane on their places.
func (s *site) marks(a axis, state demarche.State, id string, items []answers.Item) []laneMark {
	type spot struct {
		place int
		class string
	}
	at := make(map[spot][]answers.Item)
	var order []spot
	for _, i := range items {
		in, class := laneOf(state, i)
		if in != id || !i.Day.Known() {
			continue
		}
		x := a.middle(i.Day)
		if x < 0 || x > 100 {
			continue
		}
		k := spot{int(x * grid / 100), class}
		if at[k] == nil {
			order = append(order, k)
		}
		at[k] = append(at[k], i)
	}
	slices.SortFunc(order, func(x, y spot) int { return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.class, y.class)) })
	var out []laneMark
	beside := make(map[int]int) // pixels that the marks of a place take already
	for _, k := range order {
		of := at[k]
		first := of[len(of)-1]
		x := a.middle(first.Day)
		m := laneMark{Class: k.class, Told: id == "told", Count: len(of), X: percent(x), Href: entryHref(first.ID())}
		m.Shift, beside[k.place] = m.beside(beside[k.place], x)
		m.Label = day(first.Day) + ": " + s.names.sentence(first.Record)
		if len(of) > 1 {
			newest := of[0]
			kind := string(first.Record.Shared().Kind)
			m.Label = plural(len(of), kind) + ", " + shortDay(first.Day) + " to " + shortDay(newest.Day)
			if first.Day == newest.Day {
				m.Label = plural(len(of), kind) + ", " + day(first.Day) + ": " + s.names.sentence(first.Record)
			}
			m.Href = address("/timeline", "state", string(state), "kind", kind, "since", string(demarche.Day(first.Day.First())), "until", string(demarche.Day(newest.Day.Last())))
		}
		out = append(out, m)
	}
	return out
}
