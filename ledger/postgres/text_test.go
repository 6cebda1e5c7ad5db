package postgres

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTextComesBack(t *testing.T) {
	for s, want := range map[string]string{
		"":                 "",
		"Ñandú 🛬":          "Ñandú 🛬",
		"a\x00b":           "a\U0010FFFF00b",
		"\xffname":         "\U0010FFFFffname",
		"\U0010FFFF":       "\U0010FFFFf4\U0010FFFF8f\U0010FFFFbf\U0010FFFFbf",
		"\uFFFD stays":     "\uFFFD stays",
		"cut off \xe2\x82": "cut off \U0010FFFFe2\U0010FFFF82",
	} {
		if got := asText(s); got != want {
			t.Errorf("%q is kept as %q, want %q", s, got, want)
		}
	}
	for _, bad := range []string{"\U0010FFFF", "\U0010FFFFg0", "x\U0010FFFF0", "\U0010FFFF0G"} {
		if got, err := fromText(bad); err == nil {
			t.Errorf("%q comes back as %q", bad, got)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "plain", "a\x00b", "\xff\xfe", "\U0010FFFF00", "é\U0010FFFF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := asText(s)
		if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
			t.Fatalf("%q is kept as %q, which PostgreSQL refuses", s, text)
		}
		if back, err := fromText(text); err != nil || back != s {
			t.Fatalf("%q comes back as %q (%v)", s, back, err)
		}
	})
}
