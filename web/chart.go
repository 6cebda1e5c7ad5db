package web

import (
	"fmt"
	"math"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// chartView is the figures of a place, drawn by day. Everything in it stands
// in the table below it too.
type chartView struct {
	Width, Height int
	Left, Right   int // of the field in which figures are drawn
	Top, Bottom   int
	Series        []chartSeries
	Up            []tick // of the number of people or places
	Across        []tick // of days
	Undated       int    // figures of which no day is known, which are not drawn
}

// chartSeries is one series: a line where its figures hold until the next one,
// and marks where they were told.
type chartSeries struct {
	Class, Word string
	Line        string // a path; empty where figures do not add up to a line
	Ranges      string // a path: from the lowest to the highest that reports give
	Marks       string // a path: the shape of the series at each figure
	Key         string // a path: its shape alone, for the key
}

// tick is a place on an axis.
type tick struct {
	At    int
	Label string
	Roomy bool // there is no room for its word on a narrow screen
}

// Measures of a chart, in its own units.
const (
	chartWidth, chartHeight                      = 720, 300
	chartLeft, chartRight, chartTop, chartBottom = 84, 704, 14, 262
	chartMark                                    = 5 // half of the size of a mark
	keyMiddle                                    = 8
	fewDays                                      = 150
)

// chartShapes gives each series a shape, so that none is told by colour alone.
// It is read only.
var chartShapes = map[answers.SeriesKind]string{
	answers.ExistingRoom: "m-%[1]d -%[1]dh%[2]dv%[2]dh-%[2]dz", answers.AnnouncedRoom: "m0 -%[3]dl%[3]d %[3]dl-%[3]d %[3]dl-%[3]d -%[3]dz",
	answers.PeopleHeld: "m-%[1]d 0a%[1]d %[1]d 0 1 0 %[2]d 0a%[1]d %[1]d 0 1 0 -%[2]d 0z", answers.PeopleSent: "m0 -%[3]dl%[3]d %[2]dh-%[4]dz", answers.PeopleToSend: "m0 %[3]dl-%[3]d -%[2]dh%[4]dz",
}

func chartShape(k answers.SeriesKind, x, y int) string {
	return fmt.Sprintf("M%d %d", x, y) + fmt.Sprintf(chartShapes[k], chartMark, 2*chartMark, chartMark+1, 2*chartMark+2)
}

// holds reports whether a figure of a series is true until the next one.
func holds(k answers.SeriesKind) bool {
	return k == answers.ExistingRoom || k == answers.AnnouncedRoom || k == answers.PeopleHeld
}

// newChart draws the figures of a place; nil if none has a day.
func newChart(p answers.PlaceReport) *chartView {
	c := &chartView{Width: chartWidth, Height: chartHeight, Left: chartLeft, Right: chartRight, Top: chartTop, Bottom: chartBottom}
	var first, last time.Time
	most := 0
	for _, s := range p.Series {
		for _, x := range s.Points {
			if !x.Day.Known() {
				c.Undated++
				continue
			}
			at := middle(x.Day)
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
			most = max(most, x.High, x.Low)
		}
	}
	if first.IsZero() {
		return nil
	}
	first, last = first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)
	top := c.up(most)
	across := func(d demarche.Date) int {
		return chartLeft + int(math.Round(float64(chartRight-chartLeft)*float64(middle(d).Unix()-first.Unix())/float64(last.Unix()-first.Unix())))
	}
	up := func(n int) int {
		return chartBottom - int(math.Round(float64(chartBottom-chartTop)*float64(n)/float64(top)))
	}
	for _, s := range p.Series {
		c.Series = append(c.Series, newChartSeries(s, across, up))
	}
	c.across(first, last)
	return c
}

func newChartSeries(s answers.Series, across func(demarche.Date) int, up func(int) int) chartSeries {
	out := chartSeries{Class: strings.ReplaceAll(string(s.Kind), "_", "-"), Word: seriesWords[s.Kind], Key: chartShape(s.Kind, keyMiddle, keyMiddle)}
	var line, ranges, marks strings.Builder
	for _, p := range s.Points {
		if !p.Day.Known() {
			continue
		}
		x, low, high := across(p.Day), up(p.Low), up(p.High)
		if line.Len() == 0 {
			fmt.Fprintf(&line, "M%d %d", x, low)
		} else {
			fmt.Fprintf(&line, "H%dV%d", x, low)
		}
		marks.WriteString(chartShape(s.Kind, x, low))
		if high != low {
			fmt.Fprintf(&ranges, "M%d %dV%d", x, low, high)
			marks.WriteString(chartShape(s.Kind, x, high))
		}
	}
	if out.Marks, out.Ranges = marks.String(), ranges.String(); holds(s.Kind) && out.Marks != "" {
		out.Line = line.String() + fmt.Sprintf("H%d", chartRight)
	}
	return out
}

// middle gives the middle of a day, month or year.
func middle(d demarche.Date) time.Time {
	first, last := d.First(), d.Last()
	return time.Unix(first.Unix()+(last.Unix()-first.Unix())/2, 0).UTC()
}

// up makes the ticks of a number, from nothing to a round number above the
// most, and gives that.
func (c *chartView) up(most int) int {
	step := roundStep(float64(max(1, most)) / 4)
	top := step
	for top < most {
		top += step
	}
	for n := 0; n <= top; n += step {
		at := chartBottom - int(math.Round(float64(chartBottom-chartTop)*float64(n)/float64(top)))
		c.Up = append(c.Up, tick{At: at, Label: phrases.Number(float64(n))})
	}
	return top
}

// roundStep gives the next of 1, 2, 5, 10, 20, 50 ...
func roundStep(least float64) int {
	for power := 1; ; power *= 10 {
		for _, n := range []int{1, 2, 5} {
			if float64(n*power) >= least {
				return n * power
			}
		}
	}
}

// mostAcross is about how many days are named below a chart, and lastAcross
// the farthest that the word of one may begin, in hundredths of the field.
const mostAcross, lastAcross = 4, 85

// across makes the ticks of days, each where figures of that day are drawn:
// days of a short time, the first days of months of a long one.
func (c *chartView) across(first, last time.Time) {
	span := last.Unix() - first.Unix() // seconds: a time.Duration has no room for centuries
	put := func(t time.Time, layout string) {
		if at := (t.Unix() - first.Unix()) * 100 / span; at >= 0 && at <= lastAcross {
			x := chartLeft + int(math.Round(float64(chartRight-chartLeft)*float64(t.Unix()-first.Unix())/float64(span)))
			c.Across = append(c.Across, tick{x, t.Format(layout), len(c.Across)%2 == 1})
		}
	}
	const day = 24 * 60 * 60
	if days := int(span / day); days < fewDays {
		step := max(1, (days+mostAcross-1)/mostAcross)
		for t := middle(demarche.Day(first)); t.Before(last); t = t.AddDate(0, 0, step) {
			put(t, "2 Jan 2006")
		}
		return
	}
	months := 12*(last.Year()-first.Year()) + int(last.Month()) - int(first.Month())
	step := max(1, (months+mostAcross-1)/mostAcross)
	if step > 6 { // in whole years the first of January
		step = (step + 11) / 12 * 12
	}
	for t := time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC); t.Before(last); t = t.AddDate(0, step, 0) {
		put(t, "Jan 2006")
	}
}
