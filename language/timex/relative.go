package timex

import (
	"demarche/document/calendar"
	"demarche/language/lex"
)

// definite recognises what begins with "the".
func (f *finder) definite(i int, afterEdge bool) (expression, bool) {
	j := i + 1
	switch f.word(j) {
	case "same", "next", "following", "previous", "preceding", "last", "past", "coming", "current", "present":
		return f.directed(j, true)
	case "weekend":
		return expression{kind: period, unit: weekend, view: fromFrame, next: j + 1}, true
	}
	if u, plural, ok := length(f.word(j)); ok && !plural {
		if afterEdge && (u == month || u == year || u == week) && f.word(j+1) != "of" {
			e := expression{kind: period, unit: u, view: fromFrame, next: j + 1}
			if u == month {
				e.view = fromParagraph
			}
			return e, true
		}
		if n := f.word(j + 1); (n == "before" || n == "after") && f.freeEnd(j+2) {
			e := expression{kind: shift, unit: u, view: fromLast, count: 1, next: j + 2}
			if n == "before" {
				e.count = -1
			}
			return e, true
		}
		if f.word(j+1) == "before" && f.word(j+2) == "yesterday" {
			return expression{kind: dayOffset, count: -2, next: j + 3}, true
		}
		if f.word(j+1) == "after" && f.word(j+2) == "tomorrow" {
			return expression{kind: dayOffset, count: 2, next: j + 3}, true
		}
	}
	return f.nth(j)
}

// freeEnd reports whether nothing that "before" or "after" could govern stands at i.
func (f *finder) freeEnd(i int) bool {
	if i >= len(f.l) || f.l[i].Kind == lex.Sign && !f.l[i].Dash() && f.l[i].Text != "(" && f.l[i].Text != "\"" && f.l[i].Text != "“" {
		return true
	}
	switch f.word(i) {
	case "in", "at", "on", "by", "and", "but", "with", "from", "to", "as", "when":
		return true
	}
	return false
}

// nth recognises "the 26th" after "on", "by", "until", "since", "from".
func (f *finder) nth(i int) (expression, bool) {
	d, j, ok := f.dayAt(i)
	if !ok || j != i+2 {
		return expression{}, false
	}
	switch f.word(i - 2) {
	case "on", "by", "until", "till", "since", "from", "before":
	default:
		return expression{}, false
	}
	if j < len(f.l) && f.l[j].Kind != lex.Sign && !f.freeEnd(j) && f.word(j) != "the" && f.word(j) != "that" && f.word(j) != "of" && !f.l[j].Capital() {
		return expression{}, false
	}
	if e, ok := f.dayMonth(i); ok { // "the 3rd of January"
		return e, true
	}
	e := expression{kind: monthDay, day: d, view: fromLast, next: j, hint: f.hintBefore(i - 1)}
	if f.word(j) == "of" { // "the 28th of last month"
		k := f.skipThe(j + 1)
		p, ok := f.directed(k, k > j+1)
		if !ok || p.kind != period || p.unit != month {
			return expression{}, false
		}
		e.view, e.count, e.next = p.view, p.count, p.next
	}
	return e, true
}

// directed recognises "last month", "this morning", "next Tuesday", "the same
// day", "that year", "last August", "the past two weeks".
func (f *finder) directed(i int, definite bool) (expression, bool) {
	if f.owned(i) {
		return expression{}, false
	}
	e := expression{kind: period, view: fromFrame, explicitDir: true}
	w := f.word(i)
	switch w {
	case "last", "past":
		e.count, e.strict = -1, true
	case "this", "current", "present":
	case "next", "coming":
		e.count, e.strict = 1, true
		if w == "next" && definite {
			e.view = fromLast
		}
	case "that", "same":
		e.view = fromLast
	case "previous", "preceding":
		switch f.word(i - 1) {
		case "any", "every", "each", "no", "some", "all":
			return expression{}, false
		}
		e.view, e.count, e.strict = fromLast, -1, true
	case "following":
		if !definite { // "following Wednesday's debate": after it
			return expression{}, false
		}
		e.view, e.count, e.strict = fromLast, 1, true
	default:
		return expression{}, false
	}
	j := i + 1
	if j >= len(f.l) {
		return expression{}, false
	}
	if (w == "this" || w == "that") && (f.word(j) == "past" || f.word(j) == "coming" || f.word(j) == "same") {
		if f.word(j) == "past" && f.word(j+1) == "year" { // "this past year" is a length
			return expression{}, false
		}
		j++
	}
	e.next = j + 1
	if j < len(f.l) && f.l[j].Capital() {
		return f.directedName(e, j)
	}
	u, plural, ok := length(f.word(j))
	if !ok {
		u, ok = unitNames[f.word(j)]
	}
	switch {
	case ok && plural:
		return expression{kind: duration, next: j + 1}, w == "past" || w == "last" || w == "next" || w == "coming"
	case !ok:
		return f.directedLength(j, w)
	case (w == "past" || definite && (w == "last" || w == "coming")) && u != season:
		if w == "last" && u == day {
			return expression{}, false
		}
		return expression{kind: duration, next: j + 1}, true // "in the past week": the seven days before
	case u == hour:
		return expression{}, false
	case u == day:
		return f.directedDay(e, w, f.word(j)), true
	case u == longer:
		e.kind = vague
	}
	e.unit = u
	if u == season {
		e.month = seasonMonth(f.word(j))
	}
	if u == month && e.view == fromLast && e.count == 0 { // "in the same month last year"
		return f.ofYearPeriod(e), true
	}
	return e, true
}

