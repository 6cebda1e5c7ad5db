package timex

import (
	"time"

	"demarche"
	"demarche/document/calendar"
	"demarche/language"
)

// resolve gives the time of an expression as seen from the frame, the time
// before it and the tense of its clause.
func (r *resolver) resolve(e expression) language.Time {
	t := language.Time{Span: r.span(e)}
	switch e.kind {
	case calendarDate:
		r.calendarDate(&t, e)
	case weekday:
		r.weekday(&t, e)
	case dayOffset:
		t.Relative = true
		if r.frame.IsDay() {
			t.Value = shifted(r.frame, e.count, day)
		}
	case period:
		t.Relative = true
		t.Value = r.period(e)
	case shift:
		t.Relative = true
		t.Value = shifted(r.from(e.view), e.count, e.unit)
	case monthDay:
		t.Relative = true
		t.Value = r.monthDay(t.Span, e)
	case duration:
		t.Duration = true
		if e.view == fromFrame && r.tense(t.Span) == future {
			t.Duration, t.Relative = false, true
			t.Value = shifted(r.frame, e.count, e.unit)
		}
	case vague:
		t.Relative = true
	}
	return t
}

// from gives the day, month or year that an expression is seen from. "Two days
// earlier" is seen from the time before it, if that stands in the same
// paragraph or the one before; else from the frame.
func (r *resolver) from(v view) demarche.Date {
	if v == fromParagraph && r.last.Known() && r.paragraphN == r.lastAt && len(r.last) >= len("2025-01") {
		return r.last
	}
	if v == fromLast && r.last.Known() && r.paragraphN-r.lastAt <= 1 {
		return r.last
	}
	if v == fromLast && !r.a.Published.Known() {
		return ""
	}
	return r.frame
}

// shifted moves a date by n units and gives it the precision of the unit, or
// its own where that is coarser. Weeks are known to the month that they lie in.
func shifted(d demarche.Date, n int, u unit) demarche.Date {
	if !d.Known() {
		return ""
	}
	at := d.First()
	switch u {
	case day:
		if !d.IsDay() { // "a day earlier" than something in a month: the month
			if len(d) < len("2025-01") {
				return ""
			}
			return d
		}
		return valid(at.AddDate(0, 0, n))
	case hour:
		if d.IsDay() && n > -24 && n < 24 {
			return d
		}
		return ""
	case week, weekend:
		if !d.IsDay() {
			return ""
		}
		return monthOf(valid(at.AddDate(0, 0, 7*n)))
	case month:
		if len(d) < len("2025-01") {
			return ""
		}
		first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
		return monthOf(valid(first.AddDate(0, n, 0)))
	case year:
		return yearOf(at.Year() + n)
	}
	return ""
}

// valid gives the day of t if it lies in the years that a Date can hold.
func valid(t time.Time) demarche.Date {
	if t.Year() < 1000 || t.Year() > 9999 {
		return ""
	}
	return demarche.Day(t)
}

func monthOf(d demarche.Date) demarche.Date { return d[:min(len(d), len("2025-01"))] }

func yearOf(y int) demarche.Date {
	d, err := demarche.ParseDate(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
	if err != nil {
		return ""
	}
	return d
}

// period resolves "last week", "this month", "the following year".
func (r *resolver) period(e expression) demarche.Date {
	base := r.from(e.view)
	switch e.unit {
	case week, weekend:
		return weekOf(base, e.count, e.unit)
	case season:
		return r.season(base, e)
	case quarter:
		return quarterOf(base, e.count)
	case month:
		d := shifted(base, e.count, month)
		if e.ofYear && len(d) == len("2025-01") {
			return shiftYear(d, e.weeks)
		}
		return d
	}
	return shifted(base, e.count, e.unit)
}

// weekOf gives the month in which the week (Monday to Sunday) or weekend lies,
// n weeks from that of d; nothing if it lies in two months.
func weekOf(d demarche.Date, n int, u unit) demarche.Date {
	if !d.IsDay() {
		return ""
	}
	at := d.First()
	monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7+7*n)
	first, last := monday, monday.AddDate(0, 0, 6)
	if u == weekend {
		first = monday.AddDate(0, 0, 5)
		if n == 0 && first.After(at) { // "at the weekend", told on a weekday: the one before
			first, last = first.AddDate(0, 0, -7), last.AddDate(0, 0, -7)
		}
	}
	if first.Month() != last.Month() {
		return ""
	}
	return monthOf(valid(first))
}

// season gives the year of the season; a winter lies in two.
func (r *resolver) season(base demarche.Date, e expression) demarche.Date {
	if len(base) < len("2025-01") || e.month == 1 {
		return ""
	}
	y, m := base.First().Year(), int(base.First().Month())
	switch {
	case e.count < 0 && m < e.month+2:
		y--
	case e.count > 0 && m >= e.month:
		y++
	}
	return yearOf(y)
}

// quarterOf gives the year of the quarter n quarters from that of d.
func quarterOf(d demarche.Date, n int) demarche.Date {
	if len(d) < len("2025-01") {
		return ""
	}
	return yearOf(d.First().AddDate(0, 3*n, 1-d.First().Day()).Year())
}

func shiftYear(d demarche.Date, n int) demarche.Date {
	at := d.First()
	return calendar.MonthOf(at.Year()+n, at.Month())
}

