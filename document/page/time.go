package page

import (
	"slices"
	"time"

	"demarche"
	"demarche/document/calendar"
)

// layouts of times, with and without their zone, and of days, as pages write them
// for machines.
var (
	zonedLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST",
		time.RFC1123Z, time.RFC1123, "Mon Jan 02 15:04:05 MST 2006"}
	clockLayouts = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "Mon Jan 2 15:04:05 2006"}
	dayLayouts   = []string{time.DateOnly, "20060102", "2006/01/02"}
)

// noZone is the place of times whose zone is not told.
var noZone = time.FixedZone("not told", 0)

// Stamp writes a time of publication as RFC 3339, without a zone where none is
// told; empty if only the day is.
func Stamp(at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case at.Location() == noZone:
		return at.Format("2006-01-02T15:04:05")
	}
	return at.Format(time.RFC3339)
}

// Time understands a time or a day as pages write them; the day is that of the
// zone in which it is written, and at is zero if only the day is told.
func Time(s string) (day demarche.Date, at time.Time, ok bool) {
	day, at = parseTime(s)
	return day, at, day.Known()
}

// parseTime understands a time or a day. The day is that of the zone in which
// the time is written.
func parseTime(s string) (demarche.Date, time.Time) {
	if s = oneLine(s); len(s) > longestDay {
		return "", time.Time{}
	}
	if t, ok := clock(s); ok {
		return demarche.Day(t), t
	}
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return demarche.Day(t), time.Time{}
		}
	}
	if len(s) < 80 {
		if days := calendar.FullDates(s); len(days) == 1 {
			return days[0].Date, time.Time{}
		}
	}
	return "", time.Time{}
}

// clock understands a time of day.
func clock(s string) (time.Time, bool) {
	for _, layout := range zonedLayouts {
		t, err := time.ParseInLocation(layout, s, time.UTC)
		if err != nil || !plausible(t) {
			continue
		}
		if name, ahead := t.Zone(); ahead == 0 && !slices.Contains([]string{"", "UTC", "GMT", "Z"}, name) {
			t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), noZone) // an abbreviation that may be anywhere
		}
		return t, true
	}
	for _, layout := range clockLayouts {
		if t, err := time.ParseInLocation(layout, s, noZone); err == nil && plausible(t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// readersDay gives the day of a time that a page tells in UTC, as machines do
// everywhere: the day before or after, if the page shows that one to its readers
// and it is the same moment in some zone.
func readersDay(at time.Time, shown ...func() demarche.Date) demarche.Date {
	const west, east = -12 * time.Hour, 14 * time.Hour
	if _, ahead := at.Zone(); ahead != 0 || at.Location() == noZone {
		return demarche.Day(at)
	}
	for _, told := range shown {
		if d := told(); d != demarche.Day(at) && (d == demarche.Day(at.Add(west)) || d == demarche.Day(at.Add(east))) {
			return d
		}
	}
	return demarche.Day(at)
}