// owned reports whether a possessive stands before lexeme i: "his last year in
// office" is not last year.
func (f *finder) owned(i int) bool {
	switch f.word(i - 1) {
	case "his", "her", "their", "its", "my", "our", "your":
		return true
	case "s":
		return f.word(i-2) == "'" || f.word(i-2) == "’"
	}
	return false
}

func (f *finder) ofYearPeriod(e expression) expression {
	if d, ok := f.directed(e.next, false); ok && d.kind == period && d.unit == year {
		e.ofYear, e.weeks, e.next = true, d.count, d.next
	}
	return e
}

// directedName takes in the weekday or month after "last", "next", "that".
func (f *finder) directedName(e expression, j int) (expression, bool) {
	if wd, ok := calendar.Weekday(f.l[j].Text); ok && len(f.l[j].Text) == len(wd.String()) {
		e.kind, e.weekday, e.hasWeekday = weekday, wd, true
		return f.dayPart(e), true
	}
	if m, k, full, ok := f.monthAt(j); ok && full {
		if d, ok := f.monthDayOf(j); ok { // "this January 26"
			return d, true
		}
		e.kind, e.month, e.next = calendarDate, m, k
		return e, true
	}
	return expression{}, false
}

// directedLength recognises "the past two weeks", "the next 24 hours".
func (f *finder) directedLength(j int, w string) (expression, bool) {
	if w != "past" && w != "last" && w != "next" && w != "coming" && w != "following" && w != "previous" {
		return expression{}, false
	}
	c, ok := f.amount(j)
	if f.word(j) == "couple" {
		c.next, ok = f.skipOf(j+1), true
	}
	if !ok {
		return expression{}, false
	}
	_, _, ok = length(f.word(c.next))
	return expression{kind: duration, next: c.next + 1}, ok
}

// directedDay resolves "last night", "this morning", "that evening", "the next day".
func (f *finder) directedDay(e expression, w, part string) expression {
	e.kind, e.unit = period, day
	if e.view == fromFrame {
		e.kind = dayOffset
		if w == "next" { // "next day", "next morning" without an article are told from the last time, too
			e.kind, e.view = period, fromLast
		}
		if w == "this" && part == "day" || w == "last" && part == "day" {
			e.kind = vague
		}
	}
	return e
}

func seasonMonth(w string) int {
	switch w {
	case "spring":
		return 4
	case "summer":
		return 7
	case "autumn", "fall":
		return 10
	}
	return 1
}

// seasonOf recognises "spring 2024", "fall of 2023".
func (f *finder) seasonOf(i int) (expression, bool) {
	j := f.skipOf(i + 1)
	if y, ok := f.yearAt(j); ok {
		return expression{year: y, next: j + 1}, true
	}
	return expression{}, false
}

// amount is how many units of time are spoken of.
type amount struct {
	n       int
	next    int  // the lexeme after it
	known   bool // a number, not "several"
	article bool // "a week"
	word    bool // the number is written in words
}