// weekday resolves "on Tuesday", "next Monday", "the following Friday",
// "Wednesday of last week".
func (r *resolver) weekday(t *language.Time, e expression) {
	t.Relative = true
	base := r.from(fromFrame)
	if e.view == fromLast {
		base = r.from(fromLast)
	}
	if !base.IsDay() {
		return
	}
	at := base.First()
	if e.unit == week { // "of last week" stands with it
		monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7+7*e.weeks)
		t.Value = valid(monday.AddDate(0, 0, (int(e.weekday)+6)%7))
		return
	}
	forward := e.count > 0
	if !e.explicitDir || e.view == fromFrame && e.count == 0 {
		forward = r.direction(t.Span, e) == future
	}
	ahead := (int(e.weekday) - int(at.Weekday()) + 7) % 7
	switch {
	case ahead == 0 && e.strict && forward:
		ahead = 7
	case ahead == 0 && e.strict:
		ahead = -7
	case ahead != 0 && !forward:
		ahead -= 7
	}
	day := at.AddDate(0, 0, ahead)
	t.Value = valid(day)
	if e.hasEndWeekday {
		t.End = valid(day.AddDate(0, 0, (int(e.endWeekday)-int(e.weekday)+7)%7))
	}
}

// monthDay resolves "the 26th", "the 26th of last month": of the month spoken
// of last, or else of the frame.
func (r *resolver) monthDay(s demarche.Span, e expression) demarche.Date {
	base := shifted(r.from(e.view), e.count, month)
	if base == "" {
		base = shifted(r.frame, e.count, month)
	}
	if base == "" {
		return ""
	}
	d, _ := calendar.DayOf(base.First().Year(), base.First().Month(), e.day)
	if r.frame.IsDay() && (d > r.frame || d == "") && r.tense(s) == past {
		return lastDay(r.frame, e.day) // the month spoken of last lies ahead, what is told does not
	}
	return d
}

// lastDay gives the last day with a number in its month up to a day.
func lastDay(until demarche.Date, number int) demarche.Date {
	const most = 3 // months until there is one with 31 days
	for back := range most {
		m := time.Date(until.First().Year(), until.First().Month()-time.Month(back), 1, 0, 0, 0, 0, time.UTC)
		if d, ok := calendar.DayOf(m.Year(), m.Month(), number); ok && d <= until {
			return d
		}
	}
	return ""
}

// calendarDate resolves a date by its parts, and finds the year where it is not said.
func (r *resolver) calendarDate(t *language.Time, e expression) {
	y := e.year
	if y == 0 {
		t.Relative = true
		var ok bool
		if y, ok = r.year(t, e); !ok {
			return
		}
	}
	if t.Value = dateOf(y, e.month, e.day); !t.Value.Known() {
		return
	}
	switch {
	case e.endYear != 0 && e.endMonth == 0:
		t.End = yearOf(e.endYear)
	case e.endMonth != 0 || e.endDay != 0:
		m, endYear := e.endMonth, y
		if m == 0 {
			m = e.month
		}
		if m < e.month {
			endYear++
		}
		if e.endYear != 0 {
			endYear = e.endYear
		}
		t.End = dateOf(endYear, m, e.endDay)
	}
}

func dateOf(y, m, d int) demarche.Date {
	switch {
	case y < 1000 || y > 9999:
		return ""
	case m == 0:
		return yearOf(y)
	case d == 0:
		return calendar.MonthOf(y, time.Month(m))
	}
	date, _ := calendar.DayOf(y, time.Month(m), d)
	return date
}

// year finds the year of a date that does not say it.
func (r *resolver) year(t *language.Time, e expression) (int, bool) {
	if e.ofYear {
		base := r.from(e.view)
		if !base.Known() {
			return 0, false
		}
		return base.First().Year() + e.count, true
	}
	if r.headYear != 0 {
		return r.headYear, true
	}
	base := r.frame
	if !base.IsDay() && r.lastIn == r.sentenceN {
		base = r.last // "in 2021 ... before its December election"
	}
	if e.view == fromLast {
		base = r.from(fromLast)
	}
	if !base.Known() {
		return 0, false
	}
	return nearestYear(base, e, r.direction(t.Span, e), e.hint == pastHint || r.direct(t.Span)), true
}

// A date on the side that the tense speaks against must be this many times
// nearer than the other before it is believed.
const (
	unlikely    = 6   // the verb that tells the tense governs the date from afar
	unthinkable = 100 // it governs the date itself, or the date is a month alone
)

// nearestYear chooses among the years around base the nearest date, where
// those on the wrong side of the tense count as farther away and those on the
// wrong side of "last" or "next", or on another weekday than the one that
// stands with the date, as out of reach.
func nearestYear(base demarche.Date, e expression, tense tense, sure bool) int {
	const outOfReach = 8 * 366 * unthinkable
	wrong := unlikely
	if sure || e.day == 0 {
		wrong = unthinkable
	}
	around := base.First().Year()
	best, bestGap := around, 1<<30
	for y := around - 1; y <= around+1; y++ {
		d := dateOf(y, e.month, e.day)
		if !d.Known() {
			continue
		}
		gap := 0
		switch ahead, behind := days(base.Last(), d.First()), days(d.Last(), base.First()); {
		case ahead > 0:
			gap = ahead
			if tense == past {
				gap *= wrong
			}
			if e.explicitDir && e.count < 0 {
				gap += outOfReach
			}
		case behind > 0:
			gap = behind
			if tense == future {
				gap *= wrong
			}
			if e.explicitDir && e.count > 0 {
				gap += outOfReach
			}
		case e.explicitDir && e.count != 0: // "last August", in August
			gap = outOfReach / 2
		}
		if e.hasWeekday && e.day != 0 && d.First().Weekday() != e.weekday {
			gap += outOfReach
		}
		if gap < bestGap {
			best, bestGap = y, gap
		}
	}
	return best
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
