// Package calendar reads the words and numbers of the calendar in English
// text: names of months and weekdays, and full dates. What a date means for a
// report - its day of publication, the day of an event - is for its callers.
package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"demarche"
)

// Month gives the month of an English name or abbreviation ("January", "Jan",
// "Jan.", "Sept."), letter case aside.
func Month(word string) (time.Month, bool) {
	w := strings.TrimSuffix(word, ".")
	if strings.EqualFold(w, "sept") {
		return time.September, true
	}
	for m := time.January; m <= time.December; m++ {
		if isName(w, m.String()) {
			return m, true
		}
	}
	return 0, false
}

// isName reports whether w is the name or its first three letters, letter case aside.
func isName(w, name string) bool {
	return strings.EqualFold(w, name) || strings.EqualFold(w, name[:3])
}

// Weekday gives the weekday of an English name or abbreviation ("Monday",
// "Mon", "Tues.", "Thurs"), letter case aside.
func Weekday(word string) (time.Weekday, bool) {
	w := strings.TrimSuffix(word, ".")
	for d := time.Sunday; d <= time.Saturday; d++ {
		if isName(w, d.String()) {
			return d, true
		}
	}
	switch {
	case strings.EqualFold(w, "tues"):
		return time.Tuesday, true
	case strings.EqualFold(w, "weds"):
		return time.Wednesday, true
	case strings.EqualFold(w, "thur"), strings.EqualFold(w, "thurs"):
		return time.Thursday, true
	}
	return 0, false
}

// DayOf gives the Date of a day that exists.
func DayOf(year int, month time.Month, day int) (demarche.Date, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || year > 9999 || t.Day() != day || t.Month() != month {
		return "", false
	}
	return demarche.Day(t), true
}

// MonthOf gives the Date of a month.
func MonthOf(year int, month time.Month) demarche.Date {
	return demarche.Date(fmt.Sprintf("%04d-%02d", year, month))
}

// Found is a full date in a text, with its weekday if one stands before it.
type Found struct {
	Date demarche.Date
	Span demarche.Span
}

const (
	monthNames   = `January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?`
	weekdayNames = `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun`
)

// full is a date with day, month and year in one of the forms that reports
// use; the order of 03/04/2025 is not known, so slashes count only where one
// number is over 12.
var full = regexp.MustCompile(`(?i)(?:\b(?:` + weekdayNames + `)\.?,?\s+)?(?:` +
	`\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(` + monthNames + `),?\s+(\d{4})\b|` +
	`\b(` + monthNames + `)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b|` +
	`\b(\d{4})-(\d{2})-(\d{2})\b|` +
	`\b(\d{1,2})\.\s?(\d{1,2})\.(\d{4})\b|` +
	`\b(\d{1,2})/(\d{1,2})/(\d{4})\b)`)

// FullDates gives the dates in text that name a day, a month and a year and
// exist, in order.
func FullDates(text string) []Found {
	var found []Found
	for _, m := range full.FindAllStringSubmatchIndex(text, -1) {
		if d, ok := read(text, m); ok {
			found = append(found, Found{d, demarche.Span{Start: m[0], End: m[1]}})
		}
	}
	return found
}

func read(text string, m []int) (demarche.Date, bool) {
	group := func(i int) string { return text[m[2*i]:m[2*i+1]] }
	number := func(i int) int { n, _ := strconv.Atoi(group(i)); return n }
	switch {
	case m[2] >= 0:
		month, _ := Month(group(2))
		return DayOf(number(3), month, number(1))
	case m[8] >= 0:
		month, _ := Month(group(4))
		return DayOf(number(6), month, number(5))
	case m[14] >= 0:
		return DayOf(number(7), time.Month(number(8)), number(9))
	case m[20] >= 0:
		return DayOf(number(12), time.Month(number(11)), number(10))
	}
	a, b, year := number(13), number(14), number(15)
	switch {
	case a > 12:
		return DayOf(year, time.Month(b), a)
	case b > 12 || a == b:
		return DayOf(year, time.Month(a), b)
	}
	return "", false
}
