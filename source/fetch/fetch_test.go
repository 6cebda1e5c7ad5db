package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/dns/dnsmessage"

	"demarche"
	"demarche/source"
	"demarche/source/decode"
)

var noon = time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)

// slept adds up how long a client would have waited.
type slept struct{ total time.Duration }

func (s *slept) sleep(ctx context.Context, d time.Duration) error {
	s.total += d
	return ctx.Err()
}

// local gives a client that may ask the loopback server, and what it slept.
func local(t *testing.T) (*Client, *slept) {
	t.Helper()
	s := &slept{}
	return New(Options{Now: func() time.Time { return noon }, Sleep: s.sleep, Private: true, Every: 2 * time.Second, Within: 2 * time.Second, Version: "test"}), s
}

// serve answers with handlers by path; robots.txt is missing unless given.
func serve(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

func says(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

const article = "<!doctype html><html><body><p>The flight landed on Tuesday.</p></body></html>"

func TestGet(t *testing.T) {
	var named atomic.Value
	srv := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		named.Store(r.UserAgent())
		w.Header().Set("ETag", `"1"`)
		says("text/html; charset=utf-8", article)(w, r)
	}})
	c, _ := local(t)
	a, err := c.Get(context.Background(), srv.URL+"/a", Seen{})
	if err != nil {
		t.Fatal(err)
	}
	if string(a.Bytes) != article || a.Address != srv.URL+"/a" || !a.Taken.Equal(noon) || !strings.HasPrefix(a.Media, source.HTML) || a.Seen.ETag != `"1"` {
		t.Errorf("answer %+v", a)
	}
	if !bytes.HasPrefix(a.Head, []byte("HTTP/1.1 200 OK\r\n")) {
		t.Errorf("head %q", a.Head)
	}
	if named.Load() != "Demarche/test" {
		t.Errorf("the program names itself %q", named.Load())
	}
}

func TestUnchanged(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "yesterday" {
			w.WriteHeader(http.StatusNotModified)
		}
	}})
	c, _ := local(t)
	a, err := c.Get(context.Background(), srv.URL+"/a", Seen{`"1"`, "yesterday"})
	if err != nil || !a.Unchanged || len(a.Bytes) != 0 {
		t.Errorf("answer %+v, %v", a, err)
	}
}

func TestBusy(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{
		"/seconds": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "90"); w.WriteHeader(429) },
		"/time": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", noon.Add(time.Hour).Format(http.TimeFormat))
			w.WriteHeader(503)
		},
		"/never": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "-5"); w.WriteHeader(429) },
	})
	c, _ := local(t)
	for path, want := range map[string]time.Duration{"/seconds": 90 * time.Second, "/time": time.Hour, "/never": 0} {
		var busy *BusyError
		if _, err := c.Get(context.Background(), srv.URL+path, Seen{}); !errors.As(err, &busy) || busy.For != want {
			t.Errorf("%s: %v, want to wait %v", path, err, want)
		}
	}
}

func TestStatus(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{})
	c, _ := local(t)
	var status *StatusError
	if _, err := c.Get(context.Background(), srv.URL+"/gone", Seen{}); !errors.As(err, &status) || status.Status != 404 {
		t.Errorf("error %v", err)
	}
}

