package page

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const story = "<p>The ministry in Bogotá said on Sunday that the flight – the “second” – had been turned back, and gave no other reason for it.</p><p>It did not say how many people had been on board, or where the plane had gone afterwards.</p>"

// A page is read in its own encoding, whoever declares it.
func TestEncodings(t *testing.T) {
	bom16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for name, c := range map[string]struct {
		meta, declared string
		as             encoding.Encoding
	}{
		"UTF-8 by the server":             {"", "text/html; charset=utf-8", encoding.Nop},
		"UTF-8 by the page":               {`<meta charset="utf-8">`, "", encoding.Nop},
		"windows-1252 by the server":      {"", "text/html; charset=windows-1252", charmap.Windows1252},
		"windows-1252 by the page":        {`<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">`, "", charmap.Windows1252},
		"ISO-8859-1, which is 1252":       {`<meta charset="ISO-8859-1">`, "", charmap.Windows1252},
		"the server goes before the page": {`<meta charset="utf-8">`, "text/html; charset=windows-1252", charmap.Windows1252},
		"UTF-16 by its mark":              {"", "", bom16},
		"a mark goes before the page":     {`<meta charset="windows-1252">`, "", bom16},
	} {
		b, err := c.as.NewEncoder().Bytes([]byte("<!doctype html><html><head>" + c.meta + "<title>T</title></head><body><h1>A flight is turned back</h1>" + story + "</body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(b, c.declared, "")
		if err != nil || !strings.Contains(p.Text, "Bogotá said on Sunday that the flight – the “second” – had") {
			t.Errorf("%s: %q %v", name, p.Text, err)
		}
	}
}

func TestFacts(t *testing.T) {
	p, err := Read([]byte(`<!doctype html><html lang="en-GB"><head><title>Flight turned back - The Gazette</title>
<link rel="canonical" href="/2025/01/flight"><meta property="og:site_name" content="The Gazette">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Flight turned back","datePublished":"2025-01-26T23:30:00-05:00","author":[{"name":"Robin Sample"},{"name":"Kim Placeholder"}],"correction":{"text":"The first version named another airport."}}</script>
<script type="application/ld+json">{broken</script></head><body><h1>Flight turned back</h1>`+story+`<p>This article was amended on 28 January 2025 to give the right number of planes.</p></body></html>`), "", "https://gazette.example/x?utm=1")
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Flight turned back" || p.Published != "2025-01-26" || p.At.Hour() != 23 || p.Byline != "Robin Sample, Kim Placeholder" || p.Publisher != "The Gazette" || p.Canonical != "https://gazette.example/2025/01/flight" || p.Lang != "en" {
		t.Errorf("facts %+v", p)
	}
	want := []string{"The first version named another airport.", "This article was amended on 28 January 2025 to give the right number of planes."}
	if !slices.Equal(p.Corrections, want) || strings.Contains(p.Text, "amended") {
		t.Errorf("corrections %q, text %q", p.Corrections, p.Text)
	}
}

// A day that the page does not tell is not guessed.
func TestNoDay(t *testing.T) {
	p, err := Read([]byte("<html><body><h1>T</h1>"+story+"<p>The treaty of 3 March 2019 is in force, and its text was published in the gazette of the republic.</p><footer>© 2024</footer></body></html>"), "", "")
	if err != nil || p.Published.Known() {
		t.Errorf("day %q, %v", p.Published, err)
	}
}

func TestDays(t *testing.T) {
	for s, want := range map[string]string{
		"2025-01-26T23:30:00-05:00": "2025-01-26", "2025-01-26T04:30:00Z": "2025-01-26", "2025-01-26": "2025-01-26", "20250126": "2025-01-26",
		"Sun, 26 Jan 2025 10:00:00 GMT": "2025-01-26", "January 26, 2025": "2025-01-26", "26 January 2025, 10:15": "2025-01-26", "2025-01-26T10:00": "2025-01-26",
		"1970-01-01T00:00:00Z": "", "0001-01-01": "", "yesterday": "", "2025-13-45": "", "": "",
	} {
		if got, _ := Day(s); string(got) != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for address, want := range map[string]string{
		"https://x.example/2025/01/26/story": "2025-01-26", "https://x.example/2025/jan/26/story": "2025-01-26", "https://x.example/a-20250126.html": "2025-01-26", "https://x.example/2025-01-26-story": "2025-01-26",
		"https://x.example/2025/story": "", "https://x.example/id/123456789": "", "https://x.example/2025/02/31/story": "",
	} {
		if got := dayOfAddress(address); string(got) != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want error
	}{
		"no text":     {"<html><body><nav>Home</nav></body></html>", ErrNoText},
		"too deep":    {"<html><body>" + strings.Repeat("<div>", 5000) + story, ErrTooDeep},
		"too many":    {"<html><body>" + strings.Repeat("<i>a</i>", maxNodes) + story, ErrTooDeep},
		"only script": {"<html><body><script>var deported = 1</script></body></html>", ErrNoText},
	} {
		if _, err := Read([]byte(c.page), "", ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Markup in a source never becomes markup of the text.
func TestHostileMarkup(t *testing.T) {
	p, err := Read([]byte(`<html><body><h1>T</h1>`+story+`<p onclick="alert(1)">Officials wrote &lt;script&gt;alert(1)&lt;/script&gt; in the note, and said nothing else about it that day.</p><script>alert(2)</script></body></html>`), "", "")
	if err != nil || strings.Contains(p.Text, "alert(2)") || !strings.Contains(p.Text, "<script>alert(1)</script> in the note") {
		t.Errorf("text %q, %v", p.Text, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<html><body><h1>T</h1>" + story + "</body></html>"))
	f.Add([]byte("<table><tr><td>" + story + "</table>"))
	f.Add([]byte("<html><head><script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"datePublished\":1}]</script>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read(b, "text/html; charset=utf-8", "https://x.example/")
		if err == nil && (strings.TrimSpace(p.Text) == "" || !utf8.ValidString(p.Text)) {
			t.Errorf("text %q", p.Text)
		}
	})
}
