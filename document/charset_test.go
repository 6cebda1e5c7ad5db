package document

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"demarche/source/fetch"
)

// Pages over a real server: whatever the server and the page say of the encoding,
// the words are those that the page has.
func TestEncodingsOfServers(t *testing.T) {
	const meta = `<meta charset="`
	for name, c := range map[string]struct {
		header, page string
		as           encoding.Encoding
	}{
		"UTF-8":                                     {"text/html; charset=utf-8", "", encoding.Nop},
		"nobody says UTF-8":                         {"text/html", "", encoding.Nop},
		"windows-1252 in the header":                {"text/html; charset=windows-1252", "", charmap.Windows1252},
		"windows-1252 in the page":                  {"text/html", meta + `windows-1252">`, charmap.Windows1252},
		"ISO-8859-1 in the header":                  {"text/html; charset=ISO-8859-1", "", charmap.Windows1252},
		"ISO-8859-1 in quotation marks":             {`text/html; charset="iso-8859-1"`, "", charmap.Windows1252},
		"ISO-8859-15 in the page":                   {"text/html", meta + `iso-8859-15">`, charmap.ISO8859_15},
		"UTF-16 with its mark":                      {"text/html", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"UTF-16 with its mark, other header":        {"text/html; charset=utf-8", "", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		"UTF-16 without a mark, in the header":      {"text/html; charset=utf-16le", "", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		"UTF-16 without a mark, big-endian":         {"text/html; charset=utf-16be", "", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		"UTF-16 that nobody says":                   {"text/html", "", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		"the header says UTF-8, the page 1252":      {"text/html; charset=utf-8", meta + `windows-1252">`, charmap.Windows1252},
		"the header says UTF-8, it is 1252":         {"text/html; charset=utf-8", "", charmap.Windows1252},
		"the header says ISO-8859-1, it is UTF-8":   {"text/html; charset=ISO-8859-1", meta + `utf-8">`, encoding.Nop},
		"the page says 1252, it is UTF-8":           {"text/html; charset=utf-8", meta + `windows-1252">`, encoding.Nop},
		"the page says UTF-16, which it cannot be":  {"text/html", meta + `utf-16">`, encoding.Nop},
		"nobody says 1252":                          {"text/html", "", charmap.Windows1252},
		"the header names an encoding unknown":      {"text/html; charset=klingon", meta + `windows-1252">`, charmap.Windows1252},
		"the header says UTF-8, the page is UTF-16": {"text/html; charset=utf-8", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	} {
		body := "<!doctype html><html lang=en><head>" + c.page + "<title>A flight is turned back</title></head><body><h1>A flight is turned back</h1><p>The ministry in Bogotá said on Sunday that two flights with deportees – “both of them” – had been turned back.</p><p>It did not say how many people had been on board, or where the planes had gone afterwards.</p></body></html>"
		if c.as == charmap.ISO8859_15 {
			body = strings.NewReplacer("–", "-", "“", `"`, "”", `"`).Replace(body)
		}
		b, err := c.as.NewEncoder().Bytes([]byte(body))
		if err != nil {
			t.Fatal(name, err)
		}
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", c.header)
			_, _ = w.Write(b)
		}))
		client := fetch.New(fetch.Options{Now: time.Now, Sleep: func(context.Context, time.Duration) error { return nil }, Private: true})
		a, err := client.Get(context.Background(), srv.URL+"/story", fetch.Seen{})
		srv.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d, err := New(a.Capture, "")
		want := "The ministry in Bogotá said on Sunday that two flights with deportees – “both of them” – had been turned back."
		if c.as == charmap.ISO8859_15 {
			want = strings.NewReplacer("–", "-", "“", `"`, "”", `"`).Replace(want)
		}
		if err != nil || !strings.Contains(d.Text, want) {
			t.Errorf("%s: %q, %v", name, d.Text, err)
		}
	}
}
