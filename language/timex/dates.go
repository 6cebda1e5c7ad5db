package timex

import (
	"strconv"
	"strings"

	"demarche/document/calendar"
	"demarche/language/lex"
)

// dayAt reads a day of the month, "26" or "26th", and gives the lexeme after it.
func (f *finder) dayAt(i int) (d, next int, ok bool) {
	if i < 0 || i >= len(f.l) || f.l[i].Kind != lex.Digits || len(f.l[i].Text) > 2 {
		return 0, i, false
	}
	d, _ = strconv.Atoi(f.l[i].Text)
	next = i + 1
	if next < len(f.l) && !f.l[next].Space && f.l[next].Kind == lex.Word {
		if !ordinalEnd(f.l[next].Lower) {
			return 0, i, false
		}
		next++
	}
	return d, next, d >= 1 && d <= 31
}

func ordinalEnd(w string) bool { return w == "st" || w == "nd" || w == "rd" || w == "th" }

// monthAt reads the name of a month with a capital and gives the lexeme after
// it and its point; full says that it is not an abbreviation.
func (f *finder) monthAt(i int) (m, next int, full, ok bool) {
	if i < 0 || i >= len(f.l) || !f.l[i].Capital() {
		return 0, i, false, false
	}
	mon, ok := calendar.Month(f.l[i].Text)
	if !ok {
		return 0, i, false, false
	}
	next, full = i+1, len(f.l[i].Text) == len(mon.String())
	if !full && next < len(f.l) && f.l[next].Text == "." && !f.l[next].Space {
		next++
	}
	return int(mon), next, full, true
}

// separator reads what stands between the two ends of a range.
func (f *finder) separator(i int, between bool) (next int, ok bool) {
	if i >= len(f.l) {
		return i, false
	}
	switch w := f.word(i); {
	case f.l[i].Dash() || w == "to" || w == "through" || w == "until" || w == "till":
		return i + 1, true
	case between && w == "and":
		return i + 1, true
	}
	return i, false
}

// rangeBefore reports whether "from", "between" or "period" stands before i.
func (f *finder) rangeBefore(i int) bool {
	w := f.word(i - 1)
	return w == "from" || w == "between"
}

// digits recognises what begins with a number in digits.
func (f *finder) digits(i int) (expression, bool) {
	if e, ok := f.numericDate(i); ok {
		return e, true
	}
	if e, ok := f.dayMonth(i); ok {
		return f.rangeOfDates(e, i), true
	}
	if e, ok := f.years(i); ok {
		return e, true
	}
	if e, ok := f.decade(i); ok {
		return e, true
	}
	return f.counted(i)
}

// numericDate recognises "2025-01-26", "26.1.2025", "26/01/2025".
func (f *finder) numericDate(i int) (expression, bool) {
	start := f.l[i].Start
	room := f.text[start:min(len(f.text), start+len("2025-01-26 "))]
	if !strings.ContainsAny(room[:min(len(room), 5)], "-./") {
		return expression{}, false
	}
	found := calendar.FullDates(strings.ToValidUTF8(room, ""))
	if len(found) == 0 || found[0].Span.Start != 0 {
		return expression{}, false
	}
	t := found[0].Date.First()
	e := expression{year: t.Year(), month: int(t.Month()), day: t.Day(), next: i}
	for e.next < len(f.l) && f.l[e.next].End <= start+found[0].Span.End {
		e.next++
	}
	return e, e.next > i
}

// dayMonth recognises "26 January [2025]", "14-16 January", "12 and 13 February".
func (f *finder) dayMonth(i int) (expression, bool) {
	d, j, ok := f.dayAt(i)
	if !ok {
		return expression{}, false
	}
	e := expression{day: d}
	if k, ok := f.separator(j, true); ok {
		if d2, k2, ok := f.dayAt(k); ok && d2 > d {
			if _, _, _, ok := f.monthAt(f.skipOf(k2)); ok {
				e.endDay, j = d2, k2
			}
		}
	}
	m, j, _, ok := f.monthAt(f.skipOf(j))
	if !ok {
		return expression{}, false
	}
	e.month, e.next = m, j
	return f.ofYear(e), true
}

func (f *finder) skipOf(i int) int {
	if f.word(i) == "of" {
		return i + 1
	}
	return i
}

