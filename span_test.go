package demarche

import (
	"fmt"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzSelectorsAreExact(f *testing.F) {
	f.Add("Petro dijo: «no» a Guantánamo 🙂 \u200b\u202eabc", 3, 20)
	f.Add("", 0, 0)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		if !utf8.ValidString(text) || a < 0 || b < a || b > len(text) {
			t.Skip()
		}
		for a > 0 && a < len(text) && !utf8.RuneStart(text[a]) {
			a--
		}
		for b > 0 && b < len(text) && !utf8.RuneStart(text[b]) {
			b--
		}
		o := CodePoints(text)
		sel := o.Select(Span{a, b})
		if sel.Exact != text[a:b] {
			t.Fatalf("exact is %q, not %q", sel.Exact, text[a:b])
		}
		if runes := []rune(text); string(runes[sel.Start:sel.End]) != sel.Exact {
			t.Fatalf("code points %d to %d of %q are not %q", sel.Start, sel.End, text, sel.Exact)
		}
		if err := sel.Check(text); err != nil {
			t.Fatal(err)
		}
		back, err := o.Span(sel.Start, sel.End)
		if err != nil || back != (Span{a, b}) {
			t.Fatalf("%v comes back as %v (%v)", Span{a, b}, back, err)
		}
	})
}

func TestDates(t *testing.T) {
	for _, bad := range []string{"2025-02-30", "2025-1-1", "25", "2025-00", "abcd"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q was read as %v", bad, d)
		}
	}
	d, err := ParseDate("2024-02")
	if err != nil || Day(d.Last()) != "2024-02-29" || !d.Covers("2024-02-29") || d.Covers("2024-03-01") {
		t.Errorf("2024-02: %v, ends %v", err, d.Last())
	}
}

// TestDatesAreReadAsTimeReadsThem compares with the time package, over dates
// that exist and over what is none.
func TestDatesAreReadAsTimeReadsThem(t *testing.T) {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}
	check := func(d Date) {
		t.Helper()
		var want time.Time
		if layout, ok := layouts[len(d)]; ok {
			want, _ = time.Parse(layout, string(d))
		}
		if got := d.First(); !got.Equal(want) {
			t.Errorf("%q begins on %v, not on %v", d, got, want)
		}
	}
	for _, year := range []int{0, 1, 1900, 2000, 2023, 2024, 2025, 9999} {
		for month := range 15 {
			for day := range 35 {
				d := Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
				check(d)
				check(d[:7])
				check(d[:4])
			}
		}
	}
	for _, none := range []Date{"", "2", "20-5", "2025/01", "2025-1-1a", "2025-+1-01", "abcd", "2025-01-0a", "2025 01-01", "２０"} {
		check(none)
	}
}