// What users are told of a failure, and with which code.
func TestExplain(t *testing.T) {
	answers := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
	}
	srv := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /private\n"),
		"/gone":       answers(410), "/login": answers(403), "/busy": answers(429), "/broken": answers(500), "/private": answers(200),
		"/large": func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, source.Limit+1)) },
	})
	c, _ := local(t)
	for path, want := range map[string]demarche.Code{"/none": demarche.NotFound, "/gone": demarche.NotFound, "/login": demarche.Unsupported, "/busy": demarche.NotYet, "/broken": demarche.NotYet, "/private": demarche.Unsupported, "/large": demarche.TooLarge} {
		_, err := c.Get(context.Background(), srv.URL+path, Seen{})
		told := Explain(srv.URL+path, err)
		if err == nil || demarche.CodeOf(told) != want || !errors.Is(told, err) || demarche.HintOf(told) == "" || !strings.Contains(told.Error(), srv.URL+path) {
			t.Errorf("%s: %v is %s, want %s", path, told, demarche.CodeOf(told), want)
		}
	}
	srv.Close()
	if _, err := c.Get(context.Background(), srv.URL+"/", Seen{}); demarche.CodeOf(Explain(srv.URL, err)) != demarche.NotYet {
		t.Errorf("a server that is down: %v", err)
	}
	for _, address := range []string{"ftp://x.example/", "http://10.0.0.1/"} {
		_, err := New(Options{Now: func() time.Time { return noon }, Sleep: (&slept{}).sleep}).Get(context.Background(), address, Seen{})
		if demarche.CodeOf(Explain(address, err)) != demarche.Unsupported {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	var srv *httptest.Server
	to := func(path string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, path, http.StatusFound) }
	}
	srv = serve(t, map[string]http.HandlerFunc{
		"/a": to("/b"), "/b": to("/c"), "/c": says("text/html", article),
		"/loop": to("/loop"), "/file": to("file:///etc/passwd"), "/gopher": to("gopher://127.0.0.1/"),
	})
	c, _ := local(t)
	a, err := c.Get(context.Background(), srv.URL+"/a", Seen{})
	if err != nil || a.Address != srv.URL+"/c" {
		t.Errorf("answer of %q, %v", a.Address, err)
	}
	if _, err := c.Get(context.Background(), srv.URL+"/loop", Seen{}); err == nil || !strings.Contains(err.Error(), "redirects") {
		t.Errorf("a loop of redirects: %v", err)
	}
	for _, path := range []string{"/file", "/gopher"} {
		if _, err := c.Get(context.Background(), srv.URL+path, Seen{}); !errors.Is(err, ErrScheme) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// The own network is not reached: not by address, not by name, not by redirect.
func TestPrivateAddresses(t *testing.T) {
	asked := false
	srv := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked = true }})
	c := New(Options{Now: func() time.Time { return noon }, Sleep: (&slept{}).sleep, Version: "test"})
	port := srv.URL[strings.LastIndexByte(srv.URL, ':'):]
	for address, by := range map[string]error{
		srv.URL: ErrPrivate, "http://localhost" + port: ErrPrivate, "http://[::1]" + port: ErrPrivate, "http://0.0.0.0" + port: ErrPrivate, "http://[::ffff:127.0.0.1]" + port: ErrPrivate,
		"http://169.254.169.254/latest/meta-data/": ErrPrivate, "http://10.0.0.1/": ErrPrivate, "http://192.168.1.1:8080/": ErrPrivate, "http://[fd00:ec2::254]/": ErrPrivate,
		"http://2130706433" + port: nil, // no address, and no name that anybody has; some systems take it for 127.0.0.1
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		_, err := c.Get(ctx, address, Seen{})
		cancel()
		if err == nil || asked || by != nil && !errors.Is(err, by) {
			t.Errorf("%s: %v, want %v; asked %v", address, err, by, asked)
		}
	}
	public := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.2"+port+"/", http.StatusFound)
	}})
	c = New(Options{Now: func() time.Time { return noon }, Sleep: (&slept{}).sleep, Version: "test", allowed: only("127.0.0.1")})
	if _, err := c.Get(context.Background(), public.URL+"/", Seen{}); !errors.Is(err, ErrPrivate) {
		t.Errorf("a redirect inside: %v", err)
	}
}

// only allows one address.
func only(address string) func(netip.Addr) bool {
	return func(a netip.Addr) bool { return a == netip.MustParseAddr(address) }
}

// names is a name server on the loopback network whose answers change: the first
// so many times it gives one address, then another.
type names struct {
	first, then string
	firstFor    int32
	asked       atomic.Int32
}

func (n *names) resolver(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:size]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if m.Questions[0].Type == dnsmessage.TypeA {
				address := n.first
				if n.asked.Add(1) > n.firstFor {
					address = n.then
				}
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Class: dnsmessage.ClassINET}, Body: &dnsmessage.AResource{A: netip.MustParseAddr(address).As4()}}}
			}
			if b, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(b, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// A name that was public when it was looked up first, and leads inside when it is
// connected to, is not followed: each connection is judged by its own address.
func TestNamesThatTurnPrivate(t *testing.T) {
	var reached atomic.Int32
	srv := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		reached.Add(1)
		says("text/html", article)(w, r)
	}, "/robots.txt": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		w.WriteHeader(404)
	}})
	port := srv.URL[strings.LastIndexByte(srv.URL, ':'):]
	n := &names{first: "127.0.0.1", then: "127.0.0.2", firstFor: 2} // for robots.txt and the page
	c := New(Options{Now: func() time.Time { return noon }, Sleep: (&slept{}).sleep, Version: "test", Resolver: n.resolver(t), allowed: only("127.0.0.1")})
	if _, err := c.Get(context.Background(), "http://turning.example"+port+"/a", Seen{}); err != nil || reached.Load() != 1 {
		t.Fatalf("while the name is public: %v, reached %d times", err, reached.Load())
	}
	if _, err := c.Get(context.Background(), "http://turning.example"+port+"/a", Seen{}); !errors.Is(err, ErrPrivate) || reached.Load() != 1 {
		t.Errorf("when it has turned private: %v, reached %d times", err, reached.Load())
	}
	if n.asked.Load() < 3 {
		t.Errorf("the name was looked up %d times", n.asked.Load())
	}
	inside := &names{then: "10.0.0.7"}
	c = New(Options{Now: func() time.Time { return noon }, Sleep: (&slept{}).sleep, Version: "test", Resolver: inside.resolver(t)})
	if _, err := c.Get(context.Background(), "http://inside.example/", Seen{}); !errors.Is(err, ErrPrivate) {
		t.Errorf("a name of the own network: %v", err)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.1.1": false,
		"0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "::1": false, "fe80::1": false, "fc00::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "fec0::1": false, "::": false, "fd00:ec2::254": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %v, want %v", address, got, want)
		}
	}
}