// ofYear takes in the year after a day or month: "2025", ", 2025", "of that
// year", "last year".
func (f *finder) ofYear(e expression) expression {
	j := e.next
	if f.word(j) == "," || f.word(j) == "of" {
		j++
	}
	if y, ok := f.yearAt(j); ok {
		e.year, e.next = y, j+1
		return e
	}
	if f.word(e.next) == "," {
		return e
	}
	if d, ok := f.directed(f.skipThe(j), f.word(j) == "the"); ok && d.kind == period && d.unit == year {
		e.ofYear, e.view, e.count, e.next = true, d.view, d.count, d.next
	}
	return e
}

func (f *finder) skipThe(i int) int {
	if f.word(i) == "the" {
		return i + 1
	}
	return i
}

// rangeOfDates takes in the second date of "20 January 2025 to 20 January 2026".
func (f *finder) rangeOfDates(e expression, i int) expression {
	e.hint = f.hintBefore(i)
	if e.endDay != 0 || e.day == 0 {
		return e
	}
	j, ok := f.separator(e.next, f.rangeBefore(i))
	if !ok || f.word(e.next) == "until" || f.word(e.next) == "through" && !f.rangeBefore(i) {
		return e
	}
	end, ok := f.dayMonth(j)
	if !ok {
		end, ok = f.monthDayOf(j)
	}
	if !ok || end.endDay != 0 || end.ofYear {
		return e
	}
	e.endYear, e.endMonth, e.endDay, e.next = end.year, end.month, end.day, end.next
	if e.year == 0 {
		e.year = end.year
	}
	if e.year == end.year && end.year != 0 && e.month > end.month {
		e.year--
	}
	return e
}

// monthDayOf recognises "Jan. 26[, 2025]", "January 10-12".
func (f *finder) monthDayOf(i int) (expression, bool) {
	m, j, _, ok := f.monthAt(i)
	if !ok {
		return expression{}, false
	}
	d, k, ok := f.dayAt(j)
	if !ok || k < len(f.l) && f.l[k].Text == "%" {
		return expression{}, false
	}
	e := expression{month: m, day: d, next: k}
	if s, ok := f.separator(k, false); ok || f.word(k) == "and" && f.l[k].Space {
		if !ok {
			s = k + 1
		}
		if d2, k2, ok := f.dayAt(s); ok && d2 > d && !f.countsNoun(k2) {
			if _, _, _, month := f.monthAt(f.skipOf(k2)); !month {
				e.endDay, e.next = d2, k2
			}
		}
	}
	e = f.ofYear(e)
	if e.year == 0 && f.word(i-1) == "in" { // "in March 12 people", not a day
		return expression{}, false
	}
	return e, true
}

// countsNoun reports whether a plural noun follows, so that the number before
// it counts things.
func (f *finder) countsNoun(i int) bool {
	if i >= len(f.l) || f.l[i].Kind != lex.Word || f.l[i].Capital() || !f.l[i].Space {
		return false
	}
	switch w := f.l[i].Lower; w {
	case "people", "men", "women", "children", "more", "other", "others":
		return true
	case "as", "was", "has", "is", "its", "his", "this", "us", "across", "towards", "besides", "always":
		return false
	default:
		return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
	}
}

// monthName recognises what begins with the name of a month.
func (f *finder) monthName(i int) (expression, bool) {
	m, j, full, ok := f.monthAt(i)
	if !ok {
		return expression{}, false
	}
	if e, ok := f.monthDayOf(i); ok {
		return f.rangeOfDates(e, i), true
	}
	e := f.ofYear(expression{month: m, next: j})
	e.hint = f.hintBefore(i)
	explicit := e.next > j
	if !explicit && (!full && f.word(j-1) != "." || !f.monthContext(i, j)) {
		return expression{}, false
	}
	if k, ok := f.separator(e.next, f.rangeBefore(i)); ok {
		if m2, k2, full2, ok := f.monthAt(k); ok && full2 {
			end := f.ofYear(expression{month: m2, next: k2})
			if _, _, isDay := f.dayAt(k2); !isDay && !end.ofYear {
				e.endMonth, e.endYear, e.next = m2, end.year, end.next
				if e.year == 0 && end.year != 0 {
					e.year = end.year
					if m > m2 {
						e.year--
					}
				}
			}
		}
	}
	return e, true
}

