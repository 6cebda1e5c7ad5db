package web

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/answers"
)

// scale is the run of days over which the slider moves: from the first day of
// which anything is reported to the last, and one step further to today. A few
// entries far back (background that reports mention) do not stretch it; their
// days can be asked for all the same.
type scale struct {
	first, last time.Time
	busy        map[int]int // entries on each step
	steps       []int       // of these, in their order
	drawn       string      // see bars
}

// newScale makes a scale of the days on which something is reported, oldest first.
func newScale(days []answers.DayCount, today demarche.Date) scale {
	s := scale{busy: make(map[int]int)}
	total := 0
	for i, d := range days {
		if d.Day > today {
			days = days[:i]
			break
		}
		total += d.Entries
	}
	for farBack := total / 50; len(days) > 0 && farBack >= days[0].Entries; days = days[1:] {
		farBack -= days[0].Entries
	}
	if len(days) == 0 {
		return s
	}
	s.first, s.last = days[0].Day.First(), days[len(days)-1].Day.First()
	for _, d := range days {
		s.busy[s.step(d.Day.First())] += d.Entries
	}
	s.steps, s.drawn = slices.Sorted(maps.Keys(s.busy)), drawn(s.bars(s.end()))
	return s
}

// scales keeps the scale that was made last: it is the same for every day asked about.
type scales struct {
	mu    sync.Mutex
	days  []answers.DayCount
	today demarche.Date
	scale scale
}

// of gives the scale of the days on which something is reported, which must not be changed.
func (k *scales) of(days []answers.DayCount, today demarche.Date) scale {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(days) == 0 || len(k.days) != len(days) || &k.days[0] != &days[0] || k.today != today {
		k.days, k.today, k.scale = days, today, newScale(days, today)
	}
	return k.scale
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
	Drawn          string // how much is reported of each day, as the data of a path
	Previous, Next string // addresses of the nearest days on which something is reported
}

// drawn gives bars as the data of a path.
func drawn(bars []bar) string {
	var b strings.Builder
	for _, x := range bars {
		b.WriteString("M" + strconv.Itoa(x.X) + " 1000v-" + strconv.Itoa(x.Height))
	}
	return b.String()
}

// bar is a day on the slider on which something is reported, in thousandths of its length and of its height.
type bar struct{ X, Height int }

// fewest is how many entries at least make a bar of the whole height, so that
// one entry in a quiet time does not look like many.
const fewest = 4

// bars gives a bar for each day on which something is reported; days that fall
// on one place of the slider are one. Its area, not its height, grows with the
// number of entries, so that quiet days can be seen beside busy ones.
func (s scale) bars(end int) []bar {
	at := make(map[int]int)
	most := fewest
	for step, n := range s.busy {
		x := step * 1000 / end
		at[x] += n
		most = max(most, at[x])
	}
	var out []bar
	for x, n := range at {
		out = append(out, bar{X: x, Height: int(1000 * math.Sqrt(float64(n)/float64(most)))})
	}
	slices.SortFunc(out, func(a, b bar) int { return cmp.Compare(a.X, b.X) })
	return out
}

// slider gives nothing where there are no days to move over; at gives the
// address of the page on a day.
func (s scale) slider(on demarche.Date, at func(demarche.Date) string) *slider {
	if len(s.busy) == 0 {
		return nil
	}
	end := s.end()
	v := &slider{First: demarche.Day(s.first), Last: demarche.Day(s.last), End: end, Step: end, Drawn: s.drawn}
	if t := on.First(); !t.After(s.last) {
		v.Step = max(0, s.step(t))
	}
	place, there := slices.BinarySearch(s.steps, v.Step)
	if place > 0 {
		v.Previous = at(demarche.Day(s.first.AddDate(0, 0, s.steps[place-1])))
	}
	if there {
		place++
	}
	switch {
	case place < len(s.steps):
		v.Next = at(demarche.Day(s.first.AddDate(0, 0, s.steps[place])))
	case v.Step < end:
		v.Next = at("")
	}
	return v
}
