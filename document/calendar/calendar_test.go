package calendar_test

import (
	"testing"
	"time"

	"demarche"
	"demarche/document/calendar"
)

func TestMonth(t *testing.T) {
	for word, want := range map[string]time.Month{
		"January": time.January, "jan": time.January, "Feb.": time.February, "MARCH": time.March, "may": time.May,
		"Sept": time.September, "Sept.": time.September, "Sep": time.September, "Dec": time.December,
		"Janus": 0, "": 0, ".": 0, "ma": 0, "Marches": 0,
	} {
		if got, ok := calendar.Month(word); got != want || ok != (want != 0) {
			t.Errorf("Month(%q) = %v, %v", word, got, ok)
		}
	}
}

func TestWeekday(t *testing.T) {
	for word, want := range map[string]time.Weekday{
		"Sunday": time.Sunday, "mon": time.Monday, "Tues": time.Tuesday, "Tue.": time.Tuesday, "Weds": time.Wednesday,
		"Thurs.": time.Thursday, "THURSDAY": time.Thursday, "Saturday": time.Saturday,
	} {
		if got, ok := calendar.Weekday(word); got != want || !ok {
			t.Errorf("Weekday(%q) = %v, %v", word, got, ok)
		}
	}
	for _, word := range []string{"", "day", "Mo", "Sundays", "Thursda"} {
		if got, ok := calendar.Weekday(word); ok {
			t.Errorf("Weekday(%q) = %v", word, got)
		}
	}
}

func TestFullDates(t *testing.T) {
	tests := []struct {
		text string
		want []demarche.Date
		span string // words of the first
	}{
		{"Kinshasa, 5 April 2026", []demarche.Date{"2026-04-05"}, "5 April 2026"},
		{"ACCRA, Monday, September 29, 2025 - Washington", []demarche.Date{"2025-09-29"}, "Monday, September 29, 2025"},
		{"Sept. 3 2025 and the 1st of May, 2024", []demarche.Date{"2025-09-03", "2024-05-01"}, "Sept. 3 2025"},
		{"filed 2025-01-29, heard 30.1.2025", []demarche.Date{"2025-01-29", "2025-01-30"}, "2025-01-29"},
		{"29/01/2025, 01/30/2025, 01/02/2025", []demarche.Date{"2025-01-29", "2025-01-30"}, "29/01/2025"},
		{"Thu, 29 Feb 2024", []demarche.Date{"2024-02-29"}, "Thu, 29 Feb 2024"},
		{"30 February 2025, 2025-13-01, 29 Feb 2023", nil, ""},
		{"in May 2025 and on 3 June", nil, ""},
		{"May 20, 20250", nil, ""},
	}
	for _, tt := range tests {
		got := calendar.FullDates(tt.text)
		if len(got) != len(tt.want) {
			t.Errorf("%q: %v", tt.text, got)
			continue
		}
		for i, f := range got {
			if f.Date != tt.want[i] || i == 0 && f.Span.Of(tt.text) != tt.span {
				t.Errorf("%q: %v %q, want %v %q", tt.text, f.Date, f.Span.Of(tt.text), tt.want[i], tt.span)
			}
		}
	}
}

func FuzzFullDates(f *testing.F) {
	for _, s := range []string{"5 April 2026", "Monday, Sept. 29, 2025", "2025-01-29", "30.1.2025", "01/30/2025", "0 May 0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, d := range calendar.FullDates(text) {
			if _, err := demarche.ParseDate(string(d.Date)); err != nil || !d.Date.IsDay() {
				t.Errorf("%q: %v", d.Date, err)
			}
			if d.Span.Start < end || d.Span.End <= d.Span.Start || d.Span.End > len(text) {
				t.Errorf("span %v", d.Span)
			}
			end = d.Span.End
		}
	})
}