func TestCheckURL(t *testing.T) {
	for _, address := range []string{"ftp://example.org/a", "file:///etc/passwd", "https://", "https://user:pass@example.org/", "javascript:alert(1)", "http://[::1", "example.org"} {
		if _, err := CheckURL(address); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
}

func TestLimits(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	zero := make([]byte, 1<<20)
	for range 40 {
		z.Write(zero)
	}
	z.Close()
	var br bytes.Buffer
	bz := brotli.NewWriter(&br)
	for range 40 {
		bz.Write(zero)
	}
	bz.Close()
	encoded := func(encoding string, b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			w.Write(b)
		}
	}
	srv := serve(t, map[string]http.HandlerFunc{
		"/gzip": encoded("gzip", bomb.Bytes()),
		"/br":   encoded("br", br.Bytes()),
		"/endless": func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(zero); err != nil {
					return
				}
			}
		},
	})
	c, _ := local(t)
	for _, path := range []string{"/gzip", "/br", "/endless"} {
		if _, err := c.Get(context.Background(), srv.URL+path, Seen{}); !errors.Is(err, decode.ErrTooLarge) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	var gz, br bytes.Buffer
	z := gzip.NewWriter(&gz)
	io.WriteString(z, article)
	z.Close()
	b := brotli.NewWriter(&br)
	io.WriteString(b, article)
	b.Close()
	srv := serve(t, map[string]http.HandlerFunc{
		"/gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(gz.Bytes())
		},
		"/br": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write(br.Bytes())
		},
		"/unknown": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "rot13")
			io.WriteString(w, "x")
		},
		"/damaged": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(gz.Bytes()[:20])
		},
	})
	c, _ := local(t)
	for _, path := range []string{"/gzip", "/br"} {
		if a, err := c.Get(context.Background(), srv.URL+path, Seen{}); err != nil || string(a.Bytes) != article {
			t.Errorf("%s: %q %v", path, a.Bytes, err)
		}
	}
	for path, want := range map[string]string{"/unknown": "rot13", "/damaged": "damaged"} {
		if _, err := c.Get(context.Background(), srv.URL+path, Seen{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestSlowAndCutOff(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(50 * time.Millisecond)
			}
		},
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "too short")
		},
	})
	c, _ := local(t)
	began := time.Now()
	if _, err := c.Get(context.Background(), srv.URL+"/drip", Seen{}); err == nil || time.Since(began) > 10*time.Second {
		t.Errorf("a slow drip: %v after %v", err, time.Since(began))
	}
	if _, err := c.Get(context.Background(), srv.URL+"/short", Seen{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a wrong length: %v", err)
	}
}

func TestRobots(t *testing.T) {
	srv := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /\n\nUser-agent: demarche\nDisallow: /private\nCrawl-delay: 7\n"),
		"/open":       says("text/html", article),
		"/private/a":  says("text/html", article),
	})
	c, s := local(t)
	if _, err := c.Get(context.Background(), srv.URL+"/private/a", Seen{}); !errors.Is(err, ErrRobots) {
		t.Errorf("a forbidden address: %v", err)
	}
	if _, err := c.Get(context.Background(), srv.URL+"/open", Seen{}); err != nil {
		t.Errorf("an allowed address: %v", err)
	}
	if s.total != 7*time.Second {
		t.Errorf("waited %v between robots.txt and the page, want the delay it asks for", s.total)
	}
	refusing := serve(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "/a": says("text/html", article)})
	if _, err := c.Get(context.Background(), refusing.URL+"/a", Seen{}); !errors.Is(err, ErrRobots) {
		t.Errorf("a host that cannot give its rules: %v", err)
	}
}

func TestOneAtATime(t *testing.T) {
	var now, most atomic.Int32
	srv := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
	}})
	c, _ := local(t)
	done := make(chan error, 8)
	for range 8 {
		go func() { _, err := c.Get(context.Background(), srv.URL+"/a", Seen{}); done <- err }()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 1 {
		t.Errorf("%d requests at once to one host", most.Load())
	}
}
