package demarche

import (
	"fmt"
	"time"
)

// Date is a day (2006-01-02), a month (2006-01) or a year (2006) of the
// Gregorian calendar, or empty where nothing is known; in JSON empty is null.
type Date string

// ParseDate checks that s is a day, a month or a year that exists.
func ParseDate(s string) (Date, error) {
	layout, ok := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}[len(s)]
	if ok {
		if _, err := time.Parse(layout, s); err == nil {
			return Date(s), nil
		}
	}
	return "", &Error{Code: Invalid, Op: "date", Detail: fmt.Sprintf("%q is not a day, month or year", s), Hint: "write 2025-01-26, 2025-01 or 2025"}
}

// Day makes the Date of the day that t falls on in its own zone.
func Day(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Known reports whether the date says anything.
func (d Date) Known() bool { return d != "" }

// IsDay reports whether the date is known to the day.
func (d Date) IsDay() bool { return len(d) == 10 }

// First gives the first day that the date can mean, at midnight UTC; the zero
// time if it is not known.
func (d Date) First() time.Time {
	year, month, day, ok := d.numbers()
	if !ok {
		return time.Time{}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day { // there is no such day in the month
		return time.Time{}
	}
	return t
}

// numbers reads the date, 1 for a month and a day that it does not have; false
// where it is none.
func (d Date) numbers() (year, month, day int, ok bool) {
	month, day, ok = 1, 1, true
	number := func(from, to int) (n int) {
		for _, c := range []byte(d[from:to]) {
			ok = ok && '0' <= c && c <= '9'
			n = 10*n + int(c-'0')
		}
		return n
	}
	switch len(d) {
	case len("2006-01-02"):
		ok = d[7] == '-'
		day = number(8, 10)
		fallthrough
	case len("2006-01"):
		ok = ok && d[4] == '-'
		month = number(5, 7)
		fallthrough
	case len("2006"):
		year = number(0, 4)
	default:
		ok = false
	}
	return year, month, day, ok && 1 <= month && month <= 12 && day >= 1
}

// Last gives the last day that the date can mean, at midnight UTC; the zero
// time if it is not known.
func (d Date) Last() time.Time {
	t := d.First()
	switch len(d) {
	case 4:
		return t.AddDate(1, 0, -1)
	case 7:
		return t.AddDate(0, 1, -1)
	}
	return t
}

// Covers reports whether day, itself known to the day, can be the date.
func (d Date) Covers(day Date) bool {
	return d.Known() && len(day) >= len(d) && day[:len(d)] == d
}

// MarshalJSON writes null for an unknown date.
func (d Date) MarshalJSON() ([]byte, error) { return Optional(d).MarshalJSON() }

// UnmarshalJSON reads a date and refuses one that does not exist.
func (d *Date) UnmarshalJSON(b []byte) error {
	var o Optional
	if err := o.UnmarshalJSON(b); err != nil {
		return err
	}
	if o == "" {
		*d = ""
		return nil
	}
	p, err := ParseDate(string(o))
	*d = p
	return err
}
