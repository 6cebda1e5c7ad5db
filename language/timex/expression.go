package timex

import (
	"strings"
	"time"

	"demarche/language/lex"
)

// kind is the form of a time expression.
type kind uint8

const (
	calendarDate kind = iota // parts of a date: year, month, day
	weekday                  // "Tuesday", "last Friday", "Monday of next week"
	dayOffset                // "today", "yesterday", "last night": count days from the frame
	period                   // "last month", "this year", "the following week": count units
	shift                    // "three weeks ago", "a day earlier": count units, at the unit's precision
	monthDay                 // "the 26th": a day of the month spoken of
	duration                 // "three weeks"
	vague                    // "in the 1990s", "weeks earlier": when, but no value
)

// view is where a relative expression is seen from.
type view uint8

const (
	unrelated     view = iota
	fromFrame          // "last", "this", "next", "ago"
	fromLast           // "the same", "the following", "the previous", "earlier", "later"
	fromParagraph      // "the end of the month": the time before it in the paragraph, else the frame
)

// unit is a length of time.
type unit uint8

const (
	noUnit unit = iota
	hour
	day
	week
	weekend
	month
	quarter
	season
	year
	longer
)

var unitNames = map[string]unit{
	"minute": hour, "hour": hour, "day": day, "night": day, "morning": day, "afternoon": day, "evening": day,
	"week": week, "fortnight": week, "weekend": weekend, "month": month, "quarter": quarter, "year": year,
	"spring": season, "summer": season, "autumn": season, "winter": season, "fall": season,
	"decade": longer, "century": longer,
}

// lengths are the units that can be counted, with their plurals.
func length(w string) (u unit, plural, ok bool) {
	u, ok = unitNames[w]
	if !ok {
		if w == "centuries" {
			return longer, true, true
		}
		singular, cut := strings.CutSuffix(w, "s")
		if u, ok = unitNames[singular]; !cut || !ok {
			return 0, false, false
		}
		plural = true
	}
	return u, plural, u != season && u != quarter
}

// expression is a recognised time expression before it is resolved.
type expression struct {
	kind        kind
	first, next int // lexemes [first, next)

	year, month, day          int // 0 where not said
	endYear, endMonth, endDay int // of a range
	weekday                   time.Weekday
	hasWeekday                bool
	endWeekday                time.Weekday
	hasEndWeekday             bool

	view  view
	count int // units from the view, signed
	unit  unit
	weeks int // "Monday of last week": -1

	ofYear      bool // "in May last year": count years from view
	hint        hint
	strict      bool // "last Friday" is not today
	explicitDir bool // "last", "next" said so: the tense does not count
}

// hint is what the word before an expression tells about its direction.
type hint uint8

const (
	noHint     hint = iota
	pastHint        // since
	comingHint      // as early as
	deadline        // by, until, before, from
	inMonth         // in
)

// finder recognises time expressions among the lexemes of a sentence.
type finder struct {
	l    []lex.Lexeme
	text string
}

// word gives the lower-case text of lexeme i, empty outside the sentence.
func (f *finder) word(i int) string {
	if i < 0 || i >= len(f.l) {
		return ""
	}
	return f.l[i].Lower
}

// at recognises the expression that begins at lexeme i.
func (f *finder) at(i int) (expression, bool) {
	if f.l[i].Kind == lex.Sign {
		return expression{}, false
	}
	if j := f.edge(i); j > i {
		if e, ok := f.core(j, true); ok {
			e.first = i
			return e, true
		}
	}
	e, ok := f.core(i, false)
	if ok {
		e.first = i
	}
	return e, ok
}

// edges are parts of a period: the period keeps its value.
var edges = map[string]bool{
	"end": true, "beginning": true, "start": true, "middle": true, "close": true, "turn": true, "course": true,
	"half": true, "quarter": true, "week": true, "weeks": true, "days": true, "day": true, "months": true, "rest": true, "month": true,
}

var edgeOrder = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "last": true, "final": true, "early": true, "opening": true, "closing": true, "very": true, "whole": true}

// edge skips "early", "late in", "mid-", "so far", "at the end of", "the
// fourth quarter of" and the like before a period, and gives the lexeme after it.
func (f *finder) edge(i int) int {
	j := i
	switch w := f.word(i); {
	case w == "early" || w == "late" || w == "mid" || w == "earlier" || w == "later":
		j++
		if j < len(f.l) && f.l[j].Dash() || f.word(j) == "in" || f.word(j) == "on" {
			j++
		}
		return j
	case w == "end":
		if j+1 < len(f.l) && (f.l[j+1].Dash() && !f.l[j+1].Space || f.word(j+1) == "of") {
			return j + 2
		}
		return i
	case w == "so" && f.word(i+1) == "far":
		return i + 2
	case w == "the":
		j++
	}
	if edgeOrder[f.word(j)] {
		j++
		if _, ok := lex.Number(f.l, j); ok && edgeOrder[f.word(j-1)] && !edges[f.word(j)] {
			j++ // "the first six months of"
		}
	}
	if j > i && edges[f.word(j)] && f.word(j+1) == "of" {
		return j + 2
	}
	return i
}

// core recognises an expression without what may stand before it; afterEdge
// allows "the month", "the year".
func (f *finder) core(i int, afterEdge bool) (expression, bool) {
	if i >= len(f.l) {
		return expression{}, false
	}
	l := &f.l[i]
	if l.Kind == lex.Digits {
		if y, ok := f.yearAt(i); ok && afterEdge {
			return expression{year: y, next: i + 1}, true
		}
		return f.digits(i)
	}
	if l.Kind == lex.Sign {
		return expression{}, false
	}
	if l.Capital() {
		if e, ok := f.weekdayName(i); ok {
			return e, true
		}
		if e, ok := f.monthName(i); ok {
			return e, true
		}
	}
	if l.Capital() && i > 0 && f.l[i-1].Kind != lex.Sign {
		if l.Lower == "today" || l.Lower == "tonight" { // a newspaper, a programme
			return expression{}, false
		}
	}
	switch l.Lower {
	case "today", "tonight":
		return f.dayPart(expression{kind: dayOffset, next: i + 1}), true
	case "yesterday":
		return f.dayPart(expression{kind: dayOffset, count: -1, next: i + 1}), true
	case "tomorrow":
		return f.dayPart(expression{kind: dayOffset, count: 1, next: i + 1}), true
	case "year", "month":
		return f.endOf(i)
	case "fiscal", "financial", "fy":
		return f.fiscal(i)
	case "the":
		return f.definite(i, afterEdge)
	case "last", "this", "next", "that", "same", "previous", "following", "coming", "past":
		return f.directed(i, false)
	case "spring", "summer", "autumn", "fall", "winter":
		return f.seasonOf(i)
	}
	return f.counted(i)
}

// endOf recognises "year-end", "the month's end".
func (f *finder) endOf(i int) (expression, bool) {
	e := expression{kind: period, unit: unitNames[f.word(i)], view: fromFrame, next: i + 3}
	if f.word(i+2) == "s" {
		e.next++
	}
	return e, f.word(e.next-1) == "end" && f.l[e.next-1].Start-f.l[i].End <= len("’s ")
}

// dayPart takes in "morning", "evening" and the like.
func (f *finder) dayPart(e expression) expression {
	switch f.word(e.next) {
	case "morning", "afternoon", "evening", "night":
		e.next++
	}
	return e
}
