package server

import (
	"bufio"
	"encoding/csv"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"demarche/exports"
	"demarche/internal/webfixture"
)

// strange are words that no state, entry, report or form is called.
func strange() []string {
	return []string{
		webfixture.Hostile, "../../etc/passwd", "..", "%2e%2e%2f", `..\..\windows`, "\x00", "XCOLX\x00", "\u202eLOC", "\xff\xfe", strings.Repeat("a", 3000), "COL\r\nSet-Cookie: a=b",
		"//evil.example", "https://evil.example", "javascript:alert(1)", "' OR 1=1 --", "*", "COL/../USA", "🇨🇴", strings.Repeat("e\u0301", 400), "{{.}}",
	}
}

// TestStrangeNamesInAddresses asks for pages and answers by names that are
// none: nothing fails inside, nothing leads elsewhere, nothing is set.
func TestStrangeNamesInAddresses(t *testing.T) {
	h := handler(t)
	for _, before := range []string{
		"/states/", "/entries/", "/reports/", "/events/", "/embed/entries/", "/assets/", "/api/where/", "/api/entries/", "/api/events/", "/api/documents/", "/api/cite/", "/api/export/", "/api/prove/", "/api/copies/", "/",
	} {
		for _, name := range strange() {
			got := request(h, http.MethodGet, before+url.PathEscape(name), nil)
			body, _ := io.ReadAll(got.Body)
			if got.StatusCode >= http.StatusInternalServerError || got.StatusCode == http.StatusOK {
				t.Errorf("%s%.40q answers %d", before, name, got.StatusCode)
			}
			if to := got.Header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
				t.Errorf("%s%.40q leads to %q", before, name, to)
			}
			if len(got.Header.Values("Set-Cookie")) > 0 || strings.Contains(string(body), "<script>") || strings.Contains(string(body), "root:") {
				t.Errorf("%s%.40q answers %v %.200s", before, name, got.Header, body)
			}
			if got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("X-Frame-Options") != "DENY" {
				t.Errorf("%s%.40q may be framed or taken for something else: %v", before, name, got.Header)
			}
		}
	}
}

// TestNamesOfDownloadsAreOurs asks for downloads by names and filters that
// would write a field of the header.
func TestNamesOfDownloadsAreOurs(t *testing.T) {
	h := handler(t)
	for _, f := range exports.Forms() {
		got := request(h, http.MethodGet, "/api/export/"+f.Name+"?state=COL", nil)
		if name := got.Header.Get("Content-Disposition"); got.StatusCode != http.StatusOK || name != `attachment; filename="demarche.`+f.Extension+`"` {
			t.Errorf("%s is answered %d and called %q", f.Name, got.StatusCode, name)
		}
	}
	for _, address := range []string{
		"/api/export/csv%0d%0aX-Evil:%20yes", "/api/export/csv?state=COL%0d%0aX-Evil:%20yes", "/api/export/csv%22;filename=%22evil.exe", "/entries/abc%0d%0aX-Evil:%20yes/proof.json", "/reports/x%22;filename=%22evil.exe/proof.json",
	} {
		got := request(h, http.MethodGet, address, nil)
		if got.StatusCode < http.StatusBadRequest || got.Header.Get("X-Evil") != "" || strings.Contains(got.Header.Get("Content-Disposition"), "evil") {
			t.Errorf("%s answers %d with %v", address, got.StatusCode, got.Header)
		}
	}
}

// TestNoCellIsAFormula reads every list and export as a spreadsheet would, of a
// ledger in which every word begins as a formula does.
func TestNoCellIsAFormula(t *testing.T) {
	a, words := webfixture.Formulas(t)
	h, err := New(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for address, kept := range map[string]string{
		"/api/export/csv": "'" + webfixture.Formula, "/api/export/plover": "", "/api/quotes": "'" + webfixture.Formula, "/api/offices": "'" + webfixture.Formula, "/api/gaps": "'" + webfixture.Formula, "/api/timeline": "'" + webfixture.Formula,
		"/api/flights": "'" + webfixture.Formula, "/api/flights/each": "'" + webfixture.Formula, "/api/counts": "'" + webfixture.Formula, "/api/places": "'" + webfixture.Formula, "/api/documents": "'" + webfixture.Formula, "/api/sources": "'" + strings.ToLower(webfixture.Formula),
		"/api/search?q=hyperlink": "'" + webfixture.Formula, "/api/where": "BRA", "/api/promises": "", "/api/copies": "", "/api/events": "'" + webfixture.Formula,
	} {
		got := request(h, http.MethodGet, address, map[string]string{"Accept": "text/csv, */*;q=0.1"})
		body, _ := io.ReadAll(got.Body)
		rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
		if address == "/api/export/plover" && err != nil {
			continue // it is no CSV
		}
		if err != nil || got.StatusCode != http.StatusOK || !strings.Contains(string(body), strings.ReplaceAll(kept, `"`, `""`)) {
			t.Errorf("%s answers %d (%v) without %s:\n%s", address, got.StatusCode, err, kept, body)
		}
		for _, row := range rows {
			for _, cell := range row {
				if begin := strings.TrimLeft(cell, " \u00a0"); begin != "" && strings.ContainsRune("=+-@\t\r", rune(begin[0])) {
					t.Errorf("%s has the cell %q", address, cell)
				}
			}
		}
	}
}

// listening serves a handler as the program does, with shorter patience, and gives where.
func listening(t *testing.T, h http.Handler, patience time.Duration) string {
	t.Helper()
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(h)
	for _, limit := range []*time.Duration{&s.ReadHeaderTimeout, &s.ReadTimeout, &s.WriteTimeout, &s.IdleTimeout} {
		if *limit <= 0 || *limit > 5*time.Minute {
			t.Fatalf("a client has %v", *limit)
		}
		*limit = patience
	}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSlowClientsAreCutOff sends the head of a request, or its body, a little
// at a time, or takes none of the answer: the connection ends, and others are
// answered meanwhile.
func TestSlowClientsAreCutOff(t *testing.T) {
	large := strings.Repeat("x", 64<<20) // more than sockets hold
	address := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/large" {
			_, _ = io.WriteString(w, large)
			return
		}
		_, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, "ok")
	}), 200*time.Millisecond)
	for name, sent := range map[string]string{
		"half a head": "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ", "half a body": "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc", "nothing": "",
	} {
		c := dial(t, address)
		if _, err := io.WriteString(c, sent); err != nil {
			t.Fatal(err)
		}
		other := dial(t, address)
		if _, err := io.WriteString(other, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(other); err != nil || !strings.HasSuffix(string(b), "ok") {
			t.Errorf("%s: another client is answered %q (%v)", name, b, err)
		}
		if b, err := io.ReadAll(c); err != nil || strings.HasSuffix(string(b), "ok") {
			t.Errorf("%s: the connection is held open, or answered %q (%v)", name, b, err)
		}
	}
	c := dial(t, address)
	if _, err := io.WriteString(c, "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	if n, err := io.Copy(io.Discard, c); n >= int64(len(large)) {
		t.Errorf("who takes nothing for long still gets all %d bytes (%v)", n, err)
	}
}

func TestGiantHeadersAreRefused(t *testing.T) {
	address := listening(t, handler(t), 5*time.Second)
	c := dial(t, address)
	go func() {
		_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: "+strings.Repeat("a", 1<<20)+"\r\n\r\n")
	}()
	got, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = got.Body.Close()
	if got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a head of a megabyte is answered %d", got.StatusCode)
	}
}
