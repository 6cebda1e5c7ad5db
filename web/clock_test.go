package web

import (
	"testing"

	"demarche"
)

func TestClock(t *testing.T) {
	for _, c := range []struct {
		at     string
		beside demarche.Date
		want   string
	}{
		{"2025-01-26T23:30:00-05:00", "2025-01-26", "23:30 (UTC-05:00)"},
		{"2025-01-26T23:30:00Z", "2025-01-26", "23:30 (UTC)"},
		{"2025-01-27T03:30:00Z", "2025-01-26", "27 January, 03:30 (UTC)"},
		{"2025-01-26T23:30:00", "2025-01-26", "23:30"},
		{"late", "2025-01-26", "late"},
	} {
		if got := clock(c.at, c.beside); got != c.want {
			t.Errorf("%s: %q, want %q", c.at, got, c.want)
		}
	}
}