// beforeMonth are words after which the name of a month is one even where it
// is also a verb, a modal or a first name.
var beforeMonth = map[string]bool{
	"in": true, "since": true, "until": true, "till": true, "by": true, "of": true, "last": true, "next": true, "this": true, "every": true,
	"early": true, "late": true, "mid": true, "from": true, "to": true, "through": true, "during": true, "between": true, "before": true,
	"after": true, "and": true, "or": true, "for": true, "the": true, "a": true, "an": true, "previous": true, "following": true, "on": true,
	"its": true, "his": true, "their": true, "that": true, "throughout": true, "around": true, "-": true, "–": true, "than": true,
}

// monthContext tells the name of a month from the words that look like it.
func (f *finder) monthContext(i, next int) bool {
	w, before := f.l[i].Lower, f.word(i-1)
	if next < len(f.l) && f.l[next].Text == "'" || f.word(next) == "’" { // January's
		return w != "may" || beforeMonth[before]
	}
	if !beforeMonth[before] {
		return w != "may" && w != "march" && w != "august" && w != "april" && w != "june" && f.word(next) != "" && !(next < len(f.l) && f.l[next].Capital())
	}
	if before == "the" || before == "a" || before == "an" || before == "and" || before == "or" || before == "by" || before == "to" || before == "for" {
		// "the March on the capital", "by April Smith": a noun must follow, or nothing.
		if next < len(f.l) && f.l[next].Capital() && f.l[next].Space {
			return false
		}
		if w == "march" && before == "the" && (f.word(next) == "on" || f.word(next) == "for" || f.word(next) == "to") {
			return false
		}
		return w != "may" || before == "the" || before == "a" || next >= len(f.l) || f.l[next].Kind == lex.Sign
	}
	return true
}

func (f *finder) hintBefore(i int) hint {
	switch f.word(i - 1) {
	case "since":
		return pastHint
	case "to", "from":
		if f.origin(i - 2) {
			return pastHint
		}
		if f.word(i-1) == "from" {
			return deadline
		}
	case "by", "until", "till", "before", "after":
		return deadline
	case "as":
		if w := f.word(i - 2); (w == "early" || w == "soon") && f.word(i-3) == "as" {
			return comingHint
		}
	case "in":
		return inMonth
	}
	return noHint
}

// origin reports whether the word before "to" or "from" tells where something comes
// from, which lies in the past whatever the tense: "goes back to", "dating from".
func (f *finder) origin(i int) bool {
	switch f.word(i) {
	case "back", "date", "dates", "dated", "dating", "stem", "stems", "stemmed", "stemming":
		return true
	}
	return false
}

// weekdayName recognises what begins with a weekday.
func (f *finder) weekdayName(i int) (expression, bool) {
	wd, ok := calendar.Weekday(f.l[i].Text)
	if !ok {
		return expression{}, false
	}
	j := i + 1
	full := len(f.l[i].Text) == len(wd.String())
	if !full && f.word(j) == "." {
		j++
	}
	dated := f.skipThe(j)
	if f.word(j) == "," {
		dated = f.skipThe(j + 1)
	}
	e, ok := f.dayMonth(dated)
	if !ok {
		e, ok = f.monthDayOf(dated)
	}
	if ok {
		e.weekday, e.hasWeekday, e.hint = wd, true, f.hintBefore(i)
		return e, true
	}
	if !full || feasts[f.word(i-1)] {
		return expression{}, false
	}
	e = f.dayPart(expression{kind: weekday, weekday: wd, hasWeekday: true, next: j, hint: f.hintBefore(i)})
	if k, ok := f.separator(e.next, f.word(i-1) == "between"); ok && (f.rangeBefore(i) || f.l[e.next].Dash()) && k < len(f.l) && f.l[k].Capital() {
		if end, ok := calendar.Weekday(f.l[k].Text); ok {
			e.endWeekday, e.hasEndWeekday, e.next = end, true, k+1
		}
	}
	k := f.skipOf(e.next)
	if d, ok := f.directed(f.skipThe(k), f.word(k) == "the"); ok && d.kind == period && d.unit == week {
		e.unit, e.weeks, e.view, e.next = week, d.count, d.view, d.next
	}
	return e, true
}

// feasts make a weekday the name of a day of its own.
var feasts = map[string]bool{"black": true, "good": true, "super": true, "palm": true, "ash": true, "bloody": true, "maundy": true, "easter": true, "whit": true}
