package demarche

import (
	"testing"
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