// amount reads "three", "a", "a few", "several" before a unit of time, or
// nothing at all before a plural.
func (f *finder) amount(i int) (amount, bool) {
	if i > 0 && f.l[i-1].Text == "/" && !f.l[i].Space { // "2 1/2 years"
		return amount{}, false
	}
	w := f.word(i)
	c := amount{next: i, article: w == "a" || w == "an"}
	num, ok := lex.Number(f.l, i)
	switch {
	case ok && num.Vague:
		c.next = num.Next
	case ok:
		c.n, c.next, c.known, c.word = int(min(num.Value, 100_000)), num.Next, true, num.Words
	case c.article:
		c.n, c.next, c.known = 1, i+1, true
		if x := f.word(i + 1); x == "few" || x == "couple" {
			c.next, c.known = f.skipOf(i+2), false
		} else if x == "full" || x == "whole" {
			c.next++
		}
	case (w == "several" || w == "many" || w == "some" || w == "few") && f.word(i-1) != "as":
		c.next = i + 1
	default:
		_, plural, ok := length(w)
		return c, ok && plural
	}
	if j := c.next; j+1 < len(f.l) && f.l[j].Dash() && !f.l[j].Space && !f.l[j+1].Space {
		c.next++
	}
	for {
		switch f.word(c.next) {
		case "more", "full", "calendar", "working", "consecutive", "further":
			c.next++
			continue
		}
		return c, true
	}
}

// counted recognises "three weeks ago", "a day earlier", "two years", "weeks later".
func (f *finder) counted(i int) (expression, bool) {
	c, ok := f.amount(i)
	if !ok {
		return expression{}, false
	}
	j := c.next
	u, plural, ok := length(f.word(j))
	if !ok {
		return expression{}, false
	}
	if f.word(j) == "fortnight" || f.word(j) == "fortnights" {
		c.n *= 2
	}
	if f.word(j+1) == "and" && f.word(j+2) == "a" && f.word(j+3) == "half" && c.known {
		if j += 3; u == year { // "a year and a half ago"
			u, c.n = month, 12*c.n+6
		}
	}
	if e, ok := f.placed(i, j, u, c); ok {
		if !c.known && e.kind == shift {
			e.kind = vague
		}
		return e, true
	}
	switch w := f.word(j + 1); {
	case w == "before" || w == "after": // "two days after the flight": seen from something that has no date here
		return expression{kind: vague, next: j + 2}, c.known || plural
	case f.age(j + 1), u == day && c.n == 1 && c.word: // "may one day return"
		return expression{}, false
	case c.next == i, c.article && !f.lengthBefore(i): // "weeks", "a day" on their own
		return expression{}, false
	}
	e := expression{kind: duration, unit: u, count: c.n, next: j + 1}
	if f.word(i-1) == "in" && c.known {
		e.view = fromFrame // "in two weeks", if the clause is about the future
	}
	return e, true
}

// placed recognises what places a length of time that ends at lexeme j: "ago",
// "earlier", "later", "from now", "before that".
func (f *finder) placed(i, j int, u unit, c amount) (expression, bool) {
	e := expression{kind: shift, unit: u, count: c.n, view: fromLast, next: j + 2}
	w := f.word(j + 1)
	back := w == "before"
	switch {
	case w == "ago":
		e.view, e.count = fromFrame, -c.n
	case w == "earlier" || w == "previously":
		e.count = -c.n
	case w == "later" || w == "afterwards" || w == "on" && f.freeEnd(j+2) && f.word(j+2) != "":
	case w == "from" && f.word(j+2) == "now":
		e.view, e.next = fromFrame, j+3
	case (back || w == "after") && f.word(i-1) == "the": // "the twelve months before"
		e.kind = duration
	case (back || w == "after") && f.word(j+2) == "that" && f.freeEnd(j+3):
		e.next = j + 3
		if back {
			e.count = -c.n
		}
	case (back || w == "after") && f.freeEnd(j+2):
		if back {
			e.count = -c.n
		}
	default:
		return expression{}, false
	}
	return e, true
}

// age reports whether lexeme i makes a length of time an age: "17 years old", "17-year-old".
func (f *finder) age(i int) bool {
	if i < len(f.l) && f.l[i].Dash() {
		i++
	}
	return f.word(i) == "old" || f.word(i) == "of" && f.word(i+1) == "age"
}

func (f *finder) lengthBefore(i int) bool {
	switch f.word(i - 1) {
	case "for", "within", "over", "in", "about", "after", "nearly", "almost", "than", "least", "during", "to":
		return true
	}
	return false
}
