package warc

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestHeadFor(t *testing.T) {
	for name, test := range map[string]struct{ head, want string }{
		"as it came":          {"HTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 4\r\n\r\n", "HTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 4\r\n\r\n"},
		"encoded":             {"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nContent-Length: 99\r\nServer: a\r\n\r\n", "HTTP/1.1 200 OK\r\nServer: a\r\nContent-Length: 4\r\n\r\n"},
		"in chunks":           {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"},
		"two lengths":         {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"},
		"of HTTP/2":           {"HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"},
		"of HTTP/3, in short": {"HTTP/3 200\r\nContent-Length: 4\r\n\r\n", "HTTP/1.1 200\r\nContent-Length: 4\r\n\r\n"},
		"folded lines":        {"HTTP/1.0 200 OK\r\nTransfer-Encoding: gzip,\r\n chunked\r\nServer: a\r\n\tb\r\n\r\n", "HTTP/1.0 200 OK\r\nServer: a\r\n\tb\r\nContent-Length: 4\r\n\r\n"},
		"bare ends of line":   {"HTTP/1.1 200 OK\nServer: caf\xe9\n\n", "HTTP/1.1 200 OK\r\nServer: caf\xe9\r\nContent-Length: 4\r\n\r\n"},
		"no end":              {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"},
	} {
		if got := string(headFor([]byte(test.head), 4)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		var out bytes.Buffer
		w := NewWriter(&out, func() string { return "urn:uuid:1" })
		if err := w.Response("https://example.org/", time.Unix(0, 0), []byte(test.head), []byte("body")); err != nil {
			t.Fatal(err)
		}
		x, err := NewReader(&out, 0)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := x.Next()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a, err := rec.Answer(100)
		if err != nil || string(a.Head) != test.head || string(a.Body) != "body" || a.Status != 200 {
			t.Errorf("%s comes back as %q and %q, %v", name, a.Head, a.Body, err)
		}
		if changed := rec.Get(OriginalHead) != ""; changed != (test.head != test.want) {
			t.Errorf("%s: the head as it came is kept beside: %v", name, changed)
		}
		rec.Block = append([]byte(test.head), "body"...) // as another tool may write it
		if a, err := rec.Answer(100); strings.Contains(name, "HTTP/") && (err != nil || a.Status != 200 || string(a.Body) != "body") {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func TestTargets(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?b=c#d": "https://example.org/a?b=c#d",
		"/reports/a b.txt":            "file:///reports/a%20b.txt",
		"reports/100%.txt":            "file:reports/100%25.txt",
		"//twice":                     "file:////twice",
		"standard input":              "file:standard%20input",
		`C:\reports\ñ.txt`:            "file:C:%5Creports%5C%C3%B1.txt",
		"rows.csv#7":                  "file:rows.csv%237",
		"a\r\nWARC-Type: x":           "file:a%0D%0AWARC-Type:%20x",
		"\xff":                        "file:%FF",
		"file:///etc/hosts":           "file:file:///etc/hosts",
		"https://example.org/a b":     "file:https://example.org/a%20b",
		"":                            "file:",
	} {
		got := TargetOf(address)
		if got != want || strings.ContainsAny(got, "\r\n <>") {
			t.Errorf("%q is named %q, want %q", address, got, want)
		}
		if back := AddressOf(got); back != address {
			t.Errorf("%q comes back as %q", address, back)
		}
	}
	for _, target := range []string{"file://host/share/a.txt", "file:%zz", "urn:x:y", "https://example.org/%20"} {
		if got := AddressOf(target); got != target {
			t.Errorf("%q is the address %q", target, got)
		}
	}
}

// Whatever head an answer came with, it and its body come back from an archive,
// if the head can be understood at all.
func FuzzHead(f *testing.F) {
	for _, fields := range []string{"", "Server: a\r\n\r\n", "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n", "Transfer-Encoding: chunked\nTrailer: a\n\n", "X: a\r\n\tb\r\n\r\n\r\n"} {
		f.Add(fields, []byte("body"))
	}
	f.Fuzz(func(t *testing.T, fields string, body []byte) {
		head := "HTTP/1.1 200 OK\r\n" + fields
		var out bytes.Buffer
		w := NewWriter(&out, func() string { return "urn:uuid:1" })
		if err := w.Response("https://example.org/", time.Unix(0, 0), []byte(head), body); err != nil {
			t.Fatal(err)
		}
		if out.Len() > MaxBlock || len(head) > maxHead/2 {
			return
		}
		x, err := NewReader(&out, 0)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := x.Next()
		if err != nil {
			t.Fatal(err)
		}
		a, err := rec.Answer(MaxBlock)
		if err == nil && (string(a.Head) != head || !bytes.Equal(a.Body, body)) {
			t.Errorf("%q with %q comes back as %q with %q", head, body, a.Head, a.Body)
		}
	})
}
