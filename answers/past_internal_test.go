package answers

import (
	"testing"
	"time"

	"demarche"
)

// A date that was kept as a number is the date that it was.
func TestDatesAsNumbers(t *testing.T) {
	for _, d := range []demarche.Date{"", "0002", "0999-12", "1000-01-01", "2025", "2025-01", "2024-02-29", "9999-12-31"} {
		if got := dateOf(dayNumber(d)); got != d {
			t.Errorf("%q comes back as %q", d, got)
		}
	}
	for at := time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2025; at = at.AddDate(0, 0, 1) {
		if d := demarche.Day(at); dateOf(dayNumber(d)) != d {
			t.Errorf("%q comes back as %q", d, dateOf(dayNumber(d)))
		}
	}
}
